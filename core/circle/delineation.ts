// What comes out of a delineation or an audit, whole: circles with their figures, the objective with every term, every rule with
// the value reached, the bound, and all that it was made under. It is also the JSON that is written.
import type { Convention } from '../access/convention.ts'
import type { Finding } from '../base/finding.ts'
import type { Name } from '../base/name.ts'
import type { LngLat } from '../geo/meters.ts'
import type { Circle } from './circle.ts'
import type { ShapeFactors } from './delineate/question.ts'
import type { ClusterRule, GivenHeart } from './hearts.ts'
import type { Band, Ruler } from './ruler.ts'

/** Figures of one circle. People are fractional, as in a population. */
export interface CircleFigures {
  /** Residents, and of them those who are not joined to the streets (they enter no walk). */
  readonly people: number
  readonly unconnected: number
  /** Joined residents within the minutes of the heart, and beyond; null without a heart. */
  readonly within: number | null
  readonly beyond: number | null
  /** Of those beyond, the ones in units (or parts of units) of which less than the share asked for is within; null without a heart. */
  readonly counted: number | null
  /** The longest and the people-weighted mean walk of joined residents; null without a heart, or where somebody cannot walk to it. */
  readonly longestSeconds: number | null
  readonly meanSeconds: number | null
  readonly cells: number
  /** Outlets that stand in it. */
  readonly outlets: number
  readonly areaM2: number
  /** How its people stand to the band, and by how many they miss it. */
  readonly band: { readonly state: 'within' | 'below' | 'above' | null; readonly by: number }
  /** Units of which it holds some residents and not all. */
  readonly split: readonly string[]
  /** Parts of its ground that cannot be walked to from the rest without leaving it, with where a crossing is missing. */
  readonly parts: readonly { readonly people: number; readonly at: LngLat; readonly meters: number }[]
}

/** One rule, as it came out. */
export interface Check {
  readonly id: CheckId
  readonly name: Name
  readonly rule: Name
  /** The value reached, and the value that the rule allows, in `unit`; null: not measurable, or not limited. */
  readonly reached: number | null
  readonly limit: number | null
  readonly unit: 'people' | 'circles' | 'units' | 'pairs'
  /** null: not measurable. */
  readonly holds: boolean | null
  /** Where it does not hold: which circles, by how much, and what would have to give. */
  readonly say: Name | null
}

/** The rules, in the order in which they are printed. */
export const CHECKS = [
  'minutes',
  'band',
  'contiguous',
  'uncut',
  'whole',
  'overlap',
  'everyone',
  'apart',
  'inside',
] as const
export type CheckId = (typeof CHECKS)[number]

/** One term of the objective. Terms of a lower rank outweigh all of a higher. */
export interface Term {
  readonly rank: number
  readonly id: 'beyond' | 'miss' | 'number' | 'walk' | 'even' | 'border'
  readonly name: Name
  readonly value: number
  /** What it is multiplied by within its rank. */
  readonly factor: number
}

/** Bounds on the number of circles beside the number reached, all with the locked ones counted in. */
export interface NumberBound {
  /** Circles in all, and of them locked ones, which were not asked. */
  readonly reached: number
  readonly locked: number
  /** For sets that keep the rules as well as can be: by people and the most of the band (null where it sets none), by walking, by both. */
  readonly byPeople: number | null
  readonly byWalking: number
  /** Null where no set can keep both. */
  readonly byBoth: number | null
  /**
   * For sets that are nowhere worse than this one: none that leaves no unit more people beyond than it has here, and has no circle
   * larger than the band allows or than here, has fewer circles. Never above `reached`.
   */
  readonly best: number
  /** People whom no heart brings within the minutes in whole units. */
  readonly leastBeyond: number
}

/** What was asked, as it was taken. */
export interface DelineateParameters {
  /** Null where a person gave numbers alone. */
  readonly ruler: Pick<Ruler, 'id' | 'name' | 'cites' | 'source' | 'status'> | null
  readonly band: Band
  /** Share of a unit's joined residents who must be within the minutes for the unit to count as reached, 0–1. */
  readonly share: number
  readonly clusters: ClusterRule
  readonly factors: ShapeFactors
  readonly hearts: readonly GivenHeart[]
  /** Whether sites to be were proposed where no heart reaches a whole unit. */
  readonly proposeSites: boolean
  /** Ids of circles that were locked. */
  readonly locked: readonly string[]
  readonly forbidden: readonly (readonly [string, string])[]
  readonly seed: number
}

/** Circles with their figures, in the same order. */
export interface Delineation {
  /** `audited`: somebody else's circles were looked at, nothing was drawn. */
  readonly how: 'delineated' | 'audited'
  readonly circles: readonly Circle[]
  readonly figures: readonly CircleFigures[]
  /** Residents of the whole city, and of those in no circle. */
  readonly people: number
  readonly inNone: number
  readonly units: {
    readonly kind: 'community' | 'block'
    readonly count: number /** In no circle. */
    readonly unplaced: readonly string[]
  }
  /** Candidates there were, by kind. */
  readonly hearts: Readonly<Partial<Record<'cluster' | 'centre' | 'site' | 'fixed', number>>>
  readonly checks: readonly Check[]
  /** Empty for an audit. */
  readonly objective: readonly Term[]
  /** Null for an audit. */
  readonly bound: NumberBound | null
  /** People of circles: mean, least, most, and the coefficient of variation (0 where there is one circle). */
  readonly evenness: {
    readonly mean: number
    readonly least: number
    readonly most: number
    readonly variation: number
  } | null
  readonly parameters: DelineateParameters
  readonly convention: Convention
  readonly findings: readonly Finding[]
}
