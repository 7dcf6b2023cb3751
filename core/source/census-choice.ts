// Which rows of a census are to be placed, and in which areas.
import { Fault } from '../base/fault.ts'
import type { Findings } from '../base/finding.ts'
import { adcodeOf } from './area-fields.ts'
import type { AreaRow, CensusRow } from './rows.ts'

/** A census row and the area of its code. */
export interface ChosenRow {
  readonly row: CensusRow
  readonly area: AreaRow
}

/**
 * The rows of `codes`, in their order, each once, with their areas. A code that the table does not have but has parts
 * of (a district whose communities it lists) means its parts; no codes at all mean every row. Among parts and all, rows
 * without an area are passed over with the finding outside-area, and a row within another that is taken is left out:
 * nobody is counted twice.
 *
 * Faults: unknown-census-code, no-area-for-code, bad-value where one code given lies within another.
 */
export function chooseRows(
  rows: readonly CensusRow[],
  codes: readonly string[],
  areas: readonly AreaRow[],
  file: string,
  findings: Findings,
): readonly ChosenRow[] {
  const areaOf = new Map<string, AreaRow>()
  for (const area of areas)
    for (const key of [area.adcode, area.id]) if (key !== null && !areaOf.has(key)) areaOf.set(key, area)
  const rowOf = new Map(rows.map((row) => [row.code, row]))

  const takeAll = (list: readonly CensusRow[], of: string): ChosenRow[] => {
    const there: ChosenRow[] = []
    for (const row of list) {
      const area = areaOf.get(row.code)
      if (area) there.push({ row, area })
    }
    const has = new Set(there.map(({ row }) => row.code))
    const kept = there.filter(({ row }) => !ancestors(row.code).some((code) => has.has(code)))
    if (kept.length === 0) throw new Fault('no-area-for-code', { code: of })
    const above = new Set(kept.flatMap(({ row }) => ancestors(row.code)))
    for (const { code, name } of list)
      if (!has.has(code) && !above.has(code) && !ancestors(code).some((within) => has.has(within)))
        findings.note('outside-area', file, null, `${code} ${name}`)
    return kept
  }

  if (codes.length === 0)
    return takeAll(
      rows,
      rows
        .slice(0, 3)
        .map((row) => row.code)
        .join(', '),
    )
  const chosen = new Map<string, ChosenRow>()
  for (const given of codes) {
    const code = adcodeOf(given) ?? given.trim()
    const row = rowOf.get(code)
    const area = areaOf.get(code)
    const parts = row && area ? [] : rows.filter((r) => ancestors(r.code).includes(code))
    if (row && area) chosen.set(code, { row, area })
    else if (parts.length > 0) for (const part of takeAll(parts, code)) chosen.set(part.row.code, part)
    else if (row) throw new Fault('no-area-for-code', { code: `${code} ${row.name}`.trim() })
    else throw new Fault('unknown-census-code', { code, near: nearest(code, rows) })
  }
  const list = [...chosen.values()]
  for (const { row } of list)
    for (const within of ancestors(row.code))
      if (chosen.has(within))
        throw new Fault('bad-value', {
          name: 'census-code',
          expected: { zh: '互不包含的区划', en: 'areas that do not contain one another' },
          got: `${within} ⊃ ${row.code}`,
        })
  return list
}

/** Codes of the areas that an area lies in, told by its own: 310109001 lies in 310109, 310100 and 310000. */
function ancestors(code: string): string[] {
  if (!/^\d{6}(\d{3}){0,2}$/.test(code)) return []
  const district = code.slice(0, 6)
  const all = [code.slice(0, 9), district, `${code.slice(0, 4)}00`, `${code.slice(0, 2)}0000`]
  return [...new Set(all)].filter((a) => a !== code && a.length <= code.length)
}

/** Up to five codes of the table that someone may have meant, with their names. */
function nearest(code: string, rows: readonly CensusRow[]): string {
  return rows
    .map((row, i) => ({ row, i, away: edits(code, row.code) }))
    .sort((a, b) => a.away - b.away || a.i - b.i)
    .slice(0, 5)
    .map(({ row }) => `${row.code} ${row.name}`.trim())
    .join(', ')
}

/** Edits between two words (Levenshtein 1965). */
function edits(a: string, b: string): number {
  let before = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const now = [i]
    for (let j = 1; j <= b.length; j++)
      now.push(Math.min(now[j - 1]! + 1, before[j]! + 1, before[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)))
    before = now
  }
  return before[b.length]!
}
