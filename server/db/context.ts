// Every use of the database is somebody's: a transaction that knows whose, so that row-level security can hide what is not
// theirs and the trail can name them.
import { type Kysely, sql, type Transaction } from 'kysely'
import { type Actor, administersOf, type Origin, readsOf, writesOf } from '../account/actor.ts'
import type { Tables } from './tables.ts'

/** A transaction in somebody's name. */
export type Tx = Transaction<Tables>

const NOWHERE: Origin = { address: null, request: null }

/** Deadlocks and lost races for a lock end one of two transactions, which is then simply done again. */
const AGAIN = new Set(['40001', '40P01'])

/** Runs `work` in one transaction, as `actor`. What it throws undoes everything, the trail included. */
export async function as<T>(
  db: Kysely<Tables>,
  actor: Actor,
  work: (tx: Tx) => Promise<T>,
  origin: Origin = NOWHERE,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction().execute(async (tx) => {
        await sql`select set_config('yike.reads', ${readsOf(actor).join(',')}, true),
          set_config('yike.writes', ${writesOf(actor).join(',')}, true),
          set_config('yike.administers', ${administersOf(actor).join(',')}, true),
          set_config('yike.account', ${actor.account ?? ''}, true), set_config('yike.name', ${actor.name}, true),
          set_config('yike.address', ${origin.address ?? ''}, true),
          set_config('yike.request', ${origin.request ?? ''}, true), set_config('yike.via', ${actor.via}, true)`.execute(
          tx,
        )
        return await work(tx)
      })
    } catch (error) {
      if (attempt >= 3 || !AGAIN.has((error as { code?: string }).code ?? '')) throw error
    }
  }
}

/** Notes a deed that changes no row: signing in, taking a list away. */
export async function note(
  tx: Tx,
  path: string,
  noun: string,
  row: string,
  deed: string,
  after: object = {},
): Promise<void> {
  await sql`select audit_note(${path}::ltree, ${noun}, ${row}, ${deed}, ${JSON.stringify(after)}::jsonb)`.execute(tx)
}
