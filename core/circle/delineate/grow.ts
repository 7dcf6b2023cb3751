// Circles grown from their hearts, unit by unit, the nearest on foot first: each unit joins where it touches, so a circle hangs
// together while it grows. One that is full is passed over as long as another has room.
import type { Random } from '../../base/random.ts'
import type { Partition } from './partition.ts'
import { PER_PERSON } from './question.ts'

/** A unit that its circle is too far for, or that would overfill it, waits behind all others by this many deciseconds. */
const TOO_FAR = 1e6
const TOO_FULL = 1e5

/** Grows the circles in `slots` over the units of `ground` (1 where a unit may be taken); `rng` mixes the order a little. Whether all of these were. */
export function grow(
  p: Partition,
  slots: readonly number[],
  ground: Uint8Array,
  units: readonly number[],
  rng: Random | null = null,
): boolean {
  const { q } = p
  const { first, other } = q.neighbours
  const heap = new Heap()
  const offer = (u: number, slot: number, waited: boolean) => {
    const at = p.heart[slot]! * q.units + u
    const mean = q.joined[u]! > 0 ? q.walk[at]! / q.joined[u]! : 0
    const order = rng ? mean * rng.between(0.7, 1.3) : mean
    heap.push(order + (q.beyond[at]! > 0 ? TOO_FAR : 0) + (waited ? TOO_FULL : 0), u, slot)
  }
  const spread = (u: number, slot: number) => {
    for (let i = first[u]!; i < first[u + 1]!; i++) {
      const v = other[i]!
      if (ground[v] && p.of[v]! < 0) offer(v, slot, false)
    }
  }
  for (const slot of slots) for (const u of p.members[slot]!) spread(u, slot)
  const most = (q.band.most ?? Infinity) * PER_PERSON
  while (heap.size > 0) {
    const { key, u, slot } = heap.pop()
    if (p.of[u]! >= 0 || !p.mayJoin(u, slot)) continue
    const full = p.people[slot]! + q.people[u]! > most
    if (full && key % TOO_FAR < TOO_FULL) {
      offer(u, slot, true)
      continue
    }
    p.add(u, slot)
    spread(u, slot)
  }
  return units.every((u) => p.of[u]! >= 0)
}

/** Least key first, then the smaller unit, then the smaller slot. */
class Heap {
  readonly #key: number[] = []
  readonly #u: number[] = []
  readonly #slot: number[] = []

  get size(): number {
    return this.#key.length
  }

  push(key: number, u: number, slot: number): void {
    let i = this.#key.length
    this.#key.push(key)
    this.#u.push(u)
    this.#slot.push(slot)
    while (i > 0) {
      const up = (i - 1) >> 1
      if (!this.#less(i, up)) break
      this.#swap(i, up)
      i = up
    }
  }

  pop(): { key: number; u: number; slot: number } {
    const top = { key: this.#key[0]!, u: this.#u[0]!, slot: this.#slot[0]! }
    this.#swap(0, this.#key.length - 1)
    this.#key.pop()
    this.#u.pop()
    this.#slot.pop()
    for (let i = 0, n = this.#key.length; ; ) {
      let least = i
      for (const child of [2 * i + 1, 2 * i + 2]) if (child < n && this.#less(child, least)) least = child
      if (least === i) return top
      this.#swap(i, least)
      i = least
    }
  }

  #less(i: number, j: number): boolean {
    const d = this.#key[i]! - this.#key[j]! || this.#u[i]! - this.#u[j]! || this.#slot[i]! - this.#slot[j]!
    return d < 0
  }

  #swap(i: number, j: number): void {
    for (const list of [this.#key, this.#u, this.#slot]) [list[i], list[j]] = [list[j]!, list[i]!]
  }
}
