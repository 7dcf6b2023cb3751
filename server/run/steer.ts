// A run is called off, or tried again.
import { Fault } from '@yike/core/base/fault.ts'
import { v7 } from 'uuid'
import type { Tx } from '../db/context.ts'
import type { Platform } from '../platform.ts'
import { notify } from './end.ts'
import { stillWaitsFor } from './make.ts'
import { childRuns, findRun, type RunRow } from './store.ts'

const ENDED = { zh: '这次计算已经结束', en: 'the run has ended' }

/**
 * Calls off a run that waits or is computed, and those of its children that nobody else waits for; its worker stops within seconds.
 * Gives the ids called off. Fault: not-now.
 */
export async function cancelRun(
  platform: Pick<Platform, 'queue' | 'clock'>,
  tx: Tx,
  run: RunRow,
): Promise<readonly string[]> {
  if (run.state !== 'waiting' && run.state !== 'running') throw new Fault('not-now', { why: ENDED })
  const off = await callOff(platform, tx, run.id)
  if (!off) throw new Fault('not-now', { why: ENDED })
  const alone = await tx
    .selectFrom('run_child as mine')
    .select('mine.child')
    .where('mine.run', '=', run.id)
    .where((e) =>
      e.not(
        e.exists(
          e
            .selectFrom('run_child as other')
            .innerJoin('run', 'run.id', 'other.run')
            .select('other.run')
            .whereRef('other.child', '=', 'mine.child')
            .where('run.state', 'in', ['waiting', 'running']),
        ),
      ),
    )
    .execute()
  const ids = [run.id]
  for (const { child } of alone) if (await callOff(platform, tx, child)) ids.push(child)
  return ids
}

async function callOff({ queue, clock }: Pick<Platform, 'queue' | 'clock'>, tx: Tx, id: string): Promise<boolean> {
  const row = await tx
    .updateTable('run')
    .set({ state: 'cancelled', progress: null, ended_at: clock() })
    .where('id', '=', id)
    .where('state', 'in', ['waiting', 'running'])
    .returning('attempt')
    .executeTakeFirst()
  if (!row) return false
  await queue.cancel(tx, id)
  await notify(tx, id, { state: 'cancelled', progress: null, attempt: row.attempt })
  return true
}

/**
 * Has a run that failed or was called off computed again, from the same inputs; one that gathers others, after those of them that
 * were not done. Faults: not-now; taken where the same is under way.
 */
export async function retryRun(platform: Pick<Platform, 'queue'>, tx: Tx, run: RunRow): Promise<void> {
  const { queue } = platform
  const why = { zh: '只有失败或已取消的计算可以重试', en: 'only a run that failed or was cancelled can be tried again' }
  if (run.state !== 'failed' && run.state !== 'cancelled') throw new Fault('not-now', { why })
  const same = await tx
    .selectFrom('run')
    .select('id')
    .where('office', '=', run.office.id)
    .where('kind', '=', run.kind)
    .where('input_hash', '=', run.inputHash)
    .where('engine', '=', run.engine)
    .where('state', 'in', ['waiting', 'running', 'done'])
    .executeTakeFirst()
  if (same) throw new Fault('taken', { what: run.title })
  for (const { id, state } of await childRuns(tx, run.id)) {
    const child = state === 'failed' || state === 'cancelled' ? await findRun(tx, id) : undefined
    if (child) await retryRun(platform, tx, child)
  }
  const job = v7()
  const { numUpdatedRows } = await tx
    .updateTable('run')
    .set({ state: 'waiting', job, error: null, progress: null, began_at: null, ended_at: null })
    .where('id', '=', run.id)
    .where('state', '=', run.state)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) throw new Fault('not-now', { why })
  if (!(await stillWaitsFor(tx, run.id))) await queue.send(tx, 'run', { run: run.id }, { id: job })
  await notify(tx, run.id, { state: 'waiting', progress: null, attempt: run.attempt })
}
