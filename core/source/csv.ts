// Text becomes rows of cells: RFC 4180 with what offices make of it (`;`, tab, lone carriage returns, stray quotes).
// Our own splitter, for three things that the usual libraries do not give at once: the text comes in pieces, every row
// knows its true line in the file though a quoted cell may span several, and one quote that is never closed costs a
// cell and not the rest of the file.
import type { Bytes } from '../base/bytes.ts'
import type { Findings } from '../base/finding.ts'
import { encodingOf, pieces } from './decode.ts'
import type { TableRow } from './table.ts'

const DELIMITERS = ['\t', ';', '|', ',', '，'] as const

/** A quoted cell longer than this is a quote that was never closed. An address has 100 characters, a remark 1,000. */
const LONGEST_CELL = 20_000

const QUOTE = 34
const LF = 10
const CR = 13

/**
 * Rows of a CSV file in batches, blank lines left out; `row` is the line the row begins on, from 1. The delimiter is
 * told from the first lines. Notes `mixed-encoding` and `unclosed-quote`.
 */
export async function* csvRows(bytes: Bytes, findings: Findings): AsyncGenerator<readonly TableRow[]> {
  const encoding = await encodingOf(bytes)
  let splitter: Splitter | null = null
  let waiting = ''
  for await (const text of pieces(bytes, encoding)) {
    if (!splitter) {
      // a heading and some rows are needed to tell the delimiter, and the first piece may be short
      waiting += text
      if (waiting.length < 4096 && bytes.size > 16_384) continue
      const { delimiter, skip } = delimiterOf(waiting)
      splitter = new Splitter(delimiter, bytes.name, findings, encoding.clean, skip ? 2 : 1)
      yield splitter.push(waiting.slice(skip))
    } else yield splitter.push(text)
  }
  if (!splitter && waiting) {
    const { delimiter, skip } = delimiterOf(waiting)
    splitter = new Splitter(delimiter, bytes.name, findings, encoding.clean, skip ? 2 : 1)
    yield splitter.push(waiting.slice(skip))
  }
  if (splitter) yield splitter.end()
}

/** Rows of a text in memory, such as a file's head; nothing is noted. */
export function splitRows(text: string): readonly TableRow[] {
  const { delimiter, skip } = delimiterOf(text)
  const splitter = new Splitter(delimiter, '', null, true, skip ? 2 : 1)
  return [...splitter.push(text.slice(skip)), ...splitter.end()]
}

/** The delimiter that gives the most cells in the middle one of the first rows; Excel's `sep=;` line says it outright. */
function delimiterOf(text: string): { delimiter: string; skip: number } {
  const said = /^sep=(.)\r?\n/i.exec(text)
  if (said) return { delimiter: said[1]!, skip: said[0].length }
  const head = text.slice(0, 20_000)
  let best: string = ','
  let most = 1
  let alike = 0
  for (const delimiter of DELIMITERS) {
    const splitter = new Splitter(delimiter, '', null, true, 1)
    const whole = splitter.push(head)
    const rows = (whole.length > 0 ? whole : splitter.end()).slice(0, 30)
    const counts = rows.map((row) => row.cells.length).sort((a, b) => a - b)
    const middle = counts[(counts.length - 1) >> 1] ?? 1
    const same = counts.filter((n) => n === middle).length
    // a tie goes to the one whose rows are more alike, then to the rarer character, which stands nowhere by chance
    if (middle > most || (middle === most && most > 1 && same > alike)) [best, most, alike] = [delimiter, middle, same]
  }
  return { delimiter: best, skip: 0 }
}

/** Splits text that comes in pieces; what is left of the last row waits for the next piece. */
class Splitter {
  readonly #delimiter: number
  readonly #file: string
  readonly #findings: Findings | null
  readonly #clean: boolean
  #line: number
  #rest = ''

  constructor(delimiter: string, file: string, findings: Findings | null, clean: boolean, line: number) {
    this.#delimiter = delimiter.charCodeAt(0)
    this.#file = file
    this.#findings = findings
    this.#clean = clean
    this.#line = line
  }

  push(text: string): TableRow[] {
    return this.#split(this.#rest + text, false)
  }

  end(): TableRow[] {
    return this.#split(this.#rest, true)
  }

  #split(text: string, last: boolean): TableRow[] {
    const rows: TableRow[] = []
    let at = 0
    while (at < text.length) {
      const next = this.#row(text, at, last, rows)
      if (next < 0) break
      at = next
    }
    this.#rest = text.slice(at)
    return rows
  }

  /** Reads the row that begins at `at` into `rows`; where the next begins, or -1 if this one's end has not come yet. */
  #row(text: string, at: number, last: boolean, rows: TableRow[]): number {
    const cells: string[] = []
    const row = this.#line
    let lines = 1
    const start = at
    for (;;) {
      let cell: string
      let closed = -1
      if (text.charCodeAt(at) === QUOTE) closed = closingQuote(text, at, this.#delimiter)
      if (closed >= 0) {
        // what stands between the closing quote and the delimiter belongs to the cell: "好邻居"便利店
        const end = this.#cellEnd(text, closed + 1)
        if (end >= text.length && !last) return -1
        cell = text.slice(at + 1, closed).replaceAll('""', '"') + text.slice(closed + 1, end)
        for (let i = cell.indexOf('\n'); i >= 0; i = cell.indexOf('\n', i + 1)) lines++
        at = end
      } else {
        if (text.charCodeAt(at) === QUOTE) {
          if (!last && text.length - at < LONGEST_CELL) return -1
          this.#findings?.note('unclosed-quote', this.#file, row, text.slice(at, this.#cellEnd(text, at)))
        }
        const end = this.#cellEnd(text, at)
        if (end >= text.length && !last) return -1
        cell = text.slice(at, end)
        at = end
      }
      cells.push(cell)
      if (text.charCodeAt(at) !== this.#delimiter) break
      at++
    }
    // a carriage return at the very end may be half of a line's end
    if (text.charCodeAt(at) === CR) {
      if (at + 1 >= text.length && !last) return -1
      at += text.charCodeAt(at + 1) === LF ? 2 : 1
    } else if (text.charCodeAt(at) === LF) at++
    this.#line += lines
    if (cells.length > 1 || cells[0]!.trim() !== '') {
      rows.push({ row, cells })
      if (!this.#clean && text.slice(start, at).includes('�'))
        this.#findings?.note('mixed-encoding', this.#file, row, text.slice(start, at).trim())
    }
    return at
  }

  #cellEnd(text: string, from: number): number {
    const delimiter = this.#delimiter
    for (let i = from; i < text.length; i++) {
      const code = text.charCodeAt(i)
      if (code === delimiter || code === LF || code === CR) return i
    }
    return text.length
  }
}

/**
 * The quote that closes the one at `open`; -1 where there is none within the longest cell, or where it is the opening
 * one of a later line, which shows in that no delimiter follows it.
 */
function closingQuote(text: string, open: number, delimiter: number): number {
  const limit = Math.min(text.length, open + LONGEST_CELL)
  for (let i = text.indexOf('"', open + 1); i >= 0 && i < limit; i = text.indexOf('"', i + 1)) {
    if (text.charCodeAt(i + 1) === QUOTE) i++
    else return text.lastIndexOf('\n', i) > open && !endsCell(text, i + 1, delimiter) ? -1 : i
  }
  return -1
}

function endsCell(text: string, at: number, delimiter: number): boolean {
  const code = text.charCodeAt(at)
  return at >= text.length || code === delimiter || code === LF || code === CR
}
