// Two officers, one thing: whoever writes says which version they saw (If-Match), and is refused when it is no longer that.
import { Fault } from '@yike/core/base/fault.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Changed } from './fault.ts'

/** Says which version is going out. */
export const showVersion = (reply: FastifyReply, version: number): void => void reply.header('etag', `"${version}"`)

/**
 * Goes on only if the caller saw the version there is. Faults: if-match-needed; changed-meanwhile, with `current`, what is
 * there now, for the second officer to see beside their own.
 */
export function expectVersion(request: FastifyRequest, version: number, current: unknown): void {
  const given = request.headers['if-match']
  if (!given) throw new Fault('if-match-needed')
  if (given !== '*' && given !== `"${version}"`) throw new Changed(current, version)
}
