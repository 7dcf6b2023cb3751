// How the server does, for Prometheus: requests by route and status, connections, jobs that wait, runs by state.
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { theSystem } from '../account/actor.ts'
import { as } from '../db/context.ts'
import type { Platform } from '../platform.ts'

interface Meters {
  readonly registry: Registry
  readonly requests: Histogram
  readonly connections: Gauge
  readonly runs: Gauge
}

/** One set a platform: tests make many in one process. */
const metersOf = new WeakMap<Platform, Meters>()

function meters(platform: Platform): Meters {
  const there = metersOf.get(platform)
  if (there) return there
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const made: Meters = {
    registry,
    requests: new Histogram({
      name: 'yike_request_seconds',
      help: 'Seconds a request took, by route, method and status',
      labelNames: ['route', 'method', 'status'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers: [registry],
    }),
    connections: new Gauge({
      name: 'yike_connections',
      help: 'Connections to the database, by what they do',
      labelNames: ['state'],
      registers: [registry],
    }),
    runs: new Gauge({ name: 'yike_runs', help: 'Runs by state', labelNames: ['state'], registers: [registry] }),
  }
  metersOf.set(platform, made)
  return made
}

/** Times every request. */
export function meterRequests(app: FastifyInstance, platform: Platform): void {
  const { requests } = meters(platform)
  app.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions } = request
    requests.observe({ route: routeOptions.url ?? '-', method, status: reply.statusCode }, reply.elapsedTime / 1000)
  })
}

/** All figures as Prometheus reads them. */
export async function metricsText(platform: Platform): Promise<string> {
  const { registry, connections, runs } = meters(platform)
  const { pool } = platform.database
  connections.set({ state: 'open' }, pool.totalCount)
  connections.set({ state: 'idle' }, pool.idleCount)
  connections.set({ state: 'awaited' }, pool.waitingCount)
  const { rows } = await as(platform.db, theSystem('system'), (tx) =>
    sql<{ state: string; n: number }>`select state, count(*)::int as n from run group by state`.execute(tx),
  )
  runs.reset()
  for (const { state, n } of rows) runs.set({ state }, n)
  return registry.metrics()
}
