// Outlets that may be one, written twice: found by core's rules, decided by a person, undone if need be.
import { Fault } from '@yike/core/base/fault.ts'
import { MOST_ENTRANCES, MOST_ORIGINS } from '@yike/core/source/ledger.ts'
import { possibleDuplicates } from '@yike/core/source/ledger-duplicates.ts'
import { type Selectable, sql } from 'kysely'
import { v7 } from 'uuid'
import type { Tx } from '../db/context.ts'
import type { Tables } from '../db/tables.ts'
import { facts, ledgerRowOf, type OutletFacts, type OutletRecord } from './outlet.ts'
import { findOutlet, ledgerOf } from './store.ts'
import { tradesOf } from './trades.ts'
import { type Cause, changeOutlets } from './versions.ts'

/** A row of the table. */
export type DuplicateRecord = Selectable<Tables['duplicate']>

/** Pairs that one search notes; the likeliest come first. */
const MOST_PAIRS = 5_000

/**
 * Notes the pairs under an office that may be one outlet; those noted before, whatever was decided, stay as they are. A pair of
 * one office is that office's, any other the searching one's. How many are new.
 */
export async function noteDuplicates(
  tx: Tx,
  place: { readonly id: string; readonly path: string },
  { account, at }: Pick<Cause, 'account' | 'at'>,
): Promise<number> {
  const records = await ledgerOf(tx, place.path)
  const recordOf = new Map(records.map((record) => [ledgerRowOf(record, record.id), record]))
  const { pairs } = possibleDuplicates([...recordOf.keys()], tradesOf, MOST_PAIRS)
  const rows = pairs.map(({ a, b, reason, meters }) => {
    const [kept, other] = [recordOf.get(a)!, recordOf.get(b)!]
    const { office, path } = kept.office === other.office ? kept : { office: place.id, path: place.path }
    return { id: v7(), office, path, kept: kept.id, other: other.id, meters, reason }
  })
  const { rows: made } = await sql<{ id: string }>`
    insert into duplicate (id, office, path, kept, other, meters, reason, account, at)
    select id, office, path, kept, other, meters, reason, ${account}::uuid, ${at}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as g(id uuid, office uuid, path ltree, kept uuid, other uuid, meters float8, reason text)
    where not exists (select from duplicate d where d.kept = g.other and d.other = g.kept)
    on conflict (kept, other) do nothing returning id`.execute(tx)
  return made.length
}

/** What undoing needs: the two before, and the kept one after. */
interface Merge {
  readonly kept: OutletFacts
  readonly other: OutletFacts
  readonly after: OutletFacts
}

/** What merging fills where the kept outlet does not know it. */
const FILLED = ['code', 'capacity', 'hours', 'address', 'licence', 'remark'] as const

/** The kept outlet with what the other adds: what it did not know, doors, sources, the later confirmation. */
function united(kept: OutletFacts, other: OutletFacts): OutletFacts {
  const filled: Record<string, unknown> = { ...kept }
  // the number stays with the one that had it, which is merged and thus out of the way
  const sameOffice = kept.office === other.office
  for (const field of FILLED) if (kept[field] === null && (field !== 'code' || sameOffice)) filled[field] = other[field]
  const later = (other.confirmed ?? '') > (kept.confirmed ?? '')
  const doors = new Map([...kept.entrances, ...other.entrances].map((at) => [`${at}`, at]))
  const origins = new Map([...kept.origins, ...other.origins].map((o) => [JSON.stringify(o), o]))
  return {
    ...(filled as unknown as OutletFacts),
    ...(later && { confirmed: other.confirmed, confirmed_by: other.confirmed_by }),
    entrances: [...doors.values()].slice(0, MOST_ENTRANCES),
    origins: [...origins.values()].slice(0, MOST_ORIGINS),
  }
}

/** A pair, held until it is decided. */
async function getPair(tx: Tx, id: string) {
  const pair = await tx.selectFrom('duplicate').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!pair) throw new Fault('not-there', { what: id })
  const [first, second] = [pair.kept, pair.other].toSorted() // two who decide on two pairs of one outlet do not lock each other out
  const held = [await findOutlet(tx, first!, true), await findOutlet(tx, second!, true)]
  const of = (outlet: string): OutletRecord => {
    const found = held.find((o) => o?.id === outlet)
    if (!found) throw new Fault('not-there', { what: outlet })
    return found
  }
  return { pair, kept: of(pair.kept), other: of(pair.other) }
}

const notNow = (zh: string, en: string) => new Fault('not-now', { why: { zh, en } })
const gone = (o: OutletRecord) => o.merged_into !== null

/** Makes the two one: `keep` (the pair's own choice without it) gets what the other knows, the other is merged into it. Faults: not-there, not-now. */
export async function mergePair(tx: Tx, id: string, keep: string | undefined, by: Omit<Cause, 'cause'>): Promise<void> {
  const { pair, ...two } = await getPair(tx, id)
  if (pair.state === 'merged' || gone(two.kept) || gone(two.other))
    throw notNow('其中一个已经并入别的网点', 'one of the two was merged already')
  if (keep !== undefined && keep !== pair.kept && keep !== pair.other) throw new Fault('not-there', { what: keep })
  const [kept, other] = keep === pair.other ? [two.other, two.kept] : [two.kept, two.other]
  const after = united(facts(kept), facts(other))
  const merged: Merge = { kept: facts(kept), other: facts(other), after }
  await changeOutlets(tx, [{ ...facts(other), merged_into: kept.id }], { ...by, cause: 'merge' })
  await changeOutlets(tx, [after], { ...by, cause: 'merge' })
  await settle(tx, id, 'merged', by, merged)
}

/** Says that they are two; no search proposes them again. Fault: not-now. */
export async function setApart(tx: Tx, id: string, by: Omit<Cause, 'cause'>): Promise<void> {
  const { pair } = await getPair(tx, id)
  if (pair.state === 'merged') throw notNow('已经合并；请先撤销合并', 'they were merged; undo that first')
  await settle(tx, id, 'apart', by, null)
}

/**
 * Takes back what was decided. After a merge both stand as before it; what was changed of the kept one since, by a person or a
 * file, stays changed. Fault: not-now.
 */
export async function undoPair(tx: Tx, id: string, by: Omit<Cause, 'cause'>): Promise<void> {
  const { pair, ...two } = await getPair(tx, id)
  if (pair.state === 'open') throw notNow('没有可以撤销的', 'there is nothing to undo')
  if (pair.state === 'merged') {
    const merged = pair.merged as Merge
    const [kept, other] = merged.kept.id === pair.kept ? [two.kept, two.other] : [two.other, two.kept]
    if (other.merged_into !== kept.id)
      throw notNow('它后来又并入了别的网点；请先撤销那次合并', 'it was merged further since; undo that first')
    const now = facts(kept)
    const restored: Record<string, unknown> = { ...now }
    for (const field of Object.keys(now) as (keyof OutletFacts)[])
      if (JSON.stringify(now[field]) === JSON.stringify(merged.after[field])) restored[field] = merged.kept[field]
    await changeOutlets(tx, [{ ...(restored as unknown as OutletFacts), version: now.version }], {
      ...by,
      cause: 'unmerge',
    })
    const apart = { ...facts(other), merged_into: null }
    await changeOutlets(tx, [apart], { ...by, cause: 'unmerge' }).catch((error) => {
      if ((error as { constraint?: string }).constraint !== 'outlet_code') throw error
      throw notNow(
        `它的编号 ${other.code} 现在是另一个网点的；请先改那个网点的编号，再撤销合并`,
        `another outlet has its number ${other.code} by now; change that outlet's number first, then undo`,
      )
    })
  }
  await settle(tx, id, 'open', by, null)
}

const settle = (
  tx: Tx,
  id: string,
  state: 'open' | 'merged' | 'apart',
  by: Omit<Cause, 'cause'>,
  merged: Merge | null,
) =>
  tx
    .updateTable('duplicate')
    .set({ state, merged: merged && JSON.stringify(merged), account: by.account, at: by.at })
    .where('id', '=', id)
    .execute()
