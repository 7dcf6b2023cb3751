// What a platform answers while its database is stopped, gone or full, or its store is full; and whether it goes on by itself after.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { configFrom } from '../config.ts'
import { type Database, openDatabase } from '../db/open.ts'
import { openPlace, placeOf } from '../files/place.ts'
import { type Answer, appoint, callerAt, jsonOf } from './caller.ts'
import { seatCities } from './cities.ts'
import { within } from './kill-rounds.ts'
import { childrenOf, end, makeSite, startServerAt, startWorkerAt } from './processes.ts'

/** What was answered in one trouble. */
export interface Trouble {
  readonly name: string
  /** Status and code of every answer, with how often; `-` where none came. */
  readonly answers: Readonly<Record<string, number>>
  /** The slowest, s. */
  readonly slowest: number
  /** What /health/ready said meanwhile. */
  readonly ready: string
  /** Whether /health/live said that the process lives. */
  readonly live: boolean
  /** From the end of the trouble until calls succeeded again, s. */
  readonly recovered: number
  /** Whatever should not be. */
  readonly wrong: readonly string[]
}

const MOST_WAIT = 100_000
/** Room of the store and of the database, bytes. */
const STORE_ROOM = 24_000_000
const DATABASE_ROOM = 260_000_000

/** Whether this process may mount a file system in memory. */
export function mayMount(): boolean {
  const dir = mkdtempSync(join(tmpdir(), 'yike-mount-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', dir], { stdio: 'ignore' })
    execFileSync('umount', [dir])
    return true
  } catch {
    return false
  } finally {
    rmSync(dir, { recursive: true })
  }
}

/** Brings the troubles about, one after another. Full disks only where `mayMount`. */
export async function troubles(say: (line: string) => void = () => {}): Promise<readonly Trouble[]> {
  const folder = mkdtempSync(join(tmpdir(), 'yike-away-'))
  const mounted = mayMount() ? [join(folder, 'blobs'), join(folder, 'beside')] : []
  for (const [n, dir] of mounted.entries()) {
    mkdirSync(dir)
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${[STORE_ROOM, DATABASE_ROOM][n]},mode=711`, 'tmpfs', dir])
  }
  const unmount = () => {
    for (const dir of mounted) execFileSync('umount', ['-l', dir])
  }
  process.once('exit', unmount)
  const site = await makeSite({ folder, beside: true })
  const server = await startServerAt(site)
  const worker = startWorkerAt(site, server.database)
  const database = await openDatabase({
    ...{ url: server.database, migratorUrl: null, dir: '', migrate: false, log: () => {}, poolSize: 2 },
  })
  try {
    const blobs = await openPlace(placeOf(configFrom({ YIKE_DATA: folder })))
    const { cities } = await seatCities({ db: database.db, blobs }, 1)
    const [secret] = await appoint(database.db, cities[0]!, ['read', 'edit'], 1)
    const call = callerAt(site.port, secret!)
    const at = `/api/offices/${cities[0]!.code}`
    const { id } = jsonOf(await call('GET', `${at}/outlets?limit=1`)).items[0]
    await call('POST', `${at}/runs`, { body: { kind: 'measure' } })
    await until(async () => (await open(database)).length === 0) // the worker is at work
    let n = 0
    const calls = () => [
      call('GET', `${at}/outlets`),
      call('GET', `/api/outlets/${id}`),
      call('PATCH', `/api/outlets/${id}`, { headers: { 'if-match': '*' }, body: { remark: `第 ${n++} 次` } }),
      call('POST', '/api/session', { body: { login: 'nobody', password: 'nobody-at-all' } }),
      ...(n % 4 === 1 ? [call('POST', `${at}/runs`, { body: { kind: 'measure' } })] : []),
    ]
    const file = (bytes: number) => () => [
      call('POST', `${at}/uploads?kind=outlets&name=f.csv`, {
        headers: { 'content-type': 'application/octet-stream' },
        body: Buffer.from(`编号,名称,业态,经度,纬度\n${n++},店,便利店,81,38\n`.padEnd(bytes, ' ')),
      }),
    ]
    const fine = async () => (await call('GET', `/api/outlets/${id}`).catch(() => null))?.status === 200
    const told: Trouble[] = []

    async function trouble(
      name: string,
      begin: () => void,
      finish: () => void,
      asked = calls,
      ok: () => Promise<boolean> = fine,
    ) {
      const under = asked === calls ? calls() : [] // some are under way when it begins
      begin()
      const answers: Record<string, number> = {}
      let slowest = 0
      const count = (answer: Answer | null, begun: number) => {
        slowest = Math.max(slowest, (performance.now() - begun) / 1000)
        const key = answer ? `${answer.status} ${answer.status < 400 ? '' : jsonOf(answer).code}`.trim() : '-'
        answers[key] = (answers[key] ?? 0) + 1
      }
      const heard = async (all: Promise<Answer>[]) => {
        const begun = performance.now()
        await Promise.all(
          all.map((one) =>
            one.then(
              (a) => count(a, begun),
              () => count(null, begun),
            ),
          ),
        )
      }
      await heard(under)
      for (let round = 0; round < 3; round++) await heard(asked())
      const ready = await call('GET', '/health/ready')
      const live = (await call('GET', '/health/live').catch(() => null))?.status === 200
      finish()
      const ended = performance.now()
      await until(ok)
      const recovered = (performance.now() - ended) / 1000
      const wrong = await halves(database)
      told.push({ name, answers, slowest, ready: `${ready.status} ${ready.body}`, live, recovered, wrong })
      say(JSON.stringify(told.at(-1)))
    }

    const all = () => [site.postmaster()!, ...childrenOf(site.postmaster()!)]
    let held: number[] = []
    const signal = (pids: number[], name: NodeJS.Signals) => {
      for (const pid of pids) process.kill(pid, name)
    }
    await trouble(
      'database stopped (SIGSTOP)',
      () => {
        held = all()
        signal(held, 'SIGSTOP')
      },
      () => signal(held, 'SIGCONT'),
    )
    await trouble(
      'database gone (SIGKILL)',
      () => {
        process.kill(site.keeper!, 'SIGSTOP')
        process.kill(site.postmaster()!, 'SIGKILL')
      },
      () => process.kill(site.keeper!, 'SIGCONT'),
    )
    if (mounted.length) {
      const [store, cluster] = mounted.map((dir) => join(dir, 'ballast')) as [string, string]
      const uploads = file(60_000)
      await trouble(
        'store full',
        () => fill(store, mounted[0]!),
        () => rmSync(store),
        uploads,
        async () => (await uploads()[0]!.catch(() => null))?.status === 201,
      )
      const left = readdirSync(join(folder, 'blobs', 'tmp'))
      if (left.length) (told.at(-1)!.wrong as string[]).push(`left behind: ${left}`)
      await trouble(
        'disk of the database full',
        () => fill(cluster, mounted[1]!),
        () => rmSync(cluster),
        calls,
        async () => (await Promise.all(calls())).every(({ status }) => status < 500),
      )
    }
    // what was asked for meanwhile is done in the end
    await until(async () => (await open(database)).length === 0).catch(async (error) => {
      throw new Error(`${error.message}: ${(await open(database)).join('; ')}`)
    })
    call.close()
    return told
  } finally {
    await database.stop()
    await end(worker.child)
    await end(server.child)
    await site.close().catch(() => {})
    unmount()
    process.off('exit', unmount)
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Takes all the room that is left. */
function fill(path: string, dir: string): void {
  const { bavail, bsize } = statfsSync(dir)
  for (let piece = bavail * bsize; piece >= 4096; piece = piece >> 1)
    try {
      writeFileSync(path, Buffer.alloc(piece, 1), { flag: 'a' })
    } catch {
      // less, then
    }
}

/** Rows that something half done would leave. */
const halves = (database: Pick<Database, 'db'>): Promise<string[]> =>
  within(database, async (tx) => {
    const outlets = await tx.selectFrom('outlet').select(['id', 'version']).execute()
    const versions = await tx.selectFrom('outlet_version').select(['outlet', 'version']).execute()
    const most = new Map<string, number>()
    for (const { outlet, version } of versions) most.set(outlet, Math.max(version, most.get(outlet) ?? 0))
    return outlets.filter(({ id, version }) => most.get(id) !== version).map(({ id }) => `half an edit of ${id}`)
  })

/** Runs and uploads that are not at an end. */
const open = (database: Pick<Database, 'db'>): Promise<string[]> =>
  within(database, async (tx) => {
    const runs = await tx
      .selectFrom('run')
      .select(['id', 'state', 'attempt', 'worker'])
      .where('state', 'in', ['waiting', 'running'])
      .execute()
    const uploads = await tx.selectFrom('upload').select('id').where('state', 'in', ['received', 'reading']).execute()
    return [...runs, ...uploads].map((row) => JSON.stringify(row))
  })

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (const begun = Date.now(); !(await isSo().catch(() => false)); await sleep(100))
    if (Date.now() - begun > MOST_WAIT) throw new Error(`not so after ${MOST_WAIT / 1000} s`)
}
