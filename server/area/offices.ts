// Offices as they are, and as they were: what an office was called on a day is folded from its changes.
import { Fault } from '@yike/core/base/fault.ts'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../db/context.ts'
import { keyIn, pageFrom } from '../http/pages.ts'

/** Tiers of government, from above. */
export const LEVELS = ['state', 'province', 'prefecture', 'district', 'subdistrict', 'community'] as const

/** An office, as answers show it. */
export const OFFICE_SHOWN = z.object({
  code: z.string(),
  name: z.string(),
  level: z.enum(LEVELS),
  since: z.string().nullable(),
  until: z.string().nullable(),
  /** Code of the office that took it over. */
  successor: z.string().nullable(),
  demo: z.boolean(),
})

/** An office with where it stands. */
export interface OfficeThen extends z.infer<typeof OFFICE_SHOWN> {
  readonly id: string
  readonly path: string
  readonly parent: string | null
  readonly version: number
}

/** The columns of an office on a day; null: today. */
const then = (on: string | null) => {
  const folded = sql`(select o.id, o.path, o.level, o.since, o.until, o.successor, o.demo, o.version,
      coalesce(s.was ->> 'code', o.code) as code, coalesce(s.was ->> 'name', o.name) as name,
      case when s.was is null then o.parent else (s.was ->> 'parent')::uuid end as parent
    from office o left join lateral (
      select coalesce(
        (select after from office_change c where c.office = o.id and c.happened <= ${on}::date order by c.happened desc, c.at desc limit 1),
        (select before from office_change c where c.office = o.id and c.happened > ${on}::date order by c.happened, c.at limit 1)
      ) as was) s on true
    where (o.since is null or o.since <= ${on}::date) and (o.until is null or o.until > ${on}::date))`
  const now = sql`(select id, path, level, since, until, successor, demo, version, code, name, parent from office where until is null)`
  return on === null ? now : folded
}

const shown = sql`o.id, o.path::text as path, o.code, o.name, o.level, o.since::text as since, o.until::text as until, o.parent, o.demo,
  o.version, (select code from office where id = o.successor) as successor`

/** What answers show of it. */
export const showOffice = ({ code, name, level, since, until, successor, demo }: OfficeThen) => ({
  code,
  name,
  level,
  since,
  until,
  successor,
  demo,
})

/**
 * The office that bore a code: on a day, or now; of those that are no more, the last that bore it. Fault: not-there.
 */
export async function findOffice(tx: Tx, code: string, on: string | null): Promise<OfficeThen> {
  const { rows } = await sql<OfficeThen>`select ${shown} from ${then(on)} o where o.code = ${code} limit 1`.execute(tx)
  if (rows[0]) return rows[0]
  if (on !== null) throw new Fault('not-there', { what: `${code} (${on})` })
  const ended =
    await sql<OfficeThen>`select ${shown} from office o where o.code = ${code} order by o.until desc limit 1`.execute(
      tx,
    )
  if (!ended.rows[0]) throw new Fault('not-there', { what: code })
  return ended.rows[0]
}

/** Those it stood under, from the state down. */
export async function ancestorsOf(tx: Tx, office: OfficeThen, on: string | null): Promise<OfficeThen[]> {
  const { rows } = await sql<OfficeThen & { depth: number }>`with recursive up as (
      select o.*, 0 as depth from ${then(on)} o where o.id = ${office.parent}
      union all select o.*, up.depth + 1 from ${then(on)} o join up on o.id = up.parent where up.depth < 10
    ) select ${shown}, o.depth from up o order by o.depth desc`.execute(tx)
  return rows
}

/** A page of the offices under one, or of all below it that a word finds, by code. */
export async function listOffices(
  tx: Tx,
  {
    under,
    q,
    on = null,
    limit,
    after,
  }: {
    under: OfficeThen | null
    q?: string | undefined
    on?: string | null
    limit: number
    after?: string | undefined
  },
) {
  const part = q === undefined ? null : `%${q.replace(/[\\%_]/g, '\\$&')}%`
  const from = after === undefined ? '' : String(keyIn(after, 1)[0])
  const where = part
    ? sql`(o.name ilike ${part} or o.code like ${part}) ${under ? sql`and o.path <@ ${under.path}::ltree` : sql``}`
    : under
      ? sql`o.parent = ${under.id}`
      : sql`o.parent is null`
  const { rows } = await sql<OfficeThen>`select ${shown} from ${then(on)} o
    where ${where} and o.code collate "C" > ${from} order by o.code collate "C" limit ${limit + 1}`.execute(tx)
  const page = pageFrom(rows, limit, (o) => [o.code])
  return { ...page, items: page.items.map(showOffice) }
}

/** A change, as answers show it. */
export const CHANGE = z.object({
  id: z.uuid(),
  kind: z.enum(['found', 'rename', 'recode', 'merge', 'split', 'move', 'end']),
  happened: z.string(),
  document: z.string().nullable(),
  before: z.unknown(),
  after: z.unknown(),
  at: z.string(),
})

/** A page of what happened to an office, to those below it and to those it took over; the newest first. */
export async function changesOf(
  tx: Tx,
  office: OfficeThen,
  { limit, after }: { limit: number; after?: string | undefined },
) {
  const [day, id] = after === undefined ? [null, null] : keyIn(after, 2)
  const { rows } = await sql<{
    id: string
    kind: z.infer<typeof CHANGE>['kind']
    happened: string
    document: string | null
    before: unknown
    after: unknown
    at: Date
  }>`select id, kind, happened::text as happened, document, before, after, at from office_change
    where path <@ ${office.path}::ltree and (${day}::date is null or (happened, id) < (${day}::date, ${id}::uuid))
    order by happened desc, id desc limit ${limit + 1}`.execute(tx)
  const page = pageFrom(rows, limit, (c) => [c.happened, c.id])
  return { ...page, items: page.items.map((c) => ({ ...c, at: c.at.toISOString() })) }
}
