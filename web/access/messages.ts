// What the page and its worker say to each other. The worker holds the city (streets, residents, outlets) and computes;
// the page holds what it shows. Arrays are transferred or copied once a measurement, never an object a cell.
import type { Nearest } from '@yike/core/access/answers.ts'
import type { Convention, Walker } from '@yike/core/access/convention.ts'
import type { Fault, FaultCode } from '@yike/core/base/fault.ts'
import type { Finding } from '@yike/core/base/finding.ts'
import type { Name } from '@yike/core/base/name.ts'
import type { CellFacts, Coverage, Gap, Island, Knowledge } from '@yike/core/circle/measured.ts'
import type { LngLat } from '@yike/core/geo/meters.ts'
import type { MultiPolygon } from '@yike/core/geo/polygon.ts'
import type { Basemap } from '@yike/core/report/basemap.ts'
import type { AreaRow, OutletRow, Population } from '@yike/core/source/rows.ts'
import type { Category, Standard } from '@yike/core/standard/define.ts'
import type { Gate, Step } from './steps.ts'
import type { Changed, Whole } from './what-if.ts'

/** What stays the same however one walks. */
export interface City {
  readonly population: Population
  readonly outlets: readonly OutletRow[]
  /** Per outlet: the categories it serves. */
  readonly serves: readonly (readonly number[])[]
  readonly areas: readonly AreaRow[]
  /** Per cell: index of its finest area; -1 none. */
  readonly cellArea: Int32Array
  readonly standard: Standard
  readonly categories: readonly Category[]
  readonly unclassified: readonly { readonly label: string; readonly count: number }[]
  readonly findings: readonly Finding[]
  readonly people: number
}

/** What a walker makes of it, whatever the limit: the page colours cells from this while the slider moves. */
export interface Searched {
  readonly nearest: readonly Nearest[]
  readonly knowledge: readonly Knowledge[]
  readonly facts: CellFacts
  readonly islands: readonly Island[]
}

/** What a limit makes of that. */
export interface Drawn {
  readonly convention: Convention
  readonly coverage: readonly Coverage[]
  readonly gaps: readonly Gap[]
}

export interface Figures extends Searched, Drawn {}

/** What can be walked to from the asked place, of one category. */
export interface NearestHere {
  /** Index into `categories`. */
  readonly category: number
  /** Whether any source tells of the category at this place: if not, what is not in reach is unknown, not missing. */
  readonly known: boolean
  /** Null: none can be walked to. */
  readonly nearest: { readonly outlet: number; readonly seconds: number; readonly meters: number } | null
  /** Deciseconds to each outlet within the longest limit the page offers, ascending: how many lie within any limit is counted from it. */
  readonly ds: Int32Array
}

/** What is in reach of a place. */
export interface Here {
  readonly at: LngLat
  /** Where it meets the street, and how far that is; null where no street is within the snap limit. */
  readonly snap: { readonly at: LngLat; readonly meters: number } | null
  /** One for each category; empty where there is no street. */
  readonly categories: readonly NearestHere[]
}

/** A walked way, door to door. */
export interface Way {
  readonly outlet: number
  readonly seconds: number
  readonly meters: number
  readonly line: Float64Array
}

/** Question → [what is asked, what is answered], of a measured city. */
export interface CityDialogue {
  /** Fetch, unpack and measure the city at this address, walker and minutes (null: as it was measured). */
  open: [
    { url: string; walker: string | null; minutes: number | null },
    { city: City; figures: Figures; walkers: readonly Walker[] },
  ]
  /** Another walker: searched anew. */
  walker: [{ walker: Walker }, Figures]
  /** Another limit: thresholds only. */
  minutes: [{ minutes: number }, Drawn]
  /** A base map of nothing but the streets walked on, for a city that came without an extract. */
  streets: [null, Basemap]
  here: [{ at: LngLat }, Here]
  way: [{ at: LngLat; outlet: number }, Way | null]
  /** The area within the minutes of a place, to be looked at and never to be counted by; empty where there is no street. */
  outline: [{ at: LngLat; minutes: number }, MultiPolygon]
  /** Begins a what-if of one category with these steps made; those that meet no street are left out. Leaves any other. */
  whatIf: [{ category: number; minutes: number; steps: readonly Step[] }, WhatIfBegun]
  /** One more step, or one in place of the newest; null where it meets no street, and nothing is made. */
  step: [{ step: Step; instead: boolean }, Changed | null]
  /** Takes so many of the newest steps back. */
  takeBack: [{ count: number }, Changed]
  /** Another limit in the same what-if. */
  whatIfMinutes: [{ minutes: number }, Whole]
  /** Forgets the what-if. */
  leave: [null, null]
}

/** A what-if as it begins. */
export interface WhatIfBegun extends Whole {
  readonly gates: readonly Gate[]
  readonly steps: readonly Step[]
}
/** All that may be asked. A stage to the right adds its own (`declare module '../access/messages.ts'`), and answers them. */
export interface Dialogue extends CityDialogue {}
export type Question = keyof Dialogue

/** What a part of the worker gives: answers to the questions of one dialogue, at once or later. */
export type AnswersTo<D extends { [Q in keyof D]: readonly [unknown, unknown] }> = {
  [Q in keyof D]: (about: D[Q][0]) => D[Q][1] | Promise<D[Q][1]>
}

export type Asked<Q extends Question = Question> = {
  [K in Q]: { readonly id: number; readonly question: K; readonly about: Dialogue[K][0] }
}[Q]

/** What the worker says: an answer, a fault in words to come, or how far it is. */
export type Told =
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly fault: { code: FaultCode; values: Fault['values'] } }
  | { readonly id: number; readonly mistake: string }
  | { readonly id: null; readonly doing: Doing }

/** What is being done, for the bar. `of` is null where its length is not known. */
export interface Doing {
  readonly what: Name
  readonly done: number
  readonly of: number | null
}
