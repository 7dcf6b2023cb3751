// What the page and its worker say of circles. A draft is what an officer works on; the worker answers how it stands.
import type { Walker } from '@yike/core/access/convention.ts'
import type { Certainty } from '@yike/core/base/certainty.ts'
import type { Name } from '@yike/core/base/name.ts'
import type { BandInequality, Inequality } from '@yike/core/circle/access-inequality.ts'
import type { Circle } from '@yike/core/circle/circle.ts'
import type { ClockShare } from '@yike/core/circle/clock.ts'
import type { Closing } from '@yike/core/circle/closing.ts'
import type { Delineation } from '@yike/core/circle/delineation.ts'
import type { GivenHeart } from '@yike/core/circle/hearts.ts'
import type { Indicator, Reading } from '@yike/core/circle/indicator.ts'
import type { Band, Ruler } from '@yike/core/circle/ruler.ts'
import type { Sheet } from '@yike/core/circle/sheet.ts'
import type { TypeResult } from '@yike/core/circle/typing.ts'
import type { Band as Age } from '@yike/core/source/rows.ts'
import type { Moment } from '@yike/core/standard/week.ts'
import type { Doing } from '../access/messages.ts'

/** By what circles are drawn and judged: a ruler, and its band or a person's own. */
export interface Rule {
  /** Id of a ruler on the shelf. */
  readonly ruler: string
  readonly band: Band
  /** Whether sites to be are proposed where no heart reaches a whole unit; missing: no. */
  readonly sites?: boolean
}

/** Circles under work: all that is needed to judge them, to draw them anew, or to keep them. */
export interface Draft {
  readonly rule: Rule
  readonly circles: readonly Circle[]
  /** Pairs of units that may not be in one circle. */
  readonly apart: readonly (readonly [string, string])[]
  /** Hearts that a re-run must use. */
  readonly hearts: readonly GivenHeart[]
  /** Id of the version that it was made from; missing: none. */
  readonly from?: string | null
}

/** What circles are made of here, and by which rulers they can be drawn. */
export interface Ground {
  readonly rulers: readonly Ruler[]
  readonly kind: 'community' | 'block'
  readonly units: readonly { readonly id: string; readonly name: string }[]
}

/** How a draft stands. Its circles have their borders. */
export interface Stand {
  /** By which the worker finds it again, as long as nobody measures anew. */
  readonly key: number
  readonly draft: Draft
  readonly delineation: Delineation
  /** Per circle: indices of those beside it, for tints. */
  readonly neighbours: readonly (readonly number[])[]
}

/** What is told of a circle in the list, after more work than its borders. */
export interface Note {
  /** Its type, in words; null where no thresholds were published. */
  readonly grade: Name | null
  /** Categories of the basic tier that most people lack, then of the quality tier. */
  readonly gaps: readonly { readonly category: string; readonly people: number }[]
  /** Categories that hang on one outlet. */
  readonly single: number
}

/** A typing as it is shown. */
export interface TypingView {
  readonly id: string
  readonly name: Name
  readonly cites: string
  readonly labels: Readonly<Record<'basic' | 'improved' | 'premium', Name>>
  readonly entry: { readonly basic: number | null; readonly quality: number | null; readonly status: Certainty } | null
  readonly published: boolean
  readonly composite: Name | null
  readonly note: Name | null
  readonly result: TypeResult
}

/** An indicator as it is shown. */
export interface IndicatorView extends Omit<Indicator, 'of'> {
  readonly readings: readonly Reading[] | null
}

/** One circle, whole. */
export interface CircleSheet {
  readonly sheet: Sheet
  /** People by band, where the population tells ages. */
  readonly bands: Readonly<Partial<Record<Age, number>>>
  readonly typings: readonly TypingView[]
  readonly indicators: readonly IndicatorView[]
  /** For each single point of the sheet, in its order: what closing it would do in the whole city. */
  readonly closings: readonly (Closing | null)[]
  /** Per category: minutes on foot of the whole city. */
  readonly cityWalks: readonly Inequality[]
}

/** What somebody changed about a preset of the clock; undefined: as the preset. */
export interface Changed {
  readonly kmh?: number
  /** Steps are walked so many times as slowly; null: avoided. */
  readonly steps?: number | null
  /** Seconds waited at each crossing. */
  readonly crossing?: number
  readonly floor?: number
  readonly lift?: boolean
  readonly minutes?: number
}

/** A walker at an hour, for the clock. */
export interface ClockAsk {
  readonly persona: string
  readonly changed: Changed
  readonly moment: Moment
}

/** What is open and in reach then. */
export interface ClockView {
  /** Per category of the city: among those of the circle, and of the whole city. */
  readonly circle: readonly ClockShare[] | null
  readonly city: readonly ClockShare[]
  /** Whom was counted: the persona's band, or all residents where the population tells no ages. */
  readonly band: string | null
  readonly floorSeconds: number | null
  readonly minutes: number
  readonly walker: Walker
}

/** The questions that are answered at once, whatever else is under way. */
export const CIRCLES_ASIDE = ['delineate', 'endDelineation', 'delineationDoing'] as const

/** Question → [what is asked, what is answered], of circles. Where `key` is of a stand that was forgotten, the answer is null. */
export interface CircleDialogue {
  /** What circles are made of. */
  circleGround: [null, Ground]
  /** Circles drawn by the rule: locked ones stay, fixed hearts are used. Null: it was given up. Runs aside. */
  delineate: [{ rule: Rule; draft: Draft | null; run: number }, Stand | null]
  /** Gives up that run. */
  endDelineation: [{ run: number }, null]
  /** How far a run is; null when it has not begun or has ended. */
  delineationDoing: [{ run: number }, Doing | null]
  /** How circles stand as they are: after an edit, or drawn, or from a file. */
  circleStand: [{ draft: Draft }, Stand]
  circleNotes: [{ key: number }, readonly Note[] | null]
  circleSheet: [{ key: number; circle: number }, CircleSheet | null]
  /** Cells of the circle (null: of the city) that would lose the category with the outlet. */
  circleLosers: [{ key: number; circle: number | null; outlet: number; category: number }, Int32Array | null]
  /** Per category: minutes on foot of the city's age bands. Takes some seconds in a city of millions. */
  bandWalks: [{ key: number }, readonly (readonly BandInequality[])[] | null]
  circleClock: [{ key: number; circle: number | null } & ClockAsk, ClockView | null]
}

declare module '../access/messages.ts' {
  interface Dialogue extends CircleDialogue {}
}
