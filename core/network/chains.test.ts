import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { random } from '../base/random.ts'
import { plainWalks } from '../test/nets.ts'
import { graphOf, type PlainEdge, randomEdges } from '../test/oracle.ts'
import { type Chains, chainsOf } from './chains.ts'
import type { WalkGraph } from './graph.ts'

const kept = (edges: number, keeps: (e: number) => boolean) => Uint8Array.from({ length: edges }, (_, e) => (keeps(e) ? 1 : 0)) // biome-ignore format: one line
const rows = ({ first, edges }: Chains) => Array.from({ length: first.length - 1 }, (_, l) => [...edges.subarray(first[l], first[l + 1])]) // biome-ignore format: one line

/** What must hold of the lines of any graph. */
function holds(graph: WalkGraph, keep: Uint8Array, stays: Uint8Array): void {
  const { nodes, edges, from, to, lengthMm } = graph
  const chains = chainsOf(graph, keep, stays)
  const lines = rows(chains)

  const strung = [...chains.edges].sort((a, b) => a - b)
  assert.deepEqual(strung, [...keep.keys()].filter((e) => keep[e]), 'each kept edge once, and no other') // biome-ignore format: one line
  for (let e = 0; e < edges; e++)
    assert.equal(
      chains.line[e],
      lines.findIndex((its) => its.includes(e)),
    )
  assert.deepEqual(
    [...chains.node],
    [...chains.node].sort((a, b) => a - b),
    'junctions come as their nodes do',
  )
  assert.ok(chains.junction.every((j, n) => (j < 0 ? !chains.node.includes(n) : chains.node[j] === n)))

  const degree = new Int32Array(nodes)
  for (let e = 0; e < edges; e++) {
    if (!keep[e]) continue
    degree[from[e]!]!++
    degree[to[e]!]!++
  }
  const within = new Set<number>()
  lines.forEach((its, l) => {
    let node = chains.node[chains.from[l]!]!
    its.forEach((e, i) => {
      if (i > 0) {
        assert.ok(degree[node] === 2 && !stays[node] && chains.junction[node] === -1, `node ${node} lies within a line`)
        assert.ok(!within.has(node))
        within.add(node)
      }
      assert.equal(node, chains.reversed[e] ? to[e] : from[e], `line ${l} hangs together`)
      node = chains.reversed[e] ? from[e]! : to[e]!
    })
    assert.equal(node, chains.node[chains.to[l]!])
  })
  for (let n = 0; n < nodes; n++) {
    if (degree[n] === 0) assert.equal(chains.junction[n], -1, 'no street, no junction')
    else if (degree[n] !== 2 || stays[n]) assert.ok(chains.junction[n]! >= 0, 'where streets meet is a junction')
  }

  // over lines every junction is as far from every other as over edges
  const drawn = Array.from({ length: edges }, (_, e) => e).filter((e) => keep[e]).flatMap((e) => [[from[e]!, to[e]!, lengthMm[e]!], [to[e]!, from[e]!, lengthMm[e]!]] as const) // biome-ignore format: one line
  const length = lines.map((its) => its.reduce((mm, e) => mm + lengthMm[e]!, 0))
  const strings = lines.flatMap((_, l) => [[chains.from[l]!, chains.to[l]!, length[l]!], [chains.to[l]!, chains.from[l]!, length[l]!]] as const) // biome-ignore format: one line
  chains.node.forEach((n, j) => {
    const expected = plainWalks(nodes, drawn, n)
    assert.deepEqual(
      plainWalks(chains.node.length, strings, j),
      [...chains.node].map((m) => expected[m]),
    )
  })
}

test('every kept edge is strung once, and no junction is nearer to another or further from it', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 1, max: 30 }), fc.double({ min: 0, max: 1 }), (seed, nodes, share) => {
      const edges = randomEdges(seed, nodes, Math.ceil(nodes * 1.3))
      const chance = random(seed ^ 5)
      const keep = kept(edges.length, () => chance.next() < 0.85)
      const stays = kept(nodes, () => chance.next() < share * 0.5)
      holds(graphOf(nodes, edges), keep, stays)
    }),
    { numRuns: 200 },
  )
})

const ring = (...nodes: number[]): PlainEdge[] => nodes.map((from, i) => ({ from, to: nodes[(i + 1) % nodes.length]!, mm: 10 + i })) // biome-ignore format: one line

test('a ring without a junction gets one, at its smallest node', () => {
  const graph = graphOf(9, [...ring(7, 3, 5, 8), ...ring(6, 1)])
  const chains = chainsOf(graph, kept(6, () => true), new Uint8Array(9)) // biome-ignore format: one line
  assert.deepEqual([...chains.node], [1, 3])
  assert.deepEqual([...chains.from].sort(), [0, 1])
  assert.deepEqual(chains.from, chains.to)
  assert.deepEqual(rows(chains).map((its) => its.length).sort(), [2, 4]) // biome-ignore format: one line
  holds(
    graph,
    kept(6, () => true),
    new Uint8Array(9),
  )
})

test('a node that is asked to stay cuts a street, and a ring, in two', () => {
  const street: PlainEdge[] = [0, 1, 2, 3].map((from) => ({ from, to: from + 1, mm: 10 }))
  const graph = graphOf(9, [...street, ...ring(5, 6, 7, 8)])
  const stays = Uint8Array.from({ length: 9 }, (_, n) => (n === 2 || n === 6 || n === 8 ? 1 : 0))
  const chains = chainsOf(graph, kept(8, () => true), stays) // biome-ignore format: one line
  assert.deepEqual([...chains.node], [0, 2, 4, 6, 8])
  assert.deepEqual(rows(chains).map((its) => its.length), [2, 2, 2, 2]) // biome-ignore format: one line
  holds(
    graph,
    kept(8, () => true),
    stays,
  )
})

test('a loop is a line from its junction to itself, drawn against or along', () => {
  const graph = graphOf(3, [{ from: 1, to: 1, mm: 9 }, { from: 1, to: 0, mm: 5 }, { from: 2, to: 0, mm: 6 }]) // biome-ignore format: one line
  const chains = chainsOf(graph, kept(3, () => true), new Uint8Array(3)) // biome-ignore format: one line
  assert.deepEqual([...chains.node], [1, 2])
  holds(
    graph,
    kept(3, () => true),
    new Uint8Array(3),
  )
  assert.equal(chainsOf(graph, new Uint8Array(3), new Uint8Array(3)).node.length, 0)
})
