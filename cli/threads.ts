// Threads of Node for core's pools, and how many are worth their while.
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { type Solved, solve } from '@yike/core/access/engine.ts'
import { isWorthThreads, memoryFor, peakOf, threadsWithin } from '@yike/core/access/memory.ts'
import type { Report } from '@yike/core/access/messages.ts'
import { type Crash, solveTogether, type Thread } from '@yike/core/access/pool.ts'
import type { Problem } from '@yike/core/access/problem.ts'
import type { Lang } from '@yike/core/base/name.ts'
import type { Progress } from '@yike/core/base/progress.ts'
import { tell } from './terminal.ts'
import { wholeNumber } from './values.ts'

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

/** No more than these unless asked: beyond them memory is spent for little. */
const MOST = 8
/** Memory that is not exceeded for the sake of more threads, bytes. */
const BUDGET = 1.2e9

/** What `--workers` says, checked; null where nobody says. */
export const workersFrom = (text: string | undefined): number | null =>
  text === undefined ? null : wholeNumber('--workers', text, 1, 64)

/**
 * Threads for `problem`, as asked or as the machine and the memory allow; 0: this one, for so little is not worth another. Whatever
 * takes long runs on others, so that this one hears Ctrl+C.
 */
function threadsFor(problem: Problem, limitDs: number, asked: number | null): number {
  if (asked !== 1 && asked !== null) return asked
  if (!isWorthThreads(problem, limitDs)) return 0
  return asked ?? threadsWithin(problem, Math.min(MOST, availableParallelism()), BUDGET)
}

/** How a command is to search. */
export interface SolveOptions {
  readonly workers: number | null
  readonly progress: Progress
  readonly lang: Lang
  /** Says what memory it will take, before it begins. */
  readonly profile?: boolean | undefined
}

/** Answers a problem on as many threads as are worth it; the answers are the same on any number. */
export async function solveOn(problem: Problem, limitDs: number, options: SolveOptions): Promise<Solved> {
  const { workers, progress, lang, profile } = options
  const threads = threadsFor(problem, limitDs, workers)
  if (profile) tellMemory(problem, Math.max(1, threads), lang)
  if (threads === 0) return solve(problem, limitDs, progress)
  const { crashes, ...solved } = await solveTogether(problem, limitDs, spawnThread, threads, { progress })
  tellCrashes(crashes, lang)
  return solved
}

function tellMemory(problem: Problem, threads: number, lang: Lang): void {
  const most = Math.ceil(peakOf(memoryFor(problem), threads) / 1e6)
  tell(
    lang === 'zh'
      ? `搜索用 ${threads} 个线程，预计至多 ${most} MB 内存（不含已读入的数据）`
      : `Searching on ${threads} thread${threads > 1 ? 's' : ''}; at most ${most} MB of memory foreseen, beside what has been read`,
  )
}

function tellCrashes(crashes: readonly Crash[], lang: Lang): void {
  for (const { thread, task, why } of crashes)
    tell(
      lang === 'zh'
        ? `线程 ${thread} 在 ${task} 时中断（${why}）；已由其他线程重做`
        : `Thread ${thread} broke off at ${task} (${why}); others did its work again`,
    )
}
