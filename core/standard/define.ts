// A standard says which categories (业态) a circle must have, and how near. All of it is data with its source.
import type { Certainty } from '../base/certainty.ts'
import type { Name } from '../base/name.ts'

/** 基本保障类 | 品质提升类 | 载体. */
export type Tier = 'basic' | 'quality' | 'carrier'

/** A distance or time that some document asks for. */
export interface Threshold {
  readonly scale: 'walk-time' | 'radius' | 'service'
  /** One value, or a span [from, to]. */
  readonly value: number | readonly [number, number]
  readonly unit: 'min' | 'm' | null
  /** Key into the standard's `sources`. */
  readonly source: string
  readonly status: Certainty
  readonly note?: string
}

/** One kind of outlet. */
export interface Category {
  /** Stable among standards where the same thing is meant: `convenience-store`. */
  readonly id: string
  /** Its number in our catalogue, such as B01; null for standards from abroad. */
  readonly code: string | null
  readonly name: Name
  readonly tier: Tier
  readonly tierSource: string
  readonly tierStatus: Certainty
  /** 一店 一早 一菜 一修 一老 一小 一收 一洗, or null. */
  readonly group: string | null
  /** The department that leads; data, for it differs by document. */
  readonly lead: { readonly name: string; readonly status: Certainty } | null
  readonly thresholds: readonly Threshold[]
  /** What ledgers and exports call it; the longest match wins. */
  readonly labels: readonly string[]
  /**
   * OSM tags that say it: each rule is a set of tags that must all hold. A value may list alternatives with `|`; `*` is
   * any value; `opening_hours: '@morning'` holds where the hours are known to cover the morning.
   */
  readonly osm: readonly Readonly<Record<string, string>>[]
  readonly osmStatus: Certainty
  readonly note?: string
}

/** A document that a value was taken from. */
export interface Source {
  readonly title: string
  /** Where it was seen; null: not seen. */
  readonly seen: string | null
}

/** A standard: what is asked for, within what, by which document. */
export interface Standard {
  readonly id: string
  readonly name: Name
  /** Whose it is; '000000' is the nation, null is abroad. */
  readonly adcode: string | null
  /** Document number, or the paper. */
  readonly cites: string
  readonly year: number
  readonly sources: Readonly<Record<string, Source>>
  readonly categories: readonly Category[]
  /** What the document lists officially, where that is known, so that an incomplete list says so. */
  readonly officialCounts: Readonly<Partial<Record<Tier, number>>> | null
  readonly note?: Name
}

/** Checks what the types cannot, so that a standard uploaded as JSON meets the same bar as one in this folder. Throws a sentence. */
export function defineStandard(standard: Standard): Standard {
  const seen = new Set<string>()
  for (const category of standard.categories) {
    const { id, tierSource, thresholds } = category
    if (seen.has(id)) throw new Error(`${standard.id}: category ${id} stands twice`)
    seen.add(id)
    for (const key of [tierSource, ...thresholds.map((t) => t.source)]) {
      if (!(key in standard.sources))
        throw new Error(`${standard.id}: ${id} cites ${key}, which is not among its sources`)
    }
  }
  return standard
}
