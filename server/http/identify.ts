// Whose request is it? A session's cookie or a token; both are kept as hashes only.
import { createHash } from 'node:crypto'
import { Fault } from '@yike/core/base/fault.ts'
import type { FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import type { Actor } from '../account/actor.ts'
import { theSystem } from '../account/actor.ts'
import type { Role } from '../account/roles.ts'
import { as, type Tx } from '../db/context.ts'
import type { Platform } from '../platform.ts'

/** The cookie that holds a session. */
export const COOKIE = 'yike'

/** What is kept of a session's or a token's secret. */
export const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest()

/** How stale `seen_at` may be before it is written again, ms: one write a minute at most. */
const SEEN_MS = 60_000

/** Whether a password has to be changed before anything else: it was handed over, or it is old. */
export const mustChange = (
  person: { must_change: boolean; password: string | null; password_at: Date | null; demo: boolean },
  days: number,
  now: Date,
): boolean =>
  person.must_change ||
  (days > 0 &&
    person.password !== null &&
    !person.demo &&
    now.getTime() - (person.password_at?.getTime() ?? 0) > days * 86_400_000)

async function actorFor(
  tx: Tx,
  account: string,
  now: Date,
  via: 'page' | 'token',
  only: readonly string[] | null,
  days: number,
) {
  const person = await tx
    .selectFrom('account')
    .select(['id', 'name', 'office', 'path', 'must_change', 'password', 'password_at', 'demo'])
    .where('id', '=', account)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  if (!person) return null
  const held = await tx
    .selectFrom('appointment')
    .select(['role', 'path'])
    .where('account', '=', account)
    .where('since', '<=', now)
    .where((e) => e.or([e('until', 'is', null), e('until', '>', now)]))
    .execute()
  const actor: Actor = {
    account: person.id,
    name: person.name,
    office: person.office,
    path: person.path,
    held: only ? held.filter((h) => only.includes(h.role satisfies Role)) : held,
    via,
    mustChange: via === 'page' && mustChange(person, days, now),
  }
  return actor
}

/**
 * The token that a request bears: as such, or, where a program can only ask for a name and a password (QGIS, a spreadsheet), as
 * the password beside any name. The latter only reads: a browser sends such a password along by itself, whoever's page it is on.
 */
function tokenOf({ method, headers: { authorization = '' } }: FastifyRequest): string | undefined {
  const bearer = /^Bearer +(\S+)$/i.exec(authorization)?.[1]
  if (bearer || !['GET', 'HEAD'].includes(method)) return bearer
  const basic = /^Basic +(\S+)$/i.exec(authorization)?.[1]
  return basic && /:(.+)$/s.exec(Buffer.from(basic, 'base64').toString('utf8'))?.[1]
}

/**
 * The person at the other end; null where nothing says who. Rights are read anew for each request, so that an officer who was
 * moved loses the old office's at once. Faults: session-ended, token-ended.
 */
export async function identify(platform: Platform, request: FastifyRequest): Promise<Actor | null> {
  const bearer = tokenOf(request)
  const cookie = request.cookies[COOKIE]
  if (!bearer && !cookie) return null
  const now = platform.clock()
  const days = platform.config.PASSWORD_DAYS
  return as(platform.db, theSystem('system'), async (tx) => {
    if (bearer) {
      const token = await tx
        .selectFrom('token')
        .select(['id', 'account', 'roles', 'expires_at', 'ended_at', 'used_at'])
        .where('hash', '=', hashOf(bearer))
        .executeTakeFirst()
      if (!token || token.ended_at || token.expires_at <= now) throw new Fault('token-ended')
      const actor = await actorFor(tx, token.account, now, 'token', token.roles, days)
      if (!actor) throw new Fault('token-ended')
      if (now.getTime() - (token.used_at?.getTime() ?? 0) > SEEN_MS)
        await sql`update token set used_at = ${now} where id = ${token.id}`.execute(tx)
      return actor
    }
    const hash = hashOf(cookie!)
    const session = await tx
      .selectFrom('session')
      .select(['account', 'seen_at', 'expires_at', 'ended_at'])
      .where('hash', '=', hash)
      .executeTakeFirst()
    const idle = session && now.getTime() - session.seen_at.getTime() > platform.config.SESSION_MINUTES * 60_000
    if (!session || session.ended_at || session.expires_at <= now || idle) throw new Fault('session-ended')
    const actor = await actorFor(tx, session.account, now, 'page', null, days)
    if (!actor) throw new Fault('session-ended')
    if (now.getTime() - session.seen_at.getTime() > SEEN_MS)
      await tx.updateTable('session').set({ seen_at: now }).where('hash', '=', hash).execute()
    return actor
  })
}

/** A browser, which carries the cookie by itself, must come from our own page when it changes something. Fault: cross-site. */
export function sameSite(request: FastifyRequest): void {
  if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return
  if (/^Bearer /i.test(request.headers.authorization ?? '')) return
  const site = request.headers['sec-fetch-site']
  const origin = request.headers.origin
  const foreign = origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== request.headers.host)
  if ((site && site !== 'same-origin' && site !== 'none') || foreign) throw new Fault('cross-site')
}
