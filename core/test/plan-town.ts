// For tests: a small town by chance, whole inputs of a measurement. Nine streets by nine, 300 m apart, parted in the middle by a wall
// with one street across it in the north and one locked gate in the south; two subdistricts, west and east, each of two communities.
import { defaultConvention } from '../access/convention.ts'
import { walkerOf } from '../access/walkers.ts'
import { random } from '../base/random.ts'
import type { MeasureInputs } from '../circle/measured.ts'
import { type LngLat, metersBetween } from '../geo/meters.ts'
import { DEGREES, NOBODY } from '../network/graph.ts'
import type { AreaRow, OriginKind, OutletRow } from '../source/rows.ts'
import notice2025 from '../standard/standards/notice-2025.ts'
import { graphOf, type PlainEdge } from './oracle.ts'

const SIDE = 9
const [WEST, SOUTH] = [87, 39]
const [EAST_STEP, NORTH_STEP] = [0.0035, 0.0027]
/** The wall stands between columns 4 and 5. */
const WALL = 4
/** The row whose street is shut by the gate, and the only one that crosses freely. */
const GATED = 1
const FREE = SIDE - 1

/** Where column `x`, row `y` of the town is. */
export const townAt = (x: number, y: number): LngLat => [WEST + x * EAST_STEP, SOUTH + y * NORTH_STEP]

/** The middle of the gate. */
export const TOWN_GATE: LngLat = townAt(WALL + 0.5, GATED)

function streets() {
  const node = (x: number, y: number) => y * SIDE + x
  const places: LngLat[] = Array.from({ length: SIDE * SIDE }, (_, n) => townAt(n % SIDE, Math.floor(n / SIDE)))
  // far corners, so that the data does not end where the people live
  const corners = [[-9, -9], [SIDE + 8, -9], [-9, SIDE + 8], [SIDE + 8, SIDE + 8]].map(([x, y]) => townAt(x!, y!)) // biome-ignore format: one line
  const gate = [townAt(WALL + 0.5, GATED), townAt(WALL + 0.5, GATED)]
  const [g1, g2] = [places.length + 4, places.length + 5]
  places.push(...corners, ...gate)
  const mm = (a: number, b: number) => Math.round(1000 * metersBetween(...places[a]!, ...places[b]!))
  const edges: PlainEdge[] = []
  const street = (from: number, to: number) => edges.push({ from, to, mm: mm(from, to) })
  for (let y = 0; y < SIDE; y++)
    for (let x = 0; x < SIDE; x++) {
      if (y + 1 < SIDE) street(node(x, y), node(x, y + 1))
      if (x + 1 < SIDE && (x !== WALL || y === FREE)) street(node(x, y), node(x + 1, y))
    }
  street(node(WALL, GATED), g1)
  edges.push({ from: g1, to: g2, mm: 0, kind: 'gate', who: NOBODY })
  street(g2, node(WALL + 1, GATED))
  const ends = [node(0, 0), node(SIDE - 1, 0), node(0, SIDE - 1), node(SIDE - 1, SIDE - 1)]
  for (const [i, end] of ends.entries()) street(end, SIDE * SIDE + i)
  const graph = graphOf(places.length, edges)
  places.forEach(([lng, lat], n) => {
    graph.lng[n] = Math.round(lng / DEGREES)
    graph.lat[n] = Math.round(lat / DEGREES)
  })
  return graph
}

/** An outlet of the town. */
export const townOutlet = (
  id: string,
  category: string,
  at: LngLat,
  kind: OriginKind = 'official',
  capacity: number | null = null,
): OutletRow => ({
  id,
  name: `店 ${id}`,
  at,
  entrances: [],
  label: category,
  tags: {},
  capacity,
  hours: null,
  address: null,
  origins: [{ kind, file: kind === 'osm' ? 'town.osm.pbf' : 'ledger.csv', row: 2, ref: id, confirmed: '2026-03-01' }],
})

const box = (x1: number, y1: number, x2: number, y2: number): AreaRow['polygon'] => {
  const [[w, s], [e, n]] = [townAt(x1, y1), townAt(x2, y2)]
  return [[Float64Array.of(w, s, e, s, e, n, w, n)]]
}

const area = (id: string, level: AreaRow['level'], parent: string | null, polygon: AreaRow['polygon']): AreaRow => ({
  id,
  name: `${level === 'community' ? '社区' : '街道'} ${id}`,
  adcode: null,
  level,
  parent,
  polygon,
})

/** The town of a seed: 80 cells; convenience stores, a wet market, elder care on the ledger; childcare known to OSM alone. */
export function planTown(seed: number): MeasureInputs {
  const chance = random(seed)
  const cells = 80
  const place = (): LngLat => townAt(chance.between(0, SIDE - 1), chance.between(0, SIDE - 1))
  const at = Array.from({ length: cells }, place)
  const people = Float64Array.from({ length: cells }, () => chance.int(5, 120))
  const shops = ['convenience-store', 'convenience-store', 'convenience-store', 'wet-market', 'elder-care'] as const
  const outlets = shops.map((category, i) => townOutlet(`ledger:${i + 1}`, category, place(), 'official', i === 4 ? 20 : null)) // biome-ignore format: one line
  outlets.push(townOutlet('osm:node/9', 'childcare', place(), 'osm'))
  const middle = (WALL + WALL + 1) / 2
  return {
    graph: streets(),
    bounds: { west: 86, south: 38, east: 88, north: 40 },
    population: {
      kind: 'point',
      file: 'people.csv',
      lng: Float64Array.from(at, ([x]) => x),
      lat: Float64Array.from(at, ([, y]) => y),
      people,
      bands: { '0-2': people.map((n) => n / 50), '60+': people.map((n) => n / 5) },
      cellMeters: null,
      outlineFirst: null,
      outline: null,
      notes: [],
    },
    outlets,
    areas: [
      area('w', 'subdistrict', null, box(-1, -1, middle, SIDE)),
      area('e', 'subdistrict', null, box(middle, -1, SIDE, SIDE)),
      area('w1', 'community', 'w', box(-1, -1, middle, 4.5)),
      area('w2', 'community', 'w', box(-1, 4.5, middle, SIDE)),
      area('e1', 'community', 'e', box(middle, -1, SIDE, 4.5)),
      area('e2', 'community', 'e', box(middle, 4.5, SIDE, SIDE)),
    ],
    standard: notice2025,
    convention: defaultConvention(walkerOf('adult'), 8),
    labels: {},
    ledgerComplete: false,
    findings: [],
  }
}

/** The same, frozen to the last object: whoever writes to it throws. Columns cannot be frozen; compare their bytes. */
export function deepFreeze<T>(value: T): T {
  if (value === null || typeof value !== 'object' || ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return value // biome-ignore format: one line
  if (Object.isFrozen(value)) return value
  Object.freeze(value)
  for (const key of Object.keys(value)) deepFreeze((value as Record<string, unknown>)[key])
  return value
}
