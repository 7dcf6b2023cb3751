// The ledger as a file that an office can work on and bring back: what is written here is read again to the letter
// (ledger-read.ts knows its headings), so that export → import → export changes nothing.
import Papa from 'papaparse'
import { joined } from '../base/bytes.ts'
import { type LedgerRow, tidyRow } from './ledger.ts'
import { EXPORT_HEADINGS, entrancesText, guarded, STATE_WORDS, sourcesText } from './ledger-cells.ts'
import { plainZip } from './plain-zip.ts'

/** When a workbook says that it was made; a real clock would make every copy another file. */
const WRITTEN = new Date(Date.UTC(2000, 0, 1))

type Cell = string | number | null

/**
 * The cells of a row under EXPORT_HEADINGS. Coordinates have as many digits as they need to come back the same number;
 * texts that begin like a formula get an apostrophe (see `guarded`); what is unknown is blank.
 */
function cellsOf(written: LedgerRow): readonly Cell[] {
  const row = tidyRow(written)
  const text = (value: string | null) => (value === null ? null : guarded(value))
  const cells: Readonly<Record<(typeof EXPORT_HEADINGS)[number][0], Cell>> = {
    id: text(row.id),
    name: text(row.name),
    label: text(row.label),
    lng: row.at[0],
    lat: row.at[1],
    address: text(row.address),
    hours: text(row.hours),
    capacity: row.capacity,
    status: STATE_WORDS[row.state],
    confirmed: row.confirmed,
    confirmedBy: text(row.confirmedBy),
    licence: text(row.licence),
    entrances: entrancesText(row.entrances),
    sources: sourcesText(row.origins),
    remark: text(row.remark),
  }
  return EXPORT_HEADINGS.map(([field]) => cells[field] || (cells[field] === 0 ? 0 : null))
}

const HEADINGS: readonly string[] = EXPORT_HEADINGS.map(([, heading]) => heading)

/**
 * Rows as CSV: UTF-8 with its mark, so that Excel knows it; every cell in quotes; lines end in CRLF (RFC 4180). Texts
 * are written as `tidyRow` holds them. The same rows give the same bytes.
 */
export function ledgerCsv(rows: readonly LedgerRow[]): Uint8Array {
  const encoder = new TextEncoder()
  const pieces = [encoder.encode(`\ufeff${HEADINGS.join(',')}\r\n`)]
  for (let from = 0; from < rows.length; from += 5_000) {
    const chunk = rows.slice(from, from + 5_000).map(cellsOf)
    pieces.push(encoder.encode(`${Papa.unparse(chunk, { newline: '\r\n', quotes: true })}\r\n`))
  }
  return joined(pieces)
}

/** Rows as a workbook of one sheet, 网点台账, that holds the table and nothing else. Ids and codes are texts and keep their zeros. */
export async function ledgerXlsx(rows: readonly LedgerRow[]): Promise<Uint8Array> {
  const { default: ExcelJS } = await import('exceljs')
  const book = new ExcelJS.Workbook()
  book.created = WRITTEN
  book.modified = WRITTEN
  const sheet = book.addWorksheet('网点台账')
  sheet.addRow(HEADINGS)
  for (const row of rows)
    sheet.addRow(cellsOf(row).map((cell) => (typeof cell === 'string' ? escapedForSheet(cell) : cell)))
  return plainZip(new Uint8Array(await book.xlsx.writeBuffer()))
}

/** `_x0041_` in a sheet means A (ECMA-376, 22.9.2.19, ST_Xstring): a text that has it gets its underscore written so. */
const escapedForSheet = (text: string): string => text.replace(/_(?=x[0-9A-F]{4}_)/g, '_x005F_')
