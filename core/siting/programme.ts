// A mixed-integer programme given to `highs`, stopped when the watch says so. highs works in floating point with tolerances, so its
// bound is lowered by more than they are. Its WebAssembly is loaded when first needed; its memory never shrinks, so whoever solves
// much does so in a thread that ends.
import type { HighsModelData } from 'highs'
import type { Watch } from './watch.ts'

/** What highs came to; `bound` is valid whatever the status. */
export interface Programmed {
  readonly chosen: Int32Array | null
  readonly bound: number
  readonly status: 'optimal' | 'stopped'
}

/** Pairs beyond which a programme would not fit the memory of WebAssembly in good time. */
export const MOST_PAIRS = 1_500_000

/** Share by which a bound of highs may be too high: its tolerance of feasibility is 1e−6. */
const TOLERANCE = 1e-6

/**
 * The columns among the first `sites` that are taken at the end, and what no choice goes below. `start` are values to begin with;
 * a gap of `enough`, in units of the objective, ends it; `size` is the largest number whose rounding the bound must bear.
 */
export async function runProgramme(
  dataOf: (infinity: number) => HighsModelData,
  start: Float64Array,
  sites: number,
  size: number,
  enough: number,
  watch: Watch,
): Promise<Programmed> {
  const { default: loadHighs } = await import('highs')
  const highs = await loadHighs()
  const model = highs.createModel(dataOf(highs.infinity))
  try {
    const seconds = watch.left()
    model.options.set({
      output_flag: false,
      mip_rel_gap: 0,
      mip_abs_gap: enough,
      random_seed: watch.effort.seed & 0x7fffffff,
    })
    if (seconds < Infinity) model.options.set({ time_limit: Math.max(0.05, seconds) })
    model.setSolution({ colValue: start })
    const { modelStatus, callbackType } = highs.constants
    const asked = (event: { interrupt(): void }) => {
      if (watch.stop()) event.interrupt()
      return undefined
    }
    model.run({ [callbackType.simplexInterrupt]: asked, [callbackType.mipInterrupt]: asked })
    const optimal = model.getModelStatus() === modelStatus.optimal
    const dual = Number(model.info.get('mip_dual_bound'))
    const { colValue } = model.getSolution()
    const chosen: number[] = []
    if (colValue.length > 0) for (let i = 0; i < sites; i++) if (colValue[i]! > 0.5) chosen.push(i)
    const bound = Number.isFinite(dual) ? dual - TOLERANCE * Math.max(size, Math.abs(dual)) : -Infinity
    return { chosen: Int32Array.from(chosen), bound, status: optimal ? 'optimal' : 'stopped' }
  } finally {
    model.dispose()
  }
}
