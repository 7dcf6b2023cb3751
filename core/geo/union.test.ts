import assert from 'node:assert/strict'
import { test } from 'node:test'
import { random } from '../base/random.ts'
import { areaM2, type MultiPolygon } from './polygon.ts'
import { tracedRings } from './traced.ts'
import { simplified, unions } from './union.ts'
import { nest } from './untangle.ts'

const square = (x: number, y: number, side = 0.01): MultiPolygon => [
  [Float64Array.of(x, y, x + side, y, x + side, y + side, x, y + side)],
]

test('areas that share a side become one ring, areas apart stay apart', async () => {
  const [joined, apart, none] = await unions([
    [square(83, 39), square(83.01, 39)],
    [square(83, 39), square(83.05, 39)],
    [],
  ])
  assert.equal(joined!.length, 1)
  assert.equal(joined![0]!.length, 1)
  assert.ok(Math.abs(areaM2(joined!) - areaM2(square(83, 39)) * 2) < 1)
  assert.equal(apart!.length, 2)
  assert.deepEqual(none, [])
})

test('what drawing by hand leaves between neighbours is no hole', async () => {
  const gap = 3e-6 // 30 cm
  const [ring] = await unions([
    [
      square(83, 39),
      square(83.01 - gap, 39.01),
      square(83 - 0.01, 39.01),
      square(83, 39.02 - gap),
      square(83.01, 39 + gap),
    ],
  ])
  for (const rings of ring!) for (const hole of rings.slice(1)) assert.ok(areaM2([[hole]]) > 400)
})

test('borders of squares are simplified together: they meet as before, and nothing is lost', async () => {
  const rng = random(5)
  const [columns, rows] = [40, 30]
  const label = Int32Array.from({ length: columns * rows }, (_, i) => {
    const [c, r] = [i % columns, Math.floor(i / columns)]
    return c + rng.int(0, 3) < 15 ? 0 : r + rng.int(0, 3) < 12 ? 1 : 2
  })
  const degrees = (ring: Float64Array) => ring.map((v, k) => (k & 1 ? 39 + v * 2e-4 : 83 + v * 2e-4))
  const areas = [0, 1, 2].map((own) => nest(tracedRings(label, columns, rows, own).map(degrees)))
  const corners = (all: readonly MultiPolygon[]) => all.flat(2).reduce((n, ring) => n + ring.length / 2, 0)
  const drawn = await simplified(areas, 60)
  const sum = (all: readonly MultiPolygon[]) => all.reduce((s, a) => s + areaM2(a), 0)
  assert.ok(corners(drawn) < corners(areas) / 3)
  const [whole] = await unions([drawn])
  assert.ok(Math.abs(areaM2(whole!) - sum(drawn)) / sum(drawn) < 1e-6, 'no overlaps')
  assert.ok(Math.abs(sum(drawn) - sum(areas)) / sum(areas) < 0.03)
})

test('squares that touch at a corner are two rings; a hole is a ring the other way', () => {
  assert.equal(tracedRings(Int32Array.of(1, 0, 0, 1), 2, 2, 1).length, 2)
  const hole = tracedRings(Int32Array.of(1, 1, 1, 1, 0, 1, 1, 1, 1), 3, 3, 1)
  assert.equal(hole.length, 2)
  assert.deepEqual(
    hole.map((ring) => ring.length / 2),
    [12, 4],
  )
})
