import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Fault } from '@yike/core/base/fault.ts'
import { sql } from 'kysely'
import { theSystem } from '../account/actor.ts'
import { as, type Tx } from '../db/context.ts'
import { makeRun } from '../run/make.ts'
import { seatCities } from '../test/cities.ts'
import { makeWorld } from '../test/world.ts'
import { openQueue } from './queue.ts'
import { startRunner } from './runner.ts'
import { collectBlobs, tidyRows } from './upkeep.ts'
import { startWorker } from './worker.ts'

const world = await makeWorld([], {}, { jobs: 'database' })
const { platform } = world
const { db, database } = platform
const { cities } = await seatCities(platform, 1)
after(() => world.end())

const inName = <T>(work: (tx: Tx) => Promise<T>) => as(db, theSystem('system'), work)
const row = (id: string) =>
  inName((tx) => tx.selectFrom('run').selectAll().where('id', '=', id).executeTakeFirstOrThrow())
const ask = (minutes: number) =>
  inName((tx) =>
    makeRun(platform, tx, cities[0]!, { kind: 'measure', options: { minutes }, title: null, account: null }),
  )

async function until<T>(look: () => Promise<T>, isSo: (seen: T) => boolean): Promise<T> {
  for (;;) {
    const seen = await look()
    if (isSo(seen)) return seen
    await sleep(30)
  }
}

/** As though a worker had been silent for a minute. */
const silence = () =>
  inName((tx) => sql`update boss.job set heartbeat_on = heartbeat_on - interval '1 minute'`.execute(tx))

test('a worker on another host, killed with -9, leaves its run to others', async () => {
  const env = {
    PATH: process.env.PATH,
    YIKE_DATABASE_URL: database.url,
    YIKE_DATA: platform.config.DATA,
    YIKE_LOG: 'error',
  }
  const main = join(import.meta.dirname, '..', '..', 'cli', 'main.ts')
  const other = spawn(process.execPath, [main, 'worker', '--lang', 'en'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const { id } = await ask(15)
  const begun = await until(
    () => row(id),
    (run) => run.state === 'running',
  )
  other.kill('SIGKILL')
  await once(other, 'exit')
  assert.match(begun.worker!, new RegExp(` ${other.pid}$`))
  assert.equal((await row(id)).state, 'running')
  await silence()
  const worker = await startWorker(platform, { at: 1 })
  const done = await until(
    () => row(id),
    (run) => run.state !== 'running' && run.state !== 'waiting',
  )
  await worker.stop()
  assert.deepEqual([done.state, done.attempt], ['done', 2])
  assert.match(done.worker!, new RegExp(` ${process.pid}$`))
})

test('a worker that is asked to stop gives back what it has begun, and no attempt of the job is used up', async () => {
  const { id } = await ask(14)
  const first = await startWorker(platform, { at: 1 })
  const { job } = await until(
    () => row(id),
    (run) => run.state === 'running',
  )
  await first.stop()
  const back = await row(id)
  assert.deepEqual([back.state, back.attempt, back.job === job], ['waiting', 1, false])
  const second = await startWorker(platform, { at: 1 })
  assert.equal(
    (
      await until(
        () => row(id),
        (run) => run.state === 'done',
      )
    ).attempt,
    2,
  )
  await second.stop()
})

test('a job whose effect could not be written is done again later, and one whose effect was, never', async () => {
  const queue = await openQueue(database, { supervise: false, log: () => {} })
  const seen: string[] = []
  const lines: string[] = []
  const runner = await startRunner({ queue, database, log: (line) => lines.push(line) }, {
    async read({ upload }, held) {
      seen.push(upload)
      if (seen.length === 1) throw new Error('the store is away')
      await inName(held.complete)
      await inName(held.complete) // a second end has no effect
    },
  }, { at: 1 }) // biome-ignore format: one line
  await inName((tx) => queue.send(tx, 'read', { upload: 'u' }))
  await until(
    async () => lines.join(),
    (text) => /no longer ours/.test(text),
  )
  assert.deepEqual(seen, ['u', 'u'])
  assert.match(lines[0]!, /did not succeed/)
  await runner.stop()
  await queue.stop()
})

test('a job that was sent in a transaction which is undone was never there', async () => {
  await assert.rejects(
    inName(async (tx) => {
      await platform.queue.send(tx, 'read', { upload: 'never' })
      throw new Error('undone')
    }),
  )
  const { rows } = await inName((tx) => sql`select from boss.job where data ->> 'upload' = 'never'`.execute(tx))
  assert.equal(rows.length, 0)
})

test('what somebody asked for by itself goes before the cities of a fan', async () => {
  const order = await inName(async (tx) => {
    const ids: string[] = []
    for (const [minutes, priority] of [
      [21, 0],
      [22, 0],
      [23, 5],
    ] as const) {
      const ask = { kind: 'measure', options: { minutes }, title: null, account: null, priority }
      ids.push((await makeRun(platform, tx, cities[0]!, ask)).id)
    }
    return ids
  })
  const taken: string[] = []
  const queue = await openQueue(database, { supervise: false, log: () => {} })
  const runner = await startRunner({ queue, database, log: () => {} }, { run: async ({ run }) => void taken.push(run) }, { at: 1 }) // biome-ignore format: one line
  await until(
    async () => taken,
    (all) => all.length === 3,
  )
  await runner.stop()
  await queue.stop()
  assert.deepEqual(taken, [order[2], order[0], order[1]])
  await inName((tx) => tx.updateTable('run').set({ state: 'cancelled' }).where('id', 'in', order).execute())
})

test('a run that ended every process it was computed in is told to have failed; one whose job is missing gets another', async () => {
  const [given, missing] = [(await ask(13)).id, (await ask(12)).id]
  const jobs = [(await row(given)).job, (await row(missing)).job]
  await inName((tx) =>
    sql`update boss.job set state = 'failed', completed_on = now() where id = ${jobs[0]}`.execute(tx),
  )
  await inName((tx) => sql`delete from boss.job where id = ${jobs[1]}`.execute(tx))
  assert.deepEqual(await tidyRows(platform), { sent: 0, lost: 0, uploads: 0 }, 'not at once: the job may be on its way')
  world.wait(120_000)
  assert.deepEqual(await tidyRows(platform), { sent: 1, lost: 1, uploads: 0 })
  const failed = await row(given)
  assert.equal(failed.state, 'failed')
  assert.equal((failed.error as { code: string }).code, 'run-lost')
  const worker = await startWorker(platform, { at: 1 })
  await until(
    () => row(missing),
    (run) => run.state === 'done',
  )
  await worker.stop()
})

test('blobs that nothing names are collected after a day; inputs and results stay', async () => {
  const { sha256, size } = await platform.blobs.put(new TextEncoder().encode('nobody’s'))
  await inName((tx) => tx.insertInto('blob').values({ sha256, size }).execute())
  const signal = new AbortController().signal
  assert.equal((await collectBlobs(platform, signal)).removed, 0)
  world.wait(2 * 86_400_000)
  await collectBlobs(platform, signal)
  assert.equal(await platform.blobs.has(sha256), null)
  const named = await inName((tx) => sql<{ sha: string }>`select sha256 as sha from run_file union select sha256 from layer
    union select jsonb_path_query(input, '$.inputs[*].sha256') #>> '{}' from run`.execute(tx)) // biome-ignore format: one line
  assert.ok(named.rows.length > 10)
  for (const { sha } of named.rows) assert.notEqual(await platform.blobs.has(sha), null)
  const rows = await inName((tx) => tx.selectFrom('blob').select('sha256').where('sha256', '=', sha256).execute())
  assert.equal(rows.length, 0)
})

test('a full disk costs a job no attempt: it is there again for later', async () => {
  const queue = await openQueue(database, { supervise: false, log: () => {} })
  const upload = crypto.randomUUID()
  await inName((tx) => queue.send(tx, 'read', { upload }))
  const runner = await startRunner({ queue, database, log: () => {} }, {
    async read() {
      throw new Fault('disk-full', { where: '/' })
    },
  }, { at: 1 }) // biome-ignore format: one line
  const jobs = () =>
    inName((tx) =>
      sql<{
        state: string
        tries: number
        later: boolean
      }>`select state::text, retry_count as tries, start_after > now() as later
        from boss.job where data ->> 'upload' = ${upload} order by created_on`.execute(tx),
    )
  const { rows } = await until(jobs, ({ rows }) => rows.length === 2)
  await runner.stop()
  await queue.stop()
  assert.deepEqual(rows, [
    { state: 'completed', tries: 0, later: false },
    { state: 'created', tries: 0, later: true },
  ])
  await inName((tx) => sql`delete from boss.job where data ->> 'upload' = ${upload}`.execute(tx))
})

test('an upload whose job was given up is told so, one that lacks its job gets another', async () => {
  const { sha256, size } = await platform.blobs.put(new TextEncoder().encode('a,b'))
  const [given, missing] = await inName(async (tx) => {
    await tx.insertInto('blob').values({ sha256, size }).execute()
    const ids = [crypto.randomUUID(), crypto.randomUUID()] as const
    for (const [n, id] of ids.entries()) {
      const { id: office, path } = cities[0]!
      const kind = n ? 'outlets' : 'census'
      await tx
        .insertInto('upload')
        .values({ id, office, path, kind, name: 'f', sha256, size, state: 'applying' })
        .execute()
    }
    await platform.queue.send(tx, 'apply', { upload: ids[0] })
    await sql`update boss.job set state = 'failed', completed_on = now() where data ->> 'upload' = ${ids[0]}`.execute(
      tx,
    )
    return ids
  })
  assert.equal((await tidyRows(platform)).uploads, 2)
  assert.equal((await tidyRows(platform)).uploads, 0)
  const seen = await inName(async (tx) => {
    const { state, error } = await tx.selectFrom('upload').selectAll().where('id', '=', given).executeTakeFirstOrThrow()
    const { rows } =
      await sql`select from boss.job where name = 'apply' and state = 'created' and data ->> 'upload' = ${missing}`.execute(
        tx,
      )
    await sql`delete from boss.job where data ->> 'upload' = ${missing}`.execute(tx)
    await tx.updateTable('upload').set({ state: 'refused' }).where('id', '=', missing).execute()
    return [state, (error as { code: string }).code, rows.length]
  })
  assert.deepEqual(seen, ['read', 'run-lost', 1])
})

test('a worker that is started while its database is away waits for it', async () => {
  const env = {
    PATH: process.env.PATH,
    YIKE_DATABASE_URL: 'postgres://a:b@127.0.0.1:9/c',
    YIKE_DATA: platform.config.DATA,
  }
  const main = join(import.meta.dirname, '..', '..', 'cli', 'main.ts')
  const waiting = spawn(process.execPath, [main, 'worker', '--lang', 'en'], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const [said] = await once(waiting.stderr, 'data')
  assert.match(String(said), /Waiting for the database/)
  assert.equal(waiting.exitCode, null)
  waiting.kill('SIGKILL')
  await once(waiting, 'exit')
})
