// The memory that a city of 200,000 crossings takes, counted from every one of them.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { random } from '../base/random.ts'
import { isStatedWell } from '../test/memory.ts'
import { graphOf, type PlainEdge, type PlainSnap, snapsOf } from '../test/oracle.ts'
import { memoryFor, peakOf } from './memory.ts'
import { problemOf } from './problem.ts'
import { Search } from './search.ts'
import { plain } from './walkers.ts'

const SIDE = 450
const OUTLETS = 12_000
const CATEGORIES = 40

test('12,000 outlets in 40 categories and 200,000 points on as many crossings take less than 400 MB', (t) => {
  const chance = random(1)
  const edges: PlainEdge[] = []
  const edgeAt = new Int32Array(SIDE * SIDE).fill(-1)
  for (let n = 0; n < SIDE * SIDE; n++) {
    const put = (to: number) => {
      edgeAt[n] = edgeAt[to] = edges.push({ from: n, to, mm: chance.int(15_000, 36_000) }) - 1
    }
    if (n % SIDE < SIDE - 1 && chance.next() < 0.75) put(n + 1)
    if (n + SIDE < SIDE * SIDE && chance.next() < 0.75) put(n + SIDE)
  }
  const graph = graphOf(SIDE * SIDE, edges)
  const at = (n: number): PlainSnap[] => {
    const edge = edges[edgeAt[n]!]
    return edge ? [[edgeAt[n]!, edge.from === n ? 0 : edge.mm, 0]] : []
  }
  const points = snapsOf(
    graph,
    Array.from({ length: SIDE * SIDE }, (_, n) => at(n)),
  )
  const outlets = snapsOf(
    graph,
    Array.from({ length: OUTLETS }, () => at(chance.int(0, SIDE * SIDE))),
  )
  const members: number[][] = Array.from({ length: CATEGORIES }, () => [])
  for (let o = 0; o < OUTLETS; o++) members[chance.int(0, CATEGORIES)]!.push(o)
  const problem = problemOf(new Search(graph, plain(4.8)), points, outlets, members)
  const stated = memoryFor(problem)
  const taken = isStatedWell(problem, 9000)
  const mb = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`
  t.diagnostic(`${problem.net.nodes} nodes, ${problem.net.to.length} arcs`)
  for (const kernel of ['nearest', 'lanes', 'hierarchy'] as const)
    t.diagnostic(`${kernel}: ${mb(taken[kernel])} taken, ${mb(stated[kernel])} stated`)
  t.diagnostic(`answers ${mb(stated.answers)}; one thread ${mb(peakOf(stated, 1))}, two ${mb(peakOf(stated, 2))}`)
  assert.ok(stated.nearest + stated.lanes + stated.hierarchy + stated.answers < 400e6)
})
