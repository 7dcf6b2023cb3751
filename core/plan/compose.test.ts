import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SILENT } from '../base/progress.ts'
import { random } from '../base/random.ts'
import { measure } from '../circle/measure.ts'
import { STATES } from '../circle/measured.ts'
import { planTown, TOWN_GATE, townAt } from '../test/plan-town.ts'
import { premises, proposalsBy, SETTINGS, townDraft } from '../test/town-plan.ts'
import { applyEdits } from './apply.ts'
import { circlesOfAreas } from './circles-of-areas.ts'
import { composePlan, draftOf } from './compose.ts'
import { NO_EDITS, withFields } from './edits.ts'
import { tryGates } from './gates.ts'
import { plainInputs } from './inputs.ts'
import { tryMoves } from './moves.ts'
import { ordered } from './order.ts'
import { planJson, promisedBy, readPlan } from './plan.ts'

const indexOf = (m: { categories: readonly { id: string }[] }, id: string) => m.categories.findIndex((c) => c.id === id)

test('a gap that rests on OpenStreetMap alone, or of which nobody knows, is to be checked and not built for', () => {
  const { draft } = townDraft(1)
  for (const a of draft.actions) {
    if (a.category === 'childcare' && a.problem!.kind === 'lacking') assert.equal(a.measure, 'check')
    if (a.category === 'pharmacy') assert.deepEqual([a.measure, a.problem!.kind, a.problem!.nearest], ['check', 'unknown', null]) // biome-ignore format: one line
    if (a.problem!.basis === 'official' && a.problem!.kind === 'lacking') assert.equal(a.measure, 'open')
  }
  assert.ok(draft.actions.some((a) => a.category === 'childcare'))
})

test('a proposal for a gap that rests on OpenStreetMap comes after its check', () => {
  const inputs = planTown(2)
  const proposals = proposalsBy(inputs, [[premises('p1', townAt(4, 4)), 'childcare']])
  const { draft } = townDraft(2, { proposals })
  const open = draft.actions.filter((a) => a.measure === 'open' && a.category === 'childcare')
  assert.ok(open.length > 0)
  for (const a of open) {
    assert.equal(a.after, a.id.replace('/open', '/check'))
    const at = (id: string) => draft.actions.findIndex((x) => x.id === id)
    assert.ok(at(a.after!) < at(a.id))
  }
})

test('the people of gaps by circle are those of the measurement, each once', () => {
  for (let seed = 1; seed <= 8; seed++) {
    const { draft, measured } = townDraft(seed)
    for (const gap of measured.gaps.filter((g) => g.area === null)) {
      const its = draft.actions.filter((a) => a.category === gap.category && a.problem!.kind === 'lacking')
      const sum = its.reduce((n, a) => n + a.problem!.people, 0)
      assert.ok(Math.abs(sum - gap.people) <= its.length, `${gap.category}: ${sum} for ${gap.people}`)
    }
  }
})

test('nobody is promised twice for one category, and nobody who does not lack it', () => {
  for (let seed = 1; seed <= 8; seed++) {
    const inputs = planTown(seed)
    const chance = random(seed)
    const at = () => townAt(chance.between(0, 8), chance.between(0, 8))
    const proposals = proposalsBy(inputs, [
      [premises('p1', at()), 'wet-market', 'convenience-store'],
      [premises('p2', at(), null, 'mobile'), 'wet-market'],
      [premises('p3', at()), 'elder-care'],
    ])
    const measured = measure(inputs)
    const { draft } = townDraft(seed, { proposals, gates: tryGates(measured, 12, SILENT) })
    const seen = new Set<string>()
    const n = measured.population.lng.length
    for (const { category, gain } of draft.actions)
      for (const cell of gain?.cells ?? []) {
        assert.ok(!seen.has(`${category} ${cell}`))
        seen.add(`${category} ${cell}`)
        const state = STATES[measured.state[indexOf(measured, category) * n + cell]!]
        assert.ok(state === 'beyond' || state === 'none', state)
      }
  }
})

test('a gate that is tried gains who gains when it is opened in the city itself', () => {
  let tried = 0
  for (let seed = 1; seed <= 12; seed++) {
    const inputs = planTown(seed)
    const base = measure(inputs)
    const gates = tryGates(base, 12, SILENT)
    const after = measure(applyEdits(inputs, { name: 'g', edits: [{ kind: 'gate', at: TOWN_GATE, who: 'everyone' }] }).inputs) // biome-ignore format: one line
    const n = base.population.lng.length
    base.categories.forEach(({ id }, c) => {
      const real = Array.from({ length: n }, (_, i) => i).filter((i) => after.state[c * n + i] === 0 && base.state[c * n + i] !== 0) // biome-ignore format: one line
      assert.deepEqual([...(gates[0]?.gained.get(id) ?? [])], real)
      tried += real.length
    })
    assert.deepEqual(tryGates(base, 0, SILENT), [])
  }
  assert.ok(tried > 0)
})

test('a move that is tried gains and loses who does when it is made in the city itself', () => {
  let tried = 0
  for (let seed = 1; seed <= 12; seed++) {
    const inputs = planTown(seed)
    const base = measure(inputs)
    const circles = circlesOfAreas(base, 'community')
    const candidates = [1, 3, 5, 7].flatMap((x) => [1, 3, 5, 7].map((y) => premises(`${x}${y}`, townAt(x + 0.2, y))))
    const n = base.population.lng.length
    for (const move of tryMoves(base, circles, candidates, 20, SILENT)) {
      const after = measure(applyEdits(inputs, { name: 'm', edits: [{ kind: 'move', outlet: move.outlet, at: move.to.at }] }).inputs) // biome-ignore format: one line
      const c = indexOf(base, move.category)
      const cells = Array.from({ length: n }, (_, i) => i)
      assert.deepEqual([...move.gained], cells.filter((i) => after.state[c * n + i] === 0 && base.state[c * n + i] !== 0)) // biome-ignore format: one line
      assert.deepEqual([...move.lost], cells.filter((i) => after.state[c * n + i] !== 0 && base.state[c * n + i] === 0)) // biome-ignore format: one line
      tried++
    }
    const { draft } = townDraft(seed, { moves: tryMoves(base, circles, candidates, 20, SILENT) })
    const moved = draft.actions.filter((a) => a.measure === 'move')
    for (const a of moved) assert.ok(a.gain!.people > a.gain!.lost)
    // all can be made: an outlet has one place to go to, and a place takes one outlet
    const pairs = [...new Set(moved.map((a) => a.sites.map((s) => s.id).join(' → ')))].map((pair) => pair.split(' → '))
    for (const end of [0, 1]) assert.equal(new Set(pairs.map((pair) => pair[end])).size, pairs.length)
  }
  assert.ok(tried > 0)
})

test('rules whose inputs are absent are silent', () => {
  const { draft } = townDraft(3)
  assert.deepEqual([...new Set(draft.actions.map((a) => a.measure))].sort(), ['check', 'open'])
  const plan = composePlan(draft, SETTINGS)
  for (const a of plan.actions) assert.deepEqual([a.cost, a.gain, a.promised, a.wishes], [null, null, null, null])
})

test('the order is total and does not depend on how the actions came: basic first, elders and children, people', () => {
  for (let seed = 1; seed <= 6; seed++) {
    const { draft, measured } = townDraft(seed)
    const chance = random(seed)
    const shuffled = [...draft.actions].map((a) => [chance.next(), a] as const).sort((a, b) => a[0] - b[0]).map(([, a]) => a) // biome-ignore format: one line
    assert.deepEqual(ordered(shuffled, measured.categories).map((a) => a.id), draft.actions.map((a) => a.id)) // biome-ignore format: one line
    const tier = (id: string) => ['basic', 'quality', 'carrier'].indexOf(measured.categories[indexOf(measured, id)]!.tier) // biome-ignore format: one line
    for (const [i, a] of draft.actions.slice(1).entries()) assert.ok(tier(draft.actions[i]!.category) <= tier(a.category)) // biome-ignore format: one line
    assert.equal(draft.actions[0]!.category.startsWith('elder-'), true)
  }
})

test('what residents wish for goes before what more people lack, within its group', () => {
  const base = townDraft(4)
  const circle = base.draft.actions.find((a) => a.category === 'wet-market')!.circle
  const tally = {
    name: '调查',
    circles: [{ circle, asked: 100, wanted: { 'convenience-store': 60, 'wet-market': 10 } }],
  }
  const { draft } = townDraft(4, { tally })
  const at = (category: string) => draft.actions.findIndex((a) => a.category === category && a.circle === circle)
  if (at('convenience-store') >= 0) assert.ok(at('convenience-store') < at('wet-market'))
  assert.deepEqual(draft.actions[at('wet-market')]!.wishes, { asked: 100, wanted: 10 })
  for (const a of draft.actions) if (a.circle !== circle) assert.equal(a.wishes, null)
})

test('what is there and too small comes after what is not there, however many it is too small for', () => {
  const measured = measure(planTown(3))
  const c = indexOf(measured, 'wet-market')
  const cells = Int32Array.from(measured.population.people.keys()).filter((i) => STATES[measured.state[c * 80 + i]!] === 'within') // biome-ignore format: one line
  const small = [{ category: 'wet-market', outlet: measured.outlets.find((_, o) => measured.serves[o]!.includes(c))!.id, cells }] // biome-ignore format: one line
  const { draft } = townDraft(3, { small })
  const kinds = draft.actions.filter((a) => a.category === 'wet-market').map((a) => a.problem!.kind)
  assert.ok(kinds.includes('insufficient') && kinds.includes('lacking'))
  assert.deepEqual(
    kinds,
    [...kinds].sort((a, b) => Number(a === 'insufficient') - Number(b === 'insufficient')),
  )
})

test('what was cancelled promises nobody, also where its year was set by hand', () => {
  const { draft } = townDraft(2, {
    proposals: proposalsBy(planTown(2), [[premises('p1', townAt(4, 4)), 'wet-market']]),
  })
  const plan = composePlan(draft, SETTINGS)
  const gaining = plan.actions.filter((a) => a.gain)
  assert.ok(gaining.length > 0)
  const edits = gaining.reduce((all, a) => withFields(all, a, { status: 'dropped', term: { year: 1, phase: 1 } }), NO_EDITS) // biome-ignore format: one line
  const after = composePlan(draft, SETTINGS, edits)
  assert.deepEqual(after.curve!.map((p) => p.people), plan.curve!.map(() => plan.curve![0]!.people)) // biome-ignore format: one line
  assert.equal(promisedBy(after).people, 0)
})

test('one site for several actions is paid once', () => {
  const inputs = planTown(5)
  const proposals = proposalsBy(inputs, [[premises('p1', townAt(4, 4.4), 300_000), 'wet-market', 'elder-care', 'convenience-store']]) // biome-ignore format: one line
  const plan = composePlan(townDraft(5, { proposals }).draft, SETTINGS)
  const using = plan.actions.filter((a) => a.sites.some((s) => s.id === 'p1'))
  assert.ok(using.length > 1)
  assert.deepEqual(using.map((a) => a.cost), [300_000, ...using.slice(1).map(() => 0)]) // biome-ignore format: one line
  assert.equal(
    plan.sums.reduce((sum, y) => sum + (y.cost ?? 0), 0),
    300_000,
  )
})

test('a budget holds in every year, what it does not reach is in none, and a larger one never leaves more out', () => {
  const inputs = planTown(6)
  const spots = [
    [1, 1],
    [1, 7],
    [7, 1],
    [7, 7],
    [4, 4],
  ] as const
  const proposals = proposalsBy(inputs, spots.map(([x, y], i) => [premises(`p${i}`, townAt(x, y), 100_000 * (i + 1)), 'wet-market', 'elder-care'] as const)) // biome-ignore format: one line
  const { draft } = townDraft(6, { proposals })
  let before = Number.POSITIVE_INFINITY
  for (const budget of [0, 150_000, 400_000, 800_000, 5_000_000]) {
    const plan = composePlan(draft, { ...SETTINGS, budget })
    for (const year of plan.sums) assert.ok((year.cost ?? 0) <= budget)
    const out = plan.actions.filter((a) => a.term === null)
    for (const a of out) assert.ok(a.cost! > 0)
    assert.equal(
      plan.short,
      out.reduce((sum, a) => sum + a.cost!, 0),
    )
    assert.ok(plan.short <= before)
    before = plan.short
  }
  assert.equal(before, 0)
})

test('the same city gives the same plan, byte for byte, and reads back as it was written', () => {
  const text = () => planJson(composePlan(townDraft(7).draft, SETTINGS))
  assert.equal(text(), text())
  const plan = composePlan(townDraft(7).draft, SETTINGS)
  assert.deepEqual(readPlan(planJson(plan), 'plan.json'), JSON.parse(JSON.stringify(plan)))
})

test('a city that lacks nothing has a plan without actions', () => {
  const { measured } = townDraft(8)
  const all = { ...measured, state: measured.state.map(() => STATES.indexOf('within')) }
  const plan = composePlan(draftOf(plainInputs(all, circlesOfAreas(all, 'community'))), SETTINGS)
  assert.deepEqual([plan.actions, plan.short], [[], 0])
  for (const task of plan.tasks.tasks) assert.equal(task.year, 0)
  for (const point of plan.curve!)
    for (const way of ['border', 'centroid', 'residents'] as const) assert.equal(point[way].covered, point[way].of)
})

test('outlets that are there and shut, or too small, are actions of their own; whom they gain is not guessed', () => {
  const { measured } = townDraft(3)
  const c = indexOf(measured, 'elder-care')
  const n = measured.population.lng.length
  const cells = Int32Array.from({ length: n }, (_, i) => i).filter((i) => STATES[measured.state[c * n + i]!] === 'within')
  assert.ok(cells.length > 0)
  const one = { category: 'elder-care', outlet: 'ledger:5', cells }
  const { draft } = townDraft(3, { shut: [one], small: [one] })
  for (const [measure, kind] of [['extend-hours', 'shut'], ['enlarge', 'insufficient']] as const) {
    const its = draft.actions.filter((a) => a.measure === measure)
    const sum = its.reduce((people, a) => people + a.problem!.people, 0)
    assert.equal(sum, cells.reduce((people, i) => people + measured.population.people[i]!, 0))
    for (const a of its) assert.deepEqual([a.problem!.kind, a.gain, a.sites.map((s) => s.id)], [kind, null, ['ledger:5']])
  }
}) // biome-ignore format: one line
