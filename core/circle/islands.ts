// Parts of the network that are joined to nothing: usually a mapping mistake, and worth a look where people live on them.
import { DEGREES, NOBODY, type WalkGraph } from '../network/graph.ts'
import type { Snaps } from '../network/snap.ts'
import type { Island } from './measured.ts'

/**
 * The parts of the network other than the main one (the part with most nodes), by residents, most first, then by size.
 * Private ways join; ways that nobody may walk do not. `people` are those of each cell, counted where it first snapped.
 */
export function islandsOf(graph: WalkGraph, cellSnaps: Snaps, people: Float64Array): readonly Island[] {
  const { from, to, lengthMm, who } = graph
  const part = partsOf(graph)
  const nodes = new Int32Array(graph.nodes)
  for (const p of part) nodes[p]!++
  let main = 0
  for (let n = 1; n < graph.nodes; n++) if (nodes[n]! > nodes[main]!) main = n

  const mm = new Float64Array(graph.nodes)
  const walked = new Uint8Array(graph.nodes)
  for (let e = 0; e < graph.edges; e++) {
    if (who[e] === NOBODY) continue
    mm[part[from[e]!]!]! += lengthMm[e]!
    walked[part[to[e]!]!] = 1
  }
  const residents = new Float64Array(graph.nodes)
  for (let i = 0; i < cellSnaps.points; i++) {
    const s = cellSnaps.first[i]!
    if (s < cellSnaps.first[i + 1]!) residents[part[from[cellSnaps.edge[s]!]!]!]! += people[i]!
  }
  const islands: Island[] = []
  for (let n = 0; n < graph.nodes; n++) {
    if (n === main || !walked[n]) continue
    const [lng, lat] = [graph.lng[n]! * DEGREES, graph.lat[n]! * DEGREES]
    islands.push({ nodes: nodes[n]!, meters: mm[n]! / 1000, people: residents[n]!, lng, lat })
  }
  return islands.sort((a, b) => b.people - a.people || b.nodes - a.nodes) // a stable sort: then by node
}

/** Per node: the smallest node of its part. */
function partsOf({ nodes, edges, from, to, who }: WalkGraph): Int32Array {
  const root = Int32Array.from({ length: nodes }, (_, n) => n)
  const find = (n: number) => {
    while (root[n] !== n) n = root[n] = root[root[n]!]!
    return n
  }
  for (let e = 0; e < edges; e++) {
    if (who[e] === NOBODY) continue
    const [a, b] = [find(from[e]!), find(to[e]!)]
    if (a < b) root[b] = a
    else root[a] = b
  }
  return root.map((_, n) => find(n))
}
