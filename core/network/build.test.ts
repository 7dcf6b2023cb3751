import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '../base/fault.ts'
import { random } from '../base/random.ts'
import type { Streets } from '../source/rows.ts'
import { type DrawnWays, drawStreets, scene } from '../test/scene.ts'
import { buildGraph } from './build.ts'
import { EDGE_KINDS, WalkGraph } from './graph.ts'

const street = { highway: 'residential' }
const map = `
A──────B──────C
│      │      │
D──────E──────F
│      │      │
G──────H──────I`
const ways = {
  ABC: street,
  DEF: { highway: 'footway' },
  GHI: { highway: 'secondary' },
  ADG: { highway: 'service', access: 'private' },
  BEH: { highway: 'steps' },
  CFI: { highway: 'motorway' },
}

test('every piece of a way that somebody may walk is an edge; a motorway is none', () => {
  const { graph, edges } = scene(map, ways)
  assert.deepEqual([graph.nodes, graph.edges], [9, 10])
  const kind = (a: string, b: string) => EDGE_KINDS[graph.kind[edges(a, b)[0]!]!]
  assert.deepEqual([kind('A', 'B'), kind('D', 'E'), kind('B', 'E')], ['street', 'footway', 'steps'])
  assert.deepEqual(edges('C', 'F'), [])
  assert.equal(graph.way[edges('G', 'H')[0]!], 103)
})

test('ends and arcs say the same', () => {
  const { graph } = scene(map, ways)
  const { first, arcs, from, to, edges, nodes } = graph
  assert.deepEqual([first[0], first[nodes], arcs.length], [0, 4 * edges, 4 * edges])
  const seen = new Int32Array(edges)
  for (let n = 0; n < nodes; n++) {
    for (let a = first[n]!; a < first[n + 1]!; a += 2) {
      const [other, e] = [arcs[a]!, arcs[a + 1]!]
      assert.ok((from[e] === n && to[e] === other) || (to[e] === n && from[e] === other))
      seen[e]!++
    }
  }
  assert.ok(seen.every((times) => times === 2))
})

test('a stated length is shared out by what the pieces measure, to the millimetre', () => {
  const town = scene('A─B──────C───D', { ABCD: street }, { lengthsMm: [100_001] })
  const mm = ['AB', 'BC', 'CD'].map((ends) => town.graph.lengthMm[town.edges(ends[0]!, ends[1]!)[0]!]!)
  // 2, 7 and 4 parts of 13; places are rounded as OSM keeps them, so a share is a few millimetres off
  mm.forEach((length, i) => {
    assert.ok(Math.abs(length - (100_001 * [2, 7, 4][i]!) / 13) < 10, `${length}`)
  })
  assert.equal(
    mm.reduce((sum, length) => sum + length),
    100_001,
  )
})

test('where nothing can be measured the pieces are alike', () => {
  const streets = drawStreets('A B C', { ABC: street }, { lengthsMm: [101] })
  const graph = buildGraph({ ...streets, lng: streets.lng.fill(83), lat: streets.lat.fill(39) })
  assert.deepEqual([...graph.lengthMm].sort(), [50, 51])
})

test('a point drawn twice running makes no edge, and loses nothing of a stated length', () => {
  const town = scene('A───B───C', { ABBC: street }, { lengthsMm: [999] })
  assert.equal(town.graph.edges, 2)
  assert.equal(
    town.graph.lengthMm.reduce((sum, mm) => sum + mm),
    999,
  )
})

test('points in one place stay joined, over an edge of no length', () => {
  const streets = drawStreets('A───B C───D', { ABCD: street })
  const lng = streets.lng.slice()
  lng[2] = lng[1]!
  const graph = buildGraph({ ...streets, lng })
  assert.equal(graph.edges, 3)
  assert.equal(graph.lengthMm.filter((mm) => mm === 0).length, 1)
})

test('a way drawn twice is there twice, and one that runs in a ring is whole', () => {
  const town = scene('A───B', [['AB', street], ['BA', { highway: 'footway' }]]) // biome-ignore format: one line
  assert.equal(town.edges('A', 'B').length, 2)
  const ring = scene(map, { ABEDA: street })
  assert.equal(ring.graph.edges, 4)
  assert.equal(ring.meters('A', 'E'), 90)
})

test('ways of one point or none are no ways', () => {
  const town = scene(map, [['A', street], ['', street], ['BC', street]]) // biome-ignore format: one line
  assert.deepEqual([town.graph.nodes, town.graph.edges], [2, 1])
})

test('data without anything to walk is a fault that names the file', () => {
  const nothing: readonly DrawnWays[] = [
    {},
    { ABC: { highway: 'motorway' } },
    { ABC: { building: 'yes' } },
    { A: street },
    { AA: street },
  ]
  for (const none of nothing) {
    const streets = drawStreets(map, none)
    assert.throws(
      () => buildGraph(streets, { file: 'sea.osm.pbf' }),
      (error: unknown) => error instanceof Fault && error.code === 'no-streets' && error.values.file === 'sea.osm.pbf',
    )
  }
})

test('walls are kept piece by piece', () => {
  const { graph, at } = scene(map, ways, { walls: ['ABC', 'GH', 'I', ''] })
  assert.equal(graph.walls, 3)
  const [lng, lat] = at('H')
  assert.deepEqual(
    [...graph.wallCoords.subarray(10)],
    [lng, lat].map((d) => Math.round(d * 1e7)),
  )
})

test('the same streets give the same bytes; in another order of ways, the same network', () => {
  const bytes = (streets: Streets) => new Uint8Array(buildGraph(streets).data as ArrayBuffer)
  const list = Object.entries(ways)
  assert.deepEqual(bytes(drawStreets(map, list)), bytes(drawStreets(map, list)))
  // nodes do not know of ways: they stay; edges of one node come in the order of their ways
  const chance = random(5)
  for (let i = 0; i < 20; i++) {
    const shuffled = list.slice().sort(() => chance.next() - 0.5)
    const graph = buildGraph(drawStreets(map, shuffled))
    const before = buildGraph(drawStreets(map, list))
    assert.deepEqual([graph.lng, graph.lat], [before.lng, before.lat])
    const told = (g: WalkGraph) =>
      Array.from(
        { length: g.edges },
        (_, e) =>
          `${Math.min(g.from[e]!, g.to[e]!)} ${Math.max(g.from[e]!, g.to[e]!)} ${g.lengthMm[e]} ${g.kind[e]} ${g.who[e]}`,
      ).sort()
    assert.deepEqual(told(graph), told(before))
  }
})

test('an OSM id of 53 bits is kept', () => {
  const streets = drawStreets('A─B', { AB: street })
  assert.equal(buildGraph({ ...streets, wayId: Float64Array.of(2 ** 53 - 1) }).way[0], 2 ** 53 - 1)
})

test('a network survives its buffer; anything else is refused in words', () => {
  const { graph } = scene(map, ways, { walls: ['ABC'] })
  const saved = (graph.data as ArrayBuffer).slice(0)
  const back = WalkGraph.from(saved)
  for (const key of ['nodes', 'edges', 'walls', 'lng', 'lat', 'first', 'arcs', 'from', 'to', 'lengthMm', 'crossings', 'way', 'wallCoords', 'kind', 'who'] as const) // biome-ignore format: a list
    assert.deepEqual(back[key], graph[key], key)
  const spoilt = (at: number, value: number) => {
    const copy = saved.slice(0)
    new Int32Array(copy)[at] = value
    return copy
  }
  assert.throws(() => WalkGraph.from(new ArrayBuffer(10)), /at least 64 bytes; got 10/)
  assert.throws(() => WalkGraph.from(spoilt(0, 1)), /not a walking network/)
  assert.throws(() => WalkGraph.from(spoilt(1, 99)), /version 99/)
  assert.throws(() => WalkGraph.from(spoilt(2, 8)), /of 8 nodes has/)
  assert.throws(() => WalkGraph.from(saved.slice(0, saved.byteLength - 1)), /has \d+ bytes; got/)
})

test('a sealed network tells damage wherever it is; handed on between threads it is not gone over', () => {
  const { graph } = scene(map, ways, { walls: ['ABC'] })
  const saved = (graph.seal() as ArrayBuffer).slice(0)
  assert.deepEqual(WalkGraph.from(saved).to, graph.to)
  for (let at = 0; at < saved.byteLength; at += at < 64 ? 1 : 13) {
    if (at >= 24 && at < 64) continue // unused
    const copy = saved.slice(0)
    new Uint8Array(copy)[at]! ^= 1 << (at % 8)
    assert.throws(() => WalkGraph.from(copy), /walking network/, `byte ${at}`)
  }
  const damaged = saved.slice(0)
  new Uint8Array(damaged)[100]! ^= 1
  assert.throws(() => WalkGraph.from(damaged), /is damaged: its checksum/)
  assert.equal(WalkGraph.over(damaged).nodes, graph.nodes)
  graph.who[0] = graph.who[0] === 2 ? 0 : 2
  assert.throws(() => WalkGraph.from(graph.data), /is damaged/)
  assert.ok(WalkGraph.from(graph.seal()))
})
