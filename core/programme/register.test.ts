import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { areaList } from '@vant/area-data'
import { Fault } from '../base/fault.ts'
import { annexOf } from './annex.ts'
import { defineBatch, unknownMembers } from './batch.ts'
import {
  BATCHES,
  type Designation,
  designationsAbove,
  designationsNamed,
  designationsOf,
  getBatch,
} from './register.ts'

const NOTICE = join(import.meta.dirname, '../../../shared/policy/notice-2024-409.txt')

for (const [id, number] of [
  ['pilot-4', 1],
  ['pioneer-1', 2],
] as const)
  test(`${id} comes out as annex ${number} of the notice, line by line`, (t) => {
    if (!existsSync(NOTICE)) return t.skip('the notice is not here')
    const lines = readFileSync(NOTICE, 'utf8').split(/\r?\n/)
    const from = lines.indexOf(`附件 ${number}`)
    const to = lines.findIndex((line, i) => i > from && (line === `附件 ${number + 1}` || line.startsWith('抄送')))
    const printed: string[] = []
    for (const line of lines.slice(from, to)) {
      // the print repeats its heading after each page break, with a blank line before it
      if (line.startsWith('序号') && printed.includes(line)) printed.pop()
      else printed.push(line)
    }
    while (printed.at(-1) === '') printed.pop()
    assert.deepEqual(annexOf(getBatch(id)).trimEnd().split('\n'), printed)
  })

test('every code is that of its area in GB/T 2260, by name and by province', () => {
  const { province_list, city_list, county_list } = areaList
  const nowhere: string[] = []
  for (const { id, members } of BATCHES)
    for (const { adcode, area, province } of members) {
      if (adcode === null) {
        nowhere.push(area)
        continue
      }
      assert.equal(city_list[adcode] ?? county_list[adcode], area, `${id} ${adcode}`)
      assert.equal(province_list[`${adcode.slice(0, 2)}0000`], province, `${id} ${area}`)
    }
  assert.deepEqual([...new Set(nowhere)], ['两江新区'])
})

test('official counts, members known and members not known', () => {
  const counts = Object.fromEntries(BATCHES.map((b) => [b.id, [b.officialCount, b.members.length, unknownMembers(b)]]))
  assert.deepEqual(counts, {
    'pilot-1': [30, 26, 4],
    'pilot-2': [50, 9, 41],
    'pilot-3': [70, 16, 54],
    'pilot-4': [60, 60, 0],
    'pioneer-1': [15, 15, 0],
    'pioneer-2': [30, 2, 28],
    'pioneer-3': [30, 0, 30],
  })
  assert.equal(
    BATCHES.filter((b) => b.kind === 'pilot').reduce((sum, b) => sum + b.officialCount, 0),
    210,
  )
})

const names = (found: readonly Designation[]) => found.map((d) => d.name.zh)

test('an area names its designations', () => {
  assert.deepEqual(names(designationsOf('310109')), ['第四批试点地区'])
  assert.deepEqual(names(designationsOf('320100')), ['首批试点地区', '首批全域推进先行区'])
  assert.deepEqual(names(designationsNamed('两江新区')), ['首批试点地区', '首批全域推进先行区'])
  assert.deepEqual(names(designationsOf('310101')), [])
})

test('a part of an area has the area’s designations above it, not as its own', () => {
  assert.deepEqual(names(designationsOf('310109016')), [])
  assert.deepEqual(names(designationsAbove('310109016')), ['第四批试点地区'])
  assert.deepEqual(names(designationsOf('320102')), [])
  assert.equal(designationsAbove('320102').length, 2)
  assert.deepEqual(names(designationsAbove('310109')), [])
})

test('an unknown batch is a fault that names those there are', () =>
  assert.throws(
    () => getBatch('pilot-9'),
    (e) => e instanceof Fault && e.code === 'unknown-batch',
  ))

test('an incomplete batch says how many are missing', () =>
  assert.match(annexOf(getBatch('pilot-2')), /官方共 50 个；已知 9 个，其余 41 个未查到/))

test('a batch with a wrong code, a row twice or too many rows is refused', () => {
  const { members: _, name: __, ...rest } = getBatch('pioneer-3')
  assert.throws(() => defineBatch({ ...rest, members: [[1, '某省', '某市', '12']] }), /code/)
  assert.throws(
    () =>
      defineBatch({
        ...rest,
        members: [
          [1, '甲省', '乙市', null],
          [2, '甲省', '乙市', null],
        ],
      }),
    /twice/,
  )
  assert.throws(() => defineBatch({ ...rest, officialCount: 0, members: [[1, '甲省', '乙市', null]] }), /officially/)
})
