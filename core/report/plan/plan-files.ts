// The folder of a plan, whoever makes it: `yike plan` on a disk, a server among its blobs.

import type { Lang } from '../../base/name.ts'
import type { Delivery } from '../../plan/deliver.ts'
import { type Plan, planJson } from '../../plan/plan.ts'
import { type FilesMade, type Input, manifestJson } from '../files.ts'
import { planHtml } from './paper.ts'
import { planCsv } from './table.ts'
import { curveCsv, deliveredCsv, tasksCsv } from './tasks-table.ts'

/** What a plan was made from. */
export interface PlannedFrom {
  readonly inputs: readonly Input[]
  readonly versions: Readonly<Record<string, string>>
  /** The level of areas taken as circles; null where circles were given. */
  readonly by: string | null
  readonly gates: number
  /** What sites were sought for: basic, none, or names. */
  readonly propose: string
  readonly seconds: number
  /** Of the search for sites. */
  readonly seed: number
  readonly lang: Lang
}

/** A plan; with `delivery`, what came of it beside. */
export function* planFiles(plan: Plan, delivery: Delivery | null, from: PlannedFrom): FilesMade {
  yield ['plan.json', planJson(plan)]
  yield ['plan.csv', planCsv(plan)]
  yield ['tasks.csv', tasksCsv(plan)]
  if (plan.curve) yield ['curve.csv', curveCsv(plan)]
  if (delivery) {
    yield ['delivered.csv', deliveredCsv(plan, delivery)]
    yield ['delivered.json', `${JSON.stringify({ yike: 'delivery', version: 1, ...delivery }, null, 1)}\n`]
  }
  const { inputs, versions, by, gates, propose, seconds, lang } = from
  const { title, years, start, budget, convention, standard } = plan
  yield ['plan.html', planHtml({ plan, delivery, lang })]
  const seed = delivery === null && plan.grounds.sited.length > 0 ? from.seed : null
  yield [
    'manifest.json',
    manifestJson({
      ...{ tool: 'yike', kind: 'plan', title, versions, inputs, by, years, start, budget, gates, propose },
      ...{ seconds, convention, standard, seed },
    }),
  ]
}
