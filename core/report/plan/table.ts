// plan.csv: a row an action, as officers edit it in Excel. What they may change stands in columns of its own; what was computed for
// those stands again at the end, so that `core/plan/table-edits.ts` can tell an edit from a value that has merely moved.

import type { Term } from '../../plan/action.ts'
import type { Computed, Planned } from '../../plan/edits.ts'
import type { Plan } from '../../plan/plan.ts'
import { conflictSentence, gainSentence, measureSentence, problemSentence } from '../../plan/templates.ts'
import { BANDS } from '../../source/rows.ts'
import { type Cell, csv } from '../csv.ts'
import { degrees } from '../numbers.ts'

const bandColumn = (band: string) => `people_${band.replace('-', '_').replace('+', '_up')}`

/** Columns of plan.csv, in order; they never change place. */
export const PLAN_COLUMNS = [
  'order',
  'id',
  'circle',
  'circle_name',
  'category',
  'category_name',
  'tier',
  'group',
  'measure',
  'lead',
  'cost',
  'year',
  'phase',
  'promised',
  'status',
  'note',
  'removed',
  'problem',
  'action',
  'gain',
  'people',
  ...BANDS.map(bandColumn),
  'people_of',
  'lng',
  'lat',
  'nearest_outlet',
  'nearest_name',
  'nearest_seconds',
  'nearest_metres',
  'basis',
  'confirmed',
  'sites',
  'sources',
  'lost',
  'after',
  'wishes',
  'asked',
  'lead_status',
  'origin',
  'edited',
  'conflicts',
  'computed_measure',
  'computed_lead',
  'computed_cost',
  'computed_year',
  'computed_phase',
  'computed_promised',
] as const

/** The calendar year, or the year of the term where none is known. */
export const yearCell = (start: number | null, term: Term | null): number | null =>
  term === null ? null : start === null ? term.year : start + term.year - 1

/** `plan.csv`. */
export function planCsv(plan: Plan): string {
  const circles = new Map(plan.circles.map((c) => [c.id, c.name]))
  const categories = new Map(plan.categories.map((c) => [c.id, c]))
  const rows = plan.actions.map((a, i): readonly Cell[] => {
    const category = categories.get(a.category)
    const { problem: p, gain } = a
    const c = before(plan, a)
    return [
      i + 1,
      a.id,
      a.circle,
      circles.get(a.circle) ?? '',
      a.category,
      category?.name.zh ?? '',
      category?.tier ?? '',
      category?.group ?? '',
      a.measure,
      a.lead?.name,
      a.cost,
      yearCell(plan.start, a.term),
      a.term?.phase,
      a.promised,
      a.status,
      a.note,
      '',
      problemSentence(a, plan).zh,
      measureSentence(a, plan).zh,
      gainSentence(a).zh,
      p?.people,
      ...BANDS.map((band) => p?.bands[band]),
      p?.of,
      p && degrees(p.at[0]),
      p && degrees(p.at[1]),
      p?.nearest?.outlet,
      p?.nearest?.name,
      p?.nearest?.seconds,
      p?.nearest?.meters,
      p?.basis,
      p?.confirmed,
      a.sites.map((s) => s.name || s.id).join('；'),
      a.sources.join('；'),
      gain?.lost,
      a.after,
      a.wishes?.wanted,
      a.wishes?.asked,
      a.lead?.status,
      a.origin,
      a.edited.join(' '),
      a.conflicts.map((x) => conflictSentence(x).zh).join('；'),
      c.measure,
      c.lead,
      c.cost,
      yearCell(plan.start, c.term),
      c.term?.phase,
      c.promised,
    ]
  })
  // what was taken out stands at the end, so that it stays out when the table comes back
  const removed = Object.entries(plan.edits.removed).map(([id, why]) =>
    PLAN_COLUMNS.map((column): Cell => (column === 'id' ? id : column === 'removed' ? why || 'yes' : null)),
  )
  return csv([PLAN_COLUMNS, ...rows, ...removed])
}

/** What stands beside each field that a hand may change: what was computed when it was changed; where it was not, what is shown. */
function before(plan: Plan, a: Planned): Omit<Computed, 'people'> {
  const shown = { measure: a.measure, lead: a.lead?.name ?? null, cost: a.cost, term: a.term, promised: a.promised }
  const changed = plan.edits.changed[a.id]
  if (!changed) return shown
  const of = <F extends keyof typeof shown>(field: F) =>
    a.edited.includes(field) ? changed.computed[field] : shown[field]
  return { measure: of('measure'), lead: of('lead'), cost: of('cost'), term: of('term'), promised: of('promised') }
}

/** Actions of a plan by circle, in order; circles without any have an empty list. */
export function byCircle(plan: Plan): ReadonlyMap<string, readonly Planned[]> {
  const its = new Map<string, Planned[]>(plan.circles.map((c) => [c.id, []]))
  for (const a of plan.actions) {
    const list = its.get(a.circle) ?? []
    if (list.length === 0) its.set(a.circle, list)
    list.push(a)
  }
  return its
}
