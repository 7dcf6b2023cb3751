import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import iconv from 'iconv-lite'
import { bytesOf } from '../base/bytes.ts'
import { Fault } from '../base/fault.ts'
import { Findings } from '../base/finding.ts'
import { SILENT } from '../base/progress.ts'
import { random } from '../base/random.ts'
import { ageHeading, bandsOf } from './bands.ts'
import { ageColumns } from './census.ts'
import csvCensus from './formats/csv-census.ts'

const DATA = join(import.meta.dirname, '..', '..', '..', 'shared', 'data')
const FIXTURES = join(import.meta.dirname, '..', '..', 'fixtures', 'population')

async function read(content: string | Uint8Array, name = 'census.csv') {
  const findings = new Findings()
  const array = typeof content === 'string' ? new TextEncoder().encode(content) : content
  const rows = await csvCensus.read(bytesOf(name, array), {
    datum: 'wgs84',
    origin: 'official',
    findings,
    progress: SILENT,
  })
  return { rows, findings: findings.list().map((f) => `${f.code} ${f.count}`) }
}

test('a group that a band cuts is shared evenly by years; whole groups are exact', () => {
  const groups = [
    { from: 0, below: 1, people: 100 },
    { from: 1, below: 5, people: 400 },
    { from: 5, below: 10, people: 500 },
    { from: 10, below: 15, people: 500 },
    { from: 15, below: 60, people: 9999 },
    { from: 60, below: 65, people: 70 },
    { from: 65, below: Infinity, people: 30 },
  ]
  assert.deepEqual(bandsOf(groups), { '0-2': 300, '3-6': 400, '0-14': 1500, '60+': 100, '65+': 30 })
})

test('a band that the groups do not cover is unknown', () => {
  assert.deepEqual(bandsOf([{ from: 0, below: 1, people: 5 }]), {})
  assert.deepEqual(bandsOf([{ from: 60, below: Infinity, people: 5 }]), { '60+': 5 })
  // 80 and above cannot be cut, and 60–79 is not there
  assert.deepEqual(bandsOf([{ from: 80, below: Infinity, people: 5 }]), {})
})

test('headings that say ages are understood, those that say shares are not', () => {
  assert.deepEqual(ageHeading('男_1到4岁'), { sex: '男', from: 1, below: 5 })
  assert.deepEqual(ageHeading('女_85岁以上'), { sex: '女', from: 85, below: Infinity })
  assert.deepEqual(ageHeading('0-2岁'), { sex: '', from: 0, below: 3 })
  assert.deepEqual(ageHeading('60+'), { sex: '', from: 60, below: Infinity })
  assert.deepEqual(ageHeading('65岁及以上人口'), { sex: '', from: 65, below: Infinity })
  for (const other of ['人口比重_0-14岁', '有65岁及以上老年人口的户数', '2020', '15岁及以上文盲人口', '9-3岁'])
    assert.equal(ageHeading(other), null, other)
})

test('sexes are added only where both are there', () => {
  assert.deepEqual(ageColumns(['男_0岁', '女_0岁', '男_1到4岁']).groups, [{ from: 0, below: 1, columns: [0, 1] }])
})

test('the census of 2020: 虹口 and 黄浦 as published', async (t) => {
  const path = join(DATA, 'census', 'census_2020_pilot_districts.csv')
  if (!existsSync(path)) return t.skip('no ../shared/data')
  const { rows } = await read(readFileSync(path))
  const hongkou = rows.find((r) => r.code === '310109')!
  const huangpu = rows.find((r) => r.code === '310101')!
  assert.equal(hongkou.people, 757_498)
  assert.equal(hongkou.name, '虹口区')
  assert.equal(hongkou.households, 297_219)
  assert.equal(huangpu.people, 662_030)
  // The table's own shares: 虹口 0–14 8.19 %, 65+ 23.23 %; 黄浦 8.67 %, 18.48 %.
  assert.equal((hongkou.bands['65+']! / 757_498).toFixed(4), '0.2323')
  assert.equal((hongkou.bands['0-14']! / 757_498).toFixed(4), '0.0819')
  assert.equal((huangpu.bands['65+']! / 662_030).toFixed(4), '0.1848')
  assert.equal((huangpu.bands['0-14']! / 662_030).toFixed(4), '0.0867')
  // By hand: 1406 + 1323 + (8495 + 7976) / 2, and (8495 + 7976) / 2 + (12341 + 11312) × 2 / 5.
  assert.equal(hongkou.bands['0-2'], 10_964.5)
  assert.ok(Math.abs(hongkou.bands['3-6']! - 17_696.7) < 1e-9)
  assert.ok(rows.length >= 214)
})

test('the short form, in GBK with a title above it, is the same table', async () => {
  const text = readFileSync(join(FIXTURES, 'census-short.csv'), 'utf8')
  const { rows, findings } = await read(iconv.encode(`甲区人口情况表,,,,,,,,\n${text}`, 'gb18030'))
  assert.deepEqual(rows, (await read(text)).rows)
  assert.deepEqual(rows[0], {
    code: '310109001001',
    name: '河滨社区',
    people: 5000,
    households: 2000,
    bands: { '0-2': 100, '3-6': 200, '0-14': 600, '60+': 1500, '65+': 1100 },
  })
  assert.deepEqual(rows[1]!.bands, { '0-2': 80, '0-14': 500, '60+': 900, '65+': 700 })
  assert.deepEqual(findings, ['bad-number 1', 'no-population 1', 'duplicate-id 1'])
})

test('a table without codes or people is a fault that names its columns', async () => {
  await assert.rejects(read('a,b\n1,2\n'), (e) => e instanceof Fault && e.code === 'no-columns')
  await assert.rejects(read('代码,人口\n'), (e) => e instanceof Fault && e.code === 'no-people')
})

test('noise gives rows, findings and faults, and nothing else', async () => {
  const whole = readFileSync(join(FIXTURES, 'census-short.csv'))
  const chance = random(5)
  for (let k = 0; k < 200; k++) {
    const bytes = new Uint8Array(whole).slice(0, k % 2 ? chance.int(1, whole.length) : whole.length)
    for (let m = 0; m < chance.int(0, 9); m++) bytes[chance.int(0, bytes.length)] = chance.int(0, 256)
    await read(bytes).catch((error) => assert.ok(error instanceof Fault, String(error)))
  }
})
