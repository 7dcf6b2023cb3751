// One algorithm: greedy and vertex substitution (Teitz & Bart 1968) on the service problem, with gains and losses kept up to date
// as Resende & Werneck (2007) do: a swap touches only the demands whose nearest or second site changes.
//
//   gain[i]       what opening i saves          Σ over demands: near − cost(i), where that is positive
//   loss[s]       what closing slot s costs     Σ over its demands: second − near
//   extra[i][s]   what both together cost less  the part of the loss that i takes over
//   a swap saves gain[i] − loss[s] + extra[i][s]
import type { Service } from './service.ts'

/** What a choice must keep to: at most `p` sites, and at most `budget` for their costs where there are any. */
export interface Limits {
  readonly p: number
  readonly cost: Float64Array | null
  readonly budget: number
}

/** A change that saves less than this share of the whole is noise of addition. */
const NOISE = 1e-11

/** A choice of sites that can be bettered by adding, swapping and dropping. */
export class Interchange {
  readonly #service: Service
  readonly #limits: Limits
  /** Sites by slot; slots 0 .. count − 1 are taken. */
  readonly #slots: Int32Array
  readonly #slotOf: Int32Array
  readonly #gain: Float64Array
  readonly #loss: Float64Array
  readonly #extra: Float64Array
  /** Per demand the slots that serve it best and next, −1: none; and what it costs there, the miss at most. */
  readonly #near: Int32Array
  readonly #next: Int32Array
  readonly #nearCost: Float64Array
  readonly #nextCost: Float64Array
  readonly #mayOpen: Uint8Array
  #count = 0
  #spent = 0
  #value: number

  constructor(service: Service, limits: Limits) {
    const { demands, sites, miss } = service
    this.#service = service
    this.#limits = limits
    const p = Math.min(limits.p, sites)
    this.#slots = new Int32Array(p)
    this.#slotOf = new Int32Array(sites).fill(-1)
    this.#gain = new Float64Array(sites)
    this.#loss = new Float64Array(p)
    this.#extra = new Float64Array(sites * p)
    this.#near = new Int32Array(demands).fill(-1)
    this.#next = new Int32Array(demands).fill(-1)
    this.#nearCost = miss.slice()
    this.#nextCost = miss.slice()
    this.#mayOpen = new Uint8Array(sites)
    for (let i = 0; i < sites; i++) if (service.siteFirst[i + 1]! > service.siteFirst[i]!) this.#mayOpen[i] = 1
    this.#value = sumOf(miss)
    for (let j = 0; j < demands; j++) this.#tally(j, 1)
  }

  get value(): number {
    return this.#value
  }

  get count(): number {
    return this.#count
  }

  get spent(): number {
    return this.#spent
  }

  /** The sites, ascending. */
  chosen(): Int32Array {
    return this.#slots.slice(0, this.#count).sort()
  }

  has(site: number): boolean {
    return this.#slotOf[site]! >= 0
  }

  /** Takes the sites given and no others. */
  become(sites: ArrayLike<number>): void {
    const keep = new Uint8Array(this.#service.sites)
    for (let k = 0; k < sites.length; k++) keep[sites[k]!] = 1
    for (let s = this.#count - 1; s >= 0; s--) if (keep[this.#slots[s]!] === 0) this.close(s)
    for (let k = 0; k < sites.length; k++) if (!this.has(sites[k]!)) this.open(sites[k]!)
  }

  open(i: number): void {
    const { siteFirst, demand, siteCost } = this.#service
    const slot = this.#count++
    this.#slots[slot] = i
    this.#slotOf[i] = slot
    this.#spent += this.#limits.cost?.[i] ?? 0
    this.#value -= this.#gain[i]!
    for (let e = siteFirst[i]!; e < siteFirst[i + 1]!; e++) {
      const j = demand[e]!
      const c = siteCost[e]!
      if (!(c < this.#nextCost[j]!)) continue
      this.#tally(j, -1)
      if (c < this.#nearCost[j]!) {
        this.#next[j] = this.#near[j]!
        this.#nextCost[j] = this.#nearCost[j]!
        this.#near[j] = slot
        this.#nearCost[j] = c
      } else {
        this.#next[j] = slot
        this.#nextCost[j] = c
      }
      this.#tally(j, 1)
    }
  }

  /** Closes a slot; the last one moves into its place. */
  close(slot: number): void {
    const { siteFirst, demand, first, site, cost, miss } = this.#service
    const i = this.#slots[slot]!
    this.#slotOf[i] = -1
    this.#spent -= this.#limits.cost?.[i] ?? 0
    this.#value += this.#loss[slot]!
    for (let e = siteFirst[i]!; e < siteFirst[i + 1]!; e++) {
      const j = demand[e]!
      if (this.#near[j] !== slot && this.#next[j] !== slot) continue
      this.#tally(j, -1)
      if (this.#near[j] === slot) {
        this.#near[j] = this.#next[j]!
        this.#nearCost[j] = this.#nextCost[j]!
      }
      let next = -1
      let nextCost = miss[j]!
      for (let k = first[j]!; k < first[j + 1]!; k++) {
        const s = this.#slotOf[site[k]!]!
        if (s < 0 || s === this.#near[j]) continue
        next = s
        nextCost = cost[k]!
        break
      }
      this.#next[j] = next
      this.#nextCost[j] = nextCost
      this.#tally(j, 1)
    }
    const last = --this.#count
    if (last !== slot) this.#move(last, slot)
    this.#loss[last] = 0
    const p = this.#loss.length
    for (let at = last; at < this.#extra.length; at += p) this.#extra[at] = 0
  }

  #move(from: number, to: number): void {
    const { siteFirst, demand } = this.#service
    const i = this.#slots[from]!
    this.#slots[to] = i
    this.#slotOf[i] = to
    this.#loss[to] = this.#loss[from]!
    const p = this.#loss.length
    for (let at = 0; at < this.#extra.length; at += p) this.#extra[at + to] = this.#extra[at + from]!
    for (let e = siteFirst[i]!; e < siteFirst[i + 1]!; e++) {
      const j = demand[e]!
      if (this.#near[j] === from) this.#near[j] = to
      else if (this.#next[j] === from) this.#next[j] = to
    }
  }

  /** Adds what demand j says to the gains, losses and extras (`sign` 1), or takes it out again (−1). */
  #tally(j: number, sign: 1 | -1): void {
    const { first, site, cost } = this.#service
    const near = this.#nearCost[j]!
    const next = this.#nextCost[j]!
    const s = this.#near[j]!
    const end = first[j + 1]!
    if (s < 0) {
      for (let e = first[j]!; e < end; e++) this.#gain[site[e]!]! += sign * (near - cost[e]!)
      return
    }
    if (!(near < next)) {
      for (let e = first[j]!; e < end && cost[e]! < near; e++) this.#gain[site[e]!]! += sign * (near - cost[e]!)
      return
    }
    const p = this.#loss.length
    this.#loss[s]! += sign * (next - near)
    for (let e = first[j]!; e < end; e++) {
      const c = cost[e]!
      if (!(c < next)) break
      const i = site[e]!
      if (c < near) {
        this.#gain[i]! += sign * (near - c)
        this.#extra[i * p + s]! += sign * (next - near)
      } else this.#extra[i * p + s]! += sign * (next - c)
    }
  }

  #noise(): number {
    return this.#service.whole ? 0.5 : NOISE * Math.max(1e-300, Math.abs(this.#value), sumScale(this.#service))
  }

  /** Opens the site that saves most (by cost where `perCost`), if any saves anything and fits. False: none. */
  add(perCost = false): boolean {
    if (this.#count >= this.#loss.length) return false
    const { cost, budget } = this.#limits
    let best = -1
    let most = 0
    for (let i = 0; i < this.#gain.length; i++) {
      if (this.#mayOpen[i] === 0 || this.#slotOf[i]! >= 0 || this.#gain[i]! <= this.#noise()) continue
      if (cost && this.#spent + cost[i]! > budget) continue
      const worth = perCost && cost ? this.#gain[i]! / Math.max(cost[i]!, 1e-9) : this.#gain[i]!
      if (worth > most) [best, most] = [i, worth]
    }
    if (best >= 0) this.open(best)
    return best >= 0
  }

  /** Makes the swap that saves most, if any does. */
  swap(): boolean {
    const found = this.#bestSwap()
    if (!found) return false
    this.close(found.slot)
    this.open(found.site)
    return true
  }

  #bestSwap(): { site: number; slot: number } | null {
    const p = this.#loss.length
    const { cost, budget } = this.#limits
    const [gain, loss, extra, slots] = [this.#gain, this.#loss, this.#extra, this.#slots]
    let most = this.#noise()
    let site = -1
    let slot = -1
    for (let i = 0; i < gain.length; i++) {
      if (this.#slotOf[i]! >= 0 || gain[i]! <= 0) continue
      const row = i * p
      const g = gain[i]!
      for (let s = 0; s < this.#count; s++) {
        const saves = g - loss[s]! + extra[row + s]!
        if (saves > most && (cost === null || this.#spent - cost[slots[s]!]! + cost[i]! <= budget)) {
          most = saves
          site = i
          slot = s
        }
      }
    }
    return site < 0 ? null : { site, slot }
  }

  /** Adds and swaps until neither saves anything, or `stop` says so. */
  improve(stop: () => boolean): void {
    do {
      while (this.add());
    } while (this.swap() && !stop())
  }

  /** A price for demand j to begin the dual with: part of the way from what it costs to what it would without its site. */
  priceOf(j: number, part: number): number {
    return this.#nearCost[j]! + part * (this.#nextCost[j]! - this.#nearCost[j]!)
  }

  /** Per chosen site (as `chosen()` has them) the site that could best stand for it, and what that would lose. */
  runnersUp(): { site: number; instead: number; loss: number }[] {
    const p = this.#loss.length
    const { cost, budget } = this.#limits
    return [...this.chosen()].flatMap((instead) => {
      const s = this.#slotOf[instead]!
      let site = -1
      let least = Infinity
      for (let i = 0; i < this.#gain.length; i++) {
        if (this.#slotOf[i]! >= 0 || this.#mayOpen[i] === 0) continue
        if (cost && this.#spent - cost[instead]! + cost[i]! > budget) continue
        const loses = this.#loss[s]! - this.#gain[i]! - this.#extra[i * p + s]!
        if (loses < least) [site, least] = [i, loses]
      }
      return site < 0 ? [] : [{ site, instead, loss: Math.max(0, least) }]
    })
  }
}

const sumOf = (numbers: Float64Array): number => {
  let sum = 0
  for (const n of numbers) sum += n
  return sum
}

const scales = new WeakMap<Service, number>()

/** The size of the numbers that are added, against which noise is told. */
function sumScale(service: Service): number {
  let scale = scales.get(service)
  if (scale === undefined) {
    scale = sumOf(service.miss) * 1e-3
    scales.set(service, scale)
  }
  return scale
}
