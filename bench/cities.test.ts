import assert from 'node:assert/strict'
import { test } from 'node:test'
import { partsOf } from '@yike/core/network/islands.ts'
import { drawCity, drawNetwork, planOf } from './cities.ts'
import { CATEGORIES, type City } from './city.ts'
import { junctionGraph } from './junctions.ts'
import { reach, searches } from './ours.ts'

const PLAN = planOf(20_000)
const city = drawCity(PLAN)

test('the same plan draws the same bytes, another seed another city', () => {
  const again = drawCity(PLAN)
  assert.deepEqual(new Uint8Array(again.graph.data), new Uint8Array(city.graph.data))
  assert.deepEqual(again.outletNode, city.outletNode)
  assert.deepEqual(again.outletCategory, city.outletCategory)
  assert.notDeepEqual(new Uint8Array(drawNetwork(planOf(20_000, 2)).data), new Uint8Array(city.graph.data))
})

test('it has exactly as many crossings and streets as were asked for, all in one part', () => {
  const { graph } = city
  assert.equal(graph.nodes, 20_000)
  assert.equal(graph.edges, Math.round((20_000 * 252_703) / 194_380))
  assert.equal(Math.max(...partsOf(graph).nodes), graph.nodes)
  assert.ok(graph.who.every((who) => who === 0))
  assert.ok(graph.lengthMm.every((mm) => mm > 0))
})

test('it has dead ends, and crossings of three and four streets', () => {
  const { first, nodes } = city.graph
  const share = (degree: number) => {
    let count = 0
    for (let n = 0; n < nodes; n++) if (first[n + 1]! - first[n]! === 2 * degree) count++
    return count / nodes
  }
  assert.ok(share(1) > 0.08 && share(1) < 0.2, `${share(1)}`)
  assert.ok(share(3) > 0.25 && share(4) > 0.1, `${share(3)}, ${share(4)}`)
  assert.ok(Math.abs(share(1) + share(2) + share(3) + share(4) - 1) < 1e-9)
})

test('every category has outlets, one to sixteen nodes in all', () => {
  assert.equal(city.which.length, CATEGORIES)
  assert.ok(city.which.every((which) => which.length > 0))
  assert.equal(city.outletNode.length, Math.round((20_000 * 12_275) / 194_380))
})

test('a quarter of an hour reaches as many nodes as in the city of the goals, less what lies beyond a small city', () => {
  const nodes = meanBall(city)
  assert.ok(nodes > 2300 && nodes < 3400, `${nodes}`)
})

test('outlets keep together: many see more of them than chance would show', () => {
  const here = new Map<number, number>()
  for (const n of city.outletNode) here.set(n >> 6, (here.get(n >> 6) ?? 0) + 1) // 64 nodes next to each other on the curve
  const counts = Array.from({ length: city.graph.nodes >> 6 }, (_, k) => here.get(k) ?? 0)
  const mean = counts.reduce((a, b) => a + b, 0) / counts.length
  const variance = counts.reduce((sum, c) => sum + (c - mean) ** 2, 0) / counts.length
  assert.ok(variance > 3 * mean, `${variance} and ${mean}`) // equal where they fall anywhere
})

test('a junction graph has no chains, and all walks between its crossings are as long as before', () => {
  const graph = junctionGraph(city.graph)
  assert.ok(graph.nodes < 0.75 * city.graph.nodes)
  const numbers = new Map<string, number>()
  const at = (g: typeof graph, n: number) => `${g.lng[n]},${g.lat[n]}`
  for (let n = 0; n < city.graph.nodes; n++) numbers.set(at(city.graph, n), n)
  const from = Math.floor(graph.nodes / 2)
  const drawn = lengths(city.graph, numbers.get(at(graph, from))!)
  const contracted = lengths(graph, from)
  for (let n = 0; n < graph.nodes; n++) assert.equal(contracted[n], drawn[numbers.get(at(graph, n))!])
})

/** Nodes within the limit of an outlet, on average. */
function meanBall(of: City): number {
  const prepared = searches(of)
  let met = 0
  let balls = 0
  for (let o = 0; o < of.outletNode.length; o += 10) {
    reach(prepared, o, () => met++)
    balls++
  }
  return met / balls
}

/** Millimetres from a node to every other, by going over all edges until nothing changes. */
function lengths({ nodes, edges, from, to, lengthMm }: City['graph'], start: number): Float64Array {
  const mm = new Float64Array(nodes).fill(Infinity)
  mm[start] = 0
  for (let changed = true; changed; ) {
    changed = false
    for (let e = 0; e < edges; e++) {
      const [a, b, w] = [from[e]!, to[e]!, lengthMm[e]!]
      if (mm[a]! + w < mm[b]!) mm[b] = mm[a]! + w
      else if (mm[b]! + w < mm[a]!) mm[a] = mm[b]! + w
      else continue
      changed = true
    }
  }
  return mm
}
