// The server at work: a platform, its routes on a port, and a worker beside it unless the settings say 0.
import type { AddressInfo } from 'node:net'
import { Fault } from '@yike/core/base/fault.ts'
import type { Name } from '@yike/core/base/name.ts'
import { makeApp } from './app.ts'
import type { Config } from './config.ts'
import { startWorker } from './jobs/worker.ts'
import { makeLog } from './log.ts'
import { type OpenedPlatform, openPlatform } from './platform.ts'

/** A server that listens. */
export interface Serving {
  readonly platform: OpenedPlatform
  readonly url: string
  /** Takes no more calls, lets what is under way end (up to ten seconds), gives jobs back, closes everything. */
  stop(): Promise<void>
}

/** Milliseconds that what is under way may take to end. */
const FINISH_WITHIN = 10_000
/** Connections to the database for calls; each worker beside needs some more. */
const CALLS_POOL = 20

/** Starts a server. Faults: those of the platform; port-taken. */
export async function startServer(config: Config, say?: (line: Name) => void): Promise<Serving> {
  const log = makeLog(config)
  const platform = await openPlatform(config, { migrate: true, log, poolSize: CALLS_POOL + 5 * config.WORKERS })
  try {
    const app = await makeApp(platform)
    await app.listen({ host: config.HOST, port: config.PORT }).catch((error: NodeJS.ErrnoException) => {
      throw error.code === 'EADDRINUSE' ? new Fault('port-taken', { port: config.PORT }) : error
    })
    const worker = config.WORKERS ? await startWorker(platform, { at: config.WORKERS, ...(say ? { say } : {}) }) : null
    const { port } = app.server.address() as AddressInfo
    return {
      platform,
      url: config.PUBLIC_URL ?? `http://${config.HOST}:${port}`,
      async stop() {
        const cut = setTimeout(() => app.server.closeAllConnections(), FINISH_WITHIN)
        await Promise.all([app.close(), worker?.stop({ within: FINISH_WITHIN })])
        clearTimeout(cut)
        await platform.close()
      },
    }
  } catch (error) {
    await platform.close()
    throw error
  }
}
