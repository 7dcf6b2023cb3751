// A model of siting in a thread of its own: time is up when it is up, Ctrl+C is heard at once, and the memory of WebAssembly goes
// with the thread. This file is both ends: `solveInThread` on this side, and what the thread runs.
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { Fault, type FaultCode } from '@yike/core/base/fault.ts'
import type { Name, Word } from '@yike/core/base/name.ts'
import type { Progress } from '@yike/core/base/progress.ts'
import type { Instance } from '@yike/core/siting/instance.ts'
import type { Answer, Ask } from '@yike/core/siting/model.ts'
import { models } from '@yike/core/siting/models/index.ts'

/** How a model may work in its thread. */
export interface ThreadEffort {
  readonly seed: number
  readonly seconds: number
  /** A gap that is small enough; left out or 0: on to the full proof. */
  readonly gap?: number
}

interface Order extends ThreadEffort {
  readonly model: string
  readonly instance: Instance
  readonly ask: Ask
  /** Set to 1 from outside to stop. */
  readonly stop: Int32Array
}

type Said =
  | { readonly begin: Name; readonly of: number | null }
  | { readonly step: number }
  | { readonly answer: Answer }
  | { readonly fault: FaultCode; readonly values: Readonly<Record<string, Word>> }

/** Seconds that a thread may take beyond its time to come back with what it has, before it is ended. */
const GRACE = 20

/**
 * Solves a model of the shelf in a thread. `progress.signal` stops it, and the best so far comes back (`ended: 'cancelled'`), or the
 * fault `cancelled` where there is none yet. Faults of the model are thrown here as they were there; a thread that does not come
 * back within its time and some grace is ended: fault no-answer-in-time.
 */
export function solveInThread(
  model: string,
  instance: Instance,
  ask: Ask,
  effort: ThreadEffort,
  progress: Progress,
): Promise<Answer> {
  const stop = new Int32Array(new SharedArrayBuffer(4))
  const order: Order = { model, instance, ask, stop, ...effort }
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL(import.meta.url), { workerData: { siting: order } })
    const late =
      effort.seconds < Infinity
        ? setTimeout(() => end(new Fault('no-answer-in-time', { p: ask.p ?? '–' })), (effort.seconds + GRACE) * 1000)
        : undefined
    let grace: NodeJS.Timeout | undefined
    const abort = () => {
      Atomics.store(stop, 0, 1)
      grace = setTimeout(() => end(new Fault('cancelled')), GRACE * 1000)
    }
    if (progress.signal?.aborted) abort()
    progress.signal?.addEventListener?.('abort', abort)
    const end = (result: Answer | Error) => {
      clearTimeout(late)
      clearTimeout(grace)
      progress.signal?.removeEventListener?.('abort', abort)
      void thread.terminate()
      if (result instanceof Error) reject(result)
      else resolve(result)
    }
    thread.on('message', (said: Said) => {
      if ('begin' in said) progress.begin(said.begin, said.of)
      else if ('step' in said) progress.step(said.step)
      else if ('answer' in said) end(said.answer)
      else end(new Fault(said.fault, said.values))
    })
    thread.on('error', (error) => end(error instanceof Error ? error : new Error(String(error))))
    thread.on('exit', (code) => end(new Error(`The thread of the model ended with code ${code}.`)))
  })
}

const order: Order | undefined = isMainThread ? undefined : (workerData as { siting?: Order } | null)?.siting
if (order && parentPort) {
  const { seed, seconds, gap = 0, stop } = order
  const say = (said: Said) => parentPort!.postMessage(said)
  let told = 0
  const progress: Progress = {
    begin: (what, of) => say({ begin: what, of }),
    step: (n) => {
      const now = performance.now()
      if (now - told < 100) return
      told = now
      say({ step: n })
    },
    signal: {
      get aborted() {
        return Atomics.load(stop, 0) === 1
      },
    },
  }
  const model = models.find((m) => m.id === order.model)
  try {
    if (!model) throw new Error(`There is no model ${order.model}.`)
    const effort = { seed, seconds, gap, now: () => performance.now() / 1000, progress }
    say({ answer: await model.solve(order.instance, order.ask, effort) })
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    say({ fault: error.code, values: error.values })
  }
}
