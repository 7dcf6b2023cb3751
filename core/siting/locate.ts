// The service problem solved: greedy with swaps for each number of sites, then the dual, whose choices are bettered by swaps in
// turn, then choices shaken and bettered again, then branching and highs on what is left. The same seed takes the same way.
import { random } from '../base/random.ts'
import { branch, mustBeat } from './branch.ts'
import { reduced } from './dominance.ts'
import { Dual } from './dual.ts'
import { Interchange, type Limits } from './interchange.ts'
import { programmeMissed } from './missed.ts'
import { costOf, type Service } from './service.ts'
import type { Watch } from './watch.ts'

/** What was found. All values are those of the service problem, to be made least. */
export interface Located {
  readonly chosen: Int32Array
  readonly value: number
  readonly bound: number
  /** By number of sites from 0: the best value found and a bound for it, −Infinity where none is known. */
  readonly curve: readonly { readonly value: number; readonly bound: number }[]
  readonly runnersUp: readonly { readonly site: number; readonly instead: number; readonly loss: number }[]
  readonly how: readonly string[]
}

/** Pairs that the bounds of the curve may cost in all, beside those of the answer. */
const CURVE_WORK = 4e8

/** Numbers that shaking and branching may use at most, so that a search without a time limit ends. */
const SHAKES = 60
const NODES = 2_000_000

/** Nodes × pairs of the branching that comes before highs, where there is highs. */
const FIRST_WORK = 3e7

/** Part of the gap that is allowed which highs is told, for its bound is then lowered by its tolerances. */
const SAFE = 0.95

/** What else is wanted. */
export interface Want {
  readonly curve: boolean
  /** What a bound must pass to be near enough to a value (see `Effort.gap`); left out: it must prove it. */
  readonly enough?: (value: number) => number
}

/** Solves a service problem within limits. */
export async function locate(full: Service, limits: Limits, watch: Watch, want: Want): Promise<Located> {
  const { progress } = watch.effort
  const how: string[] = []
  // where it is all one which sites are chosen but for whom they cover, those that others make needless go
  const service = full.plain && !limits.cost ? reduced(full, false) : full
  if (service !== full) how.push(`${countUseful(full)} sites, ${countUseful(service)} of them not covered by another`)
  const enough = (value: number) => Math.min(mustBeat(service, value), want.enough?.(value) ?? Infinity)
  const sites = countUseful(service)
  const p = Math.min(limits.p, sites)
  const within: Limits = { ...limits, p }
  const whole = (n: number) => n.toLocaleString('en', { maximumFractionDigits: 2 })

  progress.begin({ zh: '贪心与交换', en: 'Greedy and swaps' }, p)
  const x = new Interchange(service, within)
  const values: number[] = [x.value]
  if (limits.cost) startByBudget(x, watch)
  else
    for (let k = 1; k <= p && x.add(); k++) {
      if (want.curve) while (!watch.stop() && x.swap());
      values.push(x.value)
      progress.step(k)
      if (watch.stop()) {
        while (x.count < p && x.add()) values.push(x.value)
        break
      }
    }
  const greedy = x.value
  x.improve(watch.stop)
  let best = x.chosen()
  let value = costOf(service, best)
  how.push(`greedy ${whole(greedy)} · swaps ${whole(value)}`)

  const met = new Set<string>()
  /** Betters a choice by swaps, and keeps it where it is the best. */
  const better = (from: ArrayLike<number>): number => {
    if (!fits(from, within)) return Infinity
    const key = Array.from(from)
      .sort((a, b) => a - b)
      .join()
    if (met.has(key) || watch.stop()) return Infinity
    met.add(key)
    x.become(from)
    x.improve(watch.stop)
    if (x.value >= value) return x.value
    const chosen = x.chosen()
    const exact = costOf(service, chosen)
    if (exact < value) {
      value = exact
      best = chosen
    }
    return value
  }

  progress.begin({ zh: '求界', en: 'Bounding' }, null)
  const dual = new Dual(service, within)
  let bound = -Infinity
  if (dual.least >= enough(value)) bound = raised(service, dual.least, value)
  else {
    // what a demand pays is mostly no more than its farthest site costs, however dear it is to miss it
    const { plain, first, cost } = service
    dual.begin((j) => Math.min(x.priceOf(j, 0.5), plain ? Infinity : cost[first[j + 1]! - 1]!))
    for (let turn = 0; turn < TURNS && !watch.stop(); turn++) {
      const before = dual.best
      const steps = { rounds: 150, upper: value, enough: enough(value), stop: watch.stop, choice: better }
      if (turn % 4 === 3) dual.climb({ ...steps, rounds: 600 })
      else dual.sweep(steps)
      if (Math.max(dual.best, dual.least) >= enough(value)) break
      if (turn % 4 === 3 && dual.best - before < 0.01 * (value - dual.best)) break
    }
    bound = raised(service, Math.max(dual.best, dual.least), value)
    how.push(`lagrangian ${whole(dual.best)}`)
  }

  let top = Math.max(dual.best, dual.least)
  const done = () => bound >= value || Math.max(top, bound) >= enough(value)
  if (!done() && !watch.stop()) {
    progress.begin({ zh: '扰动', en: 'Shaking' }, SHAKES)
    const chance = random(watch.effort.seed)
    const before = value
    let n = 0
    for (; n < SHAKES && !watch.stop() && !done(); n++) {
      better(shaken(best, dual, chance.next, Math.max(1, Math.min(8, Math.round(best.length / 8)))))
      progress.step(n + 1)
    }
    how.push(`shakes ${n}${value < before ? ` ${whole(value)}` : ''}`)
    bound = raised(service, top, value)
  }

  const byCount = dual.byCount.slice()
  if (want.curve && !limits.cost && service.demands > 0) boundCurve(dual, values, watch, byCount)

  if (!done() && !watch.stop()) {
    progress.begin({ zh: '分支定界', en: 'Branching' }, null)
    dual.aim(p)
    dual.sweep({ rounds: 150, upper: value, enough: enough(value), stop: watch.stop })
    top = Math.max(top, dual.best)
    const pairs = Math.max(1, service.site.length)
    const found = (chosen: Int32Array | null, under: number) => {
      const now = chosen ? costOf(service, chosen) : Infinity
      if (now < value) [value, best] = [now, chosen!]
      bound = Math.max(bound, Math.min(under, value))
    }
    const nodesFirst = service.plain ? Math.max(100, Math.round(FIRST_WORK / pairs)) : NODES
    for (const most of nodesFirst < NODES ? [nodesFirst, NODES] : [NODES]) {
      const seen = branch(dual, value, { stop: watch.stop, most, told: (nodes) => progress.step(nodes), enough })
      found(seen.chosen, seen.bound)
      how.push(`branching ${whole(seen.nodes)} nodes${seen.whole ? '' : ', not all'}`)
      if (seen.whole || most === NODES || done() || watch.stop()) break
      const programmed = await programmeMissed(service, within, best, SAFE * (value - enough(value)), watch)
      if (programmed) {
        found(programmed.chosen, raised(service, programmed.bound, value))
        how.push(`highs ${programmed.status} ${whole(programmed.bound)}`)
      }
      // what is left then is the tolerance of highs
      if (done() || programmed?.status === 'optimal') break
    }
  }
  bound = Math.min(raised(service, bound, value), value)

  const curve = want.curve ? curveOf(service, values, byCount, best, value, bound, limits) : []
  const last = service === full ? x : new Interchange(full, within)
  last.become(best)
  return { chosen: best, value, bound, curve, runnersUp: last.runnersUp(), how }
}

/** Turns of the dual at most; one in four is the finer method. */
const TURNS = 12

/** A bound of whole numbers is the next whole number; whatever passes what must be beaten proves the value itself. */
function raised(service: Service, bound: number, value: number): number {
  if (service.whole && bound > -Infinity) return Math.min(value, Math.ceil(bound - 1e-6))
  return Math.min(value, bound)
}

const countUseful = ({ sites, siteFirst }: Service): number => {
  let n = 0
  for (let i = 0; i < sites; i++) if (siteFirst[i + 1]! > siteFirst[i]!) n++
  return n
}

function fits(sites: ArrayLike<number>, { p, cost, budget }: Limits): boolean {
  if (sites.length > p) return false
  if (!cost) return true
  let sum = 0
  for (let k = 0; k < sites.length; k++) sum += cost[sites[k]!]!
  return sum <= budget
}

/** The better of greedy by what is saved and greedy by what a yuan saves. */
function startByBudget(x: Interchange, watch: Watch): void {
  while (x.add());
  x.improve(watch.stop)
  const plain = { value: x.value, chosen: x.chosen() }
  x.become([])
  while (x.add(true));
  x.improve(watch.stop)
  if (plain.value < x.value) x.become(plain.chosen)
}

/** A choice with some sites out and others, likely ones, in. */
function shaken(chosen: Int32Array, dual: Dual, next: () => number, many: number): number[] {
  const stays = [...chosen]
  for (let k = 0; k < many && stays.length > 0; k++) stays.splice(Math.floor(next() * stays.length), 1)
  const { cost, budget, p } = dual.limits
  const has = new Set(stays)
  let spent = cost ? stays.reduce((sum, i) => sum + cost[i]!, 0) : 0
  for (let k = 0; k < 8 * many && stays.length < p; k++) {
    // of four at random the one that the prices like best
    let best = -1
    for (let draw = 0; draw < 4; draw++) {
      const i = Math.floor(next() * dual.service.sites)
      if (!has.has(i) && (best < 0 || dual.rho[i]! < dual.rho[best]!)) best = i
    }
    if (best < 0 || (cost && spent + cost[best]! > budget)) continue
    stays.push(best)
    has.add(best)
    spent += cost?.[best] ?? 0
  }
  return stays
}

/** A few steps of the dual at each smaller number of sites, as far as the work goes; each begins at its neighbour's prices. */
function boundCurve(dual: Dual, values: readonly number[], watch: Watch, byCount: Float64Array): void {
  const pairs = Math.max(1, dual.service.first[dual.service.demands]!)
  const rounds = Math.min(60, Math.floor(CURVE_WORK / pairs / Math.max(1, values.length)))
  const price = dual.price.slice()
  if (rounds >= 5)
    for (let k = values.length - 2; k >= 1 && !watch.stop(); k--) {
      dual.aim(k)
      const upper = values[k]!
      dual.sweep({ rounds, upper, enough: mustBeat(dual.service, upper), stop: watch.stop })
    }
  for (let k = 0; k < byCount.length; k++) byCount[k] = Math.max(byCount[k]!, dual.byCount[k]!)
  dual.price.set(price)
}

/**
 * The curve up to the chosen sites. Where no choice of so many was tried, it is the best of the chosen ones, taken greedily. Bounds
 * of more sites hold for fewer.
 */
function curveOf(
  service: Service,
  values: readonly number[],
  byCount: Float64Array,
  best: Int32Array,
  value: number,
  bound: number,
  limits: Limits,
): Located['curve'] {
  const sites = best.length
  const own = greedily(service, best)
  const curve: { value: number; bound: number }[] = []
  let least = bound
  for (let k = sites; k >= 0; k--) {
    const here = k === sites ? value : Math.max(value, Math.min(own[k]!, values[k] ?? Infinity))
    if (!limits.cost) least = Math.max(least, raised(service, byCount[k] ?? -Infinity, here))
    curve[k] = { value: here, bound: limits.cost && k < sites ? -Infinity : Math.min(here, least) }
  }
  curve[0] = { value: values[0]!, bound: values[0]! }
  return curve
}

/** What the chosen cost together when they are opened one after another, the one that saves most first: by number from 0. */
function greedily(service: Service, chosen: Int32Array): number[] {
  const { siteFirst, demand, siteCost } = service
  const cost = service.miss.slice()
  const left = [...chosen]
  let now = cost.reduce((sum, c) => sum + c, 0)
  const values = [now]
  while (left.length > 0) {
    let best = 0
    let most = -1
    left.forEach((i, k) => {
      let saves = 0
      for (let e = siteFirst[i]!; e < siteFirst[i + 1]!; e++) saves += Math.max(0, cost[demand[e]!]! - siteCost[e]!)
      if (saves > most) [best, most] = [k, saves]
    })
    const [i] = left.splice(best, 1)
    for (let e = siteFirst[i!]!; e < siteFirst[i! + 1]!; e++)
      cost[demand[e]!] = Math.min(cost[demand[e]!]!, siteCost[e]!)
    now -= most
    values.push(now)
  }
  return values
}
