import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defaultConvention } from '../access/convention.ts'
import { walkerOf } from '../access/walkers.ts'
import { Fault } from '../base/fault.ts'
import { metersBetween } from '../geo/meters.ts'
import { DEGREES } from '../network/graph.ts'
import type { OutletRow, Population } from '../source/rows.ts'
import notice2025 from '../standard/standards/notice-2025.ts'
import { graphOf } from '../test/oracle.ts'
import { measure, recolour, remeasure } from './measure.ts'
import { type Measured, type MeasureInputs, STATES } from './measured.ts'
import { packInputs, unpackInputs } from './pack.ts'

// Ten crossings in a row, and a flight of steps from the fifth that ends on a square with a shop of its own street.
const BETWEEN_MM = Math.round(metersBetween(87, 39, 87.001, 39) * 1000)
const graph = graphOf(12, [
  ...Array.from({ length: 9 }, (_, n) => ({ from: n, to: n + 1, mm: BETWEEN_MM })),
  { from: 4, to: 10, mm: 20_000, kind: 'steps' as const },
  { from: 10, to: 11, mm: 60_000 },
])
graph.lng[10] = graph.lng[4]!
graph.lng[11] = graph.lng[4]!
graph.lat[10] = 390_000_000 + 1800 // 20 m up the steps
graph.lat[11] = 390_000_000 + 7200

const population: Population = {
  kind: 'point',
  file: 'people.csv',
  lng: Float64Array.of(87.0005, 87.0041, 87.5),
  lat: Float64Array.of(39.0002, 39.0001, 39),
  people: Float64Array.of(100, 50, 7),
  bands: {},
  cellMeters: null,
  outlineFirst: null,
  outline: null,
  notes: [],
}

const shop = (
  id: string,
  lng: number,
  lat: number,
  entrances: readonly (readonly [number, number])[] = [],
): OutletRow => ({
  id,
  name: id,
  at: [lng, lat],
  entrances,
  label: '便利店',
  tags: {},
  capacity: null,
  hours: null,
  address: null,
  origins: [{ kind: 'official', file: 'ledger.csv', row: 2, ref: null, confirmed: null }],
})

const inputs = (outlets: readonly OutletRow[], walker = 'adult'): MeasureInputs => ({
  graph,
  bounds: { west: 86, south: 38, east: 88, north: 40 },
  population,
  outlets,
  areas: [],
  standard: notice2025,
  convention: defaultConvention(walkerOf(walker), 5),
  labels: {},
  ledgerComplete: false,
  findings: [],
})

const category = notice2025.categories.findIndex((c) => c.id === 'convenience-store')
const nearest = (m: Measured, cell: number) => {
  const { ds, mm, outlet } = m.nearest[category]!
  return [ds[cell], mm[cell], outlet[cell]]
}

test('doors are joined to streets, and the leg is walked too', () => {
  const m = measure(inputs([shop('end', 87.009, 39)]))
  const leg = m.cellSnaps.legMm[0]!
  assert.ok(Math.abs(leg - 22_240) < 100, `${leg}`) // 0.0002° of latitude
  const expected = leg + 8.5 * BETWEEN_MM
  assert.ok(Math.abs(nearest(m, 0)[1]! - expected) < 60, `${nearest(m, 0)[1]} for ${expected}`)
  assert.equal(STATES[m.state[category * 3 + 2]!], 'unconnected') // 43 km from any street
  assert.deepEqual(nearest(m, 2), [-1, -1, -1])
  const without = measure({ ...inputs([shop('end', 87.009, 39)]), convention: { ...m.convention, legs: false } })
  assert.equal(nearest(m, 0)[1]! - nearest(without, 0)[1]!, leg + m.outletSnaps.legMm[0]!)
})

test('of several doors the nearest counts, and none of them counts twice', () => {
  const one = measure(inputs([shop('a', 87.004, 39, [[87.008, 39]])]))
  const two = measure(inputs([shop('a', 87.004, 39, [[87.008, 39], [87.001, 39]])])) // biome-ignore format: one line
  assert.ok(nearest(two, 0)[0]! < nearest(one, 0)[0]!)
  const within = measure({ ...inputs([shop('a', 87.004, 39, [[87.001, 39], [87.0011, 39]])]) }).within[category]! // biome-ignore format: one line
  assert.equal(within.count[0], 1)
})

test('a pram is not joined to steps, and does not go up them', () => {
  const square = shop('square', graph.lng[11]! * DEGREES, graph.lat[11]! * DEGREES)
  const home = { ...population, lng: Float64Array.of(graph.lng[4]! * DEGREES), lat: Float64Array.of(39.00005), people: Float64Array.of(1) } // biome-ignore format: one line
  const at = (walker: string) => measure({ ...inputs([square], walker), population: home })
  assert.ok(nearest(at('adult'), 0)[0]! > 0)
  const pram = at('pram')
  assert.deepEqual(nearest(pram, 0), [-1, -1, -1])
  assert.equal(pram.facts.joined[0], 1)
  assert.notEqual(pram.graph.kind[pram.cellSnaps.edge[0]!], 2)
})

test('measured again for another walker it is as measured anew, and back again', () => {
  const outlets = [shop('a', 87.009, 39), shop('b', 87.0042, 39.0003)]
  const adult = measure(inputs(outlets))
  for (const walker of ['elder', 'pram']) {
    const again = remeasure(adult, defaultConvention(walkerOf(walker), 5))
    assert.deepEqual(again, measure(inputs(outlets, walker)))
    assert.deepEqual(remeasure(again, adult.convention), adult)
  }
  assert.deepEqual({ ...recolour(adult, 3), within: [] }, { ...remeasure(adult, { ...adult.convention, minutes: 3 }), within: [] }) // biome-ignore format: one line
})

test('the page measures from the packed city what the command measured', () => {
  const given = inputs([shop('a', 87.009, 39), shop('b', 87.0042, 39.0003)])
  assert.deepEqual(measure(unpackInputs(packInputs(given))), measure(given))
})

test('whoever asked may give up', () => {
  const progress = { begin: () => {}, step: () => {}, signal: { aborted: true } }
  assert.throws(() => measure(inputs([]), progress), (f) => f instanceof Fault && f.code === 'cancelled') // biome-ignore format: one line
})

test('nothing given makes nothing up: no outlet, no area, one cell', () => {
  const one: Population = {
    ...population,
    lng: Float64Array.of(87.0005),
    lat: Float64Array.of(39.0002),
    people: Float64Array.of(100),
  }
  const m = measure({ ...inputs([]), population: one })
  assert.deepEqual([m.people, m.gaps.length, m.facts.tractAreas.length, [...m.cellArea]], [100, 0, 1, [-1]])
  for (const k of m.knowledge) assert.deepEqual([k.known, k.outlets, k.basis, k.unknownIn.length], [false, 0, null, 0])
  for (const code of m.state) assert.equal(STATES[code], 'unknown')
  for (const { share } of m.coverage)
    assert.deepEqual([share.people, share.share, share.unknown], [0, null, 100], 'no share, rather than none of nobody')
  for (const n of m.nearest) assert.deepEqual([[...n.ds], [...n.mm], [...n.outlet]], [[-1], [-1], [-1]])
  for (const w of m.within) assert.deepEqual([[...w.count], [...w.capacity]], [[0], [0]])

  // a complete ledger that is empty: known, and still no gap in a town so narrow that a shop may lie just beyond it
  const complete = measure({ ...inputs([]), population: one, ledgerComplete: true })
  for (const k of complete.knowledge) assert.deepEqual([k.known, k.basis], [true, 'official'])
  for (const { share } of complete.coverage) assert.deepEqual([share.people, share.share, share.edge], [0, null, 100])
  assert.equal(complete.gaps.length, 0)
})
