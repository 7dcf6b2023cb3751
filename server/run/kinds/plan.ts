// Drafts a plan a circle and the tasks of each year. The same as `yike plan`, file by file.
import { Fault } from '@yike/core/base/fault.ts'
import { Findings } from '@yike/core/base/finding.ts'
import { capacitiesOf } from '@yike/core/circle/capacity.ts'
import { circlesOf } from '@yike/core/circle/membership.ts'
import { placesOfCircles } from '@yike/core/circle/places.ts'
import { readCircles } from '@yike/core/circle/version.ts'
import { tooSmall } from '@yike/core/plan/apart.ts'
import { circlesOfAreas } from '@yike/core/plan/circles-of-areas.ts'
import { composePlan, draftOf } from '@yike/core/plan/compose.ts'
import { NO_EDITS, withLock } from '@yike/core/plan/edits.ts'
import { MOST_GATES, tryGates } from '@yike/core/plan/gates.ts'
import { MOST_MOVES, tryMoves } from '@yike/core/plan/moves.ts'
import { readSites } from '@yike/core/plan/proposals.ts'
import { seekSites, soughtBy } from '@yike/core/plan/seek-sites.ts'
import { shutAt } from '@yike/core/plan/shut-at.ts'
import { TERM_YEARS } from '@yike/core/plan/tasks.ts'
import { planFiles } from '@yike/core/report/plan/plan-files.ts'
import { z } from 'zod'
import { defineKind, listed } from '../kind.ts'
import { cityOf, measureOn, resultOf } from '../measured-input.ts'
import { solveHere } from '../model.ts'

/** Of the search for sites, as `yike plan` has it. */
const SEED = 1

const options = z.strictObject({
  measured: z.uuid().nullable().default(null),
  /** A run that drew circles; null: the newest. */
  circles: z.uuid().nullable().default(null),
  /** Or areas of this level as circles. */
  by: z.enum(['community', 'subdistrict', 'district', 'other']).nullable().default(null),
  /** Runs that found sites. */
  sites: z.array(z.uuid()).max(20).default([]),
  /** What sites are sought for: basic, none, or names of categories by commas; null: basic where no sites are given, else none. */
  propose: z.string().min(1).max(500).nullable().default(null),
  /** Circles that are fixed to a year of the term, counted from 1. */
  locks: z
    .array(z.tuple([z.string(), z.number().int().min(1).max(50)]))
    .max(5000)
    .default([]),
  years: z.number().int().min(1).max(50).default(TERM_YEARS),
  start: z.number().int().min(1949).max(2200).nullable().default(null),
  budget: z.number().min(0).max(1e13).nullable().default(null),
  /** Moments with the categories that should be open then: 周三 06:30=早餐店,菜市场. */
  at: z.array(z.string().max(200)).max(20).default([]),
  gates: z.number().int().min(0).max(500).default(MOST_GATES),
  seconds: z.number().positive().max(3600).default(10),
  title: z.string().min(1).max(200).nullable().default(null),
  lang: z.enum(['zh', 'en']).default('zh'),
})

export default defineKind<z.infer<typeof options>>({
  id: 'plan',
  name: { zh: '一圈一策', en: 'draft a plan' },
  options,
  async inputs(asking) {
    const { measured, circles, by, sites } = asking.options
    if (circles && by) throw new Fault('bad-request', { why: 'circles | by' })
    const inputs = [await resultOf(asking, 'measure', measured, 'city.yike', 'city')]
    if (!by) inputs.push(await resultOf(asking, 'delineate', circles, 'circles.json', 'circles'))
    for (const run of sites) inputs.push(await resultOf(asking, 'site', run, 'sites.json', 'sites'))
    return inputs
  },
  async compute(work) {
    const { options: o, progress, versions, inputs: given } = work
    const text = async (role: string) =>
      Promise.all(
        given
          .filter((input) => input.role === role)
          .map(async (input) => {
            const bytes = await work.bytes(input)
            return { bytes, text: new TextDecoder().decode(await bytes.slice(0, bytes.size)) }
          }),
      )
    const inputs = await cityOf({ ...work, options: { walker: null, speed: null, minutes: null } })
    const findings = new Findings()
    const again = (changed: typeof inputs) => measureOn(changed, work.threads, progress)
    const measured = await again(inputs)
    const [drawn] = await text('circles')
    const circles = o.by
      ? circlesOfAreas(measured, o.by)
      : circlesOf(measured, (await readCircles(drawn!.bytes)).delineation.circles)
    const known = new Set(circles.circles.map(({ id }) => id))
    for (const [id] of o.locks)
      if (!known.has(id))
        throw new Fault('bad-value', { name: 'locks', expected: [...known].slice(0, 8).join(' | '), got: id })

    const propose = o.propose ?? (o.sites.length > 0 ? 'none' : 'basic')
    const sites = (await text('sites')).map(({ bytes, text }) =>
      readSites(text, bytes.name, measured.population.lng.length),
    )
    const found = await seekSites({
      ...{ inputs, measured, again, progress },
      sought: soughtBy(propose, measured),
      chosen: sites.flatMap(({ chosen }) => chosen),
      candidates: sites.flatMap(({ candidates }) => candidates),
      premises: null,
      solve: solveHere({ seed: SEED, seconds: o.seconds }, progress),
    })
    const draft = draftOf({
      ...{ measured, circles, proposals: found.proposals, sited: found.sited, tally: null },
      shut: await shutAt(measured, o.at, findings),
      small: tooSmall(measured, capacitiesOf(measured, placesOfCircles(circles, measured), progress)),
      gates: tryGates(measured, o.gates, progress),
      moves: tryMoves(measured, circles, found.candidates, MOST_MOVES, progress),
    })
    const { years, start, budget } = o
    const title = o.title ?? work.office.name
    const edits = o.locks.reduce((all, [id, year]) => withLock(all, id, year), NO_EDITS)
    const plan = composePlan(draft, { title, years, start, budget }, edits)
    const files = planFiles(plan, null, {
      ...{
        inputs: listed(given),
        versions,
        by: o.by,
        gates: o.gates,
        propose,
        seconds: o.seconds,
        seed: SEED,
        lang: o.lang,
      },
    })
    const summary = { title, years, actions: plan.actions.length, circles: plan.circles.length, left: found.left }
    return { files, coverage: [], circles: [], summary }
  },
})
