// The outlet ledger (网点台账) as an office keeps it: every outlet with its state, who last confirmed it and when.
import type { OutletRow } from './rows.ts'

/** What became of an outlet. One that is only planned or being built is no row of the ledger yet. */
export type OutletState = 'open' | 'closed' | 'moved'

/** A row of the ledger. It is an outlet (its tags empty), so measuring and merging take it as it is. */
export interface LedgerRow extends OutletRow {
  /** The ledger's own id; '' for a row that has none yet. Unique otherwise. */
  readonly id: string
  readonly state: OutletState
  /** The day it was last confirmed, `YYYY-MM-DD`; null where never. Its origins have days of their own. */
  readonly confirmed: string | null
  /** Who confirmed it; null where unknown. */
  readonly confirmedBy: string | null
  /** Unified social credit code or licence number; several branches may share one. Null where unknown. */
  readonly licence: string | null
  readonly remark: string | null
}

/** Characters (UTF-16) that one text of a row may have; an address has 100. Two of each still fit a cell of Excel (32,767). */
export const LONGEST_TEXT = 4_000

/** Entrances and origins that one row may have: what is written into one cell. */
export const MOST_ENTRANCES = 200
export const MOST_ORIGINS = 40

/** Characters that a file name or a reference of an origin may have. */
const LONGEST_REF = 100

/**
 * A text as the ledger holds it, so that every format can carry it and give it back: line ends are `\n`; control
 * characters but tab and line end, and U+FFFE and U+FFFF, go; half a surrogate pair becomes �; cut at `longest`.
 */
export function ledgerText(text: string, longest = LONGEST_TEXT): string {
  const sound = text
    .slice(0, longest + 1)
    .replace(/\r\n?/g, '\n')
    .replace(/[\p{Cc}\ufffe\uffff]/gu, (c) => (c === '\n' || c === '\t' ? c : ''))
    .slice(0, longest)
  return sound.replace(/\p{Surrogate}/gu, '\ufffd')
}

/** A row as the ledger holds it: texts sound (see `ledgerText`), '' as null where null is unknown, lists within their limits. */
export function tidyRow(row: LedgerRow): LedgerRow {
  const known = (text: string | null, longest?: number) => (text === null ? null : ledgerText(text, longest) || null)
  return {
    ...row,
    id: ledgerText(row.id),
    name: ledgerText(row.name),
    label: ledgerText(row.label),
    address: known(row.address),
    hours: known(row.hours),
    confirmedBy: known(row.confirmedBy),
    licence: known(row.licence),
    remark: known(row.remark),
    entrances: row.entrances.slice(0, MOST_ENTRANCES),
    origins: row.origins
      .slice(0, MOST_ORIGINS)
      .map((o) => ({ ...o, file: ledgerText(o.file, LONGEST_REF), ref: known(o.ref, LONGEST_REF) })),
  }
}
