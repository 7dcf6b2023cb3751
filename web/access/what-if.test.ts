import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defaultConvention } from '@yike/core/access/convention.ts'
import { walkerOf } from '@yike/core/access/walkers.ts'
import { type Random, random } from '@yike/core/base/random.ts'
import { coverageOf, statesOf } from '@yike/core/circle/coverage.ts'
import { groupsOf } from '@yike/core/circle/facts.ts'
import { measure } from '@yike/core/circle/measure.ts'
import { type MeasureInputs, STATES } from '@yike/core/circle/measured.ts'
import type { LngLat } from '@yike/core/geo/meters.ts'
import { gateOf, withPassage } from '@yike/core/network/edit.ts'
import type { AreaRow, OutletRow } from '@yike/core/source/rows.ts'
import notice2025 from '@yike/core/standard/standards/notice-2025.ts'
import { scene } from '@yike/core/test/scene.ts'
import { type Gate, passageAfter, type Step, standingAfter } from './steps.ts'
import { gatesOf, WhatIf } from './what-if.ts'

// Twelve crossings; the ways through F, G and J are shut to strangers there.
const town = scene(
  `
A──────B──────C──────D
│      │      │      │
E──────F──────G──────H
│      │      │      │
I──────J──────K──────L
`,
  {
    ABCD: { highway: 'residential' },
    EFGH: { highway: 'residential' },
    IJKL: { highway: 'residential' },
    AEI: { highway: 'residential' },
    BFJ: { highway: 'residential' },
    CGK: { highway: 'residential' },
    DHL: { highway: 'residential' },
  },
  {
    nodes: {
      F: { barrier: 'gate', access: 'private' },
      G: { barrier: 'gate', access: 'private' },
      J: { barrier: 'gate', access: 'no' },
    },
    meters: 60,
  },
)
const [west, north] = town.at('A')
const [east, south] = town.at('L')
const spot = (chance: Random): LngLat => [west + chance.next() * (east - west), south + chance.next() * (north - south)]
const category = notice2025.categories.findIndex((c) => c.id === 'convenience-store')

const shop = (at: LngLat, n: number, label = '便利店'): OutletRow => ({
  id: `${n}`,
  name: `${n}`,
  at,
  entrances: [],
  label,
  tags: {},
  capacity: null,
  hours: null,
  address: null,
  origins: [{ kind: 'official', file: 'ledger.csv', row: n + 2, ref: null, confirmed: null }],
})
const half = (id: string, from: number, to: number): AreaRow => ({
  id,
  name: id,
  adcode: null,
  level: 'community',
  parent: null,
  polygon: [[Float64Array.of(from, south - 1, to, south - 1, to, north + 1, from, north + 1)]],
})

function inputs(seed: number): MeasureInputs {
  const chance = random(seed)
  const places = Array.from({ length: 60 }, () => spot(chance))
  return {
    graph: town.graph,
    bounds: { west: west - 1, south: south - 1, east: east + 1, north: north + 1 },
    population: {
      kind: 'point',
      file: 'people.csv',
      lng: Float64Array.from(places, (p) => p[0]),
      lat: Float64Array.from(places, (p) => p[1]),
      people: Float64Array.from(places, () => chance.next() * 90),
      bands: { '60+': Float64Array.from(places, () => chance.next() * 9) },
      cellMeters: null,
      outlineFirst: null,
      outline: null,
      notes: [],
    },
    outlets: Array.from({ length: 4 }, (_, n) => shop(spot(chance), n, n === 3 ? '菜市场' : '便利店')),
    areas: [half('west', west - 1, (west + east) / 2), half('east', (west + east) / 2, east + 1)],
    standard: notice2025,
    convention: { ...defaultConvention(walkerOf('adult'), 1), snapLimitMeters: 400 },
    labels: {},
    ledgerComplete: true,
    findings: [],
  }
}

function drawn(chance: Random, steps: readonly Step[], places: Map<number, LngLat>, gates: readonly Gate[]): Step {
  const now = [...standingAfter(places, steps).values()]
  const open = now.filter((o) => o.open)
  const shut = now.filter((o) => !o.open)
  const kind = chance.pick(['open', 'close', 'reopen', 'move', 'move', 'gate'] as const)
  if (kind === 'gate') return { kind, edge: chance.pick(gates).edge, who: chance.int(0, 2) }
  if (kind === 'close' && open.length > 0) return { kind, outlet: chance.pick(open).outlet }
  if (kind === 'move' && open.length > 0) return { kind, outlet: chance.pick(open).outlet, at: spot(chance) }
  if (kind === 'reopen' && shut.length > 0) return { kind, outlet: chance.pick(shut).outlet }
  return { kind: 'open', outlet: 4 + steps.length, at: spot(chance) }
}

// Gates are not locked here: what no gate leads into any more is an island, and a new measurement joins its doors to other streets.
test('states, sums and shares after every step are those of a measurement of such a city', () => {
  for (let seed = 0; seed < 25; seed++) {
    const chance = random(seed + 500)
    const given = inputs(seed)
    const m = measure(given)
    const gates = gatesOf(m.graph)
    assert.equal(gates.length, 3)
    const places = new Map(m.outlets.flatMap((o, n): [number, LngLat][] => (m.serves[n]!.includes(category) ? [[n, o.at]] : []))) // biome-ignore format: one line
    const whatIf = new WhatIf(m, category, 1)
    const states = whatIf.whole(1).states
    const began = states.slice()
    const steps: Step[] = []
    for (let k = 0; k < 10; k++) {
      const step = drawn(chance, steps, places, gates)
      const last = steps.at(-1)
      const instead = step.kind === 'move' && last?.kind === 'move' && last.outlet === step.outlet
      if (instead) steps.pop()
      steps.push(step)
      const changed = whatIf.make(step, instead)!
      changed.cells.forEach((cell, i) => {
        assert.notEqual(states[cell], changed.states[i])
        states[cell] = changed.states[i]!
      })

      let graph = m.graph
      for (const gate of gates) graph = withPassage(graph, gateOf(graph, gate.edge), passageAfter(gate, steps))
      const outlets = [...standingAfter(places, steps).values()].filter((o) => o.open).map((o) => shop(o.at, o.outlet))
      const fresh = measure({ ...given, graph, outlets })
      const facts = { ...m.facts, joined: fresh.facts.joined }
      const expected = statesOf([fresh.nearest[category]!], [m.knowledge[category]!], facts, m.convention)
      const where = `seed ${seed}, step ${k}: ${JSON.stringify(step)}`
      assert.deepEqual(states, expected, where)
      const of = [m.categories[category]!]
      const coverage = coverageOf(expected, of, m.areas, facts, groupsOf(m.population))
      assert.deepEqual(whatIf.rollUp.coverage(), coverage, where)

      const { before, after, gained, lost } = changed.sums
      const share = coverage[0]!.share
      assert.equal(after[STATES.indexOf('within')], share.within)
      assert.ok(Math.abs(after[0]! - before[0]! - (gained - lost)) < 1e-6)
    }
    const back = whatIf.takeBack(steps.length)
    back.cells.forEach((cell, i) => {
      states[cell] = back.states[i]!
    })
    assert.deepEqual(states, began)
    assert.deepEqual([back.sums.gained, back.sums.lost, back.sums.areas], [0, 0, []])
  }
})

test('a path laid, moves over it, and all taken back', () => {
  const m = measure(inputs(7))
  const whatIf = new WhatIf(m, category, 1)
  const began = whatIf.whole(1)
  const outlet = m.serves.findIndex((served) => served.includes(category))
  const path = whatIf.make({ kind: 'path', from: town.at('A', 3), to: town.at('L', -3) }, false)!
  assert.equal(path.met!.length, 2)
  assert.ok(path.sums.after[0]! >= path.sums.before[0]!)
  const middle: LngLat = [(west + east) / 2, (north + south) / 2]
  const moved = whatIf.make({ kind: 'move', outlet, at: middle }, false)!
  assert.ok(moved.cells.length > 0)
  whatIf.make({ kind: 'close', outlet }, false)
  whatIf.make({ kind: 'reopen', outlet }, false)
  whatIf.takeBack(2)
  assert.deepEqual(whatIf.whole(1).sums, moved.sums)
  whatIf.takeBack(9)
  assert.deepEqual(whatIf.whole(1), began)
})

test('a place without a street makes no step, and leaves the newest as it was', () => {
  const m = measure(inputs(3))
  const whatIf = new WhatIf(m, category, 1)
  const outlet = m.serves.findIndex((served) => served.includes(category))
  whatIf.make({ kind: 'move', outlet, at: town.at('G') }, false)
  const before = whatIf.whole(1)
  assert.equal(whatIf.make({ kind: 'move', outlet, at: [west - 0.5, south] }, true), null)
  assert.deepEqual(whatIf.whole(1), before)
  assert.deepEqual(whatIf.takeBack(1).sums.gained, 0)
})
