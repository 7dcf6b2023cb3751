// Promised and delivered: a plan held against the city as it was measured again. Delivered are the people of an action's own cells who
// are within reach now, whoever brought it about; what else moved is told beside it.

import { Fault } from '../base/fault.ts'
import { type Measured, STATES } from '../circle/measured.ts'
import { circleFacts } from './compose.ts'
import type { Planned } from './edits.ts'
import { peopleOf } from './lacks.ts'
import { type Plan, populationHash } from './plan.ts'

const WITHIN = STATES.indexOf('within')

/**
 * How an action came out. `unmeasured`: nothing was promised by computation, so there are no cells to look at; `none`: nobody of
 * those promised; `less`: some; `all`: all of them.
 */
export type Outcome = 'unmeasured' | 'none' | 'less' | 'all'

/** One action, promised and delivered. People are whole. */
export interface DeliveredAction {
  readonly id: string
  readonly circle: string
  readonly category: string
  readonly status: Planned['status']
  readonly promised: number | null
  /** Of the cells that were promised; null where none were. */
  readonly delivered: number | null
  readonly outcome: Outcome
}

/** One category in one circle: what moved in all, and what of it no action accounts for. */
export interface Moved {
  readonly circle: string
  readonly category: string
  /** People within reach then and now. */
  readonly was: number
  readonly now: number
  /** now − was − those delivered by actions: below zero where others lost it. */
  readonly otherwise: number
}

/** Sums over actions with a promise. */
export interface DeliveredSum {
  readonly actions: number
  readonly promised: number
  readonly delivered: number
  readonly outcomes: Readonly<Record<Outcome, number>>
}

/** A plan and what came of it. */
export interface Delivery {
  readonly actions: readonly DeliveredAction[]
  readonly circles: readonly { readonly circle: string; readonly name: string; readonly sum: DeliveredSum }[]
  readonly total: DeliveredSum
  /** Only where something moved. */
  readonly moved: readonly Moved[]
  /** Outlets that were there when it was drafted and are not now, and those that are new; ids, ascending, with their categories. */
  readonly closed: readonly (readonly [id: string, categories: readonly string[]])[]
  readonly opened: readonly (readonly [id: string, categories: readonly string[]])[]
}

/**
 * Holds `plan` against `now`. Fault other-residents where the cells are not those the plan was drafted on; homes that have come since
 * come after them, and were promised nothing.
 */
export function deliveryOf(plan: Plan, now: Measured): Delivery {
  const cells = now.population.lng.length
  if (cells < plan.population.cells || populationHash(now, plan.population.cells) !== plan.population.hash)
    throw new Fault('other-residents', { file: now.population.file, base: plan.population.file })
  const index = new Map(now.categories.map((c, i) => [c.id, i]))
  const actions = plan.actions.map((a): DeliveredAction => {
    const c = index.get(a.category)
    const within = a.gain && c !== undefined ? a.gain.cells.filter((i) => now.state[c * cells + i] === WITHIN) : null
    const delivered = within && peopleOf(now, within)
    const { id, circle, category, status, promised } = a
    return { id, circle, category, status, promised, delivered, outcome: outcomeOf(promised, delivered) }
  })
  const ofCell = new Int32Array(cells).fill(-1)
  plan.circles.forEach(({ cells: its }, c) => {
    for (const i of its) ofCell[i] = c
  })
  const facts = new Map(circleFacts(now, plan.circles, ofCell).map((c) => [c.id, c.was]))
  const moved = plan.circles.flatMap(({ id, was }) =>
    plan.categories.flatMap(({ id: category }): Moved[] => {
      const [before, after] = [was[category]?.[0] ?? 0, facts.get(id)?.[category]?.[0] ?? 0]
      const its = actions.filter((a) => a.circle === id && a.category === category)
      const delivered = its.reduce((sum, a) => sum + (a.delivered ?? 0), 0)
      const otherwise = after - before - delivered
      return after === before && delivered === 0 ? [] : [{ circle: id, category, was: before, now: after, otherwise }]
    }),
  )
  const is = Object.fromEntries(now.outlets.map((o, i) => [o.id, now.serves[i]!.map((c) => now.categories[c]!.id)]))
  const missing = (from: Plan['outlets'], of: Plan['outlets']) =>
    Object.keys(from)
      .filter((id) => !(id in of))
      .sort()
      .map((id) => [id, from[id]!] as const)
  return {
    actions,
    circles: plan.circles.map(({ id, name }) => ({ circle: id, name, sum: sumOf(actions.filter((a) => a.circle === id)) })), // biome-ignore format: one line
    total: sumOf(actions),
    moved,
    closed: missing(plan.outlets, is),
    opened: missing(is, plan.outlets),
  }
}

function outcomeOf(promised: number | null, delivered: number | null): Outcome {
  if (promised === null || delivered === null) return 'unmeasured'
  return delivered >= promised ? 'all' : delivered > 0 ? 'less' : 'none'
}

function sumOf(actions: readonly DeliveredAction[]): DeliveredSum {
  const outcomes = { unmeasured: 0, none: 0, less: 0, all: 0 }
  let [promised, delivered] = [0, 0]
  for (const a of actions) {
    outcomes[a.outcome]++
    if (a.outcome === 'unmeasured') continue
    promised += a.promised!
    delivered += a.delivered!
  }
  return { actions: actions.length, promised, delivered, outcomes }
}
