// The plan of an area: one for each circle, with the tasks of each year, as plan.json holds it. `compose.ts` makes it, `deliver.ts`
// holds it against what came of it.
import type { Convention } from '../access/convention.ts'
import type { Name } from '../base/name.ts'
import type { Measured } from '../circle/measured.ts'
import { xxh32 } from '../network/checksum.ts'
import type { Category } from '../standard/define.ts'
import type { CurvePoint } from './communities.ts'
import { actionOf, type PlanEdits, type Planned, readEdits } from './edits.ts'
import type { YearSum } from './schedule.ts'
import { Shape } from './shape.ts'
import type { Sited } from './site-gaps.ts'
import type { Tasks } from './tasks.ts'

/** What a person asks of a plan. */
export interface PlanSettings {
  readonly title: string
  /** Years of the term. */
  readonly years: number
  /** The calendar year of its first; null: not said, and years are counted from 1. */
  readonly start: number | null
  /** Yuan a year; null: none given. */
  readonly budget: number | null
}

/** What the draft rests on beside the city: how much of each there was. Zero of something means that its rule was silent. */
export interface PlanGrounds {
  readonly proposals: number
  readonly gatesTried: number
  readonly movesTried: number
  readonly shut: number
  readonly small: number
  /** The survey that was put in; null: 未附居民意愿. */
  readonly tally: string | null
  /** How the sites were found that the plan sought itself, a category each. */
  readonly sited: readonly Sited[]
}

/** The residents that cells of a plan are numbered by. */
export interface PlanPopulation {
  readonly file: string
  readonly cells: number
  readonly people: number
  /** Of places and people, so that a later measurement can tell whether its cells are these. */
  readonly hash: string
}

/** A circle of the plan. */
export interface PlanCircle {
  readonly id: string
  readonly name: string
  /** Residents, whole. */
  readonly people: number
  /** When it was drafted, by category id: people within reach and people about whom something can be said; whole. */
  readonly was: Readonly<Record<string, readonly [within: number, told: number]>>
  /** Its cells, ascending, as indices into the residents of the measurement. */
  readonly cells: readonly number[]
}

/** The whole plan. */
export interface Plan extends PlanSettings {
  readonly standard: string
  readonly categories: readonly Pick<Category, 'id' | 'name' | 'tier' | 'group'>[]
  readonly convention: Convention
  readonly population: PlanPopulation
  readonly grounds: PlanGrounds
  readonly circles: readonly PlanCircle[]
  /** In order. */
  readonly actions: readonly Planned[]
  readonly tasks: Tasks
  readonly sums: readonly YearSum[]
  /** Yuan of actions that no budget reaches. */
  readonly short: number
  /** Null where there are no communities. */
  readonly curve: readonly CurvePoint[] | null
  readonly edits: PlanEdits
  /** Outlets by id when it was drafted, with the categories each served. */
  readonly outlets: Readonly<Record<string, readonly string[]>>
}

/** Actions of which it was computed whom they gain, and those people, once for each category; what was cancelled is not among them. */
export function promisedBy({ actions }: Pick<Plan, 'actions'>): { readonly actions: number; readonly people: number } {
  const its = actions.filter((a) => a.promised !== null && a.status !== 'dropped')
  return { actions: its.length, people: its.reduce((sum, a) => sum + a.promised!, 0) }
}

/** A stamp of the first `cells` cells. */
export function populationHash({ population }: Measured, cells = population.lng.length): string {
  let seed = 0
  for (const column of [population.lng, population.lat, population.people]) {
    const bytes = column.slice(0, cells)
    seed = xxh32(bytes.buffer, 0, bytes.byteLength, seed)
  }
  return (seed >>> 0).toString(16).padStart(8, '0')
}

/** The text of plan.json. The same plan gives the same bytes. */
export function planJson(plan: Plan): string {
  return `${JSON.stringify({ yike: 'plan', version: 1, ...plan }, null, 1)}\n`
}

/** A plan from the text of plan.json. Fault: bad-file, where it is none or what it rests on was spoilt. */
export function readPlan(text: string, file: string): Plan {
  const shape = Shape.of(text, file).headed('plan', 1)
  shape.get('years').number(1, 50)
  shape.get('population').get('hash').text()
  for (const circle of shape.get('circles').list()) {
    circle.get('id').text()
    for (const cell of circle.get('cells').list()) cell.number(0)
  }
  const actions = shape.get('actions').list()
  for (const action of actions) actionOf(action)
  const edits = readEdits(shape.get('edits'))
  const { yike: _y, version: _v, ...plan } = shape.value as Plan & { yike: string; version: number }
  return { ...plan, edits, grounds: { ...plan.grounds, sited: plan.grounds?.sited ?? [] } }
}

/** A year of the term as a person says it: 2027, or 第1年 where no calendar year is given. */
export const yearName = (start: number | null, year: number): Name =>
  start === null
    ? { zh: `第${year}年`, en: `year ${year}` }
    : { zh: `${start + year - 1}年`, en: String(start + year - 1) }
