// Covering as a mixed-integer programme, for `highs`: what prices and branching leave open, and least cost, for which there is no
// counting of sites.
import type { HighsModelData } from 'highs'
import { MOST_PAIRS, type Programmed, runProgramme } from './programme.ts'
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

/** Null where it is too large, or time is up; `chosen` is null where highs found none that does it. */
export async function programmeCover(question: CoverProgramme, watch: Watch): Promise<Programmed | null> {
  const { service, price } = question
  if (service.site.length > MOST_PAIRS || watch.stop()) return null
  const size = price.reduce((sum, c) => Math.max(sum, c), 0)
  const data = (infinity: number) => dataOf(question, infinity)
  const found = await runProgramme(data, startOf(question), service.sites, size, 0, watch)
  return { ...found, chosen: found.chosen && doesIt(question, found.chosen) ? found.chosen : null }
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
