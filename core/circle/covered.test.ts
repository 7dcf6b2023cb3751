import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defaultConvention } from '../access/convention.ts'
import { atPace, walkerOf } from '../access/walkers.ts'
import type { AreaRow, OutletRow } from '../source/rows.ts'
import notice2025 from '../standard/standards/notice-2025.ts'
import { scene } from '../test/scene.ts'
import type { Circles } from './circle.ts'
import { coveredBy } from './covered.ts'
import { Frame } from './frame.ts'
import { NOTHING_MORE } from './indicator.ts'
import n from './indicators/n-commcov.ts'
import { measure } from './measure.ts'
import { straightMeters, withinStraight } from './straight.ts'

// one street, 40 characters of 50 m; three communities along it, and a circle round the first that reaches a little into the second
const town = scene('A────────────B────────────C────────────D', { ABCD: { highway: 'residential' } }, { meters: 50 })
const [west, east] = [town.at('A')[0], town.at('D')[0]]
const lat = town.at('A')[1]
const box = (from: number, to: number) =>
  [[Float64Array.of(from, lat - 0.001, to, lat - 0.001, to, lat + 0.001, from, lat + 0.001)]] as const
const x = (share: number) => west + share * (east - west)
const community = (id: string, from: number, to: number): AreaRow => ({
  id,
  name: id,
  adcode: null,
  level: 'community',
  parent: null,
  polygon: box(x(from), x(to)),
})
const shop: OutletRow = {
  id: 'shop',
  name: 'shop',
  at: [x(0.05), lat],
  entrances: [],
  label: '便利店',
  tags: {},
  capacity: null,
  hours: null,
  address: null,
  origins: [{ kind: 'official', file: 'ledger.csv', row: 2, ref: null, confirmed: null }],
}
const places = [0.05, 0.3, 0.45, 0.8]
const measured = measure({
  graph: town.graph,
  bounds: { west: west - 1, south: lat - 1, east: east + 1, north: lat + 1 },
  population: {
    kind: 'point',
    file: 'people.csv',
    lng: Float64Array.from(places, x),
    lat: new Float64Array(4).fill(lat),
    people: Float64Array.of(100, 100, 100, 100),
    bands: {},
    cellMeters: null,
    outlineFirst: null,
    outline: null,
    notes: [],
  },
  outlets: [shop],
  areas: [community('a', 0, 0.33), community('b', 0.33, 0.66), community('c', 0.66, 1)],
  standard: notice2025,
  convention: defaultConvention(atPace(walkerOf('adult'), 3.6), 15), // 900 m of the 1,950
  labels: {},
  ledgerComplete: false,
  findings: [],
})
const circles: Circles = {
  circles: [{ id: 'c', name: 'c', heart: null, units: [], polygon: box(x(0), x(0.4)), locked: false }],
  ofCell: Int32Array.of(0, 0, -1, -1),
  ofOutlet: Int32Array.of(0),
}

test('three ways of covering a community differ where a circle ends inside one', () => {
  const frame = new Frame(measured, circles)
  assert.deepEqual(coveredBy(frame, 0), { boundary: true, centroid: true, residents: true })
  // a sixth of its ground, not its middle; its home is 780 m from the shop
  assert.deepEqual(coveredBy(frame, 1), { boundary: true, centroid: false, residents: true })
  assert.deepEqual(coveredBy(frame, 2), { boundary: false, centroid: false, residents: false })
  const told = n.of({ frame, circle: null, extras: NOTHING_MORE })
  assert.deepEqual(
    told?.map((r) => [r.part, r.value, r.of]),
    [
      ['boundary', 2 / 3, 3],
      ['centroid', 1 / 3, 3],
      ['residents', 2 / 3, 3],
    ],
  )
})

test('neighbours that share a border are not overlapped', () => {
  const frame = new Frame(measured, {
    ...circles,
    circles: [{ ...circles.circles[0]!, polygon: box(x(0), x(0.33)) }],
  })
  assert.equal(coveredBy(frame, 1).boundary, false)
})

test('as the crow flies, every cell is told as trying all doors tells', () => {
  const category = notice2025.categories.findIndex((c) => c.id === 'convenience-store')
  for (const meters of [10, 500, 800, 3000]) {
    const near = withinStraight(measured, category, meters)
    const tried = places.map((_, i) => (straightMeters(measured, i, 0) <= meters ? 1 : 0))
    assert.deepEqual([...near], tried)
  }
})
