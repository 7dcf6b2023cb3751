// Which column is what: told from Chinese or English headings, and from the values where no heading says it.
// The guess is shown to a person, who may know better.
import type { Name } from '../base/name.ts'
import { LIMITS } from './limits.ts'

/** Something that a column may hold. */
export interface Field {
  readonly name: Name
  /** What headings call it, the most telling first; compared without case, blanks, brackets and stars. */
  readonly headings: readonly string[]
  /** Headings that contain one of those words and yet mean something else. */
  readonly never?: RegExp
  /** Whether these cells look like it, where no heading says so. */
  readonly looks?: (cells: readonly string[]) => boolean
}

/** Fields by id. The order is the order of asking. */
export type Fields = Readonly<Record<string, Field>>

/** How a field got its column: a person said so, its heading did, or the values under it. */
export type Why = 'chosen' | 'heading' | 'values'

/** What was made of one table's columns. */
export interface ColumnGuess {
  readonly file: string
  /** Sheet of a workbook; null for other files. */
  readonly sheet: string | null
  /** Row of the headings, from 1; null where there are none. */
  readonly headingRow: number | null
  readonly headings: readonly string[]
  /** Per field that was found: which column, from 0. */
  readonly fields: Readonly<Record<string, { readonly column: number; readonly heading: string; readonly why: Why }>>
}

/** No heading has so many characters: it is a cell full of text. */
const LONGEST_HEADING = 200

/** A heading as compared: no case, no blanks, stars or dashes of other widths; `bare` is without what stands in brackets. */
function plainHeading(heading: string): { whole: string; bare: string } {
  const whole = heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s*:"'＊#]+/g, '')
    .replace(/[–—~～至]/g, '-')
  return { whole, bare: whole.replace(/[([【{〔<].*?[)\]】}〕>]/g, '') }
}

/** The headings of a field as compared. */
const plainWords = new WeakMap<Field, readonly string[]>()

function wordsOf(field: Field): readonly string[] {
  let known = plainWords.get(field)
  if (!known) {
    known = field.headings.map((word) => plainHeading(word).whole)
    plainWords.set(field, known)
  }
  return known
}

/** How well a heading says a field: 0 not at all, 4 in so many words. Earlier words of the field go before later ones. */
function fit({ whole, bare }: { readonly whole: string; readonly bare: string }, field: Field): number {
  if (whole === '') return 0
  let best = 0
  wordsOf(field).forEach((known, place) => {
    let fits = 0
    if (whole === known) fits = 4
    else if (bare === known) fits = 3.5
    // within a longer heading Chinese words, which mean it best at the end (`门店经营地址`), and whole Latin ones
    else if (field.never?.test(bare)) fits = 0
    else if (/^[\u3400-\u9fff]{2,}$/.test(known) && bare.includes(known))
      fits = (bare.endsWith(known) ? 2 : 1) + known.length / 20
    else if (known.length >= 3 && bare.split(/[^a-z0-9]+/).includes(known)) fits = 1.5
    if (fits > 0) best = Math.max(best, fits - place / 1000)
  })
  return best
}

/** Headings as compared; what is no heading, for its length or its place, is ''. */
const plainHeadings = (headings: readonly string[]) =>
  headings.slice(0, LIMITS.headings).map((h) => plainHeading(h.length > LONGEST_HEADING ? '' : h))

/** Per field the columns whose headings say it, the best first: what a person may choose instead of the guess. */
export function fittingColumns(
  headings: readonly string[],
  fields: Fields,
): Readonly<Record<string, readonly number[]>> {
  const plain = plainHeadings(headings)
  return Object.fromEntries(
    Object.entries(fields).map(([id, field]) => {
      const fits = plain.map((heading, column) => ({ column, fit: fit(heading, field) })).filter((f) => f.fit > 0)
      return [id, fits.sort((a, b) => b.fit - a.fit || a.column - b.column).map((f) => f.column)]
    }),
  )
}

/**
 * Which column each field has, from a table's headings and some rows under them. What a person chose goes first (by
 * heading, or by `#3` for the third column), then the best-fitting headings, each column serving one field, then values.
 */
export function guessColumns(
  headings: readonly string[],
  samples: readonly (readonly string[])[],
  fields: Fields,
  chosen: Readonly<Record<string, string>> = {},
): ColumnGuess['fields'] {
  const found: Record<string, { column: number; heading: string; why: Why }> = {}
  const taken = new Set<number>()
  const take = (field: string, column: number, why: Why) => {
    found[field] = { column, heading: headings[column] ?? `#${column + 1}`, why }
    taken.add(column)
  }
  for (const [field, heading] of Object.entries(chosen)) {
    if (!(field in fields)) continue
    const number = /^#(\d+)$/.exec(heading)
    const column = number
      ? Number(number[1]) - 1
      : headings.findIndex((h) => plainHeading(h).whole === plainHeading(heading).whole)
    if (column >= 0 && !taken.has(column)) take(field, column, 'chosen')
  }
  const plain = plainHeadings(headings)
  const fits = Object.entries(fields).flatMap(([id, field], order) =>
    plain.map((heading, column) => ({ id, column, order, fit: fit(heading, field) })).filter((f) => f.fit > 0),
  )
  fits.sort((a, b) => b.fit - a.fit || a.order - b.order || a.column - b.column)
  for (const { id, column } of fits) if (!(id in found) && !taken.has(column)) take(id, column, 'heading')

  const width = Math.min(LIMITS.headings, Math.max(headings.length, ...samples.map((row) => row.length)))
  const placed = 'place' in found || ('lng' in found && 'lat' in found)
  for (const [id, field] of Object.entries(fields)) {
    if (id in found || !field.looks) continue
    if (placed) continue // all fields that look like something are places
    for (let column = 0; column < width; column++) {
      if (taken.has(column) || !field.looks(samples.map((row) => row[column] ?? ''))) continue
      take(id, column, 'values')
      break
    }
  }
  // half a place is none: a lone column that happens to lie between 3 and 54 may be a number of beds
  for (const [one, other] of [
    ['lng', 'lat'],
    ['lat', 'lng'],
  ] as const)
    if (found[one]?.why === 'values' && !(other in found)) delete found[one]
  return found
}
