import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { TEST_BIN } from '../test/server.ts'
import { findAway } from './away.ts'
import { openCluster } from './cluster.ts'
import { type Database, openDatabase } from './open.ts'

let base = ''
let database: Database
const open = () =>
  openDatabase({
    url: null,
    migratorUrl: null,
    dir: join(base, 'db'),
    bin: TEST_BIN,
    migrate: true,
    migrations: base,
    log: () => {},
    poolSize: 4,
  })
before(async () => {
  base = await mkdtemp(join(tmpdir(), 'yike-open-'))
  await chmod(base, 0o711)
  await writeFile(
    join(base, '0001-start.sql'),
    'create table kept (n int primary key); grant select, insert on kept to yike_app;',
  )
  database = await open()
})
after(async () => {
  await database.stop()
  await rm(base, { recursive: true, force: true })
})

const killPostgres = () => {
  const file = join(base, 'db', 'data', 'postmaster.pid')
  process.kill(Number(readFileSync(file, 'utf8').split('\n')[0]), 'SIGKILL')
}

async function back(): Promise<void> {
  while (!(await database.pool.query('select 1').then(Boolean, () => false))) await sleep(20)
}

test('values come as the types say: whole numbers exact or refused, days without an hour, moments as Date, bytes as Buffer', async () => {
  const { rows } =
    await database.pool.query(`select 9007199254740991::int8 as big, array[1, null, 3]::int8[] as bigs, '2024-02-29'::date as day,
    array['2024-02-29']::date[] as days, '2024-02-29T12:00:00+08'::timestamptz as moment, '\\x00ff'::bytea as bytes, 0.1::numeric as exact, 0.5::float8 as half`)
  assert.deepEqual(rows[0], {
    big: 9007199254740991,
    bigs: [1, null, 3],
    day: '2024-02-29',
    days: ['2024-02-29'],
    moment: new Date('2024-02-29T04:00:00Z'),
    bytes: Buffer.from([0, 255]),
    exact: '0.1',
    half: 0.5,
  })
  await assert.rejects(database.pool.query('select 9007199254740992::int8'), /larger integer/)
})

test('a session has its limits, its role, and the owner another', async () => {
  const { rows } =
    await database.pool.query(`select current_user as role, session_user as login, current_setting('statement_timeout') as statement,
    current_setting('idle_in_transaction_session_timeout') as idle`)
  assert.deepEqual(rows[0], { role: 'yike_app', login: 'yike_app', statement: '30s', idle: '1min' })
  const owner = new Client({ connectionString: database.ownerUrl })
  await owner.connect()
  assert.equal((await owner.query('select current_user as role')).rows[0].role, 'yike_migrator')
  await owner.end()
})

test('a killed PostgreSQL is an away database to queries, in transactions and out, and comes back by itself', async () => {
  const busy = await database.pool.connect() // taken and idle: no query of its own will tell
  const inTransaction = database.pool.connect().then(async (client) => {
    await client.query('begin')
    await client.query('insert into kept values (1)')
    const failed = await client.query('select pg_sleep(30)').catch((error) => error)
    client.release(failed)
    return failed
  })
  await sleep(100)
  killPostgres()
  assert.equal(findAway(await inTransaction)?.code, 'database-away')
  const next = await database.pool.query('select 1').catch((error) => error)
  assert.ok(!(next instanceof Error) || findAway(next)?.code === 'database-away', String(next))
  assert.equal(findAway(await busy.query('select 1').catch((error) => error))?.code, 'database-away')
  busy.release(true)
  await back()
  assert.equal((await database.pool.query('select * from kept')).rowCount, 0, 'what was not acknowledged is not there')
})

test('a listener hears, hears null when it was away, and hears again', async () => {
  const heard: (string | null)[] = []
  const until = async (last: string | null) => {
    while (heard.at(-1) !== last) await sleep(20)
  }
  const end = await database.listen('news', (payload) => heard.push(payload))
  await database.pool.query(`notify news, 'one'`)
  await until('one')
  killPostgres()
  await until(null)
  await back()
  await database.pool.query(`notify news, 'two'`)
  await until('two')
  end()
  assert.deepEqual(heard, ['one', null, 'two'])
})

test('an error of ours is no away database', async () => {
  for (const sql of ['select nothing', 'drop table kept', 'insert into kept values (5), (5)'])
    assert.equal(findAway(await database.pool.query(sql).catch((error) => error)), undefined, sql)
  assert.equal(findAway(Object.assign(new Error('no such file'), { code: 'ENOENT', syscall: 'open' })), undefined)
})

test('a server that is not there is told as a fault', async () => {
  const url = 'postgres://yike_app:x@127.0.0.1:1/yike'
  await assert.rejects(openDatabase({ url, migratorUrl: null, dir: '', migrate: true, log: () => {} }), {
    code: 'database-away',
  })
})

test('an application that is beyond row-level security is refused', async () => {
  await database.stop()
  const cluster = await openCluster({ dir: join(base, 'db'), bin: TEST_BIN })
  const client = new Client({ connectionString: cluster.url })
  await client.connect()
  await client.query('alter role yike_app bypassrls')
  await client.end()
  await cluster.stop()
  await assert.rejects(open(), { code: 'database-role-strong', message: /bypassrls/ })
})
