// What the two jobs of an upload share: whose deed it is, how far it is, and what becomes of it when it cannot be done.
import { Fault } from '@yike/core/base/fault.ts'
import { type Progress, SILENT } from '@yike/core/base/progress.ts'
import { type Actor, theSystem } from '../account/actor.ts'
import { as, type Tx } from '../db/context.ts'
import { passes } from '../jobs/passing.ts'
import type { Platform } from '../platform.ts'
import type { UploadRecord } from './upload.ts'

/** Ours, and there again at each attempt; what bears a code came from the system or the database, and may not be. */
const isMistake = (error: unknown): boolean => error instanceof Error && !('code' in error)

/** A job's work on one upload. */
export interface UploadJob {
  readonly upload: UploadRecord
  readonly progress: Progress
  readonly signal: AbortSignal | undefined
  /** A transaction in the name of whoever asked, over the upload's office and what is below. */
  as<T>(work: (tx: Tx) => Promise<T>): Promise<T>
}

/**
 * Does `work` on an upload that `begin` takes up; nothing where it takes none up, for then the job is done already. A fault of
 * the file becomes the upload's `error` by `refuse`, anything else is thrown, and the job is tried again.
 */
export async function withUpload(
  platform: Platform,
  begin: (tx: Tx) => Promise<{ upload: UploadRecord; account: string | null } | undefined>,
  work: (job: UploadJob) => Promise<void>,
  state: 'refused' | 'read',
  signal?: AbortSignal,
  progress: Progress = SILENT,
): Promise<void> {
  const taken = await as(platform.db, theSystem('worker'), async (tx) => {
    const found = await begin(tx)
    if (!found) return undefined
    const person = found.account
      ? await tx.selectFrom('account').select('name').where('id', '=', found.account).executeTakeFirst()
      : undefined
    return { ...found, name: person?.name ?? 'yike' }
  })
  if (!taken) return
  const { upload, account, name } = taken
  const actor: Actor = { ...theSystem('worker', upload.path), account, name }
  const job: UploadJob = {
    upload,
    signal,
    progress: signal ? { begin: progress.begin.bind(progress), step: progress.step.bind(progress), signal } : progress,
    as: (todo) => as(platform.db, actor, todo),
  }
  try {
    await work(job)
  } catch (error) {
    if (signal?.aborted || passes(error) || (error instanceof Fault ? error.code === 'cancelled' : !isMistake(error)))
      throw error
    if (!(error instanceof Fault))
      platform.log.error({ err: error, upload: upload.id }, 'an upload met a mistake of ours')
    const fault = error instanceof Fault ? error : new Fault('mistake')
    const told = { code: fault.code, zh: fault.say('zh'), en: fault.say('en') }
    await job.as((tx) =>
      tx
        .updateTable('upload')
        .set({ state, error: JSON.stringify(told), version: upload.version + 1 })
        .where('id', '=', upload.id)
        .where('version', '=', upload.version)
        .execute(),
    )
  }
}
