import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '../base/fault.ts'
import { random } from '../base/random.ts'
import { measure } from '../circle/measure.ts'
import type { MeasureInputs } from '../circle/measured.ts'
import { planTown, townAt } from '../test/plan-town.ts'
import { premises, proposalsBy, SETTINGS, townDraft } from '../test/town-plan.ts'
import { applyEdits } from './apply.ts'
import { editsOf } from './carry-out.ts'
import { composePlan } from './compose.ts'
import { deliveryOf } from './deliver.ts'
import { planJson, readPlan } from './plan.ts'
import type { PlanEdit } from './scenario.ts'

function planned(seed: number) {
  const inputs = planTown(seed)
  const chance = random(seed)
  const at = () => townAt(chance.between(0, 8), chance.between(0, 8))
  const proposals = proposalsBy(inputs, [
    [premises('p1', at()), 'wet-market', 'convenience-store'],
    [premises('p2', at(), null, 'mobile'), 'wet-market'],
    [premises('p3', at()), 'elder-care'],
  ])
  const { draft } = townDraft(seed, { proposals })
  const plan = readPlan(planJson(composePlan(draft, SETTINGS)), 'plan.json')
  const held = (edits: readonly PlanEdit[], from: MeasureInputs = inputs) => {
    const now = measure(applyEdits(from, { name: 'now', edits }).inputs)
    return deliveryOf(plan, now)
  }
  return { inputs, proposals, plan, held }
}

test('what is carried out exactly as proposed delivers exactly what was promised, and nothing else moves', () => {
  let promised = 0
  for (let seed = 1; seed <= 15; seed++) {
    const { proposals, held } = planned(seed)
    const { actions, total, moved, closed, opened } = held(editsOf(proposals))
    for (const a of actions)
      if (a.promised !== null) assert.deepEqual([a.delivered, a.outcome], [a.promised, 'all'], a.id)
    assert.equal(total.promised, total.delivered)
    // what moved beside is who had no gap to be promised for: nobody knew whether they lacked it
    const offered = proposals.reduce((sum, p) => sum + p.people.reduce((n, people) => n + people, 0), 0)
    const beside = moved.reduce((sum, m) => sum + m.otherwise, 0)
    for (const m of moved) assert.ok(m.otherwise >= -1, `${m.circle} ${m.category} ${m.otherwise}`) // people are whole
    assert.ok(Math.abs(offered - total.promised - beside) <= moved.length)
    assert.deepEqual([closed, opened.map(([id]) => id)], [[], ['plan:p1', 'plan:p2', 'plan:p3']])
    promised += total.promised
  }
  assert.ok(promised > 0)
})

test('nothing done, nothing delivered', () => {
  for (let seed = 1; seed <= 5; seed++) {
    const { actions, moved, total } = planned(seed).held([])
    assert.deepEqual([total.delivered, moved], [0, []])
    for (const a of actions) assert.ok(a.outcome === (a.promised === null ? 'unmeasured' : 'none') || a.promised === 0)
  }
})

test('a part done delivers a part; who lost something meanwhile is not set off against it', () => {
  const { proposals, held, plan } = planned(3)
  const part = held([...editsOf(proposals.slice(0, 1)), { kind: 'close', outlet: 'ledger:5' }])
  assert.ok(part.total.delivered <= part.total.promised)
  assert.deepEqual(part.closed, [['ledger:5', ['elder-care']]])
  const was = plan.circles.reduce((sum, c) => sum + c.was['elder-care']![0], 0)
  const lost = part.moved.filter((m) => m.category === 'elder-care').reduce((sum, m) => sum + m.otherwise, 0)
  assert.equal(lost, -was)
})

test('circles and the total say the same', () => {
  const { proposals, held } = planned(4)
  const { circles, total } = held(editsOf(proposals))
  for (const key of ['actions', 'promised', 'delivered'] as const)
    assert.equal(circles.reduce((sum, c) => sum + c.sum[key], 0), total[key]) // biome-ignore format: one line
})

test('new homes may have come; other residents may not', () => {
  const { held } = planned(5)
  const homes: PlanEdit = { kind: 'homes', name: '', at: townAt(1, 1), people: 50, bands: { '0-2': 1, '60+': 1 } }
  assert.equal(held([homes]).total.delivered, 0)
  assert.throws(() => held([], planTown(6)), (f) => f instanceof Fault && f.code === 'other-residents') // biome-ignore format: one line
})
