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
  /** Ends it; what it was asked is never answered. */
  stop(): void
}

/** Sets a solver to a question, for so many seconds. The instance is handed over: whoever posed it no longer has it. */
export function startSolver(posed: Posed, seconds: number, hear: (doing: Doing) => void): Solving {
  const worker = new Worker(new URL('./solver.worker.ts', import.meta.url), { type: 'module' })
  let curve: (further: Answer['curve'] | null) => void = () => {}
  const further = new Promise<Answer['curve'] | null>((resolve) => {
    curve = resolve
  })
  const answered = new Promise<{ answer: Answer; seconds: number }>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<SolverTold>) => {
      if ('doing' in data) {
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
  worker.postMessage({ posed, seconds })
  return { answered, further, stop: () => worker.terminate() }
}
