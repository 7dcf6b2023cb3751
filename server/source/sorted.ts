// In which order a ledger is listed: as it came, or by a column, each with the key that its pages go on from.
import { type RawBuilder, sql } from 'kysely'
import { keyIn } from '../http/pages.ts'
import type { OutletRecord } from './outlet.ts'

/** Orders of a ledger. `confirmed`: never first, then the longest ago; `changed`: the latest first. */
export const SORTS = ['came', 'name', 'trade', 'confirmed', 'changed'] as const
/** One of them. */
export type Sort = (typeof SORTS)[number]

const KEYS: Readonly<Record<Exclude<Sort, 'came'>, RawBuilder<unknown>>> = {
  name: sql`o.name`,
  trade: sql`o.label`,
  confirmed: sql`coalesce(o.confirmed, date '0001-01-01')::text`,
  changed: sql`(-extract(epoch from o.at))::float8`,
}

/** The key of a row, to be selected as `sort_key`. */
export const keyOf = (sort: Sort): RawBuilder<unknown> => (sort === 'came' ? sql`null` : KEYS[sort])

/** What comes after a cursor, in that order. Fault: bad-request. */
export function beyond(sort: Sort, after: string): RawBuilder<unknown> {
  if (sort === 'came') return sql`o.id > ${keyIn(after, 1)[0]}::uuid`
  const [key, id] = keyIn(after, 2)
  const typed = sort === 'changed' ? sql`${Number(key)}::float8` : sql`${String(key)}::text`
  return sql`(${KEYS[sort]}, o.id) > (${typed}, ${id}::uuid)`
}

/** The order itself. */
export const orderOf = (sort: Sort): RawBuilder<unknown> => (sort === 'came' ? sql`o.id` : sql`${KEYS[sort]}, o.id`)

/** What a page goes on from. */
export const cursorKey = (sort: Sort, row: Pick<OutletRecord, 'id'> & { readonly sort_key: string | number | null }) =>
  sort === 'came' ? [row.id] : [row.sort_key, row.id]
