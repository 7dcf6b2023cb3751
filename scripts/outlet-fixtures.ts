// Writes fixtures/outlets: one small ledger in every shape that offices and exports give it, and every defect we know.
// What each must give stands in core/source/formats/outlets.test.ts. Run again when a defect is added.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import ExcelJS, { type Workbook } from 'exceljs'
import iconv from 'iconv-lite'

const FOLDER = join(import.meta.dirname, '..', 'fixtures', 'outlets')
mkdirSync(FOLDER, { recursive: true })

const HEAD = ['编号', '名称', '业态', '经度', '纬度', '地址', '床位数', '营业时间', '核实日期']
/** WGS-84, in Hongkou, Shanghai; the shops are made up. */
const ROWS = [
  ['HK001', '好邻居便利店', '便利店', '121.48510', '31.25320', '海宁路1号', '', '24小时', '2024-05-01'],
  ['HK002', '阿婆早餐', '早餐店', '121.48640', '31.25410', '武进路2号', '', '06:00-10:00', '2024/5/1'],
  ['HK003', '武进路菜市场', '菜市场', '121.48720', '31.25530', '武进路30号', '', '', '2024年5月1日'],
  ['HK004', '夕阳红日间照料中心', '社区养老服务', '121.48850', '31.25610', '邢家桥路4号', '35', '', '20240501'],
  ['HK005', '小𠮷洗衣', '洗衣店', '121.48910', '31.25700', '四川北路5号', '', '', ''],
] as const
const csv = (rows: readonly (readonly string[])[], delimiter = ',', end = '\n') =>
  rows
    .map((row) => row.map((c) => (/[",\n;]/.test(c) ? `"${c.replaceAll('"', '""')}"` : c)).join(delimiter) + end)
    .join('')
const put = (name: string, content: string | Uint8Array) => writeFileSync(join(FOLDER, name), content)
const changed = (...edits: readonly (readonly [row: number, column: number, cell: string])[]) => {
  const rows = ROWS.map((row) => [...row] as string[])
  for (const [row, column, cell] of edits) rows[row]![column] = cell
  return [HEAD, ...rows]
}
const plain = csv([HEAD, ...ROWS])

// ── text ─────────────────────────────────────────────────────────────────────────────────────────────────────────
put('plain.csv', plain)
put('bom.csv', `\uFEFF${plain}`)
put('gbk-crlf.csv', iconv.encode(csv([HEAD, ...ROWS], ',', '\r\n'), 'gb18030'))
put('utf16-tab.txt', iconv.encode(csv([HEAD, ...ROWS], '\t', '\r\n'), 'utf-16le', { addBOM: true }))
put('semicolon.csv', csv([HEAD, ...ROWS], ';'))
put('tab.tsv', csv([HEAD, ...ROWS], '\t'))
put('old-mac-returns.csv', csv([HEAD, ...ROWS], ',', '\r'))
put('quoted-cells.csv', csv(changed([0, 1, '"好邻居", 海宁路店'], [1, 5, '武进路2号\n弄堂口'])))
put('title-row.csv', `虹口区便民网点台账,,,,,,,,\n填报单位：示例街道,,,填报日期：2024-05-06,,,,,\n\n${plain}`)
put(
  'english.csv',
  'id,name,category,lng,lat\n1,Corner shop,convenience store,121.4851,31.2532\n2,Chemist,pharmacy,121.4864,31.2541\n',
)
put(
  'unknown-headings.csv',
  '甲,乙,丙,丁\n好邻居,便利店,121.48510,31.25320\n阿婆早餐,早餐店,121.48640,31.25410\n菜场,菜市场,121.48720,31.25530\n',
)
put('no-headings.csv', '好邻居,便利店,121.48510,31.25320\n阿婆早餐,早餐店,121.48640,31.25410\n')
put('one-cell-place.csv', '名称,类型,坐标\n好邻居,便利店,"121.48510,31.25320"\n阿婆早餐,早餐店,"121.48640,31.25410"\n')
put(
  'degrees-minutes.csv',
  '名称,类型,经度,纬度\n好邻居,便利店,121°29′06.4″E,31°15′11.5″N\n阿婆早餐,早餐店,１２１.４８６４０,31.25410\n',
)
put('swapped-columns.csv', csv([['编号', '名称', '业态', '纬度', '经度'], ...ROWS.map((r) => r.slice(0, 5))]))
put('swapped-row.csv', csv(changed([2, 3, '31.25530'], [2, 4, '121.48720'])))
put('no-coordinates.csv', csv(changed([1, 3, ''], [1, 4, ''], [3, 3, '—'], [3, 4, '暂无'])))
put('text-coordinates.csv', csv(changed([1, 3, '武进路口'], [1, 4, '见地图'])))
put('zero-coordinates.csv', csv(changed([4, 3, '0'], [4, 4, '0'])))
put('projected-coordinates.csv', csv(changed([0, 3, '355432.1'], [0, 4, '3458921.7'])))
put('duplicate-ids.csv', csv(changed([2, 0, 'HK001'])))
put(
  'one-company-two-shops.csv',
  csv([
    ['名称', '统一社会信用代码', '业态', '经度', '纬度'],
    ['甲店', '91310000MA1FL00000', '便利店', '121.485', '31.253'],
    ['乙店', '91310000MA1FL00000', '便利店', '121.487', '31.255'],
  ]),
)
put(
  'closed-rows.csv',
  csv([[...HEAD, '状态'], ...ROWS.map((r, i) => [...r, ['正常营业', '停业', '筹建中', '营业', '已注销'][i]!])]),
)
put('short-row.csv', plain.replace(/(HK003,[^,]*),.*/, '$1'))
put('bad-dates.csv', csv(changed([0, 8, '2024-02-30'], [1, 8, '5/1/24'], [2, 8, '45413'], [3, 8, '2024年5月'])))
put('bad-numbers.csv', csv(changed([0, 6, '若干'], [1, 6, '-5'], [2, 6, '约1,200张'])))
put('nameless.csv', csv(changed([0, 1, ''], [1, 2, ''])))
put('unclosed-quote.csv', plain.replace('阿婆早餐', '"阿婆早餐'))
const utf8 = Buffer.from(plain)
put('utf8-cut.csv', utf8.subarray(0, utf8.lastIndexOf(Buffer.from('北路5号')) + 2)) // in the middle of 北
put(
  'mixed-encoding.csv',
  Buffer.concat([utf8, iconv.encode('HK006,联华超市,超市,121.49010,31.25800,四川北路6号,,,\n', 'gb18030')]),
)
put('no-place-columns.csv', '名称,业态,地址\n好邻居,便利店,海宁路1号\n')
put('headings-only.csv', `${HEAD.join(',')}\n`)
put('empty.csv', '')

// ── GeoJSON ──────────────────────────────────────────────────────────────────────────────────────────────────────
const feature = (geometry: unknown, properties: unknown) => ({ type: 'Feature', properties, geometry })
const collection = (features: unknown[]) => `${JSON.stringify({ type: 'FeatureCollection', features }, null, 1)}\n`
const point = (lng: number, lat: number) => ({ type: 'Point', coordinates: [lng, lat] })
put(
  'points.geojson',
  collection(
    ROWS.map((r) => feature(point(Number(r[3]), Number(r[4])), Object.fromEntries(HEAD.map((h, i) => [h, r[i]])))),
  ),
)
put(
  'areas-and-doors.geojson',
  collection([
    feature(
      {
        type: 'Polygon',
        coordinates: [
          [
            [121.485, 31.253],
            [121.486, 31.253],
            [121.486, 31.254],
            [121.485, 31.254],
            [121.485, 31.253],
          ],
        ],
      },
      { name: '菜市场', category: '菜市场' },
    ),
    feature(
      {
        type: 'MultiPoint',
        coordinates: [
          [121.487, 31.255],
          [121.489, 31.255],
        ],
      },
      { name: '商场', category: '购物中心', beds: 12 },
    ),
    feature({ type: 'Point', coordinates: [121.49, 31.256, 4.5] }, { name: '好邻居', category: '便利店' }),
  ]),
)
put(
  'no-geometry.geojson',
  collection([
    feature(null, { name: '甲' }),
    feature(point(121.49, 31.256), { name: '乙', type: '便利店' }),
    feature({ type: 'Point', coordinates: ['a', 'b'] }, { name: '丙' }),
  ]),
)
put('swapped.geojson', collection([feature(point(31.256, 121.49), { name: '乙', type: '便利店' })]))
put('not-json.geojson', '{"type": "FeatureCollection", "features": [')

// ── workbooks ────────────────────────────────────────────────────────────────────────────────────────────────────
const book = async (name: string, fill: (workbook: Workbook) => void) => {
  const workbook = new ExcelJS.Workbook()
  workbook.created = workbook.modified = new Date(Date.UTC(2024, 4, 6))
  fill(workbook)
  put(name, new Uint8Array(await workbook.xlsx.writeBuffer()))
}
const numbers = (row: readonly string[]) =>
  row.map((c, i) => ((i === 3 || i === 4 || i === 6) && c !== '' ? Number(c) : c))
await book('plain.xlsx', (workbook) => workbook.addWorksheet('台账').addRows([HEAD, ...ROWS.map(numbers)]))
await book('numbers-as-text.xlsx', (workbook) => workbook.addWorksheet('台账').addRows([HEAD, ...ROWS]))
await book('merged-cells.xlsx', (workbook) => {
  const sheet = workbook.addWorksheet('台账')
  sheet.addRow(['虹口区便民网点台账'])
  sheet.mergeCells('A1:I1')
  sheet.addRow(['填报单位', '示例街道'])
  sheet.mergeCells('B2:I2')
  sheet.addRows([HEAD, ...ROWS.map(numbers)])
  sheet.getCell('C5').value = null
  sheet.mergeCells('C4:C5') // the trade of the first shop also holds for the second
})
await book('formulas.xlsx', (workbook) => {
  const sheet = workbook.addWorksheet('台账')
  sheet.addRows([HEAD, ...ROWS.map(numbers)])
  sheet.getCell('D2').value = { formula: '121+0.4851', result: 121.4851 }
  sheet.getCell('G5').value = { formula: '30+5' }
  sheet.getCell('D6').value = { formula: '1/0', result: { error: '#DIV/0!' } }
})
await book('dates.xlsx', (workbook) => {
  const sheet = workbook.addWorksheet('台账')
  sheet.addRows([HEAD, ...ROWS.map(numbers)])
  sheet.getCell('I2').value = new Date(Date.UTC(2024, 4, 1))
  sheet.getCell('I3').value = 45413 // a day whose cell lost its format
})
await book('rich-text.xlsx', (workbook) => {
  const sheet = workbook.addWorksheet('台账')
  sheet.addRows([HEAD, ...ROWS.map(numbers)])
  sheet.getCell('B2').value = { richText: [{ text: '好邻居' }, { font: { bold: true }, text: '便利店' }] }
  sheet.getCell('B3').value = { text: '阿婆早餐', hyperlink: 'https://example.org/' }
})
await book('third-sheet.xlsx', (workbook) => {
  workbook.addWorksheet('说明').addRows([['填表说明'], ['一、每个网点填一行。']])
  workbook.addWorksheet('空白')
  workbook.addWorksheet('网点').addRows([HEAD, ...ROWS.map(numbers)])
})
await book('no-place-columns.xlsx', (workbook) =>
  workbook.addWorksheet('台账').addRows([
    ['名称', '业态'],
    ['好邻居', '便利店'],
  ]),
)
await book('blank-sheets.xlsx', (workbook) => {
  workbook.addWorksheet('台账')
  workbook.addWorksheet('说明').addRow([' ', ''])
})
const whole = await new ExcelJS.Workbook().xlsx.writeBuffer()
put('cut.xlsx', new Uint8Array(whole).subarray(0, 900))
put('old.xls', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...new Array(504).fill(0)]))
