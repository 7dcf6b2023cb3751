// What the page and its worker say of circles. A draft is what an officer works on; the worker answers how it stands.
import type { Certainty } from '@yike/core/base/certainty.ts'
import type { Finding } from '@yike/core/base/finding.ts'
import type { Name } from '@yike/core/base/name.ts'
import type { Circle } from '@yike/core/circle/circle.ts'
import type { LngLat } from '@yike/core/geo/meters.ts'
import type { Doing } from '../access/messages.ts'

/** People of a circle, as a ruler or a person asks for; null: none is asked. */
export interface Band {
  readonly least: number | null
  readonly most: number | null
  readonly about: number | null
}

/** By what a delineation is judged. */
export interface Rule {
  /** Id of a ruler on the shelf; its band may have been replaced by a person's own. */
  readonly ruler: string
  readonly band: Band
}

/** Circles under work: all that is needed to judge them, to draw them anew, or to keep them. */
export interface Draft {
  readonly rule: Rule
  readonly circles: readonly Circle[]
  /** Pairs of units that may not be in one circle. */
  readonly apart: readonly (readonly [string, string])[]
  /** Hearts that a re-run must use. */
  readonly hearts: readonly { readonly id: string; readonly name: string; readonly at: LngLat }[]
}

/** A ruler as it can be chosen: a document and the people it asks for. */
export interface RulerView {
  readonly id: string
  readonly name: Name
  readonly cites: string
  readonly band: Band
  readonly source: string
  readonly status: Certainty
  readonly note: Name
}

/** What circles are made of here, and by which rulers they can be drawn. */
export interface Ground {
  readonly rulers: readonly RulerView[]
  readonly kind: 'community' | 'block'
  readonly units: readonly { readonly id: string; readonly name: string }[]
}

/** A constraint: what was asked, what was reached. */
export interface RuleHeld {
  readonly id: string
  readonly name: Name
  /** What is asked; null: nothing is. */
  readonly limit: Name | null
  readonly value: Name
  /** Null: not asked, or not known. */
  readonly holds: boolean | null
  /** Circles that break it. */
  readonly circles: readonly string[]
}

/** A part of the objective. */
export interface Term {
  readonly id: string
  readonly name: Name
  readonly value: Name
  /** How it is counted. */
  readonly what: Name
}

/** One circle in the list. */
export interface CircleRow {
  readonly id: string
  readonly people: number
  /** Communities in it; null where circles are made of blocks or drawn freely. */
  readonly communities: number | null
  readonly band: 'within' | 'below' | 'above' | null
  /** People by which it misses the band. */
  readonly miss: number
  /** Walk from homes to the heart, seconds; null without a heart. */
  readonly mean: number | null
  readonly longest: number | null
  /** People beyond the minutes of the heart; null without a heart. */
  readonly beyond: number | null
  readonly grade: Name | null
  /** Categories that most people lack, basic before quality. */
  readonly gaps: readonly {
    readonly category: string
    readonly people: number
    readonly basis: 'official' | 'commercial' | 'osm'
  }[]
  /** Indices of circles beside it, on foot. */
  readonly neighbours: readonly number[]
}

/** Something odd about circles: a sentence, and where to look. */
export interface Oddity {
  readonly code: string
  readonly says: Name
  readonly circle: string | null
  readonly at: LngLat | null
}

/** How a draft stands. Its circles have their borders. */
export interface Stand {
  /** By which the worker finds it again, as long as nobody measures anew. */
  readonly key: number
  readonly draft: Draft
  readonly rows: readonly CircleRow[]
  /** Residents of the city, those in no circle, and those beyond the minutes of their circle's heart (null: not measured). */
  readonly people: number
  readonly inNone: number
  readonly beyond: number | null
  /** The least number of circles that any delineation needs here; null where none was worked out. */
  readonly bound: { readonly circles: number; readonly how: Name } | null
  readonly terms: readonly Term[]
  readonly rules: readonly RuleHeld[]
  readonly odd: readonly Oddity[]
  readonly findings: readonly Finding[]
}

/** The questions that are answered at once, whatever else is under way. */
export const CIRCLES_ASIDE = ['delineate', 'endDelineation', 'delineationDoing'] as const

/** Question → [what is asked, what is answered], of circles. */
export interface CircleDialogue {
  /** What circles are made of. */
  circleGround: [null, Ground]
  /** Circles drawn by the rule: locked ones stay, fixed hearts are used. Null: it was given up. Runs aside: other questions are answered meanwhile. */
  delineate: [{ rule: Rule; draft: Draft | null; minutes: number; run: number }, Stand | null]
  /** Gives up that run. */
  endDelineation: [{ run: number }, null]
  /** How far a run is; null when it has not begun or has ended. */
  delineationDoing: [{ run: number }, Doing | null]
  /** How circles stand as they are: after an edit, or drawn, or from a file. */
  circleStand: [{ draft: Draft; minutes: number }, Stand]
}

declare module '../access/messages.ts' {
  interface Dialogue extends CircleDialogue {}
}
