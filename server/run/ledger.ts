// The ledger of an office as an input of a run: what it was measured by is kept as evidence.
import { sql } from 'kysely'
import type { Tx } from '../db/context.ts'
import type { Place } from '../http/route.ts'
import { ledgerSnapshot, SNAPSHOT_NAME } from '../source/snapshot.ts'
import type { Asking, Resolved } from './kind.ts'

/** Of a version, what says nothing of the outlet. */
const META = ['version', 'at']

/** Keeps the ledger of an office and all below it as it stands; null where nothing is in it. The same ledger gives the same bytes. */
export async function ledgerFor(tx: Tx, keep: Asking<unknown>['keep'], office: Place): Promise<Resolved | null> {
  const { bytes, rows } = await ledgerSnapshot(tx, office.path)
  if (rows === 0) return null
  return { role: 'outlets', name: SNAPSHOT_NAME, ...(await keep.put(bytes)), datum: 'wgs84', reading: null, run: null }
}

/**
 * Whether the ledger of an office is another one than at a time: some outlet has come, or is not what it was. What was changed and
 * changed back is the same. It looks at no more than what was written since, for it is asked whenever a run is looked at.
 */
export async function ledgerMoved(tx: Tx, office: Place, since: Date): Promise<boolean> {
  const { rows } = await sql<{ moved: boolean }>`select exists (
    select from outlet_version v left join outlet_version before on before.outlet = v.outlet
      and before.version = (select max(version) from outlet_version where outlet = v.outlet and since <= ${since})
    where v.since > ${since} and v.path <@ ${office.path}::ltree
      and v.version = (select max(version) from outlet_version where outlet = v.outlet)
      and v.what - ${META}::text[] is distinct from before.what - ${META}::text[]) as moved`.execute(tx)
  return rows[0]!.moved
}
