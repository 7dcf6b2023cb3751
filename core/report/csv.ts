// CSV as Excel opens it rightly: UTF-8 with BOM, CRLF, quotes doubled (RFC 4180); no cell that a spreadsheet would run.

/** A cell: null and undefined are blank, which is "not known". */
export type Cell = string | number | null | undefined

/** A row of a table: its cells, or their text (`cellsText`). */
export type Row = readonly Cell[] | string

/** The text of a table, heading first. Same rows, same bytes. */
export const csv = (rows: Iterable<Row>): string => [...csvPieces(rows)].join('')

/** Characters of a piece, about. */
const PIECE = 1 << 16

/** The same text piece by piece, for tables longer than a text may be. */
export function* csvPieces(rows: Iterable<Row>): Generator<string> {
  let text = '\ufeff'
  for (const row of rows) {
    text += `${typeof row === 'string' ? row : cellsText(row)}\r\n`
    if (text.length < PIECE) continue
    yield text
    text = ''
  }
  yield text
}

/** Some cells of a row, parted by commas: for rows that begin or end alike. */
export const cellsText = (cells: readonly Cell[]): string => cells.map(cellText).join(',')

/**
 * A text that begins like a formula gets an apostrophe before it, so that a name in somebody's ledger (`=cmd|…`) is not
 * run when the file is opened; so does one that begins so behind apostrophes of its own, that each text comes back as it was. Numbers are ours and stay numbers, minus sign and all.
 */
function cellText(cell: Cell): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'number') {
    if (!Number.isFinite(cell)) throw new Error(`A cell of a table is a finite number or blank; got ${cell}.`)
    return String(cell)
  }
  const safe = /^'*[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
