// Long files written straight as bytes. A city of millions has 50,000 cells and 29 categories: as strings and objects that
// is most of a run's time and memory; as digits put one after another into one buffer it is a second and a megabyte.

/** A piece of a file: text, or UTF-8. Bytes hold only until the next piece is asked for; who keeps them copies them. */
export type Piece = string | Uint8Array

/** The whole text of a file that comes in pieces. */
export function textOf(pieces: Iterable<Piece>): string {
  const decoder = new TextDecoder('utf-8')
  let text = ''
  for (const piece of pieces) text += typeof piece === 'string' ? piece : decoder.decode(piece, { stream: true })
  return text
}

/** Short texts as bytes, made once to be written often. Text i is `bytes[first[i] .. first[i + 1])`. */
export class Words {
  readonly bytes: Uint8Array
  readonly first: Int32Array

  constructor(texts: readonly string[]) {
    const encoder = new TextEncoder()
    const encoded = texts.map((text) => encoder.encode(text))
    this.first = new Int32Array(texts.length + 1)
    encoded.forEach((text, i) => {
      this.first[i + 1] = this.first[i]! + text.length
    })
    this.bytes = new Uint8Array(this.first[texts.length]!)
    encoded.forEach((text, i) => {
      this.bytes.set(text, this.first[i]!)
    })
  }
}

/** Bytes of a piece, about. */
const PIECE = 1 << 18
/** No number of 32 bits takes more: a sign, ten digits, a point and a zero before it. */
const NUMBER = 13

const [ZERO, MINUS, POINT] = [0x30, 0x2d, 0x2e]

/** Writes words and numbers into one buffer, which is handed on when it is full and used again. */
export class Pen {
  #bytes = new Uint8Array(PIECE + (PIECE >> 2))
  #at = 0

  /** Whether there is a piece to take. */
  get full(): boolean {
    return this.#at >= PIECE
  }

  /** What was written since the last time. It is written over by what comes next. */
  take(): Uint8Array {
    const piece = this.#bytes.subarray(0, this.#at)
    this.#at = 0
    return piece
  }

  /** Text i of `words`. */
  word({ bytes, first }: Words, i: number): void {
    const [from, to] = [first[i]!, first[i + 1]!]
    this.#room(to - from)
    const out = this.#bytes
    let at = this.#at
    for (let b = from; b < to; b++) out[at++] = bytes[b]! // most are too short for set() to be worth its call
    this.#at = at
  }

  /** A text that is written once. */
  text(text: string): void {
    const bytes = new TextEncoder().encode(text)
    this.#room(bytes.length)
    this.#bytes.set(bytes, this.#at)
    this.#at += bytes.length
  }

  /** One ASCII character, by its code. */
  sign(code: number): void {
    this.#room(1)
    this.#bytes[this.#at++] = code
  }

  /**
   * `parts` × 10^-`places` (0–9) as JavaScript writes it, without zeros at its end: `decimal(4420, 3)` is 4.42. Parts are a
   * whole number of 32 bits.
   */
  decimal(parts: number, places: number): void {
    if ((parts | 0) !== parts)
      throw new Error(`A number of a file is whole and of 32 bits in its last place; got ${parts}.`)
    this.#room(NUMBER)
    const out = this.#bytes
    let rest = Math.abs(parts)
    let after = places
    for (; after > 0 && rest % 10 === 0; after--) rest = rest / 10
    if (parts < 0) out[this.#at++] = MINUS
    let length = 1
    for (let ten = 10; ten <= rest; ten *= 10) length++
    length = Math.max(length, after + 1) + (after > 0 ? 1 : 0)
    let at = this.#at + length
    this.#at = at
    for (; after > 0; after--) {
      const left = Math.floor(rest / 10)
      out[--at] = ZERO + rest - 10 * left
      rest = left
      if (after === 1) out[--at] = POINT
    }
    do {
      const left = Math.floor(rest / 10)
      out[--at] = ZERO + rest - 10 * left
      rest = left
    } while (rest > 0)
  }

  /** A whole number of 32 bits. */
  whole(n: number): void {
    this.decimal(n, 0)
  }

  #room(bytes: number): void {
    if (this.#at + bytes <= this.#bytes.length) return
    const larger = new Uint8Array(2 * (this.#at + bytes))
    larger.set(this.#bytes.subarray(0, this.#at))
    this.#bytes = larger
  }
}
