import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, existsSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { chmod, cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { TEST_BIN } from '../test/server.ts'
import { openCluster } from './cluster.ts'
import { passwordFile } from './create.ts'
import { findOwner, findPrograms } from './programs.ts'

const HOLDER = join(import.meta.dirname, '..', 'test', 'cluster-holder.ts')
const isRoot = process.getuid?.() === 0
let base = ''
let made = '' // a cluster at rest, to copy
before(async () => {
  base = await mkdtemp(join(tmpdir(), 'yike-cluster-'))
  await chmod(base, 0o711)
  made = join(base, 'made')
  await (await openCluster({ dir: made, bin: TEST_BIN })).stop()
})
after(() => rm(base, { recursive: true, force: true }))

let count = 0
/** A folder with a cluster at rest. */
async function atRest(): Promise<string> {
  const dir = join(base, `c${++count}`)
  await mkdir(dir, { mode: 0o700 })
  const owner = findOwner(join(made, 'data'))
  await cp(join(made, 'data'), join(dir, 'data'), { recursive: true, preserveTimestamps: true })
  if (owner) await spawned('chown', ['-R', `${owner.uid}:${owner.gid}`, dir])
  await chmod(join(dir, 'data'), 0o700)
  return dir
}

async function spawned(program: string, args: readonly string[]): Promise<void> {
  const [code] = await once(spawn(program, args, { stdio: 'inherit' }), 'exit')
  assert.equal(code, 0)
}

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  const { rows } = await client.query({ text: sql, rowMode: 'array' }).finally(() => client.end())
  return rows[0]?.[0]
}

/** Another process that opens the cluster in `dir`. */
function hold(dir: string, then = '', as: { uid?: number; gid?: number } = {}): ChildProcess {
  return spawn(process.execPath, [HOLDER, dir, TEST_BIN ?? '', then], { stdio: ['ignore', 'pipe', 'inherit'], ...as })
}

async function opened(child: ChildProcess): Promise<{ pid: number; url: string }> {
  const [text] = await once(child.stdout!, 'data')
  return JSON.parse(String(text))
}

function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(20)
}

test('a cluster is made durable, checked and for Chinese, listens on no port, and keeps its password to its owner', async () => {
  const cluster = await openCluster({ dir: await atRest(), bin: TEST_BIN })
  try {
    assert.equal(await ask(cluster.url, 'show server_encoding'), 'UTF8')
    assert.equal(await ask(cluster.url, 'show data_checksums'), 'on')
    assert.equal(await ask(cluster.url, 'show fsync'), 'on')
    assert.equal(await ask(cluster.url, 'show listen_addresses'), '')
    assert.equal(await ask(cluster.url, `select 'Z' < 'a'`), true, 'sorted by bytes')
    await ask(cluster.url, 'create extension pg_trgm')
    assert.equal(await ask(cluster.url, `select cardinality(show_trgm('好邻居便利店'))`), 7)
    assert.match(String(await ask(cluster.url, 'show server_version')), new RegExp(`^${cluster.version}`))
    const file = passwordFile(String(await ask(cluster.url, 'show data_directory')))
    assert.equal(statSync(file).mode & 0o777, 0o600)
    await assert.rejects(ask(cluster.url.replace(/:[^:@]+@/, ':guess@'), 'select 1'), { code: '28P01' })
  } finally {
    await cluster.stop()
  }
})

test('a folder in use is refused, to another process and to the same one, and free again after', async () => {
  const dir = await atRest()
  const child = hold(dir)
  await opened(child)
  await assert.rejects(openCluster({ dir, bin: TEST_BIN }), {
    code: 'database-in-use',
    message: new RegExp(`${child.pid}`),
  })
  child.kill('SIGTERM')
  await once(child, 'exit')
  const cluster = await openCluster({ dir, bin: TEST_BIN })
  await assert.rejects(openCluster({ dir, bin: TEST_BIN }), { code: 'database-in-use' })
  await cluster.stop()
  await (await openCluster({ dir, bin: TEST_BIN })).stop()
})

test('a process killed with -9 leaves a PostgreSQL behind; the next start stops it and finds every row', async () => {
  const dir = await atRest()
  const child = hold(dir)
  const orphan = await opened(child)
  await ask(orphan.url, 'create table kept as select generate_series(1, 100) as n')
  child.kill('SIGKILL')
  await once(child, 'exit')
  assert.ok(lives(orphan.pid), 'the orphan is there')
  const lines: string[] = []
  const cluster = await openCluster({ dir, bin: TEST_BIN, log: (line) => lines.push(line) })
  try {
    assert.match(lines.join(), new RegExp(`process ${orphan.pid}`))
    assert.notEqual(cluster.pid, orphan.pid)
    assert.equal(await ask(cluster.url, 'select count(*)::int from kept'), 100)
  } finally {
    await cluster.stop()
  }
})

test('a postmaster killed in the middle of writes is started again at the same address with every acknowledged row', async () => {
  const cluster = await openCluster({ dir: await atRest(), bin: TEST_BIN })
  try {
    await ask(cluster.url, 'create table written (n int primary key)')
    let acknowledged = 0
    const write = async () => {
      const client = new Client({ connectionString: cluster.url })
      client.on('error', () => {})
      await client.connect()
      for (let n = acknowledged + 1; ; n++) {
        await client.query('insert into written values ($1)', [n])
        acknowledged = n
        if (n === 200) process.kill(cluster.pid, 'SIGKILL')
      }
    }
    const before = cluster.pid
    await assert.rejects(write())
    assert.ok(acknowledged >= 200)
    await until(() => ask(cluster.url, 'select 1').then(Boolean, () => false))
    await until(() => cluster.pid !== before)
    const there = Number(await ask(cluster.url, `select count(*) from written where n <= ${acknowledged}`))
    assert.equal(there, acknowledged)
  } finally {
    await cluster.stop()
  }
})

test('a making that was killed half-way is thrown away and made again', async () => {
  const dir = join(base, 'interrupted')
  const child = hold(dir)
  await until(() => existsSync(dir) && readdirSync(dir).some((name) => /^data\.new\.\w+$/.test(name)))
  child.kill('SIGKILL')
  await once(child, 'exit')
  assert.ok(!existsSync(join(dir, 'data')))
  const cluster = await openCluster({ dir, bin: TEST_BIN })
  assert.equal(await ask(cluster.url, 'select 1'), 1)
  await cluster.stop()
})

test('a process number that now belongs to another program stops nobody', async () => {
  const dir = await atRest()
  writeFileSync(join(dir, 'data', 'postmaster.pid'), `${process.pid}\n${dir}/data\n1\n5432\n\n\n\nready\n`)
  const cluster = await openCluster({ dir, bin: TEST_BIN })
  assert.equal(await ask(cluster.url, 'select 1'), 1)
  await cluster.stop()
})

for (const end of ['SIGTERM', 'SIGINT', 'exit'] as const)
  test(`PostgreSQL ends with the process: ${end}`, async () => {
    const child = hold(await atRest(), end === 'exit' ? end : '')
    const { pid } = await opened(child)
    if (end !== 'exit') child.kill(end)
    const [code, signal] = await once(child, 'exit')
    assert.equal(signal ?? code, end === 'exit' ? 0 : end)
    await until(() => !lives(pid))
  })

test('a server that refuses to start is told with the end of its log, and the folder is free again', async () => {
  const dir = await atRest()
  appendFileSync(join(dir, 'data', 'postgresql.conf'), '\nshared_bufers = 1\n')
  for (let i = 0; i < 2; i++)
    await assert.rejects(openCluster({ dir, bin: TEST_BIN }), {
      code: 'database-not-started',
      message: /shared_bufers/,
    })
})

test('a folder of something else, or of another version, is refused and left as it is', async () => {
  const other = join(base, 'other')
  await mkdir(join(other, 'data'), { recursive: true })
  writeFileSync(join(other, 'data', 'photo.jpg'), 'x')
  await assert.rejects(openCluster({ dir: other, bin: TEST_BIN }), { code: 'database-not-ours' })
  writeFileSync(join(other, 'data', 'PG_VERSION'), '9\n')
  await assert.rejects(openCluster({ dir: other, bin: TEST_BIN }), { code: 'database-other-version' })
  assert.ok(existsSync(join(other, 'data', 'photo.jpg')))
  await assert.rejects(openCluster({ dir: other, bin: other }), { code: 'database-no-programs' })
})

test('where the path is too long for a socket it listens on the loopback alone', async () => {
  const dir = join(base, 'x'.repeat(100))
  const cluster = await openCluster({ dir, bin: TEST_BIN })
  assert.equal(await ask(cluster.url, 'show listen_addresses'), '127.0.0.1')
  await cluster.stop()
})

test('an ordinary user opens a cluster too', { skip: !isRoot && 'all of these tests run as one' }, async () => {
  const owner = findOwner('')!
  const dir = join(base, 'ordinary', 'db')
  await mkdir(dirname(dir))
  await spawned('chown', [`${owner.uid}:${owner.gid}`, dirname(dir)])
  const child = hold(dir, '', { uid: owner.uid, gid: owner.gid })
  const { url } = await opened(child)
  assert.equal(await ask(url, 'select 1'), 1)
  child.kill('SIGTERM')
  await once(child, 'exit')
})

test('under root, programs closed to the other user are copied; a closed folder is refused', {
  skip: !isRoot && 'only root has another user',
}, async () => {
  const closed = join(base, 'closed')
  await mkdir(closed, { mode: 0o700 })
  await assert.rejects(openCluster({ dir: join(closed, 'db'), bin: TEST_BIN }), { code: 'database-folder-closed' })
  const packaged = await findPrograms(undefined, base, null)
  await cp(dirname(packaged.bin), join(closed, 'native'), { recursive: true, verbatimSymlinks: true })
  const dir = join(base, 'copied')
  const cluster = await openCluster({ dir, bin: join(closed, 'native', 'bin') })
  assert.ok(existsSync(join(dir, `programs-${packaged.version}`, 'bin', 'postgres')))
  assert.equal(await ask(cluster.url, 'select 1'), 1)
  await cluster.stop()
})
