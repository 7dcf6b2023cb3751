// Opens the database: one of our own in a folder, or a server's; brought up to date; used as yike_app.
import { Fault } from '@yike/core/base/fault.ts'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { findAway, findRefused } from './away.ts'
import { openCluster } from './cluster.ts'
import { type Hear, openListener } from './listen.ts'
import { checkMigrated, migrate } from './migrate.ts'
import { openPulse } from './pulse.ts'
import { APP, loginsFrom, MIGRATOR } from './roles.ts'
import type { Tables } from './tables.ts'
import { withDatabase, withLogin, withRole } from './url.ts'

/** The database, as the application sees it. */
export interface Database {
  /** Queries by type. int8 is a number, timestamptz a Date, date and numeric a string, bytea a Buffer. */
  readonly db: Kysely<Tables>
  readonly pool: pg.Pool
  /** In every session of it `current_user` is yike_app. */
  readonly url: string
  /** In every session of it `current_user` is yike_migrator; equals `url` where no owner's login was given. */
  readonly ownerUrl: string
  /** Such as 18.4. */
  readonly version: string
  /** Hears NOTIFYs of a channel, through breaks of the connection; gives the function that ends it. */
  listen(channel: string, hear: Hear): Promise<() => void>
  /** What `work` gives, or Fault `database-away` some five seconds after the database has ceased to answer (see pulse.ts). */
  whileAlive<T>(work: () => Promise<T>): Promise<T>
  /** Ends the connections (those in use within 10 s) and, where it is ours, PostgreSQL. */
  stop(): Promise<void>
}

export interface DatabaseOptions {
  /** Of a server; null: a PostgreSQL of one's own in `dir`. */
  readonly url: string | null
  /** The owner's login at that server; null: that of `url`. */
  readonly migratorUrl: string | null
  /** Folder of our own PostgreSQL, for this alone. */
  readonly dir: string
  readonly bin?: string | undefined
  /** Brought up to date, where the login may; false, or yike_app's login alone: only looked at whether it is. */
  readonly migrate: boolean
  readonly log: (line: string) => void
  /** Connections at most; default 10. */
  readonly poolSize?: number | undefined
  /** Folder of the migrations; default: those of the product. */
  readonly migrations?: string | undefined
}

/** Of the database in a cluster of one's own. */
export const NAME = 'yike'
const STATEMENT_WITHIN = 30_000 // ms
const IDLE_IN_TRANSACTION = 60_000
const LOCK_WITHIN = 10_000
const CONNECT_WITHIN = 5_000
const STOP_WITHIN = 10_000

/**
 * Opens the database and, with `migrate`, brings it up to date.
 * @throws Fault of `openCluster`, `migrate`, `ensureRoles`; `database-away`; `database-role-strong` where the login of `url`
 * is not subject to row-level security.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { log, migrations: folder } = options
  const cluster = options.url === null ? await openCluster(options) : null
  try {
    if (cluster) {
      const logins = loginsFrom(cluster.url)
      const superuserUrl = await ensureDatabase(cluster.url)
      await migrate(superuserUrl, { folder, logins, log })
      const [url, ownerUrl] = [
        withLogin(superuserUrl, APP, logins.app),
        withLogin(superuserUrl, MIGRATOR, logins.migrator),
      ]
      return await use({ ...options, url, ownerUrl, stopServer: cluster.stop })
    }
    const login = options.migratorUrl ?? options.url!
    const isApp = (await loginOf(options.url!)) === APP
    if (options.migrate && (options.migratorUrl || !isApp)) await migrate(login, { folder, log })
    const url = isApp ? options.url! : withRole(options.url!, APP)
    if (!options.migratorUrl && url !== options.url)
      log(`one login for all: give ${APP} a login of its own, so that the application cannot turn into another role`)
    const isOwner = options.migratorUrl !== null || url !== options.url
    return await use({ ...options, url, ownerUrl: isOwner ? withRole(login, MIGRATOR) : url })
  } catch (error) {
    await cluster?.stop()
    throw findAway(error) ?? findRefused(error) ?? error
  }
}

async function ask<T>(url: string, question: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_WITHIN })
  client.on('error', () => {})
  await client.connect()
  return question(client).finally(() => client.end().catch(() => {}))
}

const loginOf = (url: string): Promise<string> =>
  ask(url, async (client) => (await client.query('select session_user as login')).rows[0].login)

/** Makes our own database in our own cluster unless it is there; its address. */
export async function ensureDatabase(url: string): Promise<string> {
  await ask(url, async (client) => {
    const there = await client.query('select from pg_database where datname = $1', [NAME])
    if (there.rowCount === 0) await client.query(`create database ${NAME}`)
    await client.query(`revoke all on database ${NAME} from public`)
  })
  return withDatabase(url, NAME)
}

/** The pool and all that hangs on it. */
async function use(
  given: DatabaseOptions & { url: string; ownerUrl: string; stopServer?: () => Promise<void> },
): Promise<Database> {
  const { url, ownerUrl, log, poolSize = 10, stopServer, migrations } = given
  const pool = new pg.Pool({
    connectionString: url,
    application_name: NAME,
    max: poolSize,
    connectionTimeoutMillis: CONNECT_WITHIN,
    idleTimeoutMillis: 60_000,
    statement_timeout: STATEMENT_WITHIN,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION,
    lock_timeout: LOCK_WITHIN,
    keepAlive: true,
    types: { getTypeParser: parserOf as typeof pg.types.getTypeParser },
  })
  // an error outside a query; the pool drops the connection and makes another
  pool.on('error', (error) => log(`a database connection broke: ${error.message}`))
  pool.on('connect', (client) => client.on('error', () => {}))
  const listener = openListener(url, log)
  const pulse = openPulse(url)
  try {
    const version = await ask(url, async (client) => {
      const { rows } = await client.query(`select current_setting('server_version') as version, current_user as role,
        rolsuper or rolbypassrls as strong from pg_roles where rolname = current_user`)
      if (rows[0].role !== APP || rows[0].strong)
        throw new Fault('database-role-strong', { role: rows[0].role, why: `not ${APP}` })
      await checkMigrated(client, migrations)
      return rows[0].version.split(' ')[0]
    })
    return {
      db: new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }),
      pool,
      url,
      ownerUrl,
      version,
      listen: listener.listen,
      whileAlive: pulse.whileAlive,
      stop: once(async () => {
        await pulse.stop()
        await listener.stop()
        let late: NodeJS.Timeout | undefined
        const waited = new Promise((resolve) => (late = setTimeout(resolve, STOP_WITHIN)))
        await Promise.race([pool.end(), waited])
        clearTimeout(late)
        await stopServer?.()
      }),
    }
  } catch (error) {
    await listener.stop()
    await pool.end()
    throw error
  }
}

function once(act: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined
  return () => (done ??= act())
}

/** int8 as a number, or an error where that would not be exact; a date stays what it is, without an hour or a zone. */
function parserOf(oid: number, format?: 'text' | 'binary'): (text: string) => unknown {
  const usual = pg.types.getTypeParser as (oid: number, format?: string) => (text: string) => unknown
  if (oid === pg.types.builtins.INT8) return exact
  if (oid === INT8_ARRAY) return (text) => (usual(TEXT_ARRAY)(text) as (string | null)[]).map((n) => n && exact(n))
  if (oid === pg.types.builtins.DATE) return String
  if (oid === DATE_ARRAY) return usual(TEXT_ARRAY)
  return usual(oid, format)
}

const INT8_ARRAY = 1016
const DATE_ARRAY = 1182
const TEXT_ARRAY = 1009

function exact(text: string): number {
  const number = Number(text)
  if (!Number.isSafeInteger(number)) throw new Error(`${text} is a larger integer than a number can be`)
  return number
}
