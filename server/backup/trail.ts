// The trail of a database that no server uses: restored to be looked at.
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { type Verified, verifyTrail } from '../audit/verify.ts'
import type { Tables } from '../db/tables.ts'

/** Verifies the trail at an address whose login passes by row-level security, or may read the whole tree. */
export async function checkTrail(url: string): Promise<Verified> {
  const pool = new pg.Pool({ connectionString: url, max: 1 })
  pool.on('error', () => {}) // the query at hand tells
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  return verifyTrail(db).finally(() => db.destroy())
}
