// The states of all cells on another network, for what is tried in thought: nearest walks only, no counts, no sums.
import { Engine } from '../access/engine.ts'
import { Search } from '../access/search.ts'
import { statesOf } from '../circle/coverage.ts'
import { problemFor } from '../circle/from-snaps.ts'
import type { Measured } from '../circle/measured.ts'
import type { WalkGraph } from '../network/graph.ts'

/** state[c × cells + i] on `graph`, which has the city's edges by the same numbers (withPassage): doors stay at their streets. */
export function solveNearest(m: Measured, graph: WalkGraph): Uint8Array {
  const { convention, facts, knowledge, categories } = m
  const search = new Search(graph, convention.walker, convention.legs)
  const engine = new Engine(problemFor(search, m, m))
  const nearest = categories.map((_, c) => engine.nearest(c))
  return statesOf(nearest, knowledge, { ...facts, joined: search.joined(m.cellSnaps) }, convention)
}
