import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bytesOf } from '../base/bytes.ts'
import { Fault } from '../base/fault.ts'
import { Findings } from '../base/finding.ts'
import { SILENT } from '../base/progress.ts'
import { toWgs84 } from '../geo/datum.ts'
import { readPoints } from './point-table.ts'

async function read(text: string, datum: 'wgs84' | 'gcj02' = 'wgs84') {
  const findings = new Findings()
  const bytes = bytesOf('points.csv', new TextEncoder().encode(text))
  const rows = await readPoints(bytes, { datum, origin: 'official', findings, progress: SILENT })
  return { rows, found: findings.list().map((f) => [f.code, f.count, f.examples[0]!.row]) }
}

test('every row answers for itself: one that cannot be placed stays, without a place', async () => {
  const { rows, found } = await read(
    'id,lng,lat,people\na,121.48,31.25,10\nb,,,20\nc,0,0,30\nd,east,north,40\ne,121.5,95,\na,121.49,31.25,-1\n',
  )
  assert.deepEqual(
    rows.map((r) => [r.id, r.at, r.people]),
    [
      ['a', [121.48, 31.25], 10],
      ['b', null, 20],
      ['c', null, 30],
      ['d', null, 40],
      ['e', null, null],
      ['a', [121.49, 31.25], null],
    ],
  )
  assert.deepEqual(found, [
    ['point-no-coordinates', 1, 3],
    ['point-zero', 1, 4],
    ['point-bad-coordinates', 2, 5],
    ['repeated-id', 1, 7],
    ['bad-number', 1, 7],
  ])
})

test('rows without ids are called by their line', async () => {
  const { rows } = await read('lng,lat\n121.48,31.25\n\n121.49,31.25\n')
  assert.deepEqual(
    rows.map((r) => r.id),
    ['2', '4'],
  )
})

test('coordinates in another datum are converted once; one cell may hold both', async () => {
  assert.deepEqual((await read('id,lng,lat\na,121.48,31.25\n', 'gcj02')).rows[0]!.at, toWgs84(121.48, 31.25, 'gcj02'))
  assert.deepEqual((await read('编号,坐标,业态,容量\na,"121.48,31.25",药店,5\n')).rows[0], {
    id: 'a',
    row: 2,
    at: [121.48, 31.25],
    people: null,
    category: '药店',
    capacity: 5,
  })
})

test('a table without places is refused', async () => {
  await assert.rejects(read('id,people\na,1\n'), (e) => e instanceof Fault && e.code === 'no-columns')
})
