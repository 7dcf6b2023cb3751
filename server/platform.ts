// What every route and every job is given: the settings, the database, the blobs, the queue, the log and the clock.
import { mkdir } from 'node:fs/promises'
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import { type Database, openDatabase } from './db/open.ts'
import { databaseFolder } from './db/owner.ts'
import type { Tables } from './db/tables.ts'
import type { Blobs } from './files/blobs.ts'
import { diskFault } from './files/disk.ts'
import { openPlace, placeOf } from './files/place.ts'
import { openQueue, type Queue } from './jobs/queue.ts'

/** A platform at work: made once, in start.ts or a worker, handed to all. */
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

/** A platform that somebody opened and must close. */
export interface OpenedPlatform extends Platform {
  close(): Promise<void>
}

/**
 * Opens what the settings name: the database (with `migrate`, brought up to date by an owner's login), the store, the queue. Jobs are sent, not
 * taken: that is a worker's part. Faults: those of the database and the store; what was opened before one is closed again.
 */
export async function openPlatform(
  config: Config,
  { migrate, log, poolSize }: { readonly migrate: boolean; readonly log: Logger; readonly poolSize?: number },
): Promise<OpenedPlatform> {
  // under root PostgreSQL runs as another user, who must pass
  await mkdir(config.DATA, { recursive: true, mode: 0o711 }).catch((error) => {
    throw diskFault(error, config.DATA)
  })
  const blobs = await openPlace(placeOf(config))
  const database = await openDatabase({
    url: config.DATABASE_URL,
    migratorUrl: config.MIGRATOR_URL,
    dir: databaseFolder(config),
    migrate,
    log: (line) => log.info(line),
    poolSize,
  })
  try {
    const queue = await openQueue(database, { supervise: false, log: (line) => log.warn(line) })
    return {
      config,
      database,
      db: database.db,
      blobs,
      queue,
      log,
      clock: () => new Date(),
      async close() {
        await queue.stop()
        await database.stop()
      },
    }
  } catch (error) {
    await database.stop()
    throw error
  }
}
