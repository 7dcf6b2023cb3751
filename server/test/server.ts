// The PostgreSQL that tests run on: that of YIKE_TEST_SERVER (an owner's address), else one of this process' own, in a folder
// that is thrown away. YIKE_TEST_BIN names its programs; unset, those that come with the packages.
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openCluster } from '../db/cluster.ts'

/** Programs to test with. */
export const TEST_BIN = process.env.YIKE_TEST_BIN || undefined

export interface TestServer {
  /** Superuser. */
  readonly url: string
  stop(): Promise<void>
}

/** A PostgreSQL for tests, quick and not durable, in a folder of its own; `stop` removes the folder. */
export async function startTestServer(bin = TEST_BIN): Promise<TestServer & { readonly version: string }> {
  const dir = join(tmpdir(), `yike-test-${process.pid}-${Date.now().toString(36)}`)
  const cluster = await openCluster({ dir, bin, durable: false })
  return {
    url: cluster.url,
    version: cluster.version,
    async stop() {
      await cluster.stop()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

let own: Promise<TestServer> | undefined

/** The server to test on. Whoever stops one of our own lets the next asker have a new one. */
export function testServer(): Promise<TestServer> {
  const url = process.env.YIKE_TEST_SERVER
  if (url) return Promise.resolve({ url, stop: async () => {} })
  own ??= startTestServer().then((server) => ({
    url: server.url,
    stop: () => {
      own = undefined
      return server.stop()
    },
  }))
  return own
}
