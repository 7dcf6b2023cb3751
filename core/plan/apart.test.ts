import assert from 'node:assert/strict'
import { test } from 'node:test'
import { capacitiesOf } from '../circle/capacity.ts'
import { CLOCK_STATES } from '../circle/clock.ts'
import { STATES } from '../circle/measured.ts'
import { placesOfAreas } from '../circle/places.ts'
import { latticeCity } from '../test/lattice-city.ts'
import { shutWhenAsked, tooSmall } from './apart.ts'

const sum = (list: readonly { readonly cells: Int32Array }[], people: Float64Array) =>
  list.reduce((all, { cells }) => all + cells.reduce((n, i) => n + people[i]!, 0), 0)

test('who finds all shut is named once, with the outlet that is nearest', () => {
  const m = latticeCity(4)
  const cells = m.population.lng.length
  const categories = [0, 1]
  const [closed, open] = [CLOCK_STATES.indexOf('closed'), CLOCK_STATES.indexOf('open')]
  const state = new Uint8Array(categories.length * cells).fill(open)
  for (let i = 0; i < cells; i += 3) if (m.nearest[0]!.outlet[i]! >= 0) state[i] = closed
  const found = shutWhenAsked(m, { moment: { day: 2, minute: 390 }, categories, state, shares: [] })
  const named = found.flatMap(({ cells: its }) => [...its])
  assert.ok(found.length > 1)
  assert.equal(new Set(named).size, named.length)
  assert.deepEqual(named.sort((a, b) => a - b), [...state.subarray(0, cells).keys()].filter((i) => state[i] === closed && m.population.people[i]! > 0)) // biome-ignore format: one line
  for (const { category, outlet, cells: its } of found) {
    assert.equal(category, m.categories[0]!.id)
    for (const i of its) assert.equal(m.outlets[m.nearest[0]!.outlet[i]!]!.id, outlet)
  }
})

test('too few places: those who have one and less than the mean, as the sheets count them', () => {
  let seen = 0
  for (let seed = 1; seed <= 12; seed++) {
    const m = latticeCity(seed)
    const capacities = capacitiesOf(m, placesOfAreas(m))
    const found = tooSmall(m, capacities)
    for (const [c, capacity] of capacities.entries()) {
      const its = found.filter(({ category }) => category === m.categories[c]!.id)
      if (!capacity) {
        assert.equal(its.length, 0)
        continue
      }
      seen += its.length
      const within = STATES.indexOf('within')
      const people = capacity.band ? m.population.bands[capacity.band]! : m.population.people
      const all = sum(its, people)
      assert.ok(all <= capacity.byPlace[0]!.belowMean! + 1e-9)
      for (const { cells: list } of its)
        for (const i of list) assert.equal(m.state[c * m.population.lng.length + i], within)
    }
  }
  assert.ok(seen > 10)
})
