// The register of designations: which batches name an area. An area's own designations are kept apart from those of the
// units it lies in: 虹口区 is a pilot itself, a street office in it is a part of one.
import type { Certainty } from '../base/certainty.ts'
import { Fault } from '../base/fault.ts'
import type { Name } from '../base/name.ts'
import type { Batch, BatchKind, Member } from './batch.ts'
import { batches } from './batches/index.ts'

/** One area in one batch. */
export interface Designation {
  /** Id of the batch. */
  readonly batch: string
  readonly kind: BatchKind
  /** 第四批试点地区 */
  readonly name: Name
  /** 文号; null where it was not found. */
  readonly document: string | null
  readonly year: number
  /** What the batch was doing by the notice of 2024; null where it does not say. */
  readonly phase: Name | null
  readonly province: string
  readonly area: string
  readonly adcode: string | null
  readonly source: string
  readonly status: Certainty
}

/** All batches, pilots before pioneers, in order of number. */
export const BATCHES: readonly Batch[] = [...batches].sort((a, b) =>
  a.kind === b.kind ? a.number - b.number : a.kind === 'pilot' ? -1 : 1,
)

/** The batch of that id. Throws `unknown-batch`. */
export function getBatch(id: string): Batch {
  const batch = BATCHES.find((b) => b.id === id)
  if (!batch) throw new Fault('unknown-batch', { id, known: BATCHES.map((b) => b.id).join(', ') })
  return batch
}

/** An area's own designations, by its six-digit code; none for a longer one. */
export const designationsOf = (adcode: string): readonly Designation[] => naming((m) => m.adcode === adcode)

/** Designations of the district, city and province that an area (6, 9 or 12 digits) lies in, the nearest first. */
export function designationsAbove(adcode: string): readonly Designation[] {
  const six = adcode.slice(0, 6)
  const above = [six, `${six.slice(0, 4)}00`, `${six.slice(0, 2)}0000`].filter((code) => code !== adcode)
  return [...new Set(above)].flatMap(designationsOf)
}

/** Designations of an area that has no code, such as 两江新区, by its name; members with a code are never meant. */
export const designationsNamed = (name: string): readonly Designation[] =>
  naming((m) => m.adcode === null && m.area === name)

function naming(is: (member: Member) => boolean): Designation[] {
  return BATCHES.flatMap((batch) =>
    batch.members.filter(is).map(({ province, area, adcode, source, status }) => ({
      batch: batch.id,
      kind: batch.kind,
      name: batch.name,
      document: batch.document.number,
      year: batch.year,
      phase: batch.phase,
      province,
      area,
      adcode,
      source,
      status,
    })),
  )
}
