// The first start: an empty database gets the tree of China and one administrator of the state, whose password is told once.
import { sql } from 'kysely'
import { v7 } from 'uuid'
import { seedTree } from '../area/seed.ts'
import { as } from '../db/context.ts'
import type { Platform } from '../platform.ts'
import { theSystem } from './actor.ts'
import { keep, oneTimePassword } from './password.ts'

/** Who may come in first, and with what. */
export interface FirstAdministrator {
  readonly login: string
  readonly password: string
}

/** The login of the first administrator. */
const LOGIN = 'admin'

/**
 * Plants the tree where there is none, and makes the first administrator where there is no account at all; null where there is.
 * Several servers that start at once make one. The password opens nothing but its change, and stands nowhere else.
 */
export async function firstStart({ db, clock }: Pick<Platform, 'db' | 'clock'>): Promise<FirstAdministrator | null> {
  return as(db, theSystem('system'), async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtext('first start'))`.execute(tx)
    await seedTree(tx)
    const { rows } = await sql<{ there: boolean }>`select exists (select from account) as there`.execute(tx)
    if (rows[0]!.there) return null
    const state = await tx
      .selectFrom('office')
      .select(['id', 'path'])
      .where('parent', 'is', null)
      .where('until', 'is', null)
      .executeTakeFirstOrThrow()
    const password = oneTimePassword()
    const [account, now] = [v7(), clock()]
    await tx
      .insertInto('account')
      .values({
        id: account,
        login: LOGIN,
        name: '系统管理员',
        office: state.id,
        path: state.path,
        password: await keep(password),
        password_at: now,
        must_change: true,
      })
      .execute()
    await tx
      .insertInto('appointment')
      .values({ id: v7(), account, role: 'administer', office: state.id, path: state.path, since: now })
      .execute()
    return { login: LOGIN, password }
  })
}
