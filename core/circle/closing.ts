// If this outlet closes: who would lose a category, who would take over, and how much further one would walk. For all outlets of a
// city in one pass: an outlet matters to those alone whose nearest it is, and what they would have instead is their second
// nearest (access/second.ts). How they would then stand is told by the rule of coverage.ts, so that "nothing is listed here" is
// not taken for "nothing is left".
import { DS } from '../access/answers.ts'
import { Search } from '../access/search.ts'
import { type TwoNearest, twoNearest } from '../access/second.ts'
import { type Progress, SILENT } from '../base/progress.ts'
import type { Band } from '../source/rows.ts'
import { statesOf } from './coverage.ts'
import { type Groups, groupsOf } from './facts.ts'
import { problemFor } from './from-snaps.ts'
import { type Measured, STATES } from './measured.ts'

const WITHIN = STATES.indexOf('within')
const BEYOND = STATES.indexOf('beyond')
const NONE = STATES.indexOf('none')

/** Who would take over from an outlet. */
export interface Taker {
  readonly outlet: number
  /** People who would come to it, having had the closed one within the minutes. */
  readonly people: number
  /** Of them, those who have it within the minutes. */
  readonly within: number
}

/** What would happen if one outlet no longer served one category. People of the city, of all ages unless said. */
export interface Closing {
  readonly outlet: number
  /** Index into `categories`. */
  readonly category: number
  /** People whose nearest it is, and have it within the minutes: served = kept + lost + unsure. */
  readonly served: number
  /** Of them, those who would have another within the minutes. */
  readonly kept: number
  /** Those who would lose the category: the next is beyond the minutes, or there is none. */
  readonly lost: number
  /** The same by band, where known. */
  readonly lostBands: Readonly<Partial<Record<Band, number>>>
  /** Those who would have none within the minutes that is listed, and of whom more cannot be said: unknown, unconnected, edge. */
  readonly unsure: number
  /** Of those served, the people who could walk to no other at all. */
  readonly stranded: number
  /** Who takes over, most people first: they and the stranded are all that were served. */
  readonly takers: readonly Taker[]
  /** Seconds further on foot, the mean over those served who can walk to another; null where nobody can. */
  readonly addedSeconds: number | null
}

/** The closing of every outlet, one at a time, and what it rests on. */
export interface Closings {
  /** Per category, its outlets ascending; an outlet of several categories stands in each. */
  readonly byCategory: readonly (readonly Closing[])[]
  readonly two: readonly TwoNearest[]
  /** stateAfter[c × cells + i]: how cell i would stand with category c if its nearest outlet closed: index into STATES. */
  readonly stateAfter: Uint8Array
}

/** Closes every outlet in turn. `minutes`, walker and all are the measurement's. Fault: cancelled. */
export function closingsOf(measured: Measured, progress: Progress = SILENT): Closings {
  const { graph, convention, knowledge, facts, categories, serves, population } = measured
  const search = new Search(graph, convention.walker, convention.legs)
  const two = twoNearest(problemFor(search, measured, measured), progress)
  // of what is known of a category nothing is forgotten because one outlet closes: it is known to have closed
  const stateAfter = statesOf(two.map(({ second }) => second), knowledge, facts, convention) // biome-ignore format: one line
  const groups = groupsOf(population)
  const byCategory = categories.map((_, c) => {
    const tallies = new Map<number, Tally>()
    serves.forEach((served, o) => {
      if (served.includes(c)) tallies.set(o, new Tally(groups.bands.length))
    })
    const cells = population.lng.length
    for (let i = 0; i < cells; i++) {
      if (measured.state[c * cells + i] !== WITHIN) continue
      tallies.get(two[c]!.first.outlet[i]!)!.add(i, groups, two[c]!, stateAfter[c * cells + i]!)
    }
    return [...tallies].map(([outlet, tally]) => tally.closing(outlet, c, groups.bands))
  })
  return { byCategory, two, stateAfter }
}

/** Sums for one outlet and category. */
class Tally {
  readonly #lost: Float64Array
  #kept = 0
  #unsure = 0
  #stranded = 0
  #walked = 0
  #added = 0
  readonly #takers = new Map<number, { people: number; within: number }>()

  constructor(groups: number) {
    this.#lost = new Float64Array(groups)
  }

  add(cell: number, { people, bands }: Groups, { first, second }: TwoNearest, after: number): void {
    const width = bands.length
    const n = people[cell * width]!
    if (after === WITHIN) this.#kept += n
    else if (after === BEYOND || after === NONE)
      for (let g = 0; g < width; g++) this.#lost[g]! += people[cell * width + g]!
    else this.#unsure += n
    const taker = second.outlet[cell]!
    if (taker < 0) {
      this.#stranded += n
      return
    }
    this.#walked += n
    this.#added += n * (second.ds[cell]! - first.ds[cell]!)
    const sum = this.#takers.get(taker) ?? { people: 0, within: 0 }
    sum.people += n
    if (after === WITHIN) sum.within += n
    this.#takers.set(taker, sum)
  }

  closing(outlet: number, category: number, bands: Groups['bands']): Closing {
    const lostBands: Partial<Record<Band, number>> = {}
    bands.forEach((band, g) => {
      if (band) lostBands[band] = this.#lost[g]!
    })
    const lost = this.#lost[0]!
    return {
      outlet,
      category,
      served: this.#kept + lost + this.#unsure,
      kept: this.#kept,
      lost,
      lostBands,
      unsure: this.#unsure,
      stranded: this.#stranded,
      takers: [...this.#takers]
        .filter(([, { people }]) => people > 0)
        .map(([taker, sum]) => ({ outlet: taker, ...sum }))
        .sort((a, b) => b.people - a.people || a.outlet - b.outlet),
      addedSeconds: this.#walked > 0 ? this.#added / this.#walked / DS : null,
    }
  }
}
