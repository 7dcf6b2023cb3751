// The ledger of an office as an input of a run: what it was measured by is kept as evidence.
import { sql } from 'kysely'
import type { Tx } from '../db/context.ts'
import type { Place } from '../http/route.ts'
import { ledgerSnapshot, SNAPSHOT_NAME } from '../source/snapshot.ts'
import type { Asking, Resolved } from './kind.ts'

/** Keeps the ledger of an office and all below it as it stands; null where nothing is in it. The same ledger gives the same bytes. */
export async function ledgerFor(tx: Tx, keep: Asking<unknown>['keep'], office: Place): Promise<Resolved | null> {
  const { bytes, rows } = await ledgerSnapshot(tx, office.path)
  if (rows === 0) return null
  return { role: 'outlets', name: SNAPSHOT_NAME, ...(await keep.put(bytes)), datum: 'wgs84', reading: null, run: null }
}

/** Whether anything of the ledger of an office has changed since a time. Cheap: it asks no more than whether there is such a change. */
export async function ledgerMoved(tx: Tx, office: Place, since: Date): Promise<boolean> {
  const { rows } = await sql<{ moved: boolean }>`select exists (
    select from outlet_version where path <@ ${office.path}::ltree and since > ${since}) as moved`.execute(tx)
  return rows[0]!.moved
}
