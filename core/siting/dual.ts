// One algorithm: the Lagrangian dual of the service problem. Each demand pays a price; a site earns what prices exceed its costs; the
// p sites that earn most (or a budget's worth of them) are opened. For any prices the outcome is a bound that no choice can beat:
//
//   L(price) = Σ price[j] + least Σ over chosen i of rho[i],   rho[i] = Σ over j of min(0, cost(i, j) − price[j])
//
// Prices are led by the volume algorithm (Barahona & Anbil 2000), which follows averaged subgradients and leaves in `share` nearly
// the linear programme's solution. Prices never exceed the miss, for there everybody may stop.
import type { Limits } from './interchange.ts'
import type { Service } from './service.ts'

/** A site: free to choose, ruled out, or chosen for good. */
export const FREE = 0
export const OUT = 1
export const IN = 2

/** What ends a run of steps. */
export interface Steps {
  readonly rounds: number
  /** The best value known: what the bound climbs towards. */
  readonly upper: number
  /** The run ends when the bound passes this: nothing better than `upper` is left. */
  readonly enough: number
  readonly stop: () => boolean
  /** Hears of the choice that each round makes, when it is the best so far. */
  readonly choice?: (chosen: Int32Array) => number
}

/** Part of what is left that the bound must have risen before another choice is looked at. */
const WORTH = 0.02

export class Dual {
  readonly service: Service
  /** How many sites at most, how dear at most; `p` may be set lower for a while (see `aim`). */
  readonly limits: Limits
  #p: number
  readonly state: Uint8Array
  readonly price: Float64Array
  /** Of the best prices so far: earnings by site (≤ 0), and the bound. */
  readonly rho: Float64Array
  best = -Infinity
  /** Per site how much of it the averaged choice has, 0–1. */
  readonly share: Float64Array
  /** Bounds by number of sites 0 .. p, from all prices met; only while no site is ruled in or out. */
  readonly byCount: Float64Array
  /** Pairs gone through: what work was done, whatever the clock says. */
  work = 0
  /** The sites of the last evaluation, `picks` of them. */
  readonly picked: Int32Array
  picks = 0
  readonly #trial: Float64Array
  readonly #trialRho: Float64Array
  readonly #floor: Float64Array
  readonly #slope: Float64Array
  readonly #mean: Float64Array
  readonly #sorted: Float64Array
  readonly #order: Int32Array
  readonly #isPicked: Uint8Array
  #pickedSum = 0
  #step = 1

  constructor(service: Service, limits: Limits) {
    const { demands, sites, first, cost } = service
    this.service = service
    this.limits = limits
    this.#p = limits.p
    this.state = new Uint8Array(sites)
    this.price = new Float64Array(demands)
    this.rho = new Float64Array(sites)
    this.share = new Float64Array(sites)
    this.picked = new Int32Array(sites)
    this.byCount = new Float64Array(limits.cost ? 0 : Math.min(limits.p, sites) + 1).fill(-Infinity)
    this.#trial = new Float64Array(demands)
    this.#trialRho = new Float64Array(sites)
    this.#floor = new Float64Array(demands)
    for (let j = 0; j < demands; j++) {
      this.#floor[j] = cost[first[j]!]!
      this.least += this.#floor[j]!
    }
    this.least -= 2.3e-16 * demands * Math.abs(this.least)
    this.#slope = new Float64Array(demands)
    this.#mean = new Float64Array(demands)
    this.#sorted = new Float64Array(sites)
    this.#order = new Int32Array(sites)
    this.#isPicked = new Uint8Array(sites)
  }

  /** Sets prices to begin with, kept between the cheapest pair and the miss. */
  begin(price: (demand: number) => number): void {
    const { demands, miss } = this.service
    for (let j = 0; j < demands; j++) this.price[j] = Math.min(miss[j]!, Math.max(this.#floor[j]!, price(j)))
    this.best = -Infinity
    this.#step = 1
  }

  /** Asks for another number of sites from now on, from the prices at hand. */
  aim(p: number): void {
    this.#p = p
    this.best = -Infinity
  }

  /** The bound at prices; picks the sites. Rounded down by what addition may have lost. */
  #evaluate(price: Float64Array, rho: Float64Array): number {
    const { demands, sites, first, site, cost, plain } = this.service
    rho.fill(0)
    let sum = 0
    for (let j = 0; j < demands; j++) {
      const v = price[j]!
      sum += v
      const end = first[j + 1]!
      if (plain) for (let e = first[j]!; e < end; e++) rho[site[e]!]! -= v
      else
        for (let e = first[j]!; e < end; e++) {
          const saves = v - cost[e]!
          if (saves <= 0) break
          rho[site[e]!]! -= saves
        }
    }
    this.work += first[demands]!
    let scale = sum
    for (let i = 0; i < sites; i++) scale -= rho[i]!
    const slack = 2.3e-16 * (demands + sites) * scale
    this.#pick(rho)
    let earned = this.#pickedSum
    if (this.byCount.length && this.#free === sites) {
      for (let k = 0, at = 0; k < this.byCount.length; k++) {
        const bound = Math.max(this.least, sum + at - slack)
        if (bound > this.byCount[k]!) this.byCount[k] = bound
        at += this.#sorted[k] ?? 0
      }
    }
    if (this.limits.cost) earned = Math.max(earned, this.#knapsack(rho))
    return sum + earned - slack
  }

  #free = 0
  /** What all demands cost when every site is open: a bound that needs no prices. */
  least = 0
  #firstLeft = -1

  /** The sites that are in, and of the free ones those that earn most, up to p. */
  #pick(rho: Float64Array): void {
    const { sites } = this.service
    let taken = 0
    let free = 0
    this.picks = 0
    let sum = 0
    this.#isPicked.fill(0)
    for (let i = 0; i < sites; i++) {
      if (this.state[i] === IN) {
        this.picked[this.picks++] = i
        this.#isPicked[i] = 1
        sum += rho[i]!
        taken++
      } else if (this.state[i] === FREE) this.#sorted[free++] = rho[i]!
    }
    this.#free = free
    const room = Math.min(free, this.#p - taken)
    this.#sorted.subarray(0, free).sort()
    if (room > 0) {
      const last = this.#sorted[room - 1]!
      let ties = 0
      for (let k = room - 1; k >= 0 && this.#sorted[k] === last; k--) ties++
      for (let i = 0; i < sites; i++) {
        if (this.state[i] !== FREE || rho[i]! > last || rho[i] === 0) continue
        if (rho[i] === last && ties-- <= 0) continue
        this.picked[this.picks++] = i
        this.#isPicked[i] = 1
      }
      for (let k = 0; k < room; k++) sum += this.#sorted[k]!
    }
    this.#pickedSum = sum
  }

  /** What a budget's worth of sites earns at most, the last one in part; those sites are the picked ones. */
  #knapsack(rho: Float64Array): number {
    const { budget, cost } = this.limits
    const { sites } = this.service
    let left = budget
    let sum = 0
    let n = 0
    this.picks = 0
    this.#firstLeft = -1
    this.#isPicked.fill(0)
    const take = (i: number) => {
      this.picked[this.picks++] = i
      this.#isPicked[i] = 1
      sum += rho[i]!
      left -= cost![i]!
    }
    for (let i = 0; i < sites; i++) {
      if (this.state[i] === IN) take(i)
      else if (this.state[i] === FREE && rho[i]! < 0 && cost![i]! <= budget) this.#order[n++] = i
    }
    const worth = this.#sorted
    const order = this.#order.subarray(0, n)
    for (const i of order) worth[i] = rho[i]! / Math.max(cost![i]!, 1e-300)
    order.sort((a, b) => worth[a]! - worth[b]! || a - b)
    for (const i of order) {
      if (cost![i]! <= left) take(i)
      else {
        if (left > 0) sum += rho[i]! * Math.min(1, (left / cost![i]!) * (1 + 1e-12))
        this.#firstLeft = i
        break
      }
    }
    return sum
  }

  /**
   * Rules sites in and out that no better choice than `enough` can have otherwise: by how much the bound rises when a
   * site is taken that was not picked, or left that was. The number of sites ruled.
   */
  fix(enough: number): number {
    const { sites } = this.service
    this.#pick(this.rho)
    let ruled = 0
    const { cost, budget } = this.limits
    let price = 0
    let [inside, outside] = [0, 0]
    if (cost) {
      // the price of a yuan at which the budget is just spent; a choice is then worth rho + price × cost, site by site
      this.#knapsack(this.rho)
      const next = this.#firstLeft
      price = next < 0 ? 0 : -this.rho[next]! / Math.max(cost[next]!, 1e-300)
    } else {
      const room = this.#p - this.#inside()
      if (room <= 0) return 0
      inside = this.#sorted[Math.min(room, this.#free) - 1] ?? 0
      outside = room < this.#free ? this.#sorted[room]! : 0
      if (room >= this.#free) inside = 0
    }
    for (let i = 0; i < sites; i++) {
      if (this.state[i] !== FREE) continue
      const rho = this.rho[i]! + price * (cost?.[i] ?? 0)
      const picked = this.#isPicked[i] === 1 || (cost !== null && rho < 0)
      if (cost && cost[i]! > budget) this.state[i] = OUT
      else if (!picked && this.best + rho - inside >= enough) this.state[i] = OUT
      else if (picked && this.best - rho + outside >= enough) this.state[i] = IN
      else continue
      ruled++
    }
    return ruled
  }

  #inside(): number {
    let n = 0
    for (let i = 0; i < this.state.length; i++) if (this.state[i] === IN) n++
    return n
  }

  /** How many sites too few (1: none, 0: one, −1: two) each demand has among the picked, at these prices. */
  #subgradient(price: Float64Array): void {
    const { siteFirst, demand, siteCost } = this.service
    const slope = this.#slope
    slope.fill(1)
    for (let k = 0; k < this.picks; k++) {
      const i = this.picked[k]!
      for (let e = siteFirst[i]!; e < siteFirst[i + 1]!; e++) {
        const j = demand[e]!
        if (siteCost[e]! < price[j]!) slope[j]! -= 1
      }
      this.work += siteFirst[i + 1]! - siteFirst[i]!
    }
  }

  /** Climbs. The best prices stay in `price`, their bound in `best`. */
  climb(steps: Steps): void {
    const { demands, sites, miss, weight } = this.service
    let { upper } = steps
    const mean = this.#mean
    const keep = (bound: number, from: Float64Array, rho: Float64Array) => {
      this.best = bound
      if (from !== this.price) this.price.set(from)
      this.rho.set(rho)
    }
    const first = this.#evaluate(this.price, this.#trialRho)
    keep(first, this.price, this.#trialRho)
    if (steps.choice) upper = Math.min(upper, steps.choice(this.picked.subarray(0, this.picks)))
    this.#subgradient(this.price)
    mean.set(this.#slope)
    for (let i = 0; i < sites; i++) this.share[i] = this.#isPicked[i]!
    let poor = 0
    let factor = this.#step
    let bestAt = 0
    let asked = first
    for (let round = 1; round <= steps.rounds; round++) {
      if (this.best >= steps.enough || factor < 1e-4) break
      if (steps.stop()) break
      let norm = 0
      for (let j = 0; j < demands; j++) {
        // a price that stands at its edge is not led beyond it
        const m = mean[j]!
        if ((m > 0 && this.price[j]! >= miss[j]!) || (m < 0 && this.price[j]! <= this.#floor[j]!)) continue
        norm += weight[j]! * m * m
      }
      if (norm < 1e-12) break
      const far = Math.max(upper - this.best, 1e-9 * Math.abs(upper))
      const size = (factor * far) / norm
      const trial = this.#trial
      for (let j = 0; j < demands; j++)
        trial[j] = Math.min(miss[j]!, Math.max(this.#floor[j]!, this.price[j]! + size * weight[j]! * mean[j]!))
      const bound = this.#evaluate(trial, this.#trialRho)
      this.#subgradient(trial)
      let along = 0
      for (let j = 0; j < demands; j++) along += weight[j]! * this.#slope[j]! * mean[j]!
      const alpha = 0.1
      for (let j = 0; j < demands; j++) mean[j]! += alpha * (this.#slope[j]! - mean[j]!)
      for (let i = 0; i < sites; i++) this.share[i]! += alpha * (this.#isPicked[i]! - this.share[i]!)
      if (bound > this.best) {
        if (bound - this.best > 1e-6 * Math.abs(far)) bestAt = round
        keep(bound, trial, this.#trialRho)
        if (steps.choice && bound - asked > WORTH * (upper - asked)) {
          asked = bound
          upper = Math.min(upper, steps.choice(this.picked.subarray(0, this.picks)))
        }
        if (along > 0) factor = Math.min(2, factor * 1.1)
        poor = 0
      } else if (++poor >= 20) {
        factor *= 0.66
        poor = 0
      }
      if (round - bestAt > 200) break
    }
    this.#step = Math.max(factor, 0.05)
  }

  /**
   * Climbs by deflected subgradients (Camerini, Fratta & Maffioli 1975): quick from afar, where `climb` is better near the
   * top. Both leave the best prices in `price`, so that one goes on where the other ended.
   */
  sweep(steps: Steps): void {
    const { demands, miss, weight } = this.service
    const price = this.price.slice()
    const mean = this.#mean
    mean.fill(0)
    let { upper } = steps
    let theta = 1
    let asked = -Infinity
    let poor = 0
    let since = 0
    for (let round = 0; round <= steps.rounds; round++) {
      if (this.best >= steps.enough || theta < 1e-3) break
      if (round > 0 && steps.stop()) break
      let bound = this.#evaluate(price, this.#trialRho)
      if (bound > this.best) {
        if (bound - this.best > 1e-5 * (upper - this.best)) poor = 0
        this.best = bound
        this.price.set(price)
        this.rho.set(this.#trialRho)
        if (steps.choice && (asked === -Infinity || bound - asked > WORTH * (upper - asked))) {
          asked = bound
          upper = Math.min(upper, steps.choice(this.picked.subarray(0, this.picks)))
        }
      } else poor++
      since++
      if (poor >= 15) {
        theta *= 0.7
        poor = 0
        if (since > 40) {
          price.set(this.price)
          mean.fill(0)
          since = 0
          bound = this.#evaluate(price, this.#trialRho)
        }
      }
      this.#subgradient(price)
      let norm = 0
      for (let j = 0; j < demands; j++) {
        const m = 0.5 * (this.#slope[j]! + mean[j]!)
        mean[j] = m
        if ((m > 0 && price[j]! >= miss[j]!) || (m < 0 && price[j]! <= this.#floor[j]!)) continue
        norm += weight[j]! * m * m
      }
      if (norm < 1e-12) break
      const size = (theta * Math.max(upper - bound, 1e-9 * Math.abs(upper))) / norm
      for (let j = 0; j < demands; j++)
        price[j] = Math.min(miss[j]!, Math.max(this.#floor[j]!, price[j]! + size * weight[j]! * mean[j]!))
    }
  }
}
