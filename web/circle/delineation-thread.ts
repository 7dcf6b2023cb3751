// The inside of the thread that draws circles: it is ended when somebody gives up.
import { Fault, type FaultCode } from '@yike/core/base/fault.ts'
import type { Progress } from '@yike/core/base/progress.ts'
import { type DelineateAsk, delineate } from '@yike/core/circle/delineate.ts'
import type { Delineation } from '@yike/core/circle/delineation.ts'
import { type CitySource, townOf } from '@yike/core/circle/town.ts'
import { WalkGraph } from '@yike/core/network/graph.ts'
import type { Doing } from '../access/messages.ts'

/** What the thread is told: a city whose graph is its bytes, and what is asked. */
export interface Order {
  readonly city: Omit<CitySource, 'graph'> & { readonly graph: ArrayBufferLike }
  readonly ask: DelineateAsk
}

/** What it says. */
export type Said =
  | { readonly doing: Doing }
  | { readonly delineation: Delineation }
  | { readonly fault: { readonly code: FaultCode; readonly values: Fault['values'] } }
  | { readonly mistake: string }

const say = (said: Said) => self.postMessage(said)

function progressOf(): Progress {
  let doing: Doing = { what: { zh: '', en: '' }, done: 0, of: null }
  let last = 0
  return {
    begin(what, of) {
      doing = { what, done: 0, of }
      say({ doing })
    },
    step(done) {
      doing = { ...doing, done }
      const now = performance.now()
      if (now - last < 80) return
      last = now
      say({ doing })
    },
  }
}

self.onmessage = async ({ data: { city, ask } }: MessageEvent<Order>) => {
  try {
    const progress = progressOf()
    const town = townOf({ ...city, graph: WalkGraph.over(city.graph) }, progress)
    say({ delineation: await delineate(town, ask, progress) })
  } catch (error) {
    if (error instanceof Fault) say({ fault: { code: error.code, values: error.values } })
    else say({ mistake: error instanceof Error ? error.message : String(error) })
  }
}
