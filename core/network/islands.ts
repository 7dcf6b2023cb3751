// Parts of the network that are joined to each other by nothing. Private ways join; ways and gates for nobody do not.
import { NOBODY, type WalkGraph } from './graph.ts'

/**
 * A part of the network that hangs together and has this much street is a town of its own (another bank of a river that nobody
 * walks across); with less it is an island, most often a slip of the mapper. Our own line: the street of one square kilometre
 * of town, at the 8 km/km² that 中发〔2016〕6号 asks of built-up areas (recollection, to be confirmed).
 */
export const TOWN_METERS = 8000

/** Pieces of a network that hang together. A piece goes by its smallest node. */
export interface Pieces {
  /** Per node: its piece. */
  readonly of: Int32Array
  /** Per piece (at its smallest node): millimetres of its edges. */
  readonly mm: Float64Array
}

/** The pieces of `graph` over the edges that `keep` holds for. */
export function piecesOf(graph: WalkGraph, keep: (edge: number) => boolean): Pieces {
  const { nodes, edges, from, to, lengthMm } = graph
  const of = new Int32Array(nodes)
  for (let n = 0; n < nodes; n++) of[n] = n
  const find = (n: number) => {
    while (of[n] !== n) n = of[n] = of[of[n]!]!
    return n
  }
  for (let e = 0; e < edges; e++) {
    if (!keep(e)) continue
    const a = find(from[e]!)
    const b = find(to[e]!)
    if (a < b) of[b] = a
    else of[a] = b
  }
  for (let n = 0; n < nodes; n++) of[n] = find(n)
  const mm = new Float64Array(nodes)
  for (let e = 0; e < edges; e++) if (keep(e)) mm[of[from[e]!]!]! += lengthMm[e]!
  return { of, mm }
}

/** The parts of a network. */
export interface Parts {
  /** Per node: its part, counted from 0 in order of the first node. */
  readonly part: Int32Array
  /** Per part: its nodes, and millimetres of way. */
  readonly nodes: Int32Array
  readonly mm: Float64Array
  /** The part with most metres; the first of them in a tie. */
  readonly main: number
  /** Per part: 1 where it is the main one or a town of its own, 0 where it is an island. */
  readonly isTown: Uint8Array
}

/** The parts of `graph`, over all edges that somebody may walk. */
export function partsOf(graph: WalkGraph): Parts {
  const { who } = graph
  const pieces = piecesOf(graph, (e) => who[e] !== NOBODY)
  const part = new Int32Array(graph.nodes)
  const mm: number[] = []
  // a piece goes by its smallest node, so that node is met before the others
  for (let n = 0; n < graph.nodes; n++) {
    if (pieces.of[n] === n) {
      part[n] = mm.length
      mm.push(pieces.mm[n]!)
    } else part[n] = part[pieces.of[n]!]!
  }
  const nodes = new Int32Array(mm.length)
  for (let n = 0; n < graph.nodes; n++) nodes[part[n]!]!++
  let main = 0
  for (let p = 1; p < mm.length; p++) if (mm[p]! > mm[main]!) main = p
  const isTown = Uint8Array.from(mm, (length, p) => (p === main || length >= TOWN_METERS * 1000 ? 1 : 0))
  return { part, nodes, mm: Float64Array.from(mm), main, isTown }
}
