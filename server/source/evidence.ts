// What a run leaves to be seen on the spot, read from its files: gaps.csv says where people are without something, cells.csv
// which outlet is whose nearest. Nothing is computed anew, so that a task says what the run said.
import { splitRows } from '@yike/core/source/csv.ts'

/** People who are without a category in an area, and the place where most of them live. */
export interface GapEvidence {
  readonly area: string
  readonly areaName: string
  readonly category: string
  readonly categoryName: string
  /** Residents of the area who lack it within the minutes. */
  readonly people: number
  readonly lng: number
  readonly lat: number
  /** Name of the nearest outlet of the category, and metres to walk to it; null where none can be walked to. */
  readonly nearestName: string | null
  readonly meters: number | null
}

type Row = (heading: string) => string
type Pieces = AsyncIterable<Uint8Array>

/** Characters that are split into rows at once. */
const SEGMENT = 1 << 20

/** Rows of cells, a segment at a time, so that a file of any size takes as much memory as one. */
async function* cellsOf(pieces: Pieces): AsyncGenerator<readonly string[]> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const piece of pieces) {
    text += decoder.decode(piece, { stream: true })
    if (text.length < SEGMENT) continue
    const cut = lastRowEnd(text)
    for (const { cells } of splitRows(text.slice(0, cut))) yield cells
    text = text.slice(cut)
  }
  for (const { cells } of splitRows(text + decoder.decode())) yield cells
}

/** After the last line end that stands outside quotes: what is before it has an even number of them. */
function lastRowEnd(text: string): number {
  let end = 0
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const c = text.charCodeAt(at)
    if (c === 0x22) quoted = !quoted
    else if (c === 0x0a && !quoted) end = at + 1
  }
  return end
}

async function* rowsOf(pieces: Pieces): AsyncGenerator<Row> {
  let at: ReadonlyMap<string, number> | null = null
  for await (const cells of cellsOf(pieces))
    if (at) {
      const known = at
      yield (heading) => cells[known.get(heading) ?? -1] ?? ''
    } else at = new Map(cells.map((heading, i) => [heading, i]))
}

const numberIn = (cell: string): number | null => (cell === '' ? null : Number(cell))

/** The gaps of a run's gaps.csv by area; those of the whole city, which sum up the areas', only where there are no areas. */
export async function gapsIn(pieces: Pieces): Promise<readonly GapEvidence[]> {
  const gaps: GapEvidence[] = []
  for await (const cell of rowsOf(pieces)) {
    const [people, lng, lat] = [numberIn(cell('people')), numberIn(cell('lng')), numberIn(cell('lat'))]
    if (people === null || lng === null || lat === null) continue
    gaps.push({
      ...{ area: cell('area_id'), areaName: cell('area_name'), people, lng, lat },
      ...{ category: cell('category'), categoryName: cell('category_name') },
      ...{ nearestName: cell('nearest_name') || null, meters: numberIn(cell('metres')) },
    })
  }
  const local = gaps.filter((gap) => gap.area !== '')
  return local.length > 0 ? local : gaps
}

/** An outlet's people in one category. */
export interface Served {
  readonly category: string
  /** Residents whose nearest outlet of the category it is, within the minutes. Not: who would lose it, for a second may be near. */
  readonly people: number
}

/**
 * By id in the run, whom each outlet serves, from cells.csv, where people of a cell are whole numbers that add up: of its
 * categories the one with most people. An outlet of two categories serves no sum of them, for they may be the same people.
 */
export async function servedIn(pieces: Pieces): Promise<ReadonlyMap<string, Served>> {
  const sums = new Map<string, Map<string, number>>()
  let columns: Columns | null = null
  for await (const cells of cellsOf(pieces)) {
    if (!columns) {
      columns = columnsOf(cells)
      continue
    }
    const people = Number(cells[columns.people])
    for (const { category, state, outlet } of columns.categories) {
      const id = cells[outlet]
      if (cells[state] !== 'within' || !id) continue
      const of = sums.get(id) ?? new Map<string, number>()
      of.set(category, (of.get(category) ?? 0) + people)
      sums.set(id, of)
    }
  }
  const most = (of: ReadonlyMap<string, number>): Served =>
    [...of].map(([category, people]) => ({ category, people })).reduce((a, b) => (b.people > a.people ? b : a))
  return new Map([...sums].map(([id, of]) => [id, most(of)]))
}

interface Columns {
  readonly people: number
  readonly categories: readonly { readonly category: string; readonly state: number; readonly outlet: number }[]
}

function columnsOf(headings: readonly string[]): Columns {
  const categories = headings.flatMap((heading, state) => {
    const category = /^(.+)\.state$/.exec(heading)?.[1]
    const outlet = headings.indexOf(`${category}.outlet`)
    return category && outlet >= 0 ? [{ category, state, outlet }] : []
  })
  return { people: headings.indexOf('people'), categories }
}
