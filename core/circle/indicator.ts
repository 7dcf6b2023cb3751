// An indicator: one number, or several of a kind, that a document names or that we propose, worked out from what is loaded. Each is one
// file on the shelf `indicators/`. What cannot be measured is null, never 0; what is known in part is a span.
import type { Certainty } from '../base/certainty.ts'
import type { Name } from '../base/name.ts'
import type { ClockAnswer } from './clock.ts'
import type { Frame } from './frame.ts'
import type { Measured } from './measured.ts'
import type { Count } from './presence.ts'

/** What may be known beside the city and its circles; each null where it is not. */
export interface Extras {
  /** The day on which it is asked, `YYYY-MM-DD`, and how many days a confirmation counts as fresh. */
  readonly today: string | null
  readonly freshDays: number | null
  /** Households of the city, and floor area of its community services, m². */
  readonly households: number | null
  readonly serviceAreaM2: number | null
  /** Answers on satisfaction: valid ones, and those of them that are satisfied. */
  readonly tally: { readonly valid: number; readonly satisfied: number } | null
  /** The same city measured for older people's pace (`remeasure`). */
  readonly slow: Measured | null
  /** The clock's answer for one moment, with the people it counted. */
  readonly clock: { readonly answer: ClockAnswer; readonly people: Float64Array } | null
}

/** Nothing beside the city and its circles. */
export const NOTHING_MORE: Extras = {
  today: null,
  freshDays: null,
  households: null,
  serviceAreaM2: null,
  tally: null,
  slow: null,
  clock: null,
}

/** Of what an indicator is asked: a circle (an index), or the whole city (null). */
export interface Subject {
  readonly frame: Frame
  readonly circle: number | null
  readonly extras: Extras
}

/** One number. */
export interface Reading {
  /** Which of several: an id among the indicator's `parts`, or of a category; null where there is one only. */
  readonly part: string | null
  /** Null where only a span is known. */
  readonly value: number | null
  /** [at least, at most], where what is unknown leaves it open, or where chance does (see `how`); null where nothing does. */
  readonly span: readonly [least: number, most: number] | null
  /** What it was divided by, in the unit that `per` names; null where nothing was. */
  readonly of: number | null
}

/** An indicator. */
export interface Indicator {
  /** As in the list of indicators: N national, S statistics, C a city's, M our own measurements. */
  readonly id: string
  readonly name: Name
  readonly unit: 'share' | 'count' | 'ratio' | 'm2'
  readonly better: 'higher' | 'lower' | 'neither'
  /** What a document asks for; null: nothing, or nobody published it. */
  readonly goal: { readonly value: number; readonly by: number | null; readonly source: string } | null
  readonly source: { readonly cites: string; readonly seen: string | null; readonly status: Certainty }
  /** How it is counted here, and how sure that is: formulas of documents are mostly our reading. */
  readonly how: Name & { readonly status: Certainty }
  /** What `of` counts; null where nothing is divided. */
  readonly per: Name | null
  readonly scope: 'circle' | 'city' | 'both'
  /** Its parts; `category`: those of the standard; null: it is one number. */
  readonly parts: readonly { readonly id: string; readonly name: Name }[] | 'category' | null
  /** Its numbers; null: not measurable from what is loaded. Asked only of what its scope allows. */
  of(subject: Subject): readonly Reading[] | null
}

/** Checks what the types cannot. Throws a sentence. */
export function defineIndicator(indicator: Indicator): Indicator {
  const { id, goal, unit, source } = indicator
  if (!/^[A-Z]+-[A-Z0-9]+$/.test(id)) throw new Error(`${id} is no id of an indicator, such as N-SAT.`)
  if (!source.cites) throw new Error(`${id} cites nothing.`)
  if (goal && unit === 'share' && !(goal.value >= 0 && goal.value <= 1))
    throw new Error(`${id}: the goal of a share is 0–1, got ${goal.value}.`)
  return indicator
}

/** One exact number. */
export const reading = (value: number, of: number | null, part: string | null = null): Reading => ({
  part,
  value,
  span: null,
  of,
})

/** From at least to at most; one number where they are the same. */
export const between = (least: number, most: number, of: number | null, part: string | null = null): Reading =>
  least === most ? reading(least, of, part) : { part, value: null, span: [least, most], of }

/** A count out of `of`, as a share. */
export const shareBetween = ({ least, most }: Count, of: number, part: string | null = null): Reading =>
  between(least / of, most / of, of, part)

/** The readings that are not null; null where none is. */
export function readings(all: readonly (Reading | null)[]): readonly Reading[] | null {
  const found = all.filter((r) => r !== null)
  return found.length > 0 ? found : null
}

/** Shares of people by category, of a circle's cells or the city's. */
export function byCategory(
  { frame, circle }: Subject,
  of: (category: number, cells: ArrayLike<number>, id: string) => Reading | null,
): readonly Reading[] | null {
  const cells = frame.cellsOf(circle)
  return readings(frame.measured.categories.map(({ id }, c) => of(c, cells, id)))
}
