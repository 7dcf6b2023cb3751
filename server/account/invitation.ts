// Invitations: an administrator says who may come and what they will hold; whoever has the secret comes, once.
import { Fault } from '@yike/core/base/fault.ts'
import { sql } from 'kysely'
import { v7 } from 'uuid'
import { note, type Tx } from '../db/context.ts'
import { hashOf } from '../http/identify.ts'
import type { Place } from '../http/route.ts'
import type { Actor } from './actor.ts'
import { checkNew, keep } from './password.ts'
import type { Role } from './roles.ts'
import { newSecret } from './session.ts'

/** What an administrator says of whoever is invited. */
export interface Invited {
  readonly login: string
  readonly name: string
  readonly department?: string | null | undefined
  readonly roles: readonly Role[]
  readonly days: number
}

/** Refuses a login that somebody has, or that is invited. `tx` sees everything. Fault: taken. */
export async function loginFree(tx: Tx, login: string, now: Date): Promise<void> {
  const { rows } = await sql<{
    there: boolean
  }>`select exists (select from account where lower(login) = lower(${login}))
    or exists (select from invitation where lower(login) = lower(${login}) and used_at is null and ended_at is null
      and expires_at > ${now}) as there`.execute(tx)
  if (rows[0]!.there) throw new Fault('taken', { what: login })
}

/** Invites; the secret is told this once. */
export async function invite(tx: Tx, actor: Actor, place: Place, given: Invited, now: Date) {
  const secret = newSecret()
  const id = v7()
  const expires = new Date(now.getTime() + given.days * 86_400_000)
  await tx
    .insertInto('invitation')
    .values({
      id,
      hash: hashOf(secret),
      login: given.login,
      name: given.name,
      office: place.id,
      path: place.path,
      department: given.department ?? null,
      roles: [...new Set(given.roles)],
      made_by: actor.account,
      made_at: now,
      expires_at: expires,
    })
    .execute()
  return { id, secret, expiresAt: expires.toISOString() }
}

/** An invitation that can still be accepted, held fast until the end of `tx`, which sees everything. Fault: invitation-ended. */
export async function openInvitation(tx: Tx, which: { secret: string } | { login: string }, now: Date) {
  const found = await tx
    .selectFrom('invitation')
    .selectAll()
    .where((e) =>
      'secret' in which ? e('hash', '=', hashOf(which.secret)) : e(sql`lower(login)`, '=', which.login.toLowerCase()),
    )
    .where('used_at', 'is', null)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .forUpdate()
    .executeTakeFirst()
  if (!found) throw new Fault('invitation-ended')
  if (found.made_by !== null) {
    // who invited must still be able to: an office's administrator of yesterday invites nobody today
    const { rows } = await sql<{
      still: boolean
    }>`select exists (select from appointment p join account a on a.id = p.account
      where p.account = ${found.made_by} and p.role = 'administer' and ${found.path}::ltree <@ p.path
        and p.since <= ${now} and (p.until is null or p.until > ${now}) and a.ended_at is null) as still`.execute(tx)
    if (!rows[0]!.still) throw new Fault('invitation-ended')
  }
  return found
}

/**
 * Makes the account that an invitation speaks of, with its roles. Its way in is a password, or an identity elsewhere.
 * Faults: password-weak, taken.
 */
export async function acceptInvitation(
  tx: Tx,
  found: Awaited<ReturnType<typeof openInvitation>>,
  way: { readonly password: string } | { readonly subject: string },
  now: Date,
) {
  if ('password' in way) await checkNew(way.password, found)
  const id = v7()
  await tx.updateTable('invitation').set({ used_at: now }).where('id', '=', found.id).execute()
  try {
    await tx
      .insertInto('account')
      .values({
        id,
        login: found.login,
        name: found.name,
        office: found.office,
        path: found.path,
        department: found.department,
        made_at: now,
        ...('password' in way ? { password: await keep(way.password), password_at: now } : { subject: way.subject }),
      })
      .execute()
  } catch (error) {
    if ((error as { code?: string }).code === '23505') throw new Fault('taken', { what: found.login })
    throw error
  }
  for (const role of found.roles)
    await tx
      .insertInto('appointment')
      .values({ id: v7(), account: id, role: role as Role, office: found.office, path: found.path, since: now })
      .execute()
  await note(tx, found.path, 'account', id, 'invitation-accepted', { invitation: found.id })
  return { id, name: found.name, path: found.path }
}
