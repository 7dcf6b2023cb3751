// p-median (Hakimi 1964): with p new sites, the least sum of weight × distance to the nearest site; divided by all weight it is the
// mean distance. Every demand that counts must reach a chosen or an open site: an instance in which some demand has no site at all, or in which
// p sites cannot reach all, is a fault and not a sum with holes in it.
import { Fault } from '../../base/fault.ts'
import { askedP, marked, mustReachAll, nearestOf } from '../asked.ts'
import { coverWithin, greedyCover } from '../cover.ts'
import type { Instance } from '../instance.ts'
import { locate } from '../locate.ts'
import { type Answer, type Ask, defineModel, type Effort } from '../model.ts'
import { type Service, serviceOf } from '../service.ts'
import { endedOf, gapOf, type Watch, watchOf } from '../watch.ts'

async function solve(instance: Instance, ask: Ask, effort: Effort): Promise<Answer> {
  const watch = watchOf(effort)
  const p = askedP(instance, ask)
  mustReachAll(instance, true)
  const { demands, sites, weight, byDemand } = instance
  const { first, distance } = byDemand
  // Where every demand reaches every site, missing it costs its farthest pair: with one site chosen that is never too little.
  // Elsewhere missing any costs more than all whole answers together.
  let full = true
  let dearest = 0
  const farthest = new Float64Array(demands)
  for (let j = 0; j < demands; j++) {
    if (first[j + 1]! - first[j]! < sites) full = false
    for (let e = first[j]!; e < first[j + 1]!; e++) farthest[j] = Math.max(farthest[j]!, weight[j]! * distance[e]!)
    dearest += farthest[j]!
  }
  const never = Math.ceil(2 * dearest + 1)
  const { service, fixed } = serviceOf(instance, {
    pair: (j, d) => weight[j]! * d,
    miss: (j) => (full ? farthest[j]! : weight[j]! > 0 ? never : 0),
  })
  if (service.demands > 0 && !full) await faultWhereTooFew(instance, service, p, watch)
  const { gap = 0 } = effort
  const enough = (value: number) => (value + fixed) * (1 - gap) - fixed
  const want = { curve: true, ...(gap > 0 && { enough }) }
  const found = await locate(service, { p, cost: null, budget: Infinity }, watch, want)
  const chosen = service.demands === 0 ? firstSites(instance, p) : found.chosen
  const objective = check(instance, ask, chosen)
  if (objective === null)
    throw watch.why() === 'cancelled' ? new Fault('cancelled') : new Fault('no-answer-in-time', { p })
  const bound = Math.min(objective, found.bound + fixed)
  const open = instance.open.includes(1)
  return {
    model: 'p-median',
    chosen,
    objective,
    bound,
    gap: gapOf(objective, bound),
    ended: endedOf(watch, objective, bound),
    curve: found.curve.flatMap((at, k) => {
      if (k === chosen.length) return [{ sites: k, objective, bound }]
      // with no site, or with too few to reach all, there is no such sum
      if ((k === 0 && !open) || (!full && at.value >= never)) return []
      const value = at.value + fixed
      return [{ sites: k, objective: value, bound: at.bound === -Infinity ? null : Math.min(value, at.bound + fixed) }]
    }),
    runnersUp: found.runnersUp.filter(({ loss }) => full || loss < never / 2),
    how: found.how,
  }
}

/** Where p sites cannot reach all demands: a set of sites that covers all, whatever the distance, needs more. */
async function faultWhereTooFew(instance: Instance, service: Service, p: number, watch: Watch): Promise<void> {
  // mostly greedy shows at once that they can
  const greedy = greedyCover({ ...service, miss: new Float64Array(service.demands).fill(1) }, 0)
  if (greedy && greedy.length <= p) return
  const { bound } = await coverWithin(instance, Infinity, p, watch)
  if (bound > p) throw new Fault('too-few-to-reach-all', { p, least: bound })
}

/** Where no site can better anything, p of them all the same, for a p-median has a site. */
const firstSites = ({ open }: Instance, p: number): Int32Array =>
  open.includes(1) ? new Int32Array(0) : Int32Array.from({ length: Math.min(1, p) }, (_, k) => k)

function check(instance: Instance, ask: Ask, chosen: ArrayLike<number>): number | null {
  const mark = marked(instance, chosen)
  if (!mark || ask.p === null || chosen.length > ask.p) return null
  const near = nearestOf(instance, mark)
  let sum = 0
  for (let j = 0; j < instance.demands; j++) {
    if (near[j] === Infinity && instance.weight[j]! > 0) return null
    if (instance.weight[j]! > 0) sum += instance.weight[j]! * near[j]!
  }
  return sum
}

export default defineModel({
  id: 'p-median',
  name: { zh: '平均距离最短（p-中值）', en: 'p-median' },
  sense: 'least',
  needs: ['p'],
  solve,
  check,
})
