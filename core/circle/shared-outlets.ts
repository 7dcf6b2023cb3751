// Outlets that circles share (圈圈相融): an outlet stands in one circle and may be within the minutes of people of others. Found by a
// bounded search from every outlet, so that it is the relation that counts are made of, not a guess by distance.
import { eachWithin } from '../access/pairs.ts'
import { toWhole } from '../access/problem.ts'
import { Search } from '../access/search.ts'
import { type Progress, SILENT } from '../base/progress.ts'
import type { Circles } from './circle.ts'
import { limitDs } from './coverage.ts'
import { problemFor } from './from-snaps.ts'
import type { Measured } from './measured.ts'

/** An outlet and the circles whose people have it within the minutes. */
export interface OutletReach {
  readonly outlet: number
  /** The circle it stands in; null: in none. */
  readonly circle: number | null
  /** Residents within the minutes by circle (null: those in none), most first; of two alike the smaller index, none last. */
  readonly reaches: readonly { readonly circle: number | null; readonly people: number }[]
}

/** What the searches from all outlets say. */
export interface Reaches {
  /** Of every outlet that serves a category, in order. */
  readonly outlets: readonly OutletReach[]
  /** own[c × cells + i]: 1 where an outlet of category c that stands in the circle of cell i is within the minutes of it. */
  readonly own: Uint8Array
}

/** Whom every outlet reaches. Fault: cancelled. */
export function reachesOf(measured: Measured, circles: Circles, progress: Progress = SILENT): Reaches {
  const { graph, convention, serves, categories, population } = measured
  const problem = problemFor(new Search(graph, convention.walker, convention.legs), measured, measured)
  const cells = population.lng.length
  const own = new Uint8Array(categories.length * cells)
  const outlets: OutletReach[] = []
  const none = circles.circles.length
  const lives = population.people.map(toWhole) // sums of these are exact: it does not matter who was met first
  const people = new Float64Array(none + 1)
  const which = Int32Array.from(serves.keys()).filter((o) => serves[o]!.length > 0)
  eachWithin(
    problem,
    which,
    limitDs(convention),
    (outlet, reached) => {
      const home = circles.ofOutlet[outlet]!
      const met = new Set<number>()
      for (const i of reached) {
        const circle = circles.ofCell[i]!
        if (circle >= 0 && circle === home) for (const c of serves[outlet]!) own[c * cells + i] = 1
        if (!(lives[i]! > 0)) continue
        const at = circle < 0 ? none : circle
        people[at]! += lives[i]!
        met.add(at)
      }
      const reaches = [...met]
        .sort((a, b) => people[b]! - people[a]! || a - b)
        .map((at) => ({ circle: at === none ? null : at, people: people[at]! }))
      for (const at of met) people[at] = 0
      outlets.push({ outlet, circle: home < 0 ? null : home, reaches })
    },
    progress,
  )
  return { outlets, own }
}

/** Whether an outlet of a circle reaches people of another one. */
export const isShared = ({ circle, reaches }: OutletReach): boolean =>
  circle !== null && reaches.some((r) => r.circle !== null && r.circle !== circle)
