// A measured city made by hand, six by six cells, in which every state occurs and every sum can be done on paper.
// It lies in the Taklamakan, 100 m a cell; names are as hostile as somebody's ledger may be.
import type { Coverage, Gap, Knowledge, Measured, Share } from '../circle/measured.ts'
import { STATES } from '../circle/measured.ts'
import { WalkGraph } from '../network/graph.ts'
import type { Snaps } from '../network/snap.ts'
import type { AreaRow, Band, OutletRow, Population } from '../source/rows.ts'
import notice2025 from '../standard/standards/notice-2025.ts'

const SIDE = 6
const CELLS = SIDE * SIDE
const STEP = 0.0012

const ring = (w: number, s: number, e: number, n: number) => Float64Array.of(w, s, e, s, e, n, w, n)
const area = (
  id: string,
  name: string,
  adcode: string | null,
  level: AreaRow['level'],
  parent: string | null,
  from: number,
  to: number,
): AreaRow => ({
  id,
  name,
  adcode,
  level,
  parent,
  polygon: [[ring(88 + (from - 0.5) * STEP, 39 - 0.5 * STEP, 88 + (to - 0.5) * STEP, 39 + 5.5 * STEP)]],
})

const outlet = (id: string, name: string, kind: 'official' | 'osm', x: number, y: number): OutletRow => ({
  id,
  name,
  at: [88 + x * STEP, 39 + y * STEP],
  entrances: [],
  label: '便利店',
  tags: {},
  capacity: null,
  hours: null,
  address: null,
  origins: [
    {
      kind,
      file: kind === 'osm' ? 'town.osm.pbf' : '台账.csv',
      row: kind === 'osm' ? null : 7,
      ref: id,
      confirmed: kind === 'osm' ? null : '2025-03-01',
    },
  ],
})

const BANDS_HERE: readonly Band[] = ['0-2', '60+', '65+']

/**
 * A district (310109, so that it has a designation) of two communities, west and east. 便利店: on the ledger, in reach of
 * the four western columns. 菜市场: on the ledger, none can be walked to. 综合超市: OSM alone, in reach of the two western
 * columns. 幼儿托管点: in reach of all. Everything else: not known here. Cell 35 is not connected, cell 30 at the edge.
 */
export function fakeMeasured(): Measured {
  const cells = Array.from({ length: CELLS }, (_, i) => ({ x: i % SIDE, y: Math.floor(i / SIDE) }))
  const people = Float64Array.from(cells, ({ x, y }) => 10.25 + 3 * x + y)
  const population: Population = {
    kind: 'grid',
    file: 'people.csv',
    lng: Float64Array.from(cells, (c) => 88 + c.x * STEP),
    lat: Float64Array.from(cells, (c) => 39 + c.y * STEP),
    people,
    bands: { '0-2': people.map((p) => p * 0.02), '60+': people.map((p) => p * 0.3), '65+': people.map((p) => p * 0.2) },
    cellMeters: 100,
    outlineFirst: null,
    outline: null,
    notes: [
      {
        code: '310109',
        name: '虹口区',
        people: 757498,
        shareInside: 0.42,
        placed: 318149.2,
        method: 'residential-street-length',
      },
    ],
  }
  const areas = [
    area('310109', '虹口区', '310109', 'district', null, 0, 6),
    area('310109001001', '西<script>alert(1)</script>社区', '310109001001', 'community', '310109', 0, 3),
    area('310109001002', '东"&社区', '310109001002', 'community', '310109', 3, 6),
  ]
  const outlets = [
    outlet('osm:node/1', '=cmd|好邻居', 'osm', 0.5, 2.5),
    outlet('台账.csv:7', '<b>便利</b>', 'official', 1, 3),
    outlet('台账.csv:9', '小太阳托育', 'official', 3, 3),
  ]
  const { categories } = notice2025
  const index = (id: string) => categories.findIndex((c) => c.id === id)
  const known: Record<string, { outlet: number; columns: number; basis: 'official' | 'osm' }> = {
    'convenience-store': { outlet: 1, columns: 4, basis: 'official' },
    supermarket: { outlet: 0, columns: 2, basis: 'osm' },
    'wet-market': { outlet: -1, columns: 0, basis: 'official' },
    childcare: { outlet: 2, columns: 6, basis: 'official' },
  }
  const knowledge = categories.map(({ id }): Knowledge => {
    const k = known[id]
    const count = k && k.outlet >= 0 ? 1 : 0
    return {
      outlets: count,
      byOrigin: { official: k?.basis === 'official' ? count : 0, commercial: 0, osm: k?.basis === 'osm' ? count : 0 },
      known: k !== undefined,
      unknownIn: [],
      basis: k?.basis ?? null,
    }
  })
  const state = new Uint8Array(categories.length * CELLS)
  categories.forEach(({ id }, c) => {
    const k = known[id]
    cells.forEach(({ x }, i) => {
      const word = !k
        ? 'unknown'
        : i === 35
          ? 'unconnected'
          : x < k.columns
            ? 'within'
            : i === 30
              ? 'edge'
              : k.outlet < 0
                ? 'none'
                : 'beyond'
      state[c * CELLS + i] = STATES.indexOf(word)
    })
  })
  const nearest = categories.map(({ id }) => {
    const k = known[id]
    const far = (i: number) => (k && k.outlet >= 0 && i !== 35 ? 1200 + 3000 * cells[i]!.x : -1)
    const ds = Int32Array.from(cells, (_, i) => far(i))
    return { ds, mm: ds.map((d) => (d < 0 ? -1 : d * 133)), outlet: ds.map((d) => (d < 0 ? -1 : k!.outlet)) }
  })
  const within = categories.map((_, c) => ({
    count: Int32Array.from(cells, (__, i) => (state[c * CELLS + i] === 0 ? 1 : 0)),
    capacity: new Float64Array(CELLS),
  }))

  const shareOf = (c: number, from: number, to: number, weight: Float64Array): Share => {
    const sums = new Map<string, number>()
    cells.forEach(({ x }, i) => {
      if (x < from || x >= to) return
      const word = STATES[state[c * CELLS + i]!]!
      sums.set(word, (sums.get(word) ?? 0) + weight[i]!)
    })
    const of = (...words: string[]) => words.reduce((all, w) => all + (sums.get(w) ?? 0), 0)
    const all = of('within', 'beyond', 'none')
    return {
      people: all,
      within: of('within'),
      share: all > 0 ? of('within') / all : null,
      unknown: of('unknown'),
      unconnected: of('unconnected'),
      edge: of('edge'),
    }
  }
  const spans = [
    [null, 0, 6],
    ['310109', 0, 6],
    ['310109001001', 0, 3],
    ['310109001002', 3, 6],
  ] as const
  const coverage: Coverage[] = []
  const gaps: Gap[] = []
  for (const [id, from, to] of spans)
    categories.forEach((category, c) => {
      for (const band of [null, ...BANDS_HERE])
        coverage.push({
          area: id,
          category: category.id,
          band,
          share: shareOf(c, from, to, band ? population.bands[band]! : people),
        })
      const all = shareOf(c, from, to, people)
      const lacking = cells.flatMap(({ x }, i) =>
        x >= from && x < to && [1, 2].includes(state[c * CELLS + i]!) ? [i] : [],
      )
      if (!lacking.length) return
      const worst = lacking.reduce((a, b) => (people[b]! > people[a]! ? b : a))
      const n = nearest[c]!
      const at = n.outlet[worst]!
      gaps.push({
        area: id,
        category: category.id,
        people: all.people - all.within,
        bands: { '65+': (all.people - all.within) * 0.2 },
        cells: lacking.length,
        cell: worst,
        nearest: at < 0 ? null : { outlet: at, seconds: n.ds[worst]! / 10, meters: n.mm[worst]! / 1000 },
        snapMeters: 12.5,
        basis: knowledge[c]!.basis!,
        confirmed: at < 0 ? null : outlets[at]!.origins[0]!.confirmed,
      })
    })

  return {
    graph: new WalkGraph({ nodes: 0, edges: 0, walls: 0 }),
    bounds: { west: 87.9, south: 38.9, east: 88.1, north: 39.1 },
    population,
    outlets,
    categories,
    serves: [[index('supermarket')], [index('convenience-store')], [index('childcare')]],
    unclassified: [
      { label: 'amenity=bench', count: 12 },
      { label: '</td><img src=x onerror=alert(2)>', count: 3 },
    ],
    standard: notice2025,
    areas,
    cellArea: Int32Array.from(cells, ({ x }) => (x < 3 ? 1 : 2)),
    facts: {
      joined: Uint8Array.from(cells, (_, i) => (i === 35 ? 0 : 1)),
      insideMeters: Float64Array.from(cells, (_, i) => (i === 30 ? 100 : 2000)),
      tract: Int32Array.from(cells, ({ x }) => (x < 3 ? 0 : 1)),
      tractAreas: [
        [1, 0],
        [2, 0],
      ],
    },
    ran: { nearest: 'simd', counts: 'simd', why: null },
    convention: {
      walker: {
        id: 'adult',
        name: { zh: '成人', en: 'Adult' },
        kmh: { value: 4.8, source: 'test', status: 'inference' },
        steps: { value: 3, source: 'test', status: 'inference' },
        crossingSeconds: { value: 0, source: 'test', status: 'inference' },
        gates: 'own',
      },
      minutes: 15,
      snap: 'edge',
      legs: true,
      snapLimitMeters: 250,
    },
    cellSnaps: snaps(cells.map((_, i) => (i === 35 ? null : 5000 + i * 100))),
    outletSnaps: snaps([3000, 4000, 5000]),
    nearest,
    within,
    knowledge,
    state,
    coverage,
    gaps,
    islands: [{ nodes: 40, meters: 812.4, people: 25.25, lng: 88.006, lat: 39.006 }],
    findings: [{ code: 'no-coordinates', file: '台账.csv', count: 2, examples: [{ row: 12, what: '<i>某店</i>' }] }],
    people: people.reduce((a, b) => a + b, 0),
  }
}

/** One snap a point, with this leg; null: none. */
function snaps(legs: readonly (number | null)[]): Snaps {
  const first = Int32Array.from(
    { length: legs.length + 1 },
    (_, i) => legs.slice(0, i).filter((l) => l !== null).length,
  )
  const found = legs.filter((l) => l !== null)
  return {
    points: legs.length,
    first,
    edge: new Int32Array(found.length),
    offsetMm: new Int32Array(found.length),
    legMm: Int32Array.from(found),
    lng: new Float64Array(found.length),
    lat: new Float64Array(found.length),
    overWall: new Uint8Array(found.length),
  }
}
