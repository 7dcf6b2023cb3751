import assert from 'node:assert/strict'
import { test } from 'node:test'
import { metersBetween } from '../geo/meters.ts'
import { scene } from './scene.ts'

const MAP = `
A───B───C
│       │
D       E`

const near = (got: number | null, want: number, within = 0.02) =>
  assert.ok(got !== null && Math.abs(got - want) <= within, `${got} is not ${want}`)

test('a town is as large as it is drawn', () => {
  const { graph, at, meters } = scene(
    MAP,
    { ABC: { highway: 'residential' }, AD: { highway: 'footway' } },
    { meters: 25 },
  )
  assert.equal(graph.edges, 3)
  near(meters('A', 'B'), 100)
  near(meters('D', 'C'), 250)
  near(metersBetween(...at('A'), ...at('A', 3, 4)), 125)
})

test('a letter where nobody walks is said to be none', () => {
  const { node, nodes } = scene(MAP, { ABC: { highway: 'residential' } })
  assert.deepEqual(nodes('D'), [])
  assert.throws(() => node('D'), /0 nodes at crossing D/)
  assert.throws(() => scene(MAP, { AX: { highway: 'residential' } }), /no crossing X/)
})
