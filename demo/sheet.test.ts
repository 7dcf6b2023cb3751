// The sheets of a whole city, gates, compounds, ledgers and all: what they say is what measuring anew says, and adds up.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defaultConvention } from '@yike/core/access/convention.ts'
import { Engine } from '@yike/core/access/engine.ts'
import { Search } from '@yike/core/access/search.ts'
import { walkerOf } from '@yike/core/access/walkers.ts'
import { bytesOf } from '@yike/core/base/bytes.ts'
import { Findings } from '@yike/core/base/finding.ts'
import { SILENT } from '@yike/core/base/progress.ts'
import { random } from '@yike/core/base/random.ts'
import { statesOf } from '@yike/core/circle/coverage.ts'
import { problemFor } from '@yike/core/circle/from-snaps.ts'
import { gather } from '@yike/core/circle/gather.ts'
import { measure } from '@yike/core/circle/measure.ts'
import { type Measured, STATES } from '@yike/core/circle/measured.ts'
import { sheetsOf } from '@yike/core/circle/sheet.ts'
import notice2025 from '@yike/core/standard/standards/notice-2025.ts'
import { circlesOfAreas } from '@yike/core/test/lattice-city.ts'
import { makeCity } from './city.ts'
import { cityFiles } from './files.ts'

async function demoMeasured(people: number, seed: number): Promise<Measured> {
  const files = await cityFiles(makeCity({ people, seed }))
  const file = (name: string) => bytesOf(name, files.get(name)!)
  const ledger = (name: string) => ({ bytes: file(name), datum: null, origin: 'official' as const })
  const given = {
    osm: file('streets.osm.pbf'),
    network: null,
    outlets: [ledger('ledger.csv'), ledger('ledger.xlsx')],
    areas: { bytes: file('areas.geojson'), datum: 'wgs84' as const },
    population: null,
    census: { bytes: file('census.csv'), codes: ['990101', '990102'] },
  }
  const { inputs } = await gather(given, {
    standard: notice2025,
    convention: defaultConvention(walkerOf('elder')),
    labels: {},
    ledgerComplete: false,
    findings: new Findings(),
    progress: SILENT,
    columnsRead: () => {},
  })
  return measure(inputs)
}

const near = (a: number, b: number, what = '') =>
  assert.ok(Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(b)), `${what} ${a} for ${b}`)
const sum = (list: ArrayLike<number>) => Array.from(list).reduce((a, b) => a + b, 0)

test('in the demo city a closing is what measuring again without the outlet says, and circles with the rest are the city', async () => {
  const m = await demoMeasured(40_000, 3)
  const circles = circlesOfAreas(m, 'community')
  const sheets = sheetsOf(m, circles)
  const cells = m.population.lng.length
  const { byCategory, stateAfter, two } = sheets.closings
  m.categories.forEach((_, c) => {
    assert.deepEqual(two[c]!.first, m.nearest[c])
  })

  const chance = random(1)
  const search = new Search(m.graph, m.convention.walker, m.convention.legs)
  const some = byCategory.flat().filter((x) => x.served > 0 && chance.next() < 0.25)
  assert.ok(some.some((x) => x.lost > 0) && some.some((x) => x.kept > 0))
  for (const { outlet: gone, category: c, lost } of some) {
    const serves = m.serves.map((served, o) => (o === gone ? [] : served))
    const nearest = new Engine(problemFor(search, { ...m, serves }, m)).nearest(c)
    const state = statesOf([nearest], [m.knowledge[c]!], m.facts, m.convention)
    let loses = 0
    for (let i = 0; i < cells; i++) {
      if (two[c]!.first.outlet[i] !== gone) continue
      assert.deepEqual([nearest.ds[i], nearest.mm[i], nearest.outlet[i]], [two[c]!.second.ds[i], two[c]!.second.mm[i], two[c]!.second.outlet[i]]) // biome-ignore format: one line
      assert.equal(state[i], stateAfter[c * cells + i])
      const word = STATES[state[i]!]!
      if (m.state[c * cells + i] === 0 && (word === 'beyond' || word === 'none')) loses += m.population.people[i]!
    }
    near(loses, lost)
  }

  m.categories.forEach(({ id }, c) => {
    const within = (list: typeof sheets.city.coverage) =>
      sum(list.filter((x) => x.category === id && x.band === null).map((x) => x.share.within))
    near(sum(sheets.circles.map((s) => within(s.coverage))) + within(sheets.rest.coverage), within(sheets.city.coverage), id) // biome-ignore format: one line
    const rows = [...sheets.circles.map((s) => s.balances[c]!), sheets.rest.balances[c]!]
    near(sum(rows.map((b) => b.people)), m.people)
    near(sum(rows.map((b) => b.atHome + b.taken + b.elsewhere)), within(sheets.city.coverage))
    near(sum(rows.map((b) => b.given)) + sum(rows.map((b) => b.givenOutside)), sum(rows.map((b) => b.taken + b.elsewhere))) // biome-ignore format: one line
  })

  const elders = sheets.capacities[m.categories.findIndex(({ id }) => id === 'elder-care')]!
  assert.equal(elders.band, '60+')
  const reached = sum([...elders.knows].filter((_, j) => elders.shared.demand[j]! > 0).map((o) => m.outlets[o]!.capacity!)) // biome-ignore format: one line
  near(sum(m.population.bands['60+']!.map((p, i) => p * elders.shared.twoStep[i]!)), reached)
  assert.equal(sheets.city.capacity[m.categories.findIndex(({ id }) => id === 'pharmacy')], null, 'nobody states it')
  for (const { a, b } of sheets.circles[0]!.pairs) assert.ok(a === 0 || b === 0)
})
