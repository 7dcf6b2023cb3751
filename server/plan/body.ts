// What a plan holds: what officers set and changed, and the plan as it was composed from that, read by the very reader of plan.json.
import { Fault } from '@yike/core/base/fault.ts'
import { type PlanEdits, readEdits } from '@yike/core/plan/edits.ts'
import { type Plan, type PlanSettings, planJson, readPlan } from '@yike/core/plan/plan.ts'
import { Shape } from '@yike/core/plan/shape.ts'

/** The body of a plan. */
export interface PlanBody {
  readonly settings: PlanSettings
  readonly edits: PlanEdits
  /** As plan.json holds it; null: not composed yet. */
  readonly plan: (Plan & { readonly yike: 'plan'; readonly version: 1 }) | null
}

/** Bytes that a plan may have: that of the demo city of 300,000 has 0.6 million. */
export const PLAN_BYTES = 16_000_000

/** plan.json is nine deep. */
const MOST_DEEP = 32

/** The name by which complaints call what was sent. */
const FILE = 'plan.json'

/** Reads what was sent. Faults: bad-file, with the place in it; too-deep. */
export function readPlanBody(sent: unknown): PlanBody {
  expectShallow(sent)
  const body = new Shape(sent, '', FILE)
  const settings = settingsOf(body.get('settings'))
  const edits = readEdits(body.get('edits'))
  if (body.get('plan').isNone) return { settings, edits, plan: null }
  const plan = readPlan(JSON.stringify(body.get('plan').value), FILE)
  return { settings, edits, plan: JSON.parse(planJson(plan)) }
}

/** The settings as the page keeps them. */
function settingsOf(shape: Shape): PlanSettings {
  const title = shape.get('title').value
  if (typeof title !== 'string' || title.length > 200) shape.get('title').wrong('"…" (≤ 200)')
  return {
    title: title as string,
    years: shape.get('years').number(1, 50),
    start: shape.get('start').numberOrNull(1900, 2200),
    budget: shape.get('budget').numberOrNull(0, 1e13),
  }
}

/** No deeper than anything we write: whatever walks through it later, by calling itself, is safe. */
function expectShallow(value: unknown): void {
  let level: unknown[] = [value]
  for (let deep = 0; level.length > 0; deep++) {
    if (deep > MOST_DEEP) throw new Fault('too-deep', { most: MOST_DEEP })
    const next: unknown[] = []
    for (const it of level)
      if (typeof it === 'object' && it !== null)
        for (const inner of Array.isArray(it) ? it : Object.values(it))
          if (typeof inner === 'object' && inner !== null) next.push(inner)
    level = next
  }
}
