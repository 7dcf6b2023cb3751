// For tests: every kernel is asked, and must answer alike to the last bit.
import assert from 'node:assert/strict'
import type { Nearest, Within } from '../access/answers.ts'
import { Engine } from '../access/engine.ts'
import { KERNELS } from '../access/kernel.ts'
import { type Problem, problemOf } from '../access/problem.ts'
import type { Search } from '../access/search.ts'
import type { Snaps } from '../network/snap.ts'

/** From `points` to the nearest of the outlets `which`. */
export function askNearest(search: Search, points: Snaps, outlets: Snaps, which: ArrayLike<number>): Nearest {
  const problem = problemOf(search, points, outlets, [which])
  return alike(problem, (engine) => engine.nearest(0))
}

/** The outlets `which` within `limitDs` of `points`, and their capacity. */
export function askWithin(
  search: Search,
  points: Snaps,
  outlets: Snaps,
  which: ArrayLike<number>,
  capacity: readonly (number | null)[] | null,
  limitDs: number,
): Within {
  const problem = problemOf(search, points, outlets, [which], { capacity })
  return alike(problem, (engine) => engine.within(limitDs)[0]!)
}

/** What all kernels say of a problem. */
export function alike<T>(problem: Problem, ask: (engine: Engine) => T): T {
  const [first, ...others] = KERNELS.map((kernel) => ask(new Engine(problem, kernel)))
  for (const other of others) assert.deepEqual(other, first)
  return first!
}
