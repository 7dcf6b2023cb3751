// The engine, as the benchmarks call it. Nothing else in bench/ runs it, so this is the one file to change with it.
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { spawnThread } from '@yike/cli/threads.ts'
import type { Nearest, Within } from '@yike/core/access/answers.ts'
import { Engine } from '@yike/core/access/engine.ts'
import type { Hierarchy } from '@yike/core/access/hierarchy.ts'
import { impedanceOf } from '@yike/core/access/impedance.ts'
import { OneToMany } from '@yike/core/access/one-to-many.ts'
import { solveTogether } from '@yike/core/access/pool.ts'
import { type Problem, problemOf } from '@yike/core/access/problem.ts'
import { Scenario, type Touched } from '@yike/core/access/scenario.ts'
import { Search } from '@yike/core/access/search.ts'
import { plain } from '@yike/core/access/walkers.ts'
import { bytesOf } from '@yike/core/base/bytes.ts'
import { Findings } from '@yike/core/base/finding.ts'
import { SILENT } from '@yike/core/base/progress.ts'
import { buildGraph } from '@yike/core/network/build.ts'
import type { WalkGraph } from '@yike/core/network/graph.ts'
import { readStreets } from '@yike/core/source/osm/extract.ts'
import { type City, KMH, LIMIT_DS } from './city.ts'

const WALKER = plain(KMH)

/** The questions of a city, from a built graph: its net, its doorsteps. */
const problemFor = (city: City): Problem =>
  problemOf(new Search(city.graph, WALKER), city.points, city.outlets, city.which)

/** Nearest of every category for every node, from a built graph and nothing else. */
export function nearest40(city: City): Nearest[] {
  const engine = new Engine(problemFor(city))
  return city.which.map((_, c) => engine.nearest(c))
}

/** What counting needs and may be kept between counts. */
export interface Prepared {
  readonly city: City
  readonly problem: Problem
  readonly hierarchy: Hierarchy | null
}

/** Makes a city ready to be counted, from a built graph: all that need not be done again for the same streets and limit. */
export function preparation(city: City): Prepared {
  const problem = problemFor(city)
  return { city, problem, hierarchy: new Engine(problem).prepare(LIMIT_DS) }
}

/** Outlets of every category within the limit of every node; the fastest way there is. */
export function counts40({ problem, hierarchy }: Prepared): readonly Within[] {
  const engine = new Engine(problem)
  engine.prepare(LIMIT_DS, SILENT, hierarchy)
  engine.count(0, problem.order.length)
  return engine.counted().within
}

/** The same by scalar searches, one after another. */
export const countsScalar40 = ({ problem }: Prepared): readonly Within[] =>
  new Engine(problem, 'scalar').within(LIMIT_DS)

/** Bounded searches from outlets, one after another. */
export interface Searches {
  readonly city: City
  readonly oneToMany: OneToMany
}

export const searches = (city: City): Searches => ({
  city,
  oneToMany: new OneToMany(new Search(city.graph, WALKER), city.points),
})

/** Calls `meet` for every node within the limit of one outlet: one bounded search. */
export const reach = ({ city, oneToMany }: Searches, outlet: number, meet: (node: number) => void): void =>
  oneToMany.from(city.outlets, outlet, LIMIT_DS, meet)

/** A city and the scenario of one of its categories, whose outlets can be moved. */
export interface Movable {
  readonly scenario: Scenario
  readonly outlets: readonly number[]
}

/** The first category of a city, ready for what-if. */
export function movable({ graph, points, outlets, which }: City): Movable {
  const open = which[0]!
  const scenario = new Scenario({
    graph,
    walker: WALKER,
    legs: true,
    limitDs: LIMIT_DS,
    points,
    outlets,
    open,
    doors: null,
  })
  return { scenario, outlets: [...open] }
}

/** Moves one outlet to the beginning of an edge: what is nearest and how many are near, right everywhere. */
export const moveOutlet = ({ scenario }: Movable, outlet: number, edge: number): Touched =>
  scenario.apply({ kind: 'move', outlet, spots: [{ edge, offsetMm: 0, legMm: 0 }] })

/** From an OSM PBF on disk to its walking network. */
export async function graphOf(path: string): Promise<WalkGraph> {
  const bytes = bytesOf(basename(path), new Uint8Array(readFileSync(path)))
  return buildGraph(await readStreets(bytes, { findings: new Findings(), progress: SILENT }))
}

/** Seconds for nearest and counts of every category by so many threads, from their making to the last answer. */
export async function byWorkers({ problem, hierarchy }: Prepared, workers: number): Promise<number> {
  const begun = performance.now()
  await solveTogether(problem, LIMIT_DS, spawnThread, workers, { hierarchy })
  return (performance.now() - begun) / 1000
}

/** How many moves are tried. */
export const MOVES = 500

/** Tenths of a second for each edge, for whoever walks in the benchmarks. */
export const edgeDs = (graph: WalkGraph): Int32Array => impedanceOf(graph, WALKER)
