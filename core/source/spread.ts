// A census says how many live in an area, not where. Its people are spread over the homes that the streets' data knows:
//
//     people × share of the area inside the data ── by floor area ──▶ residential buildings, where they can be believed
//                                                └─ by length ─────▶ residential streets in pieces of ≤ 50 m, else
//
// Nobody lives where nothing is drawn, and every person counted is placed once.
import Flatbush from 'flatbush'
import { Fault } from '../base/fault.ts'
import type { Findings } from '../base/finding.ts'
import type { Bounds } from '../geo/bounds.ts'
import { planeAt } from '../geo/meters.ts'
import { shareInside } from '../geo/polygon.ts'
import { AreaIndex } from '../geo/polygon-index.ts'
import { chooseRows } from './census-choice.ts'
import { type Homes, PIECE_M, residentialBuildings, streetPieces } from './homes.ts'
import {
  type AreaRow,
  BANDS,
  type Band,
  type Buildings,
  type CensusRow,
  type Population,
  type PopulationNote,
  type Streets,
} from './rows.ts'

/** What a census is spread with. */
export interface SpreadInput {
  /** The census file's name. */
  readonly file: string
  readonly rows: readonly CensusRow[]
  /** Codes to take; none means every row that has an area. See `chooseRows`. */
  readonly codes: readonly string[]
  readonly areas: readonly AreaRow[]
  readonly streets: Streets
  /** Null where the streets come from a table, which has none. */
  readonly buildings: Buildings | null
  /** The rectangle within which streets are known. */
  readonly bounds: Bounds
  readonly findings: Findings
}

/** Buildings are believed where at least half of the residential streets have one beside them. */
const BELIEVED_SHARE = 1 / 2

/**
 * Residents at buildings or at pieces of street. Of each area only the share of its surface within `bounds` is placed,
 * bands likewise, and only on what lies both in the area and within `bounds`; a note on each area says so.
 *
 * Buildings or streets is decided once for all areas, so that their densities may be compared. Buildings it is where in
 * every area at least half of the residential street length has a residential building within 50 m (of the rectangle
 * round it): first buildings tagged as dwellings are tried, then with them those tagged only `yes`. A map with a few
 * buildings in it so goes by streets. A building weighs its footprint times its storeys; where those are unknown, the
 * median of the known ones in the area; where none is known, 1.
 *
 * A band is given if every area's row has it. Faults: unknown-census-code, no-area-for-code, bad-value (one code within
 * another), no-people (nobody could be placed). Findings: outside-extract, nowhere-to-place, outside-area.
 */
export function spreadCensus(input: SpreadInput): Population {
  const { file, bounds, findings } = input
  const chosen = chooseRows(input.rows, input.codes, input.areas, file, findings)
  const shares = chosen.map(({ area }) => shareInside(area.polygon, bounds))
  const inside = chosen.map((_, i) => i).filter((i) => shares[i]! > 0)
  const index = new AreaIndex(inside.map((i) => chosen[i]!.area.polygon))
  const carriers = chooseCarriers(input, index, inside.length)

  const placedOn: { row: CensusRow; placed: number; homes: Homes; of: readonly number[]; weight: Float64Array }[] = []
  const notes = chosen.map(({ row }, i): PopulationNote => {
    const { code, name, people } = row
    const what = `${code} ${name} ${people}`
    const k = inside.indexOf(i)
    const found = k >= 0 ? carriers.perArea[k]! : null
    if (!found) findings.note('outside-extract', file, null, what)
    else if (found.of.length === 0) findings.note('nowhere-to-place', file, null, what)
    const placed = found && found.of.length > 0 ? people * shares[i]! : 0
    if (found && placed > 0) placedOn.push({ row, placed, ...found })
    return { code, name, people, shareInside: shares[i]!, placed, method: carriers.method }
  })
  const list = chosen.map(({ row }) => `${row.code} ${row.name}`).join(', ')
  if (placedOn.length === 0)
    throw new Fault('no-people', {
      why: {
        zh: `${list}在街道数据范围内没有可承载人口的地方`,
        en: `${list} have nowhere within the street data to place people`,
      },
    })
  return columns(file, placedOn, notes, carriers.method)
}

// ── buildings or streets ────────────────────────────────────────────────────────────────────────────────────────

interface AreaCarriers {
  readonly homes: Homes
  /** Which of the homes lie in the area. */
  readonly of: readonly number[]
  /** Their weights: m² of floor, or metres. */
  readonly weight: Float64Array
}

interface Carriers {
  readonly method: PopulationNote['method']
  readonly perArea: readonly AreaCarriers[]
}

function chooseCarriers(input: SpreadInput, index: AreaIndex, areas: number): Carriers {
  const { streets, buildings, bounds } = input
  const lived = streetPieces(streets, bounds, 'lived-on')
  const livedOf = byArea(lived, index, areas)
  for (const tier of ['dwellings', 'dwellings-and-unknown'] as const) {
    if (!buildings) break
    const homes = residentialBuildings(buildings, bounds, tier)
    const of = byArea(homes, index, areas)
    if (areas === 0 || !believed(homes, of, lived, livedOf)) continue
    return {
      method: 'building-floor-area',
      perArea: of.map((list) => ({ homes, of: list, weight: floorAreas(homes, list) })),
    }
  }
  let all: { homes: Homes; of: readonly (readonly number[])[] } | null = null
  const perArea = livedOf.map((list, k) => {
    let [homes, of]: readonly [Homes, readonly number[]] = [lived, list]
    if (of.length === 0) {
      if (!all) {
        const every = streetPieces(streets, bounds, 'all')
        all = { homes: every, of: byArea(every, index, areas) }
      }
      ;[homes, of] = [all.homes, all.of[k]!]
    }
    return { homes, of, weight: Float64Array.from(of, (p) => homes.weight[p]!) }
  })
  return { method: 'residential-street-length', perArea }
}

/** For each area the homes in it, in their order. */
function byArea(homes: Homes, index: AreaIndex, areas: number): number[][] {
  const lists: number[][] = Array.from({ length: areas }, () => [])
  for (let p = 0; p < homes.lng.length; p++)
    for (const area of index.allOf(homes.lng[p]!, homes.lat[p]!)) lists[area]!.push(p)
  return lists
}

/** Whether in every area at least half of the street length has a building beside it. */
function believed(
  homes: Homes,
  of: readonly (readonly number[])[],
  lived: Homes,
  livedOf: readonly (readonly number[])[],
): boolean {
  if (of.some((list) => list.length === 0)) return false
  const tree = new Flatbush(homes.lng.length)
  for (let b = 0; b < homes.lng.length; b++) {
    let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
    for (let i = 2 * homes.outlineFirst[b]!; i < 2 * homes.outlineFirst[b + 1]!; i += 2) {
      west = Math.min(west, homes.outline[i]!)
      east = Math.max(east, homes.outline[i]!)
      south = Math.min(south, homes.outline[i + 1]!)
      north = Math.max(north, homes.outline[i + 1]!)
    }
    tree.add(west, south, east, north)
  }
  tree.finish()
  return livedOf.every((pieces) => {
    let metres = 0
    let beside = 0
    for (const p of pieces) {
      const [lng, lat] = [lived.lng[p]!, lived.lat[p]!]
      const plane = planeAt(lng, lat)
      metres += lived.weight[p]!
      const [dx, dy] = [plane.lng(PIECE_M) - lng, plane.lat(PIECE_M) - lat]
      if (tree.search(lng - dx, lat - dy, lng + dx, lat + dy).length > 0) beside += lived.weight[p]!
    }
    return beside >= BELIEVED_SHARE * metres // an area without such streets has nothing to say against its buildings
  })
}

/** Footprint × storeys of the buildings of one area. */
function floorAreas(homes: Homes, of: readonly number[]): Float64Array {
  const levels = homes.levels!
  const isKnown = (b: number) => Number.isFinite(levels[b]) && levels[b]! > 0
  const known = of.filter(isKnown).map((b) => levels[b]!)
  known.sort((a, b) => a - b)
  const half = known.length >> 1
  const median = known.length === 0 ? 1 : known.length % 2 ? known[half]! : (known[half - 1]! + known[half]!) / 2
  return Float64Array.from(of, (b) => homes.weight[b]! * (isKnown(b) ? levels[b]! : median))
}

// ── columns ─────────────────────────────────────────────────────────────────────────────────────────────────────

function columns(
  file: string,
  parts: readonly (AreaCarriers & { readonly row: CensusRow; readonly placed: number })[],
  notes: readonly PopulationNote[],
  method: PopulationNote['method'],
): Population {
  const points = parts.reduce((sum, part) => sum + part.of.length, 0)
  const lng = new Float64Array(points)
  const lat = new Float64Array(points)
  const people = new Float64Array(points)
  const outlineFirst = new Int32Array(points + 1)
  const bands: Partial<Record<Band, Float64Array>> = {}
  for (const band of BANDS)
    if (parts.every(({ row }) => row.bands[band] !== undefined)) bands[band] = new Float64Array(points)
  let at = 0
  for (const { homes, of } of parts)
    for (const p of of) {
      lng[at] = homes.lng[p]!
      lat[at] = homes.lat[p]!
      outlineFirst[at + 1] = outlineFirst[at]! + homes.outlineFirst[p + 1]! - homes.outlineFirst[p]!
      at++
    }
  const outline = new Float64Array(2 * outlineFirst[points]!)
  at = 0
  for (const { row, placed, homes, of, weight } of parts) {
    const whole = weight.reduce((sum, w) => sum + w, 0)
    of.forEach((p, i) => {
      const share = weight[i]! / whole
      people[at] = placed * share
      for (const band of BANDS) {
        const column = bands[band]
        if (column) column[at] = row.bands[band]! * (placed / row.people) * share
      }
      outline.set(
        homes.outline.subarray(2 * homes.outlineFirst[p]!, 2 * homes.outlineFirst[p + 1]!),
        2 * outlineFirst[at]!,
      )
      at++
    })
  }
  const kind = method === 'building-floor-area' ? 'building' : 'street'
  return { kind, file, lng, lat, people, bands, cellMeters: null, outlineFirst, outline, notes }
}
