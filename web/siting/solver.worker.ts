// The solver, in a worker of its own: it is handed numbers and a limit of time, and ended when the person who asked gives up.
import { Fault } from '@yike/core/base/fault.ts'
import type { Name } from '@yike/core/base/name.ts'
import { SILENT } from '@yike/core/base/progress.ts'
import type { Answer, Model } from '@yike/core/siting/model.ts'
import { models } from '@yike/core/siting/models/index.ts'
import type { Posed } from './messages.ts'
import type { SolverTold } from './solver.ts'

const tell = (told: SolverTold) => self.postMessage(told)
const now = () => performance.now() / 1000

/** The curve may show what more sites would bring, too: so many more than were asked for, found in so short a time. */
const MORE = 1.6
const MORE_SECONDS = 6

/** The curve beyond the number asked for; null where there is none to be had. */
async function further(model: Model, { instance, ask }: Posed, { curve }: Answer, seconds: number) {
  const free = instance.sites - instance.open.reduce((sum, o) => sum + o, 0)
  if (ask.p === null || ask.p >= free || curve.length < 2) return null
  const p = Math.min(free, Math.max(ask.p + 3, Math.ceil(ask.p * MORE)))
  const effort = { seed: 1, seconds: Math.min(seconds, MORE_SECONDS), now, progress: SILENT }
  try {
    return (await model.solve(instance, { ...ask, p }, effort)).curve
  } catch (error) {
    if (error instanceof Fault) return null // there is no more to be had; the answer stands
    throw error
  }
}

self.onmessage = async ({ data }: MessageEvent<{ posed: Posed; seconds: number; stop: Int32Array | null }>) => {
  const { posed, seconds, stop } = data
  const model: Model | undefined = models.find((m) => m.id === posed.model)
  const begun = now()
  let what: Name = { zh: '求解', en: 'Solving' }
  let of: number | null = null
  let last = 0
  const progress = {
    begin(name: Name, steps: number | null) {
      what = name
      of = steps
      tell({ doing: { what, done: 0, of } })
    },
    step(done: number) {
      if (now() - last < 0.09) return
      last = now()
      tell({ doing: { what, done, of } })
    },
    // read from shared memory, for while a model works no message is heard here
    signal: {
      get aborted() {
        return stop !== null && Atomics.load(stop, 0) === 1
      },
    },
  }
  try {
    if (!model) throw new Error(`There is no model ${posed.model}.`)
    const answer = await model.solve(posed.instance, posed.ask, { seed: 1, seconds, now, progress })
    tell({ answer, seconds: now() - begun })
    tell({ further: progress.signal.aborted ? null : await further(model, posed, answer, seconds) })
  } catch (error) {
    if (error instanceof Fault) tell({ fault: { code: error.code, values: error.values } })
    else tell({ mistake: error instanceof Error ? error.message : String(error) })
  }
}
