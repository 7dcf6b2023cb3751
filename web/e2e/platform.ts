// A platform at work behind a port: the made-up state of server/test/world.ts with a small demo city in it, officers who have
// passwords, a real queue and a worker. What a city and its streets would have in front of them.
import { createServer } from 'node:net'
import { v7 } from 'uuid'
import { theSystem } from '../../server/account/actor.ts'
import { keep } from '../../server/account/password.ts'
import type { Role } from '../../server/account/roles.ts'
import { as } from '../../server/db/context.ts'
import { startWorker } from '../../server/jobs/worker.ts'
import type { Platform } from '../../server/platform.ts'
import { seatCity } from '../../server/test/cities.ts'
import { type Code, makeWorld } from '../../server/test/world.ts'

/** The city that has data. */
export const CITY: Code = '980100'

/** Somebody who can sign in. */
export interface Somebody {
  readonly login: string
  readonly password: string
}

/** The platform, and whom it knows. */
export interface Served {
  readonly address: string
  readonly platform: Platform
  person(code: Code, name: string, roles: readonly Role[], more?: { mustChange?: boolean }): Promise<Somebody>
  /** Ends every session of somebody, as an administrator or the clock would. */
  endSessions(login: string): Promise<void>
  /** Workers stop; what is asked for waits. */
  pause(): Promise<void>
  resume(): Promise<void>
  end(): Promise<void>
}

/** Brings it up. */
export async function servePlatform(): Promise<Served> {
  const world = await makeWorld([], {}, { jobs: 'database' })
  const { platform, app } = world
  const port = await freePort()
  await app.listen({ port, host: '127.0.0.1' })
  const seat = { ...world.offices[CITY], level: 'prefecture' }
  await as(platform.db, theSystem('system'), (tx) => seatCity(platform, tx, seat, { people: 20_000, seed: 3 }))
  const start = () => startWorker(platform, { at: 1 })
  let worker: Awaited<ReturnType<typeof start>> | null = await start()
  const pause = async () => {
    await worker?.stop({ within: 20_000 })
    worker = null
  }
  let people = 0
  return {
    address: `http://127.0.0.1:${port}`,
    platform,
    pause,
    async resume() {
      worker ??= await start()
    },
    async person(code, name, roles, { mustChange = false } = {}) {
      const [account, login, password] = [v7(), `officer${++people}`, `Ye-${people}-kou.Shan9`]
      const office = world.offices[code]
      const kept = await keep(password)
      await as(platform.db, theSystem('system'), async (tx) => {
        const its = { id: account, login, name, office: office.id, path: office.path }
        await tx
          .insertInto('account')
          .values({ ...its, password: kept, password_at: platform.clock(), must_change: mustChange })
          .execute()
        for (const role of roles)
          await tx
            .insertInto('appointment')
            .values({ id: v7(), account, role, office: office.id, path: office.path })
            .execute()
      })
      return { login, password }
    },
    async endSessions(login) {
      await as(platform.db, theSystem('system'), (tx) =>
        tx
          .updateTable('session')
          .set({ ended_at: platform.clock() })
          .where('account', 'in', tx.selectFrom('account').select('id').where('login', '=', login))
          .execute(),
      )
    },
    async end() {
      await pause()
      await world.end()
    },
  }
}

/** A port that nobody has: its number stands in the address that the same-site rule compares. */
async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((ready) => probe.listen(0, '127.0.0.1', ready))
  const { port } = probe.address() as { port: number }
  await new Promise((closed) => probe.close(closed))
  return port
}
