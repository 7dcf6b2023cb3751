import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Lru } from './lru.ts'
import { boxOf, middleOf, runOf, runsOf, SPOT_ZOOM, tileAt } from './spot.ts'

const place = fc.record({
  lng: fc.double({ min: -179.9, max: 179.9, noNaN: true }),
  lat: fc.double({ min: -84, max: 84, noNaN: true }),
})
const spotOf = (lng: number, lat: number) =>
  runOf(SPOT_ZOOM, ...(tileAt(lng, lat, SPOT_ZOOM).map(Math.floor) as [number, number]))[0]

test('a place is in the run of each tile that holds it, at every zoom', () => {
  fc.assert(
    fc.property(place, fc.integer({ min: 0, max: SPOT_ZOOM }), ({ lng, lat }, z) => {
      const [x, y] = tileAt(lng, lat, z).map(Math.floor) as [number, number]
      const [from, to] = runOf(z, x, y)
      const spot = spotOf(lng, lat)
      assert.ok(from <= spot && spot <= to)
      const [west, south, east, north] = boxOf(z, x, y)
      assert.ok(west - 1e-9 <= lng && lng <= east + 1e-9 && south - 1e-9 <= lat && lat <= north + 1e-9)
    }),
  )
})

test('the runs of a box hold every place in it, and are few', () => {
  fc.assert(
    fc.property(
      place,
      place,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (a, b, u, v) => {
        const [w, e] = [Math.min(a.lng, b.lng), Math.max(a.lng, b.lng)]
        const [s, n] = [Math.min(a.lat, b.lat), Math.max(a.lat, b.lat)]
        const runs = runsOf([w, s, e, n])
        const spot = spotOf(w + u * (e - w), s + v * (n - s))
        assert.ok(runs.length <= 16)
        assert.ok(runs.some(([from, to]) => from <= spot && spot <= to))
      },
    ),
  )
})

test('tiles of one zoom part all spots among them', () => {
  const runs = [0, 1, 2, 3].flatMap((x) => [0, 1, 2, 3].map((y) => runOf(2, x, y))).sort((a, b) => a[0] - b[0])
  assert.equal(runs[0]![0], 0)
  for (let i = 1; i < runs.length; i++) assert.equal(runs[i]![0], runs[i - 1]![1] + 1)
  assert.equal(runs.at(-1)![1], 2 ** 32 - 1)
})

test('the middle of a numbered tile is in it', () => {
  fc.assert(
    fc.property(place, fc.integer({ min: 1, max: SPOT_ZOOM }), ({ lng, lat }, z) => {
      const [x, y] = tileAt(lng, lat, z).map(Math.floor) as [number, number]
      const number = runOf(z, x, y)[0] / 4 ** (SPOT_ZOOM - z)
      const [mx, my] = middleOf(number, z).map((n) => n * 2 ** z)
      assert.ok(Math.abs(mx! - x - 0.5) < 1e-6 && Math.abs(my! - y - 0.5) < 1e-6)
    }),
  )
})

test('what is kept stays within its bytes, and what was wanted last stays longest', () => {
  const kept = new Lru<string>(100)
  for (const key of ['a', 'b', 'c']) kept.set(key, key, 40)
  assert.deepEqual([kept.get('a'), kept.get('b'), kept.get('c'), kept.bytes], [undefined, 'b', 'c', 80])
  kept.get('b')
  kept.set('d', 'd', 40)
  assert.deepEqual([kept.get('b'), kept.get('c')], ['b', undefined])
  kept.grow('b', 50)
  assert.deepEqual([kept.get('b'), kept.get('d'), kept.bytes], ['b', undefined, 90])
  kept.grow('b', 50) // alone too much: to be made anew
  assert.deepEqual([kept.get('b'), kept.bytes], [undefined, 0])
})
