// A model of siting on the thread of its run, which can be ended whole.
import type { Progress } from '@yike/core/base/progress.ts'
import { models } from '@yike/core/siting/models/index.ts'
import type { SolveModel } from '@yike/core/siting/propose.ts'

/** Solves models of the shelf here, each within `seconds`; the best so far comes back when time is up. */
export const solveHere =
  (
    effort: { readonly seed: number; readonly seconds: number; readonly gap?: number },
    progress: Progress,
  ): SolveModel =>
  async (id, instance, ask) => {
    const model = models.find((known) => known.id === id)
    if (!model) throw new Error(`There is no model ${id}.`)
    return model.solve(instance, ask, { gap: 0, ...effort, now: () => performance.now() / 1000, progress })
  }
