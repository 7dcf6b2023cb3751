import assert from 'node:assert/strict'
import { test } from 'node:test'
import { measure } from '@yike/core/circle/measure.ts'
import { applyEdits } from '@yike/core/plan/apply.ts'
import { readScenario, scenarioJson } from '@yike/core/plan/scenario.ts'
import { planTown, townAt } from '@yike/core/test/plan-town.ts'
import { type Step, standingAfter } from './steps.ts'
import { gatesOf, WhatIf } from './what-if.ts'
import { scenarioOf } from './what-if-scenario.ts'

test('the scenario of a what-if, read back and measured, is the what-if cell by cell', () => {
  let changed = 0
  for (let seed = 1; seed <= 6; seed++) {
    const inputs = planTown(seed)
    const m = measure(inputs)
    const category = m.categories.findIndex((c) => c.id === 'convenience-store')
    const its = m.outlets.flatMap((_, o) => (m.serves[o]!.includes(category) ? [o] : []))
    const gates = gatesOf(m.graph)
    const fresh = m.outlets.length
    const steps: Step[] = [
      { kind: 'close', outlet: its[0]! },
      { kind: 'move', outlet: its[1]!, at: townAt(6.2, 2) },
      { kind: 'close', outlet: its[2]! },
      { kind: 'reopen', outlet: its[2]! },
      { kind: 'gate', edge: gates[0]!.edge, who: 0 },
      { kind: 'path', from: townAt(4, 5), to: townAt(5, 5) },
      { kind: 'open', outlet: fresh, at: townAt(2, 2.3) },
      { kind: 'open', outlet: fresh + 1, at: townAt(7, 7.3) },
      { kind: 'close', outlet: fresh + 1 },
    ]
    const whatIf = new WhatIf(m, category, m.convention.minutes)
    for (const step of steps) assert.ok(whatIf.make(step, false))
    const places = new Map(its.map((o) => [o, m.outlets[o]!.at]))
    const scenario = scenarioOf('假设', steps, standingAfter(places, steps), gates, m.outlets, 'convenience-store', (n) => `新 ${n}`) // biome-ignore format: one line
    assert.deepEqual(scenario.edits.map((e) => e.kind), ['path', 'gate', 'close', 'move', 'open']) // biome-ignore format: one line
    const { inputs: after, findings } = applyEdits(inputs, readScenario(scenarioJson(scenario), 's.json'))
    assert.deepEqual(findings, [])
    const n = m.population.lng.length
    const now = measure(after).state.slice(category * n, (category + 1) * n)
    assert.deepEqual(now, whatIf.whole(m.convention.minutes).states)
    changed += now.filter((s, i) => s !== m.state[category * n + i]).length
  }
  assert.ok(changed > 0)
})

test('steps that come to nothing are an empty list', () => {
  const m = measure(planTown(1))
  const steps: Step[] = [{ kind: 'close', outlet: 0 }, { kind: 'reopen', outlet: 0 }] // biome-ignore format: one line
  const places = new Map([[0, m.outlets[0]!.at]])
  assert.deepEqual(scenarioOf('x', steps, standingAfter(places, steps), gatesOf(m.graph), m.outlets, 'wet-market', String).edits, []) // biome-ignore format: one line
})
