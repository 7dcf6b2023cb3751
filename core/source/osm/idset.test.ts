import assert from 'node:assert/strict'
import test from 'node:test'
import { random } from '../../base/random.ts'
import { IdSet } from './idset.ts'

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
