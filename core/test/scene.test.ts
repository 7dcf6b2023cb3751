import assert from 'node:assert/strict'
import { test } from 'node:test'
import { metersBetween } from '../geo/meters.ts'
import { scene } from './scene.ts'

const MAP = `
A───B───C
│       │
D       E`

test('a town is as large as it is drawn', () => {
  const { graph, edge, at } = scene(
    MAP,
    { ABC: { highway: 'residential' }, AD: { highway: 'footway' } },
    { meters: 25 },
  )
  assert.equal(graph.edges, 3)
  assert.equal(graph.lengthMm[edge('AB')], 100_000)
  assert.equal(graph.lengthMm[edge('AD')], 50_000)
  assert.equal(Math.round(metersBetween(...at('A'), ...at('A', 3, 4))), 125)
})

test('a letter is known by its node, and a letter where nobody walks is said to be none', () => {
  const { node, graph } = scene(MAP, { ABC: { highway: 'residential' } })
  const edges = [...graph.arcs.slice(graph.first[node('B')], graph.first[node('B') + 1])].filter((_, i) => i % 2 === 0)
  assert.deepEqual(edges.sort(), [node('A'), node('C')].sort())
  assert.throws(() => node('D'), /No way runs through D/)
  assert.throws(() => scene(MAP, { AX: { highway: 'residential' } }), /There is no X/)
})
