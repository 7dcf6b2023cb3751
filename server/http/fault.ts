// A fault as an answer: problem+json (RFC 9457) in the caller's language, with a status from one table.
import { Fault, type FaultCode } from '@yike/core/base/fault.ts'
import type { Lang, Name } from '@yike/core/base/name.ts'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { COMPLAINTS } from '../complaint.ts'
import { findAway } from '../db/away.ts'

/** What is not 422, what was sent can be read and cannot be done. */
const STATUS: Partial<Record<FaultCode, number>> = {
  'bad-request': 400,
  'sign-in': 401,
  'wrong-password': 401,
  'session-ended': 401,
  'token-ended': 401,
  'not-yours': 403,
  'own-work': 403,
  'cross-site': 403,
  'password-must-change': 403,
  'not-yourself': 403,
  'beyond-yours': 403,
  'token-may-not': 403,
  'oidc-refused': 401,
  'oidc-stranger': 403,
  'not-there': 404,
  'oidc-off': 404,
  'invitation-ended': 404,
  'last-administrator': 409,
  'no-file': 404,
  'not-now': 409,
  taken: 409,
  'upload-under-way': 409,
  'changed-meanwhile': 412,
  'if-match-needed': 428,
  'upload-too-large': 413,
  'too-many-requests': 429,
  'account-locked': 429,
  'blob-missing': 500,
  'blob-altered': 500,
  'too-large': 413,
  'not-what-it-says': 415,
  'store-refuses': 500,
  'store-away': 503,
  'database-away': 503,
  'database-no-room': 503,
  'disk-full': 503,
  'maps-away': 503,
}

/** Somebody else changed it first: what it is now goes back with the refusal, so that both can be shown. */
export class Changed extends Fault {
  readonly current: unknown
  readonly version: number
  constructor(current: unknown, version: number) {
    super('changed-meanwhile')
    this.current = current
    this.version = version
  }
}

/** What a schema complains of, each with its place; three at most. */
function issuesIn(validation: unknown): Name {
  type Complaint = { keyword?: string; instancePath?: string; params?: object }
  const complaints = (Array.isArray(validation) ? (validation as Complaint[]) : []).slice(0, 3)
  const say = (lang: Lang) =>
    complaints
      .map(({ keyword: code, instancePath = '', params }) => {
        const said = COMPLAINTS[lang]({ code, path: [], ...params } as unknown as z.core.$ZodRawIssue)
        const what = typeof said === 'string' ? said : (said?.message ?? '')
        return instancePath.length > 1 ? `${instancePath.slice(1, 100)}: ${what}` : what
      })
      .join('; ')
      .slice(0, 500)
  return { zh: say('zh'), en: say('en') }
}

/** What a thrown thing means to a caller. A mistake of ours becomes `mistake`. */
export function faultOf(error: unknown): Fault {
  if (error instanceof Fault) return error
  const { code, message, statusCode, validation } = error as FastifyError & { validation?: unknown }
  // the caller went away before all was sent: not the database
  if (code === 'ECONNRESET' && statusCode === 400) return new Fault('cancelled')
  const away = findAway(error)
  if (away) return away
  // a value that PostgreSQL cannot hold: a NUL or half a character in a text, a day that is none, what a made-up cursor says
  if (/^22\w{3}$/.test(code ?? ''))
    return new Fault('bad-request', {
      why: { zh: '含有无法保存的字符、日期、数或编号', en: 'a text, date, number or id that cannot be' },
    })
  if (code === '42501') return new Fault('not-yours') // row-level security refused a write
  if (statusCode === 413 || code === 'FST_REQ_FILE_TOO_LARGE') return new Fault('upload-too-large')
  if (statusCode === 429) return new Fault('too-many-requests')
  if (validation) return new Fault('bad-request', { why: issuesIn(validation) })
  if (statusCode && statusCode < 500) return new Fault('bad-request', { why: message ?? '' })
  return new Fault('mistake')
}

/** The status of a fault. */
export const statusOf = (fault: Fault): number => (fault.code === 'mistake' ? 500 : (STATUS[fault.code] ?? 422))

/** The language somebody asks for: ?lang, else what their browser prefers, else the server's. */
export function langOf(request: FastifyRequest, fallback: Lang): Lang {
  const asked = (request.query as { lang?: unknown } | undefined)?.lang
  if (asked === 'zh' || asked === 'en') return asked
  const preferred = /^\s*(zh|en)\b/i.exec(request.headers['accept-language'] ?? '')
  return (preferred?.[1]?.toLowerCase() as Lang | undefined) ?? fallback
}

/** Answers with what went wrong. Mistakes are logged whole and told by their number only. */
export function answerFault(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  fallback: Lang,
): FastifyReply {
  const fault = faultOf(error)
  const status = statusOf(fault)
  if (status === 503) request.log.warn({ fault: fault.code, values: fault.values }, 'request put off')
  else if (status >= 500) request.log.error({ err: error }, 'request failed')
  else request.log.info({ fault: fault.code, values: fault.values }, 'request refused')
  if (status === 503) reply.header('retry-after', '5')
  // only where programs read that know nothing else: a browser would put its own window over the page
  const asks = /^\/ogc\b/.test(request.url) ? ['Bearer', 'Basic realm="yike", charset="UTF-8"'] : 'Bearer'
  if (status === 401) reply.header('www-authenticate', asks)
  return reply
    .status(status)
    .type('application/problem+json; charset=utf-8')
    .serializer((body: unknown) => JSON.stringify(body))
    .send({
      type: `urn:yike:fault:${fault.code}`,
      title: fault.say(langOf(request, fallback)),
      status,
      code: fault.code,
      values: fault.values,
      request: request.id,
      ...(fault instanceof Changed ? { current: fault.current, version: fault.version } : {}),
    })
}
