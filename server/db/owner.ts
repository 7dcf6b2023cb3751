// The owner's way in, for what is done beside the server: backups, restoring, bringing up to date. A database of our own may be
// at work under another process; then its address is told by its folder.
import { existsSync, readFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Fault } from '@yike/core/base/fault.ts'
import { Client } from 'pg'
import type { Config } from '../config.ts'
import { findAway, findRefused } from './away.ts'
import { openCluster } from './cluster.ts'
import { passwordFile, SUPERUSER } from './create.ts'
import { type Database, ensureDatabase, NAME, openDatabase } from './open.ts'
import { postmaster } from './orphan.ts'
import { APP, loginsFrom, MIGRATOR } from './roles.ts'
import { withDatabase, withLogin } from './url.ts'

/** Where a database of one's own is. */
export const databaseFolder = ({ DATA }: Pick<Config, 'DATA'>): string => join(DATA, 'database')

/** Somebody who may do all with the tables. */
export interface Owner {
  /** Superuser or owner, in the database. Holds a password. */
  readonly url: string
  /** Superuser of our own cluster; null for a server's. Passwords of the roles follow from it. */
  readonly superuserUrl: string | null
  /** Stops what was started for this. */
  stop(): Promise<void>
}

/**
 * The owner of the database that the settings name. One of our own is used as it runs under another process, else started; with
 * `make` it is made where it is missing, with `alone` another process is a fault. Faults: no-database, those of `openCluster`.
 */
export async function openOwner(
  config: Pick<Config, 'DATA' | 'DATABASE_URL' | 'MIGRATOR_URL'>,
  {
    make = false,
    alone = false,
    log = () => {},
  }: { make?: boolean; alone?: boolean; log?: (line: string) => void } = {},
): Promise<Owner> {
  if (config.DATABASE_URL)
    return { url: config.MIGRATOR_URL ?? config.DATABASE_URL, superuserUrl: null, stop: async () => {} }
  const dir = databaseFolder(config)
  const running = alone ? null : findRunning(dir)
  if (running) return { url: withDatabase(running, NAME), superuserUrl: running, stop: async () => {} }
  if (!make && !existsSync(join(dir, 'data'))) throw new Fault('no-database', { dir })
  await mkdir(config.DATA, { recursive: true, mode: 0o711 }) // under root PostgreSQL runs as another user, who must pass
  const cluster = await openCluster({ dir, log })
  try {
    return { url: await ensureDatabase(cluster.url), superuserUrl: cluster.url, stop: cluster.stop }
  } catch (error) {
    await cluster.stop()
    throw error
  }
}

/**
 * The database as the application sees it, for what an operator does beside a server that may be at work. Nothing is brought up to
 * date. Faults: those of `openOwner` and `openDatabase`.
 */
export async function openBeside(
  config: Pick<Config, 'DATA' | 'DATABASE_URL' | 'MIGRATOR_URL'>,
  log: (line: string) => void,
): Promise<Database> {
  const owner = await openOwner(config, { log })
  const { superuserUrl } = owner
  const url = superuserUrl ? withLogin(owner.url, APP, loginsFrom(superuserUrl).app) : config.DATABASE_URL
  try {
    const database = await openDatabase({ url, migratorUrl: null, dir: '', migrate: false, log })
    return { ...database, stop: () => database.stop().finally(owner.stop) }
  } catch (error) {
    await owner.stop()
    throw error
  }
}

/** The superuser's address of the PostgreSQL that runs in a folder of `openCluster`; null where none takes connections. */
export function findRunning(dir: string): string | null {
  const data = join(dir, 'data')
  const [pid, , , port, socket, , , state] = postmaster(data)
  if (!Number(pid) || state?.trim() !== 'ready' || !lives(Number(pid))) return null
  const password = readFileSync(passwordFile(data), 'utf8')
  const host = socket ? `?host=${encodeURIComponent(socket)}` : ''
  return `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/postgres${host}`
}

function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** A session without limits of time. Faults: database-away, database-refuses. */
export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, application_name: 'yike owner', connectionTimeoutMillis: 10_000 })
  client.on('error', () => {}) // the query at hand tells
  try {
    await client.connect()
    await client.query(`reset role; set statement_timeout = 0; set lock_timeout = 0; set timezone = 'UTC';
      set idle_in_transaction_session_timeout = 0; set client_encoding = 'UTF8'`)
    return await work(client)
  } catch (error) {
    throw findAway(error) ?? findRefused(error) ?? error
  } finally {
    await client.end().catch(() => {})
  }
}

/** The session becomes the owner of the tables. Fault: owner-needed. */
export async function becomeOwner(client: Client): Promise<void> {
  try {
    await client.query(`set role ${MIGRATOR}`)
  } catch (error) {
    if ((error as { code?: string }).code !== '42501') throw error
    const { rows } = await client.query('select session_user as login')
    throw new Fault('owner-needed', { login: rows[0].login })
  }
}
