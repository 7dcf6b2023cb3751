// A file of any format becomes rows of the ledger, closed ones among them, and every oddity is told with its place.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { bytesOf } from '../base/bytes.ts'
import { Findings } from '../base/finding.ts'
import { SILENT } from '../base/progress.ts'
import { fromWgs84 } from '../geo/datum.ts'
import { metersBetween } from '../geo/meters.ts'

import { zippedShapefile } from '../test/shapefile.ts'
import csvOutlets from './formats/csv-outlets.ts'
import { readLedger } from './ledger-read.ts'
import { LIMITS } from './limits.ts'
import { previewLedger } from './preview.ts'

const FIXTURES = join(import.meta.dirname, '../../fixtures/outlets')
const file = (name: string, text: string) => bytesOf(name, new TextEncoder().encode(text))
const read = (name: string, text: string) => readLedger(file(name, text), { datum: 'wgs84' })

const STATES = `编号,名称,业态,经度,纬度,状态,核实人,备注
1,甲,超市,121.51,31.21,营业,张三,好
2,乙,超市,121.52,31.22,停业,,
3,丙,超市,121.53,31.23,已搬迁,,
4,丁,超市,121.54,31.24,在建,,
5,戊,超市,121.55,31.25,迁址,,
,己,超市,121.56,31.26,,,
`

test('closed and moved outlets are kept with their state; one that is not there yet is no row', async () => {
  const { rows, rowFindings, told } = await read('l.csv', STATES)
  assert.deepEqual(
    rows.map((r) => [r.id, r.state]),
    [
      ['1', 'open'],
      ['2', 'closed'],
      ['3', 'moved'],
      ['5', 'moved'],
      ['', 'open'],
    ],
  )
  assert.deepEqual([rows[0]!.confirmedBy, rows[0]!.remark, rows[1]!.remark], ['张三', '好', null])
  assert.deepEqual(
    rowFindings.map((f) => [f.code, f.row, f.column, f.what]),
    [['not-open', 5, '状态', '丁 在建']],
  )
  assert.deepEqual([...told].sort(), ['at', 'confirmedBy', 'id', 'label', 'name', 'remark', 'state'])
})

test('measuring reads the same file as before: only what is open, and no field of the ledger', async () => {
  const findings = new Findings()
  const rows = await csvOutlets.read(file('l.csv', STATES), {
    datum: 'wgs84',
    origin: 'official',
    findings,
    progress: SILENT,
    columnsRead: ({ fields }) =>
      assert.deepEqual(Object.keys(fields).sort(), ['id', 'label', 'lat', 'lng', 'name', 'status']),
  })
  assert.deepEqual(
    rows.map((r) => r.id),
    ['1', '5', 'l.csv:7'],
  )
  assert.deepEqual(
    findings.list().map((f) => [f.code, f.count]),
    [['not-open', 3]],
  )
  assert.ok(!('state' in rows[0]!))
})

test('every finding is told row by row, up to the limit that is stated, and the others are counted', async () => {
  const lines = LIMITS.rowFindings + 7
  const { rowFindings, untold, rows, findings } = await read(
    'l.csv',
    `名称,业态,经度,纬度\n${'甲,超市,?,31\n'.repeat(lines)}`,
  )
  assert.equal(rows.length, 0)
  assert.deepEqual([rowFindings.length, untold], [LIMITS.rowFindings, 7])
  assert.deepEqual(rowFindings[99_999], {
    code: 'bad-coordinates',
    file: 'l.csv',
    row: 100_001,
    column: '经度',
    what: '?, 31',
  })
  assert.deepEqual([findings[0]!.count, findings[0]!.examples.length], [lines, 5])
})

test('a heading that states the datum is believed, whatever else is said', async () => {
  const [x, y] = fromWgs84(121.5, 31.2, 'gcj02')
  const text = `名称,业态,gcj02_lng,gcj02_lat\n甲,超市,${x},${y}\n`
  const { rows, datum, datumStated } = await read('l.csv', text)
  assert.deepEqual([datum, datumStated], ['gcj02', true])
  assert.ok(metersBetween(...rows[0]!.at, 121.5, 31.2) < 0.01)
})

test('a ledger in GB18030 and one in a workbook read like one in UTF-8', async () => {
  const fixture = (name: string) => bytesOf(name, new Uint8Array(readFileSync(join(FIXTURES, name))))
  const rowsOf = async (name: string) => {
    const { rows } = await readLedger(fixture(name), { datum: 'wgs84' })
    return rows.map(({ origins, ...row }) => row)
  }
  const plain = await rowsOf('plain.csv')
  assert.equal(plain.length, 5)
  assert.deepEqual(await rowsOf('gbk-crlf.csv'), plain)
  assert.deepEqual(await rowsOf('plain.xlsx'), plain)
})

const LAYER = {
  points: [
    [121.51, 31.21],
    [121.52, 31.22],
  ],
  rows: [
    { 编号: '007', 名称: '好邻居𐓐', 业态: '便利店', 状态: '营业' },
    { 编号: '008', 名称: '老面馆', 业态: '早餐店', 状态: '停业' },
  ],
} as const

test('a Shapefile of points is read, its names in GBK whatever the .cpg says or leaves out', async () => {
  for (const extra of [{}, { cpg: '936' }, { cpg: 'GBK' }, { language: 0x4d }, { cpg: 'UTF-8' }] as const) {
    const rows = LAYER.rows.map((row) => ({ ...row, 名称: row.名称.replace('𐓐', '') }))
    const zip = zippedShapefile('网点', { ...LAYER, rows, encoding: 'gbk', ...extra })
    const read = await readLedger(bytesOf('points.zip', zip), { datum: 'wgs84' })
    assert.equal(read.format, 'shapefile-outlets')
    assert.deepEqual(
      read.rows.map((r) => [r.id, r.name, r.label, r.state, r.at]),
      [
        ['007', '好邻居', '便利店', 'open', [121.51, 31.21]],
        ['008', '老面馆', '早餐店', 'closed', [121.52, 31.22]],
      ],
    )
  }
  const utf8 = zippedShapefile('网点', { ...LAYER, encoding: 'utf8' })
  assert.equal((await readLedger(bytesOf('p.zip', utf8), { datum: 'wgs84' })).rows[0]!.name, '好邻居𐓐')
})

test('several points of one record are the entrances of one outlet', async () => {
  const zip = zippedShapefile('p', {
    ...LAYER,
    points: [
      [121.5, 31.2, 121.6, 31.4],
      [121.52, 31.22, 121.52, 31.22],
    ],
    encoding: 'gbk',
  })
  const { rows } = await readLedger(bytesOf('p.zip', zip), { datum: 'wgs84' })
  assert.deepEqual(rows[0]!.entrances, [
    [121.5, 31.2],
    [121.6, 31.4],
  ])
})

test('a Shapefile in metres without a .prj is refused with what to do', async () => {
  const zip = zippedShapefile('p', { ...LAYER, points: [[40_500_000, 3_456_000]], encoding: 'gbk' })
  await assert.rejects(readLedger(bytesOf('p.zip', zip), { datum: 'wgs84' }), /no \.prj says/)
})

test('a preview says which columns could be meant, the first rows, and what was left out', async () => {
  const lines = Array.from({ length: 60 }, (_, i) => `${i},店${i},超市,${121.5 + i / 1000},31.2,营业`)
  const text = `编码,店名,经营类型,经度,纬度,状态,登记名称\n${lines.join('\n')}\n60,坏,超市,,,营业\n61,关,超市,121.5,31.2,停业`
  const preview = await previewLedger(file('l.csv', text))
  assert.deepEqual(preview.counts, { rows: 61, open: 60, closed: 1, moved: 0, leftOut: 1 })
  assert.equal(preview.first.length, 50)
  assert.deepEqual(preview.alternatives.name, [1, 6])
  assert.equal(preview.columns.fields.name!.heading, '店名')
  assert.deepEqual([preview.datum.by, preview.datum.used], ['nobody', 'wgs84'])
  const chosen = await previewLedger(file('l.csv', text), { columns: { name: '登记名称' }, datum: 'wgs84' })
  assert.deepEqual([chosen.columns.fields.name!.why, chosen.datum.by], ['chosen', 'person'])
})
