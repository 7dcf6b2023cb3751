// Residents of one category by state, added up on the page while the slider moves: the same sum as core's shares.
import { STATES, type State } from '@yike/core/circle/measured.ts'

/** People by state. */
export type Tally = Readonly<Record<State, number>>

/** Adds up people by the state of their cell. */
export function tallyOf(states: Uint8Array, people: Float64Array): Tally {
  const sums = new Float64Array(STATES.length)
  for (let i = 0; i < states.length; i++) sums[states[i]!]! += people[i]!
  return Object.fromEntries(STATES.map((state, s) => [state, sums[s]!])) as Record<State, number>
}

/** Those of whom there is a statement. */
export const stated = (tally: Tally): number => tally.within + tally.beyond + tally.none

/** Share of the stated within the minutes; null where nobody is. */
export const shareOf = (tally: Tally): number | null => (stated(tally) > 0 ? tally.within / stated(tally) : null)
