import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Engine } from '../access/engine.ts'
import { problemOf } from '../access/problem.ts'
import { Search } from '../access/search.ts'
import { circlesOfAreas, latticeCity } from '../test/lattice-city.ts'
import { type Capacity, capacitiesOf, TELLS } from './capacity.ts'
import { limitDs } from './coverage.ts'
import { placesOfAreas, placesOfCircles } from './places.ts'

const near = (a: number, b: number, what = '', within = 1e-9) =>
  assert.ok(Math.abs(a - b) <= within * Math.max(1, Math.abs(b)), `${what} ${a} for ${b}`)
const sum = (list: ArrayLike<number>) => Array.from(list).reduce((a, b) => a + b, 0)
const cities = Array.from({ length: 10 }, (_, k) => latticeCity(k + 1))
const all = cities.map((m) => ({ m, capacities: capacitiesOf(m, placesOfCircles(circlesOfAreas(m, 'community'), m)) }))
const eachKnown = (visit: (m: (typeof cities)[number], capacity: Capacity) => void) => {
  for (const { m, capacities } of all) for (const capacity of capacities) if (capacity) visit(m, capacity)
}

test('what nobody states is not zero: a category without a known capacity has no sufficiency', () => {
  for (const { m, capacities } of all)
    m.categories.forEach(({ id }, c) => {
      const known = m.outlets.some((o, k) => o.capacity !== null && m.serves[k]!.includes(c))
      assert.equal(capacities[c] !== null, known, id)
      if (id === 'convenience-store') assert.equal(capacities[c], null)
    })
})

test('shared with two runs of the engine it is the same', () => {
  eachKnown((m, { category, band, knows, shared }) => {
    const people = m.population.bands[band!]!
    const search = new Search(m.graph, m.convention.walker, m.convention.legs)
    const limit = limitDs(m.convention)
    const first = new Engine(problemOf(search, m.cellSnaps, m.outletSnaps, [knows], { people })).countAll(limit)
    knows.forEach((o, j) => {
      near(first.people![o]!, shared.demand[j]!, 'people in reach', 1e-6)
    })
    const ratio = m.outlets.map(() => null as number | null)
    knows.forEach((o, j) => {
      ratio[o] = Number.isNaN(shared.ratio[j]!) ? null : shared.ratio[j]!
    })
    const second = new Engine(problemOf(search, m.cellSnaps, m.outletSnaps, [knows], { capacity: ratio })).countAll(limit) // biome-ignore format: one line
    // the engine adds in whole 2⁻²⁰ths
    second.within[0]!.capacity.forEach((a, i) => {
      near(shared.twoStep[i]!, a, `category ${category}, cell ${i}`, knows.length * 2 ** -20)
    })
  })
})

test('each place that somebody of the band can walk to is given out once', () => {
  let seen = 0
  eachKnown((m, { band, knows, shared }) => {
    seen++
    const people = m.population.bands[band!]!
    const reached = sum([...knows].filter((_, j) => shared.demand[j]! > 0).map((o) => m.outlets[o]!.capacity!))
    for (const a of [shared.twoStep, shared.even]) near(sum(people.map((p, i) => p * a[i]!)), reached)
  })
  assert.ok(seen > 10)
})

test('elders’ places are for those of 60 and over, infants’ for those under three, and it says by what', () => {
  eachKnown((m, { category, wanted, band, byPlace }) => {
    const { id } = m.categories[category]!
    assert.equal(band, id === 'elder-care' ? '60+' : '0-2')
    assert.equal(wanted!.value, band)
    assert.ok(wanted!.source.length > 0)
    near(byPlace[0]!.people, sum(m.population.bands[band!]!))
  })
  const m = { ...cities[0]!, population: { ...cities[0]!.population, bands: {} } }
  const [capacity] = capacitiesOf(m, placesOfAreas(m)).filter((x) => x !== null)
  assert.equal(capacity!.band, null, 'a band that the population does not tell: all residents, and it is said')
  near(capacity!.byPlace[0]!.people, m.people)
})

test('people are told, partly told or untold; circles and those in none make the city; presence is the coverage', () => {
  const seen = new Set<string>()
  eachKnown((m, { category, band, byPlace, tells }) => {
    for (const t of tells) seen.add(TELLS[t]!)
    const [city, ...circles] = byPlace
    for (const x of byPlace) {
      near(x.told + x.partly + x.untold, x.people)
      near(x.presence.people, x.told + x.partly)
      assert.ok(x.belowMean === null || x.belowMean <= x.told + 1e-9)
      if (x.known === 0 && x.outlets > 0) assert.deepEqual([x.capacity, x.ratio], [null, null], 'unknown is not zero')
      if (x.outlets === 0 && x.presence.people === 0) assert.equal(x.capacity, null)
      if (x.outlets === 0 && x.presence.people > 0) assert.equal(x.ratio, 0)
    }
    const { ofCell, ofOutlet } = circlesOfAreas(m, 'community')
    const people = m.population.bands[band!]!
    near(sum(circles.map((x) => x.people)) + sum(people.filter((_, i) => ofCell[i]! < 0)), city!.people)
    const inNone = m.serves.filter((served, o) => served.includes(category) && ofOutlet[o]! < 0).length
    assert.equal(sum(circles.map((x) => x.outlets)) + inNone, city!.outlets)
    const share = m.coverage.find((x) => x.area === null && x.band === band && x.category === m.categories[category]!.id)!.share // biome-ignore format: one line
    for (const part of ['people', 'within', 'unknown', 'unconnected', 'edge'] as const) near(city!.presence[part], share[part]) // biome-ignore format: one line
  })
  assert.deepEqual([...seen].sort(), ['partly', 'told', 'untold'])
})

test('where every place is known and everybody told, the city’s mean is places by people', () => {
  const m = latticeCity(2)
  const c = m.categories.findIndex(({ id }) => id === 'elder-care')
  const state = m.state.map((code) => (code > 2 ? 1 : code)) // beyond, rather than unknown
  const outlets = m.outlets.map((o, k) => ({ ...o, capacity: m.serves[k]!.includes(c) ? 10 : null }))
  const town = { ...m, state, outlets }
  const capacity = capacitiesOf(town, placesOfAreas(town))[c]!
  const [city] = capacity.byPlace
  assert.equal(city!.told, city!.people)
  const reached = capacity.shared.demand.filter((d) => d > 0).length * 10
  near(city!.twoStep!, reached / city!.people)
  near(city!.even!, reached / city!.people)
  near(city!.ratio!, (10 * city!.known) / city!.people)
})
