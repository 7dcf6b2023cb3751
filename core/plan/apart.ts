// What a measurement of presence does not show: outlets that are there and shut when asked for, or there with few places. Both stand
// apart from gaps: these people do have one within the minutes.
import type { Capacity } from '../circle/capacity.ts'
import { TELLS } from '../circle/capacity.ts'
import { CLOCK_STATES, type ClockAnswer } from '../circle/clock.ts'
import { type Measured, STATES } from '../circle/measured.ts'
import type { ShutWhenAsked, TooSmall } from './inputs.ts'

const CLOSED = CLOCK_STATES.indexOf('closed')
const TOLD = TELLS.indexOf('told')
const WITHIN = STATES.indexOf('within')

/** Those for whom all outlets within the minutes are known to be shut at the moment of `answer`, by the outlet nearest to them. */
export function shutWhenAsked(m: Measured, { categories, state }: ClockAnswer): ShutWhenAsked[] {
  const cells = m.population.lng.length
  return categories.flatMap((c, k) =>
    byNearest(m, c, (i) => state[k * cells + i] === CLOSED).map(([outlet, its]) => ({
      category: m.categories[c]!.id,
      outlet: m.outlets[outlet]!.id,
      cells: its,
    })),
  )
}

/**
 * Those who have an outlet within the minutes, and fewer places a person in reach (two-step floating catchments) than people of the
 * city have on average; by the outlet nearest to them. No document names a number: the mean is the city's own.
 */
export function tooSmall(m: Measured, capacities: readonly (Capacity | null)[]): TooSmall[] {
  const cells = m.population.lng.length
  return capacities.flatMap((capacity, c) => {
    const mean = capacity?.byPlace[0]?.twoStep
    if (!capacity || mean === null || mean === undefined) return []
    const { tells, shared } = capacity
    const isSmall = (i: number) => tells[i] === TOLD && m.state[c * cells + i] === WITHIN && shared.twoStep[i]! < mean
    return byNearest(m, c, isSmall).map(([outlet, its]) => ({
      category: m.categories[c]!.id,
      outlet: m.outlets[outlet]!.id,
      cells: its,
    }))
  })
}

/** The inhabited cells of which `holds`, by the outlet of the category that is nearest; outlets and cells ascending. */
function byNearest(m: Measured, category: number, holds: (cell: number) => boolean): (readonly [number, Int32Array])[] {
  const lists = new Map<number, number[]>()
  const { people } = m.population
  for (let i = 0; i < people.length; i++) {
    const outlet = m.nearest[category]!.outlet[i]!
    if (!(people[i]! > 0) || outlet < 0 || !holds(i)) continue
    const list = lists.get(outlet)
    if (list) list.push(i)
    else lists.set(outlet, [i])
  }
  return [...lists].sort(([a], [b]) => a - b).map(([outlet, list]) => [outlet, Int32Array.from(list)] as const)
}
