// What a reader knows of streets beyond their rows, for who goes over all of them.
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
  /** Per plaza: those of its tags that say who may walk there, and on what; plazas with the same share them. */
  readonly plazas: readonly Tags[]
}

/** By streets, not in them: who copies streets and gives them other tags or places does not keep the old ones. */
const KEPT = new WeakMap<Streets, { readonly sets: WaySets; readonly units: Int32Array | null }>()

/**
 * Keeps what a reader knows of `streets`, and hands the streets back: the sets of its ways, and where all its nodes are whole
 * degrees × 10⁷, these, longitude and latitude by turns; else null.
 */
export function knowing(streets: Streets, sets: WaySets, units: Int32Array | null): Streets {
  KEPT.set(streets, { sets, units })
  return streets
}

/** Places of the nodes of `streets`, degrees × 10⁷, by turns; null where they were not kept. Not to be written to. */
export const unitsOf = (streets: Streets): Int32Array | null => KEPT.get(streets)?.units ?? null

/** The sets of the ways of `streets`: those that were kept, else one for each way, made when first asked for. */
export function waySetsOf(streets: Streets): WaySets {
  const kept = KEPT.get(streets)
  if (kept) return kept.sets
  const { wayTags, plazas } = streets
  const sets = {
    of: new Int32Array(wayTags.length).map((_, w) => w),
    tags: wayTags,
    tagsOf: (way: number) => wayTags[way]!,
    plazas: plazas.map(({ tags }) => tags),
  }
  knowing(streets, sets, null)
  return sets
}
