// A server with the demo city, measured, and officers of its offices, each with a session.
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { pino } from 'pino'
import { theSystem } from '../server/account/actor.ts'
import { firstStart } from '../server/account/first.ts'
import type { Role } from '../server/account/roles.ts'
import { configFrom } from '../server/config.ts'
import { as } from '../server/db/context.ts'
import { setUpDemo } from '../server/demo.ts'
import { openPlatform } from '../server/platform.ts'
import { makeRun } from '../server/run/make.ts'
import { appoint } from '../server/test/caller.ts'
import { end, makeSite, startServerAt, startWorkerAt } from '../server/test/processes.ts'

/** An officer: where, and how the server knows them. */
export interface Officer {
  readonly office: string
  readonly path: string
  readonly edits: boolean
  readonly secret: string
}

/** How many officers of a hundred sit where, by the level of their office, and what they hold. */
const SEATS: readonly { level: string; share: number; roles: readonly Role[] }[] = [
  { level: 'subdistrict', share: 50, roles: ['read', 'edit', 'submit'] },
  { level: 'community', share: 15, roles: ['read', 'edit'] },
  { level: 'district', share: 20, roles: ['read', 'edit', 'submit'] },
  { level: 'prefecture', share: 10, roles: ['read', 'edit', 'publish'] },
  { level: 'province', share: 4, roles: ['read', 'review'] },
  { level: 'state', share: 1, roles: ['read'] },
]

/** Sets all of it up; `folder` keeps the platform there for the next time. */
export async function settle({
  officers,
  folder,
  execArgv = [],
}: {
  officers: number
  folder?: string | undefined
  execArgv?: string[]
}) {
  const site = await makeSite({ ...(folder ? { folder } : {}), env: { YIKE_PROXIES: '1' } })
  const server = await startServerAt(site, { execArgv })
  const worker = startWorkerAt(site, server.database)
  const config = configFrom({ YIKE_DATA: site.folder, YIKE_DATABASE_URL: server.database, YIKE_LOG: 'silent' })
  const platform = await openPlatform(config, { migrate: false, log: pino({ level: 'silent' }), poolSize: 4 })
  const { db } = platform
  const system = theSystem('system')
  await firstStart(platform)
  await setUpDemo(platform, (line) => console.error(line.en))
  await end(worker.child)
  const seated: Officer[] = []
  for (const { level, share, roles } of SEATS) {
    const places = await as(db, system, (tx) =>
      tx
        .selectFrom('office')
        .select(['id', 'code', 'path'])
        .where('level', '=', level as 'state')
        .where(sql<boolean>`path <@ 'cn.990000' or path = 'cn'`)
        .orderBy('code')
        .execute(),
    )
    const wanted = Math.max(1, Math.round((officers * share) / 100))
    for (let n = 0; n < wanted; n++) {
      const place = places[n % places.length]!
      const [secret] = await appoint(db, place, roles, 1)
      seated.push({ office: place.code, path: place.path, edits: roles.includes('edit'), secret: secret! })
    }
  }
  const { run, files, waiting } = await as(db, system, async (tx) => {
    const run = await tx
      .selectFrom('run')
      .select(['id', 'office'])
      .where('state', '=', 'done')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow()
    const files = await tx.selectFrom('run_file').select(['name', 'size']).where('run', '=', run.id).execute()
    const office = await tx
      .selectFrom('office')
      .select(['id', 'code', 'name', 'level', 'path'])
      .where('id', '=', run.office)
      .executeTakeFirstOrThrow()
    // nobody computes it: whoever looks on goes on looking
    const { id: waiting } = await makeRun(platform, tx, office, {
      kind: 'measure',
      options: { minutes: 14 },
      title: null,
      account: null,
    })
    return { run, files, waiting }
  })
  const { rows } = await as(db, system, (tx) => sql<{ n: number }>`select count(*)::int as n from outlet`.execute(tx))
  await sleep(500)
  return {
    ...{
      site,
      server,
      platform,
      officers: seated.slice(0, officers),
      run: run.id,
      files,
      waiting,
      outlets: rows[0]!.n,
    },
    async close() {
      await platform.close()
      await end(server.child)
      if (!folder) await site.close()
    },
  }
}
