// Covering as a mixed-integer programme, for `highs`: what prices and branching leave open, and least cost, for which there is no
// counting of sites. highs works in floating point with tolerances, so its bound is lowered by more than they are. Its WebAssembly
// is loaded when first needed; its memory never shrinks, so whoever solves much does so in a thread that ends.
import type { HighsModelData } from 'highs'
import type { Service } from './service.ts'
import type { Watch } from './watch.ts'

/** The question: least Σ price of the chosen so that no more than `goal` is missed. */
export interface CoverProgramme {
  readonly service: Service
  readonly price: Float64Array
  readonly goal: number
  /** A choice that does it, to begin with. */
  readonly start: Int32Array
}

/** What highs came to; `bound` is valid whatever the status. */
export interface Programmed {
  readonly chosen: Int32Array | null
  readonly bound: number
  readonly status: 'optimal' | 'stopped'
}

/** Pairs beyond which the programme would not fit the memory of WebAssembly in good time. */
const MOST_PAIRS = 1_500_000

/** Share by which a bound of highs may be too high: its tolerance of feasibility is 1e−6. */
const TOLERANCE = 1e-6

export async function programmeCover(question: CoverProgramme, watch: Watch): Promise<Programmed | null> {
  const { service, price } = question
  if (service.site.length > MOST_PAIRS || watch.stop()) return null
  const { default: loadHighs } = await import('highs')
  const highs = await loadHighs()
  const model = highs.createModel(dataOf(question, highs.infinity))
  try {
    const seconds = watch.left()
    model.options.set({
      output_flag: false,
      mip_rel_gap: 0,
      mip_abs_gap: 0,
      random_seed: watch.effort.seed & 0x7fffffff,
    })
    if (seconds < Infinity) model.options.set({ time_limit: Math.max(0.05, seconds) })
    model.setSolution({ colValue: startOf(question) })
    model.run()
    const { modelStatus } = highs.constants
    const optimal = model.getModelStatus() === modelStatus.optimal
    const dual = Number(model.info.get('mip_dual_bound'))
    const { colValue } = model.getSolution()
    const chosen: number[] = []
    if (colValue.length > 0) for (let i = 0; i < service.sites; i++) if (colValue[i]! > 0.5) chosen.push(i)
    const size = price.reduce((sum, c) => Math.max(sum, c), 0)
    const bound = Number.isFinite(dual) ? dual - TOLERANCE * Math.max(size, Math.abs(dual)) : -Infinity
    return {
      chosen: doesIt(question, chosen) ? Int32Array.from(chosen) : null,
      bound,
      status: optimal ? 'optimal' : 'stopped',
    }
  } finally {
    model.dispose()
  }
}

/** Columns: a yes or no for each site; where something may be missed, a share missed for each demand. */
function dataOf({ service, price, goal }: CoverProgramme, infinity: number): HighsModelData {
  const { demands, sites, first, site, miss } = service
  const partial = goal > 0
  const cols = sites + (partial ? demands : 0)
  const rows = demands + (partial ? 1 : 0)
  const starts = new Int32Array(rows + 1)
  const indices: number[] = []
  const values: number[] = []
  const put = (col: number, value: number) => {
    indices.push(col)
    values.push(value)
  }
  for (let j = 0; j < demands; j++) {
    for (let e = first[j]!; e < first[j + 1]!; e++) put(site[e]!, 1)
    if (partial) put(sites + j, 1)
    starts[j + 1] = indices.length
  }
  const rowLower = new Float64Array(rows).fill(1)
  const rowUpper = new Float64Array(rows).fill(infinity)
  if (partial) {
    for (let j = 0; j < demands; j++) put(sites + j, miss[j]!)
    starts[rows] = indices.length
    rowLower[demands] = 0
    rowUpper[demands] = goal
  }
  const colCost = new Float64Array(cols)
  colCost.set(price)
  const colUpper = new Float64Array(cols).fill(1)
  for (let i = 0; i < sites; i++)
    if (service.siteFirst[i] === service.siteFirst[i + 1]) {
      colUpper[i] = 0
      colCost[i] = 0
    }
  const matrix = {
    format: 'csr',
    numRows: rows,
    numCols: cols,
    starts,
    indices: Int32Array.from(indices),
    values: Float64Array.from(values),
  } as const
  const integrality = new Int32Array(cols).fill(1, 0, sites)
  return {
    numCols: cols,
    numRows: rows,
    sense: 1,
    colCost,
    colLower: new Float64Array(cols),
    colUpper,
    rowLower,
    rowUpper,
    matrix,
    integrality,
  }
}

function startOf({ service, goal, start }: CoverProgramme): Float64Array {
  const { demands, sites, siteFirst, demand } = service
  const value = new Float64Array(sites + (goal > 0 ? demands : 0))
  if (goal > 0) value.fill(1, sites)
  for (const i of start) {
    value[i] = 1
    if (goal > 0) for (let e = siteFirst[i]!; e < siteFirst[i + 1]!; e++) value[sites + demand[e]!] = 0
  }
  return value
}

/** Whether a choice leaves no more than the goal. */
export function doesIt(
  { service, goal }: Pick<CoverProgramme, 'service' | 'goal'>,
  chosen: ArrayLike<number>,
): boolean {
  const { demands, siteFirst, demand, miss } = service
  const covered = new Uint8Array(demands)
  for (let k = 0; k < chosen.length; k++)
    for (let e = siteFirst[chosen[k]!]!; e < siteFirst[chosen[k]! + 1]!; e++) covered[demand[e]!] = 1
  let left = 0
  for (let j = 0; j < demands; j++) if (covered[j] === 0) left += miss[j]!
  return left <= goal
}
