// Actions put into years and phases, under an annual budget where there is one.
//
//   phase 1  check: verify first
//   phase 2  basic categories
//   phase 3  quality categories and carriers
//
// An action's year is its circle's (tasks.ts). What a year's budget does not reach goes to the next, in order; what the last does not
// reach is in no year. An unknown cost draws on no budget; how many such there are is said beside the sum.
import type { Category } from '../standard/define.ts'
import type { Action, Term } from './action.ts'
import type { Tasks } from './tasks.ts'

/** The phases of a year. */
export const PHASES = 3

/** What a year costs. */
export interface YearSum {
  readonly year: number
  /** Actions in it, and of them those whose cost is unknown. */
  readonly actions: number
  readonly costUnknown: number
  /** Yuan, of those whose cost is known; null where none is, but for sites that others pay for. */
  readonly cost: number | null
}

/** When each action is. */
export interface Schedule {
  /** By action id; null: in no year, for no budget reaches. */
  readonly terms: ReadonlyMap<string, Term | null>
  readonly sums: readonly YearSum[]
  /** Yuan of what is in no year. */
  readonly short: number
}

/** Schedules `actions`, which are in order. `fixed` are terms that officers set: they are kept, and draw on their year's budget first. */
export function scheduleOf(
  actions: readonly Action[],
  { years, tasks }: Tasks,
  categories: readonly Category[],
  budget: number | null,
  fixed: ReadonlyMap<string, Term> = new Map(),
): Schedule {
  const basic = new Set(categories.filter((c) => c.tier === 'basic').map((c) => c.id))
  const yearOf = new Map(tasks.map((t) => [t.circle, t.year]))
  const terms = new Map<string, Term | null>()
  const spent = new Float64Array(years)
  for (const { id, cost } of actions) {
    const term = fixed.get(id)
    if (!term) continue
    terms.set(id, term)
    if (term.year >= 1 && term.year <= years) spent[term.year - 1]! += cost ?? 0
  }
  let carried: Action[] = []
  let short = 0
  for (let year = 1; year <= years; year++) {
    const due = actions.filter((a) => !terms.has(a.id) && yearOf.get(a.circle) === year)
    const late: Action[] = []
    for (const action of [...carried, ...due]) {
      const cost = action.cost ?? 0
      if (budget !== null && cost > 0 && spent[year - 1]! + cost > budget) {
        late.push(action)
        continue
      }
      spent[year - 1]! += cost
      const phase = action.measure === 'check' ? 1 : basic.has(action.category) ? 2 : 3
      terms.set(action.id, { year, phase })
    }
    carried = late
  }
  for (const { id, cost } of carried) {
    terms.set(id, null)
    short += cost ?? 0
  }
  const sums = Array.from({ length: years }, (_, y): YearSum => {
    const its = actions.filter((a) => terms.get(a.id)?.year === y + 1)
    const costUnknown = its.filter((a) => a.cost === null).length
    const cost = its.reduce((sum, a) => sum + (a.cost ?? 0), 0)
    return { year: y + 1, actions: its.length, costUnknown, cost: cost === 0 && costUnknown > 0 ? null : cost }
  })
  return { terms, sums, short }
}
