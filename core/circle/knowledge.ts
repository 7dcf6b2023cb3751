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
 * extract; a ledger or an export speaks for the areas in which it lists anything, of whatever category; but of a category
 * that it lists in one of several areas only, for that area alone: there somebody registered it, elsewhere perhaps nobody did.
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
  const covers = new Map<string, Set<number>>()
  const lists = new Map<number, Map<string, Set<number>>>() // category → file → areas
  outlets.forEach((outlet, o) => {
    const area = index.areaOf(...outlet.at)
    for (const { kind, file } of outlet.origins) {
      if (kind === 'osm') continue
      let covered = covers.get(file)
      if (!covered) {
        covered = new Set()
        covers.set(file, covered)
      }
      if (area >= 0) covered.add(kept[area]!)
      for (const c of serves[o]!) {
        let files = lists.get(c)
        if (!files) {
          files = new Map()
          lists.set(c, files)
        }
        let listed = files.get(file)
        if (!listed) {
          listed = new Set()
          files.set(file, listed)
        }
        if (area >= 0) listed.add(kept[area]!)
      }
    }
  })
  return (category) => {
    const files = [...(lists.get(category) ?? [])]
    const speaks = ([file, listed]: readonly [string, ReadonlySet<number>], area: number) => {
      const covered = covers.get(file)!
      return covered.size > 1 && listed.size === 1 ? listed.has(area) : covered.has(area)
    }
    return kept.filter((area) => !files.some((file) => speaks(file, area)))
  }
}

/** The day on which an outlet was last confirmed by any of its sources; null where none says. */
export function confirmedOf(outlet: OutletRow): string | null {
  let last: string | null = null
  for (const { confirmed } of outlet.origins) if (confirmed && (!last || confirmed > last)) last = confirmed
  return last
}
