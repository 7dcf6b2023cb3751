import assert from 'node:assert/strict'
import test from 'node:test'
import { random } from '../../base/random.ts'
import { Garbled } from './fields.ts'
import { IdSet } from './idset.ts'
import { Writer } from './proto.ts'

test('ids have the ranks that sorting would give them, clumped or scattered, positive or not', () => {
  for (let seed = 0; seed < 40; seed++) {
    const chance = random(seed)
    const spread = [50, 5000, 2 ** 31, 2 ** 45][seed % 4]!
    const ids = Array.from({ length: chance.int(0, 3000) }, () => Math.floor(chance.between(-spread / 4, spread)))
    const set = new IdSet()
    for (const id of ids) set.add(id)
    set.seal()
    const sorted = [...new Set(ids)].sort((a, b) => a - b)
    assert.deepEqual([...set.ids()], sorted, `seed ${seed}`)
    assert.equal(set.size, sorted.length)
    for (const [rank, id] of sorted.entries()) assert.equal(set.rank(id), rank, `seed ${seed}`)
    const known = new Set(sorted)
    for (let n = 0; n < 200; n++) {
      const other = Math.floor(chance.between(-spread, 2 * spread))
      if (!known.has(other)) assert.equal(set.rank(other), -1)
    }
  }
})

test('an empty set knows nobody', () => {
  const set = new IdSet()
  set.seal()
  assert.deepEqual([set.size, set.rank(0), set.ids().length], [0, -1, 0])
})

/** Ids as a packed list of differences. */
function packed(ids: readonly number[]): Uint8Array {
  const out = new Writer()
  let last = 0
  for (const id of ids) {
    out.zigzag(id - last)
    last = id
  }
  return out.copy()
}

test('a packed list of differences has the ranks of its sums, near or far, forward or back', () => {
  for (let seed = 0; seed < 40; seed++) {
    const chance = random(seed)
    const spread = [300, 100_000, 2 ** 31, 2 ** 45][seed % 4]!
    const some = () => Math.floor(chance.between(-spread / 4, spread))
    const known = Array.from({ length: 500 }, some)
    const set = new IdSet()
    for (const id of known) set.add(id)
    set.seal()
    const asked = Array.from({ length: 400 }, (_, i) => (i % 3 === 0 ? some() : known[chance.int(0, 499)]!))
    if (seed % 2 === 0) asked.push(asked[0]!)
    const bytes = packed(asked)
    const out = new Int32Array(bytes.length + 7)
    assert.equal(set.ranksOfPacked(bytes, 0, bytes.length, out, 7), asked.length)
    const ranks = asked.map((id) => set.rank(id))
    assert.deepEqual([...out.subarray(7, 7 + asked.length)], ranks, `seed ${seed}`)
    assert.equal(set.missing, ranks.filter((rank) => rank < 0).length)
    assert.equal(set.isRing, asked.at(-1) === asked[0])
  }
})

test('a packed list that does not end is garbled, an endless number too', () => {
  const set = new IdSet()
  set.seal()
  const ranksOf = (...bytes: number[]) =>
    set.ranksOfPacked(Uint8Array.from(bytes), 0, bytes.length, new Int32Array(32), 0)
  assert.throws(() => ranksOf(2, 255), Garbled)
  assert.throws(() => ranksOf(...new Array(20).fill(255)), Garbled)
  assert.equal(ranksOf(), 0)
})
