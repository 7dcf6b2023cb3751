// Takes jobs that wait, some at once, and keeps them while they are worked on. A job whose worker stops beating is taken up by
// another; whoever lost a job cannot end it, for its end is written in the same transaction as its effects (`Held.complete`).
import type { Actor } from '../account/actor.ts'
import { theSystem } from '../account/actor.ts'
import { as, type Tx } from '../db/context.ts'
import type { Database } from '../db/open.ts'
import { LATER_SECONDS, passes } from './passing.ts'
import { CHANNELS, type Jobs, KINDS, type OpenQueue, within } from './queue.ts'

/** Why a job's work should end before it is done. */
export type Ending = 'lost' | 'stopping'

/** Thrown where a job is no longer ours: another has it, or nobody needs it. Nothing was written. */
export class Lost extends Error {}

/** A job that we hold. */
export interface Held {
  readonly id: string
  /** Aborted, with an `Ending` as its reason, when the work should end. */
  readonly signal: AbortSignal
  /** Ends the job within the transaction of its effects. Throws `Lost`, which undoes them, where it is ours no more. */
  complete(tx: Tx): Promise<void>
  /** Gives it back for others: ends it and sends the same anew under the id given back, so that no attempt of it is used up. `after`: seconds until it may be taken. */
  giveBack(tx: Tx, after?: number): Promise<string>
}

/** What is done for each kind of job. Returning ends the job; so does `held.complete`, which is safer. Throwing tries it again later. */
export type Handlers = { readonly [K in keyof Jobs]?: (job: Jobs[K], held: Held) => Promise<void> }

/** A runner at work. */
export interface Runner {
  /** Jobs held now. */
  readonly held: number
  /** Takes no more, waits for what is held up to `within` ms, then has it given back. */
  stop(options?: { readonly within?: number }): Promise<void>
}

const LOOK_EVERY = 2000 // ms; a notice comes at once, but may be missed
const BEAT_EVERY = 3000

/** Starts taking jobs, `at` at once. */
export async function startRunner(
  { queue, database, log }: { queue: OpenQueue; database: Database; log: (line: string, error?: unknown) => void },
  handlers: Handlers,
  { at }: { readonly at: number },
): Promise<Runner> {
  const { boss } = queue
  const system: Actor = theSystem('worker')
  const kinds = KINDS.filter((kind) => handlers[kind])
  const working = new Map<string, { readonly end: AbortController; readonly done: Promise<void> }>()
  let stopping = false
  let looking: Promise<void> | null = null
  let again = false

  async function hold(kind: keyof Jobs, job: { id: string; retryCount: number; data: object }): Promise<void> {
    const end = new AbortController()
    let completed = false
    const beat = setInterval(async () => {
      // a beat that could not be sent says nothing about the job
      const beaten = await boss.touch(kind, [job]).catch(() => null)
      const { settled } = (beaten ?? {}) as { settled?: string[] }
      if (settled && !settled.includes(job.id) && !completed) end.abort('lost' satisfies Ending)
    }, BEAT_EVERY)
    const complete = async (tx: Tx) => {
      const { affected } = (await boss.complete(kind, [job], null, { db: within(tx) })) as { affected?: number }
      if (affected !== 1) throw new Lost(`${kind} ${job.id}`)
      completed = true
    }
    const giveBack = async (tx: Tx, after?: number) => {
      const id = crypto.randomUUID()
      await complete(tx)
      await queue.send(tx, kind, job.data as never, { id, ...(after === undefined ? {} : { after }) })
      return id
    }
    const held: Held = { id: job.id, signal: end.signal, complete, giveBack }
    const done = (async () => {
      try {
        await (handlers[kind] as (job: object, held: Held) => Promise<void>)(job.data, held)
        if (!completed) await as(database.db, system, complete)
      } catch (error) {
        completed = true
        if (error instanceof Lost || end.signal.reason === 'lost') return log(`${kind} ${job.id} is no longer ours`)
        if (end.signal.reason === 'stopping') {
          completed = false
          return await as(database.db, system, (tx) => giveBack(tx)).then(
            () => {},
            (why) => log(`${kind} ${job.id} could not be given back; others take it up shortly`, why),
          )
        }
        log(`${kind} ${job.id} did not succeed and is tried again later`, error)
        // a run names the job that may begin it, and gives that back itself (run/work.ts)
        if (kind !== 'run' && passes(error)) {
          completed = false
          const back = await as(database.db, system, (tx) => giveBack(tx, LATER_SECONDS)).catch(() => null)
          if (back) return
        }
        await boss
          .fail(kind, [job], { message: String((error as Error)?.message ?? error).slice(0, 1000) })
          .catch((why) => log(`${kind} ${job.id} is left to others`, why))
      } finally {
        clearInterval(beat)
        working.delete(job.id)
        look()
      }
    })()
    working.set(job.id, { end, done })
  }

  async function takeAll(): Promise<void> {
    for (const kind of kinds)
      while (!stopping && working.size < at) {
        const [job] = await boss.fetch<object>(kind)
        if (!job) break
        await hold(kind, job)
      }
  }
  const look = (): void => {
    if (stopping) return
    again = true
    looking ??= (async () => {
      while (again && !stopping) {
        again = false
        await takeAll().catch((error) => log('no job could be taken for now', error))
      }
      looking = null
    })()
  }
  const hush = await database.listen(CHANNELS.job, look)
  const timer = setInterval(look, LOOK_EVERY)
  look()

  return {
    get held() {
      return working.size
    },
    async stop({ within: patience = 0 } = {}) {
      stopping = true
      hush()
      clearInterval(timer)
      await looking
      const all = Promise.all([...working.values()].map(({ done }) => done))
      let late: NodeJS.Timeout | undefined
      await Promise.race([all, new Promise((resolve) => (late = setTimeout(resolve, patience)))])
      clearTimeout(late)
      for (const { end } of working.values()) end.abort('stopping' satisfies Ending)
      await all
    },
  }
}
