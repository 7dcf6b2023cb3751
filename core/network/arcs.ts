// The arcs of a graph from its edges: each stands at both its ends.
import type { WalkGraph } from './graph.ts'

/** Writes `first` and `arcs`: the arcs of every node by edge number. `first` must be all zeros; `arcs` may hold anything. */
export function fillArcs({ nodes, edges, first, arcs, from, to }: WalkGraph): void {
  // counted two places further on and summed, first[n + 1] is where n begins; when n is full, it is where n + 1 begins
  const count = (n: number) => {
    if (n + 2 <= nodes) first[n + 2]! += 2
  }
  for (let e = 0; e < edges; e++) {
    count(from[e]!)
    count(to[e]!)
  }
  for (let n = 2; n <= nodes; n++) first[n]! += first[n - 1]!
  for (let e = 0; e < edges; e++) {
    const a = from[e]!
    const b = to[e]!
    const there = first[a + 1]!
    first[a + 1] = there + 2
    arcs[there] = b
    arcs[there + 1] = e
    const back = first[b + 1]!
    first[b + 1] = back + 2
    arcs[back] = a
    arcs[back + 1] = e
  }
}
