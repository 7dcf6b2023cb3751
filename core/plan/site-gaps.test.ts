import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '../base/fault.ts'
import { SILENT } from '../base/progress.ts'
import { measure } from '../circle/measure.ts'
import { type Measured, STATES } from '../circle/measured.ts'
import { models } from '../siting/models/index.ts'
import type { SolveModel } from '../siting/propose.ts'
import { planTown, townAt } from '../test/plan-town.ts'
import { premises } from '../test/town-plan.ts'
import { applyEdits } from './apply.ts'
import { editsOf } from './carry-out.ts'
import { circlesOfAreas } from './circles-of-areas.ts'
import { draftOf } from './compose.ts'
import { plainInputs } from './inputs.ts'
import { categoriesToSite, siteGaps } from './site-gaps.ts'

const solve: SolveModel = (id, instance, ask) =>
  models.find((m) => m.id === id)!.solve(instance, ask, { seed: 1, seconds: Infinity, now: () => 0, progress: SILENT })

const lackOf = (m: Measured, id: string) => {
  const c = m.categories.findIndex((x) => x.id === id)
  const n = m.population.lng.length
  return m.population.people.reduce((sum, people, i) => sum + (['beyond', 'none'].includes(STATES[m.state[c * n + i]!]!) ? people : 0), 0) // biome-ignore format: one line
}

test('each basic gap that ledgers know gets sites, and carried out they leave only those whom no candidate reaches', async () => {
  for (let seed = 1; seed <= 4; seed++) {
    const inputs = planTown(seed)
    const m = measure(inputs)
    const { chosen, sited } = await siteGaps(m, categoriesToSite(m), null, solve, SILENT)
    assert.ok(chosen.length > 0)
    for (const { category, lacking, reachable, gained, sites, bound, ended } of sited) {
      assert.equal(lacking, Math.round(lackOf(m, category)))
      assert.deepEqual([gained, bound, ended], [reachable, sites, 'proven'])
      const its = chosen.filter((c) => c.categories.includes(category))
      assert.equal(its.length, sites)
      const bare = its.map(({ candidate, categories }) => ({ candidate, categories, gained: [], people: [] }))
      const after = measure(applyEdits(inputs, { name: 'done', edits: editsOf(bare) }).inputs)
      assert.equal(Math.round(lackOf(after, category)), lacking - gained)
    }
  }
})

test('what OpenStreetMap alone knows is not built on, nor what nobody lacks; asked for by name, that is said', async () => {
  const m = measure(planTown(2))
  assert.ok(m.categories.some((c, i) => m.knowledge[i]!.basis === 'osm' && c.id === 'childcare'))
  assert.ok(!categoriesToSite(m).some((c) => c.id === 'childcare'))
  for (const { id } of categoriesToSite(m)) assert.ok(lackOf(m, id) >= 0.5)
  const unknown = m.categories.filter((_, c) => !m.knowledge[c]!.known).slice(0, 1)
  const { chosen, left } = await siteGaps(m, unknown, null, solve, SILENT)
  assert.deepEqual([chosen.length, left.map((l) => l.category)], [0, unknown.map((c) => c.id)])
})

test('with premises only these are chosen; where none helps, why is said and the others go on', async () => {
  const m = measure(planTown(2))
  const market = m.categories.filter((c) => c.id === 'wet-market' || c.id === 'elder-care')
  const room = { ...premises('p1', townAt(4, 4)), categories: ['wet-market'] }
  const found = await siteGaps(m, market, [room], solve, SILENT)
  assert.deepEqual(found.chosen.map((c) => [c.candidate.id, ...c.categories]), [['p1', 'wet-market']]) // biome-ignore format: one line
  assert.deepEqual(found.left.map((l) => l.category), ['elder-care']) // biome-ignore format: one line
  assert.match(found.left[0]!.why.zh, /候选点/)
})

test('the actions drawn from them promise no more than was gained, and say how many sites they take', async () => {
  const m = measure(planTown(3))
  const { chosen, sited } = await siteGaps(m, categoriesToSite(m), null, solve, SILENT)
  const proposals = chosen.map((c) => ({ ...c, gained: c.gained!, people: [] }))
  const draft = draftOf({ ...plainInputs(m, circlesOfAreas(m, 'community')), proposals, sited })
  assert.deepEqual(draft.grounds.sited, sited)
  for (const { category, gained } of sited) {
    const its = draft.actions.filter((a) => a.category === category && a.measure === 'open')
    const promised = its.reduce((sum, a) => sum + a.gain!.people, 0)
    assert.ok(Math.abs(promised - gained) <= its.length, `${category}: ${promised} of ${gained}`)
  }
})

test('whoever gives up hears no half an answer', async () => {
  const m = measure(planTown(2))
  const progress = { ...SILENT, signal: { aborted: true } }
  await assert.rejects(siteGaps(m, categoriesToSite(m), null, solve, progress), (f) => f instanceof Fault && f.code === 'cancelled') // biome-ignore format: one line
})
