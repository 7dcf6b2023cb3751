// How few circles there could be: bounds that no set of circles beats, whatever the search did.
//
// Every unit must be in a circle that reaches it, and a circle reaches from its heart only what is allowed and hangs together with
// it. Of the hearts in one unit at most one is used. So the circles cover the units, and with multipliers λ ≥ 0 the number is at least
//
//   Σ λ_u + Σ_homes min(0, 1 − max_{h of the home} worth_h(λ)),   worth_h = most of Σ λ_u over what h reaches (and the band holds)
//
// for every λ (Lagrangian relaxation of set covering; Fisher 1981). The band enters as a fractional knapsack, which can only make
// the worth larger and the bound smaller. λ begins once where no circle is worth more than 1 (so that units are packed) and once
// even, and is bettered by subgradients; each value it takes is a proof, and the best of them stands.
import { PER_PERSON, type Question } from './question.ts'

/** Bounds on the number of circles over the free units. */
export interface Bounds {
  /** By people alone: all of them by the most that a circle may hold; null where that is not limited. */
  readonly byPeople: number | null
  /** By walking alone: no set that leaves no unit more people beyond than it must (or than `allowance` says) has fewer. */
  readonly byWalking: number
  /** By both at once; null where it is more than there are places for hearts, so that no set keeps both. */
  readonly byBoth: number | null
  /** People (thousandths) whom no heart brings within the minutes in whole units: no set has fewer beyond. */
  readonly leastBeyond: number
}

/** What sets of circles are allowed beyond the rules, so that a bound holds for one that could not keep them. */
export interface Allowance {
  /** Per unit: people beyond the minutes, thousandths. */
  readonly beyond: Float64Array
  /** People of the largest circle, thousandths. */
  readonly most: number
}

const ROUNDS = 300
/** What rounding may have added to a sum of so many terms, many times over. */
const SLACK = 1e-6

/** The bounds for sets that keep the rules as well as can be, or (with an allowance) nowhere worse than it says. */
export function boundsOf(q: Question, allowance: Allowance | null = null): Bounds {
  const { reach, leastBeyond } = reachOf(q, allowance)
  const most = q.band.most === null ? Infinity : Math.max(q.band.most * PER_PERSON, allowance?.most ?? 0)
  const byPeople = most === Infinity ? null : Math.ceil(sum(q, q.people) / most - SLACK)
  const byWalking = lagrangian(q, reach, Infinity)
  const both = most === Infinity ? byWalking : Math.max(byWalking, byPeople!, lagrangian(q, reach, most))
  const byBoth = both <= homesOf(q) ? both : null
  return { byPeople, byWalking, byBoth, leastBeyond }
}

/** Units in which a heart could stand: there are no more circles than these. */
export const homesOf = ({ home, free }: Question): number => new Set(home.filter((u) => free[u])).size

const sum = ({ free }: Question, column: Float64Array): number => column.reduce((s, n, u) => s + (free[u] ? n : 0), 0)

/** Per home: for each heart there, the units it may have in its circle: as near as they can be, and joined to it by such. */
function reachOf(
  q: Question,
  allowance: Allowance | null,
): { reach: readonly (readonly Int32Array[])[]; leastBeyond: number } {
  const { units, hearts, home, free, beyond } = q
  const { first, other } = q.neighbours
  const least = new Float64Array(units).fill(Infinity)
  for (let h = 0; h < hearts; h++)
    if (free[home[h]!]) for (let u = 0; u < units; u++) least[u] = Math.min(least[u]!, beyond[h * units + u]!)
  const reach = new Map<number, Int32Array[]>()
  const mark = new Int32Array(units).fill(-1)
  for (let h = 0; h < hearts; h++) {
    const start = home[h]!
    const allowed = (u: number) =>
      free[u] === 1 && beyond[h * units + u]! <= Math.max(least[u]!, allowance?.beyond[u] ?? 0)
    if (!allowed(start)) continue
    const found = [start]
    mark[start] = h
    for (let k = 0; k < found.length; k++)
      for (let i = first[found[k]!]!; i < first[found[k]! + 1]!; i++) {
        const v = other[i]!
        if (mark[v] === h || !allowed(v)) continue
        mark[v] = h
        found.push(v)
      }
    if (!reach.has(start)) reach.set(start, [])
    reach.get(start)!.push(Int32Array.from(found).sort())
  }
  let leastBeyond = 0
  for (let u = 0; u < units; u++) if (free[u] && least[u]! < Infinity) leastBeyond += least[u]!
  return { reach: [...reach].sort((a, b) => a[0] - b[0]).map(([, list]) => maximal(list)), leastBeyond }
}

/** Of sets at one home, those that are no part of another: the others are never worth more. */
function maximal(sets: readonly Int32Array[]): Int32Array[] {
  const sorted = [...sets].sort((a, b) => b.length - a.length)
  const kept: Int32Array[] = []
  for (const set of sorted) {
    const within = kept.some((k) => {
      const members = new Set(k)
      return set.every((u) => members.has(u))
    })
    if (!within) kept.push(set)
  }
  return kept
}

/** The best bound that subgradients find, as a whole number: from multipliers that pack the units, and from even ones. */
function lagrangian(q: Question, reach: readonly (readonly Int32Array[])[], most: number): number {
  const covers = new Int32Array(q.units)
  for (const sets of reach) {
    const seen = new Set<number>()
    for (const set of sets) for (const u of set) seen.add(u)
    for (const u of seen) covers[u]!++
  }
  const even = Float64Array.from(covers, (n, u) => (n > 0 && q.free[u] ? 1 / n : 0))
  const best = Math.max(...[packed(q, reach, covers), even].map((lambda) => bettered(q, reach, most, covers, lambda)))
  return Math.max(reach.length > 0 ? 1 : 0, Math.ceil(best - SLACK))
}

/** The best value on the way of subgradients from `lambda`, which is changed. */
function bettered(
  q: Question,
  reach: readonly (readonly Int32Array[])[],
  most: number,
  covers: Int32Array,
  lambda: Float64Array,
): number {
  const { units, people } = q
  const slope = new Float64Array(units)
  const taken = new Float64Array(units)
  let best = 0
  let [step, stale] = [1, 0]
  for (let round = 0; round < ROUNDS; round++) {
    let value = 0
    for (let u = 0; u < units; u++) {
      value += lambda[u]!
      slope[u] = covers[u]! > 0 && q.free[u] ? 1 : 0
    }
    for (const sets of reach) {
      let [worth, chosen] = [0, -1]
      sets.forEach((set, k) => {
        const w = worthOf(set, lambda, people, most, null)
        if (w > worth) [worth, chosen] = [w, k]
      })
      if (worth <= 1) continue
      value += 1 - worth
      worthOf(sets[chosen]!, lambda, people, most, taken)
      for (const u of sets[chosen]!) slope[u]! -= taken[u]!
    }
    if (value > best + 1e-9) [best, stale] = [value, 0]
    else if (++stale >= 12) [step, stale] = [step / 2, 0]
    let norm = 0
    for (let u = 0; u < units; u++) norm += slope[u]! ** 2
    if (norm === 0 || step < 1e-3) break
    const by = (step * Math.max(0.5, 0.05 * Math.abs(value) + best - value)) / norm
    for (let u = 0; u < units; u++) lambda[u] = Math.max(0, lambda[u]! + by * slope[u]!)
  }
  return best
}

/** λ such that no set is worth more than 1: units that few homes reach first, each as much as all its sets leave. */
function packed(q: Question, reach: readonly (readonly Int32Array[])[], covers: Int32Array): Float64Array {
  const sets = reach.flat()
  const setsOf: number[][] = Array.from({ length: q.units }, () => [])
  sets.forEach((set, k) => {
    for (const u of set) setsOf[u]!.push(k)
  })
  const left = new Float64Array(sets.length).fill(1)
  const lambda = new Float64Array(q.units)
  const order = [...covers.keys()].filter((u) => covers[u]! > 0 && q.free[u])
  for (const u of order.sort((a, b) => setsOf[a]!.length - setsOf[b]!.length || a - b)) {
    lambda[u] = setsOf[u]!.reduce((least, k) => Math.min(least, left[k]!), 1)
    for (const k of setsOf[u]!) left[k]! -= lambda[u]!
  }
  return lambda
}

/** Most of Σ λ over a set within so many people, in fractions (Dantzig 1957); `taken` gets how much of each. */
function worthOf(
  set: Int32Array,
  lambda: Float64Array,
  people: Float64Array,
  most: number,
  taken: Float64Array | null,
): number {
  let all = 0
  let worth = 0
  for (const u of set) {
    all += people[u]!
    worth += lambda[u]!
    if (taken) taken[u] = 1
  }
  if (all <= most || (worth <= 1 && !taken)) return worth
  const order = Array.from(set).sort((a, b) => lambda[b]! * people[a]! - lambda[a]! * people[b]! || a - b)
  let room = most
  worth = 0
  for (const u of order) {
    const share = people[u]! <= room ? 1 : people[u]! > 0 ? room / people[u]! : 1
    room -= share * people[u]!
    worth += share * lambda[u]!
    if (taken) taken[u] = share
  }
  return worth
}
