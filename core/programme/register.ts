// The register of designations: which batches name an area. An area's own designations are kept apart from those of the
// units it lies in: 虹口区 is a pilot itself, a street office in it is a part of one.
import { Fault } from '../base/fault.ts'
import type { Batch, Member } from './batch.ts'
import { batches } from './batches/index.ts'

/** One area in one batch. */
export interface Designation {
  readonly batch: Batch
  readonly member: Member
}

/** Designations of an area. */
export interface Designations {
  readonly own: readonly Designation[]
  /** Of the district, city or province it lies in, the nearest first. */
  readonly above: readonly Designation[]
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

/**
 * What names an area. It is known by its code (6, 9 or 12 digits); an area without one, such as 两江新区, by its name
 * alone, and only among members that have no code either.
 */
export function designationsOf(area: { readonly adcode: string | null; readonly name: string }): Designations {
  const { adcode, name } = area
  if (adcode === null) return { own: naming((m) => m.adcode === null && m.area === name), above: [] }
  const six = adcode.slice(0, 6)
  const above = [six, `${six.slice(0, 4)}00`, `${six.slice(0, 2)}0000`].filter((code) => code !== adcode)
  return {
    own: adcode.length === 6 ? naming((m) => m.adcode === adcode) : [],
    above: [...new Set(above)].flatMap((code) => naming((m) => m.adcode === code)),
  }
}

function naming(is: (member: Member) => boolean): Designation[] {
  return BATCHES.flatMap((batch) => batch.members.filter(is).map((member) => ({ batch, member })))
}
