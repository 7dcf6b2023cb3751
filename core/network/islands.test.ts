import assert from 'node:assert/strict'
import { test } from 'node:test'
import { scene } from '../test/scene.ts'
import { NOBODY } from './graph.ts'
import { partsOf, piecesOf, TOWN_METERS } from './islands.ts'

const street = { highway: 'residential' }
const map = `
A───B───C───D

E──────F──────────G

H─I`
const ways = { ABCD: street, EFG: street, HI: street }

test('the main part is the one with most metres, not the one with most nodes', () => {
  const town = scene(map, ways)
  const { part, nodes, mm, main, isTown } = partsOf(town.graph)
  assert.equal(nodes.length, 3)
  assert.equal(part[town.node('G')], main)
  assert.equal(nodes[main], 3)
  assert.deepEqual(
    ['A', 'E', 'H'].map((letter) => Math.round(mm[part[town.node(letter)]!]! / 1000)),
    [120, 180, 20],
  )
  assert.deepEqual(
    ['A', 'E', 'H'].map((letter) => isTown[part[town.node(letter)]!]),
    [0, 1, 0],
  )
})

test('parts are counted in order of their first node', () => {
  const { part } = partsOf(scene(map, ways).graph)
  let next = 0
  for (const p of part) if (p >= next) assert.equal(p, next++)
})

test('a part with as much street as a town is one', () => {
  const town = scene(map, ways, { meters: TOWN_METERS / 10 }) // ABCD is 9.6 km then, HI 1.6 km
  const { part, isTown } = partsOf(town.graph)
  assert.deepEqual(
    ['A', 'E', 'H'].map((letter) => isTown[part[town.node(letter)]!]),
    [1, 1, 0],
  )
})

test('private ways and gates join parts, walls do not', () => {
  const parts = (tags: Record<string, string>) =>
    partsOf(scene('A───B───C', { ABC: street }, { nodes: { B: tags } }).graph).nodes.filter((n) => n > 1).length
  assert.equal(parts({ barrier: 'gate', access: 'private' }), 1)
  assert.equal(parts({ barrier: 'wall' }), 2)
  assert.equal(partsOf(scene('A───B', { AB: { ...street, access: 'private' } }).graph).nodes.length, 1)
})

test('pieces go by their smallest node, whatever the order of edges', () => {
  const { graph } = scene(map, ways)
  const { of, mm } = piecesOf(graph, (e) => graph.who[e] !== NOBODY)
  of.forEach((piece, n) => {
    assert.ok(piece <= n && of[piece] === piece)
  })
  assert.equal(
    mm.reduce((sum, length) => sum + length, 0),
    graph.lengthMm.reduce((sum, length) => sum + length, 0),
  )
  assert.ok(piecesOf(graph, () => false).of.every((piece, n) => piece === n))
})
