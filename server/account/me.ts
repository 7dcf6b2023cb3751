// What somebody sees of themselves, and changes of it: their password, their sessions, their tokens.
import { Fault } from '@yike/core/base/fault.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { v7 } from 'uuid'
import { z } from 'zod'
import { note, type Tx } from '../db/context.ts'
import { COOKIE, hashOf, mustChange } from '../http/identify.ts'
import type { Platform } from '../platform.ts'
import type { Actor } from './actor.ts'
import { checkNew, fits, keep, REMEMBERED } from './password.ts'
import { ROLES, type Role } from './roles.ts'
import { beginSession, endAll, newSecret } from './session.ts'

/** An office in answers. */
export const OFFICE = z.object({ code: z.string(), name: z.string(), level: z.string() })
/** A role. */
export const ROLE = z.enum(ROLES)
const ISO = z.string()

/** Somebody, as they see themselves. */
export const ME = z.object({
  account: z.uuid(),
  login: z.string(),
  name: z.string(),
  office: OFFICE,
  department: z.string().nullable(),
  held: z.array(z.object({ role: ROLE, office: OFFICE })),
  mustChange: z.boolean(),
  demo: z.boolean(),
  sessionEndsAt: ISO.nullable(),
})

/** Reads what somebody is told of themselves; `only` are the roles that a token has. */
export async function meOf(tx: Tx, { clock, config }: Platform, account: string, ends: Date | null, only?: Actor) {
  const now = clock()
  const person = await tx
    .selectFrom('account as a')
    .innerJoin('office as o', 'o.id', 'a.office')
    .select(['a.id', 'a.login', 'a.name', 'a.department', 'a.must_change', 'a.password', 'a.password_at', 'a.demo'])
    .select(['o.code', 'o.name as officeName', 'o.level'])
    .where('a.id', '=', account)
    .executeTakeFirstOrThrow()
  const held = await tx
    .selectFrom('appointment as p')
    .innerJoin('office as o', 'o.id', 'p.office')
    .select(['p.role', 'o.code', 'o.name', 'o.level'])
    .where('p.account', '=', account)
    .where('p.since', '<=', now)
    .where((e) => e.or([e('p.until', 'is', null), e('p.until', '>', now)]))
    .orderBy('o.path')
    .orderBy('p.role')
    .execute()
  return {
    account: person.id,
    login: person.login,
    name: person.name,
    office: { code: person.code, name: person.officeName, level: person.level },
    department: person.department,
    held: held
      .filter((h) => !only || only.held.some((o) => o.role === h.role))
      .map(({ role, ...office }) => ({ role, office })),
    mustChange: mustChange(person, config.PASSWORD_DAYS, now),
    demo: person.demo,
    sessionEndsAt: ends?.toISOString() ?? null,
  }
}

/** Refuses a token where a person has to be there. Gives the account. Faults: sign-in, token-may-not. */
export function inPerson(actor: Actor): string {
  if (!actor.account) throw new Fault('sign-in')
  if (actor.via !== 'page') throw new Fault('token-may-not')
  return actor.account
}

/**
 * Changes one's own password; every session ends, and this browser has a new one.
 * Faults: wrong-password, password-weak, password-used.
 */
export async function changePassword(
  tx: Tx,
  platform: Platform,
  account: string,
  given: { readonly old: string; readonly new: string },
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const now = platform.clock()
  const person = await tx
    .selectFrom('account')
    .select(['login', 'name', 'path', 'password', 'old_passwords'])
    .where('id', '=', account)
    .forUpdate()
    .executeTakeFirstOrThrow()
  if (!(await fits(person.password, given.old))) throw new Fault('wrong-password')
  const used = [person.password!, ...person.old_passwords].slice(0, REMEMBERED)
  await checkNew(given.new, person, used)
  const password = await keep(given.new)
  await tx
    .updateTable('account')
    .set((e) => ({
      password,
      password_at: now,
      old_passwords: used,
      must_change: false,
      one_time_until: null,
      failures: 0,
      locked_until: null,
      version: e('version', '+', 1),
    }))
    .where('id', '=', account)
    .execute()
  await endAll(tx, account, now)
  await beginSession(tx, platform, account, request, reply)
  await note(tx, person.path, 'account', account, 'password')
}

/** One's sessions that go on. */
export async function sessionsOf(tx: Tx, { config, clock }: Platform, account: string, request: FastifyRequest) {
  const now = clock()
  const idle = new Date(now.getTime() - config.SESSION_MINUTES * 60_000)
  const here = request.cookies[COOKIE] ? hashOf(request.cookies[COOKIE]) : null
  const rows = await tx
    .selectFrom('session')
    .select(['hash', 'made_at', 'seen_at', 'expires_at', 'address', 'agent'])
    .where('account', '=', account)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .where('seen_at', '>', idle)
    .orderBy('seen_at', 'desc')
    .execute()
  return rows.map((s) => ({
    id: s.hash.toString('hex'),
    madeAt: s.made_at.toISOString(),
    seenAt: s.seen_at.toISOString(),
    expiresAt: s.expires_at.toISOString(),
    address: s.address,
    agent: s.agent,
    here: here?.equals(s.hash) ?? false,
  }))
}

/** Makes a token; the secret is told this once. Fault: not-yours, where a role is not held. */
export async function makeToken(
  tx: Tx,
  platform: Platform,
  actor: Actor,
  given: { readonly name: string; readonly roles: readonly Role[]; readonly days: number },
) {
  if (given.roles.some((role) => !actor.held.some((h) => h.role === role))) throw new Fault('not-yours')
  const secret = `yike_${newSecret()}`
  const now = platform.clock()
  const expires = new Date(now.getTime() + given.days * 86_400_000)
  const id = v7()
  await tx
    .insertInto('token')
    .values({
      id,
      account: actor.account!,
      path: actor.path,
      name: given.name,
      hash: hashOf(secret),
      roles: given.roles,
      made_at: now,
      expires_at: expires,
    })
    .execute()
  return { id, secret, expiresAt: expires.toISOString() }
}
