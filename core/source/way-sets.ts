// The tags of ways by set: of a million ways there are some thousand sets, if names and the like are left out. A reader that
// knows them keeps them beside its streets, and what a way is on foot is worked out once a set, not once a way.
import type { Streets, Tags } from './rows.ts'

/** Sets of tags that ways share. */
export interface WaySets {
  /** Per way: number of its set. */
  readonly of: Int32Array
  /** Per set: every tag on which it hangs who may walk there, and on what. */
  readonly tags: readonly Tags[]
  /** All tags of one way. */
  readonly tagsOf: (way: number) => Tags
}

/** By streets, not in them: who copies streets and gives them other tags does not keep the old sets. */
const KEPT = new WeakMap<Streets, WaySets>()

/** Keeps the sets of `streets`, and hands the streets back. */
export function withWaySets(streets: Streets, sets: WaySets): Streets {
  KEPT.set(streets, sets)
  return streets
}

/** The sets of the ways of `streets`: those that were kept, else one for each way. */
export function waySetsOf(streets: Streets): WaySets {
  const kept = KEPT.get(streets)
  if (kept) return kept
  const { wayTags } = streets
  return { of: new Int32Array(wayTags.length).map((_, w) => w), tags: wayTags, tagsOf: (way) => wayTags[way]! }
}
