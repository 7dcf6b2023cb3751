import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fakeMeasured } from '../test/fake-measured.ts'
import { circlesOfAreas, latticeCity } from '../test/lattice-city.ts'
import { bandInequalities, capacityInequality, walkConcentration, walkInequality } from './access-inequality.ts'
import { capacitiesOf } from './capacity.ts'
import { gini } from './inequality.ts'
import { STATES } from './measured.ts'
import { placesOfAreas, placesOfCircles } from './places.ts'

const near = (a: number | null, b: number, what = '') =>
  assert.ok(a !== null && Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b)), `${what} ${a} for ${b}`)
const sum = (list: ArrayLike<number>) => Array.from(list).reduce((a, b) => a + b, 0)

test('minutes are those of people of whom they can be told; the others stand beside', () => {
  for (let seed = 1; seed <= 6; seed++) {
    const m = latticeCity(seed)
    const places = placesOfCircles(circlesOfAreas(m, 'community'), m)
    const cells = m.population.lng.length
    m.categories.forEach((_, c) => {
      for (const band of [null, '60+'] as const) {
        const people = band ? m.population.bands[band]! : m.population.people
        const [city, ...circles] = walkInequality(m, c, band, places)!
        near(city!.people + city!.without + city!.untold, sum(people))
        const told = [...people.keys()].filter((i) => ['within', 'beyond'].includes(STATES[m.state[c * cells + i]!]!) && people[i]! > 0) // biome-ignore format: one line
        near(city!.people, sum(told.map((i) => people[i]!)))
        const spread = { values: told.map((i) => m.nearest[c]!.ds[i]! / 10), people: told.map((i) => people[i]!) }
        assert.equal(city!.gini, gini(spread))
        if (told.length === 0)
          assert.deepEqual([city!.mean, city!.gini, city!.palma, city!.theil, city!.parts], [null, null, null, null, null]) // biome-ignore format: one line
        else near(city!.parts!.within + city!.parts!.between, city!.theil!)
        for (const circle of circles) {
          assert.equal(circle.parts, null)
          assert.ok(circle.people <= city!.people + 1e-9)
        }
      }
    })
    assert.equal(walkInequality(m, 0, '3-6', places), null, 'a band that is not told')
    assert.equal(walkConcentration(m, 0, '3-6'), null)
  }
})

test('a ledger that lists none within a walk leaves people without minutes, not with 0', () => {
  const m = fakeMeasured()
  const market = m.categories.findIndex(({ id }) => id === 'wet-market')
  const [city] = walkInequality(m, market, null, placesOfAreas(m))!
  assert.equal(city!.people, 0)
  assert.ok(city!.without > 0 && city!.untold > 0)
  assert.deepEqual([city!.mean, city!.gini], [null, null])
})

test('where the old live further out, walks concentrate on them', () => {
  const m = fakeMeasured()
  const shop = m.categories.findIndex(({ id }) => id === 'childcare') // further the further east, and everybody is told
  const { people } = m.population
  const east = people.map((p, i) => (p * (1 + (i % 6))) / 10)
  const at = (elders: Float64Array) => walkConcentration({ ...m, population: { ...m.population, bands: { '60+': elders } } }, shop, '60+')! // biome-ignore format: one line
  assert.ok(at(east) > 0.1)
  assert.ok(at(people.map((p, i) => p - east[i]!)) < -0.1)
  near(at(people.map((p) => p * 0.3)) + 1, 1, 'alike everywhere: no rank, no concentration')
})

test('who has no place in reach has 0 places, and counts', () => {
  let zeros = 0
  for (let seed = 1; seed <= 8; seed++) {
    const m = latticeCity(seed)
    const places = placesOfCircles(circlesOfAreas(m, 'subdistrict'), m)
    for (const capacity of capacitiesOf(m, places)) {
      if (!capacity) continue
      const rows = capacityInequality(m, capacity, places)
      rows.forEach((row, k) => {
        const place = capacity.byPlace[k]!
        near(row.people, place.told)
        near(row.untold, place.untold + place.partly)
        assert.equal(row.without, 0)
        if (place.twoStep === null) assert.equal(row.mean, null)
        else near(row.mean, place.twoStep)
        if (row.palma === null && row.people > 0) zeros++
      })
    }
  }
  assert.ok(zeros > 0, 'and the four tenths with least had none')
})

test('each band of the city stands with its measures, those of the whole list and no others', () => {
  for (let seed = 1; seed <= 4; seed++) {
    const m = latticeCity(seed)
    const places = placesOfCircles(circlesOfAreas(m, 'community'), m)
    bandInequalities(m, places).forEach((rows, c) => {
      assert.deepEqual(
        rows.map(({ band }) => band),
        ['0-2', '3-6', '0-14', '60+', '65+'].filter((band) => band in m.population.bands),
      )
      for (const { band, its, concentration } of rows) {
        const [alone] = walkInequality(m, c, band, places)!
        for (const key of ['people', 'without', 'untold', 'mean', 'gini', 'palma', 'theil'] as const)
          same(its[key], alone![key], key)
        same(its.parts?.between ?? null, alone!.parts?.between ?? null, 'between')
        same(concentration, walkConcentration(m, c, band), 'concentration')
      }
    })
  }
})

function same(a: number | null, b: number | null, what: string): void {
  if (b === null) assert.equal(a, null, what)
  else near(a! + 1, b + 1, what)
}
