// What the worker holds: the city as it was measured last, and the wire by which it says how far it is. Stages answer from it.
import type { Name } from '@yike/core/base/name.ts'
import type { Progress } from '@yike/core/base/progress.ts'
import type { Measured } from '@yike/core/circle/measured.ts'
import type { Doing } from './messages.ts'

/** The city that questions are about. */
export class Hall {
  #measured: Measured | null = null
  readonly #hears: (() => void)[] = []
  readonly #tell: (doing: Doing) => void

  /** `tell` hears how far something is. */
  constructor(tell: (doing: Doing) => void) {
    this.#tell = tell
  }

  /** The city; a mistake where none has been opened. */
  get measured(): Measured {
    if (!this.#measured) throw new Error('The city has not been opened.')
    return this.#measured
  }

  /** Another city, or the same for another walker: whatever was worked out from the one before is to be forgotten. */
  keep(measured: Measured): void {
    this.#measured = measured
    for (const hear of this.#hears) hear()
  }

  /** The same city under another limit: searches hold, states do not. */
  recolour(measured: Measured): void {
    this.#measured = measured
  }

  /** Calls back whenever another city is kept. */
  whenAnother(hear: () => void): void {
    this.#hears.push(hear)
  }

  /** Tells the page how far it is, some ten times a second. */
  progress(): Progress {
    let what: Name = { zh: '', en: '' }
    let of: number | null = null
    let last = 0
    return {
      begin: (name, steps) => {
        what = name
        of = steps
        this.#tell({ what, done: 0, of })
      },
      step: (done) => {
        const now = performance.now()
        if (now - last < 90) return
        last = now
        this.#tell({ what, done, of })
      },
    }
  }
}
