// Finds where to open what in a measured city, with a proof. The same as `yike site` on street corners, file by file.
import { Fault } from '@yike/core/base/fault.ts'
import { Findings } from '@yike/core/base/finding.ts'
import { anewFiles, siteFiles } from '@yike/core/report/site-files.ts'
import { inUnit } from '@yike/core/report/sites.ts'
import { siteAnew } from '@yike/core/siting/anew.ts'
import { models } from '@yike/core/siting/models/index.ts'
import { candidatesOnStreets } from '@yike/core/siting/on-streets.ts'
import { proposeSites } from '@yike/core/siting/propose.ts'
import type { SitingQuestion } from '@yike/core/siting/siting.ts'
import { BANDS } from '@yike/core/source/rows.ts'
import { getCategory } from '@yike/core/standard/named.ts'
import { z } from 'zod'
import { defineKind, listed } from '../kind.ts'
import { cityOf, measureOn, overCity, resultOf } from '../measured-input.ts'
import { solveHere } from '../model.ts'

const share = z.number().positive().max(1)

const options = z.strictObject({
  ...overCity,
  categories: z.array(z.string().min(1).max(60)).min(1).max(20),
  model: z.enum(models.map(({ id }) => id) as [string, ...string[]]).default('most-covered'),
  p: z.number().int().min(1).max(100_000).nullable().default(null),
  share: share.nullable().default(null),
  minTrade: z.number().positive().max(1e9).nullable().default(null),
  band: z.enum(BANDS).nullable().default(null),
  unknownToo: z.boolean().default(false),
  cap: z.number().positive().max(180).nullable().default(null),
  capacity: z.number().positive().max(1e7).nullable().default(null),
  /** Outlets of today: all stay, or may close and move. */
  existing: z.enum(['keep', 'free']).default('keep'),
  candidates: z.number().int().min(1).max(100_000).default(500),
  seed: z
    .number()
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .default(1),
  seconds: z.number().positive().max(3600).default(40),
  gap: z.number().min(0).lt(1).default(0.001),
})

/** Models that must be told how many sites. */
const COUNTED = ['most-covered', 'p-median', 'p-center', 'least-trade', 'shared']

export default defineKind<z.infer<typeof options>>({
  id: 'site',
  name: { zh: '选址', en: 'find sites' },
  options,
  async inputs(asking) {
    const { model, p, minTrade } = asking.options
    if (COUNTED.includes(model) && p === null) throw new Fault('needs', { what: 'p' })
    if (model === 'least-trade' && minTrade === null) throw new Fault('needs', { what: 'minTrade' })
    return [await resultOf(asking, 'measure', asking.options.measured, 'city.yike', 'city')]
  },
  async compute(work) {
    const { options: o, progress, versions } = work
    const measured = await measureOn(await cityOf(work), work.threads, progress)
    const question: SitingQuestion = {
      model: o.model,
      categories: [...new Set(o.categories.map((name) => getCategory(measured.categories, name, 'categories')))],
      p: o.p,
      budget: null,
      share: o.share ?? (o.model === 'capacitated' ? 1 : null),
      leastTrade: o.minTrade,
      stopsPerVan: null,
      minutesBetween: null,
      band: o.band,
      unknownToo: o.unknownToo,
      capMinutes: o.cap,
      floorM2: {},
      capacityIfUnknown: o.capacity,
    }
    const free = o.existing === 'free'
    const findings = new Findings()
    const { seed, seconds, gap } = o
    const solve = solveHere({ seed, seconds, gap }, progress)
    const candidates = candidatesOnStreets(measured, question, free, o.candidates)
    const from = { question, inputs: listed(work.inputs), versions, seed, seconds, gap }
    if (free) {
      const anew = await siteAnew(measured, candidates, question, solve, { progress, findings })
      const summary = { model: o.model, ended: anew.ended, sites: anew.sites.length }
      return { files: anewFiles(anew, from), coverage: [], circles: [], summary }
    }
    const siting = await proposeSites(measured, candidates, question, solve, { progress, findings, gapAsked: gap })
    const { ended, objective, bound, unit } = siting
    const values = { objective: inUnit(siting, objective), bound: inUnit(siting, bound, true), gap: siting.gap }
    const summary = { model: o.model, ended, unit, ...values, sites: siting.sites.length }
    return { files: siteFiles(siting, from), coverage: [], circles: [], summary }
  },
})
