// Fewest sites (最少设施, location set covering: Toregas et al. 1971; with a share, its partial kind): the least number of new sites, or
// the least cost, that covers `share` of all weight within the radius. Without a share every demand that any site can cover must be,
// whatever its weight. Only new sites count.
import { Fault } from '../../base/fault.ts'
import { askedCosts, askedRadius, candidatesOf, marked, nearestOf } from '../asked.ts'
import { coverService, decide, greedyCover } from '../cover.ts'
import type { Instance } from '../instance.ts'
import { doesIt, programmeCover } from '../mip.ts'
import { type Answer, type Ask, defineModel, type Effort } from '../model.ts'
import type { Service } from '../service.ts'
import { endedOf, gapOf, type Watch, watchOf } from '../watch.ts'

/** A share is met when this part of all weight is missing: sums of fractions are not exact. */
const ROUNDING = 1e-9

async function solve(instance: Instance, ask: Ask, effort: Effort): Promise<Answer> {
  const watch = watchOf(effort)
  const radius = askedRadius(ask)
  const byCost = ask.byCost === true
  const price = byCost ? askedCosts(instance) : null
  if (ask.share !== null && !(ask.share > 0 && ask.share <= 1))
    throw new Fault('bad-value', { name: 'share', expected: '0 < share ≤ 1', got: String(ask.share) })
  const all = ask.share === null
  const total = instance.weight.reduce((sum, w) => sum + w, 0)
  if (check(instance, ask, []) === 0) {
    const none = nearestOf(instance, instance.open).every((d) => !(d <= radius))
    if (none && all && instance.demands > 0) throw new Fault('no-candidate-in-reach', { radius })
    throw new Fault('all-covered', { radius })
  }
  const { service, fixed } = coverService(instance, radius, all, price === null)
  const goal = all ? 0 : total * (1 - ask.share! + ROUNDING) - fixed
  if (goal < 0) {
    if (service.demands === 0) throw new Fault('no-candidate-in-reach', { radius })
    throw new Fault('cannot-cover-share', { share: percent(ask.share!), most: percent((total - fixed) / total) })
  }
  const how: string[] = [`reduced to ${service.demands} demands`]
  const found = price
    ? await least(service, price, goal, watch, how)
    : await fewest(service, goal, candidatesOf(instance), watch, how)
  const { chosen } = found
  const objective = check(instance, ask, chosen)!
  const bound = Math.min(objective, found.bound)
  return {
    model: 'fewest',
    chosen,
    objective,
    bound,
    gap: gapOf(objective, bound),
    ended: endedOf(watch, objective, bound),
    curve: [],
    runnersUp: runnersUp(service, goal, chosen, price),
    how,
  }
}

const percent = (share: number): string => `${(100 * share).toFixed(2)}%`

/** Greedy first, then one site fewer again and again until that is proven not to do. */
async function fewest(service: Service, goal: number, most: number, watch: Watch, how: string[]) {
  let chosen = greedyCover(service, goal)!
  how.push(`greedy ${chosen.length}`)
  let bound = 1
  watch.effort.progress.begin({ zh: '减少处数', en: 'Fewer sites' }, null)
  for (const thorough of [false, true])
    while (bound < chosen.length && !watch.within(chosen.length, bound) && !watch.stop()) {
      const { answer, chosen: better, atLeast, nodes } = await decide(service, chosen.length - 1, goal, watch, thorough)
      bound = Math.max(bound, Math.min(atLeast, chosen.length))
      if (nodes) how.push(`branching ${nodes} nodes`)
      if (answer === 'yes') chosen = better!
      else if (answer === 'no') bound = chosen.length
      else break
    }
  how.push(`swaps ${chosen.length} · bound ${bound}`)
  if (bound < chosen.length && !watch.within(chosen.length, bound) && !watch.stop()) {
    const unit = new Float64Array(service.sites).fill(1)
    const found = await programmeCover({ service, price: unit, goal, start: chosen }, watch)
    if (found) {
      if (found.chosen && found.chosen.length < chosen.length) chosen = found.chosen
      bound = Math.max(bound, Math.ceil(found.bound - 1e-4))
      how.push(`highs ${found.status} ${found.bound.toFixed(3)}`)
    }
  }
  return { chosen, bound: Math.min(bound, most) }
}

/** Least cost: greedy by what a yuan covers, without what became needless; then highs. */
async function least(service: Service, price: Float64Array, goal: number, watch: Watch, how: string[]) {
  let chosen = thrifty(service, price, goal)
  const costs = (sites: Int32Array) => sites.reduce((sum, i) => sum + price[i]!, 0)
  how.push(`greedy ${costs(chosen)}`)
  let bound = 0
  watch.effort.progress.begin({ zh: '降低费用', en: 'Less cost' }, null)
  const open = price.map((c) => (c < Infinity ? c : 0))
  const found = await programmeCover({ service, price: open, goal, start: chosen }, watch)
  if (found) {
    if (found.chosen && costs(found.chosen) < costs(chosen)) chosen = found.chosen
    bound = Math.max(0, found.bound)
    // a sum of whole costs is whole
    if (price.every((c) => Number.isInteger(c) || c === Infinity)) bound = Math.ceil(bound - 1e-4)
    else if (found.status === 'optimal' && gapOf(costs(chosen), bound) < 4e-6) how.push('optimal within 4e-6')
    how.push(`highs ${found.status} ${found.bound}`)
  }
  return { chosen, bound }
}

function thrifty(service: Service, price: Float64Array, goal: number): Int32Array {
  const { demands, sites, siteFirst, demand, miss } = service
  const covered = new Uint8Array(demands)
  const chosen: number[] = []
  while (!doesIt({ service, goal }, chosen)) {
    let best = -1
    let most = 0
    for (let i = 0; i < sites; i++) {
      let gain = 0
      for (let e = siteFirst[i]!; e < siteFirst[i + 1]!; e++) if (covered[demand[e]!] === 0) gain += miss[demand[e]!]!
      const worth = gain / Math.max(price[i]!, 1e-9)
      if (gain > 0 && worth > most) [best, most] = [i, worth]
    }
    chosen.push(best)
    for (let e = siteFirst[best]!; e < siteFirst[best + 1]!; e++) covered[demand[e]!] = 1
  }
  const dearest = [...chosen].sort((a, b) => price[b]! - price[a]! || a - b)
  let kept = chosen
  for (const i of dearest) {
    const without = kept.filter((k) => k !== i)
    if (doesIt({ service, goal }, without)) kept = without
  }
  return Int32Array.from(kept).sort()
}

/** For each chosen site the one that could stand for it with the requirement still met, and what it would cost more. */
function runnersUp(
  service: Service,
  goal: number,
  chosen: Int32Array,
  price: Float64Array | null,
): Answer['runnersUp'] {
  const { demands, sites, siteFirst, demand, miss } = service
  const times = new Int32Array(demands)
  for (const i of chosen) for (let e = siteFirst[i]!; e < siteFirst[i + 1]!; e++) times[demand[e]!]!++
  let left = 0
  for (let j = 0; j < demands; j++) if (times[j] === 0) left += miss[j]!
  return [...chosen].flatMap((instead) => {
    for (let e = siteFirst[instead]!; e < siteFirst[instead + 1]!; e++) {
      const j = demand[e]!
      if (--times[j]! === 0) left += miss[j]!
    }
    let site = -1
    let loss = Infinity
    for (let i = 0; i < sites; i++) {
      if (chosen.includes(i) || siteFirst[i] === siteFirst[i + 1]) continue
      let missed = left
      for (let e = siteFirst[i]!; e < siteFirst[i + 1]!; e++) if (times[demand[e]!] === 0) missed -= miss[demand[e]!]!
      const more = price ? Math.max(0, price[i]! - price[instead]!) : 0
      if (missed <= goal && more < loss) [site, loss] = [i, more]
    }
    for (let e = siteFirst[instead]!; e < siteFirst[instead + 1]!; e++) {
      const j = demand[e]!
      if (times[j]!++ === 0) left -= miss[j]!
    }
    return site < 0 ? [] : [{ site, instead, loss }]
  })
}

function check(instance: Instance, ask: Ask, chosen: ArrayLike<number>): number | null {
  const mark = marked(instance, chosen)
  if (!mark || ask.radius === null) return null
  const near = nearestOf(instance, mark)
  const everywhere = ask.share === null ? nearestOf(instance, new Uint8Array(instance.sites).fill(1)) : null
  let covered = 0
  let total = 0
  for (let j = 0; j < instance.demands; j++) {
    total += instance.weight[j]!
    if (near[j]! <= ask.radius) covered += instance.weight[j]!
    else if (everywhere && everywhere[j]! <= ask.radius) return null
  }
  if (ask.share !== null && covered < total * (ask.share - ROUNDING)) return null
  if (!ask.byCost) return chosen.length
  let cost = 0
  for (let k = 0; k < chosen.length; k++) cost += instance.cost?.[chosen[k]!] ?? Infinity
  return cost
}

export default defineModel({
  id: 'fewest',
  name: { zh: '处数最少', en: 'Fewest sites' },
  sense: 'least',
  needs: ['radius'],
  solve,
  check,
})
