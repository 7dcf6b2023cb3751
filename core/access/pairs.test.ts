import assert from 'node:assert/strict'
import { test } from 'node:test'
import { random } from '../base/random.ts'
import { graphOf, randomEdges, randomSnaps, snapsOf } from '../test/oracle.ts'
import { Engine } from './engine.ts'
import { pairsWithin } from './pairs.ts'
import { problemOf } from './problem.ts'
import { Search } from './search.ts'
import { plain, walkerOf } from './walkers.ts'

test('the pairs within reach are those that the engine counts, and each stands once', () => {
  for (let seed = 1; seed <= 40; seed++) {
    const chance = random(seed)
    const graph = graphOf(24, randomEdges(seed))
    const points = snapsOf(graph, randomSnaps(seed ^ 1, graph, 30))
    const outlets = snapsOf(graph, randomSnaps(seed ^ 2, graph, 12))
    const which = Array.from({ length: 12 }, (_, o) => o).filter(() => chance.next() < 0.7)
    const people = Float64Array.from({ length: 30 }, () => chance.int(0, 50))
    const problem = problemOf(new Search(graph, chance.pick([plain(3.6), walkerOf('elder')])), points, outlets, [which], { people }) // biome-ignore format: one line
    for (const limit of [0, 400, 9000]) {
      const { within, people: reached } = new Engine(problem).countAll(limit)
      const { first, item } = pairsWithin(problem, which, limit)
      const count = new Int32Array(30)
      which.forEach((o, r) => {
        const row = item.subarray(first[r]!, first[r + 1]!)
        assert.deepEqual([...new Set(row)], [...row], 'each once')
        assert.deepEqual([...row].sort((a, b) => a - b), [...row], 'ascending') // biome-ignore format: one line
        for (const p of row) count[p]!++
        assert.equal(row.reduce((sum, p) => sum + people[p]!, 0), reached![o]) // biome-ignore format: one line
      })
      assert.deepEqual(count, within[0]!.count)
    }
  }
})
