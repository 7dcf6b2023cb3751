import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Scene, scene } from '../test/scene.ts'
import { buildGraph } from './build.ts'

/** Thousandths of a crossing on the edge between two letters. */
const at = ({ graph, edges }: Scene, ends: string) => graph.crossings[edges(ends[0]!, ends[1]!)[0]!]

const street = { highway: 'residential' }
const footway = { highway: 'footway' }
const zebra = { highway: 'crossing' }

const across = `
     P
     │
A────X────B
     │
     Q`

test('a crossing drawn as a way counts once, shared out by length', () => {
  const town = scene(
    `
  P
A─X────B

  Y

  Q`,
    { AXB: street, PXYQ: { ...footway, footway: 'crossing' } },
    { nodes: { X: zebra } },
  )
  assert.deepEqual(
    ['PX', 'XY', 'YQ'].map((ends) => at(town, ends)),
    [200, 400, 400],
  )
})

test('whatever the number of pieces, they add up to one crossing', () => {
  const letters = 'abcdefghijklmnopqrstuvw'
  for (let n = 2; n <= letters.length; n++) {
    const way = letters.slice(0, n)
    const { graph } = scene(way, { [way]: { ...footway, footway: 'crossing' } })
    assert.equal(
      graph.crossings.reduce((sum, c) => sum + c, 0),
      1000,
    )
  }
})

test('two ways with one id are two crossings', () => {
  const town = scene('A──B  C──D', { AB: { ...footway, footway: 'crossing' }, CD: { ...footway, footway: 'crossing' } })
  const ids = { ...town.streets, wayId: Float64Array.of(7, 7) }
  assert.deepEqual([...buildGraph(ids).crossings], [1000, 1000])
})

test('a crossing that is only a node counts half on each side of it', () => {
  const town = scene(across, { AXB: street, PXQ: footway }, { nodes: { X: zebra } })
  assert.deepEqual(
    ['PX', 'XQ', 'AX', 'XB'].map((ends) => at(town, ends)),
    [500, 500, 0, 0],
  )
})

test('a footway between two crossing nodes waits half at each', () => {
  const town = scene(
    `
A──X──B
   │
C──Y──D`,
    { AXB: street, CYD: street, XY: footway },
    { nodes: { X: zebra, Y: zebra } },
  )
  assert.equal(at(town, 'XY'), 1000)
})

test('a crossing node on footways alone is none', () => {
  const town = scene(across, { AXB: footway, PXQ: footway }, { nodes: { X: zebra } })
  assert.ok(town.graph.crossings.every((c) => c === 0))
})

test('gates on a crossing take no share of it', () => {
  const town = scene(
    'P──G──Q',
    { PGQ: { ...footway, footway: 'crossing' } },
    { nodes: { G: { barrier: 'gate', access: 'private' } } },
  )
  assert.deepEqual(
    ['PG', 'GQ'].map((ends) => at(town, ends)),
    [500, 500],
  )
  assert.ok(town.edges('G', 'G').every((e) => town.graph.crossings[e] === 0))
})
