// The page's end of the wire to the worker.
import { Fault } from '@yike/core/base/fault.ts'
import type { Asked, Dialogue, Doing, Question, Told } from './messages.ts'

/** The computing half of the page. */
export interface Engine {
  /** Asks; rejects with a Fault where a person can act, with an Error where we are wrong. */
  ask<Q extends Question>(question: Q, about: Dialogue[Q][0]): Promise<Dialogue[Q][1]>
  /** Hears how far it is; one listener. */
  onDoing(hear: (doing: Doing) => void): void
  /** Ends the worker; what is under way is never answered. */
  stop(): void
}

/** Starts the worker. */
export function startEngine(): Engine {
  const worker = new Worker(new URL('../worker.ts', import.meta.url), { type: 'module' })
  const waiting = new Map<number, { resolve: (answer: never) => void; reject: (why: Error) => void }>()
  let last = 0
  let hearDoing: (doing: Doing) => void = () => {}
  worker.onmessage = ({ data }: MessageEvent<Told>) => {
    if (data.id === null) {
      hearDoing(data.doing)
      return
    }
    const who = waiting.get(data.id)
    waiting.delete(data.id)
    if (!who) return
    if ('answer' in data) who.resolve(data.answer as never)
    else if ('fault' in data) who.reject(new Fault(data.fault.code, data.fault.values))
    else who.reject(new Error(data.mistake))
  }
  worker.onerror = (event) => {
    for (const { reject } of waiting.values()) reject(new Error(event.message || 'The worker did not start.'))
    waiting.clear()
  }
  return {
    ask: (question, about) =>
      new Promise((resolve, reject) => {
        last++
        waiting.set(last, { resolve, reject })
        worker.postMessage({ id: last, question, about } as Asked)
      }),
    onDoing: (hear) => {
      hearDoing = hear
    },
    stop: () => worker.terminate(),
  }
}
