// What is known here of each category: no outlet of it in any source is no proof that there is none.
import { AreaIndex } from '../geo/polygon-index.ts'
import type { AreaLevel, AreaRow, OriginKind, OutletRow } from '../source/rows.ts'
import type { Knowledge } from './measured.ts'

/** From the most to the least trusted. */
const TRUST: readonly OriginKind[] = ['official', 'commercial', 'osm']

/** Ledgers are kept by street offices, else by districts: an area of this level without a single row was not covered. */
const KEEPERS: readonly AreaLevel[] = ['subdistrict', 'district']

/**
 * Knowledge of each of `categories` categories. A category is known when some source lists an outlet of it, or when a person
 * states that the official ledger is complete (`ledgerComplete`): then an empty list means none. OSM speaks for the whole
 * extract; a ledger or an export speaks for the areas in which it lists anything, of whatever category; but where all rows
 * of a category stand in one area, and too many for chance, for that area alone: one office registered them, the others did not.
 */
export function knowledgeOf(
  outlets: readonly OutletRow[],
  serves: readonly (readonly number[])[],
  categories: number,
  areas: readonly AreaRow[],
  ledgerComplete: boolean,
): readonly Knowledge[] {
  const counts = Array.from({ length: categories }, () => ({ official: 0, commercial: 0, osm: 0 }))
  const listed = Array.from({ length: categories }, () => new Set<OriginKind>())
  outlets.forEach((outlet, o) => {
    for (const c of serves[o]!) {
      if (outlet.origins[0]) counts[c]![outlet.origins[0].kind]++
      for (const { kind } of outlet.origins) listed[c]!.add(kind)
    }
  })
  const unknownIn = ledgerComplete ? () => [] : uncovered(outlets, serves, areas)
  const total = new Int32Array(categories)
  for (const served of serves) for (const c of served) total[c]!++
  return counts.map((byOrigin, c) => ({
    outlets: total[c]!,
    byOrigin,
    known: ledgerComplete || total[c]! > 0,
    unknownIn: total[c]! > 0 && !listed[c]!.has('osm') ? unknownIn(c) : [],
    basis: ledgerComplete ? 'official' : (TRUST.find((kind) => listed[c]!.has(kind)) ?? null),
  }))
}

/** The same knowledge with the outlets counted anew: who knows what, and where, stays as it was. */
export function recounted(
  before: readonly Knowledge[],
  outlets: readonly OutletRow[],
  serves: readonly (readonly number[])[],
): readonly Knowledge[] {
  const counts = before.map(() => ({ official: 0, commercial: 0, osm: 0 }))
  const total = new Int32Array(before.length)
  serves.forEach((served, o) => {
    const origin = outlets[o]!.origins[0]
    for (const c of served) {
      total[c]!++
      if (origin) counts[c]![origin.kind]++
    }
  })
  return before.map((known, c) => ({ ...known, outlets: total[c]!, byOrigin: counts[c]! }))
}

/** Per category: the areas of ledger keepers in which no file that lists the category has any row. */
function uncovered(
  outlets: readonly OutletRow[],
  serves: readonly (readonly number[])[],
  areas: readonly AreaRow[],
): (category: number) => readonly number[] {
  const level = KEEPERS.find((l) => areas.some((a) => a.level === l))
  const kept = areas.flatMap((a, i) => (a.level === level ? [i] : []))
  if (kept.length === 0) return () => []
  const index = new AreaIndex(kept.map((i) => areas[i]!.polygon))
  /** Rows of each file by area: of all categories, and of each. */
  const rows = new Map<string, Map<number, number>>()
  const rowsOf = new Map<number, Map<string, Map<number, number>>>() // category → file → area → rows
  outlets.forEach((outlet, o) => {
    const place = index.areaOf(...outlet.at)
    if (place < 0) return
    for (const { kind, file } of outlet.origins) {
      if (kind === 'osm') continue
      count(within(rows, file), kept[place]!)
      for (const c of serves[o]!) count(within(within(rowsOf, c), file), kept[place]!)
    }
  })
  return (category) => {
    const files = [...(rowsOf.get(category) ?? [])]
    const speaks = ([file, own]: readonly [string, ReadonlyMap<number, number>], area: number) => {
      const all = rows.get(file)!
      return isLocal(own, all) ? own.has(area) : all.has(area)
    }
    return kept.filter((area) => !files.some((file) => speaks(file, area)))
  }
}

/** Chance would leave a category in one area less often than this, before it is taken for a list that only one office kept. */
const BY_CHANCE = 0.001

/**
 * Whether a file lists a category in one area only, and too many of it for chance: n rows that fell where the file's rows fall
 * would all be in that area with probability pⁿ, p being its share of the file's rows. Own proposal.
 */
function isLocal(own: ReadonlyMap<number, number>, all: ReadonlyMap<number, number>): boolean {
  if (own.size !== 1) return false
  const [area, n] = [...own][0]!
  const total = [...all.values()].reduce((sum, k) => sum + k, 0)
  return (all.get(area)! / total) ** n < BY_CHANCE
}

const count = (counts: Map<number, number>, key: number) => counts.set(key, (counts.get(key) ?? 0) + 1)

/** The map at `key`, begun where there is none. */
function within<K, L, V>(maps: Map<K, Map<L, V>>, key: K): Map<L, V> {
  let map = maps.get(key)
  if (!map) {
    map = new Map()
    maps.set(key, map)
  }
  return map
}

/** The day on which an outlet was last confirmed by any of its sources; null where none says. */
export function confirmedOf(outlet: OutletRow): string | null {
  let last: string | null = null
  for (const { confirmed } of outlet.origins) if (confirmed && (!last || confirmed > last)) last = confirmed
  return last
}
