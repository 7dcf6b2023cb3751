// The log: one JSON object a line, so that nothing a caller sends can forge a line; no secrets, no bodies.
import type { FastifyInstance } from 'fastify'
import { type DestinationStream, type Logger, pino } from 'pino'
import type { Config } from './config.ts'

/** Fields, at any depth, whose values are never written. */
const SECRET = /authorization|cookie|password|passwd|secret|token|s3_?key/i
/** What stands in their place. */
const MASK = '·'
const DEEPEST = 8

/** A copy in which fields with a secret's name are masked. */
function masked(value: unknown, depth = 0): unknown {
  if (value === null || typeof value !== 'object') return value
  if (value instanceof Error || value instanceof Date || ArrayBuffer.isView(value) || depth > DEEPEST) return value
  if (Array.isArray(value)) return value.map((item) => masked(item, depth + 1))
  const fields = Object.entries(value).map(([name, its]) => [name, SECRET.test(name) ? MASK : masked(its, depth + 1)])
  return Object.fromEntries(fields)
}

/** An address in a sentence may hold a password: postgres://user:password@host, and ?secret=… */
const clean = (text: string): string =>
  text
    .replace(/([a-z][a-z0-9+]*:\/\/[^\s:/@]*):[^\s@]*@/gi, `$1:${MASK}@`)
    .replace(/([?&][^=&\s]*(?:secret|token|password|code|state)[^=&\s]*)=[^&\s"]*/gi, `$1=${MASK}`)

/** An error with its fields masked and its sentences clean. */
function errorOf(error: Error): unknown {
  const { message, stack, ...rest } = pino.stdSerializers.err(error)
  return { ...(masked(rest) as object), message: clean(message), stack: clean(stack) }
}

/** The log that the settings ask for, on stdout unless it is told where. */
export function makeLog({ LOG }: Pick<Config, 'LOG'>, to?: DestinationStream): Logger {
  const options = {
    level: LOG,
    base: { pid: process.pid },
    redact: { paths: ['authorization', 'cookie', 'password', 'secret', 'token'], censor: MASK }, // of child loggers, which formatters do not see
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: {
      level: (label: string) => ({ level: label }),
      log: (o: object) => masked(o) as Record<string, unknown>,
    },
    serializers: { err: errorOf },
    hooks: {
      logMethod(this: Logger, args: Parameters<pino.LogFn>, method: pino.LogFn) {
        const [first] = args as unknown[]
        const all = first instanceof Error && args.length === 1 ? [first, first.message] : args
        method.apply(this, all.map((arg) => (typeof arg === 'string' ? clean(arg) : arg)) as Parameters<pino.LogFn>)
      },
    },
  }
  return to ? pino(options, to) : pino(options)
}

/** Probes ask every few seconds and say nothing of people. */
const QUIET = new Set(['/health/live', '/health/ready', '/metrics'])

/** One line a request when it was answered: the route (never the address that was asked, which may hold a secret), status, ms, who. */
export function logRequests(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions, actor, ip } = request
    const route = routeOptions.url ?? null
    const line = {
      route,
      method,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
      account: actor?.account ?? null,
      address: ip,
    }
    if (route && QUIET.has(route)) request.log.debug(line, 'request')
    else request.log.info(line, 'request')
  })
}
