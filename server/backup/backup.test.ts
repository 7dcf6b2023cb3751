import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { Fault, type FaultCode } from '@yike/core/base/fault.ts'
import { alone, BACKUP_LOCK, COLLECT_LOCK } from '../db/alone.ts'
import { withClient } from '../db/owner.ts'
import { loginsFrom } from '../db/roles.ts'
import { withDatabase } from '../db/url.ts'
import { type Blobs, openBlobs } from '../files/blobs.ts'
import { digestOf } from '../files/digest.ts'
import { openQueue } from '../jobs/queue.ts'
import { freshDatabase } from '../test/database.ts'
import { BLOBS, fillRows, rowsOf } from '../test/every-table.ts'
import { TEST_BIN, testServer } from '../test/server.ts'
import { makeBackup } from './make.ts'
import { readManifest, writeManifest } from './manifest.ts'
import { resend } from './resend.ts'
import { restoreBackup } from './restore.ts'
import { checkTrail } from './trail.ts'
import { verifyBackup } from './verify.ts'

const fault = (code: FaultCode) => (error: unknown) => error instanceof Fault && error.code === code
const folder = (name: string) => join(base, name)
const back = (dir: string, from = store) => makeBackup({ url: source.superuserUrl, store: from, dir, version: 'test' })

/** A database in which nothing is, gone after the file's tests. */
async function emptyDatabase(): Promise<string> {
  const server = await testServer()
  const name = `yike_test_${process.pid}_${randomBytes(4).toString('hex')}`
  await withClient(server.url, (client) => client.query(`create database ${name}`))
  made.push(name)
  return withDatabase(server.url, name)
}

const made: string[] = []
const base = await mkdtemp(join(tmpdir(), 'yike-backup-'))
after(async () => {
  for (const name of made)
    await withClient(source.superuserUrl, (client) => client.query(`drop database ${name} with (force)`))
  await rm(base, { recursive: true, force: true })
})
const source = await freshDatabase()
const store = await openBlobs(null, folder('store'))
await withClient(source.superuserUrl, (client) => fillRows(client, store))
const first = folder('first')
await back(first)
const was = await withClient(source.superuserUrl, rowsOf)

test('the rows to back up are in every table', async () => {
  assert.ok(Object.keys(was).length >= 25)
  for (const [table, rows] of Object.entries(was)) assert.ok(rows.length > 0, table)
})

test('what is restored is what was backed up, to the byte', async () => {
  const url = await emptyDatabase()
  const other = await openBlobs(null, folder('restored'))
  const manifest = await restoreBackup({ url, store: other, dir: first })
  assert.deepEqual(await withClient(url, rowsOf), was)
  assert.deepEqual(
    manifest.tables.map(({ name, rows }) => [name, rows]),
    Object.entries(was).map(([name, rows]) => [name, rows.length]),
  )
  for (const bytes of Object.values(BLOBS)) {
    const given = Buffer.from(bytes)
    assert.deepEqual(Buffer.from(await other.read(digestOf(given))), given)
  }
  assert.deepEqual(manifest.lacking, [])
})

test('a restored database goes on: counters, triggers, the trail, rights', async () => {
  const url = await emptyDatabase()
  await restoreBackup({ url, store: await openBlobs(null, folder('goes-on')), dir: first })
  await withClient(url, async (client) => {
    const { chains, breaks } = await checkTrail(url)
    assert.ok(chains >= 2)
    assert.deepEqual(breaks, [])
    const last = (await client.query('select max(id)::int as id from audit')).rows[0].id
    await client.query(`update outlet set remark = 'x'; update office set name = 'y' where code = '980100'`)
    const { rows } = await client.query('select id::int, noun, after from audit where id > $1', [last])
    assert.deepEqual(rows, [{ id: last + 1, noun: 'office', after: { name: 'y' } }])
    assert.deepEqual((await checkTrail(url)).breaks, [])
    await assert.rejects(client.query(`update run set kind = 'other' where state = 'done'`), /does not change/)
    await client.query('set role yike_app')
    assert.deepEqual((await client.query('select from outlet')).rows, [])
    await assert.rejects(client.query('delete from audit'), { code: '42501' })
  })
})

test('a second backup into the same folder copies new files only and lets go of those no longer named', async () => {
  const dir = folder('second')
  const one = await back(dir)
  assert.equal(one.fresh, 4)
  const fresh = await store.put(Buffer.from('new'))
  await withClient(source.superuserUrl, (c) => c.query('insert into blob values ($1, $2)', [fresh.sha256, fresh.size]))
  const two = await back(dir)
  assert.deepEqual([two.count, two.fresh, two.freshBytes, two.removed], [5, 1, 3, 0])
  await withClient(source.superuserUrl, (c) => c.query('delete from blob where sha256 = $1', [fresh.sha256]))
  const three = await back(dir)
  assert.deepEqual([three.count, three.fresh, three.removed], [4, 0, 1])
  assert.equal((await readdir(join(dir, 'tables'))).length, 1)
  assert.deepEqual((await verifyBackup(dir, { bin: TEST_BIN })).wrong, [])
})

test('a backup that is broken off leaves the one before it whole', async () => {
  const dir = folder('broken-off')
  await back(dir)
  const before = await readFile(join(dir, 'manifest.json'), 'utf8')
  const breaking: Blobs = { ...store, open: () => Promise.reject(new Fault('store-away', { where: 'x', why: 'y' })) }
  const fresh = await store.put(Buffer.from('newer'))
  await withClient(source.superuserUrl, (c) => c.query('insert into blob values ($1, $2)', [fresh.sha256, fresh.size]))
  await assert.rejects(back(dir, breaking), fault('store-away'))
  await withClient(source.superuserUrl, (c) => c.query('delete from blob where sha256 = $1', [fresh.sha256]))
  assert.equal(await readFile(join(dir, 'manifest.json'), 'utf8'), before)
  assert.deepEqual((await verifyBackup(dir, { bin: TEST_BIN })).wrong, [])
})

test('what is written meanwhile is in all tables or in none', async () => {
  let writing = true
  const writer = withClient(source.superuserUrl, async (client) => {
    for (let n = 0; writing; n++) {
      await client.query('begin')
      const { rows } = await client.query(
        `insert into upload (id, office, path, kind, name, sha256, size, state) select gen_random_uuid(), id, path, 'photo', $1, $2, 1, 'applied'
         from office where code = '980100' returning id`,
        [`n${n}`, digestOf(Buffer.from(BLOBS.photo))],
      )
      await client.query(`insert into upload_finding values ($1, 1, 'cn.980100', null, 'c', null, '')`, [rows[0].id])
      await client.query('commit')
    }
  })
  try {
    for (let round = 0; round < 2; round++) {
      const dir = folder(`meanwhile-${round}`)
      await back(dir)
      const looked = await verifyBackup(dir, { bin: TEST_BIN }) // foreign keys and the trail hold
      assert.deepEqual(looked.wrong, [])
      const rows = (name: string) => looked.manifest.tables.find((table) => table.name === name)!.rows
      assert.equal(rows('upload') - 1, rows('upload_finding') - 1)
    }
  } finally {
    writing = false
    await writer
  }
})

test('a file that the store lost is told, kept in mind, and no reason to have no backup', async () => {
  const sha256 = digestOf(Buffer.from(BLOBS.result))
  const losing: Blobs = {
    ...store,
    open: (wanted) => (wanted === sha256 ? Promise.reject(new Fault('blob-missing', { sha256 })) : store.open(wanted)),
  }
  const dir = folder('lacking')
  assert.deepEqual((await back(dir, losing)).lacking, [sha256])
  const { wrong } = await verifyBackup(dir, { bin: TEST_BIN })
  assert.match(wrong.map(({ en }) => en).join(), new RegExp(`^${sha256} was lacking`))
  await restoreBackup({ url: await emptyDatabase(), store: await openBlobs(null, folder('lacking-store')), dir })
})

test('verifying finds a changed byte wherever it is', async () => {
  const spoilt = async (name: string, spoil: (dir: string) => Promise<void>) => {
    const dir = folder(name)
    await cp(first, dir, { recursive: true })
    await spoil(dir)
    return (await verifyBackup(dir, { bin: TEST_BIN })).wrong.map(({ en }) => en).join('; ')
  }
  const flip = async (path: string) => {
    const bytes = await readFile(path)
    bytes[bytes.length >> 1]! ^= 1
    await writeFile(path, bytes)
  }
  const tableIn = async (dir: string, name: string) =>
    join(dir, (await readManifest(dir)).tables.find((table) => table.name === name)!.file)
  const photo = digestOf(Buffer.from(BLOBS.photo))
  const photoIn = (dir: string) => join(dir, 'blobs', photo.slice(0, 2), photo.slice(2, 4), photo)
  assert.match(await spoilt('flip-table', async (dir) => flip(await tableIn(dir, 'outlet'))), /^table outlet: SHA-256/)
  assert.match(await spoilt('no-table', async (dir) => rm(await tableIn(dir, 'plan'))), /^table plan: ENOENT/)
  assert.match(await spoilt('flip-blob', (dir) => flip(photoIn(dir))), new RegExp(photo))
  assert.match(await spoilt('no-blob', (dir) => rm(photoIn(dir))), new RegExp(photo))
  await assert.rejects(
    spoilt('no-manifest', (dir) => rm(join(dir, 'manifest.json'))),
    fault('no-backup'),
  )
  await assert.rejects(
    spoilt('half-manifest', (dir) => writeFile(join(dir, 'manifest.json'), '{"kind"')),
    fault('no-backup'),
  )
})

test('verifying finds a trail that was altered before the backup', async () => {
  await withClient(source.superuserUrl, async (client) => {
    await client.query(`begin; create temp table kept as select * from audit where noun = 'plan'`)
    await client.query(`update audit set name = 'somebody else' where noun = 'plan'; commit`)
    const dir = folder('altered-trail')
    await back(dir)
    await client.query('update audit a set name = k.name from kept k where k.id = a.id')
    const { wrong } = await verifyBackup(dir, { bin: TEST_BIN })
    assert.match(
      wrong.map(({ en }) => en).join(),
      /^trail cn.980100 #\d+: it does not fit its seal \(id \d+, plan insert\)$/,
    )
  })
})

test('a backup goes into an empty database only', async () => {
  const other = await openBlobs(null, folder('refused'))
  const refused = (url: string, code: FaultCode, dir = first) =>
    assert.rejects(restoreBackup({ url, store: other, dir }), fault(code))
  await refused(source.superuserUrl, 'database-not-empty')
  const foreign = await emptyDatabase()
  await withClient(foreign, (client) => client.query('create table theirs ()'))
  await refused(foreign, 'database-not-empty')
  await withClient(foreign, (client) => client.query('select from theirs'))
  // one that was only brought up to date holds nothing
  const empty = await freshDatabase()
  await restoreBackup({
    url: empty.superuserUrl,
    store: other,
    dir: first,
    logins: loginsFrom((await testServer()).url),
  })
  await refused(empty.superuserUrl, 'database-not-empty')
  assert.equal(Number((await empty.pool.query(`select count(*) from office`)).rows[0].count), 3)
})

test('restoring that fails in the middle leaves an empty database, which takes it the next time', async () => {
  const dir = folder('cut')
  await cp(first, dir, { recursive: true })
  const manifest = await readManifest(dir)
  const lie = { ...manifest, tables: manifest.tables.map((t) => (t.name === 'plan' ? { ...t, rows: t.rows + 1 } : t)) }
  await writeManifest(dir, lie)
  const url = await emptyDatabase()
  const other = await openBlobs(null, folder('cut-store'))
  await assert.rejects(restoreBackup({ url, store: other, dir }), fault('backup-broken'))
  await restoreBackup({ url, store: other, dir: first })
  assert.deepEqual(await withClient(url, rowsOf), was)
})

test('a backup of a newer version, or of other migrations, is refused before anything is touched', async () => {
  const manifest = await readManifest(first)
  const forged = async (name: string, text: object) => {
    const dir = folder(name)
    await cp(first, dir, { recursive: true })
    await writeFile(join(dir, 'manifest.json'), JSON.stringify({ ...manifest, ...text }))
    return dir
  }
  const url = await emptyDatabase()
  const [one] = manifest.migrations
  const more = [
    ...manifest.migrations,
    { number: manifest.migrations.length + 1, name: '9999-x.sql', sha256: one!.sha256 },
  ]
  for (const [name, text, code] of [
    ['format-2', { format: 2 }, 'backup-newer'],
    ['more', { migrations: more }, 'backup-newer'],
    ['other', { migrations: [{ ...one, sha256: '0'.repeat(64) }] }, 'migration-changed'],
    ['path', { tables: [{ ...manifest.tables[0], file: 'tables/../../etc/passwd' }] }, 'no-backup'],
    ['strange', { who: 'knows' }, 'no-backup'],
  ] as const) {
    const dir = await forged(name, text)
    await assert.rejects(restoreBackup({ url, store, dir }), fault(code), name)
  }
  assert.deepEqual(await withClient(url, rowsOf), {})
})

test('nothing is written into a folder that holds something else', async () => {
  const dir = await mkdtemp(join(base, 'other-'))
  await writeFile(join(dir, 'thesis.docx'), '')
  await assert.rejects(back(dir), fault('backup-folder-other'))
  assert.deepEqual(await readdir(dir), ['thesis.docx'])
})

test('one backup at a time, and nobody collects files meanwhile', async () => {
  await withClient(source.superuserUrl, async (client) => {
    await client.query('select pg_advisory_lock($1)', [BACKUP_LOCK])
    await assert.rejects(back(folder('at-once')), fault('backup-at-work'))
  })
  const collected: unknown[] = []
  const collecting = () => alone(source.pool, COLLECT_LOCK, async () => 'collected')
  const watching: Blobs = {
    ...store,
    open: async (sha256) => {
      collected.push(await collecting())
      return store.open(sha256)
    },
  }
  await back(folder('watched'), watching)
  assert.deepEqual(collected, [null, null, null, null])
  assert.equal(await collecting(), 'collected')
})

test('what somebody waits for is sent to the queue of a restored database, once', async (t) => {
  const restored = await freshDatabase()
  const logins = loginsFrom((await testServer()).url)
  await restoreBackup({ url: restored.superuserUrl, store: await openBlobs(null, folder('jobs')), dir: first, logins })
  const queue = await openQueue(restored, { supervise: false, log: () => {} })
  t.after(() => queue.stop())
  const platform = { db: restored.db, queue, clock: () => new Date('2026-11-27') }
  assert.deepEqual(await resend(platform), { runs: 1, uploads: 1 })
  assert.equal((await resend(platform)).runs, 0)
  await withClient(restored.superuserUrl, async (client) => {
    const { rows } = await client.query('select name, data from boss.job order by name, created_on limit 3')
    const [read, run, ...others] = rows
    assert.deepEqual(others, [])
    assert.deepEqual([read.name, run.name], ['read', 'run'])
    const waits = await client.query('select title from run where id = $1', [run.data.run])
    assert.deepEqual(waits.rows, [{ title: 'waits' }])
  })
})

test('the application alone cannot make one: it sees only what is somebody’s', async () => {
  const making = { url: source.url, store, dir: folder('as-app'), version: 'test' }
  await assert.rejects(makeBackup(making), fault('owner-needed'))
  await makeBackup({ ...making, url: source.ownerUrl })
})
