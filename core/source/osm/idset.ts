// A set of OSM ids that knows the rank of each, so that ids become indices without a search. Ids of one city come in
// clumps (each mapper's upload counts up), so they are bits in pages of 256. A page is one line of the processor's cache:
//
//   bits 0–31 · ids before them │ bits 32–63 · ids before them │ … eight pairs of 32-bit words
//
// Pages lie by ascending number. Sixty-four numbers are a shelf, and a shelf is found in a table of open addressing, small enough
// to stay near the processor:
//
//   number · place of its first page + 1 · which pages there are, 64 bits
import { ENDLESS_LIST, Garbled, LONG, restOfDelta } from './fields.ts'

const PAGE = 256
/** Words of a page: bits and counts by turns. */
const WORDS = 16
/** Page numbers of a shelf, and words of its entry in the table. */
const SHELF = 64
const ENTRY = 4
/** Fibonacci hashing (Knuth, The Art of Computer Programming 3, 6.4): 2³² over the golden ratio. */
const GOLDEN = 0x9e3779b1

/** A set of whole numbers. First `add`, then `seal`, then ask. */
export class IdSet {
  #words: Int32Array
  /** Per page: its number; in the order they were opened until sealed. */
  #numbers: Float64Array
  #pages = 0
  /** Place by page number; only where the ids do not ascend. */
  #places: Map<number, number> | null = null
  /** Hashed by number of shelf: its low 32 bits, and what the drawing says; 0 for a place where empty. */
  #table = new Int32Array(0)
  #shift = 0
  /** Whether all numbers of shelves are their low 32 bits, as they are up to an id of 3 × 10¹³. */
  #narrow = true
  /** Of the last list of ranks: how many are −1, and whether it ends with the id with which it begins. */
  missing = 0
  isRing = false
  #lastPage = Number.NaN
  /** Where the words of the last page begin. */
  #lastAt = -1
  /** How many ids there are; after `seal`. */
  size = 0

  /** With room for so many pages; there may be more. */
  constructor(pages = 64) {
    const room = Math.max(64, Math.ceil(pages))
    this.#numbers = new Float64Array(room)
    this.#words = new Int32Array(room * WORDS)
  }

  /** Adds an id; again is nothing. */
  add(id: number): void {
    const page = Math.floor(id / PAGE)
    if (page !== this.#lastPage) this.#open(page)
    const bit = id - page * PAGE
    this.#words[this.#lastAt + ((bit >>> 5) << 1)]! |= 1 << (bit & 31)
  }

  /** Adds `ids[0 .. count)`. */
  addAll(ids: Float64Array, count: number): void {
    let words = this.#words
    let last = this.#lastPage
    let at = this.#lastAt
    for (let i = 0; i < count; i++) {
      const id = ids[i]!
      const page = Math.floor(id / PAGE)
      if (page !== last) {
        this.#open(page)
        words = this.#words
        last = page
        at = this.#lastAt
      }
      const bit = id - page * PAGE
      words[at + ((bit >>> 5) << 1)]! |= 1 << (bit & 31)
    }
  }

  #open(page: number): void {
    const isNext = this.#pages === 0 || page > this.#numbers[this.#pages - 1]!
    if (!isNext && !this.#places) {
      this.#places = new Map()
      for (let p = 0; p < this.#pages; p++) this.#places.set(this.#numbers[p]!, p)
    }
    let place = this.#places?.get(page)
    if (place === undefined) {
      if (this.#pages === this.#numbers.length) this.#grow()
      place = this.#pages++
      this.#numbers[place] = page
      this.#places?.set(page, place)
    }
    this.#lastPage = page
    this.#lastAt = place * WORDS
  }

  /** Room for twice the pages. */
  #grow(): void {
    const numbers = new Float64Array(2 * this.#numbers.length)
    numbers.set(this.#numbers)
    this.#numbers = numbers
    const words = new Int32Array(2 * this.#words.length)
    words.set(this.#words)
    this.#words = words
  }

  /** Ends adding: from here on ids have ranks. */
  seal(): void {
    if (this.#places) this.#sort()
    const words = this.#words
    const numbers = this.#numbers
    let count = 0
    let shelves = 0
    let last = Number.NaN
    for (let p = 0; p < this.#pages; p++) {
      for (let w = p * WORDS; w < (p + 1) * WORDS; w += 2) {
        words[w + 1] = count
        count += bits(words[w]!)
      }
      const shelf = Math.floor(numbers[p]! / SHELF)
      if (shelf !== (shelf | 0)) this.#narrow = false
      if (shelf !== last) shelves++
      last = shelf
    }
    this.size = count
    this.#shelve(shelves)
  }

  /** Brings the pages in order. */
  #sort(): void {
    const order = new Int32Array(this.#pages).map((_, p) => p).sort((p, q) => this.#numbers[p]! - this.#numbers[q]!)
    const words = new Int32Array(this.#pages * WORDS)
    for (let p = 0; p < order.length; p++)
      words.set(this.#words.subarray(order[p]! * WORDS, (order[p]! + 1) * WORDS), p * WORDS)
    this.#words = words
    this.#numbers = Float64Array.from(order, (p) => this.#numbers[p]!)
    this.#places = null
  }

  /** Makes the table of so many shelves; it is half full at most. */
  #shelve(shelves: number): void {
    let power = 4
    while (2 ** power < 2 * shelves) power++
    this.#table = new Int32Array(ENTRY * 2 ** power)
    this.#shift = 32 - (power - 2)
    const table = this.#table
    for (let p = 0; p < this.#pages; p++) {
      const number = this.#numbers[p]!
      const shelf = Math.floor(number / SHELF)
      const at = this.#entryOf(shelf)
      const bit = number - shelf * SHELF
      if (table[at + 1] === 0) {
        table[at] = shelf | 0
        table[at + 1] = p + 1
      }
      table[at + 2 + (bit >>> 5)]! |= 1 << (bit & 31)
    }
  }

  /** The entry of a shelf, or the empty one where it would stand; four neighbours lie side by side. */
  #entryOf(shelf: number): number {
    const table = this.#table
    const mask = table.length - 1
    const low = shelf | 0
    let at = ((Math.imul(low >>> 2, GOLDEN) >>> this.#shift) << 4) | ((low & 3) << 2)
    for (let first = table[at + 1]!; first !== 0; first = table[at + 1]!) {
      if (table[at] === low && this.#is(first - 1, shelf)) break
      at = (at + ENTRY) & mask
    }
    return at
  }

  /** Whether the page at a place is on a shelf of whose number it has the low bits. */
  #is(place: number, shelf: number): boolean {
    return this.#narrow ? shelf === (shelf | 0) : Math.floor(this.#numbers[place]! / SHELF) === shelf
  }

  /** Where the words of a page begin; −1 where there is none. */
  #wordsOf(page: number): number {
    const shelf = Math.floor(page / SHELF)
    const table = this.#table
    const at = this.#entryOf(shelf)
    const bit = page - shelf * SHELF
    const mask = 1 << (bit & 31)
    const there = table[at + 2 + (bit >>> 5)]!
    if (!(there & mask)) return -1
    const before = bits(there & (mask - 1)) + (bit > 31 ? bits(table[at + 2]!) : 0)
    return (table[at + 1]! - 1 + before) * WORDS
  }

  /** How many ids of the set are smaller; −1 where the id is not in it. */
  rank(id: number): number {
    const page = Math.floor(id / PAGE)
    const at = this.#wordsOf(page)
    if (at < 0) return -1
    const bit = id - page * PAGE
    const w = at + ((bit >>> 5) << 1)
    const word = this.#words[w]!
    const mask = 1 << (bit & 31)
    return word & mask ? this.#words[w + 1]! + bits(word & (mask - 1)) : -1
  }

  /**
   * Reads a packed list of sint64 differences, as `readDeltas` does, and writes the ranks of the running sums to `out` from `at`
   * on, which must have room for a number a byte; how many there were. Sums go as page and bit, so that most steps are one
   * addition of small numbers. Throws Garbled.
   */
  ranksOfPacked(bytes: Uint8Array, from: number, to: number, out: Int32Array, at: number): number {
    const words = this.#words
    let page = 0
    let bit = 0
    let wordsAt = -1
    let known = Number.NaN
    let [firstPage, firstBit] = [0, 0]
    let missing = 0
    let p = from
    let o = at
    while (p < to) {
      let byte = bytes[p++]!
      let low = byte & 127
      if (byte > 127) {
        byte = bytes[p++]!
        low |= (byte & 127) << 7
        if (byte > 127) {
          byte = bytes[p++]!
          low |= (byte & 127) << 14
          if (byte > 127) {
            byte = bytes[p++]!
            low |= (byte & 127) << 21
          }
        }
      }
      if (byte > 127) {
        LONG.at = p
        const id = page * PAGE + bit + restOfDelta(bytes, low)
        p = LONG.at
        page = Math.floor(id / PAGE)
        bit = id - page * PAGE
      } else {
        bit += (low >>> 1) ^ -(low & 1)
        if (bit < 0 || bit >= PAGE) {
          page += bit >> 8
          bit &= PAGE - 1
        }
      }
      if (page !== known) {
        wordsAt = this.#wordsOf(page)
        known = page
      }
      if (o === at) {
        firstPage = page
        firstBit = bit
      }
      let rank = -1
      if (wordsAt >= 0) {
        const w = wordsAt + ((bit >>> 5) << 1)
        const word = words[w]!
        const mask = 1 << (bit & 31)
        if (word & mask) rank = words[w + 1]! + bits(word & (mask - 1))
      }
      if (rank < 0) missing++
      out[o++] = rank
    }
    if (p > to) throw new Garbled(ENDLESS_LIST)
    this.missing = missing
    this.isRing = page === firstPage && bit === firstBit
    return o - at
  }

  /** The ids, ascending. */
  ids(): Float64Array<ArrayBuffer> {
    const ids = new Float64Array(this.size)
    let n = 0
    for (let p = 0; p < this.#pages; p++) {
      const first = this.#numbers[p]! * PAGE
      for (let bit = 0; bit < PAGE; bit++)
        if (this.#words[p * WORDS + ((bit >>> 5) << 1)]! & (1 << (bit & 31))) ids[n++] = first + bit
    }
    return ids
  }
}

/** How many bits of a word are set (Warren, Hacker's Delight, 5-1). */
function bits(word: number): number {
  let x = word - ((word >>> 1) & 0x55555555)
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333)
  return Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
