// Computes a run: begins it, tells how far it is, and ends it. Between, any other worker may find that this one is gone and begin it
// anew: whoever began it last may write, and nobody else.
import { Fault } from '@yike/core/base/fault.ts'
import type { Name } from '@yike/core/base/name.ts'
import { sql } from 'kysely'
import { theSystem } from '../account/actor.ts'
import { as, type Tx } from '../db/context.ts'
import { placeOf } from '../files/place.ts'
import { LATER_SECONDS, passes } from '../jobs/passing.ts'
import { CHANNELS } from '../jobs/queue.ts'
import { type Held, Lost } from '../jobs/runner.ts'
import type { Platform } from '../platform.ts'
import { childrenOf } from './children.ts'
import { type Begun, fail, finish, notify } from './end.ts'
import { VERSION } from './engine.ts'
import { computeInThread, type Found, type Order } from './thread.ts'

/** How far a run is. */
export interface Far {
  readonly what: Name
  /** Steps of this stage; null: not known. */
  readonly of: number | null
  readonly at: number
}

/** How a worker computes. */
export interface Working {
  /** What it is called in the run, for those who look on. */
  readonly worker: string
  /** Threads that the searches of one run may take. */
  readonly threads: number
  /** Hears what is done, for a person at a terminal. */
  readonly say?: (line: Name) => void
}

const BEAT_EVERY = 1000
/** Without anything new, a beat is written only so often, ms. */
const STILL = 3000
/** Hours that a run may take; beyond, it fails. */
const MOST_HOURS = 6

/** Why a run that is being computed should stop. */
type Why = 'lost' | 'stopping' | 'cancelled' | 'late' | 'later'

/** Does the job `run`: hears of cancelling on one connection for all runs of this process. */
export async function runWorker(platform: Platform, working: Working) {
  const system = theSystem('worker')
  const here = new Map<string, AbortController>()
  const hush = await platform.database.listen(CHANNELS.stop, (run) => {
    if (run !== null) here.get(run)?.abort('cancelled' satisfies Why) // what was missed shows at the next beat
  })

  async function work({ run: id }: { readonly run: string }, held: Held): Promise<void> {
    const { db, clock, queue } = platform
    const row = await as(db, system, (tx) =>
      tx
        .updateTable('run')
        .set((e) => ({
          state: 'running' as const,
          attempt: e('attempt', '+', 1),
          worker: working.worker,
          progress: null,
          began_at: clock(),
          beat_at: clock(),
        }))
        .where('id', '=', id)
        .where('job', '=', held.id)
        .where('state', 'in', ['waiting', 'running'])
        .returning(['id', 'path', 'attempt', 'kind', 'title', 'input'])
        .executeTakeFirst(),
    )
    if (!row) return // cancelled while it waited, or begun anew by another job
    const run: Begun = row
    const { title } = row
    working.say?.({ zh: `开始：${title}（第 ${run.attempt} 次）`, en: `begins: ${title} (attempt ${run.attempt})` })
    const ending = new AbortController()
    here.set(id, ending)
    const end = (why: Why) => ending.abort(why)
    held.signal.addEventListener('abort', () => end(held.signal.reason as Why))
    const late = setTimeout(() => end('late'), MOST_HOURS * 3_600_000)
    let far: Far | null = null
    let fresh = false
    let beaten = 0
    let busy = false
    const tell = async () => {
      const now = Date.now()
      if (busy || now - beaten < BEAT_EVERY || (!fresh && now - beaten < STILL)) return
      ;[busy, fresh, beaten] = [true, false, now]
      await beatOnce(far).catch(() => {}) // the database is away: heard of again when it is back
      busy = false
    }
    const beat = setInterval(tell, BEAT_EVERY)
    const beatOnce = (progress: Far | null) =>
      as(db, theSystem('worker', run.path), async (tx) => {
        const { numUpdatedRows } = await tx
          .updateTable('run')
          .set({ beat_at: clock(), progress: progress && JSON.stringify(progress) })
          .where('id', '=', id)
          .where('attempt', '=', run.attempt)
          .where('state', '=', 'running')
          .executeTakeFirst()
        if (numUpdatedRows !== 1n) return end('cancelled')
        await notify(tx, id, { state: 'running', progress, attempt: run.attempt })
      })

    const input = row.input as Pick<Order, 'office' | 'options' | 'inputs'>
    let outcome: Found | Fault
    try {
      outcome = await computeInThread(
        {
          kind: row.kind,
          ...input,
          children: await as(db, system, (tx) => childrenOf(tx, id)),
          blobs: placeOf(platform.config),
          threads: working.threads,
          versions: { yike: VERSION },
          lang: platform.config.LANG,
        },
        {
          begin(what, of) {
            far = { what, of, at: 0 }
            fresh = true
            void tell()
          },
          step(at) {
            if (far) far = { ...far, at }
            fresh = true
          },
        },
        ending.signal,
      )
    } catch (error) {
      if (passes(error)) {
        platform.log.warn({ err: error, run: id }, 'a run is tried again later')
        end('later')
      } else if (!(error instanceof Fault))
        platform.log.error({ err: error, run: id }, 'a run ended in a mistake of ours')
      outcome = error instanceof Fault ? error : new Fault('mistake')
    } finally {
      clearTimeout(late)
      clearInterval(beat)
      here.delete(id)
    }
    await as(db, system, async (tx) => {
      const why = ending.signal.aborted ? (ending.signal.reason as Why) : null
      if (why === 'lost') throw new Lost(`run ${id}`)
      if (why === 'stopping') return giveBack(tx)
      if (why === 'later') return giveBack(tx, LATER_SECONDS)
      if (why === 'late') await fail(tx, queue, run, new Fault('run-too-long', { hours: MOST_HOURS }), clock())
      else if (why === null && outcome instanceof Fault) await fail(tx, queue, run, outcome, clock())
      else if (why === null) await finish(tx, queue, run, outcome as Found, clock())
      await held.complete(tx) // cancelled: whoever cancelled it has written so
    })
    const ended = ending.signal.aborted ? String(ending.signal.reason) : outcome instanceof Fault ? outcome.code : null
    working.say?.(
      ended
        ? { zh: `未完成：${title}（${ended}）`, en: `not done: ${title} (${ended})` }
        : { zh: `完成：${title}`, en: `done: ${title}` },
    )

    async function giveBack(tx: Tx, after?: number): Promise<void> {
      const job = await held.giveBack(tx, after)
      await sql`update run set state = 'waiting', progress = null, job = ${job}
        where id = ${id} and attempt = ${run.attempt} and state = 'running'`.execute(tx)
    }
  }
  return { work, stop: hush }
}
