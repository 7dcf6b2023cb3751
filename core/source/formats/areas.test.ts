import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import iconv from 'iconv-lite'
import { bytesOf } from '../../base/bytes.ts'
import { Fault } from '../../base/fault.ts'
import { Findings } from '../../base/finding.ts'
import { SILENT } from '../../base/progress.ts'
import { random } from '../../base/random.ts'
import { fromWgs84 } from '../../geo/datum.ts'
import { areaM2, boundsOfPolygon, pointInPolygon } from '../../geo/polygon.ts'
import { type Layer, zip, zippedShapefile } from '../../test/shapefile.ts'
import { areaFields } from '../area-fields.ts'
import type { Reading } from '../define.ts'
import geojsonAreas from './geojson-areas.ts'
import shapefileAreas from './shapefile-areas.ts'

const FIXTURES = join(import.meta.dirname, '..', '..', '..', 'fixtures', 'areas')
const DATA = join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'data')

const reading = (more: Partial<Reading> = {}): Reading => ({
  datum: 'wgs84',
  origin: 'official',
  findings: new Findings(),
  progress: SILENT,
  ...more,
})
const codes = (r: Reading) => r.findings.list().map((f) => `${f.code} ${f.count}`)
const square = (lng = 121.4, lat = 31.2, side = 0.01) => [
  [lng, lat],
  [lng + side, lat],
  [lng + side, lat + side],
  [lng, lat + side],
  [lng, lat],
]
const feature = (coordinates: unknown, properties: object = { name: '甲社区' }, type = 'Polygon') => ({
  type: 'Feature',
  properties,
  geometry: { type, coordinates },
})
const geojson = (json: unknown, r = reading()) =>
  geojsonAreas.read(bytesOf('areas.geojson', new TextEncoder().encode(JSON.stringify(json))), r)
const collection = (...features: unknown[]) => ({ type: 'FeatureCollection', features })
const isFault = (code: string) => (error: unknown) => error instanceof Fault && error.code === code

// ── what an area is called ──

test('names, codes and levels are found under the headings people use', () => {
  assert.deepEqual(areaFields({ adcode: '310109', name: '虹口区' }), {
    name: '虹口区',
    adcode: '310109',
    level: 'district',
    parent: '310100',
  })
  assert.deepEqual(areaFields({ 区划代码: 310109009000, 街道: '四川北路街道' }), {
    name: '四川北路街道',
    adcode: '310109009',
    level: 'subdistrict',
    parent: '310109',
  })
  assert.deepEqual(areaFields({ 社区: '河滨社区', 街道: '四川北路街道' }).name, '河滨社区')
  assert.equal(areaFields({ 社区: '河滨社区', 街道: '四川北路街道' }).level, 'community')
  assert.equal(areaFields({ name: 'X', admin_level: '8' }).level, 'subdistrict')
  assert.equal(areaFields({ gb: '156310109', name: '虹口区' }).adcode, '310109')
  assert.equal(areaFields({ name: '梧桐小区' }).level, 'other')
  assert.equal(areaFields({ name: '上海市' }).level, 'province')
  assert.equal(areaFields({ parent: { adcode: 310100 }, adcode: 310109 }).parent, '310100')
  assert.deepEqual(areaFields({ constructor: 'x', level: 'constructor' }), {
    name: '',
    adcode: null,
    level: 'other',
    parent: null,
  })
  assert.equal(areaFields({ A: '乙', B: '丙' }, { name: 'b' }).name, '丙')
})

// ── GeoJSON ──

test('a collection, a feature and a bare polygon are all areas', async () => {
  assert.equal((await geojson(collection(feature([square()])))).length, 1)
  assert.equal((await geojson(feature([square()])))[0]!.name, '甲社区')
  const bare = await geojson({ type: 'MultiPolygon', coordinates: [[square()], [square(121.5)]] })
  assert.equal(bare[0]!.polygon.length, 2)
  assert.equal(bare[0]!.id, 'areas.geojson:1')
})

test('rings lose their repeated last corner, and unclosed ones are closed', async () => {
  const [closed] = await geojson(feature([square()]))
  const [unclosed] = await geojson(feature([square().slice(0, -1)]))
  assert.equal(closed!.polygon[0]![0]!.length, 8)
  assert.deepEqual(unclosed!.polygon, closed!.polygon)
})

test('a boundary that crosses itself is read by the even-odd rule and said so', async () => {
  const r = reading()
  const [tie] = await geojson(feature([[[121, 31], [121.1, 31.1], [121.1, 31], [121, 31.1], [121, 31]]]), r) // biome-ignore format: corners
  assert.deepEqual(codes(r), ['self-crossing 1'])
  assert.equal(tie!.polygon.length, 2)
  assert.equal(pointInPolygon(tie!.polygon, 121.02, 31.05), true)
  assert.equal(pointInPolygon(tie!.polygon, 121.05, 31.02), false)
})

test('swapped, zero, degenerate and doubled features are found; the rest is read', async () => {
  const r = reading()
  const areas = await geojson(
    collection(
      feature([square().map(([x, y]) => [y, x])], { name: '颠倒社区' }),
      feature([[...square().slice(0, 3), [0, 0]]], { name: '零社区' }),
      feature([[[121, 31], [121.1, 31], [121.2, 31], [121, 31]]], { name: '线社区' }), // biome-ignore format: corners
      feature([121, 31], { name: '点社区' }, 'Point'),
      feature('x', {}),
      null,
      feature([square(80.1, 40.2).map(([x, y]) => [y, x])], { name: '阿克苏社区' }),
      feature([square()], { name: '甲', adcode: '310109' }),
      feature([square(121.6)], { name: '乙', adcode: '310109' }),
      feature([square()], {}),
    ),
    r,
  )
  assert.deepEqual(
    areas.map((a) => a.name),
    ['颠倒社区', '阿克苏社区', '甲', ''],
  )
  assert.ok(Math.abs(boundsOfPolygon(areas[0]!.polygon)!.west - 121.4) < 1e-9)
  assert.deepEqual(codes(r).sort(), [
    'bad-polygon 4',
    'duplicate-id 1',
    'no-name 1',
    'swapped-coordinates 2',
    'zero-coordinates 1',
  ])
})

test('every corner is converted from its datum', async () => {
  const ring = square().map(([x, y]) => [...fromWgs84(x!, y!, 'gcj02')])
  const [area] = await geojson(feature([ring]), reading({ datum: 'gcj02' }))
  area!.polygon[0]![0]!.forEach((v, i) => {
    assert.ok(Math.abs(v - square()[i >> 1]![i % 2]!) < 1e-8)
  })
})

test('a GBK file with a Chinese name is read, and so is one with a byte order mark', async () => {
  const text = JSON.stringify(feature([square()], { 名称: '虹口社区' }))
  for (const bytes of [iconv.encode(text, 'gb18030'), iconv.encode(text, 'utf8', { addBOM: true })]) {
    assert.ok(geojsonAreas.recognise('a.geojson', bytes) > 0.8)
    assert.equal((await geojsonAreas.read(bytesOf('a.geojson', bytes), reading()))[0]!.name, '虹口社区')
  }
})

test('the fixtures: good ones are read, faulty ones found, cut ones refused', async () => {
  const file = (name: string) => bytesOf(name, readFileSync(join(FIXTURES, name)))
  const good = await geojsonAreas.read(file('communities.geojson'), reading())
  assert.deepEqual(
    good.map((a) => [a.name, a.level, a.parent, a.polygon.length, a.polygon[0]!.length]),
    [
      ['河滨社区', 'community', '310109001', 1, 1],
      ['江湾社区', 'community', '310109001', 1, 2],
      ['双湾社区', 'community', '310109001', 2, 1],
    ],
  )
  const r = reading()
  const faulty = await geojsonAreas.read(file('faulty.geojson'), r)
  assert.deepEqual(
    faulty.map((a) => a.name),
    ['自交社区', '颠倒社区', '不闭合社区'],
  )
  assert.deepEqual(codes(r), ['self-crossing 1', 'swapped-coordinates 1', 'zero-coordinates 1', 'bad-polygon 2'])
  await assert.rejects(geojsonAreas.read(file('cut.geojson'), reading()), isFault('bad-file'))
  await assert.rejects(shapefileAreas.read(file('cut.zip'), reading()), isFault('bad-file'))
})

test('metres of a projection, other JSON and no JSON are faults in words', async () => {
  await assert.rejects(geojson(feature([square(350000, 3456000, 1000)])), isFault('bad-file'))
  await assert.rejects(geojson({ hello: 1 }), isFault('bad-file'))
  await assert.rejects(geojson(collection()), isFault('bad-file'))
  const cut = new TextEncoder().encode('{"type":"FeatureCollection","features":[{')
  await assert.rejects(geojsonAreas.read(bytesOf('a.json', cut), reading()), isFault('bad-file'))
})

test('Shanghai: the districts of 2017 have their size', async (t) => {
  const path = join(DATA, 'shanghai', 'districts-2017.geojson')
  if (!existsSync(path)) return t.skip('no ../shared/data')
  const r = reading()
  const areas = await geojsonAreas.read(bytesOf('districts-2017.geojson', readFileSync(path)), r)
  const km2 = Object.fromEntries(areas.map((a) => [a.adcode, areaM2(a.polygon) / 1e6]))
  // Official: 虹口 23.48 km², 黄浦 20.46 km².
  assert.ok(Math.abs(km2['310109']! - 23.45) < 0.5, String(km2['310109']))
  assert.ok(Math.abs(km2['310101']! - 20.5) < 0.5, String(km2['310101']))
  assert.deepEqual(codes(r), [])
  const streets = join(DATA, 'shanghai', 'street_boundaries_8_osm_2026-07.wgs84.geojson')
  const eight = await geojsonAreas.read(bytesOf('streets.geojson', readFileSync(streets)), r)
  assert.equal(eight[0]!.name, '大宁路街道')
  assert.deepEqual(
    eight.map((a) => a.level),
    Array(8).fill('subdistrict'),
  )
  assert.ok(Math.abs(areaM2(eight[0]!.polygon) / 6.3492e6 - 1) < 0.01)
})

// ── Shapefile ──

const ring = (lng: number, lat: number, side: number) => [
  lng,
  lat,
  lng,
  lat + side,
  lng + side,
  lat + side,
  lng + side,
  lat,
  lng,
  lat,
]
const LAYER: Layer = {
  shapes: [[ring(121.4, 31.2, 0.01)], [ring(121.5, 31.2, 0.01), ring(121.503, 31.203, 0.002).toReversed().flatMap((_, i, all) => (i % 2 ? [] : [all[i + 1]!, all[i]!]))]],
  rows: [
    { 名称: '虹口社区', 代码: '310109001001' },
    { 名称: '黄浦社区', 代码: '310101001001' },
  ],
  encoding: 'gbk',
} // biome-ignore format: a drawing
const shapefile = (bytes: Uint8Array, r = reading()) => shapefileAreas.read(bytesOf('社区.zip', bytes), r)

test('Chinese names come out of a dbf whatever its cpg says', async () => {
  const ways: Partial<Layer>[] = [
    {},
    { cpg: '936' },
    { cpg: 'cp936' },
    { language: 0x4d },
    { cpg: 'UTF-8' }, // it lies
    { encoding: 'utf8', cpg: 'UTF-8' },
    { encoding: 'utf8' },
    { encoding: 'utf8', cpg: '936' }, // and here
  ]
  for (const way of ways) {
    const areas = await shapefile(zippedShapefile('社区', { ...LAYER, ...way }))
    assert.deepEqual(
      areas.map((a) => [a.name, a.adcode, a.level]),
      [
        ['虹口社区', '310109001001', 'community'],
        ['黄浦社区', '310101001001', 'community'],
      ],
      JSON.stringify(way),
    )
    assert.equal(areas[1]!.polygon[0]!.length, 2)
  }
})

test('the fixture is what its maker writes, and is read', async () => {
  const path = join(FIXTURES, 'gbk-without-cpg.zip')
  const made = zippedShapefile('社区', { ...LAYER, prj: 'GEOGCS["GCS_China_Geodetic_Coordinate_System_2000"]' })
  if (process.env.UPDATE) writeFileSync(path, made)
  assert.deepEqual(new Uint8Array(readFileSync(path)), new Uint8Array(made))
  assert.equal((await shapefile(made)).length, 2)
  assert.ok(shapefileAreas.recognise('社区.zip', made) > 0.8)
  assert.equal(geojsonAreas.recognise('社区.zip', made), 0)
})

const GAUSS_KRUGER = `PROJCS["CGCS2000_3_Degree_GK_CM_120E",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",120.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]`

test('metres of a CGCS2000 zone become degrees through the prj', async () => {
  const metres = { ...LAYER, shapes: [[ring(500_000, 3_400_000, 1000)], [ring(600_000, 3_400_000, 1000)]] }
  const areas = await shapefile(zippedShapefile('x', { ...metres, prj: GAUSS_KRUGER }))
  const b = boundsOfPolygon(areas[0]!.polygon)!
  assert.ok(Math.abs(b.west - 120) < 1e-9)
  // Meridian arc of 3,400,000 m on this ellipsoid ends at 30.72° (111.13 km a degree, ± 0.5 %).
  assert.ok(Math.abs(b.south - 30.72) < 0.02, String(b.south))
  assert.ok(Math.abs(areaM2(areas[0]!.polygon) - 1e6) < 5e3)
  await assert.rejects(shapefile(zippedShapefile('x', metres)), isFault('bad-file'))
})

test('an old datum is read as it stands, with a doubt', async () => {
  const r = reading()
  await shapefile(zippedShapefile('x', { ...LAYER, prj: 'GEOGCS["GCS_Beijing_1954",DATUM["D_Beijing_1954"]]' }), r)
  assert.deepEqual(codes(r), ['datum-doubt 1'])
})

test('archives without a shape, cut short, or noise are faults and nothing else', async () => {
  const whole = zippedShapefile('社区', LAYER)
  await assert.rejects(shapefile(zip([['a.txt', new Uint8Array(3)]])), isFault('bad-file'))
  await assert.rejects(shapefile(whole.slice(0, 300)), isFault('bad-file'))
  const chance = random(7)
  for (let k = 0; k < 150; k++) {
    const bytes = new Uint8Array(whole)
    const marks = chance.int(1, 20)
    for (let m = 0; m < marks; m++) bytes[chance.int(0, bytes.length)] = chance.int(0, 256)
    await shapefile(bytes).catch((error) => assert.ok(error instanceof Fault, String(error)))
  }
})

test('GeoJSON noise gives faults and nothing else', async () => {
  const whole = new TextEncoder().encode(JSON.stringify(collection(feature([square()]), feature([square(121.6)]))))
  const chance = random(11)
  for (let k = 0; k < 300; k++) {
    const bytes = whole.slice(0, k % 3 === 0 ? chance.int(0, whole.length) : whole.length)
    for (let m = 0; m < chance.int(0, 4); m++) bytes[chance.int(0, bytes.length)] = chance.int(32, 127)
    await geojsonAreas
      .read(bytesOf('noise.geojson', bytes), reading())
      .catch((error) => assert.ok(error instanceof Fault, String(error)))
  }
})
