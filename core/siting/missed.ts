// Most covered as a mixed-integer programme, for `highs`: p sites, or a budget's worth, so that what is missed is least. What prices
// leave open it closes with cuts that prices do not know; the relaxation alone is mostly within a thousandth.
import type { HighsModelData } from 'highs'
import type { Limits } from './interchange.ts'
import { type Programmed, runProgramme } from './programme.ts'
import { costOf, type Service } from './service.ts'
import type { Watch } from './watch.ts'

/** Pairs beyond which its first relaxation alone would take minutes. */
const MOST_PAIRS = 400_000

/**
 * The least missed of a `plain` question. `start` is a choice to begin with; a gap of `enough`, in units of what is missed, ends it.
 * Null where it is too large, or time is up.
 */
export async function programmeMissed(
  service: Service,
  limits: Limits,
  start: Int32Array,
  enough: number,
  watch: Watch,
): Promise<Programmed | null> {
  if (!service.plain || service.site.length > MOST_PAIRS || watch.stop()) return null
  const used = Int32Array.from(service.siteFirst.keys()).filter(
    (i) =>
      i < service.sites &&
      service.siteFirst[i]! < service.siteFirst[i + 1]! &&
      (limits.cost?.[i] ?? 0) <= limits.budget,
  )
  const size = service.miss.reduce((sum, m) => sum + m, 0)
  const data = (infinity: number) => dataOf(service, limits, used, infinity)
  const found = await runProgramme(data, startOf(service, used, start), used.length, size, enough, watch)
  const chosen = Int32Array.from(found.chosen!, (k) => used[k]!)
  let spent = 0
  for (const i of chosen) spent += limits.cost?.[i] ?? 0
  const fits = chosen.length > 0 && chosen.length <= limits.p && spent <= limits.budget
  return { ...found, chosen: fits && costOf(service, chosen) <= size ? chosen : null }
}

/** Columns: a yes or no for each site that reaches anybody, a share missed for each demand. Rows: demands, number, budget. */
function dataOf(service: Service, { p, cost, budget }: Limits, used: Int32Array, infinity: number): HighsModelData {
  const { demands, first, site, miss } = service
  const column = new Int32Array(service.sites).fill(-1)
  used.forEach((i, k) => {
    column[i] = k
  })
  const rows = demands + 1 + (cost ? 1 : 0)
  const cols = used.length + demands
  const starts = new Int32Array(rows + 1)
  const indices: number[] = []
  const values: number[] = []
  const put = (col: number, value: number) => {
    if (col < 0) return
    indices.push(col)
    values.push(value)
  }
  for (let j = 0; j < demands; j++) {
    for (let e = first[j]!; e < first[j + 1]!; e++) put(column[site[e]!]!, 1)
    put(used.length + j, 1)
    starts[j + 1] = indices.length
  }
  for (let k = 0; k < used.length; k++) put(k, 1)
  starts[demands + 1] = indices.length
  if (cost) {
    used.forEach((i, k) => {
      put(k, cost[i]!)
    })
    starts[demands + 2] = indices.length
  }
  const rowLower = new Float64Array(rows).fill(1, 0, demands)
  const rowUpper = new Float64Array(rows).fill(infinity)
  rowUpper[demands] = p
  if (cost) rowUpper[demands + 1] = budget
  const colCost = new Float64Array(cols)
  colCost.set(miss, used.length)
  return {
    numCols: cols,
    numRows: rows,
    sense: 1,
    colCost,
    colLower: new Float64Array(cols),
    colUpper: new Float64Array(cols).fill(1),
    rowLower,
    rowUpper,
    matrix: {
      format: 'csr',
      numRows: rows,
      numCols: cols,
      starts,
      indices: Int32Array.from(indices),
      values: Float64Array.from(values),
    },
    integrality: new Int32Array(cols).fill(1, 0, used.length),
  }
}

function startOf({ demands, siteFirst, demand }: Service, used: Int32Array, start: Int32Array): Float64Array {
  const value = new Float64Array(used.length + demands).fill(1, used.length)
  const chosen = new Set(start)
  used.forEach((i, k) => {
    if (!chosen.has(i)) return
    value[k] = 1
    for (let e = siteFirst[i]!; e < siteFirst[i + 1]!; e++) value[used.length + demand[e]!] = 0
  })
  return value
}
