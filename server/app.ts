// The server as routes make it: one Fastify, every route of the list mounted with its checks of shape and of rights.
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import { Fault } from '@yike/core/base/fault.ts'
import { type FastifyBaseLogger, type FastifyInstance, fastify, LogController } from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import { v7 } from 'uuid'
import type { Actor, Origin } from './account/actor.ts'
import { theSystem } from './account/actor.ts'
import { findAway } from './db/away.ts'
import { as, type Tx } from './db/context.ts'
import { describe, describeRoutes, repliesOf, showRoutes } from './http/describe.ts'
import { answerUnchanged } from './http/etag.ts'
import { answerFault } from './http/fault.ts'
import { identify, sameSite } from './http/identify.ts'
import { meterRequests } from './http/metrics.ts'
import { networkOf } from './http/network.ts'
import { permit } from './http/permit.ts'
import { asksForVersion, type Call, type Place, type Route } from './http/route.ts'
import { endSlow } from './http/slow.ts'
import { servePage } from './http/static.ts'
import { strict } from './http/strict.ts'
import { logRequests } from './log.ts'
import { cartographerOf } from './map/cartographer.ts'
import type { Platform } from './platform.ts'
import { routes } from './routes.ts'
import { endStreams } from './run/stream.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is at the other end; null: nobody said. */
    actor: Actor | null
  }
}

/** Everything comes from here; maps draw in workers and on canvases; the engine's kernels compile where they run. */
const POLICY = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'self'"],
    scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:', 'blob:'],
    workerSrc: ["'self'", 'blob:'],
    connectSrc: ["'self'"],
    objectSrc: ["'none'"],
    frameAncestors: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
  },
}

/** Calls a minute from one address, unless a route says fewer. */
const PER_MINUTE = 6000

/** Where somebody with a password to change may still go. */
const ALWAYS = /^\/api\/(me|me\/password|session)$/

/** Builds the server; listening is start.ts' part. */
export async function makeApp(platform: Platform, more: readonly Route[] = []): Promise<FastifyInstance> {
  const { config, log } = platform
  const app = fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'request' }), // see logRequests
    trustProxy: (_address: string, hop: number) => hop < config.PROXIES,
    genReqId: () => v7(),
    bodyLimit: 1_000_000,
    requestTimeout: 0, // files may take hours: see endSlow
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: 'idle', // what is under way is answered; streams end by themselves (run/stream.ts)
  })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.decorateRequest('actor', null)
  endSlow(app)
  await app.register(helmet, {
    contentSecurityPolicy: POLICY,
    strictTransportSecurity: config.PUBLIC_URL?.startsWith('https:') ?? false,
    crossOriginEmbedderPolicy: { policy: 'require-corp' },
    referrerPolicy: { policy: 'no-referrer' },
  })
  await app.register(rateLimit, {
    max: PER_MINUTE,
    timeWindow: 60_000,
    keyGenerator: ({ ip }) => networkOf(ip),
    errorResponseBuilder: () => new Fault('too-many-requests'),
  })
  // files come as a stream, and whoever takes them counts the bytes
  app.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload))
  await app.register(cookie)
  await app.register(multipart, {
    limits: { files: 1, fields: 20, fieldSize: 100_000, fileSize: config.UPLOAD_MB * 1_000_000 },
  })
  await describeRoutes(app)
  answerUnchanged(app)
  // what is told is for the one who asked; answers that may be kept bear an ETag, or say so themselves
  app.addHook('onSend', async (_request, reply) => {
    if (!reply.hasHeader('cache-control'))
      reply.header('cache-control', reply.hasHeader('etag') ? 'private, no-cache' : 'no-store')
  })
  app.setErrorHandler((error, request, reply) => answerFault(error, request, reply, config.LANG))
  meterRequests(app, platform)
  logRequests(app)
  const isPage = await servePage(app)
  app.setNotFoundHandler((request, reply) => {
    if (request.method === 'GET' && isPage?.(request.url)) return reply.sendFile('index.html')
    const what = request.url.split('?')[0]!.slice(0, 200)
    return answerFault(new Fault('not-there', { what }), request, reply, config.LANG)
  })
  for (const it of [...routes, ...more]) mount(app, platform, it)
  await showRoutes(app)
  app.addHook('preClose', async () => {
    endStreams(app.server)
    // a connection that is kept is idle once it has its last answer
    const sweep = setInterval(() => app.server.closeIdleConnections(), 100)
    app.server.once('close', () => clearInterval(sweep))
    sweep.unref()
  })
  app.addHook('onClose', () => cartographerOf(platform).stop())
  return app
}

/** Puts one route on the server, with who may call it before what it does. */
function mount(app: FastifyInstance, platform: Platform, it: Route): void {
  const { whileAlive } = platform.database
  const isPublic = 'who' in it.rule && it.rule.who === 'anybody' && !it.hidden
  app.route({
    method: it.method,
    url: it.path,
    ...(it.bodyBytes ? { bodyLimit: it.bodyBytes } : {}),
    config: it.perMinute ? { rateLimit: { max: it.perMinute, timeWindow: 60_000 } } : {},
    schema: {
      ...(it.params ? { params: it.params } : {}),
      ...(it.query ? { querystring: strict(it.query, ['lang']) } : {}),
      ...(it.body ? { body: strict(it.body) } : {}),
      response: repliesOf(it),
      ...describe(it),
    },
    onRequest: async (request) => {
      request.actor = null
      sameSite(request)
      try {
        request.actor = await whileAlive(() => identify(platform, request))
      } catch (error) {
        // whoever needs nobody's name is answered without: above all those who ask whether the server lives
        const isTold = error instanceof Fault || findAway(error) !== undefined
        if (!(isTold && 'who' in it.rule && it.rule.who === 'anybody')) throw error
      }
      if (request.actor?.mustChange && !('who' in it.rule && it.rule.who === 'anybody') && !ALWAYS.test(it.path))
        throw new Fault('password-must-change')
      if (!request.actor && !('who' in it.rule && it.rule.who === 'anybody')) throw new Fault('sign-in')
    },
    handler: async (request, reply) => {
      const actor = request.actor ?? { ...theSystem('system'), held: [], name: '' }
      const origin: Origin = { address: request.ip, request: request.id }
      const inName = <T>(work: (tx: Tx) => Promise<T>) => whileAlive(() => as(platform.db, actor, work, origin))
      const permitted = async (tx: Tx) => {
        const place = await permit(tx, it.rule, request.actor, request.params as Record<string, string>)
        if (asksForVersion(it) && !request.headers['if-match']) throw new Fault('if-match-needed')
        return place
      }
      const call = (tx: Tx | null, place: Place | null): Call<unknown, unknown, unknown> => ({
        platform,
        actor,
        origin,
        as: inName,
        get tx(): Tx {
          if (!tx) throw new Error(`${it.path} makes its own transactions`)
          return tx
        },
        get place(): Place {
          if (!place) throw new Error(`the rule of ${it.path} names no office`)
          return place
        },
        params: request.params,
        query: request.query,
        body: request.body,
        request,
        reply,
      })
      if (it.transaction === 'own') {
        // a rule that names no place was checked above, without the database: whether the server lives does not hang on it
        const own = call(null, 'who' in it.rule ? null : await inName(permitted))
        return isPublic ? whileAlive(() => it.handle(own)) : it.handle(own)
      }
      return inName(async (tx) => it.handle(call(tx, await permitted(tx))))
    },
  })
}
