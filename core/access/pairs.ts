// Which points lie within the limit of which outlets: the relation that counts are counts of, as lists. For questions whose answer
// is more than a sum over outlets or over points.
import { heed, type Progress, SILENT } from '../base/progress.ts'
import type { Problem, Rows } from './problem.ts'
import { Balls } from './scalar-counts.ts'

/** Outlets between two looks at whoever waits. */
const STRIDE = 256

/** Calls `meet` for each of the outlets `which` with the points within `limitDs` of it, in no order; the list is good for the call. */
export function eachWithin(
  problem: Problem,
  which: ArrayLike<number>,
  limitDs: number,
  meet: (outlet: number, points: Int32Array) => void,
  progress: Progress = SILENT,
): void {
  const none = { first: new Int32Array(1), item: new Int32Array(0) }
  const balls = new Balls({ ...problem, members: none, people: null }, limitDs) // nothing is counted: no room for counts
  progress.begin({ zh: '找时限内的居民', en: 'Finding who is within reach' }, which.length)
  for (let i = 0; i < which.length; i++) {
    if (i % STRIDE === 0) heed(progress)
    meet(which[i]!, balls.meet(which[i]!))
    progress.step(i + 1)
  }
}

/** The same as rows: row r has the points within `limitDs` of outlet `which[r]`, ascending. Memory goes with the pairs. */
export function pairsWithin(
  problem: Problem,
  which: ArrayLike<number>,
  limitDs: number,
  progress: Progress = SILENT,
): Rows {
  const first = new Int32Array(which.length + 1)
  let item = new Int32Array(1024)
  let r = 0
  eachWithin(
    problem,
    which,
    limitDs,
    (_, points) => {
      const end = first[r]! + points.length
      if (end > item.length) {
        const larger = new Int32Array(Math.max(end, 2 * item.length))
        larger.set(item)
        item = larger
      }
      item.set(points.sort(), first[r]!)
      first[++r] = end
    },
    progress,
  )
  return { first, item: item.slice(0, first[r]!) }
}
