import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Engine } from '../access/engine.ts'
import { Search } from '../access/search.ts'
import { circlesOfAreas, latticeCity, latticeInputs } from '../test/lattice-city.ts'
import { closingsOf } from './closing.ts'
import { statesOf } from './coverage.ts'
import { problemFor } from './from-snaps.ts'
import { measure } from './measure.ts'
import { type Measured, STATES } from './measured.ts'
import { placesOfAreas, placesOfCircles } from './places.ts'
import { fragileOutletsOf, singlePointsOf } from './single-points.ts'

const near = (a: number, b: number, what = '') => assert.ok(Math.abs(a - b) < 1e-6, `${what} ${a} for ${b}`)
const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0)
const within = STATES.indexOf('within')

/** Every outlet really taken out and everything searched again: what `closingsOf` must have said, cell by cell. */
function holds(m: Measured): void {
  const { byCategory, stateAfter, two } = closingsOf(m)
  const cells = m.population.lng.length
  const search = new Search(m.graph, m.convention.walker, m.convention.legs)
  for (const { outlet: gone, category: c, ...said } of byCategory.flat()) {
    const serves = m.serves.map((served, o) => (o === gone ? [] : served))
    const nearest = new Engine(problemFor(search, { ...m, serves }, m)).nearest(c)
    const state = statesOf([nearest], [m.knowledge[c]!], m.facts, m.convention)
    const real = { served: 0, kept: 0, lost: 0, unsure: 0, stranded: 0, '60+': 0 }
    const takers = new Map<number, number>()
    let [walked, added] = [0, 0]
    for (let i = 0; i < cells; i++) {
      const before = m.nearest[c]!
      if (before.outlet[i] !== gone) {
        assert.deepEqual([nearest.ds[i], nearest.outlet[i]], [before.ds[i], before.outlet[i]], 'others do not notice')
        continue
      }
      assert.equal(state[i], stateAfter[c * cells + i])
      assert.deepEqual([two[c]!.second.ds[i], two[c]!.second.outlet[i]], [nearest.ds[i], nearest.outlet[i]])
      if (m.state[c * cells + i] !== within) continue
      const n = m.population.people[i]!
      const word = STATES[state[i]!]!
      real.served += n
      if (word === 'within') real.kept += n
      else if (word === 'beyond' || word === 'none') {
        real.lost += n
        real['60+'] += m.population.bands['60+']![i]!
      } else real.unsure += n
      if (nearest.outlet[i]! < 0) real.stranded += n
      else {
        takers.set(nearest.outlet[i]!, (takers.get(nearest.outlet[i]!) ?? 0) + n)
        walked += n
        added += (n * (nearest.ds[i]! - before.ds[i]!)) / 10
      }
    }
    for (const key of ['served', 'kept', 'lost', 'unsure', 'stranded'] as const) near(said[key], real[key], key)
    near(said.lostBands['60+']!, real['60+'])
    for (const { outlet, people } of said.takers) near(people, takers.get(outlet)!)
    assert.equal(said.takers.length, [...takers.values()].filter((n) => n > 0).length)
    if (said.addedSeconds === null) assert.equal(walked, 0)
    else near(said.addedSeconds, added / walked)
  }
}

test('closing every outlet of a town in one pass says what closing each and measuring again says', () => {
  for (let seed = 1; seed <= 8; seed++) holds(latticeCity(seed))
})

test('those served are kept, lost or unsure; takers and the stranded are all of them', () => {
  let [lost, unsure, stranded] = [0, 0, 0]
  for (let seed = 1; seed <= 12; seed++) {
    const m = latticeCity(seed)
    const { byCategory } = closingsOf(m)
    m.categories.forEach((category, c) => {
      const closings = byCategory[c]!
      const covered = m.coverage.find((x) => x.area === null && x.band === null && x.category === category.id)!.share
      near(sum(closings.map((x) => x.served)), covered.within, 'all who are covered are served by somebody')
      for (const x of closings) {
        near(x.kept + x.lost + x.unsure, x.served)
        near(sum(x.takers.map((t) => t.people)) + x.stranded, x.served)
        near(sum(x.takers.map((t) => t.within)), x.kept)
        assert.ok(x.addedSeconds === null || x.addedSeconds >= 0)
        lost += x.lost
        unsure += x.unsure
        stranded += x.stranded
      }
    })
  }
  assert.ok(lost > 0 && unsure > 0 && stranded > 0, `${lost} ${unsure} ${stranded}`)
})

test('those who would have none left are those who have exactly one within the minutes, by whatever door', () => {
  for (let seed = 1; seed <= 8; seed++) {
    const m = latticeCity(seed)
    const { byCategory } = closingsOf(m)
    m.categories.forEach((_, c) => {
      const only = new Map<number, number>()
      m.within[c]!.count.forEach((count, i) => {
        const o = m.nearest[c]!.outlet[i]!
        if (count === 1) only.set(o, (only.get(o) ?? 0) + m.population.people[i]!)
      })
      for (const { outlet, lost, unsure } of byCategory[c]!) near(lost + unsure, only.get(outlet) ?? 0)
    })
  }
})

test('nobody is lost where two outlets share a door, and a second category is told apart from the first', () => {
  const inputs = latticeInputs(3)
  const twin = { ...inputs.outlets[0]!, id: 'twin', name: 'twin' }
  const one = closingsOf(measure(inputs))
  const two = closingsOf(measure({ ...inputs, outlets: [...inputs.outlets, twin] }))
  const at = (closings: typeof one, o: number) => closings.byCategory.flat().filter((x) => x.outlet === o)
  assert.equal(at(two, 0)[0]!.lost, 0)
  assert.equal(at(two, 0)[0]!.addedSeconds, 0)
  assert.deepEqual(at(two, 0)[0]!.takers.map((t) => t.outlet), [40]) // biome-ignore format: one line
  assert.equal(at(two, 40)[0]!.served, 0, 'of two alike the first serves')
  near(at(one, 0)[0]!.served, at(two, 0)[0]!.served)
})

test('the single points of places add up to the city’s, whoever they stand with', () => {
  for (let seed = 1; seed <= 6; seed++) {
    const m = latticeCity(seed)
    const closings = closingsOf(m)
    const circles = circlesOfAreas(m, 'community')
    const places = placesOfCircles(circles, m)
    const points = singlePointsOf(m, closings, places)
    const city = points.filter((p) => p.place === null)
    for (const { outlet, category, people } of city) {
      const closing = closings.byCategory[category]!.find((x) => x.outlet === outlet)!
      near(people, closing.lost)
      const inPlaces = sum(points.filter((p) => p.place !== null && p.outlet === outlet && p.category === category).map((p) => p.people)) // biome-ignore format: one line
      let inNone = 0
      circles.ofCell.forEach((circle, i) => {
        const at = category * circles.ofCell.length + i
        if (circle >= 0 || m.nearest[category]!.outlet[i] !== outlet || m.state[at] !== within) return
        if (['beyond', 'none'].includes(STATES[closings.stateAfter[at]!]!)) inNone += m.population.people[i]!
      })
      near(inPlaces + inNone, people)
    }
    for (const p of points) {
      assert.ok(p.people > 0 && p.people <= p.of + 1e-9)
      if (p.place !== null) assert.equal(p.inside, circles.ofOutlet[p.outlet] === p.place)
    }
    const byPlace = points.map((p) => p.place ?? -1)
    assert.deepEqual(byPlace, byPlace.toSorted((a, b) => a - b)) // biome-ignore format: one line
    const areas = singlePointsOf(m, closings, placesOfAreas(m)).filter((p) => p.place === null)
    assert.deepEqual(areas, city)
  }
})

test('people who would lose two categories with one outlet are counted once', () => {
  const inputs = latticeInputs(5)
  const m = measure(inputs)
  // every care home is a nursery too
  const both = {
    ...m,
    serves: m.serves.map((served) => (served.includes(1) ? [1, 2] : served)),
  }
  const search = new Search(m.graph, m.convention.walker, m.convention.legs)
  const engine = new Engine(problemFor(search, both, both))
  const nearest = m.categories.map((_, c) => engine.nearest(c))
  const town = { ...both, nearest, state: statesOf(nearest, m.knowledge, m.facts, m.convention) }
  const closings = closingsOf(town)
  const fragile = fragileOutletsOf(town, closings)
  const double = fragile.filter((f) => f.categories.length === 2)
  assert.ok(double.length > 0)
  for (const f of fragile) {
    const each = f.categories.map((c) => c.people)
    assert.ok(f.people >= Math.max(...each) - 1e-9 && f.people <= sum(each) + 1e-9)
  }
  assert.ok(double.some((f) => f.people < sum(f.categories.map((c) => c.people)) - 1e-6))
})
