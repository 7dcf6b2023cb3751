// Where something could be opened: premises that a person listed, or nodes of the street network on allowed ground.
import type { LngLat } from '../geo/meters.ts'

/** A place for a new outlet (候选点). */
export interface Candidate {
  readonly id: string
  readonly name: string
  readonly at: LngLat
  /** `premises`: uploaded (vacant shop, idle plant, community room); `street`: a node of the network; `mobile`: a stop of a cart or van. */
  readonly kind: 'premises' | 'street' | 'mobile'
  readonly areaM2: number | null
  /** In yuan, as uploaded; null: unknown, never 0. */
  readonly cost: number | null
  /** Places, beds, seats it would hold; null: unknown. */
  readonly capacity: number | null
  /** Hours as written; for a mobile stop when it stands there. Null: unknown. */
  readonly hours: string | null
  /** Categories it may hold, by id; null: any. */
  readonly categories: readonly string[] | null
}

/** A candidate that was chosen for one or more categories, and whom it gains. */
export interface Proposal {
  readonly candidate: Candidate
  /** Category ids. */
  readonly categories: readonly string[]
  /** Per category, in the same order: cells that come within the limit by it, given all that was chosen before it. */
  readonly gained: readonly Int32Array[]
  /** Per category: the people of those cells. */
  readonly people: readonly number[]
}
