// Of choices that gain as many people the one to which they walk least: where a candidate could stand for a chosen one with nobody
// lost, and those gained would walk less, it does. What is proven of the objective stays proven.
import { marked } from './asked.ts'
import type { Instance } from './instance.ts'
import type { Answer, Ask, Model } from './model.ts'

/** Passes over the chosen sites at most. */
const PASSES = 4
/** What a sum of the same weights in another order may differ by, as a share of it. */
const ROUNDING = 1e-12

/** Whether this can be asked of a model: its objective is people covered, or the number of sites that cover enough of them. */
export const mayMove = ({ id }: Model): boolean => id === 'most-covered' || id === 'fewest' || id === 'least-trade'

/** The answer with sites moved, where that costs nobody anything; runners-up of a moved site are what it was. */
export function nearer(model: Model, instance: Instance, ask: Ask, answer: Answer): Answer {
  const { demands, sites, weight, bySite, byDemand } = instance
  const radius = ask.radius ?? Infinity
  const chosen = [...answer.chosen]
  const mark = marked(instance, chosen)
  if (!mark) return answer
  const was = new Map<number, number>()
  const rest = new Float64Array(demands)
  let objective = answer.objective
  const walked = () => {
    let [sum, people] = [0, 0]
    for (let i = 0; i < demands; i++) {
      let near = Infinity
      for (let e = byDemand.first[i]!; e < byDemand.first[i + 1]!; e++)
        if (mark[byDemand.other[e]!]) near = Math.min(near, byDemand.distance[e]!)
      if (near > radius) continue
      sum += near * weight[i]!
      people += weight[i]!
    }
    return people > 0 ? sum / people : 0
  }
  const before = walked()
  for (let pass = 0, moved = true; moved && pass < PASSES; pass++) {
    moved = false
    for (let at = 0; at < chosen.length; at++) {
      const out = chosen[at]!
      for (let i = 0; i < demands; i++) {
        rest[i] = Infinity
        for (let e = byDemand.first[i]!; e < byDemand.first[i + 1]!; e++)
          if (mark[byDemand.other[e]!] && byDemand.other[e] !== out && byDemand.distance[e]! <= radius)
            rest[i] = Math.min(rest[i]!, byDemand.distance[e]!)
      }
      /** People that a site alone would cover, and what all would walk less by it, the uncovered walking the radius. */
      const worth = (s: number) => {
        let [covers, saves] = [0, 0]
        for (let k = bySite.first[s]!; k < bySite.first[s + 1]!; k++) {
          const i = bySite.other[k]!
          const far = bySite.distance[k]!
          if (far > radius) continue
          if (rest[i] === Infinity) covers += weight[i]!
          saves += weight[i]! * Math.max(0, Math.min(rest[i]!, radius) - far)
        }
        return { covers, saves }
      }
      const own = worth(out)
      let [best, most] = [-1, own.saves * (1 + 1e-9)]
      for (let s = 0; s < sites; s++) {
        if (mark[s]) continue
        const { covers, saves } = worth(s)
        if (saves > most && covers >= own.covers * (1 - ROUNDING)) [best, most] = [s, saves]
      }
      if (best < 0) continue
      const value = model.check(instance, ask, Int32Array.from(chosen, (s) => (s === out ? best : s)).sort())
      const holds =
        value !== null && (model.sense === 'most' ? value >= objective * (1 - ROUNDING) : value <= objective)
      if (!holds) continue
      ;[mark[out], mark[best]] = [0, 1]
      chosen[at] = best
      was.set(best, was.get(out) ?? out)
      was.delete(out)
      objective = value
      moved = true
    }
  }
  if (was.size === 0) return answer
  const runnersUp = chosen.flatMap((instead) => {
    const site = was.get(instead)
    if (site !== undefined && !mark[site]) return [{ site, instead, loss: 0 }]
    return answer.runnersUp.filter((r) => r.instead === instead && !mark[r.site])
  })
  const minutes = (ds: number) => (ds / 600).toFixed(2)
  return {
    ...answer,
    chosen: Int32Array.from(chosen).sort(),
    objective,
    bound: model.sense === 'most' ? Math.max(answer.bound, objective) : Math.min(answer.bound, objective),
    runnersUp,
    how: [...answer.how, `nearer ${was.size} moved, mean walk ${minutes(before)} → ${minutes(walked())} min`],
  }
}
