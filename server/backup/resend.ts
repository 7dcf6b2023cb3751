// Jobs are not in a backup: what somebody waits for is sent to the queue anew.
import { sql } from 'kysely'
import { theSystem } from '../account/actor.ts'
import { as } from '../db/context.ts'
import { tidyRows } from '../jobs/upkeep.ts'
import type { Platform } from '../platform.ts'

/** What was sent. */
export interface Resent {
  readonly runs: number
  readonly uploads: number
}

/** Sends every run that waits or was being computed, and every upload that was being read or taken in, to the queue of a restored database. */
export async function resend(platform: Pick<Platform, 'db' | 'queue' | 'clock'>): Promise<Resent> {
  const { db, queue } = platform
  const { sent } = await tidyRows(platform, 0)
  const uploads = await as(db, theSystem('system'), async (tx) => {
    const { rows } = await sql<{ id: string; state: string }>`select id, state from upload
      where state in ('received', 'reading', 'applying') order by id`.execute(tx)
    for (const { id, state } of rows) await queue.send(tx, state === 'applying' ? 'apply' : 'read', { upload: id })
    return rows.length
  })
  return { runs: sent, uploads }
}
