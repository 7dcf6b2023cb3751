// All that a long computation knows of bars, jobs and cancel buttons.
import { Fault } from './fault.ts'
import type { Name } from './name.ts'

/** Hears how far a computation is, and can stop it. */
export interface Progress {
  /** A stage begins; `of` is how many steps it has, null where that is not known. */
  begin(what: Name, of: number | null): void
  /** `n` of its steps are done (not: n more). */
  step(n: number): void
  /** Aborted when the person who asked has given up. What waits for threads hears of it at once, if it can be told. */
  readonly signal?: {
    readonly aborted: boolean
    addEventListener?(type: 'abort', hear: () => void): void
    removeEventListener?(type: 'abort', hear: () => void): void
  }
}

/** Nobody listens. */
export const SILENT: Progress = { begin: () => {}, step: () => {} }

/** Throws the fault `cancelled` if whoever listens has given up. */
export function heed(progress: Progress): void {
  if (progress.signal?.aborted) throw new Fault('cancelled')
}
