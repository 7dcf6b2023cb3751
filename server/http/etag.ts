// Two officers, one thing: whoever writes says which version they saw (If-Match), and is refused when it is no longer that.
import { Readable } from 'node:stream'
import { Fault } from '@yike/core/base/fault.ts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
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

/** Whether the caller holds exactly this already (If-None-Match), so that it need not be made again. */
export function holdsAlready(request: FastifyRequest, etag: string): boolean {
  const given = request.headers['if-none-match']
  if (!given) return false
  return given === '*' || given.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag.replace(/^W\//, ''))
}

/**
 * What a caller holds already is answered with 304 and no body, wherever an answer bears an ETag.
 */
export function answerUnchanged(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload: unknown) => {
    // an answer that says more than its version does (how far a run is) is never the same
    if (String(reply.getHeader('cache-control')).includes('no-store')) return payload
    const etag = reply.getHeader('etag')
    const isReading = request.method === 'GET' || request.method === 'HEAD'
    if (!isReading || reply.statusCode !== 200 || typeof etag !== 'string' || !holdsAlready(request, etag))
      return payload
    if (payload instanceof Readable) payload.destroy()
    reply.status(304).removeHeader('content-length').removeHeader('content-type')
    return null
  })
}
