// A set of OSM ids that knows the rank of each, so that ids become indices without a search. Ids of one city come in
// clumps (each mapper's upload counts up), so they are bits in pages of 256. A page is one line of the processor's cache:
//
//   bits 0–31 · ids before them │ bits 32–63 · ids before them │ … eight pairs of 32-bit words
//
// and is found by its number in a table of open addressing, in which eight neighbours lie in one line as well.

const PAGE = 256
/** Words of a page: bits and counts by turns. */
const WORDS = 16
/** Fibonacci hashing (Knuth, The Art of Computer Programming 3, 6.4): 2³² over the golden ratio. */
const GOLDEN = 0x9e3779b1

/** A set of whole numbers. First `add`, then `seal`, then ask. */
export class IdSet {
  #words: Int32Array
  /** Per page, in the order they were opened: its number. */
  #numbers: Float64Array
  #pages = 0
  /** Hashed by page number: its low 32 bits, and the page's place + 1; 0 where empty. */
  #slots: Int32Array
  #shift: number
  /** Whether all numbers of pages are their low 32 bits, as they are up to an id of 5 × 10¹¹. */
  #narrow = true
  #lastPage = Number.NaN
  /** Where the words of the last page begin. */
  #lastAt = -1
  /** How many ids there are; after `seal`. */
  size = 0

  /** With room for so many pages; there may be more. */
  constructor(pages = 64) {
    let room = 64
    let bits = 7
    for (; room < pages; bits++) room *= 2
    this.#numbers = new Float64Array(room)
    this.#words = new Int32Array(room * WORDS)
    this.#slots = new Int32Array(2 * 2 * room)
    this.#shift = 32 - (bits - 3)
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
    let slot = this.#slotOf(page)
    if (this.#slots[slot + 1] === 0) {
      if (this.#pages === this.#numbers.length) this.#grow()
      if (page !== (page | 0)) this.#narrow = false
      slot = this.#slotOf(page)
      this.#numbers[this.#pages++] = page
      this.#slots[slot] = page | 0
      this.#slots[slot + 1] = this.#pages
    }
    this.#lastPage = page
    this.#lastAt = (this.#slots[slot + 1]! - 1) * WORDS
  }

  /** The slot of a page, or the empty one where it would stand. */
  #slotOf(page: number): number {
    const slots = this.#slots
    const mask = slots.length - 1
    const low = page | 0
    let slot = ((Math.imul(low >>> 3, GOLDEN) >>> this.#shift) << 4) | ((low & 7) << 1)
    for (let at = slots[slot + 1]!; at !== 0; at = slots[slot + 1]!) {
      if (slots[slot] === low && this.#is(at - 1, page)) break
      slot = (slot + 2) & mask
    }
    return slot
  }

  /** Whether the page at a place, whose low bits are those of `page`, is it. */
  #is(place: number, page: number): boolean {
    return this.#narrow ? page === (page | 0) : this.#numbers[place] === page
  }

  /** Room for twice the pages; a table is half full at most. */
  #grow(): void {
    const numbers = new Float64Array(2 * this.#numbers.length)
    numbers.set(this.#numbers)
    this.#numbers = numbers
    const words = new Int32Array(2 * this.#words.length)
    words.set(this.#words)
    this.#words = words
    this.#slots = new Int32Array(2 * this.#slots.length)
    this.#shift--
    for (let p = 0; p < this.#pages; p++) {
      const slot = this.#slotOf(numbers[p]!)
      this.#slots[slot] = numbers[p]! | 0
      this.#slots[slot + 1] = p + 1
    }
  }

  /** Ends adding: from here on ids have ranks. */
  seal(): void {
    const words = this.#words
    let count = 0
    for (const p of this.#sorted())
      for (let w = p * WORDS; w < (p + 1) * WORDS; w += 2) {
        words[w + 1] = count
        count += bits(words[w]!)
      }
    this.size = count
  }

  /** The pages by ascending number; they come so where the file is sorted. */
  #sorted(): Int32Array {
    const numbers = this.#numbers
    const pages = new Int32Array(this.#pages)
    let ascend = true
    for (let p = 0; p < pages.length; p++) {
      pages[p] = p
      if (p > 0 && numbers[p]! < numbers[p - 1]!) ascend = false
    }
    return ascend ? pages : pages.sort((p, q) => numbers[p]! - numbers[q]!)
  }

  /** How many ids of the set are smaller; −1 where the id is not in it. */
  rank(id: number): number {
    const page = Math.floor(id / PAGE)
    if (page !== this.#lastPage) {
      const slot = this.#slotOf(page)
      if (this.#slots[slot + 1] === 0) return -1
      this.#lastPage = page
      this.#lastAt = (this.#slots[slot + 1]! - 1) * WORDS
    }
    const bit = id - page * PAGE
    const at = this.#lastAt + ((bit >>> 5) << 1)
    const word = this.#words[at]!
    const mask = 1 << (bit & 31)
    return word & mask ? this.#words[at + 1]! + bits(word & (mask - 1)) : -1
  }

  /** Writes the ranks of `ids[0 .. count)` to `out` from `at` on; how many are −1. */
  ranks(ids: Float64Array, count: number, out: Int32Array, at: number): number {
    const words = this.#words
    let missing = 0
    let last = this.#lastPage
    let lastAt = this.#lastAt
    for (let i = 0; i < count; i++) {
      const id = ids[i]!
      const page = Math.floor(id / PAGE)
      if (page !== last) {
        const place = this.#slots[this.#slotOf(page) + 1]!
        if (place === 0) {
          out[at + i] = -1
          missing++
          continue
        }
        last = page
        lastAt = (place - 1) * WORDS
      }
      const bit = id - page * PAGE
      const w = lastAt + ((bit >>> 5) << 1)
      const word = words[w]!
      const mask = 1 << (bit & 31)
      if (word & mask) out[at + i] = words[w + 1]! + bits(word & (mask - 1))
      else {
        out[at + i] = -1
        missing++
      }
    }
    this.#lastPage = last
    this.#lastAt = lastAt
    return missing
  }

  /** The ids, ascending. */
  ids(): Float64Array<ArrayBuffer> {
    const ids = new Float64Array(this.size)
    let n = 0
    for (const p of this.#sorted()) {
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
