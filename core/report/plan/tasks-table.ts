// tasks.csv: a row a circle, with its year and what it has to do; delivered.csv: a row an action, promised and delivered.
import type { Delivery } from '../../plan/deliver.ts'
import type { Plan } from '../../plan/plan.ts'
import { type Cell, csv } from '../csv.ts'
import { byCircle, yearCell } from './table.ts'

/** `tasks.csv`. */
export function tasksCsv(plan: Plan): string {
  const names = new Map(plan.circles.map((c) => [c.id, c.name]))
  const actions = byCircle(plan)
  const rows = plan.tasks.tasks.map((t): readonly Cell[] => {
    const its = actions.get(t.circle) ?? []
    const promised = its.filter((a) => a.promised !== null)
    return [
      t.circle,
      names.get(t.circle) ?? '',
      t.year === 0 ? null : yearCell(plan.start, { year: t.year, phase: 1 }),
      t.locked ? 'yes' : 'no',
      t.people,
      t.need,
      t.cost,
      its.length,
      its.filter((a) => a.measure === 'check').length,
      its.filter((a) => a.term === null).length,
      promised.length,
      [...new Set(its.map((a) => plan.categories.find((c) => c.id === a.category)?.name.zh ?? a.category))].join('；'),
    ]
  })
  const head = ['circle', 'circle_name', 'year', 'locked', 'people', 'largest_basic_gap', 'cost', 'actions', 'checks', 'in_no_year', 'with_gain', 'categories'] // biome-ignore format: one line
  return csv([head, ...rows])
}

/** `curve.csv`: communities covered by the end of each year, three ways, each with its denominator. */
export function curveCsv(plan: Plan): string {
  const ways = ['border', 'centroid', 'residents', 'people'] as const
  const rows = (plan.curve ?? []).flatMap((point) =>
    ways.map((way): readonly Cell[] => [
      point.year === 0 ? 'start' : yearCell(plan.start, { year: point.year, phase: 1 }),
      way,
      point[way].covered,
      point[way].of,
      point[way].of > 0 ? Math.round((point[way].covered / point[way].of) * 1e6) / 1e6 : null,
    ]),
  )
  return csv([['year', 'way', 'covered', 'of', 'share'], ...rows])
}

/** `delivered.csv`. */
export function deliveredCsv(plan: Plan, delivery: Delivery): string {
  const names = new Map(plan.circles.map((c) => [c.id, c.name]))
  const categories = new Map(plan.categories.map((c) => [c.id, c.name.zh]))
  const term = new Map(plan.actions.map((a) => [a.id, a.term]))
  const head = ['id', 'circle', 'circle_name', 'category', 'category_name', 'year', 'status', 'promised', 'delivered', 'outcome'] // biome-ignore format: one line
  const rows = delivery.actions.map((a): readonly Cell[] => [
    a.id,
    a.circle,
    names.get(a.circle) ?? '',
    a.category,
    categories.get(a.category) ?? '',
    yearCell(plan.start, term.get(a.id) ?? null),
    a.status,
    a.promised,
    a.delivered,
    a.outcome,
  ])
  return csv([head, ...rows])
}
