// A table, whatever file it came from: where its headings are, what its columns mean, then row by row.
import { Fault } from '../base/fault.ts'
import type { Lang, Name } from '../base/name.ts'
import { type ColumnGuess, type Fields, guessColumns } from './columns.ts'
import type { Reading } from './define.ts'

/** One row of cells. */
export interface TableRow {
  /** Line in a text file, row in a sheet, feature in GeoJSON; from 1. */
  readonly row: number
  readonly cells: readonly string[]
  /** Columns whose cell was a formula, and whether a value was kept with it. */
  readonly formulas?: ReadonlyMap<number, 'cached' | 'empty'>
}

/** A table whose columns are understood. */
export interface Table<F extends string = string> {
  readonly guess: ColumnGuess
  has(field: F): boolean
  /** The cell of a field in a row, without blanks round it; '' where the column or the cell is not there. */
  cell(row: TableRow, field: F): string
  /** Rows under the headings, in batches. Can be gone through once. */
  readonly batches: AsyncIterable<readonly TableRow[]>
}

/** Offices write a title, a period and who filled it in above the headings; never this many lines of it. */
const PREAMBLE = 30

/** Rows whose values are looked at. */
const SAMPLES = 60

/**
 * The table in batches of rows: headings are looked for in the first 30 of them, columns guessed from headings and values
 * (or as `reading.columns` says). The guess goes to `reading.columnsRead`; a column told by its values is also noted.
 * `needs` are the sets of fields of which one must be there whole; else the fault `no-columns` is thrown.
 */
export async function openTable<S extends Fields>(
  batches: AsyncIterable<readonly TableRow[]>,
  about: { readonly file: string; readonly sheet: string | null },
  fields: S,
  needs: readonly (readonly (keyof S & string)[])[],
  reading: Pick<Reading, 'findings' | 'columns' | 'columnsRead'>,
): Promise<Table<keyof S & string>> {
  const source = batches[Symbol.asyncIterator]()
  const head: TableRow[] = []
  while (head.length < PREAMBLE + SAMPLES) {
    const next = await source.next()
    if (next.done) break
    for (const row of next.value) head.push(row)
  }
  const { at, guess } = headingsOf(head, fields, reading.columns)
  const columns = guess.fields
  const met = needs.length === 0 || needs.some((set) => set.every((field) => field in columns))
  if (!met) throw noColumns(about.file, guess.headings, fields, needs)
  const full: ColumnGuess = { ...about, ...guess }
  reading.columnsRead?.(full)
  for (const [id, { column, heading, why }] of Object.entries(columns))
    if (why === 'values')
      reading.findings.note('guessed-column', about.file, null, guessed(fields[id]!.name, heading || `#${column + 1}`))

  async function* rest(): AsyncGenerator<readonly TableRow[]> {
    yield head.slice(at + 1)
    for (let next = await source.next(); !next.done; next = await source.next()) yield next.value
  }
  const columnOf = new Map(Object.entries(columns).map(([field, { column }]) => [field, column]))
  return {
    guess: full,
    has: (field) => field in columns,
    cell: (row, field) => row.cells[columnOf.get(field) ?? -1]?.trim() ?? '',
    batches: rest(),
  }
}

/** The first row that names the most fields; without any, no row is a heading and columns are told by their values. */
function headingsOf(
  head: readonly TableRow[],
  fields: Fields,
  chosen: Readonly<Record<string, string>> | undefined,
): { at: number; guess: Omit<ColumnGuess, 'file' | 'sheet'> } {
  let at = -1
  let most = 0
  let best: ColumnGuess['fields'] = {}
  head.slice(0, PREAMBLE).forEach((row, i) => {
    // a title merged over all columns repeats itself; one that holds numbers is a row of the table
    const headings = row.cells.map((cell, c) => (c > 0 && cell === row.cells[c - 1] ? '' : cell.trim()))
    const samples = head.slice(i + 1, i + 1 + SAMPLES).map((r) => r.cells)
    const found = guessColumns(headings, samples, fields, chosen)
    const named = Object.values(found).filter((f) => f.why !== 'values').length
    const numbers = headings.filter((h) => h !== '' && Number.isFinite(Number(h))).length
    if (named > most && numbers <= headings.length / 3) [at, most, best] = [i, named, found]
  })
  if (at >= 0 && (most > 1 || head[at]!.cells.length <= 2)) {
    const { row, cells } = head[at]!
    return { at, guess: { headingRow: row, headings: cells.map((c) => c.trim()), fields: best } }
  }
  // No headings that we know. If the first row reads like the others it is one of them.
  const first = head[0]?.cells ?? []
  const blind = guessColumns(
    [],
    head.slice(0, SAMPLES).map((r) => r.cells),
    fields,
    chosen,
  )
  const below = guessColumns(
    first,
    head.slice(1, SAMPLES).map((r) => r.cells),
    fields,
    chosen,
  )
  const headless = Object.keys(blind).length > 0 && first.some((cell) => /^-?\d+\.\d+$/.test(cell.trim()))
  if (headless)
    return { at: -1, guess: { headingRow: null, headings: first.map((_, i) => `#${i + 1}`), fields: blind } }
  return {
    at: 0,
    guess: { headingRow: head[0]?.row ?? null, headings: first.map((c) => c.trim()), fields: below },
  }
}

const guessed = ({ zh, en }: Name, heading: string): Name => ({ zh: `${zh} = ${heading}`, en: `${en} = ${heading}` })

function noColumns(
  file: string,
  headings: readonly string[],
  fields: Fields,
  needs: readonly (readonly string[])[],
): Fault {
  const word = (lang: Lang) => needs.map((set) => set.map((id) => fields[id]!.name[lang]).join(' + ')).join(' | ')
  return new Fault('no-columns', {
    file,
    missing: { zh: word('zh'), en: word('en') },
    found: headings.filter(Boolean).slice(0, 20).join(', ') || '—',
  })
}

/** `rows` as the one batch they are. */
export async function* oneBatch(rows: readonly TableRow[]): AsyncGenerator<readonly TableRow[]> {
  yield rows
}
