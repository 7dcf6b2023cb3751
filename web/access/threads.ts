// Threads of a browser for core's pools, and how the page solves a problem: on this thread where that is soonest done.
import { type Solved, solve } from '@yike/core/access/engine.ts'
import { isWorthThreads, threadsWithin } from '@yike/core/access/memory.ts'
import type { Report } from '@yike/core/access/messages.ts'
import { solveTogether, type Thread } from '@yike/core/access/pool.ts'
import type { Problem } from '@yike/core/access/problem.ts'
import type { Progress } from '@yike/core/base/progress.ts'

/** Makes a thread. */
function spawnThread(): Thread {
  const inside = new Worker(new URL('./thread.ts', import.meta.url), { type: 'module' })
  return {
    post: (order) => inside.postMessage(order),
    listen(report, ended) {
      inside.onmessage = ({ data }: MessageEvent<Report>) => report(data)
      inside.onerror = (event) => ended(event.message || 'it did not start')
    },
    stop: () => inside.terminate(),
  }
}

/** No more than these: a phone has other things to do. */
const MOST = 4
/** Memory that is not exceeded for the sake of more threads, bytes. */
const BUDGET = 0.3e9

/** Answers a problem; the answers are the same on any number of threads. */
export async function solveHere(problem: Problem, limitDs: number, progress: Progress): Promise<Solved> {
  const threads = isWorthThreads(problem, limitDs)
    ? threadsWithin(problem, Math.min(MOST, navigator.hardwareConcurrency), BUDGET)
    : 1
  return threads === 1
    ? solve(problem, limitDs, progress)
    : await solveTogether(problem, limitDs, spawnThread, threads, { progress })
}
