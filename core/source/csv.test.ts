import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import Papa from 'papaparse'
import { type Bytes, bytesOf } from '../base/bytes.ts'
import { Findings } from '../base/finding.ts'
import { csvRows, splitRows } from './csv.ts'
import type { TableRow } from './table.ts'

async function rowsOf(text: string, findings = new Findings()): Promise<TableRow[]> {
  const rows: TableRow[] = []
  for await (const batch of csvRows(bytesOf('t.csv', new TextEncoder().encode(text)), findings)) rows.push(...batch)
  return rows
}

test('quotes, doubled quotes, delimiters and line ends within cells', async () => {
  const rows = await rowsOf('a,b,c\r\n"1,2","say ""hi""","two\nlines"\r\n\r\nx,y,z')
  assert.deepEqual(rows, [
    { row: 1, cells: ['a', 'b', 'c'] },
    { row: 2, cells: ['1,2', 'say "hi"', 'two\nlines'] },
    { row: 5, cells: ['x', 'y', 'z'] },
  ])
})

test('the delimiter is told from the rows, or by an Excel line', () => {
  assert.deepEqual(splitRows('title\na;b;c\n1,5;2;3\n').at(-1)!.cells, ['1,5', '2', '3'])
  assert.deepEqual(splitRows('sep=|\na|b,c\n'), [{ row: 2, cells: ['a', 'b,c'] }])
  assert.deepEqual(splitRows('甲，乙，丙\n').at(-1)!.cells, ['甲', '乙', '丙'])
})

test('a quote that is never closed costs its cell, not the file', async () => {
  const findings = new Findings()
  const rows = await rowsOf(`name,trade\n"shop,food\n${'next,food\n'.repeat(30_000)}`, findings)
  assert.equal(rows.length, 30_002)
  assert.deepEqual(rows[1]!.cells, ['"shop', 'food'])
  assert.deepEqual(
    findings.list().map((f) => [f.code, f.count]),
    [['unclosed-quote', 1]],
  )
})

test('an unclosed quote before a row that begins with one', async () => {
  const rows = await rowsOf('a,b\n"x,1\n"y",2\n"z",3\n')
  assert.deepEqual(
    rows.map((r) => r.cells),
    [
      ['a', 'b'],
      ['"x', '1'],
      ['y', '2'],
      ['z', '3'],
    ],
  )
})

test('what a library writes is read back, wherever the pieces are cut', async () => {
  const cell = fc.stringMatching(/^[a-z"',;\n 中文]{0,8}$/)
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(cell, cell, fc.constant('x')), { minLength: 1, maxLength: 20 }),
      async (table) => {
        const lines = [['h', 'i', 'j'], ...table]
        const text = Papa.unparse(lines, { newline: '\n' })
        assert.deepEqual(
          (await rowsOf(text)).map((r) => r.cells),
          lines,
        )
      },
    ),
    { seed: 3 },
  )
})

test('rows are whole across slices of the file', async () => {
  const line = (i: number) => `${i},"好邻居, ${i} 号店",便利店\n`
  const text = Array.from({ length: 60_000 }, (_, i) => line(i)).join('')
  const array = new TextEncoder().encode(text)
  let asked = 0
  const bytes: Bytes = {
    name: 'big.csv',
    size: array.length,
    slice: async (from, to) => {
      asked++
      return array.subarray(from, to)
    },
  }
  let n = 0
  for await (const batch of csvRows(bytes, new Findings()))
    for (const { row, cells } of batch) {
      assert.equal(row, n + 1)
      assert.equal(cells[1], `好邻居, ${n} 号店`)
      n++
    }
  assert.equal(n, 60_000)
  assert.ok(asked > 3)
})

test('a ledger whose every line is misquoted is read line by line', async () => {
  const text = `店,业态\n${'"张记"面馆,早餐\n'.repeat(150_000)}`
  const findings = new Findings()
  let n = 0
  for await (const batch of csvRows(bytesOf('t.csv', new TextEncoder().encode(text)), findings))
    for (const { row, cells } of batch) {
      n++
      if (row > 1) assert.deepEqual([row, ...cells], [n, '"张记"面馆', '早餐'])
    }
  assert.equal(n, 150_001)
  assert.equal(findings.list()[0]!.count, 150_000)
})

test('after a misquoted line, a cell over many lines is still one cell', async () => {
  const note = `"${'一行备注\n'.repeat(3_000)}止"` // 15,000 characters, which a short look would cut
  const lines = [
    'a,b',
    '"张记"面馆,1',
    `李记,${note}`,
    `王记,${note},${note},${note}`,
    '"赵记"面馆,2',
    '"未闭合,3',
    '末,4',
  ]
  const findings = new Findings()
  const rows: TableRow[] = []
  for await (const batch of csvRows(bytesOf('t.csv', new TextEncoder().encode(lines.join('\n'))), findings))
    rows.push(...batch)
  assert.deepEqual(
    rows.map(({ row, cells }) => [row, cells.length]),
    [
      [1, 2],
      [2, 2],
      [3, 2],
      [3_004, 4],
      [12_005, 2],
      [12_006, 2],
      [12_007, 2],
    ],
  )
  assert.equal(findings.list()[0]!.count, 3)
})
