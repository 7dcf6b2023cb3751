// An exported ledger is what the import accepts: whatever rows there are, they come back the same.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bytesOf } from '../base/bytes.ts'
import { type LedgerRow, LONGEST_TEXT, ledgerText, tidyRow } from './ledger.ts'
import { EXPORT_HEADINGS, guarded, unguarded } from './ledger-cells.ts'
import { readLedger } from './ledger-read.ts'
import { ledgerCsv, ledgerXlsx } from './ledger-write.ts'
import type { Origin } from './rows.ts'

const SPECIAL = [
  '=1+1',
  "'=1+1",
  "''@x",
  '+86 21 6300',
  '-',
  '@SUM(A1)',
  '\t缩进',
  '\n换行开头',
  '＝全角',
  "O'Brien",
  "'引号",
  '00123',
  '01',
  '𐓐𡐓龘',
  '👩‍👩‍👧‍👦 家',
  '说"好",再说',
  'a;b;c;d\te|f，g',
  '第一行\n第二行',
  ' 前后空格 ',
  '无',
  '-',
  'N/A',
  '编号',
  '_x0041_',
  '_x005F_x0041_',
  '<b>&amp;</b>',
  ']]>',
  '2024-05-01',
  '1e5',
  'true',
  'sep=;',
  '\ufeff标记',
  '\u2028',
  '</t>',
  '__proto__',
  '"',
  '""',
  ',',
]

/** Texts as a ledger holds them. */
const text = fc
  .oneof(
    fc.constantFrom(...SPECIAL),
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.constantFrom('长', '"', '\n', 'x"y\n').map((c) => c.repeat(Math.floor(LONGEST_TEXT / c.length))),
  )
  .map((t) => ledgerText(t))
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null })
const known = maybe(text.filter((t) => t !== ''))
const day = maybe(
  fc
    .date({ min: new Date('1900-01-01'), max: new Date('2100-12-31'), noInvalidDate: true })
    .map((d) => d.toISOString().slice(0, 10)),
)
const degree = (most: number) => fc.double({ min: -most, max: most, noNaN: true }).map((d) => (d === 0 ? 1 : d))
const place = fc.tuple(degree(180), degree(90))
const short = text.map((t) => ledgerText(t, 100))
const origin: fc.Arbitrary<Origin> = fc.record({
  kind: fc.constantFrom('official', 'commercial', 'osm'),
  file: short,
  row: maybe(fc.nat()),
  ref: maybe(short.filter((t) => t !== '')),
  confirmed: day,
})
const row: fc.Arbitrary<LedgerRow> = fc.record({
  id: text,
  name: text,
  label: text,
  at: place,
  entrances: fc.oneof(
    fc.array(place, { maxLength: 3 }),
    place.map((p) => Array.from({ length: 200 }, () => p)),
  ),
  tags: fc.constant({}),
  capacity: maybe(fc.oneof(fc.nat(9_999_999), fc.double({ min: 0, max: 9_999_999, noNaN: true }))).map((c) =>
    c === 0 ? 0 : c,
  ),
  hours: known,
  address: known,
  origins: fc.oneof(
    fc.array(origin, { maxLength: 3 }),
    origin.map((o) => Array.from({ length: 40 }, () => o)),
  ),
  state: fc.constantFrom('open', 'closed', 'moved'),
  confirmed: day,
  confirmedBy: known,
  licence: known,
  remark: known,
})
const rows = fc.uniqueArray(row, { minLength: 1, maxLength: 8, selector: (r) => r.id || r })

const back = async (name: string, bytes: Uint8Array) => {
  const { rows, exported, datumStated, untold } = await readLedger(bytesOf(name, bytes), { datum: 'bd09' })
  assert.ok(exported && datumStated && untold === 0)
  return rows
}
/** What a record made by fast-check is as a plain value. */
const plain = (value: readonly LedgerRow[]) => JSON.parse(JSON.stringify(value)) as LedgerRow[]

test('any rows → CSV → the same rows → the same bytes', async () => {
  await fc.assert(
    fc.asyncProperty(rows, async (given) => {
      const bytes = ledgerCsv(given)
      const read = await back('ledger.csv', bytes)
      assert.deepEqual(plain(read), plain(given))
      assert.deepEqual(ledgerCsv(read), bytes)
    }),
    { numRuns: 100 },
  )
})

test('any rows → workbook → the same rows → the same bytes', async () => {
  await fc.assert(
    fc.asyncProperty(rows, async (given) => {
      const bytes = await ledgerXlsx(given)
      const read = await back('ledger.xlsx', bytes)
      assert.deepEqual(plain(read), plain(given))
      assert.deepEqual(await ledgerXlsx(read), bytes)
    }),
    { numRuns: 25 },
  )
})

test('rows that a ledger should not hold come back as it does hold them', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 20 }), fc.string({ maxLength: 5 }), async (a, b) => {
      const odd: LedgerRow = {
        ...fc.sample(row, { seed: 7, numRuns: 1 })[0]!,
        id: `1\r${a}\ud800${b}`,
        remark: `\r\n\0${b}\x1b${a}`,
        address: '',
      }
      assert.deepEqual(plain(await back('l.csv', ledgerCsv([odd]))), plain([tidyRow(odd)]))
      assert.deepEqual(tidyRow(tidyRow(odd)), tidyRow(odd))
    }),
    { numRuns: 25 },
  )
})

test('rows of long texts come back wherever they fall in a file of megabytes', async () => {
  const [one] = fc.sample(row, { seed: 11, numRuns: 1 })
  const long = '"\n'.repeat(LONGEST_TEXT / 2)
  const given = Array.from({ length: 90 }, (_, i): LedgerRow => {
    return { ...one!, id: `${i}`, name: long, address: long, hours: long, remark: long.slice(i) }
  })
  const read = await back('l.csv', ledgerCsv(given))
  assert.deepEqual(plain(read), plain(given))
})

test('taking the apostrophe away is right for every text, and only in an export', () => {
  fc.assert(fc.property(text, (t) => unguarded(guarded(t)) === t))
  for (const t of SPECIAL) assert.doesNotMatch(guarded(t), /^[=+\-@\t\n＝＋－＠]/)
})

const line = (...cells: string[]) => cells.map((c) => `"${c.replaceAll('"', '""')}"`).join(',')
const HEADINGS = EXPORT_HEADINGS.map(([, heading]) => heading)

test("in somebody else's ledger an apostrophe is theirs", async () => {
  const csv = ['编号,名称,业态,经度,纬度', line('1', "'=丰'", '超市', '121.5', '31.2')].join('\n')
  const { rows, exported } = await readLedger(bytesOf('a.csv', new TextEncoder().encode(csv)), { datum: 'wgs84' })
  assert.equal(exported, false)
  assert.equal(rows[0]!.name, "'=丰'")
})

test('columns of an export may be moved about and others put in', async () => {
  const given = fc.sample(rows, { seed: 3, numRuns: 1 })[0]!
  const table = given.length
  const csv = new TextDecoder().decode(ledgerCsv(given.map((r) => ({ ...r, remark: null }))))
  const moved = csv
    .split('\r\n')
    .map((l, i) => (l === '' ? l : `${i === 0 ? '科室' : '"x"'},${l}`))
    .join('\r\n')
  const read = await back('l.csv', new TextEncoder().encode(moved))
  assert.equal(read.length, table)
  assert.deepEqual(plain(read), plain(given.map((r) => ({ ...r, remark: null }))))
})

test('a row that an officer adds to an export has the file as its source', async () => {
  const csv = [line(...HEADINGS), line('', '新店', '便利店', '121.5', '31.2', ...Array<string>(10).fill(''))].join('\n')
  const { rows } = await readLedger(bytesOf('l.csv', new TextEncoder().encode(csv)), { datum: 'gcj02' })
  assert.deepEqual(rows[0]!.at, [121.5, 31.2])
  assert.deepEqual(rows[0]!.origins, [{ kind: 'official', file: 'l.csv', row: 2, ref: null, confirmed: null }])
})

test('what makes no sense in an export is told with row and column', async () => {
  const cells = ['1', '店', '超市', '121.5', '31.2', '', '', '多', '营业', '昨天', '', '', '门口', '张三说的', '']
  const csv = [line(...HEADINGS), line(...cells)].join('\n')
  const { rowFindings, rows } = await readLedger(bytesOf('l.csv', new TextEncoder().encode(csv)), { datum: 'wgs84' })
  assert.equal(rows.length, 1)
  assert.deepEqual(
    rowFindings.map(({ code, row, column }) => [code, row, column]),
    [
      ['bad-number', 2, '容量'],
      ['bad-date', 2, '核实日期'],
      ['bad-entrance', 2, '出入口(WGS-84)'],
      ['bad-source', 2, '来源'],
    ],
  )
})
