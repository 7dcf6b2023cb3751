// The one way in which outlets are written: many in one statement, and with each the version that says what it became.
import { sql } from 'kysely'
import type { Tx } from '../db/context.ts'
import type { OutletFacts } from './outlet.ts'

/** Why, from what, by whom and when outlets become what is written. */
export interface Cause {
  readonly cause: 'import' | 'edit' | 'merge' | 'unmerge' | 'verification' | 'office'
  readonly upload?: string | null
  readonly account: string | null
  readonly at: Date
}

/** Outlets in one statement: some megabytes of JSON. Measured at 100,000 rows: 1,000 to 10,000 take the same time. */
const CHUNK = 4_000

const COLUMNS = sql.raw(
  'id uuid, office uuid, path ltree, code text, version integer, state text, name text, label text, lng float8, lat float8, ' +
    'address text, hours text, capacity float8, licence text, entrances jsonb, origins jsonb, confirmed date, ' +
    'confirmed_by text, remark text, merged_into uuid',
)
const FACTS = [
  'office',
  'path',
  'code',
  'state',
  'name',
  'label',
  'lng',
  'lat',
  'address',
  'hours',
  'capacity',
  'licence',
  'entrances',
  'origins',
  'confirmed',
  'confirmed_by',
  'remark',
  'merged_into',
] as const
const NAMES = sql.raw(FACTS.join(', '))
const SETS = sql.raw(FACTS.map((f) => `${f} = g.${f}`).join(', '))

/** Somebody else wrote one of these meanwhile. Bears the code by which a transaction is done again (see db/context.ts). */
class Overtaken extends Error {
  readonly code = '40001'
}

/** Makes outlets, version 1. */
export async function makeOutlets(tx: Tx, outlets: readonly OutletFacts[], by: Cause): Promise<void> {
  for (const chunk of chunksOf(outlets))
    await sql`with made as (
        insert into outlet (id, version, at, ${NAMES}) select id, 1, ${by.at}, ${NAMES}
        from jsonb_to_recordset(${JSON.stringify(chunk)}::jsonb) as g(${COLUMNS}) returning *)
      insert into outlet_version (outlet, version, path, cause, upload, account, since, what)
      select id, version, path, ${by.cause}, ${by.upload ?? null}::uuid, ${by.account}::uuid, ${by.at}, to_jsonb(made) - 'spot' from made`.execute(
      tx,
    )
}

/**
 * Writes outlets of which `version` was seen, as the next version. One that goes to another office leaves a version behind that
 * says so, for who may see only the old place. Where another version stands meanwhile, nothing is written and the transaction
 * is done again.
 */
export async function changeOutlets(tx: Tx, outlets: readonly OutletFacts[], by: Cause): Promise<void> {
  for (const chunk of chunksOf(outlets)) {
    const { rows } = await sql<{ written: number }>`with given as (
        select * from jsonb_to_recordset(${JSON.stringify(chunk)}::jsonb) as g(${COLUMNS})),
      before as (select o.id, o.path from outlet o join given using (id)),
      changed as (
        update outlet o set ${SETS}, version = o.version + case when o.path = g.path then 1 else 2 end, at = ${by.at}
        from given g where o.id = g.id and o.version = g.version returning o.*),
      versions as (
        select id, version, path, to_jsonb(changed) - 'spot' as what from changed
        union all
        select c.id, c.version - 1, b.path, to_jsonb(c) - 'spot' || jsonb_build_object('left', true, 'version', c.version - 1, 'path', b.path)
        from changed c join before b on b.id = c.id and b.path <> c.path),
      kept as (
        insert into outlet_version (outlet, version, path, cause, upload, account, since, what)
        select id, version, path, ${by.cause}, ${by.upload ?? null}::uuid, ${by.account}::uuid, ${by.at}, what from versions)
      select count(*) as written from changed`.execute(tx)
    if (rows[0]?.written !== chunk.length) throw new Overtaken('an outlet was changed by somebody else')
  }
}

function* chunksOf(outlets: readonly OutletFacts[]): Generator<readonly OutletFacts[]> {
  // by place: each statement leaves one row in the trail for every place it writes to
  const sorted = outlets.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
  for (let from = 0; from < sorted.length; from += CHUNK) yield sorted.slice(from, from + CHUNK)
}
