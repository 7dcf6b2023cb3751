// Jobs are not in a backup: what somebody waits for is sent to the queue anew.
import { tidyRows } from '../jobs/upkeep.ts'
import type { Platform } from '../platform.ts'

/** What was sent. */
export interface Resent {
  readonly runs: number
  readonly uploads: number
}

/** Sends every run that waits or was being computed, and every upload that was being read or taken in, to the queue of a restored database. */
export async function resend(platform: Pick<Platform, 'db' | 'queue' | 'clock'>): Promise<Resent> {
  const { sent, uploads } = await tidyRows(platform, 0)
  return { runs: sent, uploads }
}
