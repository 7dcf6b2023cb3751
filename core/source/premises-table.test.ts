import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bytesOf } from '../base/bytes.ts'
import { Findings } from '../base/finding.ts'
import { SILENT } from '../base/progress.ts'
import { fromWgs84 } from '../geo/datum.ts'
import { metersBetween } from '../geo/meters.ts'
import { readPremises } from './premises-table.ts'

async function read(name: string, text: string, datum: 'wgs84' | 'gcj02' = 'wgs84') {
  const findings = new Findings()
  const bytes = bytesOf(name, new TextEncoder().encode(text))
  const rows = await readPremises(bytes, { datum, origin: 'official', findings, progress: SILENT })
  return { rows, found: findings.list().map((f) => `${f.code}×${f.count}`) }
}

test('a list of vacant shops: what it is, how large, what it would cost, what may open there', async () => {
  const { rows, found } = await read(
    '闲置房屋.csv',
    '编号,场所名称,经度,纬度,现状用途,建筑面积(㎡),改造费用(万元),可设业态,状态\n' +
      'P1,东门空铺,83.5,39,闲置商铺,120㎡,12.5,菜市场、便利店,空置\n' +
      'P2,旧厂房,83.51,39.01,厂房,,3万元,,空置\n' +
      'P3,无价,83.52,39.01,社区用房,八十,-,早餐店,在建\n' +
      'P4,没有坐标,,,商铺,60,1,,空置\n',
  )
  assert.deepEqual(
    rows.map(({ id, name, use, areaM2, cost, allowed }) => [id, name, use, areaM2, cost, allowed]),
    [
      ['P1', '东门空铺', '闲置商铺', 120, 125_000, ['菜市场', '便利店']],
      ['P2', '旧厂房', '厂房', null, 30_000, null],
      ['P3', '无价', '社区用房', null, null, ['早餐店']],
    ],
  )
  assert.deepEqual(found, ['no-coordinates×1', 'bad-number×1'], 'an empty shop is not left out for being empty')
})

test('a rent for a square metre goes with the area, and is unknown without one', async () => {
  const { rows, found } = await read(
    'rent.csv',
    '名称,经度,纬度,面积,租金（元/平方米·月）\na,83.5,39,50,40\nb,83.5,39.001,,40\n',
  )
  assert.deepEqual(
    rows.map((r) => r.cost),
    [2000, null],
  )
  assert.deepEqual(found, ['bad-number×1'])
})

test('a stop has hours; coordinates come out in WGS-84 whatever they were in', async () => {
  const [x, y] = fromWgs84(117, 36.65, 'gcj02')
  const { rows } = await read('carts.csv', `点位,lng,lat,停靠时间\n早餐车,${x},${y},6:30-9:00\n`, 'gcj02')
  assert.equal(rows[0]!.hours, '6:30-9:00')
  assert.ok(metersBetween(117, 36.65, ...rows[0]!.at) < 1)
  assert.deepEqual([rows[0]!.cost, rows[0]!.areaM2, rows[0]!.allowed], [null, null, null])
})

test('GeoJSON: the geometry says where', async () => {
  const feature = {
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [83.5, 39] },
    properties: { name: 'Old depot', area_m2: 300, cost: 0, lng: 1, allowed: 'wet-market' },
  }
  const { rows } = await read('premises.geojson', JSON.stringify({ type: 'FeatureCollection', features: [feature] }))
  assert.deepEqual(
    rows.map(({ name, at, areaM2, cost, allowed }) => [name, at, areaM2, cost, allowed]),
    [['Old depot', [83.5, 39], 300, 0, ['wet-market']]],
    'a cost of 0 is known, and is 0',
  )
})

test('a table without places is a sentence', async () => {
  await assert.rejects(read('x.csv', '名称,面积\na,3\n'), { code: 'no-columns' })
})
