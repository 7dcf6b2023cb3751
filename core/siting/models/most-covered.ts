// Most people covered (最大覆盖, Church & ReVelle 1974): with p new sites, or with a budget, the greatest weight within the radius of
// a site. What open sites cover counts in the objective, in the bound and in the curve, whose first point it is.
import { Fault } from '../../base/fault.ts'
import { askedCosts, askedP, askedRadius, marked, nearestOf } from '../asked.ts'
import type { Instance } from '../instance.ts'
import { locate } from '../locate.ts'
import { type Answer, type Ask, defineModel, type Effort } from '../model.ts'
import { serviceOf } from '../service.ts'
import { endedOf, gapOf, watchOf } from '../watch.ts'

async function solve(instance: Instance, ask: Ask, effort: Effort): Promise<Answer> {
  const watch = watchOf(effort)
  const radius = askedRadius(ask)
  const budget = ask.budget
  const cost = budget === null ? null : askedCosts(instance)
  const p = budget === null || ask.p !== null ? askedP(instance, ask) : instance.sites
  const { service, fixed } = serviceOf(instance, {
    pair: (_, distance) => (distance <= radius ? 0 : Infinity),
    miss: (j) => instance.weight[j]!,
  })
  const all = instance.weight.reduce((sum, w) => sum + w, 0)
  const before = check(instance, ask, [])!
  if (service.demands === 0) {
    if (all - before <= 1e-12 * all) throw new Fault('all-covered', { radius })
    throw new Fault('no-candidate-in-reach', { radius })
  }
  if (cost) {
    let cheapest = Infinity
    for (let i = 0; i < instance.sites; i++)
      if (service.siteFirst[i + 1]! > service.siteFirst[i]!) cheapest = Math.min(cheapest, cost[i]!)
    if (!(cheapest <= budget!)) throw new Fault('budget-too-small', { budget: budget!, cheapest })
  }
  // the sum of what is not missed; weights that are whole make it exact, others may err by as much as addition does
  const slack = service.whole ? 0 : 4.5e-16 * instance.demands * all
  const covered = (missed: number) => Math.max(all - fixed - missed + slack, 0)
  const { gap = 0 } = effort
  const enough = (missed: number) => all - fixed + slack - (all - fixed - missed) / (1 - Math.min(gap, 0.99))
  const want = { curve: true, ...(gap > 0 && { enough }) }
  const found = await locate(service, { p, cost, budget: budget ?? Infinity }, watch, want)
  const objective = check(instance, ask, found.chosen)!
  const bound = Math.max(objective, covered(found.bound))
  return {
    model: 'most-covered',
    chosen: found.chosen,
    objective,
    bound,
    gap: gapOf(objective, bound),
    ended: endedOf(watch, objective, bound, all),
    curve: found.curve.map((at, sites) => ({
      sites,
      objective: sites === found.chosen.length ? objective : sites === 0 ? before : all - fixed - at.value,
      bound:
        sites === found.chosen.length
          ? bound
          : sites === 0
            ? before
            : at.bound === -Infinity
              ? null
              : covered(at.bound),
    })),
    runnersUp: found.runnersUp,
    how: found.how,
  }
}

function check(instance: Instance, ask: Ask, chosen: ArrayLike<number>): number | null {
  const mark = marked(instance, chosen)
  if (!mark || ask.radius === null || (ask.p !== null && chosen.length > ask.p)) return null
  if (ask.budget !== null) {
    let spent = 0
    for (let k = 0; k < chosen.length; k++) spent += instance.cost?.[chosen[k]!] ?? Infinity
    if (spent > ask.budget) return null
  }
  const near = nearestOf(instance, mark)
  let sum = 0
  for (let j = 0; j < instance.demands; j++) if (near[j]! <= ask.radius) sum += instance.weight[j]!
  return sum
}

export default defineModel({
  id: 'most-covered',
  name: { zh: '覆盖最多', en: 'Most covered' },
  sense: 'most',
  needs: ['p', 'radius'],
  solve,
  check,
})
