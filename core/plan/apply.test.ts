import assert from 'node:assert/strict'
import { test } from 'node:test'
import { doorsAt } from '../access/points.ts'
import { Scenario } from '../access/scenario.ts'
import { spotsOf } from '../access/structure.ts'
import { Fault } from '../base/fault.ts'
import { sayFinding } from '../base/finding.ts'
import { random } from '../base/random.ts'
import { statesOf } from '../circle/coverage.ts'
import { indexFor, measure, snapAll } from '../circle/measure.ts'
import { type Measured, STATES } from '../circle/measured.ts'
import { packInputs } from '../circle/pack.ts'
import type { LngLat } from '../geo/meters.ts'
import { deepFreeze, planTown, TOWN_GATE, townAt } from '../test/plan-town.ts'
import { applyEdits } from './apply.ts'
import { type PlanEdit, readScenario, scenarioJson } from './scenario.ts'

const STORE = 'convenience-store'
const named = (...edits: PlanEdit[]) => ({ name: 'test', edits })
const open = (id: string, at: LngLat, ...categories: string[]): PlanEdit => ({ kind: 'open', id, name: id, categories, at, capacity: null, hours: null }) // biome-ignore format: one line
const indexOf = (m: Measured, id: string) => m.categories.findIndex((c) => c.id === id)
const stateOf = (m: Measured, id: string, cell: number) =>
  STATES[m.state[indexOf(m, id) * m.population.lng.length + cell]!]

test('what is opened, closed and moved comes out as with the quick scenario of the page, to the last cell', () => {
  for (let seed = 1; seed <= 12; seed++) {
    const inputs = planTown(seed)
    const base = measure(inputs)
    const chance = random(seed + 500)
    const c = indexOf(base, STORE)
    const { graph, convention, cellSnaps, outletSnaps } = base
    const ids = base.outlets.map((o) => o.id)
    const members = base.serves.flatMap((served, o) => (served.includes(c) ? [o] : []))
    const quick = new Scenario({ graph, walker: convention.walker, legs: true, limitDs: 0, points: cellSnaps, outlets: outletSnaps, open: members, doors: null }) // biome-ignore format: one line
    const index = indexFor(graph, convention)
    const spots = (at: LngLat) => spotsOf(snapAll(index, doorsAt(Float64Array.of(at[0]), Float64Array.of(at[1])), convention), 0) // biome-ignore format: one line
    const here = () => townAt(chance.between(0, 8), chance.between(0, 8))
    const edits: PlanEdit[] = []
    let next = ids.length
    for (let i = 0; i < 6; i++) {
      const opened = ids.flatMap((_, o) => (quick.spotsOf(o) ? [o] : []))
      const kind = chance.pick(['open', 'close', 'move'] as const)
      const at = here()
      if (kind === 'open' || opened.length === 0) {
        ids.push(`new:${i}`)
        quick.apply({ kind: 'open', outlet: next++, spots: spots(at) })
        edits.push(open(`new:${i}`, at, STORE))
        continue
      }
      const outlet = chance.pick(opened)
      quick.apply(kind === 'close' ? { kind, outlet } : { kind, outlet, spots: spots(at) })
      edits.push(kind === 'close' ? { kind, outlet: ids[outlet]! } : { kind, outlet: ids[outlet]!, at })
    }
    const { inputs: after, findings } = applyEdits(inputs, named(...edits))
    assert.deepEqual(findings, [])
    const m = measure(after)
    assert.deepEqual(m.nearest[c]!.ds, quick.nearest.ds, `seed ${seed}`)
    assert.deepEqual(m.nearest[c]!.mm, quick.nearest.mm)
    assert.deepEqual(Array.from(m.nearest[c]!.outlet, (o) => m.outlets[o]?.id), Array.from(quick.nearest.outlet, (o) => ids[o])) // biome-ignore format: one line
    const cells = base.population.lng.length
    const states = statesOf([quick.nearest], [base.knowledge[c]!], base.facts, convention)
    assert.deepEqual(m.state.slice(c * cells, (c + 1) * cells), states)
  }
})

test('the base stays as it is, and the same city and scenario give the same bytes', () => {
  const base = deepFreeze(planTown(3))
  const before = packInputs(planTown(3))
  const scenario = named(
    open('new:1', townAt(7, 2), STORE, 'wet-market'),
    { kind: 'move', outlet: 'ledger:4', at: townAt(1, 1) },
    { kind: 'close', outlet: 'ledger:1' },
    { kind: 'change', outlet: 'ledger:5', hours: '07:00-19:00', capacity: null },
    { kind: 'gate', at: TOWN_GATE, who: 'everyone' },
    { kind: 'path', ends: [townAt(4, 3.2), townAt(5, 3.2)], via: [], who: 'everyone' },
    { kind: 'crossing', ends: [townAt(4, 6.1), townAt(5, 6.1)], via: [], who: 'everyone' },
    { kind: 'homes', name: '新区', at: townAt(2, 2), people: 900, bands: { '0-2': 30, '60+': 90 } },
  )
  const once = applyEdits(base, scenario)
  assert.deepEqual(once.findings, [])
  assert.deepEqual(packInputs(once.inputs), packInputs(applyEdits(planTown(3), scenario).inputs))
  assert.deepEqual(packInputs(base), before)
  const m = measure(once.inputs)
  assert.equal(m.people, measure(base).people + 900)
  assert.equal(m.outlets.find((o) => o.id === 'ledger:5')!.hours, '07:00-19:00')
  assert.deepEqual(m.serves.at(-1), [indexOf(m, STORE), indexOf(m, 'wet-market')])
})

test('closing the last outlet leaves people without it; it does not leave the city ignorant of it', () => {
  const inputs = planTown(5)
  const base = measure(inputs)
  const m = measure(applyEdits(inputs, named({ kind: 'close', outlet: 'ledger:4' })).inputs)
  const c = indexOf(m, 'wet-market')
  assert.deepEqual([m.knowledge[c]!.known, m.knowledge[c]!.outlets, m.knowledge[c]!.basis], [true, 0, 'official'])
  for (const i of base.population.people.keys()) assert.notEqual(stateOf(m, 'wet-market', i), 'unknown')
})

test('opening an outlet of an unknown category helps those it reaches, and tells nothing of the others', () => {
  const inputs = planTown(6)
  const m = measure(applyEdits(inputs, named(open('new:1', townAt(2, 2), 'pharmacy'))).inputs)
  const states = new Set(Array.from(m.population.people, (_, i) => stateOf(m, 'pharmacy', i)))
  assert.deepEqual([...states].sort(), ['unknown', 'within'])
})

test('an opened gate shortens the way, and a path never lengthens it for a store at its end', () => {
  const inputs = { ...planTown(7), outlets: planTown(7).outlets.slice(0, 0) }
  const east = applyEdits(inputs, named(open('new:1', townAt(5, 1), STORE))).inputs
  const shut = measure(east)
  const opened = measure(applyEdits(east, named({ kind: 'gate', at: TOWN_GATE, who: 'everyone' })).inputs)
  const c = indexOf(shut, STORE)
  let shorter = 0
  shut.population.people.forEach((_, i) => {
    const [was, is] = [shut.nearest[c]!.ds[i]!, opened.nearest[c]!.ds[i]!]
    assert.ok(is <= was)
    if (is < was) shorter++
  })
  assert.ok(shorter > 0)
  const node = shut.graph.nodes - 1
  const byNode = measure(applyEdits(east, named({ kind: 'gate', at: node, who: 'everyone' })).inputs)
  assert.deepEqual(byNode.nearest[c], opened.nearest[c])
})

test('one waits at a crossing that is added, and not on a path', () => {
  const inputs = planTown(8)
  const slow = { ...inputs, convention: { ...inputs.convention, walker: { ...inputs.convention.walker, crossingSeconds: { value: 40, source: 'test', status: 'inference' as const } } } } // biome-ignore format: one line
  const across = (kind: 'path' | 'crossing') =>
    applyEdits(slow, named({ kind, ends: [townAt(4, 4), townAt(5, 4)], via: [], who: 'everyone' })).inputs.graph
  assert.equal(across('path').crossings.at(-1), 0)
  assert.equal(across('crossing').crossings.at(-1), 1000)
})

test('an edit that does not fit is named, and the others are made', () => {
  const { inputs, findings } = applyEdits(
    planTown(9),
    named(
      { kind: 'close', outlet: 'nobody' },
      { kind: 'gate', at: townAt(1, 1), who: 'everyone' },
      { kind: 'gate', at: 3, who: 'everyone' },
      open('ledger:1', townAt(1, 1), STORE),
      open('new:1', townAt(1, 1), 'zeppelin'),
      open('new:2', [120, 30], STORE),
      { kind: 'path', ends: [[87.9, 39.9], townAt(1, 1)], via: [], who: 'everyone' },
      { kind: 'homes', name: '', at: townAt(1, 1), people: 10, bands: { '60+': 1 } },
      { kind: 'close', outlet: 'ledger:2' },
    ),
  )
  assert.equal(findings.length, 1)
  assert.equal(findings[0]!.count, 8)
  assert.ok(!inputs.outlets.some((o) => o.id === 'ledger:2'))
  assert.match(sayFinding(findings[0]!, 'zh'), /第 1 行 close：没有编号为 nobody 的网点/)
  assert.match(sayFinding(findings[0]!, 'en'), /row 2 gate: there is no gate within 30 m/)
  assert.deepEqual(inputs.findings.at(-1), findings[0])
})

test('a scenario reads as it was written; a wrong one is refused at the place where it is wrong', () => {
  const scenario = named(
    open('new:1', townAt(1, 2), STORE),
    { kind: 'change', outlet: 'a', hours: null },
    { kind: 'change', outlet: 'a', capacity: 0 },
    { kind: 'gate', at: 12, who: 'residents' },
    {
      kind: 'crossing',
      ends: [
        [87, 39],
        [87.1, 39],
      ],
      via: [[87.05, 39]],
      who: 'everyone',
    },
    { kind: 'homes', name: '新区', at: [87, 39], people: 5, bands: { '60+': 1 } },
  )
  assert.deepEqual(readScenario(scenarioJson(scenario), 's.json'), scenario)
  const refused = (text: string, why: RegExp) =>
    assert.throws(() => readScenario(text, 's.json'), (f) => f instanceof Fault && f.code === 'bad-file' && why.test(f.message)) // biome-ignore format: one line
  const one = (edit: unknown) => JSON.stringify({ yike: 'scenario', version: 1, edits: [edit] })
  refused('{', /s\.json.*JSON/)
  refused('[]', /should be/)
  refused('{"yike":"scenario","version":9,"edits":[]}', /version should be 1/)
  refused('{"yike":"scenario","version":1,"edits":{}}', /edits should be \[/)
  refused(one({ kind: 'explode' }), /edits\[0\]\.kind should be open \| close/)
  refused(one({ kind: 'move', outlet: 'a', at: [200, 39] }), /edits\[0\]\.at should be \[lng/)
  refused(one({ kind: 'open', id: 'a', categories: [], at: [87, 39] }), /edits\[0\]\.categories/)
  refused(one({ kind: 'path', ends: [[87, 39]] }), /edits\[0\]\.ends/)
  refused(one({ kind: 'change', outlet: 'a' }), /edits\[0\] should be hours \| capacity/)
  refused(one({ kind: 'homes', at: [87, 39], people: -4, bands: {} }), /edits\[0\]\.people/)
  refused(one({ kind: 'homes', at: [87, 39], people: 4, bands: { '7-9': 1 } }), /edits\[0\]\.bands\.7-9/)
})
