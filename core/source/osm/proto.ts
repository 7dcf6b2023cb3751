// Protocol-buffer numbers, as much of them as OSM PBF needs: bytes out here, bytes in in `fields.ts`.
// Whole numbers up to 2^53 are kept exact in doubles, since OSM ids have outgrown 32 bits.

const UTF8 = new TextEncoder()

/** Bytes being written; grows as needed. Messages within messages are written by a second Writer and put in by `message`. */
export class Writer {
  #bytes = new Uint8Array(256)
  #length = 0

  /** Bytes written so far. */
  get length(): number {
    return this.#length
  }

  /** What has been written, as a view that the next write may overwrite. */
  view(): Uint8Array {
    return this.#bytes.subarray(0, this.#length)
  }

  /** A copy of what has been written. */
  copy(): Uint8Array {
    return this.#bytes.slice(0, this.#length)
  }

  /** Forgets what was written and keeps the memory. */
  clear(): void {
    this.#length = 0
  }

  #room(more: number): void {
    const needed = this.#length + more
    if (needed <= this.#bytes.length) return
    const larger = new Uint8Array(Math.max(needed, 2 * this.#bytes.length))
    larger.set(this.view())
    this.#bytes = larger
  }

  /** A number in [0, 2^53), seven bits a byte, low bits first. */
  varint(value: number): void {
    this.#room(8)
    const bytes = this.#bytes
    let rest = value
    let at = this.#length
    while (rest >= 0x80000000) {
      bytes[at++] = (rest % 128) | 128
      rest = Math.floor(rest / 128)
    }
    while (rest > 127) {
      bytes[at++] = (rest & 127) | 128
      rest >>>= 7
    }
    bytes[at++] = rest
    this.#length = at
  }

  /** A signed number in (−2^52, 2^52): 0, −1, 1, −2 … as 0, 1, 2, 3 …, so that small ones stay short. */
  zigzag(value: number): void {
    this.varint(value < 0 ? -2 * value - 1 : 2 * value)
  }

  /** Bytes as they are. */
  raw(bytes: Uint8Array): void {
    this.#room(bytes.length)
    this.#bytes.set(bytes, this.#length)
    this.#length += bytes.length
  }

  /** A field holding a number in [0, 2^53). */
  number(field: number, value: number): void {
    this.varint(field << 3)
    this.varint(value)
  }

  /** A field holding a signed number, zigzag. */
  signed(field: number, value: number): void {
    this.varint(field << 3)
    this.zigzag(value)
  }

  /** A field holding bytes: a string, a packed list or a message. */
  message(field: number, bytes: Uint8Array): void {
    this.varint((field << 3) | 2)
    this.varint(bytes.length)
    this.raw(bytes)
  }

  /** A field holding UTF-8 text. */
  text(field: number, text: string): void {
    this.message(field, UTF8.encode(text))
  }
}
