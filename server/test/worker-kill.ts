// Two workers share a measuring of many cities and one of them is killed in the middle: what comes out beside what one worker makes.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { theSystem } from '../account/actor.ts'
import { configFrom } from '../config.ts'
import { as } from '../db/context.ts'
import { migrate } from '../db/migrate.ts'
import { type Database, openDatabase } from '../db/open.ts'
import { APP, loginsFrom, MIGRATOR } from '../db/roles.ts'
import { withDatabase, withLogin } from '../db/url.ts'
import { openPlace, placeOf } from '../files/place.ts'
import { openQueue } from '../jobs/queue.ts'
import { makeRun } from '../run/make.ts'
import { seatCities } from './cities.ts'

const MAIN = join(import.meta.dirname, '..', '..', 'cli', 'main.ts')

/** How one round went. */
export interface Round {
  /** From asking to the end of the gathering, s; the start of the workers is in it. */
  readonly seconds: number
  /** `office/file` → SHA-256, of every child and of what was gathered. */
  readonly files: ReadonlyMap<string, string>
  /** Cities that were measured by a worker other than the one that began them. */
  readonly takenUp: number
  /** From the kill until another worker had begun what was lost, s; null where none was killed. */
  readonly silence: number | null
}

/** Both rounds on one database. @param url superuser of a PostgreSQL */
export async function killOne(url: string, count: number): Promise<{ readonly alone: Round; readonly killed: Round }> {
  const name = `yike_kill_${process.pid}`
  const admin = new Client({ connectionString: url })
  await admin.connect()
  await admin.query(`create database ${name}`)
  const folder = await mkdtemp(join(tmpdir(), 'yike-kill-'))
  let database: Database | null = null
  try {
    const logins = loginsFrom(url)
    const at = withDatabase(url, name)
    await migrate(at, { logins })
    database = await openDatabase({
      url: withLogin(at, APP, logins.app),
      migratorUrl: null,
      dir: folder,
      migrate: false,
      log: () => {},
    })
    return await rounds(database, withLogin(at, MIGRATOR, logins.migrator), folder, count)
  } finally {
    await database?.stop()
    await admin.query(`drop database if exists ${name} with (force)`)
    await admin.end()
    await rm(folder, { recursive: true, force: true })
  }
}

async function rounds(database: Database, ownerUrl: string, folder: string, count: number) {
  const config = configFrom({ YIKE_DATA: folder, YIKE_LOG: 'silent' })
  const blobs = await openPlace(placeOf(config))
  const queue = await openQueue(database, { supervise: false, log: () => {} })
  const { db } = database
  const { province } = await seatCities({ db, blobs }, count)
  const system = theSystem('system')
  const rows = () => as(db, system, (tx) => tx.selectFrom('run').selectAll().execute())

  async function round(workers: number): Promise<Round> {
    const began = Date.now()
    const children = Array.from({ length: workers }, () => startWorker(database.url, folder))
    try {
      const { id } = await as(db, system, (tx) =>
        makeRun({ queue, blobs }, tx, province, { kind: 'remeasure', options: {}, title: null, account: null }),
      )
      const killed = workers > 1 ? await killInTheMiddle(children[0]!) : null
      let silence: number | null = null
      for (;;) {
        const all = await rows()
        if (killed && silence === null && all.some((run) => killed.runs.includes(run.id) && run.attempt > 1))
          silence = (Date.now() - killed.at) / 1000
        const whole = all.find((run) => run.id === id)!
        if (whole.state === 'done') break
        if (whole.state === 'failed') throw new Error(JSON.stringify(whole.error))
        await sleep(100)
      }
      const seconds = (Date.now() - began) / 1000
      const all = await rows()
      const files = await as(db, system, (tx) =>
        tx
          .selectFrom('run_file')
          .innerJoin('run', 'run.id', 'run_file.run')
          .select(['run.path', 'name', 'sha256'])
          .execute(),
      )
      return {
        seconds,
        silence,
        files: new Map(files.map((file) => [`${file.path}/${file.name}`, file.sha256])),
        takenUp: all.filter((run) => run.attempt > 1).length,
      }
    } finally {
      await Promise.all(children.map(stop))
    }
  }

  /** Kills a worker for good while it measures a city and others are done. */
  async function killInTheMiddle(worker: ChildProcess) {
    for (;;) {
      await sleep(20)
      if (!(await isMeasuring(worker.pid!))) continue
      worker.kill('SIGSTOP') // so that what it does cannot end between the look and the kill
      await sleep(200)
      const runs = await isMeasuring(worker.pid!)
      if (!runs) {
        worker.kill('SIGCONT')
        continue
      }
      worker.kill('SIGKILL')
      return { at: Date.now(), runs }
    }
  }
  async function isMeasuring(pid: number): Promise<string[] | null> {
    const all = await rows()
    const its = all.filter((run) => run.state === 'running' && run.worker?.endsWith(` ${pid}`)).map((run) => run.id)
    return its.length > 0 && all.some((run) => run.state === 'done') ? its : null
  }

  try {
    const alone = await round(1)
    const owner = new Client({ connectionString: ownerUrl })
    await owner.connect()
    await owner.query('truncate run cascade').finally(() => owner.end())
    return { alone, killed: await round(2) }
  } finally {
    await queue.stop()
  }
}

function startWorker(url: string, folder: string): ChildProcess {
  const env = { PATH: process.env.PATH, YIKE_DATABASE_URL: url, YIKE_DATA: folder, YIKE_LOG: 'error' }
  return spawn(process.execPath, [MAIN, 'worker', '--lang', 'en'], { env, stdio: ['ignore', 'ignore', 'inherit'] })
}

async function stop(worker: ChildProcess): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return
  const gone = once(worker, 'exit')
  worker.kill('SIGTERM')
  await gone
}
