import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { type TestServer, testServer } from '../test/server.ts'
import { checkMigrated, migrate } from './migrate.ts'
import { openDatabase } from './open.ts'
import { APP, loginsFrom, MIGRATOR } from './roles.ts'
import { withDatabase, withLogin } from './url.ts'

const ONCE = join(import.meta.dirname, '..', 'test', 'migrate-once.ts')
let server: TestServer
let base = ''
const databases: string[] = []
before(async () => {
  server = await testServer()
  base = await mkdtemp(join(tmpdir(), 'yike-migrate-'))
})
after(async () => {
  for (const name of databases) await ask(server.url, `drop database ${name} with (force)`)
  await rm(base, { recursive: true, force: true })
  await server.stop()
})

async function empty(): Promise<string> {
  const name = `yike_migrate_${process.pid}_${databases.length}`
  await ask(server.url, `create database ${name}`)
  databases.push(name)
  return withDatabase(server.url, name)
}

async function folder(files: Readonly<Record<string, string>>): Promise<string> {
  const dir = await mkdtemp(join(base, 'm-'))
  for (const [name, sql] of Object.entries(files)) await writeFile(join(dir, name), sql)
  return dir
}

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new Client({ connectionString: url })
  await client.connect()
  const result = await client.query({ text: sql, rowMode: 'array' }).finally(() => client.end())
  return result.rows?.[0]?.[0]
}

const START = {
  '0001-start.sql': 'create table shop (id int primary key, path ltree not null);',
  '0002-names.sql': 'alter table shop add name text;',
}

test('migrations run in order, once, as the owner, with their extensions', async () => {
  const [url, dir] = [await empty(), await folder(START)]
  assert.deepEqual(await migrate(url, { folder: dir }), [1, 2])
  assert.deepEqual(await migrate(url, { folder: dir }), [])
  assert.equal(await ask(url, `select tableowner from pg_tables where tablename = 'shop'`), MIGRATOR)
  assert.equal(
    await ask(url, `select string_agg(extname, ' ' order by extname) from pg_extension`),
    'btree_gist ltree pg_trgm plpgsql',
  )
  await writeFile(join(dir, '0003-more.sql'), 'create table more (id int);')
  assert.deepEqual(await migrate(url, { folder: dir }), [3])
})

test('two servers that start at once migrate once: one works, the other waits', async () => {
  const [url, dir] = [await empty(), await folder({ ...START, '0003-slow.sql': 'select pg_sleep(0.3)' })]
  const said = await Promise.all(
    [1, 2].map(async () => {
      const child = spawn(process.execPath, [ONCE, url, dir], { stdio: ['ignore', 'pipe', 'inherit'] })
      let text = ''
      child.stdout.on('data', (part) => (text += part))
      const [code] = await once(child, 'close')
      assert.equal(code, 0)
      return text.trim()
    }),
  )
  assert.deepEqual(said.sort(), ['[1,2,3]', '[]'])
})

test('a migration whose process was killed half-way leaves nothing and is simply run again', async () => {
  const [url, dir] = [
    await empty(),
    await folder({ '0001-half.sql': 'create table half (); select pg_advisory_xact_lock(42);' }),
  ]
  const gate = new Client({ connectionString: url })
  await gate.connect()
  await gate.query('select pg_advisory_lock(42)')
  const child = spawn(process.execPath, [ONCE, url, dir], { stdio: 'inherit' })
  const waiting = `select count(*)::int from pg_locks where locktype = 'advisory' and objid = 42 and not granted`
  while (!(await ask(url, waiting))) await sleep(20)
  child.kill('SIGKILL')
  await once(child, 'exit')
  await gate.end()
  assert.deepEqual(await migrate(url, { folder: dir }), [1])
  assert.equal(await ask(url, 'select count(*)::int from migration'), 1)
})

test('a migration that fails leaves nothing, not even of its beginning, and says where', async () => {
  const [url, dir] = [
    await empty(),
    await folder({ ...START, '0003-bad.sql': 'create table good (id int);\nselect 1;\nalter table shops add x int;' }),
  ]
  await assert.rejects(migrate(url, { folder: dir }), { code: 'migration-failed', message: /0003-bad.sql.*shops/ })
  assert.equal(await ask(url, `select to_regclass('good') is null`), true)
  assert.equal(await ask(url, 'select max(number) from migration'), 2)
  await writeFile(join(dir, '0003-bad.sql'), 'create table good (id int);\nselect nothing;')
  await assert.rejects(migrate(url, { folder: dir }), { message: /line 2: column "nothing"/ })
  await writeFile(join(dir, '0003-bad.sql'), 'create table good (id int);')
  assert.deepEqual(await migrate(url, { folder: dir }), [3])
  await writeFile(join(dir, '0004-torn.sql'), 'create table torn (id int);\ncommit;')
  await assert.rejects(migrate(url, { folder: dir }), /0004-torn.sql begins or ends a transaction/)
})

test('a changed file, a gap, a newer and an older database are refused', async () => {
  const [url, dir] = [await empty(), await folder(START)]
  await migrate(url, { folder: dir })
  await writeFile(join(dir, '0001-start.sql'), START['0001-start.sql'].replace('id int', 'id bigint'))
  await assert.rejects(migrate(url, { folder: dir }), { code: 'migration-changed', message: /0001-start.sql/ })
  await writeFile(join(dir, '0001-start.sql'), START['0001-start.sql'])
  await assert.rejects(migrate(url, { folder: await folder({ '0001-start.sql': START['0001-start.sql'] }) }), {
    code: 'database-newer',
  })
  await assert.rejects(migrate(url, { folder: await folder({ '0001-a.sql': '', '0003-c.sql': '' }) }), {
    code: 'migration-gap',
  })
  await writeFile(join(dir, '0003-more.sql'), 'select 1')
  const client = new Client({ connectionString: url })
  await client.connect()
  await assert.rejects(checkMigrated(client, dir), { code: 'database-older', message: /at migration 2 .* needs 3/ })
  await client.query('delete from migration where number = 1')
  await assert.rejects(migrate(url, { folder: dir }), { code: 'migration-gap' })
  await client.end()
})

const POLICY = `create table shop (id int primary key, path ltree not null);
alter table shop enable row level security;
create policy reads on shop using (path <@ current_setting('yike.reads', true)::ltree);
grant select, insert on shop to yike_app;
insert into shop values (1, 'cn.js'), (2, 'cn.zj');`

test('the application may neither make nor drop tables, nor turn into another role, and sees its rows only', async () => {
  const [url, dir] = [await empty(), await folder({ '0001-start.sql': POLICY })]
  const logins = loginsFrom(server.url)
  await migrate(url, { folder: dir, logins })
  const app = withLogin(url, APP, logins.app)
  for (const sql of [
    'create table mine (id int)',
    'create temporary table mine (id int)',
    'drop table shop',
    'alter table shop disable row level security',
    'create schema mine',
    'create extension hstore',
    'update migration set number = 7',
    'create role another',
    `set role ${MIGRATOR}`,
    `set role ${new URL(url).username}`,
    `set session authorization ${MIGRATOR}`,
    `copy shop to program 'cat'`,
    `select pg_read_file('postgresql.conf')`,
  ])
    await assert.rejects(ask(app, sql), { code: '42501' }, sql)
  assert.equal(await ask(app, 'select count(*)::int from shop'), 0)
  assert.equal(await ask(app, `set yike.reads = 'cn.js'`), undefined)
  const client = new Client({ connectionString: app })
  await client.connect()
  await client.query(`set yike.reads = 'cn.js'`)
  assert.deepEqual((await client.query('select id from shop')).rows, [{ id: 1 }])
  await assert.rejects(client.query(`insert into shop values (3, 'cn.zj')`), { code: '42501' })
  await client.end()
})

test('with one login for all, every session of the application is yike_app nevertheless', async () => {
  const [url, dir] = [await empty(), await folder({ '0001-start.sql': POLICY })]
  const lines: string[] = []
  const database = await openDatabase({
    url,
    migratorUrl: null,
    dir: '',
    migrate: true,
    migrations: dir,
    log: (line) => lines.push(line),
  })
  try {
    const clients = await Promise.all([1, 2, 3].map(() => database.pool.connect()))
    for (const client of clients) {
      await client.query('reset role')
      assert.equal((await client.query('select current_user as role')).rows[0].role, APP)
      assert.equal((await client.query('select * from shop')).rowCount, 0)
      client.release()
    }
    assert.equal(await ask(database.ownerUrl, 'select current_user'), MIGRATOR)
    assert.match(lines.join(), /a login of its own/)
  } finally {
    await database.stop()
  }
})
