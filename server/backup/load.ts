// A backup's tables into an empty database: the schema of its time, then every row as it was.
import { Fault } from '@yike/core/base/fault.ts'
import { type Progress, SILENT } from '@yike/core/base/progress.ts'
import type { Client } from 'pg'
import { migrate, readMigrations } from '../db/migrate.ts'
import { becomeOwner, withClient } from '../db/owner.ts'
import { APP, type Logins, MIGRATOR } from '../db/roles.ts'
import { EXACT, readTable } from './copy.ts'
import type { Manifest } from './manifest.ts'
import { clear, fillOrder, setCountersOn, tablesOf } from './tables.ts'

export interface Loading {
  /** Owner's address, as `migrate` wants it. */
  readonly url: string
  readonly dir: string
  readonly manifest: Manifest
  /** Folder of the migrations; default: those of the product. */
  readonly migrations?: string | undefined
  readonly logins?: Logins | undefined
  readonly progress?: Progress
}

/** The migrations that the backup had are those that we have. Faults: migration-changed, backup-newer. */
export async function checkKnown({ migrations }: Manifest, folder?: string): Promise<void> {
  const ours = await readMigrations(folder)
  for (const [i, { number, name, sha256 }] of migrations.entries()) {
    const own = ours[i]
    if (!own || number !== i + 1) throw new Fault('backup-newer', { theirs: migrations.length, ours: ours.length })
    if (own.sha256 !== sha256) throw new Fault('migration-changed', { file: name })
  }
}

/** A database in which nothing is. Fault: database-not-empty, with the table that holds something. */
export async function needEmpty(url: string): Promise<void> {
  await withClient(url, async (client) => {
    await own(client)
    const tables = await tablesOf(client)
    const isOurs = tables.some(({ name }) => name === 'migration')
    for (const { name } of tables) {
      if (isOurs && name === 'migration') continue
      const asking = `select exists (select from ${client.escapeIdentifier(name)}) as some`
      if (!isOurs || (await client.query(asking)).rows[0].some) throw new Fault('database-not-empty', { table: name })
    }
  })
}

/** The owner, where there is one already. */
async function own(client: Client): Promise<void> {
  const { rows } = await client.query('select exists (select from pg_roles where rolname = $1) as there', [MIGRATOR])
  if (rows[0].there) await becomeOwner(client)
}

/**
 * Fills an empty database with the tables of a backup, in one transaction: all of it or nothing. It then stands at the backup's
 * migration. Our triggers rest meanwhile (what they would do was done), foreign keys do not. Faults: database-not-empty,
 * owner-needed, backup-newer, backup-broken, those of `migrate`.
 */
export async function loadTables(loading: Loading): Promise<void> {
  const { url, dir, manifest, migrations: folder, logins, progress = SILENT } = loading
  await checkKnown(manifest, folder)
  await needEmpty(url)
  await withClient(url, async (client) => {
    await own(client)
    await client.query('begin')
    await clear(client)
    await client.query('commit')
  })
  await migrate(url, { folder, logins, upTo: manifest.migrations.length })
  await withClient(url, async (client) => {
    await becomeOwner(client)
    await client.query('begin')
    await client.query(EXACT)
    const there = await tablesOf(client)
    const quoted = new Map(there.map(({ name }) => [name, client.escapeIdentifier(name)]))
    const backed = new Map(manifest.tables.map((table) => [table.name, table]))
    const strange = [...backed.keys()].find((name) => !quoted.has(name))
    if (strange) throw new Fault('backup-broken', { dir, count: 1, first: strange })
    await client.query(`truncate ${[...quoted.values()].join(', ')}`)
    for (const name of quoted.values()) await client.query(`alter table ${name} disable trigger user`)
    progress.begin({ zh: '数据表', en: 'tables' }, backed.size)
    let done = 0
    for (const name of await fillOrder(client, [...backed.keys()])) {
      const table = backed.get(name)!
      const rows = await readTable(client, dir, table)
      if (rows !== table.rows)
        throw new Fault('backup-broken', { dir, count: 1, first: `${name}: ${rows} ≠ ${table.rows}` })
      progress.step(++done)
    }
    await setCountersOn(client)
    for (const name of quoted.values()) await client.query(`alter table ${name} enable trigger user`)
    await client.query('commit')
    await client.query(`analyze ${[...quoted.values()].join(', ')}`)
    await client.query(`grant select on migration to ${APP}`)
  })
}
