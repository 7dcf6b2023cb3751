// A delineation in a thread of its own: how far it is, and how to give it up.
import { Fault } from '@yike/core/base/fault.ts'
import type { DelineateAsk } from '@yike/core/circle/delineate.ts'
import type { Delineation } from '@yike/core/circle/delineation.ts'
import type { CitySource } from '@yike/core/circle/town.ts'
import type { Doing } from '../access/messages.ts'
import type { Order, Said } from './delineation-thread.ts'

/** One run. */
export interface Run {
  /** Null: it was given up. */
  readonly answer: Promise<Delineation | null>
  doing(): Doing | null
  end(): void
}

/** Begins it. The city is copied to the thread. */
export function startRun(m: CitySource, ask: DelineateAsk): Run {
  const { population, areas, cellSnaps, outletSnaps, facts, outlets, serves, categories, convention, cellArea } = m
  const graph = m.graph.data
  const city = { graph, population, areas, cellSnaps, outletSnaps, facts, outlets, serves, categories, convention, cellArea } // biome-ignore format: one line
  const thread = new Worker(new URL('./delineation-thread.ts', import.meta.url), { type: 'module' })
  let doing: Doing | null = null
  let end = () => {}
  const answer = new Promise<Delineation | null>((resolve, reject) => {
    end = () => {
      thread.terminate()
      resolve(null)
    }
    thread.onmessage = ({ data }: MessageEvent<Said>) => {
      if ('doing' in data) {
        doing = data.doing
        return
      }
      thread.terminate()
      if ('delineation' in data) resolve(data.delineation)
      else if ('fault' in data) reject(new Fault(data.fault.code, data.fault.values))
      else reject(new Error(data.mistake))
    }
    thread.onerror = (event) => reject(new Error(event.message || 'The thread did not start.'))
    thread.postMessage({ city, ask } satisfies Order)
  })
  return { answer, doing: () => doing, end: () => end() }
}
