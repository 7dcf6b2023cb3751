// Bare points for `yike access`: origins (id, lng, lat[, people]) and opportunities (id, lng, lat, category[, capacity]).
// Every row is kept and answers for itself; one that cannot be placed has null coordinates.
import type { Bytes } from '../base/bytes.ts'
import { toWgs84 } from '../geo/datum.ts'
import { degreesIn, isBlank, numberIn, pairIn } from './cells.ts'
import type { Fields } from './columns.ts'
import { csvRows } from './csv.ts'
import type { Reading } from './define.ts'
import { PLACE_FIELDS } from './fields.ts'
import { openTable } from './table.ts'

const POINT_FIELDS = {
  id: { name: { zh: '编号', en: 'id' }, headings: ['id', '编号', 'fid', 'name', '名称'] },
  ...PLACE_FIELDS,
  people: { name: { zh: '人口', en: 'people' }, headings: ['people', 'population', '人口', '人数'] },
  category: { name: { zh: '业态', en: 'category' }, headings: ['category', '业态', '类别', 'type', '类型', 'label'] },
  capacity: { name: { zh: '容量', en: 'capacity' }, headings: ['capacity', '容量', 'opportunities', 'weight', '床位'] },
} as const satisfies Fields

/** One row of a table of points. */
export interface PointRow {
  /** As in the file; its row number where the file has no ids. */
  readonly id: string
  readonly row: number
  /** WGS-84; null where the row has no usable coordinates. */
  readonly at: readonly [number, number] | null
  readonly people: number | null
  readonly category: string
  readonly capacity: number | null
}

/** The points of a CSV, in its order. Coordinates that cannot be used are noted; the row stays. Fault: no-columns. */
export async function readPoints(bytes: Bytes, reading: Reading): Promise<PointRow[]> {
  const needs = [['lng', 'lat'], ['place']] as const
  const table = await openTable(
    csvRows(bytes, reading.findings),
    { file: bytes.name, sheet: null },
    POINT_FIELDS,
    needs,
    reading,
  )
  const rows: PointRow[] = []
  const seen = new Set<string>()
  for await (const batch of table.batches) {
    for (const row of batch) {
      const cell = (field: keyof typeof POINT_FIELDS) => table.cell(row, field)
      const id = cell('id') || String(row.row)
      if (seen.has(id)) reading.findings.note('repeated-id', bytes.name, row.row, id)
      seen.add(id)
      const pair = table.has('place') && !table.has('lng') ? pairIn(cell('place')) : null
      const [x, y] = pair ?? [degreesIn(cell('lng')), degreesIn(cell('lat'))]
      const good = x !== null && y !== null && Math.abs(x) <= 180 && Math.abs(y) <= 90 && !(x === 0 && y === 0)
      if (!good) {
        const blank = isBlank(cell('lng')) && isBlank(cell('lat')) && isBlank(cell('place'))
        const zero = x === 0 && y === 0
        reading.findings.note(
          blank ? 'point-no-coordinates' : zero ? 'point-zero' : 'point-bad-coordinates',
          bytes.name,
          row.row,
          `${cell('lng')}, ${cell('lat')}`,
        )
      }
      const number = (field: 'people' | 'capacity') => {
        const text = cell(field)
        if (isBlank(text)) return null
        const value = numberIn(text)
        if (value === null || value < 0) reading.findings.note('bad-number', bytes.name, row.row, text)
        return value !== null && value >= 0 ? value : null
      }
      rows.push({
        id,
        row: row.row,
        at: good ? toWgs84(x, y, reading.datum) : null,
        people: number('people'),
        category: cell('category'),
        capacity: number('capacity'),
      })
    }
  }
  return rows
}
