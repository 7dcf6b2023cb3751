// Text becomes rows of cells: papaparse for RFC 4180, and round it what offices make of a CSV: a delimiter to be told,
// true line numbers though a quoted cell may span several, and a quote never closed that costs its line and not the file.
import Papa from 'papaparse'
import type { Bytes } from '../base/bytes.ts'
import { Fault } from '../base/fault.ts'
import type { Findings } from '../base/finding.ts'
import { readText } from './decode.ts'
import { LIMITS } from './limits.ts'
import type { TableRow } from './table.ts'

const DELIMITERS = ['\t', ';', '|', ',', '，'] as const

/** Characters that papaparse is given at a time: it looks through all of them first, so the whole text at once would be slow. */
const CHUNK = 1 << 20

/** A quoted cell longer than this is a quote that was never closed. */
const LONGEST_CELL = LIMITS.cellCharacters

/** A row that the end of a chunk cuts may have this many characters so far. */
const LONGEST_ROW = 200_000

/** Characters looked at after a line whose quotes make no sense, so that a file full of them is not looked through at each. */
const WARY = 1 << 15

/**
 * Rows of a CSV file in batches, blank lines left out; `row` is the line the row begins on, from 1. The delimiter is
 * told from the first lines. Notes `mixed-encoding` and `unclosed-quote`. Fault: too-large.
 */
export async function* csvRows(bytes: Bytes, findings: Findings): AsyncGenerator<readonly TableRow[]> {
  const text = await readText(bytes, findings)
  yield* parsed(bytes.name, text, (row, line) => findings.note('unclosed-quote', bytes.name, row, line))
}

/** Rows of a text in memory, such as a file's head; nothing is noted. */
export const splitRows = (text: string): readonly TableRow[] => [...parsed('', text, () => {})].flat()

/** Rows of a text in batches; `spoilt` hears of each line whose quotes make no sense, which is then read without quotes. */
function* parsed(
  file: string,
  raw: string,
  spoilt: (row: number, line: string) => void,
): Generator<readonly TableRow[]> {
  const text = raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw // a file may mix the three line ends
  const { delimiter, skip } = delimiterOf(text)
  let at = skip
  let line = skip ? 2 : 1
  let size = CHUNK
  while (at < text.length) {
    // after a spoilt line the next is first looked at alone: a quote misplaced in it is so whatever follows
    const alone = size < CHUNK && isMisquoted(text.slice(at, endOfLine(text, at)), delimiter)
    const end = endOfLine(text, alone ? at : at + size)
    if (end - at > size + LIMITS.lineCharacters) throw tooLong(file, line)
    const { data, errors } = Papa.parse(text.slice(at, end), { delimiter, newline: '\n' })
    const long = data.findIndex((cells) => cells.some((cell) => cell.length > LONGEST_CELL))
    let bad = long < 0 ? Infinity : long
    for (const { row } of errors) if (row !== undefined && row < bad) bad = row
    const begun = line
    const rows: TableRow[] = []
    for (const cells of data.slice(0, Math.min(bad, data.length))) {
      if (cells.length > 1 || cells[0]!.trim() !== '') rows.push({ row: line, cells })
      line++
      for (const cell of cells) line += lineEnds(cell)
    }
    if (bad === Infinity) {
      at = end + 1
      size = Math.min(CHUNK, 2 * size)
    } else {
      at = afterLines(text, at, line - begun)
      // a row cut by the end of the chunk is read again with what follows; one whose quotes are wrong, without quotes
      const last = !alone && bad === data.length - 1 && end < text.length
      const near = end - at <= (size === CHUNK ? LONGEST_ROW : LONGEST_CELL)
      if (last && !near && size < CHUNK && bad !== long) size = CHUNK
      else if (!last || !near) {
        size = WARY
        const line1 = text.slice(at, endOfLine(text, at))
        spoilt(line, line1)
        rows.push({ row: line++, cells: line1.split(delimiter) })
        at += line1.length + 1
      }
    }
    yield rows
  }
}

const tooLong = (file: string, line: number) =>
  new Fault('bad-file', {
    file,
    why: {
      zh: `第 ${line} 行之后有一行超过 ${LIMITS.lineCharacters} 个字符`,
      en: `a line after line ${line} has more than ${LIMITS.lineCharacters} characters`,
    },
  })

/** Whether a quoted cell of a line goes on after its closing quote. */
const isMisquoted = (line: string, delimiter: string): boolean =>
  line.includes('"') && Papa.parse(line, { delimiter, newline: '\n' }).errors.some((e) => e.code === 'InvalidQuotes')

/** Where the line that holds `text[from]` ends: its \n, or the end of the text. */
function endOfLine(text: string, from: number): number {
  const at = from < text.length ? text.indexOf('\n', from) : -1
  return at < 0 ? text.length : at
}

/** Where the n-th line after `from` begins. */
function afterLines(text: string, from: number, n: number): number {
  let at = from
  for (let i = 0; i < n; i++) at = endOfLine(text, at) + 1
  return at
}

function lineEnds(text: string): number {
  let ends = 0
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) ends++
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
    const told = Papa.parse(head, { delimiter, newline: '\n', preview: 30, skipEmptyLines: true })
    // a row that the end of the head cuts says nothing of the delimiter
    const whole = Math.max(1, told.data.length - (text.length > head.length ? 1 : 0))
    const data = told.data.slice(0, whole)
    const errors = told.errors.filter(({ row }) => row === undefined || row < whole)
    const counts = data.map((cells) => cells.length).sort((a, b) => a - b)
    // a tie goes to the rarer character, which does not stand in a text by chance
    const middle = counts[counts.length >> 1] ?? 1
    if (middle < 2 || errors.length > fewest) continue
    if (errors.length < fewest || middle > most) [best, most, fewest] = [delimiter, middle, errors.length]
  }
  return { delimiter: best, skip: 0 }
}
