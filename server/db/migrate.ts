// Migrations: plain SQL in numbered files (0001-start.sql), forward only, each in a transaction of its own with its row in the
// table `migration`, so that one that was interrupted left nothing and is run again.
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Fault } from '@yike/core/base/fault.ts'
import { Client, type DatabaseError } from 'pg'
import { installQueue } from '../jobs/install.ts'
import { ensureRoles, type Logins, MIGRATOR } from './roles.ts'

/** Where the migrations of the product lie. */
export const MIGRATIONS = join(import.meta.dirname, 'migrations')

export interface Migration {
  readonly number: number
  /** Of the file. */
  readonly name: string
  readonly sql: string
  /** Over the file's bytes with line ends as LF, hex. */
  readonly sha256: string
}

const LOCK = 0x79_69_6b_65 // 'yike': the advisory lock of whoever migrates
const EXTENSIONS = ['ltree', 'btree_gist', 'pg_trgm'] as const // all of them trusted: the owner of a database may make them
const OWN_TRANSACTION = /^\s*(begin|commit|rollback|start\s+transaction)\s*;/im

/** Reads a folder of migrations, in order. @throws Fault `migration-gap`. */
export async function readMigrations(folder = MIGRATIONS): Promise<readonly Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}-.+\.sql$/.test(name)).sort()
  return Promise.all(
    names.map(async (name, i) => {
      if (Number(name.slice(0, 4)) !== i + 1) throw new Fault('migration-gap', { number: i + 1, found: name })
      const sql = (await readFile(join(folder, name), 'utf8')).replaceAll('\r\n', '\n')
      if (OWN_TRANSACTION.test(sql))
        throw new Error(`${name} begins or ends a transaction; each migration is one already`)
      return { number: i + 1, name, sql, sha256: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}

/**
 * Brings a database up to date: roles, extensions, then what is not yet applied, as yike_migrator. Several may do so at once:
 * one works, the others wait and find it done. Gives the numbers applied.
 * @param url the owner: see `ensureRoles`
 * @param upTo the last one to apply, for a backup's sake; default: all
 * @throws Fault `migration-failed` (with file and line), `migration-changed`, `migration-gap`, `database-newer`, those of `ensureRoles`.
 */
export async function migrate(
  url: string,
  {
    folder,
    logins,
    log = () => {},
    upTo,
  }: {
    folder?: string | undefined
    logins?: Logins | undefined
    log?: (line: string) => void
    upTo?: number | undefined
  } = {},
): Promise<readonly number[]> {
  const files = (await readMigrations(folder)).slice(0, upTo)
  const client = new Client({
    connectionString: url,
    application_name: 'yike migrate',
    connectionTimeoutMillis: 10_000,
  })
  client.on('error', () => {}) // the query at hand tells
  await client.connect()
  try {
    await client.query('reset role; set statement_timeout = 0')
    const free = await client.query('select pg_try_advisory_lock($1) as got', [LOCK])
    if (!free.rows[0].got) {
      log('waiting for another server to bring the database up to date')
      await client.query('select pg_advisory_lock($1)', [LOCK])
    }
    await ensureRoles(client, logins)
    await client.query(`set role ${MIGRATOR}`)
    for (const extension of EXTENSIONS) await client.query(`create extension if not exists ${extension}`)
    await client.query(`create table if not exists migration
      (number integer primary key, name text not null, sha256 text not null, applied_at timestamptz not null default now())`)
    await client.query('grant select on migration to yike_app')
    const rest = files.slice(await compare(client, files))
    for (const file of rest) {
      await apply(client, file)
      log(`migration ${file.name} applied`)
    }
    await installQueue(client)
    return rest.map((file) => file.number)
  } finally {
    await client.end().catch(() => {})
  }
}

/** How many migrations are applied, all of them being the same as the files. */
async function compare(client: Pick<Client, 'query'>, files: readonly Migration[]): Promise<number> {
  const { rows } = await client.query('select number, name, sha256 from migration order by number')
  for (const [i, row] of rows.entries()) {
    if (row.number !== i + 1) throw new Fault('migration-gap', { number: i + 1, found: row.name })
    const file = files[i]
    if (!file) throw new Fault('database-newer', { database: rows.at(-1).number, code: files.length })
    if (file.sha256 !== row.sha256) throw new Fault('migration-changed', { file: file.name })
  }
  return rows.length
}

/** Refuses a database that is not at the last migration. @throws Fault `database-older`, and those of `migrate`. */
export async function checkMigrated(client: Pick<Client, 'query'>, folder?: string): Promise<void> {
  const files = await readMigrations(folder)
  const there = await client.query(`select to_regclass('public.migration') is not null as there`)
  const applied = there.rows[0].there ? await compare(client, files) : 0
  if (applied < files.length) throw new Fault('database-older', { database: applied, code: files.length })
}

async function apply(client: Client, { number, name, sql, sha256 }: Migration): Promise<void> {
  try {
    await client.query('begin')
    await client.query(sql)
    await client.query('insert into migration (number, name, sha256) values ($1, $2, $3)', [number, name, sha256])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => {})
    const { position, message } = error as DatabaseError
    const line = position ? sql.slice(0, Number(position)).split('\n').length : '?'
    throw new Fault('migration-failed', { file: name, line, why: message })
  }
}
