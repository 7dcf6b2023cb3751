import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import fc from 'fast-check'
import { bytesOf } from '../base/bytes.ts'
import { Fault } from '../base/fault.ts'
import { Findings } from '../base/finding.ts'
import { SILENT } from '../base/progress.ts'
import type { Bounds } from '../geo/bounds.ts'
import { metersBetween, planeAt } from '../geo/meters.ts'
import { pointInPolygon } from '../geo/polygon.ts'
import csvCensus from './formats/csv-census.ts'
import geojsonAreas from './formats/geojson-areas.ts'
import osmPbf from './formats/osm-pbf.ts'
import { clipPopulation } from './population-clip.ts'
import type { AreaRow, Buildings, CensusRow, Population, Streets, Tags } from './rows.ts'
import { spreadCensus } from './spread.ts'

const DATA = join(import.meta.dirname, '..', '..', '..', 'shared', 'data')
const plane = planeAt(121.4, 31.2)
const degrees = (xy: readonly number[]) => Float64Array.from(xy, (v, i) => (i % 2 === 0 ? plane.lng(v) : plane.lat(v)))
const box = (x: number, y: number, w: number, h: number) => degrees([x, y, x + w, y, x + w, y + h, x, y + h])
const bounds = (west: number, south: number, east: number, north: number): Bounds => ({
  west: plane.lng(west),
  south: plane.lat(south),
  east: plane.lng(east),
  north: plane.lat(north),
})

/** Ways drawn in metres, each with its tags. */
function drawnStreets(ways: readonly (readonly [xy: readonly number[], tags: Tags])[]): Streets {
  const points = ways.flatMap(([xy]) => xy)
  const wayFirst = [0]
  for (const [xy] of ways) wayFirst.push(wayFirst.at(-1)! + xy.length / 2)
  const at = degrees(points)
  const none = new Int32Array(1)
  return {
    nodeId: Float64Array.from({ length: points.length / 2 }, (_, i) => i),
    lng: at.filter((_, i) => i % 2 === 0),
    lat: at.filter((_, i) => i % 2 === 1),
    nodeTags: new Map(),
    wayId: Float64Array.from(ways, (_, i) => i),
    wayFirst: Int32Array.from(wayFirst),
    wayRefs: Int32Array.from({ length: points.length / 2 }, (_, i) => i),
    wayTags: ways.map(([, tags]) => tags),
    wayLengthMm: null,
    plazas: [],
    wallFirst: none,
    wallRefs: none,
  }
}

function drawnBuildings(
  list: readonly { at: readonly [number, number, number, number]; levels?: number; use?: string }[],
): Buildings {
  const rings = list.map(({ at }) => box(...at))
  const first = [0]
  for (const ring of rings) first.push(first.at(-1)! + ring.length / 2)
  return {
    id: Float64Array.from(list, (_, i) => i),
    first: Int32Array.from(first),
    coords: Float64Array.from(rings.flatMap((ring) => [...ring])),
    levels: Float32Array.from(list, ({ levels }) => levels ?? Number.NaN),
    use: list.map(({ use }) => use ?? 'apartments'),
  }
}

const area = (adcode: string, ring: Float64Array): AreaRow => ({
  id: adcode,
  name: adcode,
  adcode,
  level: 'district',
  parent: null,
  polygon: [[ring]],
})
const row = (code: string, people: number, bands: CensusRow['bands'] = { '65+': people / 4 }): CensusRow => ({
  code,
  name: `区${code}`,
  people,
  households: null,
  bands,
})
const RESIDENTIAL = { highway: 'residential' }

function spread(input: Partial<Parameters<typeof spreadCensus>[0]>) {
  const findings = new Findings()
  const population = spreadCensus({
    file: 'census.csv',
    rows: [row('310109', 1000)],
    codes: ['310109'],
    areas: [area('310109', box(0, 0, 1000, 1000))],
    streets: drawnStreets([[[0, 500, 1000, 500], RESIDENTIAL]]),
    buildings: null,
    bounds: bounds(0, 0, 1000, 1000),
    findings,
    ...input,
  })
  return { population, findings: findings.list().map((f) => `${f.code} ${f.count}`) }
}
const sum = (column: ArrayLike<number>) => Array.from(column).reduce((total, v) => total + v, 0)
const isFault = (code: string) => (error: unknown) => error instanceof Fault && error.code === code

test('without buildings people live along the streets, in pieces of at most 50 m, evenly by length', () => {
  const { population } = spread({})
  assert.equal(population.kind, 'street')
  assert.equal(population.notes[0]!.method, 'residential-street-length')
  const { lng, lat, people, outlineFirst, outline } = population
  assert.ok(lng.length === 20 || lng.length === 21)
  for (let p = 0; p < lng.length; p++) {
    assert.ok(Math.abs(people[p]! - 1000 / lng.length) < 1e-6)
    const line = outline!.subarray(2 * outlineFirst![p]!, 2 * outlineFirst![p + 1]!)
    const length = metersBetween(line[0]!, line[1]!, line.at(-2)!, line.at(-1)!)
    assert.ok(length <= 50.001)
    assert.ok(Math.abs(metersBetween(line[0]!, line[1]!, lng[p]!, lat[p]!) - length / 2) < 0.01)
  }
  assert.ok(Math.abs(sum(population.bands['65+']!) - 250) < 1e-6)
  assert.equal(population.bands['60+'], undefined)
})

test('only the share inside the street data is placed, and only inside', () => {
  const { population } = spread({ bounds: bounds(0, 0, 250, 1000) })
  assert.ok(Math.abs(population.notes[0]!.shareInside - 0.25) < 1e-6)
  assert.ok(Math.abs(sum(population.people) - 250) < 1e-3)
  assert.equal(sum(population.people).toFixed(6), population.notes[0]!.placed.toFixed(6))
  assert.ok(population.lng.every((lng) => plane.x(lng) < 250))
})

test('nobody lives on a bridge, in a tunnel, on a motorway or beyond the border', () => {
  const { population } = spread({
    streets: drawnStreets([
      [[0, 100, 1000, 100], { highway: 'residential', bridge: 'yes' }],
      [[0, 200, 1000, 200], { highway: 'tertiary', tunnel: 'yes' }],
      [[0, 300, 1000, 300], { highway: 'motorway' }],
      [[0, 400, 1000, 400], { highway: 'primary' }],
      [[-500, 500, 100, 500], RESIDENTIAL],
    ]),
    bounds: bounds(-1000, -1000, 2000, 2000),
  })
  for (let p = 0; p < population.lng.length; p++) {
    assert.ok(Math.abs(plane.y(population.lat[p]!) - 500) < 1e-3)
    assert.ok(plane.x(population.lng[p]!) > 0)
  }
})

test('where no street is lived on by its class, all that one may walk carry people', () => {
  const { population } = spread({
    streets: drawnStreets([
      [[0, 400, 1000, 400], { highway: 'primary' }],
      [[0, 500, 1000, 500], { highway: 'trunk' }],
      [[0, 600, 1000, 600], { highway: 'footway', access: 'private' }],
    ]),
  })
  assert.ok(population.lat.every((lat) => Math.abs(plane.y(lat) - 400) < 1e-3))
})

test('buildings carry people by floor area; unknown storeys are the median of the known', () => {
  const { population } = spread({
    buildings: drawnBuildings([
      { at: [100, 510, 200, 20], levels: 6 },
      { at: [400, 510, 200, 20], levels: 18 },
      { at: [700, 510, 200, 20] },
      { at: [700, 560, 200, 20], use: 'retail', levels: 30 },
      { at: [700, 590, 200, 20], use: 'yes', levels: 30 },
    ]),
  })
  assert.equal(population.kind, 'building')
  assert.equal(population.notes[0]!.method, 'building-floor-area')
  assert.deepEqual(
    Array.from(population.people, (v) => Math.round(v)),
    [6, 18, 12].map((levels) => Math.round((1000 * levels) / 36)),
  )
  assert.equal(population.outlineFirst!.at(-1), 12)
})

test('a handful of buildings is not believed: their streets say that most homes are not drawn', () => {
  const few = drawnBuildings([{ at: [100, 510, 200, 20] }])
  assert.equal(spread({ buildings: few }).population.kind, 'street')
})

test('buildings of which only yes is known count where dwellings alone do not carry the area', () => {
  const { population } = spread({
    buildings: drawnBuildings([
      { at: [0, 510, 300, 20], use: 'yes' },
      { at: [300, 510, 300, 20], use: 'house' },
      { at: [600, 510, 300, 20], use: 'school' },
    ]),
  })
  assert.equal(population.kind, 'building')
  assert.equal(population.lng.length, 2)
})

test('if one area goes by streets, all do, so that densities compare', () => {
  const { population } = spread({
    rows: [row('310109', 1000), row('310101', 500, { '65+': 1, '0-2': 2 })],
    codes: ['310109', '310101', '310109'],
    areas: [area('310109', box(0, 0, 1000, 1000)), area('310101', box(1000, 0, 1000, 1000))],
    streets: drawnStreets([[[0, 500, 2000, 500], RESIDENTIAL]]),
    buildings: drawnBuildings([{ at: [0, 510, 1000, 20] }]),
    bounds: bounds(0, 0, 2000, 1000),
  })
  assert.equal(population.kind, 'street')
  assert.equal(population.notes.length, 2)
  assert.ok(Math.abs(sum(population.people) - 1500) < 1e-6)
  assert.ok(Math.abs(sum(population.bands['65+']!) - 251) < 1e-6)
  assert.equal(population.bands['0-2'], undefined) // the other row does not tell
})

test('an area beyond the data places nobody and is told; all beyond is a fault', () => {
  const rows = [row('310109', 1000), row('310101', 500)]
  const areas = [area('310109', box(0, 0, 1000, 1000)), area('310101', box(5000, 0, 1000, 1000))]
  const { population, findings } = spread({ rows, areas, codes: ['310109', '310101'] })
  assert.deepEqual(findings, ['outside-extract 1'])
  assert.deepEqual(population.notes[1], {
    code: '310101',
    name: '区310101',
    people: 500,
    shareInside: 0,
    placed: 0,
    method: 'residential-street-length',
  })
  assert.throws(() => spread({ rows, areas, codes: ['310101'] }), isFault('no-people'))
  assert.throws(() => spread({ streets: drawnStreets([]) }), isFault('no-people'))
  assert.throws(() => spread({ rows: [row('310109', 0)] }), isFault('no-people'))
})

test('codes: unknown, without area, within one another, for their parts, for all', () => {
  const rows = [row('310109', 9), row('310101', 500), row('310101001', 200), row('310101002', 300), row('310104', 7)]
  const areas = [
    area('310109', box(0, 0, 500, 1000)),
    area('310101001', box(500, 0, 200, 1000)),
    area('310101002', box(700, 0, 300, 1000)),
  ]
  assert.throws(
    () => spread({ rows, areas, codes: ['310190'] }),
    (error) => isFault('unknown-census-code')(error) && (error as Fault).message.includes('310109 区310109'),
  )
  assert.throws(() => spread({ rows, areas, codes: ['310104'] }), isFault('no-area-for-code'))
  const parts = spread({ rows, areas, codes: ['310101'] })
  assert.deepEqual(
    parts.population.notes.map((n) => n.code),
    ['310101001', '310101002'],
  )
  const all = spread({ rows, areas, codes: [] })
  assert.ok(Math.abs(sum(all.population.people) - 509) < 1e-6)
  assert.deepEqual(all.findings, ['outside-area 1']) // 310104; 310101 is there through its parts
  const whole = [...areas, area('310101', box(500, 0, 500, 1000))]
  assert.throws(() => spread({ rows, areas: whole, codes: ['310101', '310101001'] }), isFault('bad-value'))
})

test('every person placed is placed once, whatever is drawn', () => {
  const metres = fc.integer({ min: -500, max: 1500 })
  const way = fc.tuple(fc.array(metres, { minLength: 2, maxLength: 12 }), fc.constantFrom('residential', 'primary'))
  fc.assert(
    fc.property(
      fc.array(way, { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 1, max: 1_000_000 }),
      fc.integer({ min: 100, max: 2000 }),
      (ways, people, edge) => {
        const streets = drawnStreets(
          ways.map(([xy, highway]) => [xy.length % 2 ? xy.slice(1) : xy, { highway }] as const),
        )
        const findings = new Findings()
        const areas = [area('310109', box(0, 0, 1000, 1000))]
        let population: Population
        try {
          population = spreadCensus({
            file: 'c',
            rows: [row('310109', people)],
            codes: ['310109'],
            areas,
            streets,
            buildings: null,
            bounds: bounds(-1000, -1000, edge, 3000),
            findings,
          })
        } catch (error) {
          assert.ok(isFault('no-people')(error))
          return
        }
        const note = population.notes[0]!
        assert.equal(note.placed, people * note.shareInside)
        assert.ok(Math.abs(sum(population.people) - note.placed) <= 1e-6)
        assert.ok(Math.abs(sum(population.bands['65+']!) - note.placed / 4) <= 1e-6)
        for (let p = 0; p < population.lng.length; p++)
          assert.ok(pointInPolygon(areas[0]!.polygon, population.lng[p]!, population.lat[p]!))
      },
    ),
  )
})

test('points outside the streets are dropped and their people counted', () => {
  const population: Population = {
    kind: 'point',
    file: 'p.csv',
    lng: Float64Array.from([0, 5, 1]),
    lat: Float64Array.from([0, 5, 1]),
    people: Float64Array.from([10, 20, 30]),
    bands: { '65+': Float64Array.from([1, 2, 3]) },
    cellMeters: null,
    outlineFirst: Int32Array.from([0, 1, 3, 4]),
    outline: Float64Array.from([0, 0, 5, 5, 6, 6, 1, 1]),
    notes: [],
  }
  const findings = new Findings()
  const clipped = clipPopulation(population, { west: -1, south: -1, east: 2, north: 2 }, findings)
  assert.deepEqual([...clipped.people], [10, 30])
  assert.deepEqual([...clipped.bands['65+']!], [1, 3])
  assert.deepEqual([...clipped.outlineFirst!], [0, 1, 2])
  assert.deepEqual([...clipped.outline!], [0, 0, 1, 1])
  assert.deepEqual(findings.list()[0]!.examples[0]!.what, { zh: '共 20 人', en: '20 people in all' })
  assert.equal(clipPopulation(population, { west: -1, south: -1, east: 9, north: 9 }, findings), population)
})

test('Shanghai: 虹口 and 黄浦 on the real streets', async (t) => {
  if (!existsSync(DATA)) return t.skip('no ../shared/data')
  const findings = new Findings()
  const reading = { datum: 'wgs84', origin: 'official', findings, progress: SILENT } as const
  const file = (...path: string[]) => bytesOf(path.at(-1)!, readFileSync(join(DATA, ...path)))
  const extract = await osmPbf.read(file('shanghai', 'shanghai-center.osm.pbf'), reading)
  const areas = await geojsonAreas.read(file('shanghai', 'districts-2017.geojson'), reading)
  const rows = await csvCensus.read(file('census', 'census_2020_pilot_districts.csv'), reading)
  const { streets, buildings, bounds } = extract
  const input = { file: 'census', rows, codes: ['310109', '310101'], areas, streets, buildings, bounds, findings }
  const began = performance.now()
  const population = spreadCensus(input)
  const took = performance.now() - began
  const [hongkou, huangpu] = population.notes
  t.diagnostic(`${population.kind} ${population.lng.length} points, ${sum(population.people)} people, ${took} ms`)
  t.diagnostic(JSON.stringify(population.notes))
  assert.equal(population.kind, 'street') // 虹口 and 黄浦 have next to no buildings in it
  assert.ok(hongkou!.shareInside > 0.3 && hongkou!.shareInside < 0.8)
  assert.ok(huangpu!.shareInside > 0.95)
  assert.ok(Math.abs(sum(population.people) - hongkou!.placed - huangpu!.placed) < 1e-6)
  assert.equal(Object.keys(population.bands).length, 5)
  assert.deepEqual(spreadCensus(input), population)
})
