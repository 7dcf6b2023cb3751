// What an import does to the ledger: new rows are added, changed ones get what the file says, the same ones nothing, and those
// that the file does not list stay, unless it is said to list all.
import { type LedgerRow, MOST_ORIGINS } from '@yike/core/source/ledger.ts'
import type { LedgerMatch } from '@yike/core/source/ledger-compare.ts'
import type { LedgerReading } from '@yike/core/source/ledger-read.ts'
import type { Origin } from '@yike/core/source/rows.ts'
import { v7 } from 'uuid'
import type { Tx } from '../db/context.ts'
import { noteDuplicates } from './duplicates.ts'
import type { UploadJob } from './job.ts'
import { columnsOf, facts, type OutletFacts, type OutletRecord } from './outlet.ts'
import type { Keeper, KeeperOf } from './placing.ts'
import { compare } from './read-ledger.ts'
import { ledgerOf, mergedOf } from './store.ts'
import type { UploadOptions } from './upload.ts'
import { type Cause, changeOutlets, makeOutlets } from './versions.ts'

/** What was done. */
export interface Applied {
  readonly added: number
  readonly changed: number
  readonly same: number
  /** Open outlets that the file does not list; of them `closed` were closed. */
  readonly missing: number
  readonly closed: number
  /** Rows of outlets that were merged into others: nothing was done with them. */
  readonly merged: number
  /** New rows whose number another outlet of that office has: they were taken in without one. */
  readonly numberTaken: number
  /** Pairs that may be one outlet, found now. */
  readonly duplicates: number
}

/** Brings the ledger under the upload's office to what `reading` says. */
export async function applyLedger(
  tx: Tx,
  { upload }: UploadJob,
  reading: LedgerReading,
  { closeMissing }: UploadOptions,
  keeperOf: KeeperOf | null,
  by: Cause,
): Promise<Applied> {
  const present = await ledgerOf(tx, upload.path)
  const compared = compare(present, await mergedOf(tx, upload.path), reading)
  const { added, changed, same, missing, merged, recordOf } = compared
  const own: Keeper = { office: upload.office, path: upload.path }
  const numbers = new Set(present.map(({ office, code }) => `${office} ${code}`))
  let numberTaken = 0
  const made = added.map((row): OutletFacts => {
    const keeper = keeperOf?.(...row.at) ?? own
    const number = `${keeper.office} ${row.id}`
    const taken = row.id !== '' && numbers.has(number)
    if (taken) numberTaken++
    else if (row.id !== '') numbers.add(number)
    const code = row.id === '' || taken ? null : row.id
    return { id: v7(), ...keeper, code, version: 1, ...columnsOf(row), merged_into: null }
  })
  const renewed = changed.map((match) => renewedBy(match, recordOf.get(match.present)!))
  const closed = closeMissing ? missing.map((row) => ({ ...facts(recordOf.get(row)!), state: 'closed' as const })) : []
  await makeOutlets(tx, made, by)
  await changeOutlets(tx, [...renewed, ...closed], by)
  const moved = made.length + renewed.length > 0
  const duplicates = moved ? await noteDuplicates(tx, { id: upload.office, path: upload.path }, by) : 0
  return {
    ...{ added: made.length, changed: renewed.length, same: same.length, merged },
    ...{ missing: missing.length, closed: closed.length, numberTaken, duplicates },
  }
}

/** The record with what the file says otherwise. Unless the file tells its sources itself, it becomes one. */
function renewedBy({ imported, fields }: LedgerMatch, record: OutletRecord): OutletFacts {
  const told = columnsOf(imported)
  const renewed: Record<string, unknown> = { ...facts(record) }
  for (const field of fields)
    for (const column of COLUMNS_OF[field] ?? [field]) renewed[column] = told[column as keyof typeof told]
  if (!fields.includes('origins')) renewed.origins = withOrigin(record.origins, imported)
  return renewed as unknown as OutletFacts
}

const COLUMNS_OF: Readonly<Record<string, readonly string[]>> = { at: ['lng', 'lat'], confirmedBy: ['confirmed_by'] }

/** The sources with this file's word before them, in the place of what the same file said earlier. */
function withOrigin(origins: readonly Origin[], { origins: [word] }: LedgerRow): readonly Origin[] {
  if (!word) return origins
  const others = origins.filter((o) => o.file !== word.file || o.kind !== word.kind || o.ref !== word.ref)
  return [word, ...others].slice(0, MOST_ORIGINS)
}
