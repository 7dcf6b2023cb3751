// Somebody who calls a server over loopback, on connections that are kept.

import { randomBytes } from 'node:crypto'
import { Agent, type IncomingHttpHeaders, request } from 'node:http'
import { v7 } from 'uuid'
import { theSystem } from '../account/actor.ts'
import type { Role } from '../account/roles.ts'
import { as } from '../db/context.ts'
import type { Database } from '../db/open.ts'
import { hashOf } from '../http/identify.ts'
import type { Place } from '../http/route.ts'

/** What came back. */
export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
  /** From sending until all of it was there, ms. */
  readonly ms: number
}

/** Asks; rejects where no whole answer came. */
export type Caller = (
  method: string,
  path: string,
  given?: { readonly headers?: Record<string, string>; readonly body?: string | Buffer | object },
) => Promise<Answer>

/** Without an answer for so long a call is given up, ms. */
const GIVE_UP = 30_000

/** Calls a server on this machine as whoever holds the session `secret`. `address`: where the call says that it comes from (YIKE_PROXIES=1). */
export function callerAt(port: number, secret: string | null, address?: string): Caller & { close(): void } {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 })
  const own = {
    ...(secret ? { cookie: `yike=${secret}` } : {}),
    ...(address ? { 'x-forwarded-for': address } : {}),
  }
  const call: Caller = (method, path, { headers = {}, body } = {}) =>
    new Promise((resolve, reject) => {
      const plain = body === undefined || typeof body === 'string' || Buffer.isBuffer(body)
      const bytes =
        body === undefined ? undefined : plain ? Buffer.from(body as string) : Buffer.from(JSON.stringify(body))
      const begun = performance.now()
      const sent = request(
        {
          ...{ agent, host: '127.0.0.1', port, method, path, timeout: GIVE_UP },
          headers: {
            ...own,
            ...(plain ? {} : { 'content-type': 'application/json' }),
            ...(bytes ? { 'content-length': bytes.length } : {}),
            ...headers,
          },
        },
        (answer) => {
          const pieces: Buffer[] = []
          answer.on('data', (piece) => pieces.push(piece))
          answer.on('error', reject)
          answer.on('end', () => {
            if (!answer.complete) return reject(new Error('cut off'))
            const { statusCode, headers } = answer
            resolve({ status: statusCode!, headers, body: Buffer.concat(pieces), ms: performance.now() - begun })
          })
        },
      )
      sent.on('timeout', () => sent.destroy(new Error('no answer')))
      sent.on('error', reject)
      sent.end(bytes)
    })
  return Object.assign(call, { close: () => agent.destroy() })
}

/** The JSON of an answer. */
// biome-ignore lint/suspicious/noExplicitAny: scripts look into answers of every shape
export const jsonOf = (answer: Answer): any => JSON.parse(answer.body.toString('utf8'))

/** Makes officers with roles over an office, each with a session; their secrets. */
export async function appoint(
  db: Database['db'],
  office: Pick<Place, 'id' | 'path' | 'code'>,
  roles: readonly Role[],
  count: number,
): Promise<string[]> {
  const now = new Date()
  const secrets: string[] = []
  await as(db, theSystem('system'), async (tx) => {
    for (let n = 0; n < count; n++) {
      const [account, secret] = [v7(), randomBytes(32).toString('base64url')]
      const name = `${office.code} ${account.slice(-8)}`
      await tx
        .insertInto('account')
        .values({ id: account, login: name, name, office: office.id, path: office.path })
        .execute()
      await tx
        .insertInto('appointment')
        .values(roles.map((role) => ({ id: v7(), account, role, office: office.id, path: office.path })))
        .execute()
      const expires = new Date(now.getTime() + 43_200_000)
      await tx
        .insertInto('session')
        .values({ hash: hashOf(secret), account, made_at: now, seen_at: now, expires_at: expires })
        .execute()
      secrets.push(secret)
    }
  })
  return secrets
}
