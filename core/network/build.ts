// From ways to a walking network: every piece between two drawn points of a walkable way is an edge; gates are edges of their
// own, so that they can be shut and opened; plazas are crossed; nodes are put in Hilbert order.
import { Fault } from '../base/fault.ts'
import type { Streets } from '../source/rows.ts'
import { waySetsOf } from '../source/way-sets.ts'
import { markCrossings } from './crossings.ts'
import { CROSSED, Draft, EDGE, kindIn, LENGTH, paved, TO, USED, WAY, whoIn } from './draft.ts'
import { cutAtGates, type SideAt } from './gates.ts'
import { NOBODY, WalkGraph } from './graph.ts'
import { hilbertSorted, spareFor } from './hilbert.ts'
import { layPlazas } from './plazas.ts'
import { footing } from './tags.ts'

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
  const { walkable, ways } = walkableOf(streets)
  const draft = new Draft(streets, ways)
  const sideAt = cutAtGates(streets, walkable, draft)
  const edgesFrom = new Int32Array(walkable.length + 1)
  for (let w = 0; w < walkable.length; w++) {
    layWay(streets, walkable[w]!, sideAt, draft)
    edgesFrom[w + 1] = draft.count
  }
  markCrossings(streets, walkable, edgesFrom, draft)
  layPlazas(streets, draft, plazas)
  if (draft.count === 0) throw new Fault('no-streets', { file })
  return sorted(draft, streets)
}

/** The ways that somebody may walk, and of every way what it is on foot (`paved`); asked once a set of tags. */
function walkableOf(streets: Streets): { walkable: Int32Array; ways: Uint8Array } {
  const { of, tags } = waySetsOf(streets)
  const { wayFirst } = streets
  const sets = Uint8Array.from(tags, (set) => {
    const { kind, who } = footing(set)
    return paved(kind, who)
  })
  const walkable = new Int32Array(of.length)
  const ways = new Uint8Array(of.length)
  let count = 0
  for (let way = 0; way < of.length; way++) {
    const is = sets[of[way]!]!
    ways[way] = is
    if (whoIn(is) !== NOBODY && wayFirst[way + 1]! - wayFirst[way]! > 1) walkable[count++] = way
  }
  return { walkable: walkable.subarray(0, count), ways }
}

/** Lays the edges of one way. */
function layWay(streets: Streets, way: number, sideAt: SideAt, draft: Draft): void {
  const { wayFirst, wayRefs, wayLengthMm } = streets
  const end = wayFirst[way + 1]! - 1
  if (wayLengthMm) {
    layStated(streets, way, wayLengthMm[way]!, sideAt, draft)
    return
  }
  draft.line(wayRefs, wayFirst[way]!, end, way, sideAt)
}

/** The same where a length is stated for the whole way: it is shared out by what the pieces measure. */
function layStated(streets: Streets, way: number, stated: number, sideAt: SideAt, draft: Draft): void {
  const { wayFirst, wayRefs } = streets
  const begin = wayFirst[way]!
  const end = wayFirst[way + 1]! - 1
  let measured = 0
  let pieces = 0
  for (let i = begin; i < end; i++) {
    if (wayRefs[i] === wayRefs[i + 1]) continue
    measured += draft.mm(wayRefs[i]!, wayRefs[i + 1]!)
    pieces++
  }
  let [gone, done, laid] = [0, 0, 0]
  for (let i = begin; i < end; i++) {
    if (wayRefs[i] === wayRefs[i + 1]) continue
    // round the sum, not the pieces: the pieces add up to what was stated
    gone += draft.mm(wayRefs[i]!, wayRefs[i + 1]!)
    done++
    const upTo = Math.round((stated * (measured > 0 ? gone : done)) / (measured > 0 ? measured : pieces))
    const from = sideAt(i, way)
    draft.piece(from, sideAt(i + 1, way), upTo - laid, way)
    laid = upTo
  }
}

/** The network of a draft: unused nodes dropped, nodes in Hilbert order, edges beside their first node. */
function sorted(draft: Draft, streets: Streets): WalkGraph {
  const { count, edges } = draft
  const xy = draft.places()
  const spare = spareFor(draft.nodes + 1)
  const order = hilbertSorted(xy, usedNodes(draft), spare)
  const nodes = order.length
  const [, number, counts] = spare
  const graph = new WalkGraph({ nodes, edges: count, walls: countWalls(streets) })
  for (let k = 0; k < nodes; k++) {
    const n = order[k]!
    number[n] = k
    graph.lng[k] = xy[2 * n]!
    graph.lat[k] = xy[2 * n + 1]!
  }
  const next = renumber(edges, count, number, counts.fill(0, 0, nodes + 1))
  // edges by their smaller node (a counting sort), so that a node's edges lie together as well
  const by = new Int32Array(count)
  for (let e = 0; e < count; e++) {
    const a = edges[EDGE * e]!
    const b = edges[EDGE * e + TO]!
    by[next[Math.min(a, b)]!++] = e
  }
  fetchEdges(draft, by, streets, graph)
  fillArcs(graph, number)
  fillWalls(graph, streets, xy)
  return graph
}

/** The nodes that edges meet, ascending. */
function usedNodes({ nodes, marks }: Draft): Int32Array {
  const list = new Int32Array(nodes)
  let k = 0
  for (let n = 0; n < nodes; n++) if (marks[n]! & USED) list[k++] = n
  return list.subarray(0, k)
}

/** Gives the ends of edges their new numbers; where the edges of each smaller node are to begin. */
function renumber(edges: Int32Array, count: number, number: Int32Array, next: Int32Array): Int32Array {
  for (let at = 0; at < EDGE * count; at += EDGE) {
    const a = number[edges[at]!]!
    const b = number[edges[at + TO]!]!
    edges[at] = a
    edges[at + TO] = b
    next[Math.min(a, b) + 1]!++
  }
  for (let n = 1; n < next.length; n++) next[n]! += next[n - 1]!
  return next
}

/** Writes the edges to the graph in the order `by`. */
function fetchEdges(draft: Draft, by: Int32Array, { wayId }: Streets, graph: WalkGraph): void {
  const { edges, crossings, ways, own, ownWay } = draft
  const { from, to, lengthMm, crossings: crossed, way, kind, who } = graph
  for (let k = 0; k < by.length; k++) {
    const e = by[k]!
    const at = EDGE * e
    const stated = edges[at + WAY]!
    const isCrossed = stated >= CROSSED
    const w = isCrossed ? stated - CROSSED : stated
    const is = w >= 0 ? ways[w]! : own.data[-1 - w]!
    from[k] = edges[at]!
    to[k] = edges[at + TO]!
    lengthMm[k] = edges[at + LENGTH]!
    if (isCrossed) crossed[k] = crossings[e]!
    way[k] = w >= 0 ? wayId[w]! : ownWay.data[-1 - w]!
    kind[k] = kindIn(is)
    who[k] = whoIn(is)
  }
}

/** Arcs of every node, by edge number; in `next`, which has room for all nodes, where the next of each is to stand. */
export function fillArcs(graph: WalkGraph, next: Int32Array): void {
  const { nodes, edges, first, arcs, from, to } = graph
  for (let e = 0; e < edges; e++) {
    first[from[e]! + 1]! += 2
    first[to[e]! + 1]! += 2
  }
  for (let n = 0; n < nodes; n++) first[n + 1]! += first[n]!
  next.set(first.subarray(0, nodes))
  for (let e = 0; e < edges; e++) {
    const a = from[e]!
    const b = to[e]!
    const there = next[a]!
    next[a] = there + 2
    arcs[there] = b
    arcs[there + 1] = e
    const back = next[b]!
    next[b] = back + 2
    arcs[back] = a
    arcs[back + 1] = e
  }
}

function countWalls({ wallFirst }: Streets): number {
  let walls = 0
  for (let w = 0; w + 1 < wallFirst.length; w++) walls += Math.max(0, wallFirst[w + 1]! - wallFirst[w]! - 1)
  return walls
}

function fillWalls({ wallCoords }: WalkGraph, { wallFirst, wallRefs }: Streets, xy: Int32Array): void {
  let at = 0
  for (let w = 0; w + 1 < wallFirst.length; w++) {
    for (let i = wallFirst[w]!; i + 1 < wallFirst[w + 1]!; i++) {
      const [a, b] = [2 * wallRefs[i]!, 2 * wallRefs[i + 1]!]
      wallCoords[at++] = xy[a]!
      wallCoords[at++] = xy[a + 1]!
      wallCoords[at++] = xy[b]!
      wallCoords[at++] = xy[b + 1]!
    }
  }
}
