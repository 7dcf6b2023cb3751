// One of the workers of `byWorkers` in ours.ts: makes the city ready, then takes categories from a counter that all share.
import { parentPort, workerData } from 'node:worker_threads'
import { WalkGraph } from '@yike/core/network/graph.ts'
import { CATEGORIES, cityOf, LIMIT_DS } from './city.ts'
import { preparation } from './ours.ts'

/** What a worker is given: the network in shared memory, its outlets, and the number of the next category to do. */
export interface Given {
  readonly graph: SharedArrayBuffer
  readonly outletNode: Int32Array
  readonly outletCategory: Int32Array
  readonly next: Int32Array
}

const { graph, outletNode, outletCategory, next } = workerData as Given
const city = cityOf('', WalkGraph.from(graph), outletNode, outletCategory)
const { search, balls } = preparation(city)

parentPort!.on('message', () => {
  for (let c = Atomics.add(next, 0, 1); c < CATEGORIES; c = Atomics.add(next, 0, 1)) {
    search.nearest(city.points, city.outlets, city.which[c]!)
    balls.within(city.outlets, city.which[c]!, null, LIMIT_DS)
  }
  parentPort!.postMessage('done')
})
parentPort!.postMessage('ready')
