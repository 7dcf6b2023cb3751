// Routes of possible duplicates.
import { Fault } from '@yike/core/base/fault.ts'
import { sql } from 'kysely'
import { z } from 'zod'
import { holds } from '../account/actor.ts'
import { keyIn, pageFrom, pageOf, pageQuery } from '../http/pages.ts'
import { type Call, route } from '../http/route.ts'
import { mergePair, noteDuplicates, setApart, undoPair } from './duplicates.ts'
import { answerOf, type OutletRecord, outletAnswer } from './outlet.ts'

const pairAnswer = z.object({
  id: z.uuid(),
  kept: outletAnswer,
  other: outletAnswer,
  meters: z.number(),
  /** Why: one name, one licence, a similar name, nothing but trade and place. */
  reason: z.string(),
  state: z.enum(['open', 'merged', 'apart']),
  at: z.string(),
})
const rank = sql<number>`coalesce(array_position(array['same', 'licence', 'similar', 'silent'], d.reason), 5)`

interface PairRow {
  readonly id: string
  readonly meters: number
  readonly reason: string
  readonly state: 'open' | 'merged' | 'apart'
  readonly at: Date
  readonly rank: number
  readonly kept: OutletRecord
  readonly other: OutletRecord
  readonly kept_office: string
  readonly other_office: string
}

const by = ({ actor, platform }: Pick<Call<unknown, unknown, unknown>, 'actor' | 'platform'>) => ({
  account: actor.account,
  at: platform.clock(),
})
const decided = z.object({ id: z.uuid(), state: z.enum(['open', 'merged', 'apart']) })
const params = z.object({ id: z.string() })

/** The two may be of two offices, or have gone to another since: who decides edits both. Fault: not-yours. */
async function expectBoth({ tx, params, actor }: Call<{ id: string }, unknown, unknown>): Promise<void> {
  const { rows } = await sql<{ path: string }>`select o.path::text as path
    from duplicate d join outlet o on o.id in (d.kept, d.other) where d.id = ${params.id}`.execute(tx)
  if (!rows.every(({ path }) => holds(actor, 'edit', path))) throw new Fault('not-yours')
}

/** Routes of duplicates. */
export const duplicateRoutes = [
  route({
    method: 'GET',
    path: '/api/offices/:office/duplicates',
    about: { zh: '可能重复的网点', en: 'Outlets that may be one, written twice' },
    rule: { role: 'read', at: 'office' },
    query: z.object({ ...pageQuery, state: z.enum(['open', 'merged', 'apart']).default('open') }),
    replies: { 200: pageOf(pairAnswer) },
    async handle({ tx, place, query: { state, limit, after } }) {
      const [r, meters, id] = after ? keyIn(after, 3) : [null, null, null]
      const open = sql`and a.merged_into is null and b.merged_into is null and a.state = 'open' and b.state = 'open'`
      const { rows } = await sql<PairRow>`
        select d.id, d.meters, d.reason, d.state, d.at, ${rank} as rank, to_jsonb(a) as kept, to_jsonb(b) as other,
          ao.code as kept_office, bo.code as other_office
        from duplicate d join outlet a on a.id = d.kept join outlet b on b.id = d.other
          join office ao on ao.id = a.office join office bo on bo.id = b.office
        where d.path <@ ${place.path}::ltree and d.state = ${state} ${state === 'open' ? open : sql``}
          ${after ? sql`and (${rank}, d.meters, d.id) > (${r}::integer, ${meters}::float8, ${id}::uuid)` : sql``}
        order by 6, d.meters, d.id limit ${limit + 1}`.execute(tx)
      const page = pageFrom(rows, limit, (row) => [row.rank, row.meters, row.id])
      return {
        ...page,
        items: page.items.map(({ kept, other, kept_office, other_office, at, rank: _, ...pair }) => ({
          ...pair,
          kept: answerOf(kept, kept_office),
          other: answerOf(other, other_office),
          at: at.toISOString(),
        })),
      }
    },
  }),
  route({
    method: 'POST',
    path: '/api/offices/:office/duplicates/find',
    about: { zh: '查找可能重复的网点', en: 'Look for outlets written twice' },
    rule: { role: 'edit', at: 'office' },
    perMinute: 30,
    replies: { 200: z.object({ found: z.number() }) },
    handle: async (call) => ({ found: await noteDuplicates(call.tx, call.place, by(call)) }),
  }),
  route({
    method: 'POST',
    path: '/api/duplicates/:id/merge',
    about: { zh: '合并两个网点', en: 'Make the two one' },
    rule: { role: 'edit', at: 'duplicate' },
    params,
    body: z.strictObject({ keep: z.uuid().optional() }).nullish(),
    replies: { 200: decided },
    async handle(call) {
      await expectBoth(call)
      await mergePair(call.tx, call.params.id, call.body?.keep, by(call))
      return { id: call.params.id, state: 'merged' as const }
    },
  }),
  route({
    method: 'POST',
    path: '/api/duplicates/:id/apart',
    about: { zh: '确认是两个网点', en: 'Say that they are two' },
    rule: { role: 'edit', at: 'duplicate' },
    params,
    replies: { 200: decided },
    async handle(call) {
      await expectBoth(call)
      await setApart(call.tx, call.params.id, by(call))
      return { id: call.params.id, state: 'apart' as const }
    },
  }),
  route({
    method: 'POST',
    path: '/api/duplicates/:id/undo',
    about: { zh: '撤销合并或确认', en: 'Undo what was decided' },
    rule: { role: 'edit', at: 'duplicate' },
    params,
    replies: { 200: decided },
    async handle(call) {
      await expectBoth(call)
      await undoPair(call.tx, call.params.id, by(call))
      return { id: call.params.id, state: 'open' as const }
    },
  }),
] as const
