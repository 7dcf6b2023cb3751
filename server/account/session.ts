// Sessions: a secret of 256 bits in a cookie, of which only a hash is kept. Each sign-in makes a new one.
import { randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Config } from '../config.ts'
import type { Tx } from '../db/context.ts'
import { COOKIE, hashOf } from '../http/identify.ts'
import type { Platform } from '../platform.ts'

/** A secret that nobody guesses: 256 bits as 43 characters. */
export const newSecret = (): string => randomBytes(32).toString('base64url')

/** Whether people reach the server by https. */
export const isSecure = (config: Config): boolean => config.PUBLIC_URL?.startsWith('https:') ?? false

/** Begins a session of that person; one that the browser brought along ends, so that nobody can have planted it. */
export async function beginSession(
  tx: Tx,
  { config, clock }: Platform,
  account: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Date> {
  const now = clock()
  const secret = newSecret()
  const expires = new Date(now.getTime() + config.SESSION_HOURS * 3_600_000)
  await endThis(tx, request, now)
  await tx
    .insertInto('session')
    .values({
      hash: hashOf(secret),
      account,
      made_at: now,
      seen_at: now,
      expires_at: expires,
      address: request.ip,
      agent: request.headers['user-agent']?.slice(0, 200) ?? null,
    })
    .execute()
  reply.setCookie(COOKIE, secret, { path: '/', httpOnly: true, sameSite: 'strict', secure: isSecure(config) })
  return expires
}

/** Ends the session that a request came with, if any. */
export async function endThis(tx: Tx, request: FastifyRequest, now: Date): Promise<void> {
  const secret = request.cookies[COOKIE]
  if (!secret) return
  await tx
    .updateTable('session')
    .set({ ended_at: now })
    .where('hash', '=', hashOf(secret))
    .where('ended_at', 'is', null)
    .execute()
}

/** Ends all sessions of somebody, but for the one of this request where it is given. */
export async function endAll(tx: Tx, account: string, now: Date, but?: FastifyRequest): Promise<void> {
  const secret = but?.cookies[COOKIE]
  let query = tx
    .updateTable('session')
    .set({ ended_at: now })
    .where('account', '=', account)
    .where('ended_at', 'is', null)
  if (secret) query = query.where('hash', '!=', hashOf(secret))
  await query.execute()
}
