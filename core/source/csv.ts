// Text becomes rows of cells: papaparse for RFC 4180, and round it what offices make of a CSV: a delimiter to be told,
// true line numbers though a quoted cell may span several, and a quote never closed that costs its line and not the file.
import Papa from 'papaparse'
import type { Bytes } from '../base/bytes.ts'
import type { Findings } from '../base/finding.ts'
import { readText } from './decode.ts'
import type { TableRow } from './table.ts'

const DELIMITERS = ['\t', ';', '|', ',', '，'] as const

/** Rows in one batch: enough to keep the asynchronous steps few, few enough to keep memory low. */
const BATCH = 4096

/** A quoted cell longer than this is a quote that was never closed. An address has 100 characters, a remark 1,000. */
const LONGEST_CELL = 20_000

/**
 * Rows of a CSV file in batches, blank lines left out; `row` is the line the row begins on, from 1. The delimiter is
 * told from the first lines. Notes `mixed-encoding` and `unclosed-quote`. Fault: too-large.
 */
export async function* csvRows(bytes: Bytes, findings: Findings): AsyncGenerator<readonly TableRow[]> {
  const text = await readText(bytes, findings)
  yield* parsed(text, (row, line) => findings.note('unclosed-quote', bytes.name, row, line))
}

/** Rows of a text in memory, such as a file's head; nothing is noted. */
export const splitRows = (text: string): readonly TableRow[] => [...parsed(text, () => {})].flat()

/** Rows of `text` in batches; `spoilt` hears of each line whose quotes make no sense, which is then read without quotes. */
function* parsed(raw: string, spoilt: (row: number, line: string) => void): Generator<readonly TableRow[]> {
  const text = raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw // a file may mix the three line ends
  const { delimiter, skip } = delimiterOf(text)
  let at = skip
  let line = skip ? 2 : 1
  let batch: TableRow[] = []
  while (at < text.length) {
    const rest = text.slice(at)
    let read = 0 // characters of `rest` whose rows are done
    let bad = false
    Papa.parse(rest, {
      delimiter,
      newline: '\n',
      step({ data, errors, meta }, parser) {
        const cells = data
        // a row that holds a line's end in a quoted cell which runs on and on began with a quote nobody closed
        bad = errors.length > 0 || cells.some((cell) => cell.length > LONGEST_CELL)
        if (bad || batch.length >= BATCH) {
          parser.abort()
          if (bad) return
        }
        const row = line
        line += lineEnds(rest, read, meta.cursor)
        read = meta.cursor
        if (cells.length > 1 || cells[0]!.trim() !== '') batch.push({ row, cells })
      },
    })
    at += read
    if (bad) {
      const found = text.indexOf('\n', at)
      const end = found < 0 ? text.length : found
      const spoiltLine = text.slice(at, end)
      spoilt(line, spoiltLine)
      batch.push({ row: line, cells: spoiltLine.split(delimiter) })
      at = end + 1
      line++
    } else if (read === 0) break
    if (batch.length >= BATCH) {
      yield batch
      batch = []
    }
  }
  yield batch
}

/** Line ends in `text[from .. to)`. */
function lineEnds(text: string, from: number, to: number): number {
  let ends = 0
  for (let i = text.indexOf('\n', from); i >= 0 && i < to; i = text.indexOf('\n', i + 1)) ends++
  return ends
}

/** The delimiter under which quotes make sense and the middle one of the first rows has the most cells; Excel's `sep=;` line says it outright. */
function delimiterOf(text: string): { delimiter: string; skip: number } {
  const said = /^sep=(.)\n/i.exec(text)
  if (said) return { delimiter: said[1]!, skip: said[0].length }
  const head = text.slice(0, 20_000)
  let best: string = ','
  let most = 1
  let fewest = Infinity
  for (const delimiter of DELIMITERS) {
    const { data, errors } = Papa.parse(head, { delimiter, newline: '\n', preview: 30, skipEmptyLines: true })
    const counts = data.map((cells) => cells.length).sort((a, b) => a - b)
    // a tie goes to the rarer character, which does not stand in a text by chance
    const middle = counts[counts.length >> 1] ?? 1
    if (middle < 2 || errors.length > fewest) continue
    if (errors.length < fewest || middle > most) [best, most, fewest] = [delimiter, middle, errors.length]
  }
  return { delimiter: best, skip: 0 }
}
