// Where to open what in a city, as people are told it: the question with its denominators, the sites, whom they gain and where,
// what was proven, and what would come next. `propose.ts` makes it; commands, papers and the page only read it.
import type { Convention } from '../access/convention.ts'
import type { Finding } from '../base/finding.ts'
import type { Share } from '../circle/measured.ts'
import type { Band } from '../source/rows.ts'
import type { Category } from '../standard/define.ts'
import type { Candidate, Proposal } from './candidate.ts'
import type { Answer, Ask } from './model.ts'

/** What is asked. Limit, walker, snaps and legs are those of the measurement. */
export interface SitingQuestion {
  /** Id of a model on the shelf. */
  readonly model: string
  readonly categories: readonly Category[]
  /** New sites at most; for mobile services the vans; null where a budget or a share decides. */
  readonly p: number | null
  /** In yuan; null: money does not count. Candidates of unknown cost are left out where it does. */
  readonly budget: number | null
  /** Share of the people counted (within, beyond or none) that must be within reach, 0–1; for models that need one. */
  readonly share: number | null
  /** People that every new site must gain and be the nearest new site for; null: any. */
  readonly leastTrade: number | null
  readonly stopsPerVan: number | null
  readonly minutesBetween: number | null
  /** null: all residents. */
  readonly band: Band | null
  /** Whether residents about whom nothing is known count as lacking. */
  readonly unknownToo: boolean
  /** Walks longer than this count as this long, for the models that reckon walks; null: twice the limit, 30 minutes at least. */
  readonly capMinutes: number | null
  /** Floor a category needs, m², by id, for several categories under one roof; what is not here needs none that is known. */
  readonly floorM2: Readonly<Record<string, number>>
  /** What a site of unknown capacity can serve, people; null: unknown ones are left out where capacities count. */
  readonly capacityIfUnknown: number | null
}

/** People by place. */
export interface ByPlace {
  /** Id and name of an area or a circle; null: in none. */
  readonly id: string | null
  readonly name: string | null
  readonly people: number
}

/** A chosen site with what a person asks about it. */
export interface ChosenSite extends Proposal {
  /** Per category: people who would come within reach by it alone, were nothing else opened. */
  readonly alone: readonly number[]
  /** Where those gained live, most first; over all its categories, a person once for each. */
  readonly where: readonly ByPlace[]
  /** Per category: people brought within reach of whom nothing could be said before (unknown, unconnected, at the edge). */
  readonly beside: readonly number[]
  /** The candidate that could best stand for it, and what would be lost, in units of the objective; null: none is known. */
  readonly runnerUp: { readonly candidate: Candidate; readonly loss: number } | null
  /** Of a mobile stop: the van that makes it, from 1. */
  readonly van: number | null
}

/** How a category stands before and after. */
export interface BeforeAfter {
  readonly category: Category
  readonly before: Share
  /** As a new measurement with the chosen sites among the outlets would find it. */
  readonly after: Share
  /** Of those who lack it: people some candidate reaches. */
  readonly reachable: number
  /** People who lack it. */
  readonly lacking: number
  readonly gained: number
  readonly where: readonly ByPlace[]
}

/** What `objective`, `bound` and the curve count. */
export type ObjectiveUnit =
  /** People who come within reach. */
  | 'people'
  /** The same for several categories, a person once for each that he gains. */
  | 'people-categories'
  /** New sites. */
  | 'sites'
  /** Mean walk of those counted, minutes. */
  | 'mean-minutes'
  /** Longest walk of those counted, minutes. */
  | 'longest-minutes'

/** An answer about a city. */
export interface Siting {
  readonly question: SitingQuestion
  /** Under which the minutes were walked. */
  readonly convention: Convention
  /** Candidates asked about, by kind, and those of them that gain anybody by themselves. */
  readonly candidates: {
    readonly premises: number
    readonly street: number
    readonly mobile: number
    readonly useful: number
  }
  /** In the order in which they gain most, each given those before it. */
  readonly sites: readonly ChosenSite[]
  readonly categories: readonly BeforeAfter[]
  readonly unit: ObjectiveUnit
  /** In `unit`. */
  readonly objective: number
  readonly bound: number
  readonly gap: number
  /** The gap that was small enough to stop at; 0 or left out: none but the full proof. */
  readonly gapAsked?: number
  readonly ended: Answer['ended']
  readonly curve: Answer['curve']
  readonly how: readonly string[]
  /** What the sites cost together, yuan; null where that of one is unknown. */
  readonly cost: number | null
  /** For the models that reckon walks: mean and longest before, people whose walk is capped or who are reached by nothing. */
  readonly walks: {
    readonly capMinutes: number
    readonly people: number
    readonly meanBefore: number
    readonly longestBefore: number
    readonly capped: number
    readonly beyondAll: number
  } | null
  /** For capacities: people served within the limit and within capacity, before and after. */
  readonly served: { readonly before: number; readonly after: number; readonly people: number } | null
  readonly ask: Ask
  readonly findings: readonly Finding[]
}
