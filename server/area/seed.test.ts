import assert from 'node:assert/strict'
import { test } from 'node:test'
import { batches } from '@yike/core/programme/batches/index.ts'
import { theSystem } from '../account/actor.ts'
import { as } from '../db/context.ts'
import { freshDatabase } from '../test/database.ts'
import { seedTree, treeOfChina } from './seed.ts'

const tree = treeOfChina()
const byCode = new Map(tree.map((p) => [p.code, p]))
const above = (code: string) => byCode.get(code)?.parent

test('every province, and 333 prefectures, with what the state and provinces administer themselves in its place', () => {
  assert.equal(tree.filter((p) => p.level === 'province').length, 34)
  assert.equal(tree.filter((p) => p.level === 'prefecture').length, 333)
  // what the Ministry of Civil Affairs counted at the end of 2024 (county level, without 台港澳)
  assert.equal(tree.filter((p) => p.level === 'district').length, 2846)
  assert.equal(byCode.size, tree.length, 'no code twice')
  for (const [district, parent] of [
    ['110101', '110000'], // 东城区 stands under 北京市
    ['500101', '500000'],
    ['500229', '500000'], // 城口县, a county of a municipality
    ['419001', '410000'], // 济源市, administered by its province
    ['429021', '420000'], // 神农架林区
    ['469007', '460000'],
    ['659001', '650000'],
    ['320106', '320100'],
    ['632857', undefined], // 大柴旦行政委员会 has no code of its own in GB/T 2260
    ['320611', undefined], // 港闸区 went into 崇川区
    ['320613', '320600'],
    ['130171', undefined], // a development zone
    ['441901', undefined], // a town of 东莞
  ] as const)
    assert.equal(above(district), parent, district)
  assert.ok(!tree.some((p) => /市辖区|直辖|开发区|高新|工业园/.test(p.name)))
})

test('every area that a notice ever named stands in the tree', () => {
  for (const { id, members } of batches)
    for (const { adcode, area } of members) {
      if (adcode === null) continue
      const place = byCode.get(adcode)
      assert.ok(place, `${id}: ${area} ${adcode}`)
    }
})

test('it is planted once, in an empty database', async () => {
  const { db } = await freshDatabase()
  const plant = () => as(db, theSystem('system'), seedTree)
  assert.equal(await plant(), true)
  assert.equal(await plant(), false)
  const rows = await db.selectFrom('office').select(['code', 'path']).execute()
  assert.equal(rows.length, tree.length)
  assert.equal(rows.find((r) => r.code === '500229')?.path, 'cn.500000.500229')
  assert.equal(rows.find((r) => r.code === '320106')?.path, 'cn.320000.320100.320106')
})
