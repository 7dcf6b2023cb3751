// For tests: proposals of a town and the plan that is drafted from them.
import { measure } from '../circle/measure.ts'
import { type Measured, type MeasureInputs, STATES } from '../circle/measured.ts'
import type { LngLat } from '../geo/meters.ts'
import { applyEdits } from '../plan/apply.ts'
import { editsOf } from '../plan/carry-out.ts'
import { circlesOfAreas } from '../plan/circles-of-areas.ts'
import { type Draft, draftOf } from '../plan/compose.ts'
import { type PlanInputs, plainInputs } from '../plan/inputs.ts'
import type { PlanSettings } from '../plan/plan.ts'
import type { Candidate, Proposal } from '../siting/candidate.ts'
import { planTown } from './plan-town.ts'

const WITHIN = STATES.indexOf('within')

/** A plan of two years that begins in 2027, without a budget. */
export const SETTINGS: PlanSettings = { title: '小城', years: 2, start: 2027, budget: null }

/** A room that costs what it says. */
export const premises = (id: string, at: LngLat, cost: number | null = null, kind: Candidate['kind'] = 'premises'): Candidate => ({ id, name: `铺位 ${id}`, at, kind, areaM2: null, cost, capacity: null, hours: null, categories: null }) // biome-ignore format: one line

/** What each candidate gains for its categories, given those before it: by measuring, so that it owes nothing to siting. */
export function proposalsBy(inputs: MeasureInputs, chosen: readonly (readonly [Candidate, ...string[]])[]): Proposal[] {
  const proposals: Proposal[] = []
  let before = measure(inputs)
  for (const [candidate, ...categories] of chosen) {
    const bare = { candidate, categories, gained: [], people: [] }
    const after = measure(applyEdits(inputs, { name: 'p', edits: editsOf([...proposals, bare]) }).inputs)
    const gained = categories.map((id) => gainedCells(before, after, id))
    const people = gained.map((cells) => cells.reduce((sum, i) => sum + before.population.people[i]!, 0))
    proposals.push({ candidate, categories, gained, people })
    before = after
  }
  return proposals
}

function gainedCells(before: Measured, after: Measured, id: string): Int32Array {
  const c = before.categories.findIndex((x) => x.id === id)
  const n = before.population.lng.length
  const all = Int32Array.from({ length: n }, (_, i) => i)
  return all.filter((i) => after.state[c * n + i] === WITHIN && before.state[c * n + i] !== WITHIN)
}

/** A town of a seed, measured, with its communities as circles and what else is given. */
export function townDraft(
  seed: number,
  more: Partial<PlanInputs> = {},
): { readonly inputs: MeasureInputs; readonly measured: Measured; readonly draft: Draft } {
  const inputs = planTown(seed)
  const measured = measure(inputs)
  const draft = draftOf({ ...plainInputs(measured, circlesOfAreas(measured, 'community')), ...more })
  return { inputs, measured, draft }
}
