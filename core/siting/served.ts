// How many people can be served within reach and within capacity: a greatest flow from demands to the open sites. Sites are opened
// and shut one at a time, and the flow is mended each time by augmenting paths (Ford & Fulkerson 1956).
import type { Instance } from './instance.ts'

/** What is nearer than this to nothing is nothing, as a share of all weight. */
const NOTHING = 1e-12

/** Who is served by whom. A demand may be served by several sites, a part by each. */
export class Served {
  readonly #instance: Instance
  readonly isOpen: Uint8Array
  /** Per demand: weight not served; per site: capacity not used. */
  readonly left: Float64Array
  readonly room: Float64Array
  /** Per pair by site: weight served. */
  readonly flow: Float64Array
  /** Per pair by demand: the same pair by site. */
  readonly #pairOf: Int32Array
  readonly #least: number
  value = 0

  constructor(instance: Instance) {
    const { sites, weight, bySite, byDemand, capacity } = instance
    this.#instance = instance
    this.isOpen = new Uint8Array(sites)
    this.left = weight.slice()
    this.room = Float64Array.from({ length: sites }, (_, s) => capacity?.[s] ?? Infinity)
    this.flow = new Float64Array(bySite.other.length)
    this.#pairOf = new Int32Array(byDemand.other.length)
    const next = byDemand.first.slice()
    for (let s = 0; s < sites; s++)
      for (let k = bySite.first[s]!; k < bySite.first[s + 1]!; k++) this.#pairOf[next[bySite.other[k]!]!++] = k
    this.#least =
      NOTHING *
      Math.max(
        1,
        weight.reduce((sum, w) => sum + w, 0),
      )
  }

  /** What a site could serve now without moving anybody: no more than it would add. */
  offer(site: number): number {
    const { bySite, capacity } = this.#instance
    let sum = 0
    for (let k = bySite.first[site]!; k < bySite.first[site + 1]!; k++) sum += this.left[bySite.other[k]!]!
    return Math.min(sum, capacity?.[site] ?? Infinity)
  }

  open(site: number): void {
    this.isOpen[site] = 1
    this.#fill(site)
  }

  /** Shuts a site: those it served go elsewhere where there is room. */
  shut(site: number): void {
    const { bySite } = this.#instance
    this.isOpen[site] = 0
    const lost: number[] = []
    for (let k = bySite.first[site]!; k < bySite.first[site + 1]!; k++) {
      const served = this.flow[k]!
      if (served === 0) continue
      this.flow[k] = 0
      this.left[bySite.other[k]!]! += served
      this.room[site]! += served
      this.value -= served
      lost.push(bySite.other[k]!)
    }
    for (const demand of lost) this.#place(demand)
  }

  /** Uses the room of a site: first on those not served, then on those whom others serve, whose place then goes to somebody. */
  #fill(site: number): void {
    const { bySite } = this.#instance
    for (let k = bySite.first[site]!; k < bySite.first[site + 1]! && this.room[site]! > this.#least; k++) {
      const demand = bySite.other[k]!
      this.#move(k, site, demand, Math.min(this.left[demand]!, this.room[site]!))
    }
    while (this.room[site]! > this.#least && this.#augment(site));
  }

  #move(pair: number, site: number, demand: number, by: number): void {
    if (!(by > 0)) return
    this.flow[pair]! += by
    this.left[demand]! -= by
    this.room[site]! -= by
    this.value += by
  }

  /** Serves what is left of a demand, by sites with room or by moving others. */
  #place(demand: number): void {
    const { byDemand } = this.#instance
    for (let e = byDemand.first[demand]!; e < byDemand.first[demand + 1]!; e++) {
      const site = byDemand.other[e]!
      if (this.isOpen[site]) this.#move(this.#pairOf[e]!, site, demand, Math.min(this.left[demand]!, this.room[site]!))
    }
    for (const site of this.#sitesWithRoom()) {
      if (this.left[demand]! <= this.#least) break
      while (this.room[site]! > this.#least && this.#augment(site));
    }
  }

  #sitesWithRoom(): number[] {
    const sites: number[] = []
    for (let s = 0; s < this.isOpen.length; s++) if (this.isOpen[s] && this.room[s]! > this.#least) sites.push(s)
    return sites
  }

  /** From a site with room over people whom others serve to somebody who is not served; whether there was such a way. */
  #augment(from: number): boolean {
    const { bySite, byDemand, demands, sites } = this.#instance
    const by = new Int32Array(demands).fill(-1) // the pair (by site) over which a demand was met
    const met = new Int32Array(sites).fill(-1) // the pair over which a site was met, from a demand that it serves
    const queue = [from]
    met[from] = -2
    for (const site of queue)
      for (let k = bySite.first[site]!; k < bySite.first[site + 1]!; k++) {
        const demand = bySite.other[k]!
        if (by[demand]! >= 0) continue
        by[demand] = k
        if (this.left[demand]! > this.#least) {
          this.#along(demand, by, met, from)
          return true
        }
        for (let e = byDemand.first[demand]!; e < byDemand.first[demand + 1]!; e++) {
          const other = byDemand.other[e]!
          const pair = this.#pairOf[e]!
          if (met[other] !== -1 || !(this.flow[pair]! > this.#least)) continue
          met[other] = pair
          queue.push(other)
        }
      }
    return false
  }

  #along(last: number, by: Int32Array, met: Int32Array, from: number): void {
    const { bySite } = this.#instance
    const siteOf = (pair: number) => {
      let [low, high] = [0, bySite.first.length - 1]
      while (low + 1 < high) {
        const middle = (low + high) >> 1
        if (bySite.first[middle]! <= pair) low = middle
        else high = middle
      }
      return low
    }
    const gives: number[] = []
    const takes: number[] = []
    let most = Math.min(this.left[last]!, this.room[from]!)
    for (let demand = last; ; ) {
      const pair = by[demand]!
      gives.push(pair)
      const site = siteOf(pair)
      if (site === from) break
      const taken = met[site]!
      takes.push(taken)
      most = Math.min(most, this.flow[taken]!)
      demand = bySite.other[taken]!
    }
    for (const pair of gives) this.flow[pair]! += most
    for (const pair of takes) this.flow[pair]! -= most
    this.left[last]! -= most
    this.room[from]! -= most
    this.value += most
  }
}
