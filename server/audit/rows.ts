// Versions of outlets are many at once and stand in the trail as one digest for each statement and office. Here the digests are
// computed again from the versions there are, in the order of one index.
import { createHash, type Hash } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import type { Tables } from '../db/tables.ts'
import type { Break } from './verify.ts'

interface Version {
  readonly batch: string
  readonly home: string
  readonly outlet: string
  readonly version: string
  readonly line: string
}

const PAGE = 5000
/** Digests that do not hold, told one by one. */
const TOLD = 100

async function pageOfVersions(db: Kysely<Tables>, after: Version | undefined): Promise<Version[]> {
  const from = after
    ? sql`where (batch, outlet, version) > (${after.batch}::bigint, ${after.outlet}::uuid, ${after.version}::integer)`
    : sql``
  const { rows } = await sql<Version>`select batch::text, home::text, outlet::text, version::text,
      outlet::text || ' ' || version || ' ' || cause || ' ' || coalesce(upload::text, '-') || ' ' || coalesce(account::text, '-')
        || ' ' || to_char(since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || ' ' || what::text as line
    from outlet_version ${from} order by outlet_version.batch, outlet_version.outlet, outlet_version.version limit ${PAGE}`.execute(
    db,
  )
  return rows
}

interface Digest {
  readonly batch: string
  readonly home: string
  readonly sha256: string
  readonly rows: number
}

/** The digests of all versions there are, batch by batch. */
async function* digests(db: Kysely<Tables>): AsyncGenerator<Digest[]> {
  let [batch, open] = ['', new Map<string, { hash: Hash; rows: number }>()]
  const close = (): Digest[] =>
    [...open].map(([home, { hash, rows }]) => ({ batch, home, rows, sha256: hash.digest('hex') }))
  let last: Version | undefined
  for (;;) {
    const page = await pageOfVersions(db, last)
    const done: Digest[] = []
    for (const row of page) {
      if (row.batch !== batch) {
        done.push(...close())
        ;[batch, open] = [row.batch, new Map()]
      }
      const group = open.get(row.home)
      if (group) {
        group.hash.update(`\n${row.line}`)
        group.rows++
      } else open.set(row.home, { hash: createHash('sha256').update(row.line), rows: 1 })
    }
    last = page.at(-1)
    yield done
    if (page.length < PAGE) break
  }
  yield close()
}

const chainOf = (path: string) => path.split('.').slice(0, 2).join('.')

/** Every statement whose versions are not those that the trail says, and versions that it says nothing of. */
export async function findStrayRows(db: Kysely<Tables>): Promise<{ versions: number; strays: Break[] }> {
  const strays: Break[] = []
  let versions = 0
  const stray = (chain: string, seq: number | null, zh: string, en: string) => {
    if (strays.length < TOLD) strays.push({ chain, seq, kind: 'rows', why: { zh, en } })
  }
  for await (const found of digests(db)) {
    if (!found.length) continue
    const batches = [...new Set(found.map((d) => d.batch))]
    const { rows } = await sql<{
      chain: string
      seq: string
      batch: string
      path: string
      rows: string
      sha256: string
    }>`
      select chain, seq::text, "row" as batch, path::text, after ->> 'rows' as rows, after ->> 'sha256' as sha256
      from audit where noun = 'outlet_version' and "row" = any (${batches}::text[]) and seq is not null`.execute(db)
    const said = new Map(rows.map((r) => [`${r.batch} ${r.path}`, r]))
    for (const { batch, home, sha256, rows } of found) {
      versions += rows
      const row = said.get(`${batch} ${home}`)
      if (!row)
        stray(
          chainOf(home),
          null,
          `批次 ${batch} 的 ${rows} 个网点版本没有记录`,
          `${rows} versions of batch ${batch} are not in the trail`,
        )
      else if (row.sha256 !== sha256)
        stray(
          row.chain,
          Number(row.seq),
          `批次 ${batch} 的网点版本已不是当时的（当时 ${row.rows} 个，现有 ${rows} 个）`,
          `the versions of batch ${batch} are not those of then (${row.rows} then, ${rows} now)`,
        )
    }
  }
  const gone = await sql<{
    chain: string
    seq: string
    batch: string
  }>`select chain, seq::text, "row" as batch from audit a
    where noun = 'outlet_version' and seq is not null and not exists (select from outlet_version v
      where v.batch = case when a."row" ~ '^[0-9]{1,18}$' then a."row"::bigint end and v.home = a.path)
    order by id limit ${TOLD}`.execute(db)
  for (const { chain, seq, batch } of gone.rows)
    stray(chain, Number(seq), `批次 ${batch} 的网点版本全部不见了`, `all versions of batch ${batch} are gone`)
  return { versions, strays }
}
