// The demo city of 3,000,000 people, as an officer goes through it: measured, its circles drawn, sites chosen for them.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { CircleVersion } from '@yike/core/circle/version.ts'
import { folder, yike } from './test/yike.ts'

interface Sites {
  readonly objective: number
  readonly bound: number
  readonly gap: number
  readonly ended: string
  readonly categories: readonly { readonly lacking: number; readonly reachable: number; readonly gained: number }[]
  readonly sites: readonly { readonly id: string; readonly people_gained: readonly number[] }[]
  readonly curve: readonly { readonly sites: number; readonly objective: number; readonly bound: number | null }[]
}

const done = (args: readonly string[]) => {
  const { code, err } = yike(args)
  assert.equal(code, 0, err.slice(-2000))
}
const sum = (list: readonly number[]) => list.reduce((all, n) => all + n, 0)

test('3,000,000 people: circles make the city, sites are within 1 % of a bound that holds', (t) => {
  const at = folder()
  const [demo, city, drawn] = [join(at, 'demo'), join(at, 'city'), join(at, 'circles')]
  done(['demo', '--people', '3000000', '--out', demo])
  const file = (name: string) => join(demo, name)
  const { features } = JSON.parse(readFileSync(file('areas.geojson'), 'utf8')) as {
    features: { properties: Record<string, unknown> }[]
  }
  const codes = features.flatMap(({ properties }) => Object.values(properties).map(String))
  const districts = [...new Set(codes.filter((code) => /^9901(?!00)\d\d$/.test(code)))].sort()
  done([
    ...['measure', '--osm', file('streets.osm.pbf'), '--areas', file('areas.geojson')],
    ...['--outlets', file('ledger.csv'), file('ledger.xlsx')],
    ...['--census', file('census.csv'), '--census-code', districts.join(','), '--out', city],
  ])

  done(['circles', city, '--out', drawn])
  const { delineation } = JSON.parse(readFileSync(join(drawn, 'circles.json'), 'utf8')) as CircleVersion
  const { circles, figures, people, inNone, units, bound } = delineation
  assert.ok(Math.abs(people - 3_000_000) < 1e-3 && figures.length === circles.length)
  assert.ok(Math.abs(sum(figures.map((f) => f.people)) + inNone - people) < 1e-3, 'the circles make the city')
  const placed = circles.flatMap((circle) => circle.units)
  assert.equal(new Set(placed).size, placed.length, 'no community is in two')
  assert.equal(placed.length + units.unplaced.length, units.count)
  assert.ok(bound !== null && bound.best <= bound.reached && bound.reached === circles.length)
  t.diagnostic(`${circles.length} circles, ${bound?.best} at least`)

  for (const asked of [
    ['--category', 'wet-market'],
    ['--category', 'convenience-store', '--minutes', '5'],
  ]) {
    const out = join(at, asked[1]!)
    done(['site', city, ...asked, '--p', '50', '--candidates-on-streets', '2000', '--out', out])
    const { objective, bound, gap, ended, categories, sites, curve } = JSON.parse(
      readFileSync(join(out, 'sites.json'), 'utf8'),
    ) as Sites
    t.diagnostic(`${asked[1]}: ${objective} of at most ${bound}, ${ended}`)
    assert.ok(gap <= 0.01, `${gap}`)
    assert.ok(sites.length === 50 && new Set(sites.map((s) => s.id)).size === 50)
    const { lacking, reachable, gained } = categories[0]!
    // whole people, rounded one by one
    assert.ok(objective <= bound && bound <= reachable + 1 && reachable <= lacking)
    assert.ok(Math.abs(sum(sites.flatMap((s) => s.people_gained)) - gained) <= 1 && Math.abs(gained - objective) <= 1)
    curve.forEach((point, k) => {
      assert.ok(point.bound === null || point.objective <= point.bound)
      if (k > 0) assert.ok(point.objective >= curve[k - 1]!.objective)
    })
    assert.equal(curve.at(-1)!.objective, objective)
  }
})
