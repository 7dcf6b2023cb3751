// For those who watch over the server: is it alive, can it work, how does it do.
import { timingSafeEqual } from 'node:crypto'
import { Fault } from '@yike/core/base/fault.ts'
import type { FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Platform } from '../platform.ts'
import { metricsText } from './metrics.ts'
import { route } from './route.ts'

/** What readiness looks at; each says `ok`, or in a word why not. */
const Ready = z.object({ database: z.string(), store: z.string() })

/** How long readiness waits for an answer, ms. */
const PATIENCE_MS = 3000

async function tried(work: Promise<unknown>): Promise<string> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<string>((done) => {
    timer = setTimeout(() => done('no answer'), PATIENCE_MS)
  })
  try {
    return await Promise.race([
      work.then(
        () => 'ok',
        () => 'away',
      ),
      late,
    ])
  } finally {
    clearTimeout(timer)
  }
}

const asking = new WeakMap<Platform, Promise<z.infer<typeof Ready>>>()

/** Whether database and store answer. The store is written to for it: however many ask at once, it is tried once. */
export function readiness(platform: Platform): Promise<z.infer<typeof Ready>> {
  const there = asking.get(platform)
  if (there) return there
  const { db, blobs } = platform
  const asked = Promise.all([tried(sql`select 1`.execute(db)), tried(blobs.probe())])
    .then(([database, store]) => ({ database, store }))
    .finally(() => asking.delete(platform))
  asking.set(platform, asked)
  return asked
}

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

/** What a proxy says of whom it speaks for: beside it, all the world calls from this machine. */
const SPOKEN_FOR = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
  'via',
] as const

/** Whoever may read the metrics: with the token that the settings name, else from this machine, through no proxy. */
function mayWatch(token: string | null, { headers, ip }: FastifyRequest): boolean {
  if (token === null) return LOOPBACK.has(ip) && !SPOKEN_FOR.some((name) => name in headers)
  const [given, wanted] = [Buffer.from(headers.authorization ?? ''), Buffer.from(`Bearer ${token}`)]
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}

export const healthRoutes = [
  route({
    method: 'GET',
    path: '/health/live',
    about: { zh: '进程是否在', en: 'Is the process there' },
    rule: { who: 'anybody' },
    replies: { 200: z.object({ live: z.literal(true) }) },
    transaction: 'own',
    hidden: true,
    async handle() {
      return { live: true as const }
    },
  }),
  route({
    method: 'GET',
    path: '/health/ready',
    about: { zh: '数据库与文件库是否应答', en: 'Do database and store answer' },
    rule: { who: 'anybody' },
    replies: { 200: Ready, 503: Ready },
    transaction: 'own',
    perMinute: 600,
    hidden: true,
    async handle({ platform, reply }) {
      const ready = await readiness(platform)
      return reply.status(Object.values(ready).every((word) => word === 'ok') ? 200 : 503).send(ready)
    },
  }),
  route({
    method: 'GET',
    path: '/metrics',
    about: { zh: '运行指标（Prometheus）', en: 'Figures for Prometheus' },
    rule: { who: 'anybody' },
    replies: { 200: 'text/plain' },
    transaction: 'own',
    hidden: true,
    async handle({ platform, request, reply }) {
      if (!mayWatch(platform.config.METRICS_TOKEN, request)) throw new Fault('not-yours')
      return reply.type('text/plain; version=0.0.4').send(await metricsText(platform))
    },
  }),
] as const
