// Jobs wait in the database, beside what they are about: a job is sent in the same transaction as the change it follows.
import { Fault } from '@yike/core/base/fault.ts'
import { CompiledQuery, sql } from 'kysely'
import { PgBoss } from 'pg-boss'
import { v7 } from 'uuid'
import type { Tx } from '../db/context.ts'
import type { Database } from '../db/open.ts'

/** The kinds of job, each with what it is told. Everything else it reads from the database. */
export interface Jobs {
  /** Computes a run. */
  run: { readonly run: string }
  /** Reads an upload: checks it, counts it, notes its findings. */
  read: { readonly upload: string }
  /** Puts what an upload says into the ledger or a layer. */
  apply: { readonly upload: string }
  /** Upkeep: blobs nobody names, sessions that ended, runs whose worker is gone. */
  upkeep: { readonly what: 'rows' | 'blobs' }
}

/** All kinds, the order in which a free worker looks for them: people wait before an upload, and nobody for upkeep. */
export const KINDS = ['read', 'apply', 'run', 'upkeep'] as const satisfies readonly (keyof Jobs)[]

/** The schema of the database that jobs wait in. */
export const SCHEMA = 'boss'

/** Channels of NOTIFY: a job waits (its kind), a run moved on (see run/events.ts), a run is to stop (its id). */
export const CHANNELS = { job: 'yike_job', run: 'yike_run', stop: 'yike_stop' } as const

/** How a job may be sent. */
export interface Sending {
  /** The job's own id, a UUID; made where none is given. A second job of the same id is not sent. */
  readonly id?: string
  /** Seconds from now before which nobody takes it. */
  readonly after?: number
  /** Jobs of a kind with a higher number go first; 5 if not given. */
  readonly priority?: number
  /** Of jobs of one kind with the same word, one is sent in so many seconds; others are not. */
  readonly once?: { readonly word: string; readonly seconds: number }
}

/** Where jobs wait. */
export interface Queue {
  /** Sends a job within a transaction: it is there if and only if the transaction is. */
  send<K extends keyof Jobs>(tx: Tx, kind: K, job: Jobs[K], sending?: Sending): Promise<void>
  /** Tells whoever computes a run to stop. */
  cancel(tx: Tx, run: string): Promise<void>
  stop(): Promise<void>
}

/** A transaction as pg-boss wants it: its statements are part of ours. */
export const within = (tx: Tx) => ({
  executeSql: async (text: string, values?: unknown[]) => ({
    rows: (await tx.executeQuery(CompiledQuery.raw(text, values ?? []))).rows,
  }),
})

/** A queue and what it stands on, for the runner of jobs. */
export interface OpenQueue extends Queue {
  readonly boss: PgBoss
}

/** Seconds between two looks for jobs whose worker is gone, by whichever process is first. */
const SUPERVISE_SECONDS = 3

/**
 * Opens the queue of a database that `installQueue` has prepared, as yike_app. With `supervise` this process also looks for jobs
 * whose worker no longer beats, and lets others take them up: every worker should. Nothing of the schema is changed. Fault:
 * database-older where the schema of the queue is not that of this version.
 */
export async function openQueue(
  database: Pick<Database, 'pool'>,
  { supervise, log }: { readonly supervise: boolean; readonly log: (line: string) => void },
): Promise<OpenQueue> {
  const { pool } = database
  const boss = new PgBoss({
    db: { executeSql: (text, values) => pool.query(text, values) },
    schema: SCHEMA,
    migrate: false,
    createSchema: false,
    schedule: false,
    supervise,
    superviseIntervalSeconds: SUPERVISE_SECONDS,
    monitorIntervalSeconds: SUPERVISE_SECONDS - 1, // less, so that of two passes none is passed over
    reindex: false, // the owner's business
    monitorVacuum: false,
    registerInstance: false,
  })
  boss.on('error', (error) => log(`queue: ${error.message}`))
  try {
    await boss.start()
  } catch (error) {
    if (!/requires migrations|not installed/.test((error as Error).message)) throw error
    const at = (await boss.schemaVersion().catch(() => null)) ?? '–'
    throw new Fault('database-older', { database: `${SCHEMA} ${at}`, code: `${SCHEMA} +` })
  }
  return {
    boss,
    async send(tx, kind, job, { id = v7(), after, priority = 5, once } = {}) {
      await boss.send(kind, job, {
        id,
        priority,
        db: within(tx),
        ...(after === undefined ? {} : { startAfter: after }),
        ...(once === undefined ? {} : { singletonKey: once.word, singletonSeconds: once.seconds }),
      })
      await sql`select pg_notify(${CHANNELS.job}, ${kind})`.execute(tx)
    },
    async cancel(tx, run) {
      await sql`select pg_notify(${CHANNELS.stop}, ${run})`.execute(tx)
    },
    stop: () => boss.stop({ graceful: false, close: false }),
  }
}
