// Real extracts: walking lengths that a router's test suite publishes for Monaco, and how real networks hang together.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { bytesOf } from '../base/bytes.ts'
import { readExtract } from '../source/osm/extract.ts'
import type { Streets } from '../source/rows.ts'
import { quietly } from '../test/osm-town.ts'
import { buildGraph } from './build.ts'
import { EDGE_KINDS, EVERYONE, type WalkGraph } from './graph.ts'
import { partsOf } from './islands.ts'
import { EdgeIndex, snapPoints } from './snap.ts'
import { passing } from './tags.ts'

const DATA = join(import.meta.dirname, '..', '..', '..', 'shared', 'data')

/** A test on the streets of a real file; skipped with a line where it is not there. */
function real(file: string, claim: string, check: (streets: Streets) => void) {
  test(`${file}: ${claim}`, async (t) => {
    const path = join(DATA, file)
    if (!existsSync(path)) return t.skip(`no ${file} beside the checkout`)
    const { streets } = await readExtract(bytesOf(file, new Uint8Array(readFileSync(path))), quietly())
    check(streets)
    return undefined
  })
}

/**
 * Metres on the network between two places (lat, lng), each snapped to its nearest edge, the legs not counted: Dijkstra with
 * no queue. A private way may be walked from and to, as by one who lives there, and here also through.
 */
function meters(graph: WalkGraph, ...places: readonly (readonly [lat: number, lng: number])[]): number {
  const snaps = snapPoints(
    new EdgeIndex(graph),
    {
      first: Int32Array.of(0, 1, 2),
      lng: Float64Array.from(places, ([, lng]) => lng),
      lat: Float64Array.from(places, ([lat]) => lat),
    },
    { limitMeters: 100 },
  )
  const [e, f] = [snaps.edge[0]!, snaps.edge[1]!]
  const { first, arcs, from, to, lengthMm } = graph
  const mm = new Float64Array(graph.nodes).fill(Infinity)
  const done = new Uint8Array(graph.nodes)
  mm[from[e]!] = snaps.offsetMm[0]!
  mm[to[e]!] = lengthMm[e]! - snaps.offsetMm[0]!
  for (;;) {
    let next = -1
    for (let n = 0; n < graph.nodes; n++) if (!done[n] && mm[n]! < (next < 0 ? Infinity : mm[next]!)) next = n
    if (next < 0) break
    done[next] = 1
    for (let a = first[next]!; a < first[next + 1]!; a += 2)
      mm[arcs[a]!] = Math.min(mm[arcs[a]!]!, mm[next]! + lengthMm[arcs[a + 1]!]!)
  }
  return Math.min(mm[from[f]!]! + snaps.offsetMm[1]!, mm[to[f]!]! + lengthMm[f]! - snaps.offsetMm[1]!) / 1000
}

// From GraphHopper's test suite, on foot, shortest; it walks along the border of plazas and counts no legs.
const PUBLISHED = [
  [[43.730729, 7.421288], [43.727697, 7.419199], 1566],
  [[43.727687, 7.418737], [43.74958, 7.436566], 3438],
  [[43.728677, 7.41016], [43.739213, 7.427806], 2085],
  [[43.733802, 7.413433], [43.739662, 7.424355], 1425],
] as const

real('monaco/monaco-routes.osm.pbf', 'published walks are as long here, within 0.3 %', (streets) => {
  const graph = buildGraph(streets, { plazas: 'around' })
  for (const [a, b, published] of PUBLISHED) {
    const ours = meters(graph, a, b)
    assert.ok(Math.abs(ours / published - 1) < 0.003, `${ours} m, published ${published} m`)
  }
})

real(
  'monaco/monaco-routes.osm.pbf',
  'to cross plazas makes no walk longer, to drop them one 40 % longer',
  (streets) => {
    const across = buildGraph(streets)
    const around = buildGraph(streets, { plazas: 'around' })
    for (const [a, b] of PUBLISHED) assert.ok(meters(across, a, b) <= meters(around, a, b))
    const dropped = buildGraph({ ...streets, plazas: [] })
    const [[a, b, published]] = PUBLISHED
    assert.ok(Math.abs(meters(across, a, b) / 1518 - 1) < 0.003) // straight over Place du Palais
    assert.ok(meters(dropped, a, b) > published * 1.4)
  },
)

/** Share of the length of the main part, of all. */
function mainShare(graph: WalkGraph): number {
  const { mm, main } = partsOf(graph)
  return mm[main]! / mm.reduce((sum, m) => sum + m, 0)
}

const km = (graph: WalkGraph) => graph.lengthMm.reduce((sum, mm) => sum + mm, 0) / 1e6

real('shanghai/shanghai-center.osm.pbf', 'its streets are 1,064 km, 99.4 % of their points in one part', (streets) => {
  const all = buildGraph({
    ...streets,
    plazas: [],
    nodeTags: new Map(),
    wayTags: streets.wayTags.map(() => ({ highway: 'road' })),
  })
  assert.ok(Math.abs(km(all) / 1064 - 1) < 0.005, `${km(all)} km`)
  const { nodes, main } = partsOf(all)
  assert.ok(Math.abs(nodes[main]! / all.nodes - 0.994) < 0.001, `${nodes[main]! / all.nodes}`)
})

real('shanghai/shanghai-center.osm.pbf', 'on foot the two banks of the Huangpu are two towns', (streets) => {
  const { mm, isTown, main } = partsOf(buildGraph(streets))
  const all = mm.reduce((sum, m) => sum + m, 0)
  const towns = [...mm.keys()].filter((p) => isTown[p])
  assert.equal(towns.length, 2) // every tunnel under the river is for cars, and there is no bridge here
  const bank = towns.find((p) => p !== main)!
  assert.ok(mm[main]! / all > 0.7 && (mm[main]! + mm[bank]!) / all > 0.985)
})

for (const [file, least] of [
  ['monaco/monaco.osm.pbf', 0.97],
  ['helsinki/helsinki-centre.osm.pbf', 0.97],
  ['porto/porto.osm.pbf', 0.97],
  ['jinan/jinan-roads-2020.osm.pbf', 0.97],
  ['small-cn/beijing-haidian-tsinghua-2017-06.osm.pbf', 0.97],
] as const) {
  real(file, `hangs together: ${100 * least} % of its length in one part`, (streets) => {
    const graph = buildGraph(streets)
    assert.ok(mainShare(graph) > least, `${mainShare(graph)}`)
    sound(graph)
  })
}

/** What must hold of any network. */
function sound(graph: WalkGraph): void {
  const { nodes, edges, first, arcs, from, to, lengthMm, crossings, kind, who } = graph
  assert.equal(first[nodes], 4 * edges)
  const met = new Uint8Array(edges)
  for (let n = 0; n < nodes; n++) {
    assert.ok(first[n + 1]! > first[n]!, 'a node that no edge meets')
    for (let a = first[n]!; a < first[n + 1]!; a += 2) {
      const e = arcs[a + 1]!
      assert.ok((from[e] === n && to[e] === arcs[a]) || (to[e] === n && from[e] === arcs[a]))
      met[e]!++
    }
  }
  for (let e = 0; e < edges; e++) {
    assert.equal(met[e], 2)
    assert.ok(from[e] !== to[e] && lengthMm[e]! >= 0 && crossings[e]! >= 0 && crossings[e]! <= 1000)
    assert.ok(kind[e]! < EDGE_KINDS.length && who[e]! >= EVERYONE && who[e]! <= 2)
  }
}

for (const [file, gates] of [
  ['small-cn/beijing-haidian-bupt-2025-04.osm.pbf', 2],
  ['small-cn/beijing-haidian-tsinghua-2017-06.osm.pbf', 2],
  ['small-cn/jiangxi-guixi-2024-11.osm.pbf', 1],
  ['shanghai/shanghai-center.osm.pbf', 6],
] as const) {
  real(file, `${gates} gates on its ways do not let everyone pass, and each is found`, (streets) => {
    const graph = buildGraph(streets)
    const GATE = EDGE_KINDS.indexOf('gate')
    const found = new Set<number>()
    for (let e = 0; e < graph.edges; e++) if (graph.kind[e] === GATE) found.add(graph.lng[graph.from[e]!]!)
    const walked = new Set(graph.lng)
    const drawn = new Set<number>()
    for (const [n, tags] of streets.nodeTags) {
      const at = Math.round(streets.lng[n]! * 1e7)
      if (passing(tags) !== EVERYONE && walked.has(at)) drawn.add(at)
    }
    assert.deepEqual([...found].sort(), [...drawn].sort())
    assert.equal(found.size, gates)
  })
}
