import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defaultConvention } from '../access/convention.ts'
import { solve } from '../access/engine.ts'
import { atPace, walkerOf } from '../access/walkers.ts'
import { SILENT } from '../base/progress.ts'
import { random } from '../base/random.ts'
import { DEGREES } from '../network/graph.ts'
import type { AreaRow, OriginKind, OutletRow, Population } from '../source/rows.ts'
import { type Category, defineStandard, type Standard } from '../standard/define.ts'
import { graphOf, type PlainEdge, type PlainSnap, randomEdges, randomSnaps, snapsOf } from '../test/oracle.ts'
import { limitDs } from './coverage.ts'
import { type BothSnaps, begin, countWithin, finish, givenOf, recolour } from './from-snaps.ts'
import { type Measured, type MeasureInputs, STATES } from './measured.ts'

const category = (id: string, tier: Category['tier']): Category => ({
  id,
  code: null,
  name: { zh: id, en: id },
  tier,
  tierSource: 'T',
  tierStatus: 'inference',
  group: null,
  lead: null,
  thresholds: [],
  labels: [id],
  osm: [],
  osmStatus: 'inference',
})

const standard: Standard = defineStandard({
  id: 'test',
  name: { zh: '测试', en: 'Test' },
  adcode: null,
  cites: 'a test',
  year: 2025,
  sources: { T: { title: 'a test', seen: null } },
  categories: [category('cake', 'quality'), category('shop', 'basic'), category('market', 'basic')],
  officialCounts: null,
})

const outlet = (
  id: string,
  label: string,
  capacity: number | null = null,
  kind: OriginKind = 'official',
): OutletRow => ({
  id,
  name: id,
  at: [87, 39],
  entrances: [],
  label,
  tags: {},
  capacity,
  hours: null,
  address: null,
  origins: [{ kind, file: 'ledger.csv', row: 1, ref: null, confirmed: '2025-06-01' }],
})

function measureFrom(inputs: MeasureInputs, snaps: BothSnaps): Measured {
  const begun = begin(givenOf(inputs), inputs.convention, snaps, SILENT)
  return finish(begun, solve(begun.problem, limitDs(begun.convention)), SILENT)
}

// A straight street west to east, 40 nodes 100 m apart, and an island of two nodes beyond its end.
const NODES = 42
const street: PlainEdge[] = Array.from({ length: 39 }, (_, n) => ({ from: n, to: n + 1, mm: 100_000 }))
street.push({ from: 40, to: 41, mm: 100_000 })

/** The street drawn on a map: it bends north and back, so that its hull has an inside. */
function streetGraph() {
  const graph = graphOf(NODES, street)
  for (let n = 0; n < NODES; n++) {
    graph.lng[n] = 870_000_000 + n * 11_571 // 100 m
    graph.lat[n] = 390_000_000 + (n % 2 ? 400_000 : -400_000) // the hull is 8.9 km high: only west and east are near
  }
  return graph
}

/** Residents at nodes of the street: [node, people, of whom 65+]. */
function residents(at: readonly (readonly [number, number, number])[]): Population {
  return {
    kind: 'point',
    file: 'people.csv',
    lng: Float64Array.from(at, ([n]) => 87 + n * 11_571 * DEGREES),
    lat: Float64Array.from(at, () => 39),
    people: Float64Array.from(at, ([, people]) => people),
    bands: { '65+': Float64Array.from(at, ([, , old]) => old) },
    cellMeters: null,
    outlineFirst: null,
    outline: null,
    notes: [],
  }
}

/** A place at a node of the street. */
const atNode = (n: number): PlainSnap[] => [n < 39 ? [n, 0, 0] : n === 39 ? [38, 100_000, 0] : [39, 0, 0]]

/** An area from node `from` to node `to` of the street. */
const area = (id: string, from: number, to: number): AreaRow => {
  const [west, east] = [from, to].map((n) => 87 + (n - 0.5) * 11_571 * DEGREES) as [number, number]
  return {
    id,
    name: id,
    adcode: null,
    level: 'community',
    parent: null,
    polygon: [[Float64Array.of(west, 38.9, east, 38.9, east, 39.1, west, 39.1)]],
  }
}

function measureStreet(
  people: readonly (readonly [number, number, number])[],
  outlets: readonly (readonly [OutletRow, number])[],
  more: Partial<MeasureInputs> = {},
): Measured {
  const graph = streetGraph()
  const inputs: MeasureInputs = {
    graph,
    bounds: { west: 86, south: 38, east: 88, north: 40 },
    population: residents(people),
    outlets: outlets.map(([o]) => o),
    areas: [area('west', 0, 20), area('all', 0, 40), area('empty', 60, 70)],
    standard,
    convention: defaultConvention(atPace(walkerOf('adult'), 3.6), 10), // 600 m in 10 minutes
    labels: {},
    ledgerComplete: false,
    findings: [],
    ...more,
  }
  const snaps = {
    cellSnaps: snapsOf(graph, people.map(([n]) => (n < 0 ? [] : atNode(n)))), // biome-ignore format: one line
    outletSnaps: snapsOf(graph, outlets.map(([, n]) => atNode(n))), // biome-ignore format: one line
  }
  return measureFrom(inputs, snaps)
}

const stateOf = (m: Measured, categoryId: string, cell: number) =>
  STATES[m.state[m.categories.findIndex((c) => c.id === categoryId) * m.facts.joined.length + cell]!]
const shareOf = (m: Measured, categoryId: string, areaId: string | null, band: string | null = null) =>
  m.coverage.find((c) => c.category === categoryId && c.area === areaId && c.band === band)!.share

test('every cell is in one of six states, and only two of them are a gap', () => {
  const m = measureStreet(
    [[15, 100, 10], [16, 200, 60], [25, 40, 4], [2, 7, 1], [40, 5, 0], [-1, 3, 3]],
    [[outlet('a', 'shop'), 10], [outlet('b', 'shop'), 3], [outlet('c', 'cake'), 40]],
  ) // biome-ignore format: a table
  assert.deepEqual([0, 1, 2, 3, 4, 5].map((i) => stateOf(m, 'shop', i)), ['within', 'within', 'beyond', 'within', 'unconnected', 'unconnected']) // biome-ignore format: one line
  // the only cake shop is on the island: those there are within it, for all others the ledger lists none they can walk to
  assert.deepEqual([0, 3, 4, 5].map((i) => stateOf(m, 'cake', i)), ['none', 'edge', 'within', 'unconnected']) // biome-ignore format: one line
  // no source knows a market
  assert.deepEqual([0, 3, 4, 5].map((i) => stateOf(m, 'market', i)), ['unknown', 'unknown', 'unconnected', 'unconnected']) // biome-ignore format: one line
  assert.deepEqual(m.knowledge[2], { outlets: 0, byOrigin: { official: 0, commercial: 0, osm: 0 }, known: false, unknownIn: [], basis: null }) // biome-ignore format: one line

  assert.deepEqual(shareOf(m, 'shop', null), { people: 347, within: 307, share: 307 / 347, unknown: 0, unconnected: 8, edge: 0 }) // biome-ignore format: one line
  assert.deepEqual(shareOf(m, 'market', null), { people: 0, within: 0, share: null, unknown: 347, unconnected: 8, edge: 0 }) // biome-ignore format: one line
  assert.deepEqual(shareOf(m, 'shop', null, '65+'), { people: 75, within: 71, share: 71 / 75, unknown: 0, unconnected: 3, edge: 0 }) // biome-ignore format: one line
  assert.equal(m.islands[0]!.people, 5)
  assert.equal(m.islands[0]!.nodes, 2)
  assert.equal(m.people, 355)
})

test('near the border of the box that the file claims nothing is called a gap, though streets run out of it', () => {
  const box = { west: 86, south: 38, east: 87 + 24 * 11_571 * DEGREES, north: 40 } // 600 m east of node 18
  const people = [[17, 1, 0], [19, 1, 0]] as const // biome-ignore format: one line
  const m = measureStreet(people, [[outlet('a', 'shop'), 5]], { bounds: box })
  assert.deepEqual([0, 1].map((i) => stateOf(m, 'shop', i)), ['beyond', 'edge']) // biome-ignore format: one line
})

test('a shop exactly at the limit is within, a decimetre further is not', () => {
  const cells = [[16, 1, 0], [17, 1, 0]] as const // biome-ignore format: one line
  const m = measureStreet(cells, [[outlet('a', 'shop'), 10]])
  assert.deepEqual([stateOf(m, 'shop', 0), stateOf(m, 'shop', 1)], ['within', 'beyond'])
  assert.deepEqual([...m.within[1]!.count], [1, 0])
})

test('areas count the cells that lie in them, nested ones too, and an area without people has no share', () => {
  const m = measureStreet([[15, 100, 10], [25, 40, 4]], [[outlet('a', 'shop'), 10]]) // biome-ignore format: one line
  assert.equal(shareOf(m, 'shop', 'west').people, 100)
  assert.equal(shareOf(m, 'shop', 'all').people, 140)
  assert.equal(shareOf(m, 'shop', 'all').share, 100 / 140)
  assert.equal(shareOf(m, 'shop', 'empty').share, null)
  assert.deepEqual([...m.cellArea], [0, 1]) // the finest
})

test('a complete ledger turns "not known" into "none"', () => {
  const m = measureStreet([[20, 100, 10]], [[outlet('a', 'shop'), 20]], { ledgerComplete: true })
  assert.equal(stateOf(m, 'market', 0), 'none')
  assert.equal(m.knowledge[2]!.basis, 'official')
  assert.deepEqual(m.gaps.filter((g) => g.area === null).map((g) => [g.category, g.people, g.nearest]), [['market', 100, null], ['cake', 100, null]]) // biome-ignore format: one line
})

test('a ledger speaks for the street offices that it lists anything in, OSM for the whole extract', () => {
  const west = { ...area('west', 0, 20), level: 'subdistrict' as const }
  const east = { ...area('east', 20, 40), level: 'subdistrict' as const }
  const at = (o: OutletRow, n: number): readonly [OutletRow, number] => [
    { ...o, at: [87 + n * 11_571 * DEGREES, 39] },
    n,
  ]
  const people = [[19, 100, 0], [30, 40, 0]] as const // biome-ignore format: one line
  const inWest = measureStreet(people, [at(outlet('a', 'shop'), 5)], { areas: [west, east] })
  assert.deepEqual([0, 1].map((i) => stateOf(inWest, 'shop', i)), ['beyond', 'unknown']) // biome-ignore format: one line
  assert.deepEqual(inWest.knowledge[1]!.unknownIn, [1])
  // one shop there and one cake here: the ledger was kept in both, and has no shop in the east
  const few = measureStreet(people, [at(outlet('a', 'shop'), 5), at(outlet('b', 'cake'), 38)], { areas: [west, east] })
  assert.deepEqual([0, 1].map((i) => stateOf(few, 'shop', i)), ['beyond', 'beyond']) // biome-ignore format: one line
  // a dozen shops in the west and a dozen cakes in the east are no chance: each office registered its own trade
  const dozen = (id: string, n: number) => Array.from({ length: 12 }, (_, i) => at(outlet(`${id}${i}`, id), n))
  const many = measureStreet(people, [...dozen('shop', 5), ...dozen('cake', 38)], { areas: [west, east] })
  assert.deepEqual([0, 1].map((i) => stateOf(many, 'shop', i)), ['beyond', 'unknown']) // biome-ignore format: one line
  const osm = measureStreet(people, [at(outlet('a', 'shop', null, 'osm'), 5)], { areas: [west, east] })
  assert.deepEqual([0, 1].map((i) => stateOf(osm, 'shop', i)), ['beyond', 'beyond']) // biome-ignore format: one line
})

test('gaps come basic first, then by people, each with its evidence', () => {
  const m = measureStreet(
    [[20, 30, 3], [25, 70, 7], [26, 70, 0], [27, 0, 0]],
    [[outlet('a', 'shop', null, 'osm'), 12], [outlet('b', 'cake'), 10], [outlet('c', 'market'), 22]],
  ) // biome-ignore format: a table
  assert.deepEqual(m.gaps.map((g) => [g.category, g.area, g.people, g.cells]), [
    ['shop', null, 170, 3], ['shop', 'all', 170, 3], ['cake', null, 170, 3], ['cake', 'all', 170, 3],
  ]) // biome-ignore format: a table
  const { nearest, snapMeters, basis, confirmed, cell, bands } = m.gaps[0]!
  assert.deepEqual({ nearest, snapMeters, basis, confirmed, cell, bands }, {
    nearest: { outlet: 0, seconds: 1300, meters: 1300 },
    snapMeters: 0, basis: 'osm', confirmed: '2025-06-01', cell: 1, bands: { '65+': 10 },
  }) // biome-ignore format: a table
})

test('near the border of the data nothing is called a gap', () => {
  // 600 m on foot; the street ends at nodes 0 and 41
  const m = measureStreet([[5, 1, 0], [7, 1, 0], [34, 1, 0], [36, 1, 0]], [[outlet('a', 'shop'), 20]]) // biome-ignore format: one line
  assert.deepEqual([0, 1, 2, 3].map((i) => stateOf(m, 'shop', i)), ['edge', 'beyond', 'beyond', 'edge']) // biome-ignore format: one line
  assert.deepEqual(shareOf(m, 'shop', null), { people: 2, within: 0, share: 0, unknown: 0, unconnected: 0, edge: 2 })
})

test('opportunities worth 1, 2, 4, 8 … say by their sum which were reached', () => {
  // shops at nodes 2, 6, 10 … worth 1, 2, 4 …; within 600 m of node n lie those at nodes n − 6 … n + 6
  const at = [2, 6, 10, 14, 18, 22, 26, 30, 34, 38]
  const shops = at.map((n, k) => [outlet(`s${k}`, 'shop', 2 ** k), n] as const)
  const m = measureStreet([[0, 1, 0], [10, 1, 0], [13, 1, 0], [39, 1, 0], [40, 1, 0]], shops) // biome-ignore format: one line
  const expected = [0, 10, 13, 39].map((n) =>
    at.reduce((mask, shop, k) => mask + (Math.abs(shop - n) <= 6 ? 2 ** k : 0), 0),
  )
  assert.deepEqual([...m.within[1]!.capacity], [...expected, 0])
  assert.deepEqual(expected, [1 + 2, 2 + 4 + 8, 4 + 8 + 16, 256 + 512]) // node 6 is 600 m from node 0
  assert.deepEqual([...m.within[1]!.count], [2, 3, 3, 2, 0])
})

test('an outlet may serve several categories', () => {
  const m = measureStreet([[20, 1, 0]], [[outlet('a', 'both'), 20]], { labels: { both: 'shop+market' } })
  assert.deepEqual(m.serves, [[1, 2]])
  assert.equal(stateOf(m, 'shop', 0), 'within')
  assert.equal(stateOf(m, 'market', 0), 'within')
})

test('another limit without a search says what a new measurement says', () => {
  const chance = random(5)
  const people = Array.from({ length: 60 }, () => [chance.int(0, 41), chance.int(0, 50), chance.int(0, 9)] as const)
  const shops = Array.from({ length: 8 }, (_, k) => [outlet(`o${k}`, chance.pick(['shop', 'cake'])), chance.int(0, 41)] as const) // biome-ignore format: one line
  const at = (minutes: number) =>
    measureStreet(people, shops, { convention: { ...defaultConvention(walkerOf('elder')), minutes } })
  for (const minutes of [5, 10, 15]) {
    const again = recolour(at(20), minutes)
    assert.deepEqual({ ...again, within: countWithin(again) }, at(minutes))
  }
})

test('another shop never lowers anybody’s share', () => {
  for (let seed = 0; seed < 20; seed++) {
    const graph = graphOf(24, randomEdges(seed))
    const cells = randomSnaps(seed + 1, graph, 20)
    const shops = randomSnaps(seed + 2, graph, 6)
    const measured = (n: number) => {
      const inputs: MeasureInputs = {
        graph,
        bounds: { west: 86, south: 38, east: 88, north: 40 },
        population: residents(cells.map((_, i) => [i % 24, 1 + i, 0] as const)),
        outlets: shops.slice(0, n).map((_, o) => outlet(`o${o}`, 'shop')),
        areas: [],
        standard,
        convention: defaultConvention(walkerOf('adult'), 2),
        labels: {},
        ledgerComplete: true,
        findings: [],
      }
      const snaps = { cellSnaps: snapsOf(graph, cells), outletSnaps: snapsOf(graph, shops.slice(0, n)) }
      return shareOf(measureFrom(inputs, snaps), 'shop', null).within
    }
    for (let n = 0; n < 6; n++) assert.ok(measured(n + 1) >= measured(n), `seed ${seed}`)
  }
})
