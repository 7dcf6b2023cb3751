// Whether an ask can be met at all, said before any work: each fault says what would have to give.
import { Fault } from '../base/fault.ts'
import type { Instance } from './instance.ts'
import type { Ask } from './model.ts'

/** New sites that may be opened. */
export function candidatesOf({ sites, open }: Instance): number {
  let n = 0
  for (let i = 0; i < sites; i++) if (open[i] !== 1) n++
  return n
}

/** p as asked, checked. Faults: bad-value, too-few-candidates. */
export function askedP(instance: Instance, ask: Ask): number {
  const { p } = ask
  if (p === null || !Number.isInteger(p) || p < 1)
    throw new Fault('bad-value', { name: 'p', expected: '1, 2, 3 …', got: String(p) })
  const candidates = candidatesOf(instance)
  if (p > candidates) throw new Fault('too-few-candidates', { p, candidates })
  return p
}

/** The radius as asked, checked. Fault: bad-value. */
export function askedRadius({ radius }: Ask): number {
  if (radius === null || !(radius >= 0))
    throw new Fault('bad-value', { name: 'radius', expected: '≥ 0', got: String(radius) })
  return radius
}

/** The costs, all known. Fault: no-site-costs. */
export function askedCosts({ sites, open, cost }: Instance): Float64Array {
  let unknown = 0
  for (let i = 0; i < sites; i++) if (open[i] !== 1 && !(cost && cost[i]! < Infinity)) unknown++
  if (unknown > 0) throw new Fault('no-site-costs', { sites: unknown })
  return cost!
}

/** Faults where a demand has no site at all, open or not: unreached-demands. `weighed`: one that counts for nothing may have none. */
export function mustReachAll({ demands, byDemand: { first }, weight }: Instance, weighed = false): void {
  const lost: number[] = []
  for (let j = 0; j < demands; j++) if (first[j] === first[j + 1] && !(weighed && weight[j] === 0)) lost.push(j)
  if (lost.length === 0) return
  const sum = lost.reduce((all, j) => all + weight[j]!, 0)
  throw new Fault('unreached-demands', { demands: lost.length, weight: sum, first: lost[0]! + 1 })
}

/** A choice as a mark per site, open ones included; null where it names a site twice, an open one, or none that is. */
export function marked({ sites, open }: Instance, chosen: ArrayLike<number>): Uint8Array | null {
  const mark = open.slice()
  for (let k = 0; k < chosen.length; k++) {
    const i = chosen[k]!
    if (!(i >= 0 && i < sites) || mark[i] === 1) return null
    mark[i] = 1
  }
  return mark
}

/** How far each demand has to the nearest marked site; Infinity where it reaches none. */
export function nearestOf({ demands, byDemand }: Instance, mark: Uint8Array): Float64Array {
  const near = new Float64Array(demands).fill(Infinity)
  for (let j = 0; j < demands; j++)
    for (let e = byDemand.first[j]!; e < byDemand.first[j + 1]!; e++)
      if (mark[byDemand.other[e]!] === 1) near[j] = Math.min(near[j]!, byDemand.distance[e]!)
  return near
}

/** A number of the ask that must be there and above 0. Faults: needs (not given), bad-value. */
export function needsPositive(ask: Ask, what: 'p' | 'leastTrade' | 'share'): number {
  const value = ask[what]
  if (value === null || value === undefined) throw new Fault('needs', { what })
  if (!(value > 0)) throw new Fault('bad-value', { name: what, expected: '> 0', got: String(value) })
  return value
}
