// Versions of a set of circles: made from what, when, under which convention, with which evidence. A frozen one never changes: it
// cannot be written to in memory, and a checksum over all that it says shows whether somebody has changed it on the way.
import type { Bytes } from '../base/bytes.ts'
import { canonical } from '../base/canonical.ts'
import { Fault } from '../base/fault.ts'
import type { Name } from '../base/name.ts'
import { sha256 } from '../base/sha256.ts'
import type { Delineation } from './delineation.ts'

/** A file that the figures rest on, by its hash. */
export interface Evidence {
  readonly role: string
  readonly file: string
  readonly sha256: string
}

/** One version of a set of circles. */
export interface CircleVersion {
  /** The first twelve digits of the checksum of its contents: the same contents have the same id. */
  readonly id: string
  /** The version it was made from; null: none. */
  readonly from: string | null
  /** When it was made, as the caller says (core knows no clock); null: not told. */
  readonly when: string | null
  readonly evidence: readonly Evidence[]
  readonly delineation: Delineation
  readonly frozen: boolean
  /** SHA-256 over everything above, in hexadecimal; null as long as it is not frozen. */
  readonly checksum: string | null
}

/** What the caller knows of a new version. */
export interface Provenance {
  readonly from: string | null
  readonly when: string | null
  readonly evidence: readonly Evidence[]
}

const digest = (value: unknown): string => sha256(new TextEncoder().encode(canonical(value)))

/** A new version, not frozen. An edit is one too: `from` is the version edited, which stays as it is. */
export function newVersion(delineation: Delineation, provenance: Provenance): CircleVersion {
  const { from, when, evidence } = provenance
  const id = digest({ from, when, evidence, delineation }).slice(0, 12)
  return { id, from, when, evidence, delineation, frozen: false, checksum: null }
}

const checksumOf = ({ id, from, when, evidence, delineation }: CircleVersion): string =>
  digest({ id, from, when, evidence, delineation, frozen: true })

/** The version frozen: a copy of its own that nothing can write to. One that is frozen already comes back as it is. */
export function freeze(version: CircleVersion): CircleVersion {
  if (version.frozen) return version
  return sealed({ ...version, frozen: true, checksum: checksumOf(version) })
}

/** Whether a frozen version says what it said when it was frozen; false for one that never was. */
export const isIntact = (version: CircleVersion): boolean => version.frozen && version.checksum === checksumOf(version)

/** A deep copy, frozen. Columns become lists, for the elements of a typed array cannot be frozen. */
function sealed<T>(value: T): T {
  if (value === null || typeof value !== 'object') return value
  const copy = ArrayBuffer.isView(value)
    ? Array.from(value as unknown as Float64Array)
    : Array.isArray(value)
      ? value.map(sealed)
      : Object.fromEntries(Object.entries(value).map(([key, item]) => [key, sealed(item)]))
  return Object.freeze(copy) as T
}

const FORMAT = 'yike-circles'

/** The version as a file: JSON, whole, the same version the same bytes. */
export const circlesJson = (version: CircleVersion): string =>
  `${canonical({ format: FORMAT, formatVersion: 1, ...version })}\n`

/**
 * The version in a file that `circlesJson` wrote. Fault bad-file on anything else, and on a frozen version that was changed since.
 */
export async function readCircles(bytes: Bytes): Promise<CircleVersion> {
  const wrong = (why: Name) => new Fault('bad-file', { file: bytes.name, why })
  let json: unknown
  try {
    json = JSON.parse(new TextDecoder().decode(await bytes.slice(0, bytes.size)))
  } catch {
    throw wrong({ zh: '不是 JSON', en: 'it is no JSON' })
  }
  const { format, formatVersion, ...rest } = (json ?? {}) as Record<string, unknown>
  if (format !== FORMAT || formatVersion !== 1)
    throw wrong({ zh: '不是 yike circles 写的 circles.json', en: 'yike circles did not write it' })
  const version = rest as unknown as CircleVersion
  if (version.frozen && !isIntact(version))
    throw wrong({
      zh: '这一版已定稿，但内容与定稿时不符（校验码不对）',
      en: 'this version was frozen and has been changed since (its checksum does not match)',
    })
  if (version.frozen) return sealed(version)
  const circles = version.delineation.circles.map((circle) => ({
    ...circle,
    polygon: circle.polygon.map((rings) => rings.map((ring) => Float64Array.from(ring))),
  }))
  return { ...version, delineation: { ...version.delineation, circles } }
}
