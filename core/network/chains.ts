// The junction graph: runs of edges between two junctions become one line, so that searches see a quarter of the nodes. The drawn
// edges stay beside it, in their order along the line; a point half way along is reached through the two ends.
//
//   A ──── · ──── · ──── B        drawn: edges 7, 3, 9 and two points in between
//   A ═══════ line ═════ B        one line of three edges, each with its direction
import type { WalkGraph } from './graph.ts'

/** Edges of a graph, strung into lines. Junctions are numbered as their nodes are, so they stay in Hilbert order. */
export interface Chains {
  /** Per junction: its node; per node: its junction, -1 where it lies within a line or on none. */
  readonly node: Int32Array
  readonly junction: Int32Array
  /** Per line: the junctions at its two ends, and where its edges begin in `edges`; one more entry than lines. */
  readonly from: Int32Array
  readonly to: Int32Array
  readonly first: Int32Array
  /** Edges, line by line, from `from` to `to`. */
  readonly edges: Int32Array
  /** Per edge: 1 where it is drawn against its line. */
  readonly reversed: Uint8Array
  /** Per edge: its line, -1 where it is on none. */
  readonly line: Int32Array
}

/**
 * Strings the edges with `keep` into lines. A node is a junction unless just two kept edges meet there and `stays` does not
 * ask for it; a ring without any junction gets one, at its smallest node.
 */
export function chainsOf(graph: WalkGraph, keep: Uint8Array, stays: Uint8Array): Chains {
  const { nodes, edges, from, to, first, arcs } = graph
  const degree = new Uint8Array(nodes) // 3 stands for all that is more
  for (let e = 0; e < edges; e++) {
    if (!keep[e]) continue
    const [a, b] = [from[e]!, to[e]!]
    degree[a] = a === b ? 3 : Math.min(3, degree[a]! + 1) // whoever has a loop is a junction
    degree[b] = a === b ? 3 : Math.min(3, degree[b]! + 1)
  }
  const isJunction = new Uint8Array(nodes)
  for (let n = 0; n < nodes; n++) isJunction[n] = degree[n] !== 0 && (degree[n] !== 2 || stays[n]) ? 1 : 0

  const line = new Int32Array(edges).fill(-1)
  const reversed = new Uint8Array(edges)
  const strung = new Int32Array(edges)
  const begins = new Int32Array(edges + 1)
  const starts = new Int32Array(edges)
  const ends = new Int32Array(edges)
  let lines = 0
  let count = 0
  const string = (start: number, edge: number) => {
    let node = start
    let next = edge
    do {
      line[next] = lines
      strung[count++] = next
      reversed[next] = from[next] === node ? 0 : 1
      node = from[next] === node ? to[next]! : from[next]!
      if (isJunction[node]) break
      const onto = next
      next = -1
      for (let a = first[node]!; a < first[node + 1]!; a += 2) {
        const e = arcs[a + 1]!
        if (e !== onto && keep[e] && line[e]! < 0) next = e
      }
    } while (next >= 0)
    starts[lines] = start
    ends[lines] = node
    begins[++lines] = count
  }
  const stringAll = (node: number) => {
    for (let a = first[node]!; a < first[node + 1]!; a += 2) {
      const e = arcs[a + 1]!
      if (keep[e] && line[e]! < 0) string(node, e)
    }
  }
  for (let n = 0; n < nodes; n++) if (isJunction[n]) stringAll(n)
  for (let n = 0; n < nodes; n++) {
    if (degree[n] !== 2 || isJunction[n]) continue
    let left = false
    for (let a = first[n]!; a < first[n + 1]!; a += 2) if (keep[arcs[a + 1]!] && line[arcs[a + 1]!]! < 0) left = true
    if (!left) continue
    isJunction[n] = 1
    stringAll(n)
  }

  const junction = new Int32Array(nodes).fill(-1)
  let junctions = 0
  for (let n = 0; n < nodes; n++) if (isJunction[n]) junction[n] = junctions++
  const node = new Int32Array(junctions)
  for (let n = 0; n < nodes; n++) if (isJunction[n]) node[junction[n]!] = n
  const numbered = (column: Int32Array) => column.slice(0, lines).map((n) => junction[n]!)
  return {
    node,
    junction,
    from: numbered(starts),
    to: numbered(ends),
    first: begins.slice(0, lines + 1),
    edges: strung.slice(0, count),
    reversed,
    line,
  }
}
