import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import Papa from 'papaparse'
import { STATES } from '../circle/measured.ts'
import { fakeMeasured } from '../test/fake-measured.ts'
import { csv } from './csv.ts'
import { cellsGeojson as geojson } from './geojson.ts'
import { grouped, percent, wholes } from './numbers.ts'
import { textOf } from './pen.ts'
import { areasCsv as areas, cellsCsv as cells, cityJson as city, gapsCsv } from './tables.ts'

const m = fakeMeasured()
const extras = {
  title: '试',
  inputs: [{ role: 'osm', file: 'town.osm.pbf', bytes: 12, sha256: 'ab'.repeat(32) }],
  versions: { yike: '0.0.0' },
}
const areasCsv = (measured: typeof m) => textOf(areas(measured))
const cellsCsv = (measured: typeof m) => textOf(cells(measured))
const cityJson = (measured: typeof m, of: typeof extras) => textOf(city(measured, of))
const cellsGeojson = (measured: typeof m) => textOf(geojson(measured))
const lines = (text: string) => Papa.parse(text, { newline: '\r\n' }).data.filter((row) => row.length > 1)
const parse = (text: string): Record<string, string>[] => {
  assert.equal(text.charCodeAt(0), 0xfeff, 'Excel needs the mark')
  const [heading, ...rows] = lines(text.slice(1))
  return rows.map((row) => {
    assert.equal(row.length, heading!.length)
    return Object.fromEntries(row.map((cell, i) => [heading![i]!, cell]))
  })
}

test('no sentinel, NaN or Infinity is in any file', () => {
  for (const text of [areasCsv(m), cellsCsv(m), gapsCsv(m)])
    assert.doesNotMatch(text, /(^|,)(-1|NaN|-?Infinity|undefined)(,|\r)/m)
  for (const text of [cityJson(m, extras), cellsGeojson(m)])
    assert.doesNotMatch(text, /:\s*-1[,}\n]|NaN|Infinity|undefined/)
})

test('the same city gives the same bytes', () => {
  const again = fakeMeasured()
  assert.equal(cellsGeojson(again), cellsGeojson(m))
  assert.equal(cityJson(again, extras), cityJson(m, extras))
  assert.equal(areasCsv(again) + cellsCsv(again) + gapsCsv(again), areasCsv(m) + cellsCsv(m) + gapsCsv(m))
})

test('city.json is one text of JSON, with areas or without', () => {
  for (const measured of [m, { ...m, areas: [] }]) {
    const text = cityJson(measured, extras)
    assert.equal(text, `${JSON.stringify(JSON.parse(text), null, 1)}\n`)
    assert.equal(JSON.parse(text).areas.length, measured.areas.length)
  }
})

test('people of all cells add up to the city, whole', () => {
  const cells = parse(cellsCsv(m))
  assert.equal(cells.length, 36)
  assert.equal(
    cells.reduce((all, c) => all + Number(c.people), 0),
    Math.round(m.people),
  )
  assert.ok(cells.every((c) => /^\d+$/.test(c.people!)))
})

test('a cell tells its state in words; what is not known is blank', () => {
  const [first] = parse(cellsCsv(m))
  assert.equal(first!['convenience-store.state'], 'within')
  assert.equal(first!['convenience-store.seconds'], '120')
  assert.equal(first!['convenience-store.outlet'], '台账.csv:7')
  assert.equal(first!['pharmacy.state'], 'unknown')
  assert.deepEqual([first!['pharmacy.seconds'], first!['pharmacy.outlet'], first!['pharmacy.within']], ['', '', ''])
  const last = parse(cellsCsv(m)).at(-1)!
  assert.equal(last['convenience-store.state'], 'unconnected')
  assert.deepEqual(
    [last.snap_metres, last['convenience-store.seconds'], last['convenience-store.within']],
    ['', '', ''],
  )
})

test('every share stands beside its denominator and those left out of it', () => {
  const rows = parse(areasCsv(m))
  for (const r of rows) {
    const [people, within] = [Number(r.people), Number(r.within)]
    if (r.share === '') assert.equal(people, 0)
    else assert.ok(Math.abs(Number(r.share) - within / people) < 0.06 || people < 20, JSON.stringify(r))
  }
  const pharmacy = rows.find((r) => r.category === 'pharmacy' && r.area_id === '' && r.band === 'all')!
  assert.deepEqual([pharmacy.share, pharmacy.people, pharmacy.unknown], ['', '0', String(Math.round(m.people))])
})

test('an area names its designations', () => {
  const rows = parse(areasCsv(m))
  assert.equal(rows.find((r) => r.area_id === '310109')!.designations, '第四批试点地区')
  assert.equal(rows.find((r) => r.area_id === '310109001002')!.designations, '')
})

test('gaps: basic first, then most people; evidence in the row; OSM alone is to be verified', () => {
  const rows = parse(gapsCsv(m))
  const people = rows.map((r) => Number(r.people))
  assert.deepEqual(
    people,
    [...people].sort((a, b) => b - a),
  )
  const shop = rows.find((r) => r.category === 'supermarket' && r.area_id === '')!
  assert.deepEqual([shop.basis, shop.to_verify, shop.confirmed], ['osm', 'yes', ''])
  assert.equal(shop.nearest_name, "'=cmd|好邻居")
  const market = rows.find((r) => r.category === 'wet-market' && r.area_id === '')!
  assert.deepEqual([market.nearest_outlet, market.seconds, market.to_verify], ['', '', 'no'])
  assert.ok(!rows.some((r) => r.category === 'pharmacy'), 'what is not known is no gap')
})

test('city.json is JSON, with convention, denominator, inputs and what is not known', () => {
  const city = JSON.parse(cityJson(m, extras))
  assert.equal(city.people, Math.round(m.people))
  assert.match(city.convention.words.zh, /4\.8 km\/h.*15 分钟.*计门到路.*吸附/)
  assert.equal(city.inputs[0].sha256.length, 64)
  const pharmacy = city.categories.find((c: { id: string }) => c.id === 'pharmacy')
  assert.deepEqual([pharmacy.known, pharmacy.share.share, pharmacy.lacking], [false, null, null])
})

test('GeoJSON: a square of 100 m, states in words, null for none', () => {
  const { features } = JSON.parse(cellsGeojson(m))
  assert.equal(features.length, 36)
  const [ring] = features[0].geometry.coordinates
  assert.equal(ring.length, 5)
  assert.ok(Math.abs((ring[1][1] - ring[2][1]) * 111195 + 100) < 0.2)
  for (const f of features)
    for (const c of m.categories) assert.ok((STATES as readonly string[]).includes(f.properties[c.id]))
  assert.equal(features[35].properties.supermarket_outlet, null)
})

test('no text of somebody’s ledger is run by a spreadsheet, and every text comes back', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1 }), (texts) => {
      const line = csv([['id', ...texts]]).slice(1, -2)
      const [back] = Papa.parse(line, { newline: '\r\n' }).data
      assert.deepEqual(
        back!.slice(1).map((t) => t.replace(/^'(?='*[=+\-@\t\r])/, '')),
        texts,
      )
      for (const t of back!.slice(1)) assert.doesNotMatch(t, /^[=+\-@\t\r]/)
    }),
  )
  assert.equal(csv([[-1.5, null, '-1.5']]), "\ufeff-1.5,,'-1.5\r\n")
  assert.equal(csv([["'-"]]), "\ufeff''-\r\n") // a text of apostrophe and minus is not the minus made safe
})

test('parts made whole add up, and none moves by one or more', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 50 }), (parts) => {
      const whole = wholes(parts)
      const total = parts.reduce((a, b) => a + b, 0)
      assert.equal(
        whole.reduce((a, b) => a + b, 0),
        Math.round(total),
      )
      for (const [i, p] of parts.entries()) assert.ok(Math.abs(p - whole[i]!) < 1)
    }),
  )
})

test('99.96 % is not all, 0.01 % is not nobody', () => {
  assert.equal(percent(0.9996), '99.9%')
  assert.equal(percent(1), '100.0%')
  assert.equal(percent(0.0001), '<0.1%')
  assert.equal(percent(0), '0.0%')
  assert.equal(grouped(1234567.4), '1,234,567')
})
