// The main input, through the whole command: two districts of Shanghai, one of which reaches beyond the streets.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { folder, ROOT, yike } from './test/yike.ts'

const DATA = join(ROOT, '..', 'shared', 'data')

test('虹口 and 黄浦: counted by what lies inside', (t) => {
  if (!existsSync(DATA)) return t.skip('no real data here')
  const out = join(folder(), 'out')
  const begun = performance.now()
  const { code, err } = yike([
    ...['measure', '--osm', join(DATA, 'shanghai/shanghai-center.osm.pbf')],
    ...['--areas', join(DATA, 'shanghai/districts-2017.geojson')],
    ...['--census', join(DATA, 'census/census_2020_pilot_districts.csv'), '--census-code', '310109,310101'],
    ...['--out', out],
  ])
  const seconds = (performance.now() - begun) / 1000
  assert.equal(code, 0, err)
  t.diagnostic(`${seconds.toFixed(1)} s`)
  const city = JSON.parse(readFileSync(join(out, 'city.json'), 'utf8')) as {
    population: { code: string; people: number; placed: number; shareInside: number }[]
    categories: { id: string; known: boolean; outlets: number }[]
  }
  const of = (code: string) => city.population.find((p) => p.code === code)!
  assert.deepEqual([of('310109').people, of('310101').people], [757_498, 662_030], 'the census as published')
  assert.ok(of('310109').shareInside > 0.3 && of('310109').shareInside < 0.6, '虹口 lies partly outside')
  assert.ok(Math.abs(of('310109').placed - of('310109').people * of('310109').shareInside) < 2)
  assert.equal(of('310101').placed, of('310101').people)
  const category = (id: string) => city.categories.find((c) => c.id === id)!
  assert.ok(category('convenience-store').known && category('convenience-store').outlets > 300)
  assert.ok(!category('hairdresser').known, 'the source has none: not known, which is not missing')
  assert.match(readFileSync(join(out, 'report.html'), 'utf8'), /虹口区/)
})
