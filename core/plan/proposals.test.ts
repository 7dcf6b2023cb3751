import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '../base/fault.ts'
import { measure } from '../circle/measure.ts'
import type { Proposal } from '../siting/candidate.ts'
import { planTown, townAt } from '../test/plan-town.ts'
import { premises, proposalsBy } from '../test/town-plan.ts'
import { measuredProposals, readSites } from './proposals.ts'

const site = (id: string, categories: string[], more: object = {}) => ({ order: 1, id, name: `铺位 ${id}`, kind: 'premises', lng: townAt(4, 4)[0], lat: townAt(4, 4)[1], categories, people_gained: [1], area_m2: null, cost_yuan: 90_000, capacity: null, hours: null, ...more }) // biome-ignore format: one line

test('a file of `yike site` is read with places, costs and categories; candidates are counted in it, not listed', () => {
  const text = JSON.stringify({
    candidates: { premises: 3, street: 0, mobile: 0 },
    sites: [site('p1', ['wet-market'])],
  })
  const { chosen, candidates } = readSites(text, 'sites.json', 80)
  assert.deepEqual(candidates, [])
  assert.deepEqual([chosen[0]!.candidate.id, chosen[0]!.candidate.cost, chosen[0]!.categories, chosen[0]!.gained], ['p1', 90_000, ['wet-market'], null]) // biome-ignore format: one line
})

test('whom sites gain is measured: the first gains whom it gains alone, and together nobody is counted twice', async () => {
  for (let seed = 1; seed <= 5; seed++) {
    const inputs = planTown(seed)
    const before = measure(inputs)
    const [a, b] = [premises('a', townAt(2, 3)), premises('b', townAt(3, 3))]
    const told = proposalsBy(inputs, [[a, 'wet-market'], [b, 'wet-market']]) // biome-ignore format: one line
    const chosen = [a, b].map((candidate) => ({ candidate, categories: ['wet-market'], gained: null }))
    const found = await measuredProposals(inputs, before, chosen, async (changed) => measure(changed))
    const all = (list: readonly Proposal[]) => list.flatMap((p) => [...p.gained[0]!]).sort((x, y) => x - y)
    assert.deepEqual(all(found), all(told), 'the same people in all')
    assert.equal(new Set(all(found)).size, all(found).length)
    const alone = await measuredProposals(inputs, before, chosen.slice(0, 1), async (changed) => measure(changed))
    assert.deepEqual(alone[0]!.gained, told[0]!.gained)
  }
})

test('a candidate that was chosen in two files is one outlet for both', async () => {
  const inputs = planTown(3)
  const chosen = ['wet-market', 'elder-care'].map((id) => ({ candidate: premises('a', townAt(4, 4)), categories: [id], gained: null })) // biome-ignore format: one line
  const found = await measuredProposals(inputs, measure(inputs), chosen, async (changed) => measure(changed))
  assert.deepEqual(found.map((p) => p.categories), [['wet-market', 'elder-care']]) // biome-ignore format: one line
})

test('what is no file of sites is refused where it is wrong', () => {
  const refused = (value: unknown, why: RegExp) =>
    assert.throws(() => readSites(JSON.stringify(value), 's.json', 80), (f) => f instanceof Fault && why.test(f.message)) // biome-ignore format: one line
  refused({}, /sites should be/)
  refused({ sites: [site('', ['a'])] }, /sites\[0\]\.id/)
  refused({ sites: [site('a', [], { lat: 100 })] }, /sites\[0\]\.lat/)
  const one = { id: 'a', at: [87, 39] }
  refused({ proposals: [{ candidate: one, categories: ['a'], gained: [] }] }, /gained should be \[ … \] × 1/)
  refused({ proposals: [{ candidate: one, categories: ['a'], gained: [[80]] }] }, /gained\[0\]\[0\]/)
  refused({ proposals: [{ candidate: { ...one, cost: -1 }, categories: ['a'] }] }, /candidate\.cost/)
})
