// A worker: takes the jobs of a platform, `at` at once. A server has one beside it unless YIKE_WORKERS is 0; `yike worker` is one alone.
import { availableParallelism, hostname } from 'node:os'
import type { Name } from '@yike/core/base/name.ts'
import { theSystem } from '../account/actor.ts'
import { as } from '../db/context.ts'
import type { Platform } from '../platform.ts'
import { runWorker } from '../run/work.ts'
import * as uploads from '../source/jobs.ts'
import { openQueue } from './queue.ts'
import { startRunner } from './runner.ts'
import { upkeep } from './upkeep.ts'

/** How a worker works. */
export interface WorkerOptions {
  /** Jobs at once, 1 or more. */
  readonly at: number
  /** Hears what is begun and done, for a person at a terminal. */
  readonly say?: (line: Name) => void
}

/** A worker at work. */
export interface PlatformWorker {
  /** What it is called in the runs that it computes. */
  readonly name: string
  /** Jobs held now. */
  readonly held: () => number
  /** Takes no more, waits up to `within` ms for what it holds, and gives back the rest. */
  stop(options?: { readonly within?: number }): Promise<void>
}

const UPKEEP_EVERY = 60 // s; a run that everybody has lost is told of by it
const COLLECT_EVERY = 6 * 3600
const NEVER_MORE_THREADS = 8

/** Starts a worker on a platform. */
export async function startWorker(platform: Platform, { at, say }: WorkerOptions): Promise<PlatformWorker> {
  const name = `${hostname()} ${process.pid}`
  const log = (line: string, error?: unknown) =>
    error === undefined ? platform.log.info(line) : platform.log.warn({ err: error }, line)
  const queue = await openQueue(platform.database, { supervise: true, log })
  const own: Platform = { ...platform, queue }
  const threads = Math.max(1, Math.min(NEVER_MORE_THREADS, Math.floor(availableParallelism() / at)))
  const runs = await runWorker(own, { worker: name, threads, ...(say ? { say } : {}) })
  const runner = await startRunner(
    { queue, database: platform.database, log },
    {
      read: ({ upload }, { signal }) => uploads.read(own, upload, signal),
      apply: ({ upload }, { signal }) => uploads.apply(own, upload, signal),
      run: runs.work,
      upkeep: (job, { signal }) => upkeep(own, job, signal),
    },
    { at },
  )
  const ask = () =>
    as(platform.db, theSystem('worker'), async (tx) => {
      for (const [what, seconds] of [
        ['rows', UPKEEP_EVERY],
        ['blobs', COLLECT_EVERY],
      ] as const)
        await queue.send(tx, 'upkeep', { what }, { once: { word: what, seconds } })
    }).catch((error) => log('upkeep could not be asked for', error))
  const timer = setInterval(ask, UPKEEP_EVERY * 1000)
  void ask()
  return {
    name,
    held: () => runner.held,
    async stop(options) {
      clearInterval(timer)
      await runner.stop(options)
      runs.stop()
      await queue.stop()
    },
  }
}
