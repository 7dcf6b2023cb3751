// Parts of the network that are joined to nothing: usually a mapping mistake, and worth a look where people live on them.
import { DEGREES, type WalkGraph } from '../network/graph.ts'
import { partsOf } from '../network/islands.ts'
import type { Snaps } from '../network/snap.ts'
import type { Island } from './measured.ts'

/**
 * The parts of the network other than the main one, by residents, most first, then by length. A large one is another bank or
 * another town, and is measured as such; a small one (see TOWN_METERS) leaves its people unconnected.
 * `people` are those of each cell, counted where it first snapped.
 */
export function islandsOf(graph: WalkGraph, cellSnaps: Snaps, people: Float64Array): readonly Island[] {
  const { part, nodes, mm, main } = partsOf(graph)
  const residents = new Float64Array(nodes.length)
  for (let i = 0; i < cellSnaps.points; i++) {
    const s = cellSnaps.first[i]!
    if (s < cellSnaps.first[i + 1]!) residents[part[graph.from[cellSnaps.edge[s]!]!]!]! += people[i]!
  }
  const islands: Island[] = []
  const met = new Uint8Array(nodes.length)
  for (let n = 0; n < graph.nodes; n++) {
    const p = part[n]!
    if (met[p] || p === main) continue
    met[p] = 1 // where it is: its first node
    if (mm[p] === 0) continue // a drawn point that nobody walks to
    const [lng, lat] = [graph.lng[n]! * DEGREES, graph.lat[n]! * DEGREES]
    islands.push({ nodes: nodes[p]!, meters: mm[p]! / 1000, people: residents[p]!, lng, lat })
  }
  return islands.sort((a, b) => b.people - a.people || b.meters - a.meters) // a stable sort: then by node
}
