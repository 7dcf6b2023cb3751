// What every route and every job is given: the settings, the database, the blobs, the queue, the log and the clock.
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import type { Database } from './db/open.ts'
import type { Tables } from './db/tables.ts'
import type { Blobs } from './files/blobs.ts'
import type { Queue } from './jobs/queue.ts'

/** A platform at work: made once in main.ts, handed to all. */
export interface Platform {
  readonly config: Config
  readonly database: Database
  /** The database's own, for short. */
  readonly db: Kysely<Tables>
  readonly blobs: Blobs
  readonly queue: Queue
  readonly log: Logger
  /** Now; tests hand their own. */
  readonly clock: () => Date
}
