// The page's end of the wire to the solver.
import { Fault, type FaultCode } from '@yike/core/base/fault.ts'
import type { Answer } from '@yike/core/siting/model.ts'
import type { Doing } from '../access/messages.ts'
import type { Posed } from './messages.ts'

/** What the solver says. */
export type SolverTold =
  | { readonly doing: Doing }
  | { readonly answer: Answer; readonly seconds: number }
  | { readonly further: Answer['curve'] | null }
  | { readonly fault: { readonly code: FaultCode; readonly values: Fault['values'] } }
  | { readonly mistake: string }

/** A solver at work. */
export interface Solving {
  readonly answered: Promise<{ readonly answer: Answer; readonly seconds: number }>
  /** The curve beyond the number of sites asked for, later; null: none. */
  readonly further: Promise<Answer['curve'] | null>
  /**
   * Has it come back with the best so far, within some seconds; where it cannot be told so (it has found nothing yet, or the page is
   * served without what shared memory needs), it is ended, and `answered` rejects with the fault `cancelled`.
   */
  finish(): void
  /** Ends it; what it was asked is never answered. */
  stop(): void
}

/** Milliseconds that a solver may take to come back with what it has. */
const GRACE_MS = 4000

/** Sets a solver to a question, for so many seconds. The instance is handed over: whoever posed it no longer has it. */
export function startSolver(posed: Posed, seconds: number, hear: (doing: Doing) => void): Solving {
  const worker = new Worker(new URL('./solver.worker.ts', import.meta.url), { type: 'module' })
  const stop = globalThis.crossOriginIsolated ? new Int32Array(new SharedArrayBuffer(4)) : null
  let isAtWork = false
  let giveUp: (why: Fault) => void = () => {}
  let curve: (further: Answer['curve'] | null) => void = () => {}
  const further = new Promise<Answer['curve'] | null>((resolve) => {
    curve = resolve
  })
  const answered = new Promise<{ answer: Answer; seconds: number }>((resolve, reject) => {
    giveUp = reject
    worker.onmessage = ({ data }: MessageEvent<SolverTold>) => {
      if ('doing' in data) {
        isAtWork = true
        hear(data.doing)
        return
      }
      if ('answer' in data) {
        resolve(data)
        return
      }
      worker.terminate()
      if ('further' in data) curve(data.further)
      else if ('fault' in data) reject(new Fault(data.fault.code, data.fault.values))
      else reject(new Error(data.mistake))
    }
    worker.onerror = (event) => reject(new Error(event.message || 'The solver did not start.'))
  })
  worker.postMessage({ posed, seconds, stop })
  const end = () => {
    worker.terminate()
    giveUp(new Fault('cancelled')) // says nothing where it has answered
  }
  return {
    answered,
    further,
    finish() {
      if (!stop || !isAtWork) return end()
      Atomics.store(stop, 0, 1)
      const late = setTimeout(end, GRACE_MS)
      void answered.then(
        () => clearTimeout(late),
        () => clearTimeout(late),
      )
    },
    stop: () => worker.terminate(),
  }
}
