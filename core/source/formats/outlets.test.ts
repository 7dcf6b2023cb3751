// What every outlet format must do: read the same ledger to the same outlets, say what is odd, and never fall over.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { bytesOf } from '../../base/bytes.ts'
import { Fault, type FaultCode } from '../../base/fault.ts'
import { type FindingCode, Findings } from '../../base/finding.ts'
import { SILENT } from '../../base/progress.ts'
import { random } from '../../base/random.ts'
import { type Datum, fromWgs84 } from '../../geo/datum.ts'
import { metersBetween } from '../../geo/meters.ts'
import type { ColumnGuess } from '../columns.ts'
import { formatFor } from '../define.ts'
import type { OutletRow } from '../rows.ts'
import csvOutlets from './csv-outlets.ts'
import geojsonOutlets from './geojson-outlets.ts'
import xlsxOutlets from './xlsx-outlets.ts'

const FORMATS = [csvOutlets, geojsonOutlets, xlsxOutlets]
const FOLDER = join(import.meta.dirname, '../../../fixtures/outlets')

interface Told {
  readonly rows: readonly OutletRow[]
  readonly found: Readonly<Record<string, number>>
  readonly guesses: readonly ColumnGuess[]
  readonly findings: Findings
}

async function read(
  name: string,
  array: Uint8Array,
  datum: Datum = 'wgs84',
  columns?: Record<string, string>,
): Promise<Told> {
  const findings = new Findings()
  const guesses: ColumnGuess[] = []
  const bytes = bytesOf(name, array)
  const format = await formatFor(bytes, 'outlets', FORMATS)
  const rows = await format.read(bytes, {
    datum,
    origin: 'official',
    findings,
    progress: SILENT,
    columnsRead: (guess) => guesses.push(guess),
    ...(columns && { columns }),
  })
  return { rows, found: Object.fromEntries(findings.list().map((f) => [f.code, f.count])), guesses, findings }
}

const fixture = (name: string) => new Uint8Array(readFileSync(join(FOLDER, name)))

type Expected = readonly [outlets: number, findings: Partial<Record<FindingCode, number>>] | FaultCode

/** Per fixture: how many outlets, and what is noted how often; or the fault. */
const EXPECTED: Readonly<Record<string, Expected>> = {
  'plain.csv': [5, {}],
  'bom.csv': [5, {}],
  'gbk-crlf.csv': [5, {}],
  'utf16-tab.txt': [5, {}],
  'semicolon.csv': [5, {}],
  'tab.tsv': [5, {}],
  'old-mac-returns.csv': [5, {}],
  'quoted-cells.csv': [5, {}],
  'title-row.csv': [5, {}],
  'english.csv': [2, {}],
  'unknown-headings.csv': [3, { 'guessed-column': 2, 'no-name': 3, 'no-label': 3 }],
  'no-headings.csv': [2, { 'guessed-column': 2, 'no-name': 2, 'no-label': 2 }],
  'one-cell-place.csv': [2, {}],
  'degrees-minutes.csv': [2, {}],
  'swapped-columns.csv': [5, { 'swapped-coordinates': 5 }],
  'swapped-row.csv': [5, { 'swapped-coordinates': 1 }],
  'no-coordinates.csv': [3, { 'no-coordinates': 2 }],
  'text-coordinates.csv': [4, { 'bad-coordinates': 1 }],
  'zero-coordinates.csv': [4, { 'zero-coordinates': 1 }],
  'projected-coordinates.csv': [4, { 'bad-coordinates': 1 }],
  'duplicate-ids.csv': [4, { 'duplicate-id': 1 }],
  'one-company-two-shops.csv': [2, {}],
  'closed-rows.csv': [2, { 'not-open': 3 }],
  'short-row.csv': [4, { 'short-row': 1 }],
  'bad-dates.csv': [5, { 'bad-date': 2 }],
  'bad-numbers.csv': [5, { 'bad-number': 2 }],
  'nameless.csv': [5, { 'no-name': 1, 'no-label': 1 }],
  'unclosed-quote.csv': [5, { 'unclosed-quote': 1 }],
  'utf8-cut.csv': [5, {}],
  'mixed-encoding.csv': [6, { 'mixed-encoding': 1 }],
  'no-place-columns.csv': 'no-columns',
  'headings-only.csv': [0, {}],
  'empty.csv': 'empty-file',
  'points.geojson': [5, {}],
  'areas-and-doors.geojson': [3, {}],
  'no-geometry.geojson': [1, { 'no-coordinates': 2 }],
  'swapped.geojson': [1, { 'swapped-coordinates': 1 }],
  'not-json.geojson': 'bad-file',
  'plain.xlsx': [5, {}],
  'numbers-as-text.xlsx': [5, {}],
  'merged-cells.xlsx': [5, {}],
  'formulas.xlsx': [4, { 'formula-cell': 1, 'empty-formula': 2, 'no-coordinates': 1 }],
  'dates.xlsx': [5, {}],
  'rich-text.xlsx': [5, {}],
  'third-sheet.xlsx': [5, {}],
  'no-place-columns.xlsx': 'no-columns',
  'blank-sheets.xlsx': 'bad-file',
  'cut.xlsx': 'bad-file',
  'old.xls': 'old-xls',
}

test('every fixture has its expectation', () => {
  assert.deepEqual(readdirSync(FOLDER).sort(), Object.keys(EXPECTED).sort())
})

for (const [name, expected] of Object.entries(EXPECTED)) {
  test(`${name} gives ${typeof expected === 'string' ? expected : `${expected[0]} outlets`}`, async () => {
    if (typeof expected === 'string') {
      await assert.rejects(read(name, fixture(name)), (error) => {
        assert.ok(error instanceof Fault && error.code === expected, String(error))
        // file names, endings and engines' positions aside, a Chinese sentence holds no English words
        assert.doesNotMatch(error.say('zh').replaceAll(name, ''), /[a-z]{2,} [a-z]{2,}/i)
        return true
      })
      return
    }
    const { rows, found } = await read(name, fixture(name))
    assert.deepEqual([rows.length, found], expected)
  })
}

test('an outline of 200,000 corners is an outlet like any other', async () => {
  const corner = (i: number) => [121.48 + 0.001 * Math.cos(i / 1000), 31.25 + 0.001 * Math.sin(i / 1000)]
  const geometry = { type: 'Polygon', coordinates: [Array.from({ length: 200_000 }, (_, i) => corner(i))] }
  const text = JSON.stringify({ type: 'FeatureCollection', features: [{ type: 'Feature', properties: {}, geometry }] })
  const { rows } = await read('park.geojson', new TextEncoder().encode(text))
  assert.ok(Math.abs(rows[0]!.at[0] - 121.48) < 1e-4 && Math.abs(rows[0]!.at[1] - 31.25) < 1e-4, `${rows[0]!.at}`)
})

test('the same ledger gives the same outlets in every shape', async () => {
  const { rows: first } = await read('plain.csv', fixture('plain.csv'))
  const plain = (rows: readonly OutletRow[]) =>
    rows.map(({ origins, ...row }) => ({ ...row, ref: origins[0]!.ref, confirmed: origins[0]!.confirmed }))
  assert.deepEqual(plain(first)[3], {
    id: 'HK004',
    name: '夕阳红日间照料中心',
    at: [121.4885, 31.2561],
    entrances: [],
    label: '社区养老服务',
    tags: {},
    capacity: 35,
    hours: null,
    address: '邢家桥路4号',
    ref: 'HK004',
    confirmed: '2024-05-01',
  })
  assert.deepEqual(
    first.map((row) => row.origins[0]!.confirmed),
    ['2024-05-01', '2024-05-01', '2024-05-01', '2024-05-01', null],
  )
  for (const name of [
    'bom.csv',
    'gbk-crlf.csv',
    'utf16-tab.txt',
    'semicolon.csv',
    'tab.tsv',
    'old-mac-returns.csv',
    'title-row.csv',
    'points.geojson',
    'plain.xlsx',
    'numbers-as-text.xlsx',
    'dates.xlsx',
    'rich-text.xlsx',
    'third-sheet.xlsx',
  ]) {
    const { rows } = await read(name, fixture(name))
    assert.deepEqual(plain(rows), plain(first), name)
  }
  const swapped = await read('swapped-row.csv', fixture('swapped-row.csv'))
  assert.deepEqual(plain(swapped.rows), plain(first))
})

test('a row is named by its line in the file, whatever stands above it', async () => {
  const { rows } = await read('title-row.csv', fixture('title-row.csv'))
  assert.equal(rows[0]!.origins[0]!.row, 5)
  const quoted = await read('quoted-cells.csv', fixture('quoted-cells.csv'))
  assert.deepEqual(
    quoted.rows.map((row) => row.origins[0]!.row),
    [2, 3, 5, 6, 7],
  ) // one cell spans two lines
  assert.equal(quoted.rows[0]!.name, '"好邻居", 海宁路店')
})

test('a merged cell holds for all its rows', async () => {
  const { rows } = await read('merged-cells.xlsx', fixture('merged-cells.xlsx'))
  assert.deepEqual(
    rows.slice(0, 3).map((row) => row.label),
    ['便利店', '便利店', '菜市场'],
  )
})

test('the sheet that is read is told', async () => {
  const { guesses } = await read('third-sheet.xlsx', fixture('third-sheet.xlsx'))
  assert.deepEqual(
    guesses.map((g) => g.sheet),
    ['网点'],
  )
})

test('days are read as people write them, and an impossible one is unknown', async () => {
  const { rows } = await read('bad-dates.csv', fixture('bad-dates.csv'))
  assert.deepEqual(
    rows.map((row) => row.origins[0]!.confirmed),
    [null, null, '2024-05-01', '2024-05-01', null],
  )
})

test('an area is where its middle is, several points are its entrances', async () => {
  const { rows } = await read('areas-and-doors.geojson', fixture('areas-and-doors.geojson'))
  assert.ok(metersBetween(...rows[0]!.at, 121.4855, 31.2535) < 0.01)
  assert.deepEqual(rows[1]!.entrances, [
    [121.487, 31.255],
    [121.489, 31.255],
  ])
  assert.equal(rows[1]!.capacity, 12)
})

test('the guess is told, and what a person chose goes before it', async () => {
  const text = 'a,b,名称,业态,经度,纬度\n甲,便利,乙,药店,121.48,31.25\n'
  const bytes = new TextEncoder().encode(text)
  const guessed = await read('x.csv', bytes)
  assert.equal(guessed.rows[0]!.name, '乙')
  assert.deepEqual(guessed.guesses[0]!.fields.name, { column: 2, heading: '名称', why: 'heading' })
  const chosen = await read('x.csv', bytes, 'wgs84', { name: 'a', label: '#2' })
  assert.deepEqual([chosen.rows[0]!.name, chosen.rows[0]!.label], ['甲', '便利'])
  assert.equal(chosen.guesses[0]!.fields.name!.why, 'chosen')
})

test('coordinates are put into WGS-84 once, swapped or not', async () => {
  for (const datum of ['gcj02', 'bd09'] as const) {
    const [x, y] = fromWgs84(121.4851, 31.2532, datum)
    const text = `名称,业态,经度,纬度\n甲,便利店,${x},${y}\n乙,便利店,${y},${x}\n`
    const { rows } = await read('x.csv', new TextEncoder().encode(text), datum)
    for (const row of rows) assert.ok(metersBetween(...row.at, 121.4851, 31.2532) < 0.001)
  }
})

test('abroad a row that is lat,lng is told by the others', async () => {
  const lines = Array.from({ length: 10 }, (_, i) => `shop ${i},shop,${-8.6 - i / 1000},${41.15 + i / 1000}`)
  const { rows, found } = await read(
    'porto.csv',
    new TextEncoder().encode(`name,category,lon,lat\n${lines.join('\n')}\nodd,shop,41.15,-8.61\n`),
  )
  assert.deepEqual(rows.at(-1)!.at, [-8.61, 41.15])
  assert.deepEqual(found, { 'swapped-coordinates': 1 })
})

test('noise is never anything but a fault or findings', async () => {
  const chance = random(7)
  const names = Object.keys(EXPECTED).filter((name) => name !== 'empty.csv')
  for (let i = 0; i < 250; i++) {
    const name = chance.pick(names)
    const array = fixture(name).slice()
    const hits = chance.int(1, 40)
    for (let k = 0; k < hits; k++) array[chance.int(0, array.length)] = chance.int(0, 256)
    const cut = chance.next() < 0.3 ? array.subarray(0, chance.int(1, array.length)) : array
    try {
      for (const { at } of (await read(name, cut)).rows) assert.ok(at.every(Number.isFinite), `${name} ${at}`)
    } catch (error) {
      if (!(error instanceof Fault)) throw new Error(`${name}, try ${i}`, { cause: error })
    }
  }
})
