// Residents of one category by state, added up on the page while the slider moves: the same sum as core's shares.
import { STATES, type State } from '@yike/core/circle/measured.ts'
import { wholeShare } from '@yike/core/report/numbers.ts'

/** People by state. */
export type Tally = Readonly<Record<State, number>>

/** Adds up people by the state of their cell; those in a state that is none of STATES are in no sum. */
export function tallyOf(states: Uint8Array, people: Float64Array): Tally {
  const sums = new Float64Array(STATES.length)
  for (let i = 0; i < states.length; i++) sums[states[i]!]! += people[i]!
  return tallyFrom(sums)
}

/** People in cells that a stage colours by a state of its own, which is none of STATES. */
export function peopleIn(states: Uint8Array, people: Float64Array, state: number): number {
  let sum = 0
  for (let i = 0; i < states.length; i++) if (states[i] === state) sum += people[i]!
  return sum
}

/** Sums in the order of STATES, by name. */
export const tallyFrom = (sums: ArrayLike<number>): Tally =>
  Object.fromEntries(STATES.map((state, s) => [state, sums[s]!])) as Record<State, number>

/** Those of whom there is a statement. */
export const stated = (tally: Tally): number => tally.within + tally.beyond + tally.none

/** Share of the stated within the minutes; null where nobody is. */
export const shareOf = (tally: Tally): number | null => (stated(tally) > 0 ? tally.within / stated(tally) : null)

/** People within, whole, of a tally: as they stand beside its share. */
const wholeWithin = (tally: Tally): number => wholeShare({ people: stated(tally), within: tally.within }).within

/** People gained and lost between two tallies, whole: rounded so that they make up the difference of those within. */
export function wholeChange(
  before: Tally,
  after: Tally,
  gained: number,
  lost: number,
): { gained: number; lost: number } {
  const more = wholeWithin(after) - wholeWithin(before)
  const fewer = Math.max(Math.round(lost), -more)
  // where nobody is lost, what rounding leaves over is no loss either
  return gained < 0.5 ? { gained: 0, lost: Math.max(0, -more) } : { gained: more + fewer, lost: fewer }
}
