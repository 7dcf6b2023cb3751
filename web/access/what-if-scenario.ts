// A what-if as a scenario file: `yike compare` and `yike plan --scenario` measure it like any.
import type { PlanEdit, PlanScenario } from '@yike/core/plan/scenario.ts'
import type { OutletRow } from '@yike/core/source/rows.ts'
import { type Gate, passageAfter, type Standing, type Step } from './steps.ts'

const WHO = ['everyone', 'residents', 'nobody'] as const

/**
 * What the steps come to, with nothing made and taken back on the way: paths, gates, then outlets, each where it stands at the end.
 * `outlets` are the city's, `category` is the id of the one that new outlets serve, `newName` what the nth of them is called.
 */
export function scenarioOf(
  name: string,
  steps: readonly Step[],
  standing: ReadonlyMap<number, Standing>,
  gates: readonly Gate[],
  outlets: readonly OutletRow[],
  category: string,
  newName: (n: number) => string,
): PlanScenario {
  const edits: PlanEdit[] = []
  for (const step of steps)
    if (step.kind === 'path') edits.push({ kind: 'path', ends: [step.from, step.to], via: [], who: 'everyone' })
  for (const gate of gates) {
    const who = passageAfter(gate, steps)
    if (who !== gate.who) edits.push({ kind: 'gate', at: gate.at, who: WHO[who]! })
  }
  for (const { outlet, at, open, was } of standing.values()) {
    const row = outlets[outlet]
    if (!row) {
      const n = outlet - outlets.length + 1
      const made = { id: `what-if:${n}`, name: newName(n), categories: [category], at, capacity: null, hours: null }
      if (open) edits.push({ kind: 'open', ...made })
    } else if (!open) edits.push({ kind: 'close', outlet: row.id })
    else if (was && (was[0] !== at[0] || was[1] !== at[1])) edits.push({ kind: 'move', outlet: row.id, at })
  }
  return { name, edits }
}
