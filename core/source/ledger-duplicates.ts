// Pairs of a ledger that may be one outlet written twice. They are shown to a person and never merged unasked.
import type { LedgerRow } from './ledger.ts'
import { type CategoriesOf, likelyPairs } from './merge.ts'
import type { Likeness } from './names.ts'

/** Two rows that may be one outlet; `a` stands first in the ledger. */
export interface PossibleDuplicate {
  readonly a: LedgerRow
  readonly b: LedgerRow
  /** `licence`: one licence number and near; else how alike the names are. */
  readonly reason: 'licence' | Exclude<Likeness, 'different'>
  readonly meters: number
}

/** What was found. */
export interface PossibleDuplicates {
  /** The likeliest first: same name, one licence, similar name, nothing said; then the nearest. */
  readonly pairs: readonly PossibleDuplicate[]
  /** Whether there are more than these. */
  readonly more: boolean
}

const LIKELIEST = ['same', 'licence', 'similar', 'silent'] as const

/**
 * Open outlets of `rows` that may be written twice: of one trade (`categoriesOf`; without it, one label) and as near as two sources
 * may put one outlet (`MERGE_METERS`). At most `most` pairs. Nothing is changed.
 */
export function possibleDuplicates(
  rows: readonly LedgerRow[],
  categoriesOf: CategoriesOf = (row) => [row.label.trim()],
  most = 10_000,
): PossibleDuplicates {
  const open = rows.filter((row) => row.state === 'open')
  const seen = new Set<string>()
  const pairs: PossibleDuplicate[] = []
  for (const { row, outlet, alike, meters } of likelyPairs(open, open, categoriesOf)) {
    const [first, second] = row < outlet ? [row, outlet] : [outlet, row]
    const key = `${first} ${second}`
    if (first === second || seen.has(key)) continue
    seen.add(key)
    const [a, b] = [open[first]!, open[second]!]
    const licence = alike !== 'same' && a.licence !== null && a.licence === b.licence
    pairs.push({ a, b, meters, reason: licence ? 'licence' : alike })
  }
  const rank = (p: PossibleDuplicate) => LIKELIEST.indexOf(p.reason)
  pairs.sort((p, q) => rank(p) - rank(q) || p.meters - q.meters) // sort keeps the order of equals: that of the ledger
  return { pairs: pairs.slice(0, most), more: pairs.length > most }
}
