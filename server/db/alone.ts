// Advisory locks around backups, by number; each is held by a session and ends with it.
import type { Pool } from 'pg'

/** Of whoever makes a backup: one at a time for a database. */
export const BACKUP_LOCK = 0x79_62_61_6b
/**
 * Shared by a backup, alone by whoever collects blobs that nobody names: a blob that the backup saw named must not go before it is
 * copied. The collector asks with `pg_try_advisory_lock` and comes another time.
 */
export const COLLECT_LOCK = 0x79_63_6f_6c

/** Does `work` while this process alone holds a lock; null, at once, where somebody has it. */
export async function alone<T>(pool: Pool, lock: number, work: () => Promise<T>): Promise<T | null> {
  const client = await pool.connect()
  let broken = false
  try {
    const { rows } = await client.query('select pg_try_advisory_lock($1) as got', [lock])
    if (!rows[0].got) return null
    try {
      return await work()
    } finally {
      await client.query('select pg_advisory_unlock($1)', [lock]).catch(() => (broken = true))
    }
  } finally {
    client.release(broken) // a session that is gone has let go of the lock
  }
}
