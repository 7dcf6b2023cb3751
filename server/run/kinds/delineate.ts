// Draws the circles of a measured city. The same as `yike circles`, file by file.
import { Fault } from '@yike/core/base/fault.ts'
import { delineate } from '@yike/core/circle/delineate.ts'
import { bandWith } from '@yike/core/circle/ruler.ts'
import { rulers } from '@yike/core/circle/rulers/index.ts'
import { townOf } from '@yike/core/circle/town.ts'
import { typings } from '@yike/core/circle/typings/index.ts'
import { circleFiles } from '@yike/core/report/circle-files.ts'
import { z } from 'zod'
import { defineKind, listed } from '../kind.ts'
import { cityOf, measureOn, overCity, resultOf } from '../measured-input.ts'
import { circleRows } from '../rows.ts'

const ids = (shelf: readonly { readonly id: string }[]) => z.enum(shelf.map(({ id }) => id) as [string, ...string[]])
/** People; null lifts the ruler's limit; left out, the ruler's stands. */
const people = z.number().positive().max(1e8).nullable().optional()

const options = z.strictObject({
  ...overCity,
  ruler: ids(rulers).default('commerce-2024'),
  least: people,
  most: people,
  about: people,
  share: z.number().positive().max(1).default(1),
  proposeSites: z.boolean().default(false),
  /** Communities that may not be in one circle, by id. */
  forbid: z
    .array(z.tuple([z.string(), z.string()]))
    .max(1000)
    .default([]),
  typing: ids(typings).default('national-2023'),
  seed: z
    .number()
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .default(1),
})

export default defineKind<z.infer<typeof options>>({
  id: 'delineate',
  name: { zh: '划圈', en: 'draw circles' },
  options,
  inputs: async (asking) => [await resultOf(asking, 'measure', asking.options.measured, 'city.yike', 'city')],
  async compute(work) {
    const { options: o, progress, inputs, versions } = work
    const ruler = rulers.find(({ id }) => id === o.ruler)!
    const own = Object.fromEntries(
      Object.entries({ least: o.least, most: o.most, about: o.about }).filter(([, n]) => n !== undefined),
    )
    const ask = {
      ruler: Object.keys(own).length > 0 ? null : ruler,
      band: bandWith(ruler.band, own),
      share: o.share,
      seed: o.seed,
      hearts: [],
      forbidden: o.forbid,
      proposeSites: o.proposeSites,
      locked: [],
    }
    const city = await cityOf(work)
    const known = new Set(city.areas.map(({ id }) => id))
    for (const id of o.forbid.flat())
      if (!known.has(id)) throw new Fault('bad-value', { name: 'forbid', expected: 'id', got: id })
    const m = await measureOn(city, work.threads, progress)
    const drawn = await delineate(townOf(m, progress), ask, progress)
    const made = {
      typing: typings.find(({ id }) => id === o.typing)!,
      seed: o.seed,
      from: null,
      when: null,
      freeze: false,
      inputs: listed(inputs),
      versions,
    }
    const { version, types, results } = circleFiles(m, drawn, made, progress)
    const { units, checks, bound } = drawn
    const [people, inNone] = [drawn.people, drawn.inNone].map(Math.round)
    const summary = {
      version: version.id,
      circles: drawn.circles.length,
      ...{ people, inNone, units, checks, bound },
      types: types.map((type) => ({ circle: type.circle, type: type.typing })),
    }
    return { files: results, coverage: [], circles: circleRows(drawn), summary }
  },
})
