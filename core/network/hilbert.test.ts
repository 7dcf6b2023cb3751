import assert from 'node:assert/strict'
import { test } from 'node:test'
import { random } from '../base/random.ts'
import { hilbert, hilbertOrder } from './hilbert.ts'

test('the curve goes through every cell of a corner, from neighbour to neighbour', () => {
  // the first 4⁴ places of the curve fill a square of 16 by 16
  const at = new Map<number, [number, number]>()
  for (let x = 0; x < 16; x++) for (let y = 0; y < 16; y++) at.set(hilbert(x, y), [x, y])
  assert.equal(at.size, 256)
  for (let d = 1; d < 256; d++) {
    const [[x1, y1], [x2, y2]] = [at.get(d - 1)!, at.get(d)!]
    assert.equal(Math.abs(x1 - x2) + Math.abs(y1 - y2), 1, `step ${d}`)
  }
})

test('the curve begins in one corner and ends 2³² − 1 places further in the next', () => {
  assert.equal(hilbert(0, 0), 0)
  assert.equal(hilbert(65_535, 0), 2 ** 32 - 1)
})

test('points come in the order of the curve, those of one place in their own', () => {
  const chance = random(7)
  const lng = Int32Array.from({ length: 5000 }, () => chance.int(-70_000, 70_000))
  const lat = lng.map(() => chance.int(-70_000, 70_000))
  for (const [a, b] of [
    [0, 1],
    [2, 3],
  ] as const) {
    lng[b] = lng[a]!
    lat[b] = lat[a]!
  }
  const order = hilbertOrder(lng, lat)
  assert.deepEqual(
    [...order].sort((a, b) => a - b),
    [...order.keys()],
  )
  const place = new Int32Array(order.length)
  for (let k = 0; k < order.length; k++) place[order[k]!] = k
  assert.ok(place[0]! < place[1]! && place[2]! < place[3]!)
  const [west, south] = [Math.min(...lng), Math.min(...lat)]
  const scale = 65_535 / Math.max(Math.max(...lng) - west, Math.max(...lat) - south)
  const key = (i: number) => hilbert(Math.floor((lng[i]! - west) * scale), Math.floor((lat[i]! - south) * scale))
  for (let k = 1; k < order.length; k++) assert.ok(key(order[k - 1]!) <= key(order[k]!))
})

test('one point, and points all in one place', () => {
  assert.deepEqual([...hilbertOrder(Int32Array.of(5), Int32Array.of(6))], [0])
  assert.deepEqual([...hilbertOrder(Int32Array.of(5, 5, 5), Int32Array.of(6, 6, 6))], [0, 1, 2])
})

test('three million nodes are no more trouble than three', () => {
  const n = 3_000_000
  const lng = new Int32Array(n)
  const lat = new Int32Array(n)
  for (let i = 0; i < n; i++) {
    lng[i] = Math.imul(i, 2654435761) >>> 8
    lat[i] = Math.imul(i, 40503) >>> 8
  }
  const seen = new Uint8Array(n)
  for (const i of hilbertOrder(lng, lat)) seen[i] = 1
  assert.ok(seen.every((times) => times === 1))
})
