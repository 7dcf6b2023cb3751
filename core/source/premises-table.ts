// Premises that something could open in (候选场所): vacant shops, idle plants, community rooms, and the stops of carts and vans,
// as a CSV, a workbook or GeoJSON. Places, names, hours and ids are read as a ledger's are; what is said here beside is what
// siting asks: floor area, what it would cost, what may open there.
import type { Bytes } from '../base/bytes.ts'
import { Fault } from '../base/fault.ts'
import type { LngLat } from '../geo/meters.ts'
import { isBlank, numberIn } from './cells.ts'
import type { Field, Fields } from './columns.ts'
import { csvRows } from './csv.ts'
import { decodeHead, readText } from './decode.ts'
import type { Reading } from './define.ts'
import { OUTLET_FIELDS, words } from './fields.ts'
import { featureRows, placeOf } from './geojson-features.ts'
import { gatherOutlets, type OutletField } from './outlet-rows.ts'
import { oneBatch, openTable, type Table, type TableRow } from './table.ts'
import { isOle, isZip, readWorkbook } from './xlsx.ts'

const { lng, lat, place, name, address, capacity, hours, id } = OUTLET_FIELDS

/** What the columns of a list of premises are called. A status is not read: that a shop stands empty is why it is listed. */
export const PREMISES_FIELDS = {
  lng,
  lat,
  place,
  name: { ...name, headings: [...name.headings, ...words('场所名称 房屋名称 点位名称 点位 场所 物业名称 摊点名称')] },
  address,
  capacity,
  hours: { ...hours, headings: [...hours.headings, ...words('停靠时间 摆摊时间 经营时段 时段 时间')] },
  id,
  areaM2: {
    name: { zh: '面积（㎡）', en: 'floor area (m²)' },
    headings: words('面积 建筑面积 可用面积 使用面积 营业面积 场地面积 area_m2 area floor_area sqm'),
    never: /用地|占地|绿地|片区|单价/,
  },
  cost: {
    name: { zh: '费用（元）', en: 'cost (yuan)' },
    headings: words(
      '费用 造价 改造费用 改造费 建设费用 建设成本 投资 投资额 总投资 所需资金 成本 预算 cost budget price',
    ),
    never: /人工|单位|来源/,
  },
  rent: {
    name: { zh: '租金（元）', en: 'rent (yuan)' },
    headings: words('租金 年租金 月租金 房租 租金单价 rent'),
  },
  allowed: {
    name: { zh: '可设业态', en: 'allowed categories' },
    headings: words('可设业态 允许业态 适合业态 可引入业态 拟设业态 规划业态 业态 categories allowed category'),
  },
  use: {
    name: { zh: '现状用途', en: 'present use' },
    headings: words('现状用途 房屋用途 用途 现状 场所类型 类型 房屋性质 性质 use kind type'),
  },
} as const satisfies Fields

type PremisesField = keyof typeof PREMISES_FIELDS

const NEEDS: readonly (readonly PremisesField[])[] = [['lng', 'lat'], ['place']]

/** The geometry says where; properties called lng or x are somebody's leftovers. */
const NOWHERE: Field = { name: { zh: '坐标', en: 'coordinates' }, headings: [] }
const PROPERTY_FIELDS: Readonly<Record<PremisesField, Field>> = {
  ...PREMISES_FIELDS,
  lng: NOWHERE,
  lat: NOWHERE,
  place: NOWHERE,
}

/** One row of a list of premises. */
export interface PremisesRow {
  /** As in the file, else `file:row`. */
  readonly id: string
  readonly file: string
  readonly row: number
  readonly name: string
  readonly at: LngLat
  /** What it is now, as written; null where nothing is said. */
  readonly use: string | null
  readonly areaM2: number | null
  /** Yuan, for whatever the column counts (once, a year, a month): the columns of one file are alike. */
  readonly cost: number | null
  readonly capacity: number | null
  readonly hours: string | null
  /** What may open there, as written; null where nothing is said. */
  readonly allowed: readonly string[] | null
}

/**
 * The premises of a file. Rows without a usable place are left out, numbers that are none are unknown; both are noted by row.
 * Faults: no-columns, bad-file, old-xls, too-large.
 */
export async function readPremises(bytes: Bytes, reading: Reading): Promise<readonly PremisesRow[]> {
  const file = bytes.name
  const head = await bytes.slice(0, 4096)
  if (isOle(head) || isZip(head)) return fromWorkbook(bytes, reading)
  if (/^\s*\{/.test(decodeHead(head))) {
    const { rows, geometries } = featureRows(await readText(bytes, reading.findings), file)
    const table = await openTable(oneBatch(rows), { file, sheet: null }, PROPERTY_FIELDS, [], reading)
    return gather(
      table,
      geometries.map((geometry, i) => [rows[i + 1]!, placeOf(geometry)]),
      file,
      reading,
    )
  }
  const rows = csvRows(bytes, reading.findings)
  const table = await openTable(rows, { file, sheet: null }, PREMISES_FIELDS, NEEDS, reading)
  return gather(table, await rowsOf(table), file, reading)
}

/** The first sheet with columns that we know. */
async function fromWorkbook(bytes: Bytes, reading: Reading): Promise<readonly PremisesRow[]> {
  const file = bytes.name
  let refusal: Fault | null = null
  for (const sheet of await readWorkbook(bytes)) {
    if (sheet.rows.length === 0) continue
    try {
      const about = { file, sheet: sheet.name }
      const table = await openTable(oneBatch(sheet.rows), about, PREMISES_FIELDS, NEEDS, reading)
      return gather(table, await rowsOf(table), file, reading)
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      refusal ??= error
    }
  }
  throw refusal ?? new Fault('bad-file', { file, why: { zh: '没有一张工作表有内容', en: 'no sheet holds anything' } })
}

async function rowsOf(table: Table<PremisesField>): Promise<(readonly [TableRow])[]> {
  const rows: (readonly [TableRow])[] = []
  for await (const some of table.batches) for (const row of some) rows.push([row])
  return rows
}

type Raw = readonly [row: TableRow, place?: ReturnType<typeof placeOf>]

function gather(table: Table<PremisesField>, rows: readonly Raw[], file: string, reading: Reading): PremisesRow[] {
  // as a ledger for what the two have in common: it has a trade in every row, so that none is missed, and no status
  const shared = new Set<string>(['lng', 'lat', 'place', 'name', 'address', 'capacity', 'hours', 'id'])
  const ledger: Table<OutletField> = {
    guess: table.guess,
    has: (field) => shared.has(field) && table.has(field as PremisesField),
    cell: (row, field) => (shared.has(field) ? table.cell(row, field as PremisesField) : field === 'label' ? file : ''),
    batches: oneBatch([]),
  }
  const outlets = gatherOutlets(file, reading)
  const byRow = new Map<number, TableRow>()
  for (const [row, where] of rows) {
    byRow.set(row.row, row)
    outlets.add(ledger, row, where)
  }
  return outlets.finish().map((outlet) => {
    const { row: number } = outlet.origins[0]!
    const row = byRow.get(number!)!
    const cell = (field: PremisesField) => (isBlank(table.cell(row, field)) ? null : table.cell(row, field))
    const areaM2 = positive(cell('areaM2'), file, number!, reading)
    return {
      id: outlet.id,
      file,
      row: number!,
      name: outlet.name,
      at: outlet.at,
      use: cell('use'),
      areaM2,
      cost: costOf(table, row, areaM2, file, reading),
      capacity: outlet.capacity,
      hours: outlet.hours,
      allowed:
        cell('allowed')
          ?.split(/[,，、;；|/+＋\n]+/)
          .map((word) => word.trim())
          .filter(Boolean) ?? null,
    }
  })
}

function positive(text: string | null, file: string, row: number, { findings }: Reading): number | null {
  if (text === null) return null
  // the square of a metre's sign is a digit to those who look for numbers
  const value = numberIn(text.replace(/(?:平方米|平米|㎡|m²|m2|sqm)\s*$/i, ''))
  if (value !== null && value > 0 && value < 1e7) return value
  findings.note('bad-number', file, row, text)
  return null
}

const PER_M2 = /\/\s*(?:㎡|平方米|平米|m²|m2)|单价/i

/** In yuan: 万 in the heading or the cell multiplies, a price for a square metre is multiplied by the area. */
function costOf(
  table: Table<PremisesField>,
  row: TableRow,
  areaM2: number | null,
  file: string,
  { findings }: Reading,
): number | null {
  const field = table.has('cost') ? 'cost' : 'rent'
  const text = table.cell(row, field)
  if (isBlank(text)) return null
  const heading = table.guess.fields[field]?.heading ?? ''
  const perM2 = PER_M2.test(heading) || PER_M2.test(text)
  const value = numberIn(text.replace(/\/.*$/, ''))
  const good = value !== null && value >= 0 && (!perM2 || areaM2 !== null)
  if (!good) findings.note('bad-number', file, row.row, text)
  if (!good) return null
  const inWan = /万/.test(heading) && !/[万元]/.test(text)
  return value * (inWan ? 10_000 : 1) * (perM2 ? areaM2! : 1)
}
