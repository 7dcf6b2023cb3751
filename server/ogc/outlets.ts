// Outlets of the ledger as features, a page at a time, by spot where a box is asked for.
import { type SqlBool, sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../db/context.ts'
import { keyIn, pageFrom } from '../http/pages.ts'
import type { Place } from '../http/route.ts'
import type { Feature } from '../map/features.ts'
import { type Box, runsOf } from '../map/spot.ts'
import type { Asked } from './ask.ts'

/** Beyond so many it is not said how many there are: counting them would take longer than the page. */
const COUNTED = 100_000

const columns = ['outlet.id', 'office.code as office', 'outlet.code', 'outlet.name', 'outlet.label', 'outlet.state', 'outlet.address',
  'outlet.hours', 'outlet.capacity', 'outlet.confirmed', 'outlet.confirmed_by', 'outlet.version', 'outlet.lng', 'outlet.lat'] as const // biome-ignore format: a table

const held = (tx: Tx, place: Place) =>
  tx
    .selectFrom('outlet')
    .innerJoin('office', 'office.id', 'outlet.office')
    .where(sql<SqlBool>`outlet.path <@ ${place.path}::ltree`)
    .where('outlet.merged_into', 'is', null)

const inBox = ([w, s, e, n]: Box) => {
  const runs = runsOf([w, s, e, n]).map(([from, to]) => sql<SqlBool>`outlet.spot between ${from} and ${to}`)
  return sql<SqlBool>`(${sql.join(runs, sql` or `)}) and lng between ${w} and ${e} and lat between ${s} and ${n}`
}

function asked(tx: Tx, place: Place, { bbox, span, where }: Asked) {
  let query = held(tx, place)
  if (bbox) {
    const [w, s, e, n] = bbox
    query =
      w <= e
        ? query.where(inBox(bbox))
        : query.where(sql<SqlBool>`(${inBox([w, s, 180, n])} or ${inBox([-180, s, e, n])})`)
  }
  // the day of its last confirmation; whoever was never confirmed has no time at all
  if (span) query = query.where('outlet.confirmed', 'is not', null)
  if (span?.from) query = query.where('outlet.confirmed', '>=', span.from.slice(0, 10))
  if (span?.to) query = query.where('outlet.confirmed', '<=', span.to.slice(0, 10))
  for (const [name, text] of where)
    query = query.where(name === 'office' ? 'office.code' : sql.ref<string>(`outlet.${name}`), '=', text)
  return query
}

type Row = Awaited<ReturnType<typeof rowsOf>>[number]
const rowsOf = (tx: Tx, place: Place, ask: Asked, after: string | null) => {
  const query = asked(tx, place, ask)
    .select(columns)
    .orderBy('outlet.id')
    .limit(ask.limit + 1)
  return (after ? query.where('outlet.id', '>', after) : query).execute()
}

function featureOf({ id, lng, lat, ...properties }: Row): Feature {
  return { type: 'Feature', id, geometry: { type: 'Point', coordinates: [lng, lat] }, properties: { ...properties } }
}

/** A page of outlets; `matched` is null where there are too many to count. */
export async function outletItems(tx: Tx, place: Place, ask: Asked) {
  const after = ask.after ? String(keyIn(ask.after, 1)[0]) : null
  const { items, next } = pageFrom(await rowsOf(tx, place, ask, after), ask.limit, (row) => [row.id])
  const some = asked(tx, place, ask)
    .select('outlet.id')
    .limit(COUNTED + 1)
    .as('some')
  const { n } = await tx
    .selectFrom(some)
    .select((e) => e.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return { features: items.map(featureOf), matched: n > COUNTED ? null : n, next }
}

/** One outlet; undefined where there is none of that id. */
export async function outletItem(tx: Tx, place: Place, id: string): Promise<Feature | undefined> {
  if (!z.uuid().safeParse(id).success) return undefined
  const row = await held(tx, place).select(columns).where('outlet.id', '=', id).executeTakeFirst()
  return row && featureOf(row)
}

/** The box and the time of a ledger; null where it is empty. */
export async function outletExtent(tx: Tx, place: Place) {
  const { w, s, e, n, from, to } = await held(tx, place)
    .select(({ fn }) => [
      fn.min('outlet.lng').as('w'),
      fn.min('outlet.lat').as('s'),
      fn.max('outlet.lng').as('e'),
      fn.max('outlet.lat').as('n'),
      fn.min('outlet.confirmed').as('from'),
      fn.max('outlet.confirmed').as('to'),
    ])
    .executeTakeFirstOrThrow()
  return { box: w === null ? null : ([w, s, e, n] as Box), from, to }
}
