// The made-up state with people who have passwords, and a superuser's eye on its database.
import { randomBytes } from 'node:crypto'
import { after } from 'node:test'
import { Client } from 'pg'
import { v7 } from 'uuid'
import { theSystem } from '../account/actor.ts'
import { keep } from '../account/password.ts'
import type { Role } from '../account/roles.ts'
import { as } from '../db/context.ts'
import type { TestDatabase } from './database.ts'
import { type Code, makeWorld, type World } from './world.ts'

/** Somebody who signs in. */
export interface MadePerson {
  readonly account: string
  readonly login: string
  readonly password: string
}

/** The state, its people, and SQL as the superuser. */
export interface Accounts extends World {
  person(code: Code, roles: readonly Role[], more?: { password?: string; name?: string }): Promise<MadePerson>
  sql(text: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>
  /** A cookie of a new session of that person. */
  signIn(person: MadePerson): Promise<string>
}

/** Makes them; they end with the tests around the call. */
export async function makeAccounts(
  env: Record<string, string> = {},
  more: Parameters<typeof makeWorld>[0] = [],
  options: Parameters<typeof makeWorld>[2] = {},
): Promise<Accounts> {
  const world = await makeWorld(more, env, options)
  const superuser = new Client({ connectionString: (world.platform.database as TestDatabase).superuserUrl })
  superuser.on('error', () => {})
  await superuser.connect()
  after(async () => {
    await superuser.end()
    await world.end()
  })
  let calls = 0
  return {
    ...world,
    async person(code, roles, { password = `Shan-${randomBytes(6).toString('base64url')}9x`, name = '某人' } = {}) {
      const account = v7()
      const login = `p${randomBytes(5).toString('hex')}`
      const office = world.offices[code]
      const now = world.platform.clock()
      await as(world.platform.db, theSystem('system'), async (tx) => {
        await tx
          .insertInto('account')
          .values({
            id: account,
            login,
            name,
            office: office.id,
            path: office.path,
            password: await keep(password),
            password_at: now,
          })
          .execute()
        for (const role of roles)
          await tx
            .insertInto('appointment')
            .values({ id: v7(), account, role, office: office.id, path: office.path })
            .execute()
      })
      return { account, login, password }
    },
    async sql(text, values = []) {
      return (await superuser.query(text, [...values])).rows
    },
    async signIn({ login, password }) {
      const answer = await world.nobody({
        method: 'POST',
        url: '/api/session',
        payload: { login, password },
        remoteAddress: `198.51.100.${(calls++ % 250) + 1}`,
      })
      const cookie = answer.cookies.find((c) => c.name === 'yike')
      if (!cookie) throw new Error(`${login} was not let in: ${answer.body}`)
      return cookie.value
    },
  }
}
