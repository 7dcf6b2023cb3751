// Routes of what a run found, as rows.
import { wholeStates } from '@yike/core/report/numbers.ts'
import { sql } from 'kysely'
import { z } from 'zod'
import { keyIn, pageFrom, pageOf, pageQuery } from '../http/pages.ts'
import { route } from '../http/route.ts'
import { COVERAGE } from './rows.ts'

const id = z.object({ id: z.uuid() })
const number = z.number().nullable()

interface States {
  readonly within: number | null
  readonly beyond: number | null
  readonly lacking: number | null
  readonly unknown: number | null
}

/** People are whole in what goes out, as in the files; the rows keep what adds up exactly. */
function whole<T extends States>(row: T): T {
  const { within, beyond, lacking, unknown } = row
  if (within === null || beyond === null || lacking === null || unknown === null) return row
  return { ...row, ...wholeStates({ within, beyond, lacking, unknown }) }
}

export const found = [
  route({
    method: 'GET',
    path: '/api/runs/:id/coverage',
    about: {
      zh: '覆盖情况：按区域、业态、年龄段（area=city 为全市，band=all 为全部居民）',
      en: 'Coverage by area, category, age band (area=city: all of it; band=all: everybody)',
    },
    rule: { role: 'read', at: 'run' },
    params: id,
    query: z.object({
      ...pageQuery,
      area: z.string().max(60).optional(),
      category: z.string().max(60).optional(),
      band: z.string().max(20).optional(),
    }),
    replies: {
      200: pageOf(
        z.object({
          area: z.string(),
          name: z.string(),
          level: z.string().nullable(),
          category: z.string(),
          band: z.string(),
          within: number,
          beyond: number,
          lacking: number,
          unknown: number,
          share: number,
        }),
      ),
    },
    async handle({ tx, params, query: { limit, after, area, category, band } }) {
      let rows = tx
        .selectFrom('coverage')
        .select(COVERAGE)
        .where('run', '=', params.id)
        .orderBy('area')
        .orderBy('category')
        .orderBy('band')
        .limit(limit + 1)
      if (area) rows = rows.where('area', '=', area)
      if (category) rows = rows.where('category', '=', category)
      if (band) rows = rows.where('band', '=', band)
      if (after) {
        const [a, c, b] = keyIn(after, 3)
        rows = rows.where(sql<boolean>`(area, category, band) > (${a}, ${c}, ${b})`)
      }
      return pageFrom((await rows.execute()).map(whole), limit, (row) => [row.area, row.category, row.band])
    },
  }),
  route({
    method: 'GET',
    path: '/api/runs/:id/circles',
    about: { zh: '划出的生活圈：边界（GeoJSON）与数字', en: 'Circles that were drawn: borders (GeoJSON) and figures' },
    rule: { role: 'read', at: 'run' },
    params: id,
    query: z.object(pageQuery),
    replies: {
      200: pageOf(
        z.object({
          id: z.string(),
          name: z.string(),
          people: number,
          lng: number,
          lat: number,
          border: z.unknown(),
          what: z.unknown(),
        }),
      ),
    },
    async handle({ tx, params, query: { limit, after } }) {
      let rows = tx
        .selectFrom('circle')
        .select(['id', 'name', 'people', 'lng', 'lat', 'border', 'what'])
        .where('run', '=', params.id)
        .orderBy('id')
        .limit(limit + 1)
      if (after) rows = rows.where('id', '>', String(keyIn(after, 1)[0]))
      const found = await rows.execute()
      const shown = found.map((row) => ({ ...row, people: row.people === null ? null : Math.round(row.people) }))
      return pageFrom(shown, limit, (row) => [row.id])
    },
  }),
] as const
