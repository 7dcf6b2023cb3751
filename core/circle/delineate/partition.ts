// Circles while they are being drawn: which unit is in which, and all sums kept up to date as units come and go.
import { areApart, missOf, PER_PERSON, type Question } from './question.ts'
import type { Score } from './score.ts'

/** Circles in slots. A slot without members is not a circle. */
export class Partition {
  readonly q: Question
  /** How many circles are wanted. */
  readonly wanted: number
  /** Per unit: its slot, -1 none. */
  readonly of: Int32Array
  readonly heart: number[] = []
  readonly members: number[][] = []
  readonly people: number[] = []
  /** Per unit: hearts that stand in it. */
  readonly heartsAt: readonly (readonly number[])[]
  count = 0
  #beyond = 0
  #miss = 0
  #walk = 0
  #squares = 0
  #cut = 0
  readonly #joined: number
  readonly #total: number
  readonly #links: number
  readonly #mark: Int32Array
  #round = 0

  constructor(q: Question, wanted: number) {
    this.q = q
    this.wanted = wanted
    this.of = new Int32Array(q.units).fill(-1)
    this.#mark = new Int32Array(q.units)
    const at: number[][] = Array.from({ length: q.units }, () => [])
    for (let h = 0; h < q.hearts; h++) if (q.free[q.home[h]!]) at[q.home[h]!]!.push(h)
    this.heartsAt = at
    let [joined, total, links] = [0, 0, 0]
    for (let u = 0; u < q.units; u++) {
      if (!q.free[u]) continue
      joined += q.joined[u]!
      total += q.people[u]!
      for (let i = q.neighbours.first[u]!; i < q.neighbours.first[u + 1]!; i++)
        if (q.neighbours.other[i]! > u && q.free[q.neighbours.other[i]!]) links += q.neighbours.links[i]!
    }
    this.#joined = joined
    this.#total = total
    this.#links = links
  }

  /** A circle round `heart`, with the unit that it stands in; its slot. */
  open(heart: number): number {
    let slot = this.members.findIndex((m) => m.length === 0)
    if (slot < 0) slot = this.members.length
    this.heart[slot] = heart
    this.members[slot] = []
    this.people[slot] = 0
    this.add(this.q.home[heart]!, slot)
    return slot
  }

  /** Puts a unit that is in no circle into one. */
  add(u: number, slot: number): void {
    const { q, of } = this
    const members = this.members[slot]!
    if (members.length === 0) this.count++
    else this.#miss -= missOf(this.people[slot]!, q.band)
    this.#squares -= square(this.people[slot]!)
    members.push(u)
    of[u] = slot
    this.people[slot]! += q.people[u]!
    this.#squares += square(this.people[slot]!)
    this.#miss += missOf(this.people[slot]!, q.band)
    const at = this.heart[slot]! * q.units + u
    this.#beyond += q.beyond[at]!
    this.#walk += q.walk[at]!
    this.#cut += this.#across(u, slot)
  }

  /** Takes a unit out of its circle. The last one closes it. */
  remove(u: number): void {
    const { q, of } = this
    const slot = of[u]!
    const members = this.members[slot]!
    const at = this.heart[slot]! * q.units + u
    this.#cut -= this.#across(u, slot)
    this.#beyond -= q.beyond[at]!
    this.#walk -= q.walk[at]!
    this.#miss -= missOf(this.people[slot]!, q.band)
    this.#squares -= square(this.people[slot]!)
    members.splice(members.indexOf(u), 1)
    this.people[slot]! -= q.people[u]!
    of[u] = -1
    if (members.length === 0) {
      this.count--
      this.people[slot] = 0
      return
    }
    this.#squares += square(this.people[slot]!)
    this.#miss += missOf(this.people[slot]!, q.band)
  }

  /** The score as it stands. */
  score(): Score {
    return this.#scored(this.#beyond, this.#miss, this.#walk, this.#squares, this.#cut)
  }

  /** The parts of the shape: mean walk in deciseconds, square of the coefficient of variation, share of streets cut. */
  parts(): { walkDs: number; even: number; border: number } {
    return {
      walkDs: this.#joined > 0 ? this.#walk / this.#joined : 0,
      even: evenness(this.count, this.#squares, this.#total),
      border: this.#links > 0 ? this.#cut / this.#links : 0,
    }
  }

  /** What the score would be with unit `u` in `to` instead of its own circle (which must keep others). */
  scoreOfMove(u: number, to: number): Score {
    const { q, people } = this
    const from = this.of[u]!
    const [a, b] = [this.heart[from]! * q.units + u, this.heart[to]! * q.units + u]
    const [p, pa, pb] = [q.people[u]!, people[from]!, people[to]!]
    const miss = this.#miss - missOf(pa, q.band) - missOf(pb, q.band) + missOf(pa - p, q.band) + missOf(pb + p, q.band)
    const squares = this.#squares - square(pa) - square(pb) + square(pa - p) + square(pb + p)
    const cut = this.#cut - this.#across(u, from) + this.#across(u, to)
    return this.#scored(
      this.#beyond - q.beyond[a]! + q.beyond[b]!,
      miss,
      this.#walk - q.walk[a]! + q.walk[b]!,
      squares,
      cut,
    )
  }

  /** Gives a circle the heart within it that serves it best: fewest beyond, then the least walk. A fixed heart stays. */
  centre(slot: number): boolean {
    const { q, members } = this
    const own = this.heart[slot]!
    if (q.fixed[own]) return false
    let best = own
    let [beyond, walk] = this.#served(slot, own)
    const before = [beyond, walk] as const
    for (const u of members[slot]!)
      for (const h of this.heartsAt[u]!) {
        if (h === own || q.fixed[h]) continue
        const [b, w] = this.#served(slot, h, beyond, walk)
        if (b < beyond || (b === beyond && (w < walk || (w === walk && h < best && best !== own))))
          [best, beyond, walk] = [h, b, w]
      }
    if (best === own) return false
    this.heart[slot] = best
    this.#beyond += beyond - before[0]
    this.#walk += walk - before[1]
    return true
  }

  /** What this set takes beyond the rules: people beyond by unit, and the largest circle. */
  allowance(): { beyond: Float64Array; most: number } {
    const { units, beyond } = this.q
    const taken = Float64Array.from(this.of, (slot, u) => (slot < 0 ? 0 : beyond[this.heart[slot]! * units + u]!))
    return { beyond: taken, most: Math.max(0, ...this.people.filter((_, s) => this.members[s]!.length > 0)) }
  }

  /** Slots beside a unit other than its own, ascending. */
  slotsBeside(u: number): number[] {
    const { first, other } = this.q.neighbours
    const found: number[] = []
    for (let i = first[u]!; i < first[u + 1]!; i++) {
      const slot = this.of[other[i]!]!
      if (slot >= 0 && slot !== this.of[u] && !found.includes(slot)) found.push(slot)
    }
    return found.sort((a, b) => a - b)
  }

  /** Whether the circle of `u` hangs together without it. */
  holdsWithout(u: number): boolean {
    const { first, other } = this.q.neighbours
    const slot = this.of[u]!
    const size = this.members[slot]!.length - 1
    if (size <= 0) return false
    const round = ++this.#round
    const mark = this.#mark
    mark[u] = round
    let start = -1
    for (let i = first[u]!; i < first[u + 1]! && start < 0; i++) if (this.of[other[i]!] === slot) start = other[i]!
    if (start < 0) return size === 0
    const stack = [start]
    mark[start] = round
    let met = 1
    for (let v = stack.pop(); v !== undefined; v = stack.pop())
      for (let i = first[v]!; i < first[v + 1]!; i++) {
        const w = other[i]!
        if (mark[w] === round || this.of[w] !== slot) continue
        mark[w] = round
        met++
        stack.push(w)
      }
    return met === size
  }

  /** Whether a unit may leave its circle: not the one its heart stands in, not the last, not a bridge within. */
  mayLeave(u: number): boolean {
    const slot = this.of[u]!
    return this.members[slot]!.length > 1 && this.q.home[this.heart[slot]!] !== u && this.holdsWithout(u)
  }

  /** Whether nothing forbids a unit in a circle. */
  mayJoin = (u: number, slot: number): boolean => !areApart(this.q, u, this.members[slot]!)

  #served(slot: number, h: number, mostBeyond = Infinity, mostWalk = Infinity): [number, number] {
    const { q } = this
    let [beyond, walk] = [0, 0]
    for (const u of this.members[slot]!) {
      beyond += q.beyond[h * q.units + u]!
      walk += q.walk[h * q.units + u]!
      if (beyond > mostBeyond || (beyond === mostBeyond && walk > mostWalk)) return [Infinity, Infinity]
    }
    return [beyond, walk]
  }

  /** Streets from `u` to other circles if it were in `slot`. */
  #across(u: number, slot: number): number {
    const { first, other, links } = this.q.neighbours
    let cut = 0
    for (let i = first[u]!; i < first[u + 1]!; i++) {
      const theirs = this.of[other[i]!]!
      if (theirs >= 0 && theirs !== slot) cut += links[i]!
    }
    return cut
  }

  #scored(beyond: number, miss: number, walk: number, squares: number, cut: number): Score {
    const { factors, limitDs } = this.q
    const shape =
      factors.walk * (this.#joined > 0 ? walk / this.#joined / limitDs : 0) +
      factors.even * evenness(this.count, squares, this.#total) +
      factors.border * (this.#links > 0 ? cut / this.#links : 0)
    return { beyond, miss, number: this.q.band.about === null ? this.count : Math.abs(this.count - this.wanted), shape }
  }
}

/** Squares in whole people, which fit. */
const square = (people: number): number => Math.round(people / PER_PERSON) ** 2

const evenness = (count: number, squares: number, total: number): number =>
  total > 0 ? Math.max(0, (count * squares) / (total / PER_PERSON) ** 2 - 1) : 0
