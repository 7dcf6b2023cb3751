// From a city to a plan in two steps: a draft, which takes the searches that were made and a pass over all cells, and its composition
// with what officers changed, which is quick enough for every keystroke in a table.
import type { Circles } from '../circle/circle.ts'
import { type Measured, STATES } from '../circle/measured.ts'
import type { Action, Term } from './action.ts'
import { type Communities, communitiesOf, coverageCurve } from './communities.ts'
import { merged, NO_EDITS, type PlanEdits, type Planned } from './edits.ts'
import type { PlanInputs } from './inputs.ts'
import { ordered } from './order.ts'
import { type Plan, type PlanCircle, type PlanGrounds, type PlanSettings, populationHash } from './plan.ts'
import { actionsFrom } from './rules.ts'
import { type Schedule, scheduleOf } from './schedule.ts'
import { type Tasks, tasksOf } from './tasks.ts'

/** What the rules found in a city. */
export interface Draft {
  readonly measured: Measured
  readonly circles: Circles
  readonly actions: readonly Action[]
  readonly planCircles: readonly PlanCircle[]
  /** Null: the data has none. */
  readonly communities: Communities | null
  readonly grounds: PlanGrounds
  readonly hash: string
  readonly outlets: Plan['outlets']
}

/** Asks every rule. */
export function draftOf(inputs: PlanInputs): Draft {
  const { measured: m, circles, proposals, gates, moves, shut, small, tally, sited } = inputs
  return {
    measured: m,
    circles,
    actions: ordered(actionsFrom(inputs), m.categories),
    planCircles: circleFacts(m, circles.circles, circles.ofCell),
    communities: communitiesOf(m, circles),
    grounds: {
      proposals: proposals.length,
      gatesTried: gates.length,
      movesTried: moves.length,
      shut: shut.length,
      small: small.length,
      tally: tally?.name ?? null,
      sited,
    },
    hash: populationHash(m),
    outlets: Object.fromEntries(m.outlets.map((o, i) => [o.id, m.serves[i]!.map((c) => m.categories[c]!.id)])),
  }
}

/**
 * The plan: costs shared, circles given years, actions dated, edits laid over. What is computed does not depend on the edits, so that an
 * edit is never held against a value that it moved itself; the dates of actions that nobody touched do.
 */
export function composePlan(draft: Draft, settings: PlanSettings, edits: PlanEdits = NO_EDITS): Plan {
  const { measured: m, planCircles } = draft
  const { years, budget } = settings
  const { categories } = m
  const dated = (actions: readonly Action[], locks: PlanEdits['locks'], fixed: ReadonlyMap<string, Term>) => {
    const tasks = tasksOf(planCircles, actions, categories, years, locks)
    return { tasks, schedule: scheduleOf(actions, tasks, categories, budget, fixed) }
  }
  const costed = shared(draft.actions)
  const alone = dated(costed, {}, new Map())
  const computed = costed.map((a) => ({ ...a, term: alone.schedule.terms.get(a.id) ?? null }))

  const laid = ordered(merged(computed, edits), categories)
  const shares = untouched(edits) ? laid : resharing(laid)
  const fixed = new Map(shares.flatMap((a) => (a.edited.includes('term') && a.term ? [[a.id, a.term] as const] : [])))
  const unset = new Set(shares.flatMap((a) => (a.edited.includes('term') && !a.term ? [a.id] : [])))
  const { tasks, schedule }: { tasks: Tasks; schedule: Schedule } = dated(
    shares.filter((a) => !unset.has(a.id) && a.status !== 'dropped'),
    edits.locks,
    fixed,
  )
  const actions = shares.map(
    (a): Planned => (a.edited.includes('term') ? a : { ...a, term: schedule.terms.get(a.id) ?? null }),
  )
  return {
    ...settings,
    standard: m.standard.id,
    categories: categories.map(({ id, name, tier, group }) => ({ id, name, tier, group })),
    convention: m.convention,
    population: {
      file: m.population.file,
      cells: m.population.lng.length,
      people: Math.round(m.people),
      hash: draft.hash,
    },
    grounds: draft.grounds,
    circles: planCircles,
    actions,
    tasks,
    sums: schedule.sums,
    short: schedule.short,
    curve: draft.communities && coverageCurve(m, draft.communities, actions.map(asPromised), years),
    edits,
    outlets: draft.outlets,
  }
}

/** What was cancelled is in no year, whatever year a person once gave it. */
const asPromised = (a: Planned): Planned => (a.status === 'dropped' ? { ...a, term: null } : a)

const untouched = (edits: PlanEdits) =>
  Object.keys(edits.changed).length + Object.keys(edits.removed).length + edits.added.length === 0

/** Actions in order with their costs: a site is paid for by the first action that uses it, and costs the others nothing. */
function shared(actions: readonly Action[]): Action[] {
  const payer = new Map<string, string>()
  return actions.map((action) => {
    const sites = action.sites.map((site) => {
      if (site.kind !== 'candidate') return site
      const paidBy = payer.get(site.id) ?? action.id
      payer.set(site.id, paidBy)
      return { ...site, paidBy }
    })
    return { ...action, sites, cost: costOf(action.id, sites) }
  })
}

/** Of the candidates that it pays for; null where it has none, or the cost of one is unknown. */
function costOf(id: string, sites: Action['sites']): number | null {
  const candidates = sites.filter((s) => s.kind === 'candidate')
  if (candidates.length === 0) return null
  const own = candidates.filter((s) => s.paidBy === id)
  return own.some((s) => s.cost === null) ? null : own.reduce((sum, s) => sum + s.cost!, 0)
}

/** The same once actions were taken out: who pays may be another now. A cost set by hand stays. */
function resharing(planned: readonly Planned[]): Planned[] {
  const again = shared(planned)
  return planned.map((a, i) => ({
    ...a,
    sites: again[i]!.sites,
    cost: a.edited.includes('cost') ? a.cost : again[i]!.cost,
  }))
}

const WITHIN = STATES.indexOf('within')
const BEYOND = STATES.indexOf('beyond')
const NONE = STATES.indexOf('none')

/** Circles as a plan keeps them: residents, cells, and by category the people within reach and the people told of. */
export function circleFacts(
  m: Measured,
  circles: readonly { readonly id: string; readonly name: string }[],
  ofCell: Int32Array,
): PlanCircle[] {
  const cells = m.population.lng.length
  const { people } = m.population
  const inCircle: number[][] = circles.map(() => [])
  ofCell.forEach((c, i) => {
    if (c >= 0) inCircle[c]!.push(i)
  })
  return circles.map(({ id, name }, k) => {
    const held = inCircle[k]!
    const was = m.categories.map((category, c) => {
      let [within, told] = [0, 0]
      for (const i of held) {
        const state = m.state[c * cells + i]!
        if (state === WITHIN) within += people[i]!
        if (state === WITHIN || state === BEYOND || state === NONE) told += people[i]!
      }
      return [category.id, [Math.round(within), Math.round(told)] as const] as const
    })
    const residents = held.reduce((sum, i) => sum + people[i]!, 0)
    return { id, name, people: Math.round(residents), was: Object.fromEntries(was), cells: held }
  })
}
