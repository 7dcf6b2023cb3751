// A census table: one row an area, with its people, households and ages.
import { adcodeOf } from './area-fields.ts'
import { type AgeGroup, ageHeading, bandOf, bandsOf } from './bands.ts'
import { numberIn } from './cells.ts'
import type { Field, Fields } from './columns.ts'
import type { Reading } from './define.ts'
import { BANDS, type Band, type CensusRow } from './rows.ts'
import type { Table, TableRow } from './table.ts'

/** Headings of the columns that are told by name; ages are told by `ageHeading`. */
export const CENSUS_FIELDS = {
  code: {
    name: { zh: '区划代码', en: 'area code' },
    headings: ['区划代码', '行政区划代码', '统计用区划代码', '代码', '编码', '地区代码', 'adcode', 'code'],
  },
  name: {
    name: { zh: '名称', en: 'name' },
    headings: ['名称', '社区名称', '社区', '街道', '区县', '地区', '区域', '区划名称', 'name'],
    never: /数|人口|户|率|比/,
  },
  people: {
    name: { zh: '人口', en: 'people' },
    headings: ['人口数_合计', '常住人口', '总人口', '人口', '人口数', '人口合计', '常住人口数', 'people', 'population'],
    never: /男|女|比|率|岁|城镇|乡村|城区|少数民族|户籍|文盲|就业|流动|家庭户人口/,
  },
  households: {
    name: { zh: '户数', en: 'households' },
    headings: ['家庭户数', '户数', '总户数', 'households'],
    never: /人户|代户|规模|人口|人数|有/,
  },
} as const satisfies Readonly<Record<string, Field>> & Fields

/** A field of a census table. */
export type CensusField = keyof typeof CENSUS_FIELDS

/** Columns without which there is no census. */
export const CENSUS_NEEDS: readonly (readonly CensusField[])[] = [['code', 'people']]

/** What the columns of ages hold, decided once for a table. */
interface AgeColumns {
  /** Columns that are a band outright: 0-2岁, 60岁以上. */
  readonly bands: readonly { readonly band: Band; readonly column: number }[]
  /** Columns of groups; the two sexes of one group are two columns. */
  readonly groups: readonly { readonly from: number; readonly below: number; readonly columns: readonly number[] }[]
}

/**
 * Which columns give ages. A column of both sexes goes before the sexes; a group of one sex alone is not used, nor one
 * that overlaps a finer group (a table may hold 0-14岁 beside 0岁, 1-4岁, …: then it is that band outright).
 */
export function ageColumns(headings: readonly string[]): AgeColumns {
  const bands: { band: Band; column: number }[] = []
  const found = new Map<string, { from: number; below: number; both: number; men: number; women: number }>()
  headings.forEach((heading, column) => {
    const ages = ageHeading(heading)
    if (!ages) return
    const { from, below, sex } = ages
    const band = sex === '' ? bandOf(from, below) : null
    if (band && !bands.some((b) => b.band === band)) bands.push({ band, column })
    const key = `${from} ${below}`
    const group = found.get(key) ?? { from, below, both: -1, men: -1, women: -1 }
    const which = sex === '' ? 'both' : sex === '男' ? 'men' : 'women'
    if (group[which] === -1) group[which] = column
    found.set(key, group)
  })
  const groups: { from: number; below: number; columns: number[] }[] = []
  const fine = [...found.values()].sort((a, b) => a.below - a.from - (b.below - b.from) || a.from - b.from)
  for (const { from, below, both, men, women } of fine) {
    const columns = both >= 0 ? [both] : men >= 0 && women >= 0 ? [men, women] : []
    if (columns.length === 0 || groups.some((g) => g.from < below && from < g.below)) continue
    groups.push({ from, below, columns })
  }
  return { bands, groups }
}

/**
 * One row of the table; null where it has no code (totals, footnotes). Codes are written as `adcodeOf` does, others as
 * they stand. People that are no number or below 0 are 0 with the finding no-population; ages of which a cell is no
 * number are unknown, and so is every band that needs them.
 */
export function censusRow(
  table: Table<CensusField>,
  row: TableRow,
  ages: AgeColumns,
  file: string,
  findings: Reading['findings'],
): CensusRow | null {
  const written = table.cell(row, 'code').trim()
  if (written === '' || !/\d/.test(written)) return null
  const code = adcodeOf(written) ?? written
  const people = numberIn(table.cell(row, 'people'))
  if (people === null || people < 0)
    findings.note('no-population', file, row.row, `${code} ${table.cell(row, 'people')}`)
  const counted = new Map<number, number | null>() // a column may be asked for twice, and is noted once
  const count = (column: number): number | null => {
    const known = counted.get(column)
    if (known !== undefined) return known
    const n = numberIn(row.cells[column] ?? '')
    const people = n !== null && n >= 0 ? n : null
    if (people === null) {
      const what = `${code} ${table.guess.headings[column] ?? ''} ${row.cells[column] ?? ''}`
      findings.note('bad-number', file, row.row, what)
    }
    counted.set(column, people)
    return people
  }
  const groups: AgeGroup[] = []
  for (const { from, below, columns } of ages.groups) {
    const counts = columns.map(count)
    if (counts.every((n) => n !== null)) groups.push({ from, below, people: counts.reduce((sum, n) => sum + n, 0) })
  }
  const bands = bandsOf(groups)
  for (const { band, column } of ages.bands) {
    const told = count(column)
    if (told === null) delete bands[band]
    else bands[band] = told
  }
  const inOrder: Partial<Record<Band, number>> = {}
  for (const band of BANDS) if (bands[band] !== undefined) inOrder[band] = bands[band]
  const households = table.has('households') ? numberIn(table.cell(row, 'households')) : null
  return {
    code,
    name: table.cell(row, 'name'),
    people: people !== null && people > 0 ? people : 0,
    households: households !== null && households >= 0 ? households : null,
    bands: inOrder,
  }
}
