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
  const xy = new Int32Array(2 * lng.length)
  const all = new Int32Array(lng.length)
  for (let i = 0; i < lng.length; i++) {
    xy[2 * i] = lng[i]!
    xy[2 * i + 1] = lat[i]!
    all[i] = i
  }
  return hilbertSorted(xy, all, spareFor(all.length))
}

/** Memory for a sort, to be used again for something else. */
export type Spare = readonly [Int32Array, Int32Array, Int32Array]
export const spareFor = (points: number): Spare => [
  new Int32Array(points),
  new Int32Array(points),
  new Int32Array(points),
]

/**
 * The points `chosen` of those at `xy` (longitude and latitude by turns, degrees × 10⁷), put in order along the curve over
 * them, in the first of `spare`. A radix sort in three passes of eleven bits that takes the keys along:
 * ten million points in 0.4 s.
 */
export function hilbertSorted(xy: Int32Array, chosen: Int32Array, spare: Spare): Int32Array {
  const n = chosen.length
  const { west, south, scale } = gridOver(xy, chosen)
  let [keys, other, otherKeys] = [spare[2].subarray(0, n), spare[0].subarray(0, n), spare[1].subarray(0, n)]
  const counts = new Int32Array(3 * 2048)
  for (let i = 0; i < n; i++) {
    const at = 2 * chosen[i]!
    const key = signedHilbert(Math.floor((xy[at]! - west) * scale), Math.floor((xy[at + 1]! - south) * scale))
    keys[i] = key
    counts[key & 2047]!++
    counts[2048 + ((key >>> 11) & 2047)]!++
    counts[4096 + (key >>> 22)]!++
  }
  let order = chosen
  for (let digit = 0; digit < 3; digit++) {
    const next = counts.subarray(2048 * digit, 2048 * (digit + 1))
    for (let d = 0, sum = 0; d < 2048; d++) {
      const count = next[d]!
      next[d] = sum
      sum += count
    }
    scatter(keys, order, 11 * digit, next, otherKeys, other)
    ;[keys, otherKeys] = [otherKeys, keys]
    ;[order, other] = [other, order]
  }
  return order
}

/** One pass of the sort: to the place of its digit, which is the bits from `shift` on. */
function scatter(
  keys: Int32Array,
  order: Int32Array,
  shift: number,
  next: Int32Array,
  toKeys: Int32Array,
  to: Int32Array,
): void {
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]!
    const at = next[(key >>> shift) & 2047]!++
    toKeys[at] = key
    to[at] = order[i]!
  }
}

/** The grid of the curve: over the square that holds the points, from its south-west corner. */
function gridOver(xy: Int32Array, chosen: Int32Array): { west: number; south: number; scale: number } {
  let west = Infinity
  let south = Infinity
  let east = -Infinity
  let north = -Infinity
  for (let i = 0; i < chosen.length; i++) {
    const x = xy[2 * chosen[i]!]!
    const y = xy[2 * chosen[i]! + 1]!
    if (x < west) west = x
    if (x > east) east = x
    if (y < south) south = y
    if (y > north) north = y
  }
  return { west, south, scale: (SIDE - 1) / Math.max(east - west, north - south, 1) }
}
