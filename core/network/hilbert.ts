// Nodes that lie near each other on the ground lie near each other in memory: worth a third of a search's time.

/** Order 16: a grid of 65,536 × 65,536 over the data, a metre or two for a city. */
const ORDER = 16

/** Place of cell (x, y) on the Hilbert curve of order 16; x and y in [0, 65,535]. Skilling (2004), "Programming the Hilbert curve". */
export function hilbert(x: number, y: number): number {
  let d = 0
  for (let s = 1 << (ORDER - 1); s > 0; s >>= 1) {
    const rx = (x & s) > 0 ? 1 : 0
    const ry = (y & s) > 0 ? 1 : 0
    d += s * s * ((3 * rx) ^ ry)
    if (ry === 0) {
      if (rx === 1) {
        x = 65535 - x
        y = 65535 - y
      }
      const swap = x
      x = y
      y = swap
    }
  }
  return d
}

/** The order of points along the curve: `order[k]` is the point that comes k-th. Points of one cell keep their order. */
export function hilbertOrder(lng: Float64Array, lat: Float64Array): Int32Array {
  const n = lng.length
  let west = Infinity
  let south = Infinity
  let east = -Infinity
  let north = -Infinity
  for (let i = 0; i < n; i++) {
    if (lng[i]! < west) west = lng[i]!
    if (lng[i]! > east) east = lng[i]!
    if (lat[i]! < south) south = lat[i]!
    if (lat[i]! > north) north = lat[i]!
  }
  const scale = 65535 / Math.max(east - west, north - south, 1e-9)
  // curve place and index in one double: 32 bits and 21 bits
  const BITS = 2 ** 21
  if (n > BITS) throw new Error(`A walking network may have ${BITS} nodes; got ${n}.`)
  const keys = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    const x = Math.floor((lng[i]! - west) * scale)
    const y = Math.floor((lat[i]! - south) * scale)
    keys[i] = hilbert(x, y) * BITS + i
  }
  keys.sort()
  const order = new Int32Array(n)
  for (let k = 0; k < n; k++) order[k] = keys[k]! % BITS
  return order
}
