import assert from 'node:assert/strict'
import { test } from 'node:test'
import { random } from '../base/random.ts'
import { scene } from '../test/scene.ts'
import { CONVENIENCE, smallCity } from '../test/small-city.ts'
import { Frame } from './frame.ts'
import { NOTHING_MORE } from './indicator.ts'
import detour from './indicators/m-detour.ts'
import gap from './indicators/m-gap.ts'
import type { Measured } from './measured.ts'
import { straightMeters, withinStraight } from './straight.ts'

const told = (indicator: typeof gap, measured: Measured) =>
  indicator
    .of({ frame: new Frame(measured, null), circle: null, extras: NOTHING_MORE })
    ?.map((r) => [r.part, Number(r.value!.toFixed(2)), r.of])
const street = { highway: 'residential' }

test('on a straight street there is no detour, and a buffer claims nothing', () => {
  const town = scene('A───────────────────────────────────────────B', { AB: street }, { meters: 100 })
  const home = (east: number) => town.at('A', east)
  const m = smallCity(town, [home(15), home(18), home(26)], [home(15)])
  // the one at the door of the shop makes no pair; the last is 1,100 m away, and one street alone is all edge of the data
  assert.deepEqual(told(detour, m), [['p10', 1, 100], ['p50', 1, 100], ['p90', 1, 100]]) // biome-ignore format: one line
  assert.deepEqual(told(gap, m), [['convenience-store', 0, 200]])
})

test('across a river without a bridge a buffer claims whom the streets do not bring', () => {
  const town = scene(
    `
A───────────────────────────────────────────B
                                            │
                                            │
C───────────────────────────────────────────D`,
    { AB: street, BD: street, CD: street },
    { meters: 100 },
  )
  // the one opposite is 300 m off and 3 km round; the other lives round the corner of the bridge
  const m = smallCity(town, [town.at('C', 22), town.at('A', 25)], [town.at('A', 22)])
  m.facts.insideMeters.fill(5000)
  const asIfDeepInside = { ...m, state: m.state.map((s) => (s === 5 ? 1 : s)) }
  assert.deepEqual(told(gap, asIfDeepInside), [['convenience-store', 0.5, 200]])
  assert.equal(told(detour, asIfDeepInside)?.[1]?.[1], 1) // out of reach: no pair
})

test('on a grid a walk round the corner is √2 times the straight line', () => {
  const town = scene(
    `
A─────────────────────B──────────────────────C
                      │
                      │
                      │
                      D──────────────────────E`,
    { AB: street, BC: street, BD: street, DE: street },
    { meters: 100 },
  )
  const m = smallCity(town, [town.at('B', 4)], [town.at('D')]) // 400 m and 400 m
  const [p10] = told(detour, { ...m, state: m.state.map((s, k) => (k === CONVENIENCE ? 0 : s)) })!
  assert.equal(p10![1], 1.41)
})

test('as the crow flies, every cell is told as trying all doors tells', () => {
  const town = scene('A───────────────────B', { AB: street }, { meters: 100 })
  const chance = random(7)
  const somewhere = () => town.at('A', chance.next() * 20, chance.next() * 20 - 10)
  const m = smallCity(town, Array.from({ length: 60 }, somewhere), Array.from({ length: 12 }, somewhere))
  for (const meters of [10, 300, 900, 3000]) {
    const tried = Array.from(m.population.lng, (_, i) =>
      m.outlets.some((__, o) => straightMeters(m, i, o) <= meters) ? 1 : 0,
    )
    assert.deepEqual([...withinStraight(m, CONVENIENCE, meters)], tried)
  }
})
