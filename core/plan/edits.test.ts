import assert from 'node:assert/strict'
import { test } from 'node:test'
import { random } from '../base/random.ts'
import { planTown, townAt } from '../test/plan-town.ts'
import { premises, proposalsBy, SETTINGS, townDraft } from '../test/town-plan.ts'
import { composePlan } from './compose.ts'
import {
  type Fields,
  NO_EDITS,
  type PlanEdits,
  withAdded,
  withFields,
  withLock,
  withRemoved,
  withRestored,
} from './edits.ts'
import { planJson, readPlan } from './plan.ts'

const proposals = (seed: number, cost: number | null = 200_000) =>
  proposalsBy(planTown(seed), [[premises('p1', townAt(4, 4), cost), 'wet-market', 'convenience-store']])
const draftOf = (seed: number, cost?: number | null) => townDraft(seed, { proposals: proposals(seed, cost) }).draft

test('edits survive: whatever officers set is there in every later draft of the same city', () => {
  for (let seed = 1; seed <= 6; seed++) {
    const chance = random(seed)
    const draft = draftOf(seed)
    let edits: PlanEdits = NO_EDITS
    const set = new Map<string, Fields>()
    for (let k = 0; k < 12; k++) {
      const plan = composePlan(draft, SETTINGS, edits)
      const action = chance.pick(plan.actions)
      const fields: Fields = chance.pick<Fields>([
        { cost: chance.int(0, 9) * 1e5 },
        { lead: '街道办事处' },
        { term: { year: 2, phase: 1 } },
        { note: '已商定' },
        { promised: 120 },
        { status: 'begun' },
        { measure: 'mobile' },
      ])
      edits = withFields(edits, action, fields)
      set.set(action.id, { ...set.get(action.id), ...fields })
    }
    const again = readPlan(planJson(composePlan(draftOf(seed), SETTINGS, edits)), 'plan.json')
    const { actions } = composePlan(draftOf(seed), SETTINGS, again.edits)
    for (const [id, fields] of set) {
      const action = actions.find((a) => a.id === id)!
      for (const [field, value] of Object.entries(fields)) {
        const is = field === 'lead' ? action.lead!.name : action[field as keyof typeof action]
        assert.deepEqual(is, value, `${id} ${field}`)
      }
      assert.deepEqual(action.conflicts, [], 'nothing moved, so nothing is in conflict')
      assert.deepEqual([...action.edited].sort(), Object.keys(fields).sort())
    }
  }
})

test('laying the same edits over twice is laying them once', () => {
  const draft = draftOf(3)
  const first = composePlan(draft, SETTINGS)
  let edits = withFields(NO_EDITS, first.actions[0]!, { cost: 5, note: 'x' })
  edits = withRemoved(edits, first.actions[1]!.id)
  edits = withAdded(edits, { circle: 'w1', category: 'pharmacy', measure: 'open' }, { cost: 7 })
  const once = composePlan(draft, SETTINGS, edits)
  assert.equal(planJson(composePlan(draft, SETTINGS, once.edits)), planJson(once))
})

test('where a computed value has moved since it was set by hand, both are shown and the hand’s stands', () => {
  const before = composePlan(draftOf(4, 200_000), SETTINGS)
  const action = before.actions.find((a) => a.cost === 200_000)!
  const edits = withFields(NO_EDITS, action, { cost: 150_000 })
  const after = composePlan(draftOf(4, 260_000), SETTINGS, edits).actions.find((a) => a.id === action.id)!
  assert.equal(after.cost, 150_000)
  assert.deepEqual(after.conflicts, [{ field: 'cost', was: 200_000, now: 260_000 }])
  // setting another field later takes note of what is computed then, also of the cost
  const noted = withFields(edits, after, { note: '见会议纪要' })
  assert.deepEqual(composePlan(draftOf(4, 260_000), SETTINGS, noted).actions.find((a) => a.id === action.id)!.conflicts, []) // biome-ignore format: one line
})

test('an action that was changed by hand is kept when its gap is no longer there, and says so', () => {
  const draft = draftOf(5)
  const action = composePlan(draft, SETTINGS).actions[0]!
  const edits = withFields(NO_EDITS, action, { note: '已签约', status: 'begun' })
  const gone = { ...draft, actions: draft.actions.filter((a) => a.id !== action.id) }
  const kept = composePlan(gone, SETTINGS, edits).actions.find((a) => a.id === action.id)!
  assert.deepEqual([kept.origin, kept.note, kept.status, kept.computed], ['kept', '已签约', 'begun', null])
  assert.equal(kept.problem!.people, action.problem!.people)
})

test('what was taken out stays out, and comes back when it is put back', () => {
  const draft = draftOf(6)
  const { id } = composePlan(draft, SETTINGS).actions[0]!
  const edits = withRemoved(NO_EDITS, id, '已有配送')
  assert.ok(!composePlan(draft, SETTINGS, edits).actions.some((a) => a.id === id))
  assert.ok(composePlan(draft, SETTINGS, withRestored(edits, id)).actions.some((a) => a.id === id))
})

test('an action added by hand stands in the plan with nothing computed for it', () => {
  const edits = withAdded(
    NO_EDITS,
    { circle: 'w1', category: 'pharmacy', measure: 'open' },
    { cost: 9000, term: { year: 1, phase: 2 } },
  )
  const action = composePlan(draftOf(7), SETTINGS, edits).actions.find((a) => a.id === 'hand/w1/pharmacy/1')!
  assert.deepEqual([action.origin, action.problem, action.gain, action.cost, action.promised], ['hand', null, null, 9000, null]) // biome-ignore format: one line
  assert.deepEqual(action.term, { year: 1, phase: 2 })
  assert.ok(withAdded(edits, { circle: 'w1', category: 'pharmacy', measure: 'open' }).added.some((a) => a.id === 'hand/w1/pharmacy/2')) // biome-ignore format: one line
})

test('a field given back to the computer is computed again, and an action with none is untouched', () => {
  const draft = draftOf(8)
  const action = composePlan(draft, SETTINGS).actions.find((a) => a.cost === 200_000)!
  const set = withFields(NO_EDITS, action, { cost: 1, lead: '城管' })
  const planned = composePlan(draft, SETTINGS, set).actions.find((a) => a.id === action.id)!
  const back = withFields(set, planned, { cost: undefined, lead: undefined } as unknown as Fields)
  assert.deepEqual(back, NO_EDITS)
})

test('a locked circle keeps its year, and a removed site is paid by the next that uses it', () => {
  const draft = draftOf(9)
  const plan = composePlan(draft, SETTINGS)
  for (const { circle, year } of plan.tasks.tasks.filter((t) => t.year > 0)) {
    const other = year === 1 ? 2 : 1
    const locked = composePlan(draft, SETTINGS, withLock(NO_EDITS, circle, other))
    assert.deepEqual(locked.tasks.tasks.find((t) => t.circle === circle)!.year, other)
    for (const a of locked.actions) if (a.circle === circle) assert.equal(a.term!.year, other)
  }
  const users = plan.actions.filter((a) => a.sites.some((s) => s.id === 'p1'))
  if (users.length < 2) return
  const without = composePlan(draft, SETTINGS, withRemoved(NO_EDITS, users[0]!.id))
  assert.equal(without.actions.find((a) => a.id === users[1]!.id)!.cost, 200_000)
})
