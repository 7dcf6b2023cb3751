// Sizes that a city brings: 100 MB of ledger, a million edges.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bytesOf } from '../base/bytes.ts'
import { Findings } from '../base/finding.ts'
import { SILENT } from '../base/progress.ts'
import csvOutlets from './formats/csv-outlets.ts'
import { readNetworkTables } from './network-table.ts'

const reading = () => ({ datum: 'gcj02', origin: 'official', findings: new Findings(), progress: SILENT }) as const

test('a ledger of 100 MB is read', async (t) => {
  const line = (i: number) =>
    `N${i},好邻居便利店第${i}分店,便利店,${121 + (i % 9999) / 1e5},${31 + (i % 7777) / 1e5},示例路${i}号一层西侧门面，靠近路口\n`
  const lines = 850_000
  const text = Array.from({ length: lines }, (_, i) => line(i)).join('')
  const bytes = bytesOf('big.csv', new TextEncoder().encode(`编号,名称,业态,经度,纬度,地址\n${text}`))
  assert.ok(bytes.size > 100e6, `${bytes.size}`)
  const begun = performance.now()
  const rows = await csvOutlets.read(bytes, reading())
  t.diagnostic(
    `${lines} rows, ${(bytes.size / 1e6).toFixed(0)} MB: ${((performance.now() - begun) / 1000).toFixed(1)} s`,
  )
  assert.equal(rows.length, lines)
  assert.equal(rows.at(-1)!.name, `好邻居便利店第${lines - 1}分店`)
})

test('a million edges are read in seconds', async (t) => {
  const side = 710
  const nodes = ['id,lng,lat']
  const edges = ['from,to,length']
  for (let j = 0; j < side; j++)
    for (let i = 0; i < side; i++) {
      nodes.push(`n${j * side + i},${(121 + i / 1e3).toFixed(5)},${(31 + j / 1e3).toFixed(5)}`)
      if (i > 0) edges.push(`n${j * side + i - 1},n${j * side + i},95.4`)
      if (j > 0) edges.push(`n${(j - 1) * side + i},n${j * side + i},111.2`)
    }
  const file = (name: string, lines: readonly string[]) => bytesOf(name, new TextEncoder().encode(lines.join('\n')))
  const [nodeFile, edgeFile] = [file('nodes.csv', nodes), file('edges.csv', edges)]
  const begun = performance.now()
  const streets = await readNetworkTables(nodeFile, edgeFile, reading())
  const seconds = (performance.now() - begun) / 1000
  t.diagnostic(`${edges.length - 1} edges: ${seconds.toFixed(1)} s`)
  assert.equal(streets.wayTags.length, edges.length - 1)
})
