// Files made to exhaust whoever reads them. Each ends in a sentence, before memory or time is spent on it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deflateRawSync, deflateSync } from 'node:zlib'
import { bytesOf } from '../base/bytes.ts'
import { Fault } from '../base/fault.ts'
import { Findings } from '../base/finding.ts'
import { SILENT } from '../base/progress.ts'
import { FORMATS } from '../test/mutations.ts'
import { zippedShapefile } from '../test/shapefile.ts'
import { geoTiff } from '../test/tiff.ts'
import { readLedger } from './ledger-read.ts'
import { ledgerXlsx } from './ledger-write.ts'
import { LIMITS } from './limits.ts'
import { storedZip } from './stored-zip.ts'
import { unzip } from './unzip.ts'

const reading = () => ({ datum: 'wgs84', origin: 'official', findings: new Findings(), progress: SILENT }) as const
const utf8 = (text: string) => new TextEncoder().encode(text)

/** Reads `bytes` as `id`; the fault that it ends in, or the findings. */
async function endOf(id: string, name: string, bytes: Uint8Array): Promise<string> {
  const how = reading()
  try {
    await FORMATS.get(id)!.read(bytesOf(name, bytes), how)
    return how.findings
      .list()
      .map((f) => f.code)
      .join(' ')
  } catch (error) {
    assert.ok(error instanceof Fault, String(error))
    return error.message
  }
}

/** An archive of one deflated file that claims to unpack to `claims` bytes. */
function packed(path: string, content: Uint8Array, claims = content.length): Uint8Array {
  const deflated = deflateRawSync(content)
  const zip = new Uint8Array(storedZip(new Map([[path, deflated]])))
  const view = new DataView(zip.buffer)
  const directory = zip.length - 22 - 46 - utf8(path).length
  for (const [at, method, size] of [
    [0, 8, 22],
    [directory, 10, 24],
  ] as const) {
    view.setUint16(at + method, 8, true)
    view.setUint32(at + size, claims, true)
  }
  return zip
}

/** A workbook of one sheet with this XML in it. */
async function workbook(sheet: string, parts: Readonly<Record<string, string>> = {}): Promise<Uint8Array> {
  const plain = new Map(await unzip(await ledgerXlsx([]), 'plain.xlsx', () => true, 2 ** 24))
  const path = [...plain.keys()].find((p) => /sheet1\.xml$/.test(p))!
  plain.set(path, utf8(`<?xml version="1.0"?><worksheet>${sheet}</worksheet>`))
  for (const [name, text] of Object.entries(parts)) plain.set(name, utf8(text))
  return storedZip(plain)
}
const sheetEnd = async (sheet: string, parts?: Readonly<Record<string, string>>) =>
  endOf('xlsx-outlets', 'x.xlsx', await workbook(sheet, parts))
const HEAD =
  '<row r="1"><c r="A1" t="str"><v>名称</v></c><c r="B1" t="str"><v>经度</v></c><c r="C1" t="str"><v>纬度</v></c></row>'
const ROW = '<row r="2"><c r="A2" t="str"><v>店</v></c><c r="B2"><v>121.5</v></c><c r="C2"><v>31.2</v></c></row>'

test('an archive that unpacks to hundreds of times its size is left packed, whatever it claims', async () => {
  const zeros = new Uint8Array(64 * 2 ** 20)
  assert.match(await endOf('shapefile-outlets', 'b.zip', packed('a.shp', zeros)), /more than 200 times its size/)
  assert.match(await endOf('xlsx-outlets', 'b.xlsx', packed('xl/workbook.xml', zeros)), /more than 200 times/)
  assert.match(await endOf('shapefile-areas', 'b.zip', packed('a.shp', zeros, 1000)), /cannot be unpacked/)
  assert.match(await endOf('shapefile-areas', 'b.zip', packed('a.shp', zeros, 0xfffffff0)), /too large/)
})

test('an archive within an archive is not opened', async () => {
  const inner = zippedShapefile('p', { points: [[121.5, 31.2]], rows: [{ 名称: '店' }], encoding: 'gbk' })
  assert.match(await endOf('shapefile-outlets', 'a.zip', storedZip(new Map([['b.zip', inner]]))), /holds no \.shp/)
})

test('an archive of very many files is refused', async () => {
  const files = new Map(Array.from({ length: LIMITS.archiveFiles + 1 }, (_, i) => [`${i}.shp`, new Uint8Array(0)]))
  assert.match(await endOf('shapefile-outlets', 'a.zip', storedZip(files)), /holds 2001 files/)
})

test('a DOCTYPE in a workbook, and with it every entity, is refused', async () => {
  const laughs = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><sst><si><t>&b;</t></si></sst>'
  assert.match(await sheetEnd(`<sheetData>${HEAD}${ROW}</sheetData>`, { 'xl/sharedStrings.xml': laughs }), /DOCTYPE/)
})

test('ranges that cover a whole sheet cost nothing: rules, names, columns and links are not read', async () => {
  const before = '<cols><col min="1" max="2000000000" width="9"/></cols>'
  const after =
    '<dataValidations count="1"><dataValidation type="list" sqref="A1:XFD1048576"><formula1>"a"</formula1></dataValidation></dataValidations>' +
    '<conditionalFormatting sqref="A1:XFD1048576"/><hyperlinks><hyperlink ref="A1:XFD1048576" r:id="rId1"/></hyperlinks>'
  const names =
    '<workbook><sheets><sheet name="s" sheetId="1" r:id="rId1"/></sheets><definedNames><definedName name="n">s!$A$1:$XFD$1048576</definedName></definedNames></workbook>'
  const file = await workbook(`${before}<sheetData>${HEAD}${ROW}</sheetData>${after}`)
  const { rows } = await readLedger(bytesOf('x.xlsx', file), { datum: 'wgs84' })
  assert.deepEqual(
    rows.map((r) => r.name),
    ['店'],
  )
  assert.doesNotMatch(await sheetEnd(`<sheetData>${HEAD}${ROW}</sheetData>`, { 'xl/workbook.xml': names }), /limit/)
})

test('merged ranges, cells, columns and rows beyond what a ledger has are refused', async () => {
  const data = `<sheetData>${HEAD}${ROW}</sheetData>`
  assert.match(
    await sheetEnd(`${data}<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>`),
    /merges too many cells/,
  )
  const many = '<mergeCell ref="A1:B2"/>'.repeat(LIMITS.workbookMerges + 1)
  assert.match(await sheetEnd(`${data}<mergeCells>${many}</mergeCells>`), /merges too many cells/)
  const far = Array.from(
    { length: LIMITS.workbookFarCells + 1 },
    (_, i) => `<row r="${i + 1}"><c r="XFD${i + 1}"/></row>`,
  )
  assert.match(await sheetEnd(`<sheetData>${far.join('')}</sheetData>`), /beyond column 702/)
  assert.match(
    await sheetEnd(`<sheetData>${'<c r="A1"/>'.repeat(LIMITS.workbookCells + 1)}</sheetData>`),
    /more than 1500000 cells/,
  )
  assert.match(
    await sheetEnd(`<sheetData>${HEAD}<row r="4000000000"><c r="A4000000000"/></row></sheetData>`),
    /beyond those of Excel|not a whole/,
  )
})

test('a cell of a million characters is cut in the ledger, and that is told', async () => {
  const long = 'x'.repeat(1_000_000)
  const file = await workbook(`<sheetData>${HEAD}${ROW.replace('店', long)}</sheetData>`)
  const { rows, findings } = await readLedger(bytesOf('x.xlsx', file), { datum: 'wgs84' })
  assert.equal(rows[0]!.name.length, 4_000)
  assert.ok(findings.some((f) => f.code === 'long-cell'))
})

test('JSON nested a hundred thousand deep is refused before it is parsed; brackets in texts do not count', async () => {
  const deep = '['.repeat(100_000)
  for (const id of ['geojson-outlets', 'geojson-areas']) {
    const text = `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"a":${deep}${']'.repeat(100_000)}},"geometry":null}]}`
    assert.match(await endOf(id, 'x.geojson', utf8(text)), /nested more than 64 deep/)
  }
  const told = `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"\\\\\\"${deep}"},"geometry":{"type":"Point","coordinates":[121.5,31.2]}}]}`
  assert.equal(await endOf('geojson-outlets', 'x.geojson', utf8(told)), 'no-label')
})

test('a text of one line without end is refused, and one of a million columns read', async () => {
  assert.match(
    await endOf('csv-outlets', 'x.csv', utf8(`名称,经度,纬度\n${'1,'.repeat(3_000_000)}`)),
    /more than 2000000 characters/,
  )
  assert.match(await endOf('csv-outlets', 'x.csv', utf8(`${'a,'.repeat(900_000)}\n`)), /lacks columns/)
})

test('a text larger than the limit is refused by its size', async () => {
  const large = { name: 'x.csv', size: 500 * 2 ** 20, slice: async () => utf8('名称,经度,纬度\n') }
  await assert.rejects(FORMATS.get('csv-outlets')!.read(large, reading()), { code: 'too-large' })
})

test('a Shapefile whose records, parts or rows lie is refused', async () => {
  const sound = (shp: (view: DataView) => void, dbf: (view: DataView) => void = () => {}) => {
    const ring = [121, 31, 121, 32, 122, 32, 121, 31]
    const zip = new Uint8Array(zippedShapefile('p', { shapes: [[ring, ring]], rows: [{ name: 'x' }], encoding: 'gbk' }))
    const at = (path: string) => Buffer.from(zip).indexOf(path) + path.length
    shp(new DataView(zip.buffer, at('p.shp')))
    dbf(new DataView(zip.buffer, at('p.dbf')))
    return zip
  }
  const lies = [
    sound((v) => v.setInt32(104, -4)),
    sound((v) => v.setInt32(108 + 40, 0x7fffffff, true)),
    sound((v) => v.setInt32(108 + 36, 0x7fffffff, true)),
    sound((v) => v.setInt32(108 + 48, 0x7fffffff, true)),
    sound(
      () => {},
      (v) => v.setUint32(4, 0xffffffff, true),
    ),
  ]
  for (const zip of lies) assert.match(await endOf('shapefile-areas', 'p.zip', zip), /damaged/)
  assert.equal(
    await endOf(
      'shapefile-areas',
      'p.zip',
      sound(() => {}),
    ),
    '',
  )
})

test('a GeoTIFF that says it is larger than the earth is refused', async () => {
  const tiff = geoTiff({
    width: 2,
    height: 2,
    values: [1, 2, 3, 4],
    tie: [121, 31],
    scale: [0.001, 0.001],
    keys: { 1024: 2, 2048: 4326 },
  })
  for (const [width, height] of [
    [0xffffffff, 0xffffffff],
    [90_000, 1],
    [1, 90_000_000],
  ] as const) {
    const bytes = new Uint8Array(tiff)
    const view = new DataView(bytes.buffer)
    const directory = view.getUint32(4, true)
    view.setUint32(directory + 2 + 8, width, true)
    view.setUint32(directory + 2 + 12 + 8, height, true)
    assert.match(await endOf('tiff-population', 'x.tif', bytes), /too large|cannot be read/)
  }
})

test('a deflated strip of a GeoTIFF that would unpack without end is refused', async () => {
  const grid = {
    width: 2,
    height: 2,
    values: [1, 2, 3, 4],
    tie: [121, 31],
    scale: [0.001, 0.001],
    keys: { 1024: 2, 2048: 4326 },
  } as const
  const deflated = (content: Uint8Array) => {
    const strip = deflateSync(content)
    const plain = new Uint8Array(geoTiff(grid))
    const bytes = new Uint8Array(Buffer.concat([plain, strip]))
    const view = new DataView(bytes.buffer)
    const directory = view.getUint32(4, true)
    const set = (tag: number, value: number) => {
      for (let at = directory + 2; ; at += 12)
        if (view.getUint16(at, true) === tag) {
          if (view.getUint16(at + 2, true) === 3) view.setUint16(at + 8, value, true)
          else view.setUint32(at + 8, value, true)
          return
        }
    }
    set(259, 8)
    set(273, plain.length)
    set(279, strip.length)
    return bytes
  }
  const pixels = new Uint8Array(new Float32Array([1, 2, 3, 4]).buffer)
  assert.equal(await endOf('tiff-population', 'x.tif', deflated(pixels)), '')
  assert.match(await endOf('tiff-population', 'x.tif', deflated(new Uint8Array(2 ** 26))), /damaged/)
})

test('a border that crosses itself hundreds of thousands of times is left out, and that is told', async () => {
  const corner = (i: number) => [121.5 + 0.1 * Math.cos(2.4 * i), 31.2 + 0.1 * Math.sin(2.4 * i)]
  const star = Array.from({ length: 200_001 }, (_, i) => corner(i % 200_000))
  const box = [
    [121, 31],
    [122, 31],
    [122, 32],
    [121, 31],
  ]
  const feature = (ring: unknown) => ({
    type: 'Feature',
    properties: { name: 'x' },
    geometry: { type: 'Polygon', coordinates: [ring] },
  })
  const text = JSON.stringify({ type: 'FeatureCollection', features: [feature(star), feature(box)] })
  assert.match(await endOf('geojson-areas', 'x.geojson', utf8(text)), /bad-polygon/)
})
