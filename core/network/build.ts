// From ways to a walking network: every piece between two drawn points of a walkable way is an edge; gates are edges of their
// own, so that they can be shut and opened; plazas are crossed; nodes are put in Hilbert order.
import { Fault } from '../base/fault.ts'
import type { Streets } from '../source/rows.ts'
import { markCrossings } from './crossings.ts'
import { Draft } from './draft.ts'
import { type Cuts, cutAtGates } from './gates.ts'
import { DEGREES, NOBODY, WalkGraph } from './graph.ts'
import { hilbertOrder } from './hilbert.ts'
import { layPlazas } from './plazas.ts'
import { type Footing, footing } from './tags.ts'

/** A way that one may walk, with what it is on foot. */
export interface Walkable {
  /** Index of the way in the streets. */
  readonly way: number
  readonly footing: Footing
}

/** How a network is to be built. */
export interface BuildOptions {
  /** What the fault `no-streets` calls the data when nothing in it can be walked. */
  readonly file?: string
  /** Plazas are walked across; `around` keeps to drawn lines, to compare with routers that do. */
  readonly plazas?: 'across' | 'around'
}

/**
 * The walking network of `streets`. Ways that nobody may walk are left out; ways and gates for residents are in, marked.
 * Throws `no-streets`.
 */
export function buildGraph(streets: Streets, { file = '', plazas = 'across' }: BuildOptions = {}): WalkGraph {
  const walkable: Walkable[] = []
  streets.wayTags.forEach((tags, way) => {
    const f = footing(tags)
    if (f.who !== NOBODY && streets.wayFirst[way + 1]! - streets.wayFirst[way]! > 1) walkable.push({ way, footing: f })
  })
  const draft = new Draft(streets.lng, streets.lat)
  const cuts = cutAtGates(streets, walkable, draft)
  const edgesFrom = new Int32Array(walkable.length + 1)
  walkable.forEach(({ way, footing }, w) => {
    layWay(streets, way, footing, cuts, draft)
    edgesFrom[w + 1] = draft.from.length
  })
  markCrossings(streets, walkable, edgesFrom, draft)
  layPlazas(streets, walkable, draft, plazas)
  if (draft.from.length === 0) throw new Fault('no-streets', { file })
  return sorted(draft, streets)
}

/** Lays the edges of one way. A length stated for the whole way is shared out by what its pieces measure. */
function layWay(streets: Streets, way: number, { kind, who }: Footing, cuts: Cuts, draft: Draft): void {
  const { wayFirst, wayRefs, wayId, wayLengthMm } = streets
  const begin = wayFirst[way]!
  const end = wayFirst[way + 1]! - 1
  const stated = wayLengthMm?.[way]
  let measured = 0
  let pieces = 0
  if (stated !== undefined) {
    for (let i = begin; i < end; i++) {
      if (wayRefs[i] === wayRefs[i + 1]) continue
      measured += draft.mm(wayRefs[i]!, wayRefs[i + 1]!)
      pieces++
    }
  }
  let [gone, done, laid] = [0, 0, 0]
  for (let i = begin; i < end; i++) {
    if (wayRefs[i] === wayRefs[i + 1]) continue // a point drawn twice is no piece, and no second gate
    let length = draft.mm(wayRefs[i]!, wayRefs[i + 1]!)
    if (stated !== undefined) {
      // round the sum, not the pieces: the pieces add up to what was stated
      gone += length
      done++
      const upTo = Math.round((stated * (measured > 0 ? gone : done)) / (measured > 0 ? measured : pieces))
      length = upTo - laid
      laid = upTo
    }
    draft.edge(cuts(i, way), cuts(i + 1, way), length, kind, who, wayId[way]!)
  }
}

/** The network of a draft: unused nodes dropped, nodes in Hilbert order, edges beside their first node. */
function sorted(draft: Draft, streets: Streets): WalkGraph {
  const edges = draft.from.length
  const from = draft.from.data
  const to = draft.to.data
  const used = new Uint8Array(draft.lng.length)
  for (let e = 0; e < edges; e++) used[from[e]!] = used[to[e]!] = 1
  let nodes = 0
  for (let n = 0; n < used.length; n++) nodes += used[n]!
  const kept = new Int32Array(nodes)
  for (let n = 0, k = 0; n < used.length; n++) if (used[n]) kept[k++] = n
  const order = hilbertOrder(
    kept.map((n) => Math.round(draft.lng.data[n]! / DEGREES)),
    kept.map((n) => Math.round(draft.lat.data[n]! / DEGREES)),
  )
  const number = new Int32Array(used.length).fill(-1)
  const graph = new WalkGraph({ nodes, edges, walls: countWalls(streets) })
  for (let k = 0; k < nodes; k++) {
    const n = kept[order[k]!]!
    number[n] = k
    graph.lng[k] = Math.round(draft.lng.data[n]! / DEGREES)
    graph.lat[k] = Math.round(draft.lat.data[n]! / DEGREES)
  }
  // edges by their smaller node (a counting sort), so that a node's edges lie together as well
  const next = new Int32Array(nodes + 1)
  const smaller = (e: number) => Math.min(number[from[e]!]!, number[to[e]!]!)
  for (let e = 0; e < edges; e++) next[smaller(e) + 1]!++
  for (let n = 0; n < nodes; n++) next[n + 1]! += next[n]!
  for (let e = 0; e < edges; e++) {
    const k = next[smaller(e)]!++
    graph.from[k] = number[from[e]!]!
    graph.to[k] = number[to[e]!]!
    graph.lengthMm[k] = draft.lengthMm.data[e]!
    graph.crossings[k] = draft.crossings.data[e]!
    graph.way[k] = draft.way.data[e]!
    graph.kind[k] = draft.kind.data[e]!
    graph.who[k] = draft.who.data[e]!
  }
  fillArcs(graph)
  fillWalls(graph, streets)
  return graph
}

/** Fills the arcs of every node, by edge number, from the ends of the edges. */
export function fillArcs(graph: WalkGraph): void {
  const { nodes, edges, first, arcs, from, to } = graph
  for (let e = 0; e < edges; e++) {
    first[from[e]! + 1]! += 2
    first[to[e]! + 1]! += 2
  }
  for (let n = 0; n < nodes; n++) first[n + 1]! += first[n]!
  const next = first.slice(0, nodes)
  const put = (n: number, other: number, e: number) => {
    arcs[next[n]!] = other
    arcs[next[n]! + 1] = e
    next[n]! += 2
  }
  for (let e = 0; e < edges; e++) {
    put(from[e]!, to[e]!, e)
    put(to[e]!, from[e]!, e)
  }
}

function countWalls({ wallFirst }: Streets): number {
  let walls = 0
  for (let w = 0; w + 1 < wallFirst.length; w++) walls += Math.max(0, wallFirst[w + 1]! - wallFirst[w]! - 1)
  return walls
}

function fillWalls(graph: WalkGraph, { wallFirst, wallRefs, lng, lat }: Streets): void {
  let at = 0
  for (let w = 0; w + 1 < wallFirst.length; w++) {
    for (let i = wallFirst[w]!; i + 1 < wallFirst[w + 1]!; i++) {
      for (const n of [wallRefs[i]!, wallRefs[i + 1]!]) {
        graph.wallCoords[at++] = Math.round(lng[n]! / DEGREES)
        graph.wallCoords[at++] = Math.round(lat[n]! / DEGREES)
      }
    }
  }
}
