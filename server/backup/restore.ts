// A backup back into an empty database and a store, brought up to the schema of today.
import { Fault } from '@yike/core/base/fault.ts'
import { type Progress, SILENT } from '@yike/core/base/progress.ts'
import { migrate } from '../db/migrate.ts'
import type { Logins } from '../db/roles.ts'
import type { Blobs } from '../files/blobs.ts'
import { blobsOf, copyBlobs, storeIn } from './blobs.ts'
import { checkKnown, loadTables, needEmpty } from './load.ts'
import type { Manifest } from './manifest.ts'
import { checkBytes } from './verify.ts'

export interface Restoring {
  /** Owner's address of a database that is empty. */
  readonly url: string
  readonly store: Blobs
  readonly dir: string
  /** Passwords for the logins of the roles, where we are the ones who give them. */
  readonly logins?: Logins | undefined
  readonly migrations?: string | undefined
  readonly progress?: Progress
  readonly log?: (line: string) => void
}

/**
 * Restores a backup: its blobs first, so that no row ever names one that is not there, then its tables, then what migrations have
 * come since. Killed in the middle it leaves an empty database and can be begun again. Jobs are not kept: see `resend`.
 * Faults: no-backup, backup-newer, backup-broken, database-not-empty, owner-needed, those of the store and of `migrate`.
 */
export async function restoreBackup(restoring: Restoring): Promise<Manifest> {
  const { url, store, dir, logins, migrations, progress = SILENT, log = () => {} } = restoring
  const { manifest, wrong } = await checkBytes(dir, progress)
  await checkKnown(manifest, migrations)
  await needEmpty(url)
  const bad = wrong.length - manifest.lacking.length // what was lacking then is lacking now; nothing is gained by refusing
  if (bad > 0) throw new Fault('backup-broken', { dir, count: bad, first: wrong[0]! })
  const lacking = new Set(manifest.lacking)
  async function* wanted() {
    for await (const blob of blobsOf(dir, manifest)) if (!lacking.has(blob.sha256)) yield blob
  }
  await copyBlobs(wanted(), await storeIn(dir), store, { anew: true, of: manifest.blobs.count, progress })
  await loadTables({ url, dir, manifest, migrations, logins, progress })
  await migrate(url, { folder: migrations, logins, log })
  return manifest
}
