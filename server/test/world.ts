// A small made-up state for tests of the server: two provinces, and in the first of them two cities with districts, streets
// and communities; an officer for each role in each place; and a server to call, without a port.
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { pino } from 'pino'
import { v7 } from 'uuid'
import { theSystem } from '../account/actor.ts'
import { ROLES, type Role } from '../account/roles.ts'
import { makeApp } from '../app.ts'
import { configFrom } from '../config.ts'
import { as } from '../db/context.ts'
import { openBlobs } from '../files/blobs.ts'
import { hashOf } from '../http/identify.ts'
import type { Route } from '../http/route.ts'
import { type Jobs, openQueue, type Queue } from '../jobs/queue.ts'
import type { Platform } from '../platform.ts'
import { freshDatabase } from './database.ts'

/** Offices of the made-up state: code, name, level, parent's code. */
const OFFICES = [
  ['000000', '演示国', 'state', null],
  ['980000', '甲省', 'province', '000000'],
  ['980100', '甲一市', 'prefecture', '980000'],
  ['980102', '东区', 'district', '980100'],
  ['980102001', '东一街道', 'subdistrict', '980102'],
  ['980102001001', '东一社区', 'community', '980102001'],
  ['980103', '西区', 'district', '980100'],
  ['980103001', '西一街道', 'subdistrict', '980103'],
  ['980200', '甲二市', 'prefecture', '980000'],
  ['980202', '南区', 'district', '980200'],
  ['970000', '乙省', 'province', '000000'],
  ['970100', '乙一市', 'prefecture', '970000'],
  ['970102', '北区', 'district', '970100'],
] as const

/** A code of the made-up state. */
export type Code = (typeof OFFICES)[number][0]

/** An office of it. */
export interface MadeOffice {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly path: string
}

/** Calls the server as somebody; the answer's status, headers and body. */
export interface Caller {
  readonly account: string
  /** What the cookie of its session holds. */
  readonly secret: string
  /** The same with a token that bears all their roles, and no cookie. */
  byToken(options: InjectOptions): Promise<LightMyRequestResponse>
  (options: InjectOptions): Promise<LightMyRequestResponse>
}

/** The made-up state at work. */
export interface World {
  readonly platform: Platform
  readonly app: FastifyInstance
  readonly offices: Readonly<Record<Code, MadeOffice>>
  /** Jobs that were sent and not yet done; tests do them by hand. */
  readonly sent: { kind: keyof Jobs; job: Jobs[keyof Jobs] }[]
  /** An officer of an office, with these roles over it (all if none are named). The same officer for the same words. */
  officer(code: Code, ...roles: Role[]): Promise<Caller>
  /** Nobody. */
  readonly nobody: Caller
  /** Moves the clock on, ms. */
  wait(ms: number): void
  end(): Promise<void>
}

/**
 * Makes the state, with more routes where a test brings its own, and jobs that wait in `sent` or, where asked, in the database.
 * To be awaited at the top of a test file.
 */
export async function makeWorld(
  more: readonly Route[] = [],
  env: Record<string, string> = {},
  { jobs = 'sent' }: { readonly jobs?: 'sent' | 'database' } = {},
): Promise<World> {
  const database = await freshDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'yike-world-'))
  const sent: World['sent'] = []
  const real = jobs === 'database' ? await openQueue(database, { supervise: false, log: () => {} }) : null
  const queue: Queue = real ?? {
    async send(_tx, kind, job) {
      sent.push({ kind, job })
    },
    async cancel() {},
    async stop() {},
  }
  let ahead = 0
  const platform: Platform = {
    config: configFrom({ YIKE_DATA: folder, YIKE_LOG: 'silent', ...env }),
    database,
    db: database.db,
    blobs: await openBlobs(null, join(folder, 'blobs'), null),
    queue,
    log: pino({ level: 'silent' }),
    clock: () => new Date(Date.now() + ahead),
  }
  const offices = await foundOffices(platform)
  const app = await makeApp(platform, more)
  await app.ready()
  const callers = new Map<string, Promise<Caller>>()
  const nobody = Object.assign((o: InjectOptions) => app.inject(o), {
    account: '',
    secret: '',
    byToken: (o: InjectOptions) => app.inject({ ...o, headers: { ...o.headers, authorization: 'Bearer nobody' } }),
  })
  return {
    platform,
    app,
    offices,
    sent,
    nobody,
    officer(code, ...roles) {
      const key = `${code} ${roles.join(' ')}`
      const made = callers.get(key) ?? appoint(platform, app, offices[code], key, roles.length ? roles : ROLES)
      callers.set(key, made)
      return made
    },
    wait(ms) {
      ahead += ms
    },
    async end() {
      await app.close()
      await real?.stop()
      await database.stop()
      rmSync(folder, { recursive: true })
    },
  }
}

async function foundOffices({ db }: Platform): Promise<World['offices']> {
  const made: Record<string, MadeOffice> = {}
  await as(db, theSystem('system'), async (tx) => {
    for (const [code, name, level, parent] of OFFICES) {
      const above = parent === null ? null : made[parent]!
      const office = { id: v7(), code, name, path: above ? `${above.path}.${code}` : 'cn' }
      await tx
        .insertInto('office')
        .values({ ...office, level, parent: above?.id ?? null, demo: true })
        .execute()
      made[code] = office
    }
  })
  return made as World['offices']
}

async function appoint(
  { db, clock }: Platform,
  app: FastifyInstance,
  office: MadeOffice,
  login: string,
  roles: readonly Role[],
): Promise<Caller> {
  const account = v7()
  const [secret, token] = [randomBytes(32).toString('base64url'), randomBytes(32).toString('base64url')]
  await as(db, theSystem('system'), async (tx) => {
    await tx
      .insertInto('account')
      .values({ id: account, login, name: login, office: office.id, path: office.path })
      .execute()
    for (const role of roles)
      await tx
        .insertInto('appointment')
        .values({ id: v7(), account, role, office: office.id, path: office.path })
        .execute()
    const now = clock()
    const expires_at = new Date(now.getTime() + 86_400_000)
    await tx
      .insertInto('session')
      .values({ hash: hashOf(secret), account, made_at: now, seen_at: now, expires_at })
      .execute()
    const key = {
      id: v7(),
      account,
      path: office.path,
      name: '程序',
      hash: hashOf(token),
      roles: [...roles],
      expires_at,
    }
    await tx.insertInto('token').values(key).execute()
  })
  const call = (options: InjectOptions) => app.inject({ ...options, cookies: { ...options.cookies, yike: secret } })
  const byToken = (options: InjectOptions) =>
    app.inject({ ...options, headers: { ...options.headers, authorization: `Bearer ${token}` } })
  return Object.assign(call, { account, secret, byToken })
}
