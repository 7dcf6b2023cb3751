import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, test } from 'node:test'
import { bytesOf } from '@yike/core/base/bytes.ts'
import { Findings } from '@yike/core/base/finding.ts'
import { SILENT } from '@yike/core/base/progress.ts'
import { toWgs84 } from '@yike/core/geo/datum.ts'
import { metersBetween } from '@yike/core/geo/meters.ts'
import { readExtract } from '@yike/core/source/osm/extract.ts'
import { makeCity } from './city.ts'
import { cityFiles } from './files.ts'
import { getTrade, TRADES } from './trades.ts'

const PLAN = { people: 20_000, seed: 1 }
const city = makeCity(PLAN)
const files = await cityFiles(city)

const hashes = (all: ReadonlyMap<string, Uint8Array>) =>
  [...all].map(([name, bytes]) => [name, createHash('sha256').update(bytes).digest('hex')])

describe('the files of a city', () => {
  test('are the same bytes for the same seed, and others for another', async () => {
    assert.deepEqual(hashes(await cityFiles(makeCity(PLAN))), hashes(files))
    const other = await cityFiles(makeCity({ ...PLAN, seed: 2 }))
    for (const [name, bytes] of files)
      assert.notDeepEqual(
        createHash('sha256').update(other.get(name)!).digest('hex'),
        createHash('sha256').update(bytes).digest('hex'),
        name,
      )
  })

  test('are the same bytes at another time: the workbook has no clock', async () => {
    await new Promise((resolve) => setTimeout(resolve, 2100)) // a ZIP counts in steps of two seconds
    assert.deepEqual(hashes(await cityFiles(city)), hashes(files))
  })

  test('are those that an office would send', () => {
    assert.deepEqual(
      [...files.keys()],
      ['streets.osm.pbf', 'ledger.csv', 'ledger.xlsx', 'areas.geojson', 'census.csv', 'about.txt'],
    )
  })
})

/** Cells of a line, quotes taken off. */
const cellsOf = (line: string) =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, bare]) => quoted ?? bare ?? '')

const ledger = () => {
  const text = new TextDecoder('gb18030', { fatal: true }).decode(files.get('ledger.csv')!)
  const lines = text.split('\r\n')
  assert.equal(lines.pop(), '', 'the last line ends too')
  assert.ok(!text.replaceAll('\r\n', '').includes('\n'))
  const [headings, ...rows] = lines.map(cellsOf)
  return { headings: headings!, rows }
}

describe('the commerce ledger', () => {
  test('is GB18030 with CRLF, and not UTF-8', () => {
    const { headings, rows } = ledger()
    assert.deepEqual(headings.slice(0, 3), ['网点编号', '网点名称', '业态'])
    assert.ok(rows.length > 100)
    assert.throws(() => new TextDecoder('utf-8', { fatal: true }).decode(files.get('ledger.csv')!))
  })

  test('is in GCJ-02, some metres off', () => {
    const byName = new Map(city.outlets.map((o) => [`${o.name} ${o.address}`, o]))
    let compared = 0
    for (const row of ledger().rows) {
      const outlet = byName.get(`${row[1]} ${row[4]}`)
      const [lng, lat] = [Number(row[5]), Number(row[6])]
      if (!outlet || lng < 80) continue
      const [x, y] = toWgs84(lng, lat, 'gcj02')
      assert.ok(metersBetween(x, y, outlet.lng, outlet.lat) < 40)
      assert.ok(metersBetween(lng, lat, outlet.lng, outlet.lat) > 100, 'shifted')
      compared++
    }
    assert.ok(compared > 100)
  })

  test('has the slips of a ledger: no place, swapped, (0,0), an id twice, closed shops', () => {
    const { rows } = ledger()
    assert.ok(rows.some((r) => r[5] === '' && r[6] === ''))
    assert.ok(rows.some((r) => Number(r[6]) > 80))
    assert.ok(rows.some((r) => r[5] === '0' && r[6] === '0'))
    assert.ok(new Set(rows.map((r) => r[0])).size < rows.length)
    assert.ok(rows.some((r) => r[9] === '停业'))
    assert.ok(rows.every((r) => /^2026-0[1-6]-\d\d$/.test(r[10]!)))
  })

  test('does not know recycling points or parcel lockers, and home services in one subdistrict only', () => {
    const { rows } = ledger()
    assert.ok(!rows.some((r) => /回收|快件箱|快递柜/.test(r[2]!)))
    assert.ok(!TRADES.some((t) => t.id === 'recycling' || t.id === 'parcel-locker'))
    const labels = new Set(getTrade('home-service').labels)
    const parents = new Set(
      rows.filter((r) => labels.has(r[2]!)).map((r) => city.communities.find((c) => c.name === r[3])!.parent),
    )
    assert.ok(parents.size <= 1)
  })
})

test('the welfare ledger has a title, headings below it, and beds and places', async () => {
  const { default: ExcelJS } = await import('exceljs')
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(files.get('ledger.xlsx')!)
  const rows: (readonly unknown[])[] = []
  book.worksheets[0]!.eachRow((row) => rows.push(row.values.slice(1)))
  assert.match(String(rows[0]![0]), /演示数据/)
  assert.equal(rows[1]![1], '机构名称')
  const beds = rows.slice(2).filter((r) => r[8] === '床位' || r[8] === '托位')
  assert.ok(beds.length > 0 && beds.every((r) => Number(r[7]) > 0))
})

test('the areas are named as a demo and coded as no place is', () => {
  const { features } = JSON.parse(new TextDecoder().decode(files.get('areas.geojson')!)) as {
    features: { properties: { adcode: string; name: string; level: string; parent: string | null } }[]
  }
  const lengths = { district: 6, subdistrict: 9, community: 12 } as Record<string, number>
  for (const { properties: p } of features) {
    assert.match(p.name, /^演示·/)
    assert.match(p.adcode, /^9901/)
    assert.equal(p.adcode.length, lengths[p.level])
    assert.equal(p.parent, p.level === 'district' ? null : p.adcode.slice(0, -3))
  }
})

test('the census has a row for every area', () => {
  const lines = new TextDecoder().decode(files.get('census.csv')!).trim().split('\r\n')
  assert.equal(lines[0], '代码,名称,人口,户数,0-2岁,3-6岁,0-14岁,60岁以上,65岁以上')
  assert.equal(lines.length - 1, city.districts.length + city.subdistricts.length + city.communities.length)
})

test('the streets are read without a finding, with borders that close', async () => {
  const findings = new Findings()
  const reading = { datum: 'wgs84', origin: 'osm', findings, progress: SILENT } as const
  const extract = await readExtract(bytesOf('streets.osm.pbf', files.get('streets.osm.pbf')!), reading)
  assert.deepEqual(findings.list(), [])
  assert.equal(extract.boundaries.length, city.districts.length + city.subdistricts.length + city.communities.length)
  assert.ok(extract.streets.plazas.length > 0)
  assert.ok(extract.buildings.id.length >= city.homes.people.length)
  assert.ok(extract.outlets.length >= city.outlets.filter((o) => o.onOsm).length)
})
