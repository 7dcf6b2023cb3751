// The trail as administrators read it, of their office and below, and where its chains stand.
import { Fault } from '@yike/core/base/fault.ts'
import { sql } from 'kysely'
import { z } from 'zod'
import { keyIn, pageFrom, pageOf, pageQuery } from '../http/pages.ts'
import { route } from '../http/route.ts'
import { readHeads } from './verify.ts'

/** Milliseconds that looking for a word may take. No index helps: under row-level security none may be used for parts of a text. */
const SEARCH_WITHIN = 5000
/** PostgreSQL's code of a statement that was cancelled, by its time-out too. */
const CANCELLED = '57014'

const PARAMS = z.object({ office: z.string() })

const ENTRY = z.object({
  id: z.int(),
  chain: z.string(),
  seq: z.int().nullable(),
  at: z.string(),
  account: z.uuid().nullable(),
  name: z.string().nullable(),
  address: z.string().nullable(),
  request: z.string().nullable(),
  via: z.string().nullable(),
  noun: z.string(),
  row: z.string(),
  deed: z.string(),
  before: z.unknown(),
  after: z.unknown(),
  hash: z.string().nullable(),
})

/** Routes of the trail. */
export const auditRoutes = [
  route({
    method: 'GET',
    path: '/api/offices/:office/audit',
    about: { zh: '本机构及下级的变更记录', en: 'Who changed what at an office and below' },
    rule: { role: 'administer', at: 'office' },
    params: PARAMS,
    query: z.object({
      ...pageQuery,
      noun: z.string().max(50).optional(),
      row: z.string().max(200).optional(),
      deed: z.string().max(50).optional(),
      account: z.uuid().optional(),
      from: z.iso.datetime({ offset: true }).optional(),
      to: z.iso.datetime({ offset: true }).optional(),
      /** A part of a name, or of what stood there before or after. */
      q: z.string().min(1).max(100).optional(),
    }),
    replies: { 200: pageOf(ENTRY) },
    async handle({ tx, place, query }) {
      let asked = tx
        .selectFrom('audit')
        .select(['id', 'chain', 'seq', 'at', 'account', 'name', 'address', 'request', 'via', 'noun', 'row', 'deed'])
        .select(['before', 'after', 'hash'])
        .where('place', '<@', place.path)
      for (const key of ['noun', 'row', 'deed', 'account'] as const)
        if (query[key] !== undefined) asked = asked.where(key, '=', query[key])
      if (query.from) asked = asked.where('at', '>=', new Date(query.from))
      if (query.to) asked = asked.where('at', '<', new Date(query.to))
      if (query.q) {
        await sql`select set_config('statement_timeout', ${String(SEARCH_WITHIN)}, true)`.execute(tx)
        const part = `%${query.q.replace(/[\\%_]/g, '\\$&')}%`
        asked = asked.where(
          sql<boolean>`(name ilike ${part} or before::text ilike ${part} or after::text ilike ${part})`,
        )
      }
      if (query.after) asked = asked.where('id', '<', Number(keyIn(query.after, 1)[0]))
      const rows = await asked
        .orderBy('id', 'desc')
        .limit(query.limit + 1)
        .execute()
        .catch((error: { code?: string }) => {
          throw query.q && error.code === CANCELLED ? new Fault('search-too-long', { s: SEARCH_WITHIN / 1000 }) : error
        })
      const page = pageFrom(rows, query.limit, (r) => [r.id])
      return {
        ...page,
        items: page.items.map((r) => ({ ...r, at: r.at.toISOString(), hash: r.hash?.toString('hex') ?? null })),
      }
    },
  }),
  route({
    method: 'GET',
    path: '/api/offices/:office/audit/heads',
    about: { zh: '变更记录链头，供另处保存', en: 'Where the chains stand, to be kept elsewhere' },
    rule: { role: 'administer', at: 'office' },
    params: PARAMS,
    replies: { 200: z.object({ items: z.array(z.object({ chain: z.string(), seq: z.int(), hash: z.string() })) }) },
    async handle({ tx, place }) {
      const labels = place.path.split('.')
      return { items: await readHeads(tx, labels.length === 1 ? null : [labels.slice(0, 2).join('.')]) }
    },
  }),
] as const
