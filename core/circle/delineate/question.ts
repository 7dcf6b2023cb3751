// A delineation as numbers: units that must be shared out among circles, hearts that circles may have, and what each pair means on
// foot. Drawn towns, cities and tests become one of these; the search, the bound and the checks read nothing else.

import type { Band } from '../ruler.ts'
import type { Neighbours } from '../unit-neighbours.ts'

/** People are counted in whole thousandths, so that sums are exact in whatever order they are made. */
export const PER_PERSON = 1000

/** A whole question. Unit u and heart h meet at `h * units + u`. */
export interface Question {
  readonly units: number
  readonly hearts: number
  /** Per unit: all residents, and those who are joined to the streets, in thousandths of a person. */
  readonly people: Float64Array
  readonly joined: Float64Array
  readonly neighbours: Neighbours
  /** Per heart: the unit it stands in, which belongs to its circle. */
  readonly home: Int32Array
  /** Per heart: 1 where some circle must have it. */
  readonly fixed: Uint8Array
  /** Per unit: 1 where it is to be shared out; 0 where it is in a locked circle, or no heart can be walked to. */
  readonly free: Uint8Array
  /** Residents of the unit beyond the minutes of the heart, thousandths; 0 where the share asked for is within. */
  readonly beyond: Float64Array
  /** Sum of residents (thousandths) × deciseconds of their walk; a walk beyond the horizon counts as the horizon. */
  readonly walk: Float64Array
  /** The minutes, in deciseconds. */
  readonly limitDs: number
  /** In people. */
  readonly band: Band
  /** Per unit: units that may not be in its circle; empty where nothing was forbidden. */
  readonly apart: ReadonlyMap<number, readonly number[]>
  /** How much the parts of the shape count against each other; see score.ts. */
  readonly factors: ShapeFactors
}

/** How much each part of the shape counts. Our own proposal (inference): no document weighs them. */
export interface ShapeFactors {
  /** Mean walk, as a share of the minutes. */
  readonly walk: number
  /** Square of the coefficient of variation of the circles' people. */
  readonly even: number
  /** Streets that lead from one circle into another, as a share of those between units. */
  readonly border: number
}

/** Of the people of a circle, how many are outside the band, in thousandths. */
export function missOf(people: number, { least, most }: Band): number {
  if (least !== null && people < least * PER_PERSON) return least * PER_PERSON - people
  if (most !== null && people > most * PER_PERSON) return people - most * PER_PERSON
  return 0
}

/** Whether two units may not share a circle. */
export const areApart = ({ apart }: Question, u: number, members: readonly number[]): boolean => {
  const list = apart.get(u)
  return list?.some((v) => members.includes(v)) ?? false
}
