// The engine, as the benchmarks call it. Nothing else in bench/ runs it, so this is the one file to change with it.
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Nearest, Within } from '@yike/core/access/answers.ts'
import { Balls } from '@yike/core/access/balls.ts'
import { impedanceOf } from '@yike/core/access/impedance.ts'
import { Search } from '@yike/core/access/search.ts'
import { plain } from '@yike/core/access/walkers.ts'
import { bytesOf } from '@yike/core/base/bytes.ts'
import { Findings } from '@yike/core/base/finding.ts'
import { SILENT } from '@yike/core/base/progress.ts'
import { buildGraph } from '@yike/core/network/build.ts'
import type { WalkGraph } from '@yike/core/network/graph.ts'
import { readExtract } from '@yike/core/source/osm/extract.ts'
import { type City, KMH, LIMIT_DS, snapsAt } from './city.ts'
import type { Given } from './ours-worker.ts'

const WALKER = plain(KMH)

/** Nearest of every category for every node, from a built graph and nothing else. */
export function nearest40(city: City): Nearest[] {
  const search = new Search(city.graph, WALKER)
  return city.which.map((which) => search.nearest(city.points, city.outlets, which))
}

/** What counting needs and may be kept between counts. */
export interface Prepared {
  readonly city: City
  readonly search: Search
  readonly balls: Balls
}

/** Makes a city ready to be counted: all that need not be done again when outlets move. */
export function preparation(city: City): Prepared {
  const search = new Search(city.graph, WALKER)
  return { city, search, balls: new Balls(search, city.points) }
}

/** Outlets of every category within the limit of every node; the fastest way there is. Null: none but the scalar one yet. */
export const counts40: ((prepared: Prepared) => Within[]) | null = null

/** The same by scalar searches, one after another. */
export const countsScalar40 = ({ city, balls }: Prepared): Within[] =>
  city.which.map((which) => balls.within(city.outlets, which, null, LIMIT_DS))

/** Calls `meet` for every node within the limit of one outlet: one bounded search. */
export const reach = ({ city, balls }: Prepared, outlet: number, meet: (node: number) => void): void =>
  balls.reach(city.outlets, outlet, LIMIT_DS, meet)

/** A city whose outlets can be moved: all that a move may lean on. */
export const movable = (city: City): Prepared => preparation(city)

/** What a move changes, for every node and the category of what moved. */
export interface Moved {
  readonly nearest: Nearest
  /** What the number of outlets within the limit changes by: -1, 0 or 1. */
  readonly change: Int32Array
}

/**
 * Moves one outlet to another node: what is nearest and how many are near, right everywhere. The engine has no way of its own
 * for this yet: the category is searched again as a whole, and two balls are counted.
 */
export function moveOutlet({ city, search, balls }: Prepared, outlet: number, node: number): Moved {
  const nodes = city.outletNode.slice()
  nodes[outlet] = node
  const moved = snapsAt(city.graph, nodes)
  const change = new Int32Array(city.graph.nodes)
  balls.reach(city.outlets, outlet, LIMIT_DS, (p) => {
    change[p]!--
  })
  balls.reach(moved, outlet, LIMIT_DS, (p) => {
    change[p]!++
  })
  return { nearest: search.nearest(city.points, moved, city.which[city.outletCategory[outlet]!]!), change }
}

/** From an OSM PBF on disk to its walking network. */
export async function graphOf(path: string): Promise<WalkGraph> {
  const bytes = bytesOf(basename(path), new Uint8Array(readFileSync(path)))
  const reading = { datum: 'wgs84', origin: 'osm', findings: new Findings(), progress: SILENT } as const
  return buildGraph((await readExtract(bytes, reading)).streets)
}

/**
 * Seconds for nearest and counts of every category by so many workers, each with the city made ready before. The engine has no
 * pool of workers yet: here they share the network's memory and a counter of categories, and keep what they find.
 */
export async function byWorkers(city: City, workers: number): Promise<number> {
  const graph = new SharedArrayBuffer(city.graph.data.byteLength)
  new Uint8Array(graph).set(new Uint8Array(city.graph.data))
  const { outletNode, outletCategory } = city
  const next = new Int32Array(new SharedArrayBuffer(4))
  const workerData: Given = { graph, outletNode, outletCategory, next }
  const file = new URL('ours-worker.ts', import.meta.url)
  const pool = Array.from({ length: workers }, () => new Worker(file, { workerData }))
  const heard = () => Promise.all(pool.map((worker) => once(worker, 'message')))
  try {
    await heard()
    const begun = performance.now()
    for (const worker of pool) worker.postMessage('go')
    await heard()
    return (performance.now() - begun) / 1000
  } finally {
    await Promise.all(pool.map((worker) => worker.terminate()))
  }
}

/** How many moves are tried: as many as a few minutes allow. */
export const MOVES = 20

/** Tenths of a second for each edge, for whoever walks in the benchmarks. */
export const edgeDs = (graph: WalkGraph): Int32Array => impedanceOf(graph, WALKER)
