// The measurement, from inputs to a measured city: doors meet the streets, and the rest is from-snaps.ts.
import type { Convention } from '../access/convention.ts'
import { type Solved, solve } from '../access/engine.ts'
import { type Doors, doorsOfOutlets, doorsOfPopulation } from '../access/points.ts'
import type { Problem } from '../access/problem.ts'
import { heed, type Progress, SILENT } from '../base/progress.ts'
import { EDGE_KINDS, NOBODY, WalkGraph } from '../network/graph.ts'
import { EdgeIndex, type Snaps, snapPoints } from '../network/snap.ts'
import { limitDs } from './coverage.ts'
import { type Begun, type BothSnaps, begin, finish, type Given, givenOf } from './from-snaps.ts'
import type { Measured, MeasureInputs } from './measured.ts'

export { countWithin, recolour } from './from-snaps.ts'

/** Measures a city, on this thread. Everything is in memory; the same inputs give the same bytes. */
export function measure(inputs: MeasureInputs, progress: Progress = SILENT): Measured {
  const begun = prepare(inputs, progress)
  return finish(begun, solve(begun.problem, limitDs(begun.convention), progress), progress)
}

/** Answers a problem, wherever and on however many threads. */
export type Solver = (problem: Problem, limitDs: number, progress: Progress) => Promise<Solved>

/** The same, answered by `solver`: the result is the same. */
export async function measureWith(
  inputs: MeasureInputs,
  solver: Solver,
  progress: Progress = SILENT,
): Promise<Measured> {
  const begun = prepare(inputs, progress)
  return finish(begun, await solver(begun.problem, limitDs(inputs.convention), progress), progress)
}

/** The first half of a measurement: outlets classed, doors joined to streets, the questions put. */
function prepare(inputs: MeasureInputs, progress: Progress): Begun {
  const given = givenOf(inputs)
  return begin(given, inputs.convention, snapsOf(given, inputs.convention, progress), progress)
}

/** The same city for another convention: searched anew. Snaps are kept where the convention snaps as before. */
export function remeasure(previous: Measured, convention: Convention, progress: Progress = SILENT): Measured {
  const begun = beginAgain(previous, convention, progress)
  return finish(begun, solve(begun.problem, limitDs(convention), progress), progress)
}

/** The same, answered by `solver`. */
export async function remeasureWith(
  previous: Measured,
  convention: Convention,
  solver: Solver,
  progress: Progress = SILENT,
): Promise<Measured> {
  const begun = beginAgain(previous, convention, progress)
  return finish(begun, await solver(begun.problem, limitDs(convention), progress), progress)
}

const beginAgain = (previous: Measured, convention: Convention, progress: Progress): Begun =>
  begin(previous, convention, snapsFor(previous, convention, progress), progress)

/** Where doors meet the streets under another convention: as before where it snaps as before. */
export function snapsFor(previous: Measured, convention: Convention, progress: Progress = SILENT): BothSnaps {
  const old = previous.convention
  const snapsAsBefore =
    old.snap === convention.snap &&
    old.snapLimitMeters === convention.snapLimitMeters &&
    (old.walker.steps.value === null) === (convention.walker.steps.value === null)
  const { cellSnaps, outletSnaps } = snapsAsBefore ? previous : snapsOf(previous, convention, progress)
  return { cellSnaps, outletSnaps }
}

/**
 * The streets that doors may be joined to. Who cannot use steps is not joined to steps, though they be nearest; a private way
 * stays, also for a walker who never takes one: what lies there is not connected for him, and should be said to be so.
 */
export function indexFor(graph: WalkGraph, { walker }: Convention): EdgeIndex {
  if (walker.steps.value !== null) return new EdgeIndex(graph)
  const without = WalkGraph.over(graph.data.slice(0))
  const STEPS = EDGE_KINDS.indexOf('steps')
  for (let e = 0; e < graph.edges; e++) if (graph.kind[e] === STEPS) without.who[e] = NOBODY
  // what only steps lead to is no island for that: a shop up there must not be joined to the street below
  return new EdgeIndex(without, graph)
}

/** Snaps of points by a convention. */
export const snapAll = (index: EdgeIndex, doors: Doors, { snapLimitMeters, snap }: Convention): Snaps =>
  snapPoints(index, doors, { limitMeters: snapLimitMeters, to: snap })

function snapsOf({ graph, population, outlets }: Given, convention: Convention, progress: Progress): BothSnaps {
  progress.begin({ zh: '接入路网', en: 'Joining doors to streets' }, 2)
  const index = indexFor(graph, convention)
  const cellSnaps = snapAll(index, doorsOfPopulation(population), convention)
  progress.step(1)
  heed(progress)
  const outletSnaps = snapAll(index, doorsOfOutlets(outlets), convention)
  progress.step(2)
  heed(progress)
  return { cellSnaps, outletSnaps }
}
