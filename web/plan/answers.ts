// What the worker answers of plans: a draft from the city, its circles and the sitings that were sent to it; the plan with what
// officers changed; files of it; and what came of an older one.
import { bytesOf } from '@yike/core/base/bytes.ts'
import { Findings } from '@yike/core/base/finding.ts'
import { SILENT } from '@yike/core/base/progress.ts'
import { capacitiesOf } from '@yike/core/circle/capacity.ts'
import type { Circles } from '@yike/core/circle/circle.ts'
import type { Measured } from '@yike/core/circle/measured.ts'
import { placesOfCircles } from '@yike/core/circle/places.ts'
import { AreaIndex } from '@yike/core/geo/polygon-index.ts'
import { tooSmall } from '@yike/core/plan/apart.ts'
import { circlesOfAreas } from '@yike/core/plan/circles-of-areas.ts'
import { composePlan, type Draft, draftOf } from '@yike/core/plan/compose.ts'
import { type Delivery, deliveryOf } from '@yike/core/plan/deliver.ts'
import { tryGates } from '@yike/core/plan/gates.ts'
import { plainInputs, readTally } from '@yike/core/plan/inputs.ts'
import { type Plan, planJson, readPlan } from '@yike/core/plan/plan.ts'
import { readTableEdits } from '@yike/core/plan/table-edits.ts'
import { planHtml } from '@yike/core/report/plan/paper.ts'
import { planCsv } from '@yike/core/report/plan/table.ts'
import { tasksCsv } from '@yike/core/report/plan/tasks-table.ts'
import type { Hall } from '../access/hall.ts'
import type { AnswersTo } from '../access/messages.ts'
import type { Sitings } from '../siting/answers.ts'
import type { CircleChoice, PlanDialogue, PlanView } from './messages.ts'

/** The answers, of the city in `hall` and the sitings answered in it. */
export function planAnswers(hall: Hall, sitings: Sitings): AnswersTo<PlanDialogue> {
  let draft: Draft | null = null
  let plan: Plan | null = null
  let older: { readonly plan: Plan; readonly delivery: Delivery } | null = null
  hall.whenAnother(() => {
    draft = null
    plan = null
    older = null
  })
  const drafted = (): Draft => {
    if (!draft) throw new Error('No plan has been drafted.')
    return draft
  }
  const composed = (): Plan => {
    if (!plan) throw new Error('No plan has been composed.')
    return plan
  }
  return {
    planDraft: ({ circles: choice, sitings: ids, sought, gates, tally }) => {
      const { measured } = hall
      const circles = circlesOf(measured, choice)
      const proposals = [...ids, ...sought].flatMap((id) => sitings.proposalsOf(id))
      draft = draftOf({
        ...plainInputs(measured, circles),
        proposals,
        sited: sought.flatMap((id) => sitings.sitedOf(id) ?? []),
        small: tooSmall(measured, capacitiesOf(measured, placesOfCircles(circles, measured), SILENT)),
        gates: tryGates(measured, gates, SILENT),
        tally: tally && readTally(tally.text, tally.file),
      })
      const { people } = measured.population
      const outside = people.reduce((sum, n, cell) => (circles.ofCell[cell]! < 0 ? sum + n : sum), 0)
      return { circles: circles.circles, proposals: proposals.length, outside }
    },
    planCompose: ({ settings, edits }) => {
      plan = composePlan(drafted(), settings, edits)
      return viewOf(plan)
    },
    planFile: ({ kind, lang }) => {
      if (kind === 'json') return planJson(composed())
      if (kind === 'delivered') {
        if (!older) throw new Error('No plan has been held against this city.')
        return planHtml({ ...older, lang })
      }
      if (kind === 'html') return planHtml({ plan: composed(), delivery: null, lang })
      return kind === 'csv' ? planCsv(composed()) : tasksCsv(composed())
    },
    planRead: ({ text, file }) => {
      const read = readPlan(text, file)
      const { title, years, start, budget, edits } = read
      return { settings: { title, years, start, budget }, edits, view: viewOf(read) }
    },
    planTable: async ({ file, bytes, start }) => {
      const findings = new Findings()
      const read = await readTableEdits(bytesOf(file, bytes), start, findings)
      return { ...read, findings: findings.list() }
    },
    planDeliver: ({ text, file }) => {
      const held = readPlan(text, file)
      const delivery = deliveryOf(held, hall.measured)
      older = { plan: held, delivery }
      return delivery
    },
  }
}

function viewOf({ outlets: _o, edits: _e, ...view }: Plan): PlanView {
  return view
}

/** Circles as they were drawn, over the cells and outlets of this city; or areas in their stead. */
function circlesOf(measured: Measured, choice: CircleChoice): Circles {
  if (choice.kind === 'areas') return circlesOfAreas(measured, choice.level)
  const index = new AreaIndex(choice.circles.map((c) => c.polygon))
  const { population, outlets } = measured
  return {
    circles: choice.circles,
    ofCell: Int32Array.from(population.lng, (lng, i) => index.areaOf(lng, population.lat[i]!)),
    ofOutlet: Int32Array.from(outlets, ({ at }) => index.areaOf(...at)),
  }
}
