// What nobody waits for: sessions that ended are forgotten, runs that everybody has lost are told of or sent anew, and blobs that nothing
// names are collected.
import { Fault } from '@yike/core/base/fault.ts'
import { sql } from 'kysely'
import { v7 } from 'uuid'
import { theSystem } from '../account/actor.ts'
import { alone, COLLECT_LOCK } from '../db/alone.ts'
import { as, type Tx } from '../db/context.ts'
import { type Collected, collect } from '../files/collect.ts'
import type { Platform } from '../platform.ts'
import { fail } from '../run/end.ts'
import { MOST_LOST } from './install.ts'
import type { Jobs } from './queue.ts'

const DAY = 86_400_000
/** A run without a job is left alone this long: its job may be on its way. */
const PATIENCE = 60_000

/** Does the job `upkeep`. */
export async function upkeep(platform: Platform, { what }: Jobs['upkeep'], signal: AbortSignal): Promise<void> {
  if (what === 'rows') await tidyRows(platform)
  else await alone(platform.database.pool, COLLECT_LOCK, () => collectBlobs(platform, signal))
}

/** `patience`: ms that a run without a job is left alone. Sessions that ran out or were ended a day ago or more are removed, and sign-ins elsewhere that were never finished; runs that no job stands for get another, or are told to be lost. */
export async function tidyRows(
  { db, clock, queue }: Pick<Platform, 'db' | 'clock' | 'queue'>,
  patience = PATIENCE,
): Promise<{ readonly sent: number; readonly lost: number; readonly uploads: number }> {
  const now = clock()
  return as(db, theSystem('system'), async (tx) => {
    const yesterday = new Date(now.getTime() - DAY)
    await tx
      .deleteFrom('session')
      .where((e) => e.or([e('expires_at', '<', yesterday), e('ended_at', '<', yesterday)]))
      .execute()
    await tx.deleteFrom('handshake').where('expires_at', '<', yesterday).execute()
    const { rows } = await sql<{ id: string; path: string; attempt: number; state: string; gone: boolean }>`
      select run.id, run.path::text, run.attempt, run.state, coalesce(job.state = 'failed', false) as gone
      from run left join boss.job job on job.name = 'run' and job.id = run.job
      where run.state in ('waiting', 'running') and (job.id is null or job.state in ('completed', 'cancelled', 'failed'))
        and greatest(run.made_at, run.beat_at) < ${new Date(now.getTime() - patience)}
        and not exists (select from run_child join run child on child.id = run_child.child
          where run_child.run = run.id and child.state in ('waiting', 'running'))
      order by run.id for update of run skip locked`.execute(tx)
    let lost = 0
    for (const { id, path, attempt, state, gone } of rows) {
      if (gone) {
        lost++
        if (state === 'waiting') await tx.updateTable('run').set({ state: 'running' }).where('id', '=', id).execute()
        await fail(tx, queue, { id, path, attempt }, new Fault('run-lost', { times: MOST_LOST + 1 }), now)
        continue
      }
      const job = v7()
      await tx.updateTable('run').set({ job }).where('id', '=', id).execute()
      await queue.send(tx, 'run', { run: id }, { id: job })
    }
    const uploads = await tidyUploads(tx, queue)
    return { sent: rows.length - lost, lost, uploads }
  })
}

/**
 * An upload that waits always has a job, for both are written together: one whose job was given up is told so, one that has none
 * gets another. How many there were.
 */
async function tidyUploads(tx: Tx, queue: Platform['queue']): Promise<number> {
  const { rows } = await sql<{ id: string; state: string; version: number; last: string | null }>`
    select upload.id, upload.state, upload.version, (select job.state::text from boss.job where job.data ->> 'upload' = upload.id::text
        and job.name = case when upload.state = 'applying' then 'apply' else 'read' end order by job.created_on desc limit 1) as last
    from upload where upload.state in ('received', 'reading', 'applying')
      and not exists (select from boss.job where job.data ->> 'upload' = upload.id::text and job.name in ('read', 'apply')
        and job.state in ('created', 'retry', 'active'))
    order by upload.id for update of upload skip locked`.execute(tx)
  for (const { id, state, version, last } of rows) {
    if (last !== 'failed') {
      await queue.send(tx, state === 'applying' ? 'apply' : 'read', { upload: id })
      continue
    }
    const fault = new Fault('run-lost', { times: MOST_LOST + 1 })
    const error = JSON.stringify({ code: fault.code, zh: fault.say('zh'), en: fault.say('en') })
    const now = state === 'applying' ? ('read' as const) : ('refused' as const)
    await tx
      .updateTable('upload')
      .set({ state: now, error, version: version + 1 })
      .where('id', '=', id)
      .execute()
  }
  return rows.length
}

/** Blobs put over a day ago that no upload, layer, photo, run or result names are removed, then their rows. */
export async function collectBlobs({ db, blobs, clock }: Platform, signal: AbortSignal): Promise<Collected> {
  const olderThan = new Date(clock().getTime() - DAY)
  const system = theSystem('system')
  const referenced = (shas: readonly string[]) => as(db, system, (tx) => namedOf(tx, shas))
  const found = await collect(blobs, referenced, { olderThan, signal })
  await as(db, system, async (tx) => {
    for (let after = ''; ; ) {
      const some = await tx
        .selectFrom('blob')
        .select('sha256')
        .where('made_at', '<', olderThan)
        .where('sha256', '>', after)
        .orderBy('sha256')
        .limit(500)
        .execute()
      if (some.length === 0) return
      after = some.at(-1)!.sha256
      const named = await namedOf(
        tx,
        some.map((row) => row.sha256),
      )
      const free = some.map((row) => row.sha256).filter((sha) => !named.has(sha))
      if (free.length) await tx.deleteFrom('blob').where('sha256', 'in', free).execute()
    }
  })
  return found
}

/** Which of these hashes anything names. */
async function namedOf(tx: Tx, shas: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ sha: string }>`select sha from unnest(${sql.val(shas)}::text[]) as sha where
    exists (select from upload where sha256 = sha) or exists (select from layer where sha256 = sha)
    or exists (select from verification where photo = sha) or exists (select from run_file where sha256 = sha)
    or exists (select from run where input @> jsonb_build_object('inputs', jsonb_build_array(jsonb_build_object('sha256', sha))))`.execute(
    tx,
  )
  return new Set(rows.map((row) => row.sha))
}
