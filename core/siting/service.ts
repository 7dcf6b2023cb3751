// The one problem behind most-covered and p-median: choose sites so that what all demands cost together is least, where a demand
// costs what the nearest chosen site makes it cost, or its miss when that is less. Open sites are within the misses already.
//
//   p-median      a pair costs weight × distance; the miss is what the open sites cost, or more than any whole answer
//   most covered  a pair within the radius costs 0; the miss is the weight, and nothing where an open site covers it
import type { Instance } from './instance.ts'

/** Pairs by demand, the cheapest first (then by site), and the same pairs by site. Only those cheaper than the miss. */
export interface Service {
  readonly demands: number
  readonly sites: number
  readonly first: Int32Array
  readonly site: Int32Array
  readonly cost: Float64Array
  readonly siteFirst: Int32Array
  readonly demand: Int32Array
  readonly siteCost: Float64Array
  /** What a demand costs that nobody chosen serves. */
  readonly miss: Float64Array
  /** What a demand counts for; steps of the dual are in proportion to it, as if it were so many demands of 1. */
  readonly weight: Float64Array
  /** Whether all costs are whole numbers, so that a bound may be rounded up. */
  readonly whole: boolean
  /** Whether every pair costs nothing: covered or not. */
  readonly plain: boolean
}

/** How the cost of a pair and of a miss come of an instance. */
export interface Costs {
  readonly pair: (demand: number, distance: number) => number
  readonly miss: (demand: number) => number
}

/** Largest sum that floating point adds without error. */
const EXACT = 2 ** 52

/**
 * The service problem of an instance. `barred` sites serve nobody (1), open ones lower the misses. Demands with the same
 * sites at the same costs are one; those that no site can better are left out; `fixed` is what these cost whatever is chosen.
 */
export function serviceOf(
  instance: Instance,
  costs: Costs,
  barred: Uint8Array | null = null,
): { service: Service; fixed: number } {
  const { demands, sites, byDemand, open } = instance
  const { first, other, distance } = byDemand
  const total = first[demands]!
  const rowFirst = new Int32Array(demands + 1)
  const site = new Int32Array(total)
  const cost = new Float64Array(total)
  const miss = new Float64Array(demands)
  const weight = new Float64Array(demands)
  const bucket = new Map<number, number[]>()
  let rows = 0
  let at = 0
  let fixed = 0
  let whole = true
  let plain = true
  const sorted = rowSorter(sites)
  for (let j = 0; j < demands; j++) {
    let best = costs.miss(j)
    for (let e = first[j]!; e < first[j + 1]!; e++)
      if (open[other[e]!] === 1) best = Math.min(best, costs.pair(j, distance[e]!))
    const begin = at
    let level = true
    for (let e = first[j]!; e < first[j + 1]!; e++) {
      const i = other[e]!
      if (open[i] === 1 || barred?.[i] === 1) continue
      const c = costs.pair(j, distance[e]!)
      if (!(c < best)) continue
      site[at] = i
      cost[at] = c
      if (at > begin && c !== cost[begin]!) level = false
      at++
    }
    if (at === begin) {
      fixed += best
      continue
    }
    if (!level) sorted(cost, site, begin, at)
    // what all its sites cost at least is not in question: a row is what may be saved, so equal rows of other weights meet
    let hash = at - begin
    for (let e = begin; e < at; e++) hash = (Math.imul(hash, 0x01000193) ^ site[e]!) | 0
    const same = bucket.get(hash)?.find((r) => isSame(r, begin, at))
    if (same !== undefined) {
      for (let k = 0; k < at - begin; k++) cost[rowFirst[same]! + k]! += cost[begin + k]!
      miss[same]! += best
      weight[same]! += instance.weight[j]!
      at = begin
      continue
    }
    const list = bucket.get(hash)
    if (list) list.push(rows)
    else bucket.set(hash, [rows])
    miss[rows] = best
    weight[rows] = instance.weight[j]!
    rowFirst[++rows] = at
  }
  let sum = 0
  for (let r = 0; r < rows; r++) {
    sum += miss[r]!
    if (!Number.isInteger(miss[r]!)) whole = false
    for (let e = rowFirst[r]!; e < rowFirst[r + 1]!; e++) {
      if (cost[e]! !== 0) plain = false
      if (whole && !Number.isInteger(cost[e]!)) whole = false
    }
  }
  if (sum + fixed >= EXACT || !Number.isInteger(fixed)) whole = false
  const service = bySite(
    rows,
    sites,
    rowFirst.slice(0, rows + 1),
    site.slice(0, at),
    cost.slice(0, at),
    miss.slice(0, rows),
  )
  return { service: { ...service, weight: weight.slice(0, rows), whole, plain }, fixed }

  /** Whether the row just laid has the sites of row r in the same order, so that their sums are in order too. */
  function isSame(r: number, begin: number, end: number): boolean {
    const from = rowFirst[r]!
    if (rowFirst[r + 1]! - from !== end - begin) return false
    for (let k = 0; k < end - begin; k++) if (site[from + k] !== site[begin + k]) return false
    return true
  }
}

/**
 * Sorts part of a list of costs, and the sites with it: the cheapest first, and of equal costs the site that stood first. Rows are
 * many and short, so it merges runs within memory of its own rather than call a comparison for every two (rows of `most` at most).
 */
function rowSorter(most: number): (cost: Float64Array, site: Int32Array, begin: number, end: number) => void {
  const [costs, sites] = [new Float64Array(most), new Int32Array(most)]
  return (cost, site, begin, end) => {
    // runs of eight by insertion
    for (let from = begin; from < end; from += 8) {
      const to = Math.min(end, from + 8)
      for (let k = from + 1; k < to; k++) {
        const [c, s] = [cost[k]!, site[k]!]
        let at = k
        for (; at > from && cost[at - 1]! > c; at--) {
          cost[at] = cost[at - 1]!
          site[at] = site[at - 1]!
        }
        cost[at] = c
        site[at] = s
      }
    }
    for (let run = 8; run < end - begin; run *= 2)
      for (let from = begin; from + run < end; from += 2 * run) {
        const middle = from + run
        const to = Math.min(end, middle + run)
        if (cost[middle - 1]! <= cost[middle]!) continue
        for (let k = from; k < middle; k++) {
          costs[k - from] = cost[k]!
          sites[k - from] = site[k]!
        }
        let [left, right, at] = [0, middle, from]
        while (left < run && right < to) {
          if (costs[left]! <= cost[right]!) {
            cost[at] = costs[left]!
            site[at++] = sites[left++]!
          } else {
            cost[at] = cost[right]!
            site[at++] = site[right++]!
          }
        }
        while (left < run) {
          cost[at] = costs[left]!
          site[at++] = sites[left++]!
        }
      }
  }
}

function bySite(
  demands: number,
  sites: number,
  first: Int32Array,
  site: Int32Array,
  cost: Float64Array,
  miss: Float64Array,
): Omit<Service, 'weight' | 'whole' | 'plain'> {
  const siteFirst = new Int32Array(sites + 1)
  for (const i of site) siteFirst[i + 1]!++
  for (let i = 0; i < sites; i++) siteFirst[i + 1]! += siteFirst[i]!
  const at = siteFirst.slice(0, sites)
  const demand = new Int32Array(site.length)
  const siteCost = new Float64Array(site.length)
  for (let j = 0; j < demands; j++)
    for (let e = first[j]!; e < first[j + 1]!; e++) {
      const to = at[site[e]!]!++
      demand[to] = j
      siteCost[to] = cost[e]!
    }
  return { demands, sites, first, site, cost, siteFirst, demand, siteCost, miss }
}

/** The same problem without the sites that are `out` (1), and with those that are `in` (2) as if they were open; 0 stay. */
export function narrowed(service: Service, state: Uint8Array): { service: Service; fixed: number } {
  const { demands, sites, first, site, cost, miss } = service
  const weight = new Float64Array(demands)
  const rowFirst = new Int32Array(demands + 1)
  const rowSite = new Int32Array(site.length)
  const rowCost = new Float64Array(site.length)
  const rowMiss = new Float64Array(demands)
  let rows = 0
  let at = 0
  let fixed = 0
  for (let j = 0; j < demands; j++) {
    const begin = at
    let best = miss[j]!
    for (let e = first[j]!; e < first[j + 1]! && cost[e]! < best; e++) {
      const i = site[e]!
      if (state[i] === 2) best = cost[e]!
      else if (state[i] === 0) {
        rowSite[at] = i
        rowCost[at++] = cost[e]!
      }
    }
    while (at > begin && !(rowCost[at - 1]! < best)) at--
    if (at === begin) fixed += best
    else {
      rowMiss[rows] = best
      weight[rows] = service.weight[j]!
      rowFirst[++rows] = at
    }
  }
  const less = bySite(
    rows,
    sites,
    rowFirst.slice(0, rows + 1),
    rowSite.slice(0, at),
    rowCost.slice(0, at),
    rowMiss.slice(0, rows),
  )
  return { service: { ...less, weight: weight.slice(0, rows), whole: service.whole, plain: service.plain }, fixed }
}

/** What a choice of sites costs. */
export function costOf(service: Service, chosen: ArrayLike<number>): number {
  const best = service.miss.slice()
  for (let k = 0; k < chosen.length; k++) {
    const i = chosen[k]!
    for (let e = service.siteFirst[i]!; e < service.siteFirst[i + 1]!; e++) {
      const j = service.demand[e]!
      if (service.siteCost[e]! < best[j]!) best[j] = service.siteCost[e]!
    }
  }
  let sum = 0
  for (const b of best) sum += b
  return sum
}
