// One algorithm: protocol-buffer numbers in. Every byte of a PBF goes through here, so the loops are written out.
// Nothing here trusts its bytes: whatever they are, a loop ends at their end and says `Garbled`.
import type { Name } from '../../base/name.ts'

const ENDLESS_NUMBER: Name = { zh: '有一个数没有结束', en: 'a number does not end' }
export const ENDLESS_LIST: Name = { zh: '有一列数没有结束', en: 'a packed list does not end' }

/** What a block says makes no sense. Caught at the door of the reader (`blobs.ts`), where the file and the place are known. */
export class Garbled extends Error {
  /** What makes no sense. */
  readonly why: Name

  constructor(why: Name) {
    super(why.en)
    this.why = why
  }
}

/** A walk over the fields of a message: `while (fields.next()) switch (fields.field) …`; a field not read is skipped. */
export class Fields {
  readonly bytes: Uint8Array
  #at: number
  readonly #end: number
  /** Number and wire type of the current field. */
  field = 0
  wire = 0
  /** Value of a number field (wire type 0), not negative: read `signed` or `int64` off it where the format says so. */
  value = 0
  /** Where the bytes of a field of bytes (wire type 2) begin and end. */
  from = 0
  to = 0
  #low = 0
  #middle = 0
  #high = 0

  constructor(bytes: Uint8Array, from = 0, to = bytes.length) {
    this.bytes = bytes
    this.#at = from
    this.#end = to
  }

  /** Goes to the next field and takes its value; false at the end. */
  next(): boolean {
    if (this.#at >= this.#end) return false
    const first = this.bytes[this.#at]!
    if (first < 128) {
      // as nearly every key is: one byte
      this.#at++
      this.field = first >>> 3
      this.wire = first & 7
    } else {
      const key = this.#varint()
      this.field = Math.floor(key / 8)
      this.wire = key % 8
    }
    if (this.wire === 0) this.value = this.#varint()
    else if (this.wire === 2) {
      const byte = this.#at < this.#end ? this.bytes[this.#at]! : 128
      const length = byte < 128 ? byte : this.#varint()
      if (byte < 128) this.#at++
      this.from = this.#at
      this.to = this.#at + length
      this.#at = this.to
    } else if (this.wire === 1) this.#at += 8
    else if (this.wire === 5) this.#at += 4
    else
      throw new Garbled({
        zh: `字段 ${this.field} 的线型是 ${this.wire}`,
        en: `field ${this.field} has wire type ${this.wire}`,
      })
    if (this.#at > this.#end)
      throw new Garbled({ zh: `字段 ${this.field} 超出了消息`, en: `field ${this.field} runs past its message` })
    return true
  }

  /** The current field's bytes; throws where it is a number. */
  message(): Uint8Array {
    this.needBytes()
    return this.bytes.subarray(this.from, this.to)
  }

  /** Throws where the current field does not hold bytes. */
  needBytes(): void {
    if (this.wire !== 2)
      throw new Garbled({ zh: `字段 ${this.field} 不是字节`, en: `field ${this.field} holds no bytes` })
  }

  /** The current value as sint64: 0, 1, 2, 3 … are 0, −1, 1, −2 … */
  get signed(): number {
    return this.value % 2 === 1 ? -(this.value + 1) / 2 : this.value / 2
  }

  /** The current value as int64: two's complement, so a negative id takes ten bytes. */
  get int64(): number {
    if (this.#high < 0x80) return this.value
    const [low, middle, high] = [~this.#low & 0xfffffff, ~this.#middle & 0xfffffff, ~this.#high & 0xff]
    return -(low + middle * 0x10000000 + high * 0x100000000000000 + 1)
  }

  /** Up to 64 bits; exact up to 2^53. */
  #varint(): number {
    const { bytes } = this
    let at = this.#at
    let low = 0
    let middle = 0
    let high = 0
    let byte = 0
    let shift = 0
    do {
      byte = bytes[at++]!
      if (shift < 28) low |= (byte & 127) << shift
      else if (shift < 56) middle |= (byte & 127) << (shift - 28)
      else high |= (byte & 127) << (shift - 56)
      shift += 7
    } while (byte > 127 && shift < 70)
    if (byte > 127 || at > this.#end) throw new Garbled(ENDLESS_NUMBER)
    this.#at = at
    this.#low = low
    this.#middle = middle
    this.#high = high
    return low + middle * 0x10000000 + high * 0x100000000000000
  }
}

/** How many numbers a packed list holds: each ends with a byte below 128. */
export function countPacked(bytes: Uint8Array, from: number, to: number): number {
  let count = 0
  for (let i = from; i < to; i++) if (bytes[i]! < 128) count++
  return count
}

/**
 * Reads a packed list of sint64 differences and writes the running sums to `out` from `at` on.
 * `out` must have room for `countPacked` more. Sums are exact up to 2^53. Returns how many numbers there were.
 */
export function readDeltas(bytes: Uint8Array, from: number, to: number, out: Float64Array, at: number): number {
  let sum = 0
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
          if (byte > 127) {
            LONG.at = p
            sum += restOfDelta(bytes, low)
            p = LONG.at
            out[o++] = sum
            continue
          }
        }
      }
    }
    sum += (low >>> 1) ^ -(low & 1)
    out[o++] = sum
  }
  if (p > to) throw new Garbled(ENDLESS_LIST)
  return o - at
}

/** Where `restOfDelta` goes on, and where it ended. */
export const LONG = { at: 0 }

/** A difference of more than 28 bits, of which `low` are the first; the others are at `LONG.at`. Throws Garbled. */
export function restOfDelta(bytes: Uint8Array, low: number): number {
  let value = low
  let unit = 0x10000000
  let byte: number
  do {
    byte = bytes[LONG.at++]!
    value += (byte & 127) * unit
    unit *= 128
  } while (byte > 127 && unit < 2 ** 70)
  if (byte > 127) throw new Garbled(ENDLESS_NUMBER)
  return value % 2 === 1 ? -(value + 1) / 2 : value / 2
}

/** Whether a packed list ends with the end of a number. */
export function needEnd(bytes: Uint8Array, from: number, to: number): void {
  if (to > from && bytes[to - 1]! > 127) throw new Garbled(ENDLESS_LIST)
}

/**
 * Reads a packed list of keys and one of values side by side and writes them to `out` as pairs from `at` on, which must have
 * room for two numbers a byte of keys. Returns how many numbers were written; −1 where one list is longer than the other.
 */
export function readPairs(
  bytes: Uint8Array,
  keysFrom: number,
  keysTo: number,
  valuesFrom: number,
  valuesTo: number,
  out: Int32Array,
  at: number,
): number {
  let k = keysFrom
  let v = valuesFrom
  let o = at
  while (k < keysTo && v < valuesTo) {
    let byte = bytes[k++]!
    let number = byte & 127
    for (let shift = 7; byte > 127; shift += 7) {
      byte = bytes[k++]!
      if (shift > 63) throw new Garbled(ENDLESS_NUMBER)
      if (shift < 32) number |= (byte & 127) << shift
    }
    out[o++] = number
    byte = bytes[v++]!
    number = byte & 127
    for (let shift = 7; byte > 127; shift += 7) {
      byte = bytes[v++]!
      if (shift > 63) throw new Garbled(ENDLESS_NUMBER)
      if (shift < 32) number |= (byte & 127) << shift
    }
    out[o++] = number
  }
  if (k > keysTo || v > valuesTo) throw new Garbled(ENDLESS_LIST)
  return k === keysTo && v === valuesTo ? o - at : -1
}

/** Reads a packed list of numbers below 2^31 and writes each to every `stride`-th place of `out` from `at` on. */
export function readInts(
  bytes: Uint8Array,
  from: number,
  to: number,
  out: Int32Array,
  at: number,
  stride: number,
): void {
  let p = from
  let o = at
  while (p < to) {
    let byte = bytes[p++]!
    let value = byte & 127
    for (let shift = 7; byte > 127; shift += 7) {
      byte = bytes[p++]!
      if (shift > 63) throw new Garbled(ENDLESS_NUMBER)
      if (shift < 32) value |= (byte & 127) << shift
    }
    out[o] = value
    o += stride
  }
  if (p > to) throw new Garbled(ENDLESS_LIST)
}
