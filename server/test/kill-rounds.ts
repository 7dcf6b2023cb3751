// Server, worker or PostgreSQL is killed with -9 while clients write, again and again; then everything that was acknowledged is
// looked for.
import { setTimeout as sleep } from 'node:timers/promises'
import { random } from '@yike/core/base/random.ts'
import { sql } from 'kysely'
import { v7 } from 'uuid'
import { theSystem } from '../account/actor.ts'
import { configFrom } from '../config.ts'
import { as, type Tx } from '../db/context.ts'
import { type Database, openDatabase } from '../db/open.ts'
import { openPlace, placeOf } from '../files/place.ts'
import { appoint, callerAt } from './caller.ts'
import { seatCities } from './cities.ts'
import { lostOf, soundness } from './kill-checks.ts'
import { startWriters } from './kill-writers.ts'
import { end, makeSite, type RunningServer, startServerAt, startWorkerAt } from './processes.ts'

/** What can be killed. */
export const VICTIMS = ['server', 'worker', 'postmaster'] as const
/** One of them. */
export type Victim = (typeof VICTIMS)[number]

/** How the rounds went. */
export interface Rounds {
  readonly kills: Readonly<Record<Victim, number>>
  /** Writes that were answered with yes, and those of them that are not there. */
  readonly acknowledged: number
  readonly lost: readonly string[]
  /** Calls that were not answered, or with 503. */
  readonly failed: number
  /** Whatever else is not as it should be. */
  readonly wrong: readonly string[]
  /** Seconds from each kill until a write was acknowledged again; of a worker, until all that it held was done. */
  readonly recovery: Readonly<Record<Victim, readonly number[]>>
  readonly runs: number
  readonly imports: number
  /** Runs that were begun more than once. */
  readonly begunAnew: number
  /** Rows of the trail whose seals fit, blobs whose bytes do. */
  readonly sealed: number
  readonly blobs: number
}

const MOST_WAIT = 180_000

/** Kills for `rounds` rounds. `bin`: programs of a PostgreSQL beside; without, the server's own. */
export async function killRounds({
  rounds,
  seed,
  bin,
  say = () => {},
}: {
  rounds: number
  seed: number
  bin?: string | undefined
  say?: (line: string) => void
}): Promise<Rounds> {
  const chance = random(seed)
  const site = await makeSite({ bin })
  let server: RunningServer = await startServerAt(site)
  let worker = startWorkerAt(site, server.database)
  const database = await openDatabase({
    ...{ url: server.database, migratorUrl: null, dir: '', migrate: false, log: () => {}, poolSize: 3 },
  })
  const recovery: Record<Victim, number[]> = { server: [], worker: [], postmaster: [] }
  const kills = { server: 0, worker: 0, postmaster: 0 }
  const wrong: string[] = []
  try {
    const blobs = await openPlace(placeOf(configFrom({ YIKE_DATA: site.folder })))
    const { province, cities } = await seatCities({ db: database.db, blobs }, 1)
    const city = cities[0]!
    const importing = await foundBeside(database, province)
    const [secret] = await appoint(database.db, province, ['edit', 'read'], 1)
    const call = callerAt(site.port, secret!)
    const outlets = await within(database, (tx) =>
      tx.selectFrom('outlet').select('id').where('office', '=', city.id).orderBy('id').limit(40).execute(),
    )
    const work = { call, city: city.code, importing, outlets: outlets.map(({ id }) => id), seed }
    const writers = startWriters(work)
    const { said } = writers
    const acknowledged = () => said.versions.size + said.uploads.size + said.applied.size + said.runs.size

    for (let round = 0; round < rounds; round++) {
      await sleep(chance.int(200, 1500))
      const victim = round < 3 ? VICTIMS[round]! : chance.pick(VICTIMS)
      const held = victim === 'worker' ? await beingDone(database) : []
      kills[victim]++
      const begun = performance.now()
      if (victim === 'server') {
        await end(server.child, 'SIGKILL')
        server = await startServerAt(site)
      } else if (victim === 'worker') {
        await end(worker.child, 'SIGKILL')
        worker = startWorkerAt(site, server.database)
      } else process.kill(site.postmaster()!, 'SIGKILL')
      if (victim === 'worker') await until(async () => ended(held, await beingDone(database, true)))
      else {
        const before = said.versions.size
        if (victim === 'postmaster') await sleep(50)
        await until(async () => said.versions.size > before + 1)
      }
      recovery[victim].push((performance.now() - begun) / 1000)
      const lost = await lostOf(database, said)
      wrong.push(...(await soundness(database, null)).wrong)
      say(
        `${round + 1} ${victim} ${recovery[victim].at(-1)!.toFixed(1)} s, ${acknowledged()} acknowledged, ${lost.length} lost, ${wrong.length + said.wrong.length} wrong`,
      )
      if (lost.length + wrong.length > 20) break
    }
    await writers.stop()
    call.close()
    await until(async () => (await beingDone(database, true)).length === 0).catch((error) => wrong.push(String(error)))
    const { sealed, blobs: whole, wrong: unsound } = await soundness(database, blobs)
    const lost = await lostOf(database, said)
    const runs = await within(database, (tx) => tx.selectFrom('run').select(['id', 'attempt']).execute())
    return {
      ...{ kills, recovery, lost, sealed, blobs: whole, acknowledged: acknowledged(), failed: said.failed },
      ...{ wrong: [...wrong, ...unsound, ...said.wrong], runs: said.runs.size, imports: said.applied.size },
      begunAnew: runs.filter(({ attempt }) => attempt > 1).length,
    }
  } finally {
    await database.stop()
    await end(worker.child)
    await end(server.child)
    await site.close()
  }
}

/** A transaction that sees all, and is tried again while PostgreSQL is away. */
export async function within<T>({ db }: Pick<Database, 'db'>, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (const begun = Date.now(); ; await sleep(100)) {
    try {
      return await as(db, theSystem('system'), work)
    } catch (error) {
      if (Date.now() - begun > MOST_WAIT) throw error
    }
  }
}

async function foundBeside(database: Database, province: { id: string; path: string }): Promise<string> {
  const code = '990900'
  await within(database, (tx) =>
    tx
      .insertInto('office')
      .values({
        id: v7(),
        code,
        name: '导入市',
        level: 'prefecture',
        path: `${province.path}.${code}`,
        parent: province.id,
        demo: true,
      })
      .execute(),
  )
  return code
}

/** Runs and uploads that a worker has in hand; with `waiting`, those that wait for one as well. */
function beingDone(database: Database, waiting = false): Promise<string[]> {
  const states = waiting
    ? ['waiting', 'running', 'received', 'reading', 'applying']
    : ['running', 'reading', 'applying']
  return within(database, async (tx) => {
    const { rows } = await sql<{ id: string }>`select id::text from run where state = any(${states})
      union all select id::text from upload where state = any(${states})`.execute(tx)
    return rows.map(({ id }) => id)
  })
}

const ended = (held: readonly string[], now: readonly string[]) => !held.some((one) => now.includes(one))

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (const begun = Date.now(); !(await isSo()); await sleep(50))
    if (Date.now() - begun > MOST_WAIT) throw new Error(`not so after ${MOST_WAIT / 1000} s`)
}
