// Tags come in few sets: of fifty thousand ways of a city there are some hundreds, if names and the like are left out. So
// what a way or a node is on foot is asked once a set, and a way remembers a number.
import type { Tags } from '../rows.ts'
import { Ints } from './grow.ts'
import type { Strings } from './strings.ts'

/** Sets of tags, each once, in order of first appearance. Two with the same tags in another order are two sets. */
export class TagSets {
  /** Set by number. */
  readonly tags: Tags[] = []
  /** Every string that stands in a set, of all blocks. */
  readonly #words: Map<string, number>
  /** Set s is the pairs of words `#pairs[#first[s] .. #first[s + 1])`. */
  readonly #pairs = new Ints(1024)
  readonly #first = new Ints(256)
  /** Hashed by their words: number of set + 1, 0 where empty. */
  #slots = new Int32Array(1024)
  #now = new Int32Array(64)

  /** `words`: shared by all the sets of a file. */
  constructor(words: Map<string, number>) {
    this.#words = words
    this.#first.push(0)
  }

  /**
   * The number of the set of those of the tags `pairs[from .. to)` whose keys have one of the verdicts `bearing` (all of them
   * where that is 0).
   */
  of(strings: Strings, pairs: Int32Array, from: number, to: number, bearing: number): number {
    if (to - from > this.#now.length) this.#now = new Int32Array(2 * (to - from))
    const now = this.#now
    let length = 0
    let hash = 0
    for (let i = from; i < to; i += 2) {
      if (bearing !== 0 && !(strings.verdict(pairs[i]!) & bearing)) continue
      const key = strings.word(pairs[i]!, this.#words)
      const value = strings.word(pairs[i + 1]!, this.#words)
      now[length++] = key
      now[length++] = value
      hash = Math.imul(hash ^ key, 0x9e3779b1)
      hash = Math.imul((hash ^ (hash >>> 15)) + value, 0x85ebca6b)
    }
    const mask = this.#slots.length - 1
    let slot = (hash ^ (hash >>> 13)) & mask
    for (let set = this.#slots[slot]!; set !== 0; set = this.#slots[slot]!) {
      if (this.#is(set - 1, length)) return set - 1
      slot = (slot + 1) & mask
    }
    return this.#add(strings, pairs, from, to, bearing, length)
  }

  /** Whether set `set` has the `length` words in `#now`. */
  #is(set: number, length: number): boolean {
    const from = this.#first.data[set]!
    if (this.#first.data[set + 1]! - from !== length) return false
    const pairs = this.#pairs.data
    const now = this.#now
    for (let i = 0; i < length; i++) if (pairs[from + i] !== now[i]) return false
    return true
  }

  #add(strings: Strings, pairs: Int32Array, from: number, to: number, bearing: number, length: number): number {
    const set = this.tags.length
    const tags: Record<string, string> = {}
    for (let i = from; i < to; i += 2)
      if (bearing === 0 || strings.verdict(pairs[i]!) & bearing)
        tags[strings.text(pairs[i]!)] = strings.text(pairs[i + 1]!)
    this.tags.push(tags)
    this.#pairs.append(this.#now as Int32Array<ArrayBuffer>, 0, length)
    this.#first.push(this.#pairs.length)
    if (2 * this.tags.length > this.#slots.length) this.#slots = new Int32Array(2 * this.#slots.length)
    else {
      this.#enter(set)
      return set
    }
    for (let s = 0; s <= set; s++) this.#enter(s)
    return set
  }

  #enter(set: number): void {
    const pairs = this.#pairs.data
    let hash = 0
    for (let i = this.#first.data[set]!; i < this.#first.data[set + 1]!; i += 2) {
      hash = Math.imul(hash ^ pairs[i]!, 0x9e3779b1)
      hash = Math.imul((hash ^ (hash >>> 15)) + pairs[i + 1]!, 0x85ebca6b)
    }
    const mask = this.#slots.length - 1
    let slot = (hash ^ (hash >>> 13)) & mask
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask
    this.#slots[slot] = set + 1
  }
}
