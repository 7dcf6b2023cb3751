// Reading the ledger: an office's outlets and those of all below it, now or as they stood at a moment.
import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../db/context.ts'
import type { OutletRecord } from './outlet.ts'

/** Outlets fetched at once. */
const BATCH = 10_000

/**
 * The outlets under `path` that were there at a moment, as a table to select from: the last version before it of each, without
 * those merged into others or gone to another office. Without a moment, the table as it is.
 */
export function outletsAt(path: string, at: Date | null): RawBuilder<OutletRecord> {
  // by their offices: under row-level security an index is used by comparisons that leak nothing, as those of ids are and those of
  // paths are not
  if (!at)
    return sql`(select * from outlet where office in (select id from office where path <@ ${path}::ltree) and merged_into is null)`
  return sql`(select r.* from (
      select distinct on (outlet) what from outlet_version
      where path <@ ${path}::ltree and since <= ${at} order by outlet, version desc) v,
    lateral jsonb_populate_record(null::outlet, v.what) r
    where not v.what ? 'left' and r.merged_into is null)`
}

/** Offices of a place that are gone through one by one for a page of its ledger, and for all of it. */
const FEW = 500
const FEW_FOR_ALL = 5000

/** Whether no more than so many offices stand under `path`. */
async function isFew(tx: Tx, path: string, most: number): Promise<boolean> {
  const { rows } = await sql<{ n: number }>`select count(*)::integer as n from (
    select from office where path <@ ${path}::ltree limit ${most + 1}) seen`.execute(tx)
  return rows[0]!.n <= most
}

/**
 * The first outlets under `path` in the order of their ids of which `asked` (about `o`) holds, each with the code of its office. The
 * planner does not know how few rows an officer sees, and would go through the ledger of the whole country for a street's
 * first page: where the offices are few, each gives its own first rows. A box is found by its spots in any case.
 */
export async function firstOutlets(
  tx: Tx,
  path: string,
  {
    at,
    asked,
    limit,
    isBox,
  }: { at: Date | null; asked: readonly RawBuilder<unknown>[]; limit: number; isBox: boolean },
): Promise<(OutletRecord & { readonly office_code: string })[]> {
  const holds = sql.join([sql`true`, ...asked], sql` and `)
  const query =
    !at && !isBox && (await isFew(tx, path, FEW))
      ? sql<
          OutletRecord & { office_code: string }
        >`select o.*, office.code as office_code from office cross join lateral (
          select * from outlet o where o.office = office.id and o.merged_into is null and ${holds} order by o.id limit ${limit}) o
        where office.path <@ ${path}::ltree order by o.id limit ${limit}`
      : sql<OutletRecord & { office_code: string }>`select o.*, office.code as office_code
        from ${outletsAt(path, at)} o join office on office.id = o.office where ${holds} order by o.id limit ${limit}`
  return (await query.execute(tx)).rows
}

/** All of them, in the order of their ids, which is the order in which they came. */
export async function ledgerOf(tx: Tx, path: string, at: Date | null = null): Promise<OutletRecord[]> {
  const all: OutletRecord[] = []
  if (at || (await isFew(tx, path, FEW_FOR_ALL))) {
    const { rows } = await sql<OutletRecord>`select * from ${outletsAt(path, at)} o order by id`.execute(tx)
    return rows
  }
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const { rows } = await sql<OutletRecord>`select * from ${outletsAt(path, null)} o
      where id > ${after}::uuid order by id limit ${BATCH}`.execute(tx)
    for (const row of rows) all.push(row) // not spread: there may be a million
    if (rows.length < BATCH) return all
    after = rows.at(-1)!.id
  }
}

/** Those that were merged into others, in the order of their ids: a file may still list them. */
export async function mergedOf(tx: Tx, path: string): Promise<OutletRecord[]> {
  const { rows } = await sql<OutletRecord>`select * from outlet
    where path <@ ${path}::ltree and merged_into is not null order by id`.execute(tx)
  return rows
}

/** One outlet, held until the end of the transaction where it is to be changed. */
export async function findOutlet(tx: Tx, id: string, hold = false): Promise<OutletRecord | undefined> {
  const { rows } = await sql<OutletRecord>`select * from outlet where id = ${id} ${
    hold ? sql`for update` : sql``
  }`.execute(tx)
  return rows[0]
}

/**
 * What the ledger's file calls each outlet: its own number where only it has that, else the id it has here. So ids are unique in
 * the file, and an import finds every row again.
 */
export function fileIds(records: readonly OutletRecord[]): Map<OutletRecord, string> {
  const holders = new Map<string, number>()
  for (const { code } of records) if (code !== null) holders.set(code, (holders.get(code) ?? 0) + 1)
  return new Map(records.map((r) => [r, r.code !== null && holders.get(r.code) === 1 ? r.code : r.id]))
}
