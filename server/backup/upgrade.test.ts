// What an office has written stays, whichever version comes next: a database is brought up to date in place, and a backup of the
// first schema (fixtures/backup-0001) goes into every later one.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { MIGRATIONS, migrate, readMigrations } from '../db/migrate.ts'
import { withClient } from '../db/owner.ts'
import { withDatabase } from '../db/url.ts'
import { openBlobs } from '../files/blobs.ts'
import { digestOf } from '../files/digest.ts'
import { BLOBS, fillRows, rowsOf, TRICKY } from '../test/every-table.ts'
import { testServer } from '../test/server.ts'
import { makeBackup } from './make.ts'
import { readManifest } from './manifest.ts'
import { restoreBackup } from './restore.ts'
import { checkTrail } from './trail.ts'
import { checkBytes } from './verify.ts'

const FIXTURE = join(import.meta.dirname, '..', '..', 'fixtures', 'backup-0001')

/** What a version to come may do: a column with a value for the rows that are there, a column reckoned from others, a table. */
const NEXT = `
  alter table outlet add column floor integer not null default 1, add column title text generated always as (label || name) stored;
  create table notice (id uuid primary key, office uuid not null references office, path ltree not null, text text not null);
  insert into notice select gen_random_uuid(), id, path, name from office;
  grant select, insert on notice to yike_app;`

const server = await testServer()
const base = await mkdtemp(join(tmpdir(), 'yike-upgrade-'))
const made: string[] = []
after(async () => {
  for (const name of made) await withClient(server.url, (client) => client.query(`drop database ${name} with (force)`))
  await rm(base, { recursive: true, force: true })
  await server.stop()
})

async function emptyDatabase(): Promise<string> {
  const name = `yike_test_${process.pid}_${randomBytes(4).toString('hex')}`
  await withClient(server.url, (client) => client.query(`create database ${name}`))
  made.push(name)
  return withDatabase(server.url, name)
}

/** A folder of the first `n` migrations, and the one to come. */
async function folderOf(n: number, next: boolean): Promise<string> {
  const folder = join(base, `migrations-${n}-${next}`)
  await mkdir(folder, { recursive: true })
  for (const name of (await readdir(MIGRATIONS))
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .slice(0, n))
    await cp(join(MIGRATIONS, name), join(folder, name))
  if (next) await writeFile(join(folder, `${String(n + 1).padStart(4, '0')}-next.sql`), NEXT)
  return folder
}

const all = (await readMigrations()).length
const today = await folderOf(all, false)
const tomorrow = await folderOf(all, true)

/** Every row that was there is there; `NEXT` added only what it says. */
function assertKept(was: Awaited<ReturnType<typeof rowsOf>>, is: typeof was): void {
  for (const [table, rows] of Object.entries(was)) {
    const now = is[table]!
    if (table === 'migration') assert.deepEqual(now.slice(0, rows.length), rows)
    else if (table !== 'outlet') assert.deepEqual(now, rows, table)
    else
      for (const row of rows)
        assert.ok(
          now.some((other) => other.startsWith(`${row.slice(0, -1)},1,`)),
          row,
        )
  }
  assert.equal(is.notice!.length, was.office!.length)
}

test('a database with rows in every table is brought up to date and keeps them all', async () => {
  const url = await emptyDatabase()
  const store = await openBlobs(null, join(base, 'store'))
  await migrate(url, { folder: today })
  await withClient(url, (client) => fillRows(client, store))
  const was = await withClient(url, rowsOf)
  const dir = join(base, 'before')
  await makeBackup({ url, store, dir, version: 'test' })
  assert.deepEqual(await migrate(url, { folder: tomorrow }), [all + 1])
  assertKept(was, await withClient(url, rowsOf))
  assert.deepEqual((await checkTrail(url)).breaks, [])

  const restored = await emptyDatabase()
  await restoreBackup({ url: restored, store, dir, migrations: tomorrow })
  assertKept(was, await withClient(restored, rowsOf))
  const again = join(base, 'after')
  await makeBackup({ url: restored, store, dir: again, version: 'test' })
  const { columns } = (await readManifest(again)).tables.find(({ name }) => name === 'outlet')!
  assert.deepEqual(columns.slice(-1), ['floor']) // not what is reckoned from others
  const third = await emptyDatabase()
  await restoreBackup({ url: third, store, dir: again, migrations: tomorrow })
  assert.deepEqual(await withClient(third, rowsOf), await withClient(restored, rowsOf))
})

test('the backup of the first schema goes into the schema of today and of tomorrow', async () => {
  if (process.env.UPDATE) {
    // only before the first release: afterwards this file is what a city has in its safe
    assert.equal(all, 1, 'the first schema has been left behind, and its backup stays as it is')
    const url = await emptyDatabase()
    const store = await openBlobs(null, join(base, 'fixture-store'))
    await migrate(url)
    await withClient(url, (client) => fillRows(client, store))
    await rm(FIXTURE, { recursive: true, force: true })
    await makeBackup({ url, store, dir: FIXTURE, version: '0.1.0' })
    await rm(join(FIXTURE, 'blobs', 'tmp'), { recursive: true, force: true })
  }
  const dir = join(base, 'fixture') // looking at it makes folders in it
  await cp(FIXTURE, dir, { recursive: true })
  assert.deepEqual((await checkBytes(dir)).wrong, [])
  for (const migrations of [today, tomorrow]) {
    const url = await emptyDatabase()
    const store = await openBlobs(null, join(base, `of-${made.length}`))
    const manifest = await restoreBackup({ url, store, dir, migrations })
    assert.equal(manifest.migrations.length, 1)
    await withClient(url, async (client) => {
      const { rows } = await client.query(
        `select (select count(*)::int from office) as offices, (select count(*)::int from outlet) as outlets,
        (select name from outlet where merged_into is null) as name, (select since::text from office where since is not null) as since,
        (select encode(hash, 'hex') from session) as session, (select to_char(at at time zone 'UTC', 'HH24:MI:SS.US') from outlet where code = '一') as at`,
      )
      assert.deepEqual(rows[0], { offices: 3, outlets: 2, name: TRICKY, since: '1949-10-01', session: '00ff5c0a', at: '07:24:48.123457' }) // biome-ignore format: one line
      assert.deepEqual((await checkTrail(url)).breaks, [])
      assert.equal(Number((await client.query('select count(*) from migration')).rows[0].count), migrations === today ? all : all + 1) // biome-ignore format: one line
    })
    assert.equal(Buffer.from(await store.read(digestOf(Buffer.from(BLOBS.ledger)))).toString(), BLOBS.ledger)
  }
})
