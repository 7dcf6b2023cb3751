// What must hold however often a process was killed: nothing acknowledged is lost, nothing is done by half or twice.
import { sql } from 'kysely'
import { verifyTrail } from '../audit/verify.ts'
import type { Database } from '../db/open.ts'
import type { Blobs } from '../files/blobs.ts'
import { verify } from '../files/verify.ts'
import { within } from './kill-rounds.ts'
import { type Acknowledged, IMPORTED_ROWS } from './kill-writers.ts'

/** Acknowledged writes that are not there. */
export async function lostOf(
  database: Database,
  { versions, uploads, applied, runs }: Acknowledged,
): Promise<string[]> {
  const written = [...versions].map(([key, name]) => {
    const [outlet, version] = key.split(' ')
    return { outlet, version: Number(version), name }
  })
  return within(database, async (tx) => {
    const { rows } = await sql<{ what: string }>`
      select g.outlet || ' ' || g.version as what from jsonb_to_recordset(${JSON.stringify(written)}::jsonb)
          as g(outlet uuid, version integer, name text)
        left join outlet_version v on v.outlet = g.outlet and v.version = g.version and v.what ->> 'name' = g.name
        left join outlet o on o.id = g.outlet and o.version >= g.version
        where v.outlet is null or o.id is null
      union all select 'upload ' || g.id from unnest(${[...uploads]}::uuid[]) as g(id)
        where not exists (select from upload where id = g.id)
      union all select 'apply ' || g.id from unnest(${[...applied]}::uuid[]) as g(id)
        where not exists (select from upload where id = g.id and state in ('applying', 'applied'))
      union all select 'run ' || g.id from unnest(${[...runs]}::uuid[]) as g(id)
        where not exists (select from run where id = g.id)`.execute(tx)
    return rows.map(({ what }) => what)
  })
}

/** Whatever is done by half or twice; with `blobs` also the trail and every blob, and runs and uploads that did not end well. */
export async function soundness(database: Database, blobs: Blobs | null) {
  const wrong = await within(database, async (tx) => {
    const { rows } = await sql<{ what: string }>`
      select 'half an import: ' || coalesce(u.id, v.upload) || ' ' || coalesce(u.state, '-') || ' ' || coalesce(v.n, 0) as what
        from (select * from upload where kind = 'outlets') u
        full join (select upload, count(*) as n from outlet_version where upload is not null group by upload) v on v.upload = u.id
        where coalesce(v.n, 0) <> case when u.state = 'applied' then ${IMPORTED_ROWS}::int else 0 end
      union all select 'versions of ' || outlet from outlet_version group by outlet having count(*) <> max(version)
      union all select 'version of ' || o.id from outlet o where o.version <> (select max(version) from outlet_version where outlet = o.id)
      union all select 'ended twice: ' || noun || ' ' || "row" from audit
        where noun in ('run', 'upload') and after ->> 'state' in ('done', 'applied') group by noun, "row" having count(*) > 1
      union all select 'results of an open run: ' || id from run
        where state <> 'done' and exists (select from run_file where run = run.id)`.execute(tx)
    return rows.map(({ what }) => what)
  })
  if (!blobs) return { wrong, sealed: 0, blobs: 0 }
  const { rows: sealed, breaks } = await verifyTrail(database.db)
  const { rows: open } = await within(database, (tx) =>
    sql<{
      what: string
    }>`select 'run ' || id || ' ' || state || ' ' || coalesce(error ->> 'en', '') as what from run where state <> 'done'
      union all select 'a run without results: ' || id from run where not exists (select from run_file where run = run.id)
      union all select 'upload ' || id || ' ' || state || ' ' || coalesce(error ->> 'en', '') from upload
        where state not in ('read', 'applied')
      union all select 'job ' || name || ' ' || id || ' ' || state from boss.job
        where state in ('created', 'retry', 'active', 'failed') and name in ('run', 'read', 'apply')`.execute(tx),
  )
  const { rows: named } = await within(database, (tx) =>
    sql<{
      sha256: string
    }>`select sha256 from run_file union select sha256 from upload union select sha256 from layer`.execute(tx),
  )
  const looked = await verify(
    blobs,
    named.map(({ sha256 }) => sha256),
  )
  return {
    wrong: [
      ...wrong,
      ...breaks.map((one) => `trail: ${one.why.en}`),
      ...open.map(({ what }) => what),
      ...looked.alteredSome.map((sha) => `altered: ${sha}`),
      ...looked.missingSome.map((sha) => `missing: ${sha}`),
    ],
    sealed,
    blobs: looked.blobs,
  }
}
