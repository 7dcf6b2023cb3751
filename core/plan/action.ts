// One action of a plan: whom it is for, what is done, who leads, what it costs, when, and whom it gains. All figures are computed;
// what is not known is null. Sentences are made of these fields alone (templates.ts).
import type { Certainty } from '../base/certainty.ts'
import type { LngLat } from '../geo/meters.ts'
import type { Band } from '../source/rows.ts'

/**
 * What can be done, in the order in which rules.ts looks for it:
 *
 *   check         真缺还是没登记：a gap that rests on OpenStreetMap alone, or a category that no ledger here knows: verify first
 *   extend-hours  an outlet is within reach and shut at the hour asked for
 *   enlarge       an outlet is within reach and has too few places
 *   open-gate     a gate, opened, brings an outlet within reach
 *   mobile        a cart or van at a stop
 *   open          a new outlet; without a site where none was proposed
 *   move          an outlet elsewhere gains more than it loses
 */
export const MEASURES = ['check', 'extend-hours', 'enlarge', 'open-gate', 'mobile', 'open', 'move'] as const
/** One of them. */
export type Measure = (typeof MEASURES)[number]

/** People by band, whole; a band that is not there is unknown. */
export type Bands = Readonly<Partial<Record<Band, number>>>

/** Whom an action is for and how that is known. People are whole. */
export interface Problem {
  /** They lack it; or nobody knows (台账未覆盖); or it is there and too small; or shut when asked for. */
  readonly kind: 'lacking' | 'unknown' | 'insufficient' | 'shut'
  readonly people: number
  readonly bands: Bands
  /** Residents of the circle about whom something can be said, the denominator; for `unknown` all residents of the circle. */
  readonly of: number
  /** Cells they live in. */
  readonly cells: number
  /** Where: the cell with most of them. */
  readonly at: LngLat
  /** The nearest outlet from there; null where none can be walked to or none is known. */
  readonly nearest: {
    readonly outlet: string
    readonly name: string
    readonly seconds: number
    readonly meters: number
  } | null
  /** Whose word it rests on; null where nobody's. */
  readonly basis: 'official' | 'commercial' | 'osm' | null
  /** When that outlet was last confirmed; null where unknown. */
  readonly confirmed: string | null
}

/** Where an action is done. */
export interface Site {
  readonly kind: 'candidate' | 'outlet' | 'gate'
  /** Id of the candidate or outlet; of a gate its smallest edge in the network. */
  readonly id: string
  readonly name: string
  readonly at: LngLat
  /** Yuan; null: unknown. Of one site that serves several actions, `paidBy` carries it and the others carry none. */
  readonly cost: number | null
  readonly paidBy: string | null
  /** Of a gate: who may pass it now. Null for all else. */
  readonly passage: 'residents' | 'nobody' | null
}

/** Who comes within reach by it, as computed when it was drafted. */
export interface Gain {
  readonly people: number
  readonly bands: Bands
  /** The cells, ascending, as indices into the residents of the measurement. */
  readonly cells: readonly number[]
  /** People anywhere in the city who lose the category by it (a move); 0 for all else. */
  readonly lost: number
}

/** When: the year of the term from 1, and the phase in it (see schedule.ts). */
export interface Term {
  readonly year: number
  readonly phase: number
}

/** One action, as drafted. */
export interface Action {
  /** `circle/category/measure`: the same as long as these are. */
  readonly id: string
  readonly circle: string
  readonly category: string
  readonly measure: Measure
  /** Null where a person added the action: nothing was computed for it. */
  readonly problem: Problem | null
  readonly sites: readonly Site[]
  /** The department that leads by the standard, and how sure that is; null: 未公布. */
  readonly lead: { readonly name: string; readonly status: Certainty } | null
  /** Yuan; 0 where it shares a site that another pays for; null: unknown. */
  readonly cost: number | null
  /** Null: not in the term, for the budget does not reach. */
  readonly term: Term | null
  /** Null: not computed, for there is nothing to compute it from. */
  readonly gain: Gain | null
  /** The action that must come first: its check. */
  readonly after: string | null
  /** Residents of the circle who were asked and those who wished for this category; null: nobody was asked. */
  readonly wishes: { readonly asked: number; readonly wanted: number } | null
  /** What it rests on: the nearest outlet's row in its file, and the key of the document that puts the category in its tier. */
  readonly sources: readonly string[]
}

/** The id of an action. */
export const actionId = (circle: string, category: string, measure: Measure): string =>
  `${circle}/${category}/${measure}`
