// Candidates from a list that a person brought: premises, and stops of carts and vans.
import type { Findings } from '../base/finding.ts'
import type { PremisesRow } from '../source/premises-table.ts'
import type { Category } from '../standard/define.ts'
import { findCategory } from '../standard/named.ts'
import type { Candidate } from './candidate.ts'
import { spansOf } from './stops.ts'

/**
 * The rows of a list as candidates of one kind. Categories may be named as people name them; a name that is none is noted and
 * passed over. A mobile stop is one candidate for each span of its hours, and without hours that can be read it is left out, for
 * it serves nobody when it is not there.
 */
export function candidatesFrom(
  rows: readonly PremisesRow[],
  kind: 'premises' | 'mobile',
  categories: readonly Category[],
  findings: Findings,
): readonly Candidate[] {
  return rows.flatMap((row) => {
    const { id, name, at, areaM2, cost, capacity, hours, allowed, file } = row
    if (kind === 'mobile' && spansOf(hours).length === 0) {
      findings.note('stop-without-hours', file, row.row, `${name} ${hours ?? ''}`.trim())
      return []
    }
    const ids = allowed?.flatMap((word) => {
      const found = findCategory(categories, word)
      if (!found) findings.note('unknown-category', file, row.row, word)
      return found ? [found.id] : []
    })
    const whole: Candidate = { id, name, at, kind, areaM2, cost, capacity, hours, categories: ids ?? null }
    const spans = kind === 'mobile' ? spansOf(hours) : []
    if (spans.length < 2) return [whole]
    return spans.map((span): Candidate => {
      const text = `${clock(span.from)}-${clock(span.to)}`
      return { ...whole, id: `${id}@${text}`, hours: text }
    })
  })
}

const clock = (minute: number) => `${Math.floor(minute / 60) % 24}:${String(minute % 60).padStart(2, '0')}`

/** Whether something of that category may open there. */
export const mayHold = ({ categories }: Candidate, id: string): boolean =>
  categories === null || categories.includes(id)
