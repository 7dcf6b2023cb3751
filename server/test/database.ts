// A database for a test file, as the application would have it: cloned from a template that is made once for each server and
// set of migrations, used as yike_app, dropped after the file's last test.
import { createHash, randomBytes } from 'node:crypto'
import { after } from 'node:test'
import { Client } from 'pg'
import { migrate, readMigrations } from '../db/migrate.ts'
import { type Database, openDatabase } from '../db/open.ts'
import { APP, loginsFrom, MIGRATOR } from '../db/roles.ts'
import { withDatabase, withLogin } from '../db/url.ts'
import { testServer } from './server.ts'

/** A database that only this test file uses. */
export interface TestDatabase extends Database {
  readonly name: string
  /** Superuser, in this database: sees all rows. */
  readonly superuserUrl: string
  /** What was logged. */
  readonly lines: readonly string[]
}

const LOCK = 0x74_65_73_74 // 'test': of whoever makes the template

/**
 * A new database, empty but for what migrations put there. To be called at the top of a test file, in a suite or in a test:
 * it is dropped at the end of that.
 */
export async function freshDatabase({
  migrations,
  poolSize,
}: {
  migrations?: string
  poolSize?: number
} = {}): Promise<TestDatabase> {
  const server = await testServer()
  const name = `yike_test_${process.pid}_${randomBytes(4).toString('hex')}`
  const logins = loginsFrom(server.url)
  await asSuperuser(server.url, async (client) => {
    await client.query(`create database ${name} template ${await template(client, server.url, migrations)}`)
  })
  const superuserUrl = withDatabase(server.url, name)
  const lines: string[] = []
  const database = await openDatabase({
    url: withLogin(superuserUrl, APP, logins.app),
    migratorUrl: withLogin(superuserUrl, MIGRATOR, logins.migrator),
    dir: '',
    migrate: false,
    log: (line) => lines.push(line),
    poolSize,
    migrations,
  })
  let stopped: Promise<void> | undefined
  const stop = () =>
    (stopped ??= (async () => {
      await database.stop()
      await asSuperuser(server.url, (client) => client.query(`drop database if exists ${name} with (force)`))
      if (--open === 0) await server.stop()
    })())
  open++
  after(stop)
  return { ...database, name, superuserUrl, lines, stop }
}

let open = 0

/** Makes the template unless it is there; one that was interrupted has another name. */
async function template(client: Client, url: string, migrations?: string): Promise<string> {
  const digest = createHash('sha256')
  for (const { sha256 } of await readMigrations(migrations)) digest.update(sha256)
  const name = `yike_template_${digest.digest('hex').slice(0, 12)}`
  await client.query('select pg_advisory_lock($1)', [LOCK])
  try {
    const there = await client.query('select from pg_database where datname = $1', [name])
    if (there.rowCount) return name
    await client.query(`drop database if exists ${name}_half with (force)`)
    await client.query(`create database ${name}_half`)
    await migrate(withDatabase(url, `${name}_half`), { folder: migrations, logins: loginsFrom(url) })
    await client.query(`alter database ${name}_half allow_connections false`)
    await client.query(`alter database ${name}_half rename to ${name}`)
    return name
  } finally {
    await client.query('select pg_advisory_unlock($1)', [LOCK])
  }
}

async function asSuperuser(url: string, act: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  await act(client).finally(() => client.end())
}
