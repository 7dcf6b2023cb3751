// Two roles: yike_migrator owns the tables and makes them, yike_app uses them and is subject to row-level security.
import { createHmac } from 'node:crypto'
import { Fault } from '@yike/core/base/fault.ts'
import type { Client } from 'pg'

export const APP = 'yike_app'
export const MIGRATOR = 'yike_migrator'

/** Passwords for logins of the two roles, where we are the ones who give them. */
export interface Logins {
  readonly app: string
  readonly migrator: string
}

/** Passwords that follow from the superuser's, so that there is one secret to keep. */
export function loginsFrom(superuserUrl: string): Logins {
  const of = (role: string) => createHmac('sha256', new URL(superuserUrl).password).update(role).digest('base64url')
  return { app: of(APP), migrator: of(MIGRATOR) }
}

/** A query that tells whether something is so, and the statement that makes it so. */
const NEEDS = [
  [`select exists (select from pg_roles where rolname = '${MIGRATOR}')`, `create role ${MIGRATOR}`],
  [`select exists (select from pg_roles where rolname = '${APP}')`, `create role ${APP}`],
  [`select pg_has_role('${MIGRATOR}', 'member')`, `grant ${MIGRATOR} to current_user`],
  [`select pg_has_role('${APP}', 'member') or session_user = '${MIGRATOR}'`, `grant ${APP} to current_user`],
  [
    `select has_database_privilege('${MIGRATOR}', current_database(), 'create')`,
    `grant create, connect on database # to ${MIGRATOR}`,
  ],
  [
    `select has_schema_privilege('${MIGRATOR}', 'public', 'create')`,
    `grant usage, create on schema public to ${MIGRATOR}`,
  ],
  [`select has_database_privilege('${APP}', current_database(), 'connect')`, `grant connect on database # to ${APP}`],
  [`select has_schema_privilege('${APP}', 'public', 'usage')`, `grant usage on schema public to ${APP}`],
  [`select not has_schema_privilege('${APP}', 'public', 'create')`, 'revoke create on schema public from public'],
  [
    `select not has_database_privilege('${APP}', current_database(), 'create')`,
    `revoke create on database # from public, ${APP}`,
  ],
  [
    `select not has_database_privilege('${APP}', current_database(), 'temporary')`,
    'revoke temporary on database # from public',
  ],
] as const

/**
 * Makes sure of both roles and of what they may in this database; does nothing that is done. `client` is the superuser, an owner
 * who may make roles, or yike_migrator itself where an administrator prepared the rest.
 * @throws Fault `database-roles` with the statement that an administrator is to run; `database-role-strong`.
 */
export async function ensureRoles(client: Client, logins?: Logins): Promise<void> {
  const { rows } = await client.query('select session_user as login, quote_ident(current_database()) as database')
  const { login, database } = rows[0]
  for (const [question, statement] of NEEDS) {
    const asked = await client.query({ text: question, rowMode: 'array' })
    if (asked.rows[0]?.[0]) continue
    const sql = statement.replace('#', database).replace('current_user', `"${login}"`)
    await attempt(client, login, sql)
  }
  if (logins)
    for (const [role, password] of [
      [APP, logins.app],
      [MIGRATOR, logins.migrator],
    ] as const)
      await attempt(client, login, `alter role ${role} login password '${password}'`, `alter role ${role} login`)
  await refuseStrong(client)
}

async function attempt(client: Client, login: string, sql: string, shown = sql): Promise<void> {
  for (let left = 5; ; left--) {
    try {
      await client.query(sql)
      return
    } catch (error) {
      const code = (error as { code?: string }).code ?? ''
      if (code === '42501') throw new Fault('database-roles', { login, sql: `${shown};` })
      if (code === '42710' || code === '23505') return // another server made it meanwhile
      const isRace = code === 'XX000' && (error as Error).message.includes('concurrently updated')
      if (!isRace || left === 0) throw error
    }
  }
}

/** The application may be neither superuser nor beyond row-level security, nor turn into someone who is. */
async function refuseStrong(client: Client): Promise<void> {
  const { rows } = await client.query(
    `select rolname, rolsuper, rolbypassrls, rolcreaterole, rolname <> '${APP}' as turns from pg_roles
     where rolname = '${APP}' or (pg_has_role('${APP}', oid, 'member') and (rolsuper or rolbypassrls or rolcreaterole or rolname = '${MIGRATOR}'))
     order by turns desc`,
  )
  for (const role of rows) {
    const why = role.turns
      ? `member of ${role.rolname}`
      : [role.rolsuper && 'superuser', role.rolbypassrls && 'bypassrls', role.rolcreaterole && 'createrole'].filter(
          Boolean,
        )[0]
    if (why) throw new Fault('database-role-strong', { role: APP, why })
  }
}
