import assert from 'node:assert/strict'
import test from 'node:test'
import { random } from '../../base/random.ts'
import { joinRings, nest } from './rings.ts'

const chains = (...lists: number[][]) => lists.map((list) => Int32Array.from(list))
const lists = (rings: readonly Int32Array[]) => rings.map((ring) => [...ring])

test('ways that meet end to end make a ring, whichever way each was drawn', () => {
  const { rings, open } = joinRings(chains([1, 2, 3], [5, 4, 3], [5, 6, 1]))
  assert.deepEqual(lists(rings), [[1, 2, 3, 4, 5, 6]])
  assert.deepEqual(open, [])
})

test('a ring that does not close is handed back open, not closed by a guess', () => {
  const { rings, open } = joinRings(chains([1, 2, 3], [3, 4], [7, 8, 9, 7]))
  assert.deepEqual(lists(rings), [[7, 8, 9]])
  assert.deepEqual(lists(open), [[1, 2, 3, 4]])
})

test('rings that touch in a node come out apart', () => {
  const { rings, open } = joinRings(chains([9, 1, 2], [2, 9], [9, 5, 6], [6, 9]))
  assert.deepEqual(lists(rings), [
    [9, 1, 2],
    [9, 5, 6],
  ])
  assert.deepEqual(open, [])
  // The walk passes through 9 before it is back where it began.
  const eight = joinRings(chains([1, 9], [9, 5, 6], [6, 9], [9, 2, 1]))
  assert.deepEqual(
    lists(eight.rings)
      .map((r) => r.length)
      .sort(),
    [3, 3],
  )
  assert.deepEqual(eight.open, [])
})

test('a way there and back is no ring', () => {
  assert.deepEqual(joinRings(chains([1, 2], [2, 1])).rings, [])
  assert.deepEqual(joinRings(chains([1], [])).rings, [])
})

test('any ring cut into ways, turned and shuffled, is found again', () => {
  for (let seed = 0; seed < 200; seed++) {
    const chance = random(seed)
    const ring = Array.from({ length: chance.int(3, 40) }, (_, i) => i)
    const cuts = [...new Set(Array.from({ length: chance.int(1, 8) }, () => chance.int(0, ring.length)))].sort(
      (a, b) => a - b,
    )
    const ways = cuts.map((from, i) => {
      const to = cuts[i + 1] ?? cuts[0]! + ring.length
      const way = Array.from({ length: to - from + 1 }, (_, j) => (from + j) % ring.length)
      return chance.next() < 0.5 ? way : way.reverse()
    })
    ways.sort(() => chance.next() - 0.5)
    const { rings, open } = joinRings(chains(...ways))
    assert.deepEqual([rings.length, open.length], [1, 0], `seed ${seed}`)
    const found = [...rings[0]!]
    const turned = [...found.slice(found.indexOf(0)), ...found.slice(0, found.indexOf(0))]
    const straight = turned[1] === 1 ? turned : [0, ...turned.slice(1).reverse()]
    assert.deepEqual(straight, ring, `seed ${seed}`)
  }
})

const square = (from: number, to: number) => Float64Array.of(from, from, to, from, to, to, from, to)

test('a hole belongs to the smallest ring round it; one outside all is dropped', () => {
  const nested = nest([square(0, 10), square(2, 6)], [square(3, 4), square(7, 8), square(20, 21)])
  assert.deepEqual(
    nested.map((rings) => rings.map((r) => r[0])),
    [
      [0, 7],
      [2, 3],
    ],
  )
})

test('a hole may touch the ring it lies in', () => {
  const touching = Float64Array.of(0, 0, 4, 1, 1, 4)
  assert.equal(nest([square(0, 10)], [touching])[0]!.length, 2)
})

test('a ring without an area is no polygon', () => {
  assert.deepEqual(nest([Float64Array.of(0, 0, 1, 1, 2, 2)], []), [])
})
