import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { bytesOf } from '../../base/bytes.ts'
import { Fault } from '../../base/fault.ts'
import { Findings } from '../../base/finding.ts'
import { SILENT } from '../../base/progress.ts'
import { random } from '../../base/random.ts'
import { fromMollweide } from '../../geo/mollweide.ts'
import { type Grid, geoTiff } from '../../test/tiff.ts'
import tiffPopulation from './tiff-population.ts'

const FIXTURES = join(import.meta.dirname, '..', '..', '..', 'fixtures', 'population')
const GRID: Grid = {
  width: 3,
  height: 2,
  values: [1.5, 0, -200, 40, 7, -3],
  tie: [121.4, 31.2],
  scale: [0.001, 0.001],
  keys: { 1024: 2, 1025: 1, 2048: 4326 },
  noData: '-200',
}

async function read(bytes: Uint8Array) {
  const findings = new Findings()
  const reading = { datum: 'wgs84', origin: 'official', findings, progress: SILENT } as const
  const population = await tiffPopulation.read(bytesOf('people.tif', bytes), reading)
  return { population, findings: findings.list().map((f) => `${f.code} ${f.count}`) }
}
const close = (got: ArrayLike<number>, wanted: readonly number[], within = 1e-9) => {
  assert.equal(got.length, wanted.length)
  wanted.forEach((v, i) => {
    assert.ok(Math.abs(got[i]! - v) < within, `${got[i]} is not ${v}`)
  })
}
const isFault = (code: string) => (error: unknown) => error instanceof Fault && error.code === code

test('cells with people, at their middles; no-data is nobody, other minus values are found', async () => {
  const { population, findings } = await read(geoTiff(GRID))
  assert.equal(population.kind, 'grid')
  close(population.people, [1.5, 40, 7])
  close(population.lng, [121.4005, 121.4005, 121.4015])
  close(population.lat, [31.1995, 31.1985, 31.1985])
  close(population.outline!.subarray(0, 8), [121.4, 31.199, 121.401, 31.199, 121.401, 31.2, 121.4, 31.2])
  // 0.001° north–south are 111.2 m, east–west at 31.2° 95.1 m: a square of 102.8 m.
  assert.ok(Math.abs(population.cellMeters! - Math.sqrt(111.195 * 95.11)) < 0.1, String(population.cellMeters))
  assert.deepEqual(findings, ['no-population 1'])
})

test('where pixels are points, the tie is a middle', async () => {
  const { population } = await read(geoTiff({ ...GRID, keys: { ...GRID.keys, 1025: 2 } }))
  close(population.lng, [121.4, 121.4, 121.401])
})

test('no-data of a float is met though the tag is a decimal', async () => {
  const values = [1, 2, -3.4028234663852886e38, 0, 0, 0]
  const { population, findings } = await read(geoTiff({ ...GRID, values, noData: '-3.40282346639e+38' }))
  close(population.people, [1, 2])
  assert.deepEqual(findings, [])
})

test('Mollweide: the corners of the world and a city', () => {
  // Half the equator is 2√2 R, the pole stands at √2 R, whatever the implementation.
  close(fromMollweide(2 * Math.SQRT2 * 6378137, 0)!, [180, 0], 1e-9)
  close(fromMollweide(0, Math.SQRT2 * 6378137)!, [0, 90], 1e-5)
  assert.equal(fromMollweide(18_000_000, 5_000_000), null)
  assert.equal(fromMollweide(0, 9_100_000), null)
  // Forward by Newton's method, then back.
  for (const [lng, lat] of [
    [121.47, 31.23],
    [-70, -33],
    [8, 89],
  ] as const) {
    // biome-ignore format: places
    const phi = (lat * Math.PI) / 180
    let theta = phi
    for (let k = 0; k < 50; k++)
      theta -= (2 * theta + Math.sin(2 * theta) - Math.PI * Math.sin(phi)) / (2 + 2 * Math.cos(2 * theta))
    const x = ((2 * Math.SQRT2 * 6378137) / Math.PI) * ((lng * Math.PI) / 180) * Math.cos(theta)
    close(fromMollweide(x, Math.SQRT2 * 6378137 * Math.sin(theta))!, [lng, lat], 1e-6)
  }
})

test('a grid in Mollweide metres, as GHS-POP is published, told by number or by name', async () => {
  const metres: Grid = { ...GRID, tie: [10_800_000, 3_770_000], scale: [100, 100] }
  const ways: Grid['keys'][] = [
    { 1024: 1, 1025: 1, 3072: 54009 },
    { 1024: 1, 1025: 1, 1026: 'World_Mollweide', 3072: 32767 },
  ]
  for (const keys of ways) {
    const { population } = await read(geoTiff({ ...metres, keys }))
    close([population.lng[0]!, population.lat[0]!], [...fromMollweide(10_800_050, 3_769_950)!])
    assert.ok(Math.abs(population.cellMeters! - 100) < 0.5, String(population.cellMeters)) // equal-area
  }
})

test('another projection is a fault that says which are read', async () => {
  const utm = geoTiff({
    ...GRID,
    tie: [350_000, 3_450_000],
    scale: [100, 100],
    keys: { 1024: 1, 1025: 1, 3072: 32651 },
  })
  await assert.rejects(read(utm), (e) => isFault('bad-file')(e) && /32651.*4326.*54009/.test((e as Fault).message))
  await assert.rejects(read(geoTiff({ ...GRID, tie: [350_000, 3_450_000] })), isFault('bad-file'))
})

test('nobody in any cell, too many cells, and noise are faults and nothing else', async () => {
  await assert.rejects(read(geoTiff({ ...GRID, values: [0, 0, 0, 0, 0, 0] })), isFault('no-people'))
  await assert.rejects(read(geoTiff({ ...GRID, width: 30_000, height: 30_000 })), isFault('too-large'))
  await assert.rejects(read(readFileSync(join(FIXTURES, 'cut.tif'))), isFault('bad-file'))
  const whole = geoTiff(GRID)
  await assert.rejects(read(whole.subarray(0, 60)), isFault('bad-file'))
  const chance = random(3)
  for (let k = 0; k < 200; k++) {
    const bytes = new Uint8Array(whole).slice(0, k % 4 === 0 ? chance.int(0, whole.length) : whole.length)
    for (let m = 0; m < chance.int(1, 8); m++) bytes[chance.int(0, bytes.length)] = chance.int(0, 256)
    await read(bytes).catch((error) => assert.ok(error instanceof Fault, String(error)))
  }
})

test('the fixture is what its maker writes, and is known for what it is', () => {
  const path = join(FIXTURES, 'grid-wgs84.tif')
  const made = geoTiff(GRID)
  if (process.env.UPDATE) writeFileSync(path, made)
  assert.deepEqual(new Uint8Array(readFileSync(path)), new Uint8Array(made))
  assert.ok(tiffPopulation.recognise('a.tif', made) > 0.8)
  assert.equal(tiffPopulation.recognise('a.csv', new Uint8Array([65, 66])), 0)
})
