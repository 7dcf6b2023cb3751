// Work that costs much and that anybody may ask for is done in turn: whoever sends a thousand makes others of the same kind wait for a
// while, and nobody else.
import { Fault } from '@yike/core/base/fault.ts'

/** Does what is given to it, so many at once; others wait, in the order they came. Fault: too-many-requests, beyond `mostWaiting`. */
export function turns(atOnce: number, mostWaiting: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = []
  let working = 0
  return async (work) => {
    if (working < atOnce) working++
    else {
      if (waiting.length >= mostWaiting) throw new Fault('too-many-requests')
      await new Promise<void>((go) => waiting.push(go)) // whoever ends hands over its place
    }
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else working--
    }
  }
}
