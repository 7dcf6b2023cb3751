// A city solved in a browser's worker, for the benchmark: the graph and its outlets come in, times and digests go out.
import { Engine } from '@yike/core/access/engine.ts'
import { problemOf } from '@yike/core/access/problem.ts'
import { Search } from '@yike/core/access/search.ts'
import { plain } from '@yike/core/access/walkers.ts'
import { WalkGraph } from '@yike/core/network/graph.ts'
import { cityOf, KMH, LIMIT_DS } from './city.ts'

/** What the worker is asked. */
export interface Asked {
  readonly graph: ArrayBuffer
  readonly outletNode: Int32Array
  readonly outletCategory: Int32Array
}

const world = globalThis as unknown as {
  onmessage: (event: { readonly data: Asked }) => void
  postMessage(told: unknown): void
}

world.onmessage = ({ data }) => {
  const city = cityOf('', WalkGraph.over(data.graph), data.outletNode, data.outletCategory)
  const begun = performance.now()
  const engine = new Engine(problemOf(new Search(city.graph, plain(KMH)), city.points, city.outlets, city.which))
  const nearest = city.which.map((_, c) => engine.nearest(c))
  const found = performance.now()
  const within = engine.within(LIMIT_DS)
  const counted = performance.now()
  const sum = (columns: readonly Int32Array[]) =>
    columns.reduce((all, column) => column.reduce((a, b) => a + b, all), 0)
  const sums = [sum(nearest.map((n) => n.ds)), sum(within.map((w) => w.count))]
  world.postMessage({ nearestMs: found - begun, withinMs: counted - found, sums, ran: engine.ran })
}
