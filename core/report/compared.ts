// compare.csv and compare.json: several states of a city, a row for each place, category, band and side.
import type { Compared, Comparison } from '../plan/compare.ts'
import { type Cell, csvPieces } from './csv.ts'
import { shareFields } from './numbers.ts'

const COLUMNS = [
  'place_kind',
  'place_id',
  'place_name',
  'category',
  'category_name',
  'tier',
  'band',
  'side',
  'people',
  'within',
  'share',
  'unknown',
  'unconnected',
  'edge',
  'gained',
  'lost',
] as const

const whole = (n: number | null) => (n === null ? null : Math.round(n))

/** The numbers of one side in a row. */
function figures({ shares, gained, lost }: Compared, side: number) {
  return {
    ...shareFields(shares[side]!),
    gained: whole(gained[side]!),
    lost: whole(lost[side]!),
  }
}

/** `compare.csv` in pieces. */
export function compareCsv(c: Comparison): Generator<string> {
  return csvPieces(rows(c))
}

function* rows(c: Comparison): Generator<readonly Cell[]> {
  yield COLUMNS
  const named = new Map(c.categories.map((category) => [category.id, category]))
  for (const row of c.rows) {
    const { name, tier } = named.get(row.category)!
    const { kind, id, name: place } = row.place
    for (const [s, side] of c.sides.entries()) {
      const f = figures(row, s)
      yield [kind, id, place, row.category, name.zh, tier, row.band ?? 'all', side, ...Object.values(f)]
    }
  }
}

/** `compare.json`: differences of convention first, then all residents of every place, and the gaps that closed or opened. */
export function compareJson(c: Comparison): string {
  const place = ({ kind, id, name }: Compared['place']) => ({ kind, id, name })
  return `${JSON.stringify(
    {
      yike: 'comparison',
      version: 1,
      sides: c.sides,
      differences: c.differences,
      rows: c.rows
        .filter((row) => row.band === null)
        .map((row) => ({
          place: place(row.place),
          category: row.category,
          sides: c.sides.map((_, s) => figures(row, s)),
        })),
      gaps: c.gaps.map(({ people, side, ...gap }) => ({
        ...gap,
        place: place(gap.place),
        side: c.sides[side]!,
        people: Math.round(people),
      })),
    },
    null,
    1,
  )}\n`
}
