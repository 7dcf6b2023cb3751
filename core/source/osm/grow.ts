// Columns that grow: what a pass over a file collects, without an object for each thing collected.

/** Numbers, appended one at a time or many at once. */
class Column<A extends Float64Array | Int32Array> {
  data: A
  length = 0
  readonly #make: (n: number) => A

  constructor(make: (n: number) => A, room: number) {
    this.#make = make
    this.data = make(room)
  }

  push(value: number): void {
    if (this.length === this.data.length) this.reserve(1)
    this.data[this.length++] = value
  }

  /** Appends `source[from .. to)`. */
  append(source: A, from: number, to: number): void {
    if (this.length + to - from > this.data.length) this.reserve(to - from)
    // For a handful of numbers a loop is faster than `set`, which needs a view of the source first.
    for (let i = from; i < to; i++) this.data[this.length++] = source[i]!
  }

  /** Makes room for `more`. */
  reserve(more: number): void {
    if (this.length + more <= this.data.length) return
    const larger = this.#make(Math.max(this.length + more, 2 * this.data.length))
    larger.set(this.data.subarray(0, this.length))
    this.data = larger
  }

  /** What has been appended, at its exact length; nothing more may be appended. */
  done(): A {
    return this.length === this.data.length ? this.data : (this.data.slice(0, this.length) as A)
  }
}

/** Doubles: ids, degrees. */
export class Doubles extends Column<Float64Array<ArrayBuffer>> {
  constructor(room = 64) {
    super((n) => new Float64Array(n), room)
  }
}

/** 32-bit whole numbers: indices, offsets, bits. */
export class Ints extends Column<Int32Array<ArrayBuffer>> {
  constructor(room = 64) {
    super((n) => new Int32Array(n), room)
  }
}
