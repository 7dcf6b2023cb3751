// The same measurement added up by circle: states stay as they were found, only the places differ. Circles are laid into the
// tracts and areas of coverage.ts and gap.ts: one tract a circle, and one for those in none.
//
//   cells     ─ ofCell ─►  tract c  ─►  area c      the circle
//                          tract n  ─►  (no area)   in none: the rest of the city
import type { AreaRow } from '../source/rows.ts'
import type { Circles } from './circle.ts'
import { coverageOf } from './coverage.ts'
import { groupsOf } from './facts.ts'
import { gapsOf } from './gap.ts'
import type { Coverage, Gap, Measured } from './measured.ts'
import { placesOfCircles } from './places.ts'

/** What is added up by circle, and what is left of the city. In both, `area` is the id of the circle; null: the whole city. */
export interface ByCircle {
  /** As `Measured.coverage`: the city first, then each circle, in order. */
  readonly coverage: readonly Coverage[]
  /** As `Measured.gaps`, with the same order: basic before quality before carriers, then by people. */
  readonly gaps: readonly Gap[]
  /** The people in no circle: their shares by category and band (`area` is `IN_NONE`), which with the circles' make the city's. */
  readonly rest: readonly Coverage[]
}

/** The `area` of shares of those who live in no circle. No circle may be called that. */
export const IN_NONE = ''

/**
 * Coverage and gaps of each circle, with the states and denominators of the measurement: the shares of circles and of those in
 * none add up to the city's. Throws where a circle has no id, or `ofCell` is not of this city.
 */
export function byCircle(measured: Measured, circles: Circles): ByCircle {
  const { state, categories, population, cellSnaps, nearest, knowledge, outlets } = measured
  for (const { id, name } of circles.circles) if (id === IN_NONE) throw new Error(`Circle ${name} has no id.`)
  const { ids, tract, tractAreas } = placesOfCircles(circles, measured)
  const places = [...ids, IN_NONE].map((id): AreaRow => ({ id, name: id, adcode: null, level: 'other', parent: null, polygon: [] })) // biome-ignore format: one line
  const inNone = tractAreas.length - 1
  const facts = { ...measured.facts, tract, tractAreas: tractAreas.map((held, t) => (t === inNone ? [inNone] : held)) }
  const groups = groupsOf(population)
  const coverage = coverageOf(state, categories, places, facts, groups)
  const gaps = gapsOf({ state, categories, areas: places, outlets, facts, groups, nearest, knowledge, cellSnaps })
  return {
    coverage: coverage.filter(({ area }) => area !== IN_NONE),
    gaps: gaps.filter(({ area }) => area !== IN_NONE),
    rest: coverage.filter(({ area }) => area === IN_NONE),
  }
}
