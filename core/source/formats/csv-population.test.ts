import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { bytesOf } from '../../base/bytes.ts'
import { Findings } from '../../base/finding.ts'
import { SILENT } from '../../base/progress.ts'
import { random } from '../../base/random.ts'
import { planeAt } from '../../geo/meters.ts'
import { gridMeters } from '../grid-of-points.ts'
import csvPopulation from './csv-population.ts'

async function read(text: string | Uint8Array) {
  const findings = new Findings()
  const array = typeof text === 'string' ? new TextEncoder().encode(text) : text
  const reading = { datum: 'wgs84', origin: 'official', findings, progress: SILENT } as const
  const population = await csvPopulation.read(bytesOf('p.csv', array), reading)
  return { population, found: Object.fromEntries(findings.list().map((f) => [f.code, f.count])) }
}

test('points with people and the age bands that are there', async () => {
  const { population, found } = await read(
    '经度,纬度,常住人口,0-14岁,60岁及以上\n121.48,31.25,100.5,10,30\n121.49,31.26,"1,200",80,200\n',
  )
  assert.equal(population.kind, 'point')
  assert.deepEqual([...population.people], [100.5, 1200])
  assert.deepEqual([...population.bands['0-14']!], [10, 80])
  assert.deepEqual(Object.keys(population.bands), ['0-14', '60+'])
  assert.deepEqual(found, {})
})

test('no number of people is 0 and noted; no place is left out', async () => {
  const { population, found } = await read(
    'lng,lat,population\n121.48,31.25,\n121.48,31.26,-5\n121.48,31.27,许多\n,,7\n0,0,7\n31.28,121.48,9\n',
  )
  assert.deepEqual([...population.people], [0, 0, 0, 9])
  assert.equal(population.lat[3], 31.28)
  assert.deepEqual(found, { 'no-population': 3, 'bad-coordinates': 1, 'zero-coordinates': 1, 'swapped-coordinates': 1 })
})

test('without people there is no population', async () => {
  await assert.rejects(read('lng,lat,name\n121.48,31.25,甲\n'), { code: 'no-columns' })
})

test('a grid is known by its lattice, leaning or with holes; points at random are none', () => {
  const plane = planeAt(117, 36.6)
  const chance = random(5)
  const points = (make: (i: number, j: number) => readonly [number, number]) => {
    const all = Array.from({ length: 900 }, (_, k) => make(k % 30, Math.floor(k / 30))).filter(
      () => chance.next() < 0.8,
    )
    return gridMeters(
      all.map((p) => plane.lng(p[0])),
      all.map((p) => plane.lat(p[1])),
    )
  }
  assert.ok(Math.abs(points((i, j) => [250 * i, 250 * j])! - 250) < 1)
  assert.ok(Math.abs(points((i, j) => [100 * i + 35 * j, 100 * j])! - 100) < 1)
  assert.equal(
    points(() => [chance.between(0, 3000), chance.between(0, 3000)]),
    null,
  )
  assert.equal(gridMeters([1, 2], [1, 2]), null)
})

const JINAN = join(import.meta.dirname, '../../../../shared/data/jinan/population-grid-2015.csv')

test('the grid of Jinan has 15,655 cells of about 100 m and 1,462,343 people', async (t) => {
  if (!existsSync(JINAN)) return t.skip('no ../shared/data/jinan')
  const { population, found } = await read(new Uint8Array(readFileSync(JINAN)))
  assert.deepEqual([population.kind, population.people.length, found], ['grid', 15_655, {}])
  assert.equal(Math.round(population.people.reduce((a, b) => a + b)), 1_462_343)
  assert.ok(Math.abs(population.cellMeters! - 100) < 1)
})
