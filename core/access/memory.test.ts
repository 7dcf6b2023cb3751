// What is stated before a search is what it takes, or a little more.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { random } from '../base/random.ts'
import { EVERYONE } from '../network/graph.ts'
import { isStatedWell } from '../test/memory.ts'
import { graphOf, randomEdges, randomSnaps, snapsOf } from '../test/oracle.ts'
import { Engine } from './engine.ts'
import { memoryFor, peakOf } from './memory.ts'
import { problemOf } from './problem.ts'
import { Search } from './search.ts'
import { plain, walkerOf } from './walkers.ts'

const NODES = 5000

/** A town of 5,000 nodes, all its streets open and few of them long, and its outlets in `categories`. */
function town(categories: number, outlets: number, points: number, more: boolean) {
  const chance = random(9)
  const edges = randomEdges(1, NODES, 9000)
    .filter(({ from, to }, e) => Math.abs(from - to) < 5 || e % 25 === 0)
    .map((edge) => ({ ...edge, who: EVERYONE }))
  const graph = graphOf(NODES, edges)
  const members = Array.from({ length: categories }, () => Array.from({ length: outlets }, (_, o) => o).filter(() => chance.next() < 0.2)) // biome-ignore format: one line
  const capacity = more ? Array.from({ length: outlets }, () => chance.next() * 10) : null
  const people = more ? new Float64Array(points).fill(2) : null
  return problemOf(
    new Search(graph, plain(4.8)),
    snapsOf(graph, randomSnaps(2, graph, points)),
    snapsOf(graph, randomSnaps(3, graph, outlets)),
    members,
    { capacity, people },
  )
}

test('of towns of all sorts, what the kernels take is what is stated for them', () => {
  isStatedWell(town(3, 400, 6000, false), 9000)
  isStatedWell(town(40, 3000, 500, true), 9000)
  isStatedWell(town(130, 200, 2000, true), 65_534)
})

test('where nearly all ground is private, doorsteps are many, and are stated too', () => {
  const graph = graphOf(2000, randomEdges(1, 2000, 3200))
  const [points, outlets] = [snapsOf(graph, randomSnaps(2, graph, 1500)), snapsOf(graph, randomSnaps(3, graph, 300))]
  isStatedWell(problemOf(new Search(graph, walkerOf('elder')), points, outlets, [[1, 2], [3]]), 9000)
})

test('a leg of a day makes the ring of buckets no larger than is stated', () => {
  const graph = graphOf(2, [{ from: 0, to: 1, mm: 1000 }])
  const points = snapsOf(graph, [[[0, 0, 30_000_000]]])
  isStatedWell(problemOf(new Search(graph, plain(3.6)), points, snapsOf(graph, [[[0, 0, 0]]]), [[0]]), 9000)
})

test('more threads take more, the hierarchy and the answers once', () => {
  const memory = memoryFor(town(3, 400, 600, false))
  assert.equal(peakOf(memory, 3) - peakOf(memory, 2), memory.nearest + memory.lanes + memory.answers)
})

test('the scalar kernel takes none of WebAssembly’s memory, and one that was given a hierarchy made none', () => {
  const problem = town(3, 400, 600, false)
  const scalar = new Engine(problem, 'scalar')
  scalar.nearest(0)
  scalar.within(900)
  assert.deepEqual(scalar.bytes, { nearest: 0, lanes: 0, hierarchy: 0 })
  const hierarchy = new Engine(problem).prepare(900)
  const other = new Engine(problem)
  other.prepare(900, undefined, hierarchy)
  assert.equal(other.bytes.hierarchy, 0)
  assert.ok(other.bytes.lanes > 0)
})
