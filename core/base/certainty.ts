// How sure a value is. Nothing of the policy or the field is written down without it.

/** Seen at its source; seen in part; from memory and to be confirmed; our own proposal. */
export type Certainty = 'verified' | 'partly' | 'recollection' | 'inference'

/** A value with where it comes from. */
export interface Sourced<T> {
  readonly value: T
  readonly source: string
  readonly status: Certainty
}
