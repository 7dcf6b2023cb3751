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
    const text = UTF8.decode(this.#bytes.subarray(this.#from[n], this.#to[n]))
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
