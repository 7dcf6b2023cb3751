// What is known here of each category: no outlet of it in any source is no proof that there is none.
import type { OriginKind, OutletRow } from '../source/rows.ts'
import type { Knowledge } from './measured.ts'

/** From the most to the least trusted. */
const TRUST: readonly OriginKind[] = ['official', 'commercial', 'osm']

/**
 * Knowledge of each of `categories` categories. A category is known when some source lists an outlet of it, or when a person
 * states that the official ledger is complete (`ledgerComplete`): then an empty list means none.
 */
export function knowledgeOf(
  outlets: readonly OutletRow[],
  serves: readonly (readonly number[])[],
  categories: number,
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
  const total = new Int32Array(categories)
  for (const served of serves) for (const c of served) total[c]!++
  return counts.map((byOrigin, c) => ({
    outlets: total[c]!,
    byOrigin,
    known: ledgerComplete || total[c]! > 0,
    basis: ledgerComplete ? 'official' : (TRUST.find((kind) => listed[c]!.has(kind)) ?? null),
  }))
}

/** The day on which an outlet was last confirmed by any of its sources; null where none says. */
export function confirmedOf(outlet: OutletRow): string | null {
  let last: string | null = null
  for (const { confirmed } of outlet.origins) if (confirmed && (!last || confirmed > last)) last = confirmed
  return last
}
