// The tables of a database as a backup sees them: which, with which columns, and in which order they can be filled.
import type { Client } from 'pg'

/** A table of schema public that is ours, with the columns that are written (not those worked out from others). */
export interface Listed {
  readonly name: string
  readonly columns: readonly string[]
}

type Asked = Pick<Client, 'query'>

const OURS = `c.relnamespace = 'public'::regnamespace
  and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')`

/** Every table, by name. */
export async function tablesOf(client: Asked): Promise<readonly Listed[]> {
  const { rows } = await client.query(`select c.relname::text as name,
      coalesce(array_agg(a.attname::text order by a.attnum) filter (where a.attgenerated = ''), '{}') as columns
    from pg_class c left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where ${OURS} and c.relkind = 'r' group by c.relname order by c.relname collate "C"`)
  return rows
}

/** The names in an order in which every table comes after those that it refers to; those without an order between them by name. */
export async function fillOrder(client: Asked, names: readonly string[]): Promise<readonly string[]> {
  const { rows } = await client.query(`select c.relname::text as "from", t.relname::text as "to"
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_class t on t.oid = k.confrelid
    where k.contype = 'f' and c.oid <> t.oid and ${OURS}`)
  const left = new Set([...names].sort())
  const order: string[] = []
  while (left.size > 0) {
    const next = [...left].find((name) => !rows.some(({ from, to }) => from === name && left.has(to)))
    if (!next) throw new Error(`tables refer to each other in a ring: ${[...left].join(', ')}`)
    left.delete(next)
    order.push(next)
  }
  return order
}

/** Identity columns and their sequences are set on beyond what stands in the tables. */
export async function setCountersOn(client: Asked): Promise<void> {
  const { rows } =
    await client.query(`select format('select setval(pg_get_serial_sequence(%L, %L), coalesce(max(%I), 1), max(%I) is not null) from %I',
      quote_ident(c.relname), a.attname, a.attname, a.attname, c.relname) as sql
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where ${OURS} and c.relkind = 'r' and pg_get_serial_sequence(quote_ident(c.relname), a.attname) is not null`)
  for (const { sql } of rows) await client.query(sql)
}

/** Removes every table, view, function and type of ours, and the queue: for a database that holds no row. */
export async function clear(client: Asked): Promise<void> {
  const { rows } = await client.query(`
    select format('drop %s if exists %s cascade', case c.relkind when 'v' then 'view' when 'm' then 'materialized view'
      when 'S' then 'sequence' else 'table' end, c.oid::regclass) as sql
    from pg_class c where ${OURS} and c.relkind in ('r', 'p', 'v', 'm', 'S')
      and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype in ('a', 'i'))
    union all select format('drop %s if exists %s cascade', case p.prokind when 'p' then 'procedure' when 'a' then 'aggregate' else 'function' end, p.oid::regprocedure)
    from pg_proc p where p.pronamespace = 'public'::regnamespace
      and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
    union all select format('drop type if exists %s cascade', t.oid::regtype)
    from pg_type t where t.typnamespace = 'public'::regnamespace and t.typtype in ('e', 'd')
      and not exists (select from pg_depend d where d.classid = 'pg_type'::regclass and d.objid = t.oid and d.deptype = 'e')
    union all select 'drop schema boss cascade' where to_regnamespace('boss') is not null`)
  for (const { sql } of rows) await client.query(sql)
}
