import type { Kysely } from 'kysely'
import type pg from 'pg'
import type { Tables } from './tables.ts'

/** A database at work. */
export interface Database {
  readonly db: Kysely<Tables>
  readonly pool: pg.Pool
  /** Address that the application uses, and that of the tables' owner. */
  readonly url: string
  readonly ownerUrl: string
  /** Such as 15 or 18. */
  readonly version: number
  /** Hears notifications of a channel until the returned function is called; goes on after a lost connection. */
  listen(channel: string, hear: (payload: string) => void): Promise<() => void>
  stop(): Promise<void>
}
