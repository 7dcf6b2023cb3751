// The string table of a block: texts are decoded when first asked for, keys are judged once.
import { Garbled } from './fields.ts'

const UTF8 = new TextDecoder()

/** The strings of a block. Each is decoded when first asked for, and each key is judged once, not once a thing. */
export class Strings {
  readonly #bytes: Uint8Array
  readonly #from: readonly number[]
  readonly #to: readonly number[]
  readonly #texts: (string | undefined)[] = []
  readonly #verdicts: Int32Array
  /** Of one `words` only: a file has one. */
  readonly #words: Int32Array
  readonly #judge: (key: string) => number

  constructor(bytes: Uint8Array, from: readonly number[], to: readonly number[], judge: (key: string) => number) {
    this.#bytes = bytes
    this.#from = from
    this.#to = to
    this.#verdicts = new Int32Array(from.length).fill(-1)
    this.#words = new Int32Array(from.length).fill(-1)
    this.#judge = judge
  }

  /** Throws where there is no string `n`. */
  need(n: number): void {
    if (!(n >= 0 && n < this.#from.length))
      throw new Garbled({
        zh: `第 ${n} 个字符串，共只有 ${this.#from.length} 个`,
        en: `string ${n} of ${this.#from.length}`,
      })
  }

  /** String number `n`. */
  text(n: number): string {
    const known = this.#texts[n]
    if (known !== undefined) return known
    this.need(n)
    const text = textOf(this.#bytes, this.#from[n]!, this.#to[n]!)
    this.#texts[n] = text
    return text
  }

  /** What the judge says of string `n` as a key: bits, or 0. */
  verdict(n: number): number {
    const known = this.#verdicts[n]
    if (known !== undefined && known >= 0) return known
    const verdict = this.#judge(this.text(n))
    this.#verdicts[n] = verdict
    return verdict
  }

  /** The number of string `n` in `words`, which knows strings of all blocks; it is added where it is not there. */
  word(n: number, words: Map<string, number>): number {
    const known = this.#words[n]
    if (known !== undefined && known >= 0) return known
    const text = this.text(n)
    let word = words.get(text)
    if (word === undefined) {
      word = words.size
      words.set(text, word)
    }
    this.#words[n] = word
    return word
  }

  /** The tags `pairs[from .. to)` (pairs of key and value) as an object, without keys that have the verdict `drop`. */
  tags(pairs: Int32Array, from: number, to: number, drop = 0): Record<string, string> {
    const tags: Record<string, string> = {}
    for (let i = from; i < to; i += 2)
      if (drop === 0 || !(this.verdict(pairs[i]!) & drop)) tags[this.text(pairs[i]!)] = this.text(pairs[i + 1]!)
    return tags
  }
}

// Keys, and values like `residential`, come again in every block, and a decoder is slow on short texts: these are remembered by
// their bytes, each in the one place that its hash gives it.
const SHORT = 24
const PLACES = 4096
const KNOWN: (string | undefined)[] = Array.from({ length: PLACES })
const KNOWN_BYTES = new Uint8Array(PLACES * SHORT)
const KNOWN_LENGTH = new Uint8Array(PLACES)

function textOf(bytes: Uint8Array, from: number, to: number): string {
  const length = to - from
  if (length > SHORT) return UTF8.decode(bytes.subarray(from, to))
  let hash = 0x811c9dc5 | 0 // FNV-1a (Fowler, Noll & Vo)
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193)
  const place = (hash ^ (hash >>> 15)) & (PLACES - 1)
  const at = place * SHORT
  const known = KNOWN[place]
  if (known !== undefined && KNOWN_LENGTH[place] === length) {
    let same = 0
    while (same < length && KNOWN_BYTES[at + same] === bytes[from + same]) same++
    if (same === length) return known
  }
  const text = UTF8.decode(bytes.subarray(from, to))
  KNOWN[place] = text
  KNOWN_LENGTH[place] = length
  for (let i = 0; i < length; i++) KNOWN_BYTES[at + i] = bytes[from + i]!
  return text
}
