// The engine, as the benchmarks call it. Nothing else in bench/ runs it, so this is the one file to change with it.
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
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

/**
 * Moves one outlet to another node: nearest and counts of its category are right everywhere afterwards. Its ball is
 * taken out and put in elsewhere, and its category searched again as a whole.
 */
export function moveOutlet(
  { city, search, balls }: Prepared,
  counts: Int32Array,
  outlet: number,
  node: number,
): Nearest {
  const nodes = city.outletNode.slice()
  nodes[outlet] = node
  const moved = snapsAt(city.graph, nodes)
  balls.reach(city.outlets, outlet, LIMIT_DS, (p) => {
    counts[p]!--
  })
  balls.reach(moved, outlet, LIMIT_DS, (p) => {
    counts[p]!++
  })
  return search.nearest(city.points, moved, city.which[city.outletCategory[outlet]!]!)
}

/** From an OSM PBF on disk to its walking network. */
export async function graphOf(path: string): Promise<WalkGraph> {
  const bytes = bytesOf(basename(path), new Uint8Array(readFileSync(path)))
  const reading = { datum: 'wgs84', origin: 'osm', findings: new Findings(), progress: SILENT } as const
  return buildGraph((await readExtract(bytes, reading)).streets)
}

/** Seconds for nearest and counts of a city by `workers` threads. Null: the engine has no pool of workers yet. */
export const byWorkers: ((city: City, workers: number) => Promise<number>) | null = null

/** How many moves are tried: as many as a few minutes allow. */
export const MOVES = 20

/** Tenths of a second for each edge, for whoever walks in the benchmarks. */
export const edgeDs = (graph: WalkGraph): Int32Array => impedanceOf(graph, WALKER)
