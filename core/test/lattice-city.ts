// For tests: a small measured city in which everything occurs, made by chance from a seed. A lattice of streets with missing ones,
// private lanes and gates, and an island with a shop; homes with bands; outlets that serve one category or two, with and without capacity and second doors;
// one category that nobody knows, and one subdistrict whose ledger was never kept. And circles made of areas.
import { defaultConvention } from '../access/convention.ts'
import { plain } from '../access/walkers.ts'
import { random } from '../base/random.ts'
import type { Circles } from '../circle/circle.ts'
import { measure } from '../circle/measure.ts'
import type { Measured, MeasureInputs } from '../circle/measured.ts'
import { metersBetween, planeAt } from '../geo/meters.ts'
import { AreaIndex } from '../geo/polygon-index.ts'
import { DEGREES, EVERYONE, RESIDENTS } from '../network/graph.ts'
import type { AreaLevel, AreaRow, OutletRow, Population } from '../source/rows.ts'
import { type Category, defineStandard } from '../standard/define.ts'
import { graphOf, type PlainEdge } from './oracle.ts'

const SIDE = 14
const STEP_M = 100
const ORIGIN = [87, 39] as const
const plane = planeAt(...ORIGIN)
const lngOf = (x: number) => plane.lng(x * STEP_M)
const latOf = (y: number) => plane.lat(y * STEP_M)

const category = (id: string, tier: Category['tier'], ...labels: string[]): Category => ({
  id,
  code: null,
  name: { zh: id, en: id },
  tier,
  tierSource: 'T',
  tierStatus: 'inference',
  group: null,
  lead: null,
  thresholds: [],
  labels: [id, ...labels],
  osm: [],
  osmStatus: 'inference',
})

const standard = defineStandard({
  id: 'lattice',
  name: { zh: '测试', en: 'Test' },
  adcode: null,
  cites: 'a test',
  year: 2025,
  sources: { T: { title: 'a test', seen: null } },
  categories: [
    category('convenience-store', 'basic'),
    category('elder-care', 'basic'),
    category('childcare', 'quality'),
    category('unheard-of', 'quality'),
  ],
  officialCounts: null,
})

/** The inputs of the city of `seed`; five minutes of a walker of 1 m a second. */
export function latticeInputs(seed: number): MeasureInputs {
  const chance = random(seed)
  const node = (x: number, y: number) => y * SIDE + x
  const edges: PlainEdge[] = []
  const join = (from: number, to: number) => {
    const dice = chance.next()
    if (dice < 0.12) return
    const [a, b] = [from, to].map((n) => [lngOf(n % SIDE), latOf(Math.floor(n / SIDE))] as const)
    const mm = Math.round(metersBetween(...a!, ...b!) * 1000)
    edges.push({ from, to, mm, who: dice < 0.25 ? RESIDENTS : EVERYONE, kind: dice < 0.16 ? 'gate' : 'street' })
  }
  for (let y = 0; y < SIDE; y++)
    for (let x = 0; x < SIDE; x++) {
      if (x + 1 < SIDE) join(node(x, y), node(x + 1, y))
      if (y + 1 < SIDE) join(node(x, y), node(x, y + 1))
    }
  edges.push({ from: SIDE * SIDE, to: SIDE * SIDE + 1, mm: STEP_M * 1000 }) // an island in the west, with a shop
  const graph = graphOf(SIDE * SIDE + 2, edges)
  for (let n = 0; n < graph.nodes; n++) {
    graph.lng[n] = Math.round(lngOf(n % SIDE) / DEGREES)
    graph.lat[n] = Math.round(latOf(Math.floor(n / SIDE)) / DEGREES)
  }
  for (const [k, x] of [-6, -5].entries()) {
    graph.lng[SIDE * SIDE + k] = Math.round(lngOf(x) / DEGREES)
    graph.lat[SIDE * SIDE + k] = Math.round(latOf(3) / DEGREES)
  }
  const within = (margin: number) => chance.between(margin, SIDE - 1 - margin)
  const cells = 160
  const people = Float64Array.from({ length: cells }, () => (chance.next() < 0.1 ? 0 : chance.between(1, 90)))
  const population: Population = {
    kind: 'point',
    file: 'people.csv',
    // three live where no street is, two on the island
    lng: Float64Array.from({ length: cells }, (_, i) => lngOf(i < 3 ? -9 : i < 5 ? -5.5 : within(0))),
    lat: Float64Array.from({ length: cells }, (_, i) => latOf(i < 5 ? 3.1 : within(0))),
    people,
    bands: { '0-2': people.map((p) => p * 0.03 * chance.next()), '60+': people.map((p) => p * 0.4 * chance.next()) },
    cellMeters: null,
    outlineFirst: null,
    outline: null,
    notes: [],
  }
  const outlets = Array.from({ length: 40 }, (_, o): OutletRow => {
    const at = () => [lngOf(within(1)), latOf(within(1))] as const
    const label =
      o === 39
        ? 'convenience-store'
        : chance.pick(['convenience-store', 'convenience-store', 'elder-care', 'childcare'])
    const door = at()
    // the ledger of the north-east was never kept
    const [x, y] = [plane.x(door[0]), plane.y(door[1])]
    const kept = x < (SIDE * STEP_M) / 2 || y < (SIDE * STEP_M) / 2
    const place =
      o === 39 ? ([lngOf(-5.8), latOf(3.2)] as const) : kept ? door : ([lngOf(2), latOf(2 + o / 10)] as const)
    return {
      id: `ledger.csv:${o}`,
      name: `outlet ${o}`,
      at: place,
      entrances: chance.next() < 0.3 ? [place, [place[0] + plane.lng(60) - ORIGIN[0], place[1]]] : [],
      label,
      tags: {},
      capacity: label === 'convenience-store' || chance.next() < 0.25 ? null : chance.int(0, 60),
      hours: null,
      address: null,
      origins: [{ kind: 'official', file: 'ledger.csv', row: o, ref: null, confirmed: '2025-06-01' }],
    }
  })
  return {
    graph,
    bounds: { west: lngOf(-1), south: latOf(-1), east: lngOf(SIDE), north: latOf(SIDE) },
    population,
    outlets,
    areas: areasOf(),
    standard,
    convention: { ...defaultConvention(plain(3.6), 5), walker: { ...plain(3.6), gates: 'own' } },
    labels: {},
    ledgerComplete: false,
    findings: [],
  }
}

/** Four subdistricts of four communities each, which leave a strip in the south in none. */
function areasOf(): AreaRow[] {
  const box = (x: number, y: number, wide: number, id: string, level: AreaLevel): AreaRow => ({
    id,
    name: id,
    adcode: null,
    level,
    parent: null,
    polygon: [[Float64Array.of(lngOf(x), latOf(y), lngOf(x + wide), latOf(y), lngOf(x + wide), latOf(y + wide), lngOf(x), latOf(y + wide))]], // biome-ignore format: one line
  })
  const half = SIDE / 2
  const areas: AreaRow[] = []
  for (const [x, y] of [
    [0, 0],
    [half, 0],
    [0, half],
    [half, half],
  ] as const) {
    // biome-ignore format: one line
    areas.push(box(x - 0.5, y + 0.7, half, `s${areas.length}`, 'subdistrict'))
    for (let k = 0; k < 4; k++)
      areas.push(box(x - 0.5 + (k % 2) * (half / 2), y + 0.7 + (k >> 1) * (half / 2), half / 2, `c${areas.length}`, 'community')) // biome-ignore format: one line
  }
  return areas
}

/** The measured city of `seed`. */
export const latticeCity = (seed: number): Measured => measure(latticeInputs(seed))

/** Circles made of the areas of a level: each area one, cells and outlets in the area that holds them. */
export function circlesOfAreas({ areas, population, outlets }: Measured, level: AreaLevel): Circles {
  const own = areas.filter((a) => a.level === level)
  const index = new AreaIndex(own.map((a) => a.polygon))
  return {
    circles: own.map(({ id, name, polygon }) => ({ id, name, heart: null, units: [id], polygon, locked: false })),
    ofCell: Int32Array.from(population.lng, (lng, i) => index.areaOf(lng, population.lat[i]!)),
    ofOutlet: Int32Array.from(outlets, ({ at }) => index.areaOf(...at)),
  }
}
