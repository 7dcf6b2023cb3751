// Nodes that lie near each other on the ground lie near each other in memory: worth a third of a search's time.

/** Order 16: a grid of 65,536 × 65,536 over the data, a metre or two for a city. */
const ORDER = 16
const SIDE = 2 ** ORDER

/**
 * Four steps of the curve at once: by how the square lies (bit 0: turned over its diagonal, bit 1: upside down) and four bits
 * each of x and y, the eight bits of the place and, above them, how the square within lies. A step asks which quarter, then
 * turns the quarter to lie as the whole does (Skilling 2004, "Programming the Hilbert curve").
 */
const FOUR_STEPS = Int16Array.from({ length: 4 * 256 }, (_, i) => {
  let lie = i >> 8
  let d = 0
  for (let bit = 3; bit >= 0; bit--) {
    const x = ((i >> (4 + bit)) & 1) ^ (lie >> 1)
    const y = ((i >> bit) & 1) ^ (lie >> 1)
    const [rx, ry] = lie & 1 ? [y, x] : [x, y]
    d = (d << 2) | ((3 * rx) ^ ry)
    if (ry === 0) lie ^= rx === 1 ? 3 : 1
  }
  return (lie << 8) | d
})

/** Place of cell (x, y) on the Hilbert curve of order 16, 0 to 2³² − 1; x and y in [0, 65,535]. */
export function hilbert(x: number, y: number): number {
  return signedHilbert(x, y) >>> 0
}

/** The same as 32 bits with a sign, since small integers are quicker. */
function signedHilbert(x: number, y: number): number {
  const a = FOUR_STEPS[((x >> 8) & 0xf0) | (y >> 12)]!
  const b = FOUR_STEPS[(a & 0x300) | ((x >> 4) & 0xf0) | ((y >> 8) & 15)]!
  const c = FOUR_STEPS[(b & 0x300) | (x & 0xf0) | ((y >> 4) & 15)]!
  const d = FOUR_STEPS[(c & 0x300) | ((x << 4) & 0xf0) | (y & 15)]!
  return ((a & 255) << 24) | ((b & 255) << 16) | ((c & 255) << 8) | (d & 255)
}

/**
 * The order of points (degrees × 10⁷) along the curve: `order[k]` is the point that comes k-th. Points of one cell keep their
 * order.
 */
export function hilbertOrder(lng: Int32Array, lat: Int32Array): Int32Array {
  const n = lng.length
  const xy = new Int32Array(2 * n)
  for (let i = 0; i < n; i++) {
    xy[2 * i] = lng[i]!
    xy[2 * i + 1] = lat[i]!
  }
  const all = new Uint8Array(n).fill(1)
  const sorted = hilbertSorted([xy], all, 1, n, new Int32Array(2 * n), new Int32Array(2 * n))
  return lng.map((_, k) => sorted[2 * k + 1]!)
}

/**
 * The points whose mark has one of the bits `bits`, of which there are `n`, in order along the curve over them: pairs of key and
 * point, in `other`; in `pairs` is then nothing of use. Both have room for 2 n numbers. `places` are lists of longitude and
 * latitude by turns (degrees × 10⁷), and points are numbered through them. A radix sort in three passes of eleven bits, in which
 * a key and its point lie side by side: 0.75 of the time of two columns.
 */
export function hilbertSorted(
  places: readonly Int32Array[],
  marks: Uint8Array,
  bits: number,
  n: number,
  pairs: Int32Array,
  other: Int32Array,
): Int32Array {
  const grid: Grid = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity }
  let first = 0
  for (const xy of places) {
    widen(grid, xy, first, marks, bits)
    first += xy.length / 2
  }
  const counts = new Int32Array(3 * 2048)
  let at = 0
  first = 0
  for (const xy of places) {
    at = putKeys(grid, xy, first, marks, bits, counts, pairs, at)
    first += xy.length / 2
  }
  for (let digit = 0; digit < 3; digit++) {
    const next = counts.subarray(2048 * digit, 2048 * (digit + 1))
    for (let d = 0, sum = 0; d < 2048; d++) {
      const count = next[d]!
      next[d] = sum
      sum += 2 * count
    }
    scatter(pairs, n, 11 * digit, next, other)
    ;[pairs, other] = [other, pairs]
  }
  return pairs
}

/** Writes keys and points to `pairs` from `at` on and counts their digits; where it ended. */
function putKeys(
  { west, south, east, north }: Grid,
  xy: Int32Array,
  first: number,
  marks: Uint8Array,
  bits: number,
  counts: Int32Array,
  pairs: Int32Array,
  at: number,
): number {
  const scale = (SIDE - 1) / Math.max(east - west, north - south, 1)
  const points = xy.length / 2
  for (let i = 0; i < points; i++) {
    if (!(marks[first + i]! & bits)) continue
    const key = signedHilbert(Math.floor((xy[2 * i]! - west) * scale), Math.floor((xy[2 * i + 1]! - south) * scale))
    pairs[at] = key
    pairs[at + 1] = first + i
    at += 2
    counts[key & 2047]!++
    counts[2048 + ((key >>> 11) & 2047)]!++
    counts[4096 + (key >>> 22)]!++
  }
  return at
}

/** One pass of the sort: to the place of its digit, which is the bits from `shift` on. */
function scatter(pairs: Int32Array, n: number, shift: number, next: Int32Array, to: Int32Array): void {
  for (let i = 0; i < 2 * n; i += 2) {
    const key = pairs[i]!
    const digit = (key >>> shift) & 2047
    const at = next[digit]!
    next[digit] = at + 2
    to[at] = key
    to[at + 1] = pairs[i + 1]!
  }
}

/** The square of the curve: over the points, from their south-west corner. */
interface Grid {
  west: number
  south: number
  east: number
  north: number
}

function widen(grid: Grid, xy: Int32Array, first: number, marks: Uint8Array, bits: number): void {
  let { west, south, east, north } = grid
  const points = xy.length / 2
  for (let i = 0; i < points; i++) {
    if (!(marks[first + i]! & bits)) continue
    const x = xy[2 * i]!
    const y = xy[2 * i + 1]!
    if (x < west) west = x
    if (x > east) east = x
    if (y < south) south = y
    if (y > north) north = y
  }
  grid.west = west
  grid.south = south
  grid.east = east
  grid.north = north
}
