import assert from 'node:assert/strict'
import { test } from 'node:test'
import { drawStreets, scene } from '../test/scene.ts'
import { buildGraph } from './build.ts'
import { EDGE_KINDS, RESIDENTS } from './graph.ts'
import { partsOf } from './islands.ts'

const street = { highway: 'residential' }
const plaza = { highway: 'pedestrian', area: 'yes' }
const PLAZA = EDGE_KINDS.indexOf('plaza')

// A plaza of 100 m by 60 m, with a street to each of two opposite corners.
const square = `
P──A─────────B
   │         │
   │         │
   │         │
   │         │
   │         │
   D─────────C──Q`

test('a plaza is crossed straight', () => {
  const town = scene(square, { PA: street, CQ: street }, { plazas: { ABCD: plaza } })
  assert.equal(town.meters('A', 'C'), 116.6) // √(100² + 60²)
  assert.equal(town.meters('P', 'Q'), 176.6)
})

test('or around, to compare with routers that know lines only', () => {
  const town = scene(square, { PA: street, CQ: street }, { plazas: { ABCD: plaza }, walked: 'around' })
  assert.equal(town.meters('P', 'Q'), 220)
  assert.ok(!town.graph.kind.includes(PLAZA))
})

test('its border is walked, and named after it for evidence', () => {
  const town = scene(square, { PA: street, CQ: street }, { plazas: { ABCD: plaza } })
  assert.equal(town.meters('A', 'B'), 100)
  const [border] = town.edges('A', 'B')
  assert.deepEqual([town.graph.way[border!], EDGE_KINDS[town.graph.kind[border!]!]], [901, 'footway'])
})

test('a plaza that nobody may enter is not there; a private one is for residents', () => {
  const at = (tags: Record<string, string>) =>
    scene(square, { PA: street, CQ: street }, { plazas: { ABCD: { ...plaza, ...tags } } })
  assert.equal(at({ access: 'no' }).meters('P', 'Q'), null)
  assert.equal(at({ access: 'private' }).meters('P', 'Q'), null)
  assert.equal(at({ access: 'private' }).meters('P', 'Q', RESIDENTS), 176.6)
})

test('a walk over a plaza with a concave corner bends there', () => {
  // an L: from A in the one arm to D in the other the way is by F, the inner corner
  const town = scene(
    `
P──A────B
   │    │
   │    │
   │    │
   │    F────E
   │         │
   │         │
   C─────────D──Q`,
    { PA: street, DQ: street },
    { plazas: { ABFEDC: plaza } },
  )
  const bent = Math.hypot(50, 40) + Math.hypot(50, 30)
  assert.equal(town.meters('A', 'D'), Math.round(bent * 10) / 10)
})

test('no line leaves the plaza between two of its corners', () => {
  // a U, open above: from P to Q one goes down one arm and up the other
  const town = scene(
    `
P──A──B     E──F──Q
   │  │     │  │
   │  │     │  │
   │  C─────D  │
   H───────────G`,
    { PA: street, FQ: street },
    { plazas: { ABCDEFGH: plaza } },
  )
  const down = Math.hypot(30, 30)
  assert.equal(town.meters('A', 'F'), Math.round((2 * down + 60) * 10) / 10)
  assert.deepEqual(town.edges('B', 'E'), [])
})

test('no line leaves the plaza and comes back where it touches corners in between', () => {
  // from A to F along the teeth of a comb: the straight line runs through B, C, D and E, but between B and C, and D and E, over the street
  const town = scene(
    `
A─B   C─D   E─F
│ │   │ │   │ │
│ G───H I───J │
K─────────────L`,
    { AK: street, FL: street },
    { plazas: { ABGHCDIJEFLK: plaza } },
  )
  assert.deepEqual(town.edges('A', 'F'), [])
  assert.ok(town.meters('A', 'F')! > 140)
})

test('nor where the comb is upside down', () => {
  const town = scene(
    `
K───────────────────L
│ G─H   I─────────J │
│ │ │   │         │ │
A─B C───D         E─F`,
    { AK: street, FL: street },
    { plazas: { KABGHCDIJEFL: plaza } },
  )
  assert.deepEqual(town.edges('A', 'F'), [])
  assert.deepEqual(town.edges('A', 'D'), [])
})

test('holes are walked around', () => {
  const town = scene(
    `
   A─────────────B
   │             │
   │    E───F    │
P──X    │   │    Y──Q
   │    H───G    │
   │             │
   D─────────────C`,
    { PX: street, YQ: street },
    { plazas: { 'AXDCYB-EFGH': plaza } },
  )
  const round = 2 * Math.hypot(50, 10) + 40
  assert.equal(town.meters('X', 'Y'), Math.round(round * 10) / 10)
})

test('from one plaza to the next one goes where they share a node', () => {
  const town = scene(
    `
P──A─────B──────F
   │     │      │
   │     │      │
   D─────C──────E──Q`,
    { PA: street, EQ: street },
    { plazas: { ABCD: plaza, BFEC: plaza } },
  )
  const byB = 60 + Math.hypot(70, 30)
  const byC = Math.hypot(60, 30) + 70
  assert.equal(town.meters('A', 'E'), Math.round(Math.min(byB, byC) * 10) / 10)
})

test('a door on the border is an entry, as a way is', () => {
  const drawn = (nodes: Record<string, Record<string, string>>) =>
    scene(square, { PA: street }, { plazas: { ABCD: plaza }, nodes }).edges('A', 'C').length
  assert.equal(drawn({}), 0)
  assert.equal(drawn({ C: { entrance: 'main' } }), 1)
})

test('a plaza that touches nothing is laid all the same, and is an island', () => {
  const town = scene(
    `
P──────────────────Q

  A───B
  │   │
  D───C`,
    { PQ: street },
    { plazas: { ABCD: plaza } },
  )
  assert.equal(town.meters('A', 'C'), 60)
  const { part, main, isTown } = partsOf(town.graph)
  assert.deepEqual([part[town.node('P')] === main, isTown[part[town.node('A')]!]], [true, 0])
})

test('a gate where a way enters the plaza shuts the way, not the plaza', () => {
  const town = scene(
    square,
    { PA: street, CQ: street },
    { plazas: { ABCD: plaza }, nodes: { A: { barrier: 'gate', access: 'private' } } },
  )
  assert.equal(town.meters('P', 'Q'), null)
  assert.equal(town.meters('P', 'Q', RESIDENTS), 176.6)
  assert.equal(town.meters('B', 'Q'), 90)
})

test('a plaza with more than 64 entries is crossed through its middle', () => {
  // a ring of 80 points round (0, 0), 100 m from the middle, a way at each
  const points = 80
  const base = drawStreets('A', {})
  const angle = (i: number) => (2 * Math.PI * (i % points)) / points
  const perDegree = 111_195
  const lng = Float64Array.from(
    { length: 2 * points },
    (_, i) => ((i < points ? 100 : 120) * Math.cos(angle(i))) / perDegree,
  )
  const lat = Float64Array.from(
    { length: 2 * points },
    (_, i) => ((i < points ? 100 : 120) * Math.sin(angle(i))) / perDegree,
  )
  const graph = buildGraph({
    ...base,
    nodeId: lng.map((_, n) => n + 1),
    lng,
    lat,
    wayId: Float64Array.from({ length: points }, (_, w) => w + 1),
    wayFirst: Int32Array.from({ length: points + 1 }, (_, w) => 2 * w),
    wayRefs: Int32Array.from({ length: 2 * points }, (_, i) => (i % 2 ? points : 0) + (i >> 1)),
    wayTags: Array.from({ length: points }, () => street),
    plazas: [{ id: 'way/999', tags: plaza, outer: [Int32Array.from({ length: points }, (_, n) => n)], inner: [] }],
  })
  assert.equal(graph.nodes, 2 * points + 1)
  const spokes = graph.kind.reduce((n, k) => n + (k === PLAZA ? 1 : 0), 0)
  assert.equal(spokes, points)
  const lengths = graph.lengthMm.filter((_, e) => graph.kind[e] === PLAZA)
  assert.ok(lengths.every((mm) => Math.abs(mm - 100_000) < 100))
})

test('steps as wide as a plaza are steps', () => {
  const { graph, edges } = scene(
    square,
    { PA: street, CQ: street },
    { plazas: { ABCD: { highway: 'steps', area: 'yes' } } },
  )
  for (const [a, b] of ['AB', 'AC']) assert.equal(EDGE_KINDS[graph.kind[edges(a!, b!)[0]!]!], 'steps')
})

test('the border of a multipolygon bears no id of a way', () => {
  const { streets } = scene(square, { PA: street, CQ: street }, { plazas: { ABCD: plaza } })
  const graph = buildGraph({ ...streets, plazas: streets.plazas.map((p) => ({ ...p, id: 'relation/101' })) })
  assert.equal(graph.way.filter((id) => id === 101).length, 1) // the first street's alone
})
