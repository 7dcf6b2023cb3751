// As few new sites as serve a share of all people within the radius and within capacity, part of a demand by one site and part by
// another. It is the partial covering with capacities that 翟石艳、孔云峰等 call μCFLP (地理学报 2023, 78(6): 1484–1497, abstract seen:
// CFLP under a service radius and a share to be covered, the number of sites not fixed beforehand), with the number of sites as
// what is made least, and nobody assigned beyond the radius.
//
//   min Σ yₛ   Σₛ xᵢₛ ≤ wᵢ   Σᵢ xᵢₛ ≤ capₛ yₛ   xᵢₛ ≤ wᵢ yₛ   Σ xᵢₛ ≥ share × W
//
// Choices come from greedy opening and from shutting what is not needed; the bound from prices on the first and the last rule
// (Geoffrion & McBride 1978, "Lagrangean relaxation applied to capacitated facility location problems"): each site is then a
// knapsack of its own, filled by the dearest first, and a number of sites is a whole number.
import { Fault } from '../../base/fault.ts'
import { random } from '../../base/random.ts'
import { askedRadius, candidatesOf, marked } from '../asked.ts'
import type { Instance } from '../instance.ts'
import { type Answer, type Ask, defineModel, type Effort } from '../model.ts'
import { Served } from '../served.ts'
import { endedOf, gapOf, type Watch, watchOf } from '../watch.ts'
import { withinRadius } from '../within.ts'

const ROUNDS = 600
const SHAKES = 60
const ROUNDING = 1e-9

async function solve(whole: Instance, ask: Ask, effort: Effort): Promise<Answer> {
  const watch = watchOf(effort)
  const instance = withinRadius(whole, askedRadius(ask))
  const { sites, open } = instance
  const need = neededOf(instance, ask)
  const served = new Served(instance)
  for (let s = 0; s < sites; s++) if (open[s]) served.open(s)
  const before = served.value
  const curve: { sites: number; objective: number; bound: number | null }[] = []
  const how: string[] = []
  effort.progress.begin({ zh: '按容量选址', en: 'Choosing sites within capacity' }, null)
  mustBePossible(instance, need)

  let chosen = grown(served, instance, need, watch)
  how.push(`greedy ${chosen.length}`)
  chosen = trimmed(served, chosen, need)
  how.push(`trimmed ${chosen.length}`)
  const least = boundOf(instance, need, before, chosen.length, watch)
  how.push(`lagrangian ${least}`)
  const chance = random(effort.seed)
  let shakes = 0
  for (; shakes < SHAKES && chosen.length > least && !watch.stop(); shakes++) {
    // shut a few, open what is best then, and see whether fewer do
    const kept = chosen.filter(() => chance.next() > 0.3)
    for (const s of chosen) if (!kept.includes(s)) served.shut(s)
    const barred = new Set(chosen.filter((s) => !kept.includes(s) && chance.next() < 0.5))
    const tried = trimmed(served, [...kept, ...grown(served, instance, need, watch, barred)], need)
    if (served.value >= need - ROUNDING * need && tried.length < chosen.length) {
      chosen = tried
    } else {
      for (const s of tried) if (!chosen.includes(s)) served.shut(s)
      for (const s of chosen) if (!served.isOpen[s]) served.open(s)
    }
  }
  how.push(`shakes ${shakes}`)
  const answer = Int32Array.from(chosen).sort()
  const objective = check(whole, ask, answer)
  if (objective === null) throw new Error('The sites chosen do not serve those they should.')
  const bound = Math.min(least, objective)
  curve.push({ sites: objective, objective, bound })
  return {
    model: 'capacitated',
    chosen: answer,
    objective,
    bound,
    gap: gapOf(objective, bound),
    ended: endedOf(watch, objective, bound),
    curve,
    runnersUp: [],
    how,
  }
}

/** Weight to be served. */
const neededOf = ({ weight }: Instance, { share }: Ask): number => weight.reduce((sum, w) => sum + w, 0) * (share ?? 1)

/** Fault capacity-too-small where even all sites together do not serve enough. */
function mustBePossible(instance: Instance, need: number): void {
  const all = new Served(instance)
  for (let s = 0; s < instance.sites; s++) all.open(s)
  if (all.value < need * (1 - ROUNDING))
    throw new Fault('capacity-too-small', { most: Math.floor(all.value), need: Math.ceil(need - 1e-6) })
}

/** Opens the site that could serve most, again and again, until enough are served; those opened. */
function grown(
  served: Served,
  instance: Instance,
  need: number,
  watch: Watch,
  barred: ReadonlySet<number> = new Set(),
): number[] {
  const opened: number[] = []
  const tried = new Set<number>()
  while (served.value < need * (1 - ROUNDING)) {
    let [best, most] = [-1, 0]
    for (let s = 0; s < instance.sites; s++) {
      if (served.isOpen[s] || barred.has(s) || tried.has(s)) continue
      const offer = served.offer(s)
      if (offer > most) [best, most] = [s, offer]
    }
    if (best < 0) {
      // nobody who is left is in reach of a shut site; but some may move to one and make room
      const before = served.value
      for (let s = 0; s < instance.sites && best < 0; s++) {
        if (served.isOpen[s] || barred.has(s) || tried.has(s)) continue
        served.open(s)
        if (served.value > before * (1 + ROUNDING)) best = s
        else {
          served.shut(s)
          tried.add(s)
        }
      }
      if (best < 0) break
      opened.push(best)
      continue
    }
    served.open(best)
    opened.push(best)
    watch.effort.progress.step(opened.length)
  }
  return opened
}

/** Shuts sites that are not needed, the least used first; those that stay. */
function trimmed(served: Served, chosen: readonly number[], need: number): number[] {
  let kept = [...chosen]
  for (const s of [...chosen].reverse()) {
    served.shut(s)
    if (served.value >= need * (1 - ROUNDING)) kept = kept.filter((other) => other !== s)
    else served.open(s)
  }
  return kept
}

/** No fewer sites than this do. `upper` sites do. */
function boundOf(
  { sites, demands, weight, bySite, open, capacity }: Instance,
  need: number,
  before: number,
  upper: number,
  watch: Watch,
): number {
  if (before >= need * (1 - ROUNDING)) return 0
  // λ for the share, uᵢ for each demand: L = λ need − Σ uᵢ wᵢ + Σₛ min(0, fee − what it earns at λ − uᵢ a person)
  const prices = new Float64Array(demands)
  const cap = (s: number) => capacity?.[s] ?? Infinity
  let lambda = upper / Math.max(need - before, 1e-9)
  let best = 0
  let [step, idle] = [1, 0]
  const served = new Float64Array(demands)
  const order = Array.from({ length: sites }, (_, s) => bySite.other.slice(bySite.first[s]!, bySite.first[s + 1]!))
  for (let round = 0; round < ROUNDS && best < upper - 1 + 1e-6 && !watch.stop(); round++) {
    let level = lambda * need
    for (let i = 0; i < demands; i++) level -= prices[i]! * weight[i]!
    served.fill(0)
    let given = 0
    for (let s = 0; s < sites; s++) {
      const list = order[s]!
      list.sort((a, b) => prices[a]! - prices[b]! || a - b) // nearly in order from the round before
      let [earned, room] = [0, cap(s)]
      let k = 0
      for (; k < list.length && room > 0; k++) {
        const i = list[k]!
        const each = lambda - prices[i]!
        if (each <= 0) break
        const part = Math.min(weight[i]!, room)
        earned += each * part
        room -= part
      }
      const fee = open[s] ? 0 : 1
      if (earned <= fee) continue
      level += fee - earned
      let again = cap(s)
      for (let j = 0; j < k; j++) {
        const part = Math.min(weight[list[j]!]!, again)
        served[list[j]!]! += part
        given += part
        again -= part
      }
    }
    if (level > best + 1e-9) {
      best = level
      idle = 0
    } else if (++idle > 15) {
      step /= 2
      idle = 0
      if (step < 1e-4) break
    }
    // uᵢ rises where more than all is served, λ where less than needed is
    let norm = ((need - given) / need) ** 2
    for (let i = 0; i < demands; i++) {
      const over = (served[i]! - weight[i]!) / need
      if (over > 0 || prices[i]! > 0) norm += over * over
    }
    if (norm === 0) break
    const by = (step * Math.max(upper - level, 1e-6)) / norm / need
    lambda = Math.max(0, lambda + (by * (need - given)) / need)
    for (let i = 0; i < demands; i++) prices[i] = Math.max(0, prices[i]! + (by * (served[i]! - weight[i]!)) / need)
  }
  return Math.min(upper, Math.ceil(best - 1e-6))
}

function check(whole: Instance, ask: Ask, chosen: ArrayLike<number>): number | null {
  if (!marked(whole, chosen) || ask.radius === null) return null
  const instance = withinRadius(whole, ask.radius)
  const served = new Served(instance)
  for (let s = 0; s < instance.sites; s++) if (instance.open[s]) served.open(s)
  for (let k = 0; k < chosen.length; k++) served.open(chosen[k]!)
  return served.value >= neededOf(instance, ask) * (1 - ROUNDING) ? chosen.length : null
}

export default defineModel({
  id: 'capacitated',
  name: { zh: '容量约束下最少几处（μCFLP）', en: 'fewest within capacity' },
  sense: 'least',
  needs: ['radius', 'share'],
  async solve(instance, ask, effort) {
    if (!instance.capacity)
      throw new Fault('needs', {
        what: { zh: '每处的容量（capacity 列）', en: 'the capacity of each site (a column capacity)' },
      })
    if (candidatesOf(instance) === 0) throw new Fault('too-few-candidates', { p: 1, candidates: 0 })
    return solve(instance, ask, effort)
  },
  check,
})
