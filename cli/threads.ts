// Threads of Node for core's pools.
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Report } from '@yike/core/access/messages.ts'
import type { Thread } from '@yike/core/access/pool.ts'

/** Makes a thread. */
export function spawnThread(): Thread {
  const inside = new Worker(new URL('./thread.ts', import.meta.url))
  return {
    post: (order) => inside.postMessage(order),
    listen(report, ended) {
      inside.on('message', (said: Report) => report(said))
      inside.on('error', (error) => ended(error instanceof Error ? error.message : String(error)))
      inside.on('exit', (code) => ended(`it ended with code ${code}`))
    },
    stop: () => void inside.terminate(),
  }
}

/** No more than these by default: beyond them memory is spent for little. */
const MOST = 8

/** Threads to use where nobody says: as many as the machine gives us. */
export const threadsByDefault = (): number => Math.min(MOST, availableParallelism())
