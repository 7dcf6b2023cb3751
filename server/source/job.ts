// What the two jobs of an upload share: whose deed it is, how far it is, and what becomes of it when it cannot be done.
import { Fault, type FaultCode } from '@yike/core/base/fault.ts'
import { type Progress, SILENT } from '@yike/core/base/progress.ts'
import { type Actor, theSystem } from '../account/actor.ts'
import { as, type Tx } from '../db/context.ts'
import type { Platform } from '../platform.ts'
import type { UploadRecord } from './upload.ts'

/** Faults that pass by themselves, or that somebody must see to: the job is done again, the upload stays as it is. */
const LATER: readonly FaultCode[] = ['cancelled', 'store-away', 'store-refuses', 'disk-full', 'cannot-write', 'database-away'] // biome-ignore format: one line

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
    if (!(error instanceof Fault) || LATER.includes(error.code)) throw error
    const told = { code: error.code, zh: error.say('zh'), en: error.say('en') }
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
