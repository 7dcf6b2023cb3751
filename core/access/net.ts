// The net of one walker: public ground as junctions and lines, with what each line costs. Searches run over it; what lies on
// private ground, and what lies along a line, meets it through doorsteps (doorsteps.ts).
import { type Chains, chainsOf } from '../network/chains.ts'
import type { Search } from './search.ts'

/** Junctions and the lines between them, both ways: node n has the arcs `first[n] .. first[n + 1])`. All arrays are flat. */
export interface Net {
  readonly nodes: number
  readonly first: Int32Array
  readonly to: Int32Array
  readonly ds: Int32Array
  readonly mm: Int32Array
}

/** A net and how the drawn edges lie in it. */
export interface NetOfEdges {
  readonly net: Net
  readonly chains: Chains
  /** Per edge on a line: deciseconds and millimetres from the line's beginning to the end of the edge that comes first. */
  readonly beforeDs: Int32Array
  readonly beforeMm: Int32Array
  /** Per line. */
  readonly lineDs: Int32Array
  readonly lineMm: Int32Array
  /** Per edge: 1 where snaps on it go by the net's lines; the other open edges are ends of walks (see ground.ts). */
  readonly isLine: Uint8Array
  /** Per node: 1 where an end of a walk meets the town, so that one may change from the one to the other. */
  readonly isBorder: Uint8Array
}

/**
 * The net of `search`'s walker. Public edges that belong to the ends as well (the lanes of a pocket, an open gate) are in it
 * only where they join two places of the town; else no walk through the town can gain by them.
 */
export function netOf({ graph, edgeDs, ground }: Search): NetOfEdges {
  const { nodes, edges, from, to, lengthMm } = graph
  const { isEnd, isPublic } = ground
  const isLine = new Uint8Array(edges)
  const keep = new Uint8Array(edges)
  const inTown = new Uint8Array(nodes)
  const atEnd = new Uint8Array(nodes)
  for (let e = 0; e < edges; e++) {
    if (isEnd[e]) atEnd[from[e]!] = atEnd[to[e]!] = 1
    else if (isPublic[e]) isLine[e] = keep[e] = inTown[from[e]!] = inTown[to[e]!] = 1
  }
  for (const e of passages(from, to, nodes, isEnd, isPublic, inTown)) keep[e] = 1
  const chains = chainsOf(graph, keep, atEnd)

  const lines = chains.from.length
  const lineDs = new Int32Array(lines)
  const lineMm = new Int32Array(lines)
  const beforeDs = new Int32Array(edges)
  const beforeMm = new Int32Array(edges)
  for (let l = 0; l < lines; l++) {
    let [ds, mm] = [0, 0]
    for (let i = chains.first[l]!; i < chains.first[l + 1]!; i++) {
      const e = chains.edges[i]!
      beforeDs[e] = ds
      beforeMm[e] = mm
      ds += edgeDs[e]!
      mm += lengthMm[e]!
    }
    lineDs[l] = ds
    lineMm[l] = mm
  }
  const isBorder = atEnd.map((end, n) => end & inTown[n]!)
  const net = arcsOf(chains, lineDs, lineMm)
  return { net, chains, beforeDs, beforeMm, lineDs, lineMm, isLine, isBorder }
}

/** Public edges of the ends whose stretch touches the town in two places or more. */
function passages(
  from: Int32Array,
  to: Int32Array,
  nodes: number,
  isEnd: Uint8Array,
  isPublic: Uint8Array,
  inTown: Uint8Array,
): number[] {
  const open: number[] = []
  for (let e = 0; e < from.length; e++) if (isEnd[e] && isPublic[e]) open.push(e)
  if (open.length === 0) return open
  const stretch = new Int32Array(nodes)
  for (let n = 0; n < nodes; n++) stretch[n] = n
  const find = (n: number) => {
    while (stretch[n] !== n) n = stretch[n] = stretch[stretch[n]!]!
    return n
  }
  for (const e of open) {
    const [a, b] = [find(from[e]!), find(to[e]!)]
    stretch[Math.max(a, b)] = Math.min(a, b)
  }
  const touches = new Int32Array(nodes)
  const seen = new Uint8Array(nodes)
  for (const e of open) {
    for (const n of [from[e]!, to[e]!]) {
      if (inTown[n] && !seen[n]) touches[find(n)]!++
      seen[n] = 1
    }
  }
  return open.filter((e) => touches[find(from[e]!)]! >= 2)
}

/** Lines as arcs of their two ends; a line that comes back to where it began joins nothing. */
function arcsOf({ node, from, to }: Chains, lineDs: Int32Array, lineMm: Int32Array): Net {
  const nodes = node.length
  const first = new Int32Array(nodes + 1)
  for (let l = 0; l < from.length; l++) {
    if (from[l] === to[l]) continue
    first[from[l]! + 1]!++
    first[to[l]! + 1]!++
  }
  for (let n = 0; n < nodes; n++) first[n + 1]! += first[n]!
  const arcs = first[nodes]!
  const net = { nodes, first, to: new Int32Array(arcs), ds: new Int32Array(arcs), mm: new Int32Array(arcs) }
  const next = first.slice()
  const put = (n: number, other: number, l: number) => {
    const at = next[n]!++
    net.to[at] = other
    net.ds[at] = lineDs[l]!
    net.mm[at] = lineMm[l]!
  }
  for (let l = 0; l < from.length; l++) {
    if (from[l] === to[l]) continue
    put(from[l]!, to[l]!, l)
    put(to[l]!, from[l]!, l)
  }
  return net
}
