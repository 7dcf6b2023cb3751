import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bytesOf } from '../base/bytes.ts'
import { Findings } from '../base/finding.ts'
import { SILENT } from '../base/progress.ts'
import { fromWgs84 } from '../geo/datum.ts'
import { metersBetween } from '../geo/meters.ts'
import { readNetworkTables } from './network-table.ts'

const NODES = 'id,lng,lat\nA,121.48,31.25\nB,121.481,31.25\nC,121.482,31.25\n'

async function read(nodes: string, edges: string, datum: 'wgs84' | 'gcj02' = 'wgs84') {
  const findings = new Findings()
  const table = (name: string, text: string) => bytesOf(name, new TextEncoder().encode(text))
  const reading = { datum, origin: 'official', findings, progress: SILENT } as const
  const streets = await readNetworkTables(table('nodes.csv', nodes), table('edges.csv', edges), reading)
  return { streets, found: findings.list().map((f) => [f.code, f.count, f.examples[0]!.row]) }
}

test('nodes and edges become ways of two nodes, with the lengths that are given', async () => {
  const { streets, found } = await read(NODES, 'from,to,length,highway\nA,B,100.5,residential\nB,C,120,\n')
  assert.deepEqual([...streets.wayRefs], [0, 1, 1, 2])
  assert.deepEqual([...streets.wayLengthMm!], [100_500, 120_000])
  assert.deepEqual(streets.wayTags, [{ highway: 'residential' }, { highway: 'footway' }])
  assert.deepEqual([...streets.wayId], [2, 3], 'evidence names the line of the table')
  assert.deepEqual(found, [])
})

test('without lengths they are measured later; with some, the others are measured here', async () => {
  assert.equal((await read(NODES, 'from,to\nA,B\n')).streets.wayLengthMm, null)
  const { streets, found } = await read(NODES, '起点,终点,长度（公里）\nA,B,0.1\nB,C,很长\n')
  assert.deepEqual(
    [...streets.wayLengthMm!],
    [100_000, Math.round(1000 * metersBetween(121.481, 31.25, 121.482, 31.25))],
  )
  assert.deepEqual(found, [['bad-number', 1, 3]])
})

test('an edge to nowhere, an id twice and a node without a place are noted; the rest is read', async () => {
  const nodes = `${NODES}B,121.5,31.3\nD,,31\n`
  const { streets, found } = await read(nodes, 'u,v\nA,B\nB,X\nC,D\nB,C\n')
  assert.equal(streets.wayTags.length, 2)
  assert.deepEqual(found, [
    ['duplicate-id', 1, 5],
    ['bad-coordinates', 1, 6],
    ['unknown-node', 2, 3],
  ])
})

test('an edge listed both ways counts once, a second one of another length stays', async () => {
  const { streets } = await read(NODES, 'from,to,length\nA,B,100\nB,A,100\nA,B,180\nA,A,5\n')
  assert.deepEqual([...streets.wayLengthMm!], [100_000, 180_000])
})

test('road classes of Chinese tables are understood, unknown ones may be walked', async () => {
  const { streets } = await read(NODES, '起点,终点,道路等级\nA,B,城市主干路\nB,C,高速公路\nA,C,丁类\n')
  assert.deepEqual(
    streets.wayTags.map((tags) => tags.highway),
    ['primary', 'motorway', 'footway'],
  )
})

test('nodes are put into WGS-84', async () => {
  const [lng, lat] = fromWgs84(121.48, 31.25, 'gcj02')
  const { streets } = await read(`id,lng,lat\n1,${lng},${lat}\n2,121.49,31.26\n`, 'from,to\n1,2\n', 'gcj02')
  assert.ok(metersBetween(streets.lng[0]!, streets.lat[0]!, 121.48, 31.25) < 0.001)
})

test('tables without the columns, or without an edge, are refused', async () => {
  await assert.rejects(read('a,b\n1,2\n', 'from,to\n'), { code: 'no-columns' })
  await assert.rejects(read(NODES, 'x,y\nA,B\n'), { code: 'no-columns' })
  await assert.rejects(read(NODES, 'from,to\nA,Q\n'), { code: 'no-streets' })
  await assert.rejects(read('', 'from,to\nA,B\n'), { code: 'empty-file' })
})
