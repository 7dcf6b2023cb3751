// A run ends: done, failed or cancelled; who waits for it is told, in the same transaction.
import type { Fault } from '@yike/core/base/fault.ts'
import { sql } from 'kysely'
import { v7 } from 'uuid'
import type { Tx } from '../db/context.ts'
import { CHANNELS, type Queue } from '../jobs/queue.ts'
import { Lost } from '../jobs/runner.ts'
import { stillWaitsFor } from './make.ts'
import type { Found } from './thread.ts'

/** A run that somebody has begun: only who began it last may end it. */
export interface Begun {
  readonly id: string
  readonly path: string
  readonly attempt: number
}

/** Rows of one insert. */
const ROWS = 500

/** Writes what a run found and that it is done. Throws `Lost`, and nothing is written, where the run is ours no more. */
export async function finish(tx: Tx, queue: Queue, run: Begun, found: Found, now: Date): Promise<void> {
  const { id, path, attempt } = run
  for (const { sha256, size } of found.files)
    await tx
      .insertInto('blob')
      .values({ sha256, size })
      .onConflict((c) => c.doNothing())
      .execute()
  const files = found.files.map(({ name, sha256, size }) => ({ run: id, path, name, sha256, size }))
  if (files.length) await tx.insertInto('run_file').values(files).execute()
  for (const some of chunks(found.coverage))
    await tx
      .insertInto('coverage')
      .values(some.map(({ name, ...row }) => ({ run: id, path, area_name: name, ...row })))
      .execute()
  for (const some of chunks(found.circles))
    await tx
      .insertInto('circle')
      .values(
        some.map((row) => ({
          run: id,
          path,
          ...row,
          border: JSON.stringify(row.border),
          what: JSON.stringify(row.what),
        })),
      )
      .execute()
  await end(tx, run, { state: 'done', summary: JSON.stringify(found.summary), error: null }, now)
  await told(tx, queue, id, { state: 'done', progress: null, attempt })
}

/** Writes that a run failed, and why, in both languages. */
export async function fail(tx: Tx, queue: Queue, run: Begun, fault: Fault, now: Date): Promise<void> {
  const error = { code: fault.code, values: fault.values, zh: fault.say('zh'), en: fault.say('en') }
  await end(tx, run, { state: 'failed', error: JSON.stringify(error) }, now)
  await told(tx, queue, run.id, { state: 'failed', progress: null, attempt: run.attempt })
}

async function end(
  tx: Tx,
  { id, attempt }: Begun,
  set: { state: 'done' | 'failed'; summary?: string; error: string | null },
  now: Date,
): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('run')
    .set({ ...set, progress: null, ended_at: now })
    .where('id', '=', id)
    .where('attempt', '=', attempt)
    .where('state', '=', 'running')
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) throw new Lost(`run ${id}, attempt ${attempt}`)
}

/**
 * Tells that a run has ended: to whoever looks on, and to the runs that gather it, whose jobs are sent once their last child has ended.
 * The caller's transaction must see those runs, which may stand higher in the tree.
 */
export async function told(tx: Tx, queue: Queue, id: string, now: Moved): Promise<void> {
  await notify(tx, id, now)
  // one after another: of two children that end at once the second sees the first
  const { rows } = await sql<{ id: string }>`select run.id from run join run_child on run_child.run = run.id
    where run_child.child = ${id} and run.state = 'waiting' order by run.id for update of run`.execute(tx)
  for (const parent of rows) {
    if (await stillWaitsFor(tx, parent.id)) continue
    const job = v7()
    await tx.updateTable('run').set({ job }).where('id', '=', parent.id).execute()
    await queue.send(tx, 'run', { run: parent.id }, { id: job })
  }
}

/** How a run moved on, as those who look on hear it. */
export interface Moved {
  readonly state: string
  readonly progress: object | null
  readonly attempt: number
}

/** Says how a run moved on, once the transaction is done. */
export async function notify(tx: Tx, run: string, moved: Moved): Promise<void> {
  await sql`select pg_notify(${CHANNELS.run}, ${JSON.stringify({ run, ...moved })})`.execute(tx)
}

function* chunks<T>(rows: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < rows.length; at += ROWS) yield rows.slice(at, at + ROWS)
}
