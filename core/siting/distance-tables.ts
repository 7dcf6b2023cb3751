// A question of siting from tables: distances (which site, which demand, how far), and beside them, where there are any,
// a table of demands (what each counts for) and one of candidates (which there are, their cost and capacity, whether they are open).
import type { Bytes } from '../base/bytes.ts'
import { Fault } from '../base/fault.ts'
import type { Findings } from '../base/finding.ts'
import type { Name } from '../base/name.ts'
import { splitRows } from '../source/csv.ts'
import { readText } from '../source/decode.ts'
import { instanceOfPairs } from './build.ts'
import type { Instance } from './instance.ts'

/** Which column is what, by heading; what is left out is looked for under the usual names. */
export interface TableColumns {
  readonly distance?: string
  readonly site?: string
  readonly demand?: string
  readonly weight?: string
  readonly name?: string
  readonly cost?: string
  readonly open?: string
  readonly capacity?: string
}

/** The tables; the distances may carry the weights themselves. */
export interface DistanceTables {
  readonly distances: Bytes
  readonly demands?: Bytes | undefined
  readonly candidates?: Bytes | undefined
  readonly columns?: TableColumns
  /** Some pairs may be missing: they are out of reach. Else a missing pair is a fault. */
  readonly sparse?: boolean
}

/** An instance with the names of its demands and sites, in the order of its numbers. */
export interface Named {
  readonly instance: Instance
  readonly demandNames: readonly string[]
  readonly siteNames: readonly string[]
}

/** Headings that each column is known by, without case. */
const KNOWN: Readonly<Record<keyof TableColumns, readonly string[]>> = {
  distance: ['distance', 'dist', 'length', 'meters', 'metres', 'minutes', '距离', '时间'],
  site: ['site', 'facility', 'candidate', 'store', 'name', '候选点', '站点', '设施'],
  demand: ['demandid', 'destinationname', 'destination', 'origin', 'demand_name', '需求点', '居民点'],
  weight: ['weight', 'demand', 'population', 'people', 'pop2000', 'pop', '人口', '权重'],
  name: ['name', 'id', '名称', '编号'],
  cost: ['cost', '费用', '造价'],
  open: ['open', 'existing', '已有', '现有'],
  capacity: ['capacity', '容量'],
}

/** Rows under one row of headings. */
interface Sheet {
  readonly file: string
  readonly headings: readonly string[]
  readonly rows: readonly { readonly row: number; readonly cells: readonly string[] }[]
}

/**
 * Reads the tables. Faults: `no-columns`, `bad-file` (a cell that is no number, a pair twice, a pair missing, a name that the
 * other table does not know), each with the line.
 */
export async function readDistanceTables(tables: DistanceTables, findings: Findings): Promise<Named> {
  const columns = tables.columns ?? {}
  const pairs = await sheetOf(tables.distances, findings)
  const at = { d: need(pairs, columns, 'distance'), s: need(pairs, columns, 'site'), j: need(pairs, columns, 'demand') }
  const sites = tables.candidates ? await places(tables.candidates, columns, findings) : null
  const demands = tables.demands ? await places(tables.demands, columns, findings) : null
  const siteAt = new Map(sites?.names.map((name, i) => [name, i]))
  const demandAt = new Map(demands?.names.map((name, i) => [name, i]))
  const number = (map: Map<string, number>, name: string, known: boolean, row: number): number => {
    const found = map.get(name)
    if (found !== undefined) return found
    if (known) throw wrong(pairs.file, row, `另一张表里没有 ${name}`, `the other table has no ${name}`)
    map.set(name, map.size)
    return map.size - 1
  }

  const own = demands?.weight ? -1 : find(pairs, columns, 'weight')
  const weights: number[] = []
  const site: number[] = []
  const demand: number[] = []
  const distance: number[] = []
  const line: number[] = []
  for (const { row, cells } of pairs.rows) {
    const [its, whose] = [(cells[at.s] ?? '').trim(), (cells[at.j] ?? '').trim()]
    if (its === '' || whose === '') throw nameless(pairs.file, row)
    const i = number(siteAt, its, sites !== null, row)
    const j = number(demandAt, whose, demands !== null, row)
    site.push(i)
    demand.push(j)
    distance.push(amountOf(pairs, at.d, row, cells))
    line.push(row)
    if (own < 0) continue
    const w = amountOf(pairs, own, row, cells)
    if (weights[j] !== undefined && weights[j] !== w)
      throw wrong(
        pairs.file,
        row,
        `同一需求点的权重先是 ${weights[j]}，又是 ${w}`,
        `a demand counts for ${weights[j]} in one line and for ${w} here`,
      )
    weights[j] = w
  }
  const siteNames = [...siteAt.keys()]
  const demandNames = [...demandAt.keys()]
  if (distance.length === 0) throw wrong(pairs.file, 1, '没有一对', 'it has no pairs')
  const seen = new Map<number, number>()
  for (let e = 0; e < distance.length; e++) {
    const key = demand[e]! * siteNames.length + site[e]!
    const before = seen.get(key)
    const pair = `${siteNames[site[e]!]} – ${demandNames[demand[e]!]}`
    if (before !== undefined)
      throw wrong(pairs.file, line[e]!, `${pair} 在第 ${before} 行已有`, `${pair} stands in line ${before} already`)
    seen.set(key, line[e]!)
  }
  if (!tables.sparse)
    for (let j = 0; j < demandNames.length; j++)
      for (let i = 0; i < siteNames.length; i++)
        if (!seen.has(j * siteNames.length + i)) {
          const missing = demandNames.length * siteNames.length - seen.size
          const pair = `${siteNames[i]} – ${demandNames[j]}`
          throw new Fault('missing-pairs', { file: pairs.file, missing, pair })
        }
  const about = {
    weight: demands?.weight ?? (own < 0 ? undefined : weights),
    cost: sites?.cost ?? null,
    open: sites?.open ?? undefined,
    capacity: sites?.capacity ?? null,
  }
  const given = Object.fromEntries(Object.entries(about).filter(([, v]) => v !== undefined))
  return {
    instance: instanceOfPairs({ demand, site, distance }, demandNames.length, siteNames.length, given),
    demandNames,
    siteNames,
  }
}

/** A table of demands or candidates: the name of each, and what else it says of them. */
async function places(bytes: Bytes, columns: TableColumns, findings: Findings) {
  const sheet = await sheetOf(bytes, findings)
  const name = need(sheet, columns, 'name')
  const names: string[] = []
  const lines = new Map<string, number>()
  for (const { row, cells } of sheet.rows) {
    const one = (cells[name] ?? '').trim()
    const before = lines.get(one)
    if (one === '') throw nameless(sheet.file, row)
    if (before !== undefined)
      throw wrong(sheet.file, row, `${one} 在第 ${before} 行已有`, `${one} stands in line ${before} already`)
    lines.set(one, row)
    names.push(one)
  }
  const numbers = (column: number) =>
    column < 0 ? null : sheet.rows.map(({ row, cells }) => amountOf(sheet, column, row, cells))
  return {
    names,
    weight: numbers(find(sheet, columns, 'weight')) ?? undefined,
    cost: numbers(find(sheet, columns, 'cost')),
    open: opens(sheet, find(sheet, columns, 'open')),
    capacity: numbers(find(sheet, columns, 'capacity')),
  }
}

/** Whether each is open already, as people write it: 1 or 0, yes or no, 是 or 否; nothing there is no. */
function opens(sheet: Sheet, column: number): readonly number[] | undefined {
  if (column < 0) return undefined
  return sheet.rows.map(({ row, cells }) => {
    const text = (cells[column] ?? '').trim().toLowerCase()
    if (['是', '有', 'yes', 'y', 'true'].includes(text)) return 1
    if (['', '否', '无', 'no', 'n', 'false'].includes(text)) return 0
    return amountOf(sheet, column, row, cells) > 0 ? 1 : 0
  })
}

async function sheetOf(bytes: Bytes, findings: Findings): Promise<Sheet> {
  const [head, ...rows] = splitRows(await readText(bytes, findings))
  if (!head) throw new Fault('empty-file', { file: bytes.name })
  return { file: bytes.name, headings: head.cells.map((c) => c.trim()), rows }
}

/** The column of a field, from 0; −1 where there is none. A heading that a person names must be there. */
function find(sheet: Sheet, columns: TableColumns, field: keyof TableColumns): number {
  const plain = sheet.headings.map((h) => h.toLowerCase())
  const said = columns[field]
  if (said !== undefined) return plain.indexOf(said.toLowerCase())
  for (const word of KNOWN[field]) {
    const at = plain.indexOf(word)
    if (at >= 0) return at
  }
  return -1
}

function need(sheet: Sheet, columns: TableColumns, field: keyof TableColumns): number {
  const at = find(sheet, columns, field)
  const missing = columns[field] ?? KNOWN[field].slice(0, 3).join(' | ')
  if (at < 0) throw new Fault('no-columns', { file: sheet.file, missing, found: sheet.headings.join(', ') })
  return at
}

function amountOf(sheet: Sheet, column: number, row: number, cells: readonly string[]): number {
  const text = (cells[column] ?? '').trim()
  const n = text === '' ? Number.NaN : Number(text)
  const heading = sheet.headings[column]
  if (!(n >= 0 && n < Infinity))
    throw wrong(
      sheet.file,
      row,
      `${heading} 应为不小于 0 的数，得到“${text}”`,
      `${heading} should be a number of 0 or more; got "${text}"`,
    )
  return n
}

const nameless = (file: string, row: number) => wrong(file, row, '没有名称', 'it has no name')

const wrong = (file: string, line: number, zh: string, en: string): Fault => {
  const why: Name = { zh: `第 ${line} 行：${zh}`, en: `line ${line}: ${en}` }
  return new Fault('bad-file', { file, why })
}
