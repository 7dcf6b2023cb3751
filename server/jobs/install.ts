// The tables of the queue, in a schema of their own: made by the owner of the database when it is brought up to date, so that the
// application needs no right to change tables.
import type { Client } from 'pg'
import { PgBoss } from 'pg-boss'
import { KINDS, SCHEMA } from './queue.ts'

/** Seconds without a beat after which a job's worker is taken for gone; the least that pg-boss allows. */
export const BEAT_WITHIN_SECONDS = 10
/** Workers that a job may take with it before it is given up: a run that ends every process it is computed in must end itself. */
export const MOST_LOST = 5
/** Hours that one job may take. */
export const MOST_HOURS = 12

/** What a job is allowed: how long, how often, and how long it is remembered. */
const POLICY = {
  heartbeatSeconds: BEAT_WITHIN_SECONDS,
  retryLimit: MOST_LOST,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 300,
  expireInSeconds: MOST_HOURS * 3600,
  retentionSeconds: 30 * 86_400,
  deleteAfterSeconds: 7 * 86_400,
}

/** Makes or brings up to date the queue of a database. `client` acts as its owner; what is done is not done again. */
export async function installQueue(client: Pick<Client, 'query'>): Promise<void> {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => client.query(text, values) },
    schema: SCHEMA,
    migrate: true,
    schedule: false,
    supervise: false,
    registerInstance: false,
  })
  let failed: Error | null = null
  boss.on('error', (error) => (failed ??= error))
  await boss.start()
  try {
    const there = new Map((await boss.getQueues()).map((queue) => [queue.name, queue]))
    for (const kind of KINDS) {
      if (!there.has(kind)) await boss.createQueue(kind, POLICY)
      else await boss.updateQueue(kind, POLICY)
    }
  } finally {
    await boss.stop({ graceful: false, close: false })
  }
  if (failed) throw failed
  await client.query(`
    grant usage on schema ${SCHEMA} to yike_app;
    grant select, insert, update, delete on all tables in schema ${SCHEMA} to yike_app;
    grant usage on all sequences in schema ${SCHEMA} to yike_app;
    grant execute on all functions in schema ${SCHEMA} to yike_app`)
}
