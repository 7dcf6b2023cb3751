// The ledger as bytes that a run reads: the same outlets give the same bytes, so the same hash, so the same run.
import { ledgerCsv } from '@yike/core/source/ledger-write.ts'
import type { Tx } from '../db/context.ts'
import type { Blobs } from '../files/blobs.ts'
import { ledgerRowOf, type OutletRecord } from './outlet.ts'
import { ledgerOf } from './store.ts'

/** What a snapshot is called where a run names its inputs. */
export const SNAPSHOT_NAME = 'ledger.csv'

/**
 * The ledger of the office at `path` and of all below it, as CSV in core's own form (`ledgerCsv`): every state, in the order of
 * ids, each outlet under the id it has here, so that what a run finds leads back to it.
 */
export async function ledgerSnapshot(tx: Tx, path: string): Promise<{ bytes: Uint8Array; rows: number }> {
  const records = await ledgerOf(tx, path)
  return { bytes: snapshotOf(records), rows: records.length }
}

/** The same, of records at hand. */
export const snapshotOf = (records: readonly OutletRecord[]): Uint8Array =>
  ledgerCsv(records.map((record) => ledgerRowOf(record, record.id)))

/** The snapshot kept as a blob that the transaction names. */
export async function snapshotLedger(
  tx: Tx,
  blobs: Blobs,
  path: string,
): Promise<{ sha256: string; size: number; rows: number }> {
  const { bytes, rows } = await ledgerSnapshot(tx, path)
  const kept = await blobs.put(bytes)
  await nameBlob(tx, kept)
  return { ...kept, rows }
}

/** Puts a blob on the list of those that should be there. */
export const nameBlob = async (tx: Tx, { sha256, size }: { sha256: string; size: number }): Promise<void> =>
  void (await tx
    .insertInto('blob')
    .values({ sha256, size })
    .onConflict((c) => c.doNothing())
    .execute())
