// What people live on: residential buildings, or the streets that houses stand along. Each piece has a weight, and
// a census total is shared out by it.
import { type Bounds, contains } from '../geo/bounds.ts'
import { metersBetween } from '../geo/meters.ts'
import { centroid, ringAreaM2 } from '../geo/polygon.ts'
import type { Buildings, Streets, Tags } from './rows.ts'

/** Places that people may be put on, in columns. */
export interface Homes {
  readonly lng: Float64Array
  readonly lat: Float64Array
  /** Streets: metres. Buildings: m² of footprint. */
  readonly weight: Float64Array
  /** Storeys, NaN where unknown; streets have none. */
  readonly levels: Float32Array | null
  /** Line or ring for drawing, as in `Population`. */
  readonly outlineFirst: Int32Array
  readonly outline: Float64Array
}

/** Pieces of street are no longer than this: what 40 seconds' walk cannot tell apart is one place. */
export const PIECE_M = 50

/**
 * Classes of street that houses stand along (wiki.openstreetmap.org, Key:highway): residential and living_street by
 * their definition, unclassified and tertiary because in Chinese cities 支路 are mapped so and are lined with estates.
 * service is left out (driveways, car parks), and so are primary and secondary, whose sides are trade and walls.
 */
const LIVED_ON = new Set(['residential', 'living_street', 'unclassified', 'tertiary'])

/** Nobody lives on these, and but for cycleways nobody walks there: fallback streets are all others. */
const NOT_LIVED_ON =
  /^(motorway|trunk)(_link)?$|^(cycleway|construction|proposed|raceway|busway|bus_guideway|escape|corridor|elevator|platform|abandoned|razed)$/

/** Which streets carry people: those that are lived on, or, where an area has none of them, all that one may walk. */
export type StreetTier = 'lived-on' | 'all'

function carries(tags: Tags, tier: StreetTier): boolean {
  // over a river or under a hill there are no doors
  if ((tags.bridge ?? 'no') !== 'no' || (tags.tunnel ?? 'no') !== 'no') return false
  const kind = tags.highway ?? '' // an edge table says nothing of classes: all its edges are streets
  if (tier === 'lived-on') return LIVED_ON.has(kind)
  if (NOT_LIVED_ON.test(kind) || tags.foot === 'no') return false
  return (tags.access !== 'no' && tags.access !== 'private') || tags.foot === 'yes' || tags.foot === 'designated'
}

/** Streets cut into equal pieces of at most 50 m, those whose middle lies in `bounds`; in the order of the ways. */
export function streetPieces(streets: Streets, bounds: Bounds, tier: StreetTier): Homes {
  const lng: number[] = []
  const lat: number[] = []
  const weight: number[] = []
  const first: number[] = [0]
  const outline: number[] = []
  const { wayFirst, wayRefs, wayTags } = streets
  for (let w = 0; w + 1 < wayFirst.length; w++) {
    if (!carries(wayTags[w] ?? {}, tier)) continue
    const from = wayFirst[w]!
    const n = wayFirst[w + 1]! - from
    if (n < 2) continue
    const along = new Float64Array(n) // metres from the way's beginning
    const x = (i: number) => streets.lng[wayRefs[from + i]!]!
    const y = (i: number) => streets.lat[wayRefs[from + i]!]!
    for (let i = 1; i < n; i++) along[i] = along[i - 1]! + metersBetween(x(i - 1), y(i - 1), x(i), y(i))
    const length = along[n - 1]!
    if (!(length > 0)) continue
    const pieces = Math.ceil(length / PIECE_M)
    let seg = 1
    const at = (metres: number): readonly [number, number] => {
      while (seg < n - 1 && along[seg]! < metres) seg++
      const span = along[seg]! - along[seg - 1]!
      const t = span > 0 ? Math.min(1, Math.max(0, (metres - along[seg - 1]!) / span)) : 0
      return [x(seg - 1) + t * (x(seg) - x(seg - 1)), y(seg - 1) + t * (y(seg) - y(seg - 1))]
    }
    let vertex = 1 // the next corner of the way that a piece will run through
    for (let p = 0; p < pieces; p++) {
      const [start, end] = [(length * p) / pieces, (length * (p + 1)) / pieces]
      const line = [...at(start)]
      const middle = at((start + end) / 2)
      while (vertex < n - 1 && along[vertex]! <= start) vertex++
      for (; vertex < n - 1 && along[vertex]! < end; vertex++) line.push(x(vertex), y(vertex))
      line.push(...at(end))
      if (!contains(bounds, middle[0], middle[1])) continue
      lng.push(middle[0])
      lat.push(middle[1])
      weight.push(length / pieces)
      for (const v of line) outline.push(v)
      first.push(outline.length / 2)
    }
  }
  return {
    lng: Float64Array.from(lng),
    lat: Float64Array.from(lat),
    weight: Float64Array.from(weight),
    levels: null,
    outlineFirst: Int32Array.from(first),
    outline: Float64Array.from(outline),
  }
}

/** Values of the building tag that are dwellings (wiki.openstreetmap.org, Key:building, "Accommodation"; without hotels and barracks, whose people no census counts as residents). */
const DWELLINGS = new Set([
  'residential',
  'apartments',
  'house',
  'detached',
  'semidetached_house',
  'terrace',
  'bungalow',
  'dormitory',
  'annexe',
  'farm',
  'cabin',
])

/** Which buildings carry people: those tagged as dwellings, or with them those of which only `yes` is known. */
export type BuildingTier = 'dwellings' | 'dwellings-and-unknown'

/** Residential buildings whose middle lies in `bounds`, in the order of the file. */
export function residentialBuildings(buildings: Buildings, bounds: Bounds, tier: BuildingTier): Homes {
  const lng: number[] = []
  const lat: number[] = []
  const weight: number[] = []
  const levels: number[] = []
  const first: number[] = [0]
  const outline: number[] = []
  for (let b = 0; b + 1 < buildings.first.length; b++) {
    const use = buildings.use[b] ?? ''
    if (!DWELLINGS.has(use) && !(tier === 'dwellings-and-unknown' && use === 'yes')) continue
    const ring = buildings.coords.subarray(2 * buildings.first[b]!, 2 * buildings.first[b + 1]!)
    const area = Math.abs(ringAreaM2(ring))
    const middle = centroid([[ring]])
    if (!(area > 0) || !middle || !contains(bounds, middle[0], middle[1])) continue
    lng.push(middle[0])
    lat.push(middle[1])
    weight.push(area)
    levels.push(buildings.levels[b] ?? Number.NaN)
    for (const v of ring) outline.push(v)
    first.push(outline.length / 2)
  }
  return {
    lng: Float64Array.from(lng),
    lat: Float64Array.from(lat),
    weight: Float64Array.from(weight),
    levels: Float32Array.from(levels),
    outlineFirst: Int32Array.from(first),
    outline: Float64Array.from(outline),
  }
}
