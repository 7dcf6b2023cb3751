// Parts of the network that are joined to each other by nothing. Private ways join; ways and gates for nobody do not.
import { NOBODY, type WalkGraph } from './graph.ts'

/** The parts of a network. */
export interface Parts {
  /** Per node: its part, counted from 0 in order of the first node. */
  readonly part: Int32Array
  readonly nodes: Int32Array
  /** Millimetres of way in each part. */
  readonly mm: Float64Array
  /** The part with most metres; the first of them in a tie. */
  readonly main: number
}

/** The parts of `graph`, over all edges that somebody may walk. */
export function partsOf(graph: WalkGraph): Parts {
  const { nodes: n, edges, from, to, who, lengthMm } = graph
  const root = new Int32Array(n)
  for (let i = 0; i < n; i++) root[i] = i
  const find = (i: number) => {
    while (root[i] !== i) {
      root[i] = root[root[i]!]!
      i = root[i]!
    }
    return i
  }
  for (let e = 0; e < edges; e++) {
    if (who[e] === NOBODY) continue
    const a = find(from[e]!)
    const b = find(to[e]!)
    if (a < b) root[b] = a
    else root[a] = b
  }
  const part = new Int32Array(n)
  let parts = 0
  // a root is the smallest node of its part, so it is met before the others
  for (let i = 0; i < n; i++) part[i] = root[i] === i ? parts++ : part[find(i)]!
  const nodes = new Int32Array(parts)
  const mm = new Float64Array(parts)
  for (let i = 0; i < n; i++) nodes[part[i]!]!++
  for (let e = 0; e < edges; e++) if (who[e] !== NOBODY) mm[part[from[e]!]!]! += lengthMm[e]!
  let main = 0
  for (let p = 1; p < parts; p++) if (mm[p]! > mm[main]!) main = p
  return { part, nodes, mm, main }
}
