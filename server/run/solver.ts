// Searches of a run: on its own thread, or on more of them where that is worth while. The answers are the same.
import { Worker } from 'node:worker_threads'
import { solve } from '@yike/core/access/engine.ts'
import { isWorthThreads, threadsWithin } from '@yike/core/access/memory.ts'
import type { Report } from '@yike/core/access/messages.ts'
import { solveTogether, type Thread } from '@yike/core/access/pool.ts'
import type { Progress } from '@yike/core/base/progress.ts'
import type { Solver } from '@yike/core/circle/measure.ts'

/** Memory that is not exceeded for the sake of more threads, bytes. */
const BUDGET = 1.2e9

/** Searches on up to `threads` threads. */
export const solverOn =
  (threads: number, progress: Progress): Solver =>
  async (problem, limitDs) => {
    const many = threads > 1 && isWorthThreads(problem, limitDs) ? threadsWithin(problem, threads, BUDGET) : 1
    return many > 1 ? solveTogether(problem, limitDs, spawn, many, { progress }) : solve(problem, limitDs, progress)
  }

function spawn(): Thread {
  const inside = new Worker(new URL('./search.ts', import.meta.url))
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
