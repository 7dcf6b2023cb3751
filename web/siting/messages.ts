// What the page and its worker say to each other of sites. The question becomes an instance in the worker that holds the city; the
// solver has a worker of its own, so that giving up is ending it; what its answer means is worked out where the city is.
import type { Convention } from '@yike/core/access/convention.ts'
import type { Finding } from '@yike/core/base/finding.ts'
import type { Circle } from '@yike/core/circle/circle.ts'
import type { Share } from '@yike/core/circle/measured.ts'
import type { Datum } from '@yike/core/geo/datum.ts'
import type { LngLat } from '@yike/core/geo/meters.ts'
import type { Candidate } from '@yike/core/siting/candidate.ts'
import type { Instance } from '@yike/core/siting/instance.ts'
import type { Answer, Ask } from '@yike/core/siting/model.ts'
import type { Band } from '@yike/core/source/rows.ts'

/** What is wanted of the sites, in the order offered. */
export const AIMS = ['most', 'fewest', 'mean', 'farthest', 'capacity', 'shared'] as const
/** One of them. */
export type Aim = (typeof AIMS)[number]

/** Where something could be opened: so many nodes of the streets, or a list (premises of a file, places of the map). */
export type CandidateChoice =
  | { readonly kind: 'street'; readonly wanted: number }
  | { readonly kind: 'list'; readonly list: readonly Candidate[] }

/** A question of siting, as a person puts it. */
export interface SitingAsk {
  readonly aim: Aim
  /** Indices of the city's categories; several for a shared site. */
  readonly categories: readonly number[]
  readonly minutes: number
  readonly p: number | null
  /** Yuan. */
  readonly budget: number | null
  /** Share of those counted (within, beyond or none) that must be within reach, 0–1. */
  readonly share: number | null
  /** Places, beds, seats that a new site holds where the list says nothing; for `capacity`. */
  readonly places: number | null
  readonly band: Band | null
  /** Whether residents whom no ledger tells of count as lacking it too. */
  readonly unknownToo: boolean
  readonly candidates: CandidateChoice
  /** Circles by which it is told where people gain; null: the areas of the city. */
  readonly circles: readonly Circle[] | null
}

/** The question as numbers, for the solver. */
export interface Posed {
  /** Which siting this is: a later one makes it forgotten. */
  readonly id: number
  readonly model: string
  readonly instance: Instance
  readonly ask: Ask
  readonly candidates: number
  readonly findings: readonly Finding[]
}

/** A place among those chosen. */
export interface SiteView {
  readonly candidate: Candidate
  /** Indices of categories that open there. */
  readonly categories: readonly number[]
  /** People who come within the limit by it, given those before it in the list; per category of the question. */
  readonly gained: readonly number[]
  /** People brought within reach of whom nothing could be said before: told beside, never added. */
  readonly beside: number
}

/** A place that came next: it could stand for site `instead` (index into the chosen) at the loss stated. */
export interface RunnerUpView {
  readonly candidate: Candidate
  readonly instead: number
  /** In the unit of the value, ≥ 0. */
  readonly loss: number
}

/** One category before and after. */
export interface Effect {
  readonly category: number
  readonly before: Share
  readonly after: Share
  /** People who lacked it (of the band, by the counting asked) and those gained. */
  readonly lacking: number
  readonly gained: number
}

/** Where the gain falls. */
export interface AreaEffect {
  /** Index into the circles of the question, or where it has none into the areas of the city. */
  readonly area: number
  readonly lacking: number
  readonly gained: number
}

/** What the value of an aim counts: people, people once for each category (人次), sites, or seconds of a walk (a mean, or the longest). */
export type ValueUnit = 'people' | 'times' | 'sites' | 'seconds'

/** A siting that has been answered. */
export interface SitingView {
  readonly id: number
  readonly asked: SitingAsk
  readonly convention: Convention
  readonly unit: ValueUnit
  readonly sense: 'most' | 'least'
  /** Without any new site; null where the aim cannot tell. */
  readonly start: number | null
  readonly value: number
  readonly bound: number
  readonly gap: number
  readonly ended: Answer['ended']
  readonly how: readonly string[]
  /** The value counted anew from walks of the chosen sites alone; null: the choice breaks a rule. */
  readonly checked: number | null
  readonly curve: readonly { readonly sites: number; readonly value: number; readonly bound: number | null }[]
  readonly sites: readonly SiteView[]
  readonly runnersUp: readonly RunnerUpView[]
  readonly effects: readonly Effect[]
  /** Of the first category, most people gained first. */
  readonly areas: readonly AreaEffect[]
  readonly candidates: number
  /** Of them, those that gain anybody by themselves. */
  readonly useful: number
  /** Yuan of all sites together; null where that of one is unknown. */
  readonly cost: number | null
  /** With capacities: people within the limit for whom there is room too, before and after, of how many; null: they do not count. */
  readonly served: { readonly before: number; readonly after: number; readonly people: number } | null
  /** Longer walks count as long as this, where walks are reckoned; null: they are not. */
  readonly capMinutes: number | null
  /** Cells that come within the limit, of the first category. */
  readonly cells: Int32Array
  readonly findings: readonly Finding[]
}

/** What it would be if one site stood elsewhere. */
export interface Tried {
  /** Where the place meets the street. */
  readonly met: LngLat
  /** In the unit of the value; null where the choice would break the question's rule (a share that is not reached). */
  readonly value: number | null
  /** People gained by all sites together, per category of the question. */
  readonly gained: readonly number[]
  readonly cells: Int32Array
}

/** Questions of siting. */
export interface SitingDialogue {
  /** Reads a list of premises. */
  premises: [
    { name: string; bytes: Uint8Array; datum: Datum },
    { candidates: readonly Candidate[]; findings: readonly Finding[] },
  ]
  /** Makes an instance of a question; the one before is forgotten unless it was answered. */
  sitingPose: [SitingAsk, Posed]
  /** What an answer means. */
  sitingSettle: [{ id: number; answer: Answer }, SitingView]
  /** Sites (index into the chosen) at other places; null where the last of them meets no street. */
  sitingTry: [{ id: number; moved: readonly (readonly [site: number, at: LngLat])[] }, Tried | null]
}

declare module '../access/messages.ts' {
  interface Dialogue extends SitingDialogue {}
}
