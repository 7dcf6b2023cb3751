import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AreaRow } from '../source/rows.ts'
import { scene } from '../test/scene.ts'
import { smallCity } from '../test/small-city.ts'
import type { Circles } from './circle.ts'
import { coveredBy } from './covered.ts'
import { Frame } from './frame.ts'
import { NOTHING_MORE } from './indicator.ts'
import n from './indicators/n-commcov.ts'

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
const places = [0.05, 0.3, 0.45, 0.8]
const measured = smallCity(
  town,
  places.map((share) => [x(share), lat] as const),
  [[x(0.05), lat]],
  [community('a', 0, 0.33), community('b', 0.33, 0.66), community('c', 0.66, 1)],
)
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
