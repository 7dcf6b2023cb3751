// Whether a point lies in mainland China: asked for every coordinate of every file in GCJ-02 or BD-09, so it must be quick.
import { MAINLAND_RINGS, MAINLAND_UNIT } from './china.ts'

// A mesh of quarter degrees over the rings' rectangle:
//
//   · · · x x # #      · outside   # inside: answered by one look
//   · · x x # # #      x a border runs through it: the edges of its row are tested
const CELL = 0.25
const OUTSIDE = 0
const INSIDE = 1
const BORDER = 2

interface Mesh {
  readonly west: number
  readonly south: number
  readonly columns: number
  readonly rows: number
  readonly cells: Uint8Array
  /** Per row of cells, the edges that touch its latitudes: x1, y1, x2, y2, … in degrees. */
  readonly edges: readonly (readonly number[])[]
}

let made: Mesh | null = null

/**
 * Whether a WGS-84 point lies in mainland China (without Hong Kong, Macau and Taiwan). The border is that of `china.ts`:
 * exact to about a street's width at Hong Kong and Macau, to some hundred metres on land elsewhere, and far out at sea.
 */
export function inMainland(lng: number, lat: number): boolean {
  made ??= mesh()
  const { west, south, columns, rows, cells, edges } = made
  const column = Math.floor((lng - west) / CELL)
  const row = Math.floor((lat - south) / CELL)
  if (!(column >= 0 && column < columns && row >= 0 && row < rows)) return false
  const cell = cells[row * columns + column]
  return cell === BORDER ? oddCrossings(edges[row]!, lng, lat) : cell === INSIDE
}

/** Even-odd rule: a ray to the east crosses an odd number of edges. */
function oddCrossings(edges: readonly number[], lng: number, lat: number): boolean {
  let odd = false
  for (let i = 0; i < edges.length; i += 4) {
    const y1 = edges[i + 1]!
    const y2 = edges[i + 3]!
    if (y1 > lat === y2 > lat) continue
    const x1 = edges[i]!
    if (lng < x1 + ((lat - y1) / (y2 - y1)) * (edges[i + 2]! - x1)) odd = !odd
  }
  return odd
}

function mesh(): Mesh {
  const rings = MAINLAND_RINGS.map((ring) => ring.map((n) => n * MAINLAND_UNIT))
  let west = Infinity
  let south = Infinity
  let east = -Infinity
  let north = -Infinity
  for (const ring of rings) {
    for (let i = 0; i < ring.length; i += 2) {
      west = Math.min(west, ring[i]!)
      east = Math.max(east, ring[i]!)
      south = Math.min(south, ring[i + 1]!)
      north = Math.max(north, ring[i + 1]!)
    }
  }
  const columns = Math.floor((east - west) / CELL) + 1
  const rows = Math.floor((north - south) / CELL) + 1
  const cells = new Uint8Array(columns * rows)
  const edges: number[][] = Array.from({ length: rows }, () => [])
  for (const ring of rings) {
    for (let i = 0; i < ring.length; i += 2) {
      const j = (i + 2) % ring.length
      const [x1, y1, x2, y2] = [ring[i]!, ring[i + 1]!, ring[j]!, ring[j + 1]!]
      const low = Math.floor((Math.min(y1, y2) - south) / CELL)
      const high = Math.floor((Math.max(y1, y2) - south) / CELL)
      for (let row = low; row <= high; row++) {
        edges[row]!.push(x1, y1, x2, y2)
        // the piece of the edge within this row's latitudes marks the cells it runs through
        const bottom = south + row * CELL
        const xAt = (y: number) => (y2 === y1 ? x1 : x1 + ((y - y1) / (y2 - y1)) * (x2 - x1))
        const ends =
          y1 === y2
            ? [x1, x2]
            : [xAt(Math.max(Math.min(y1, y2), bottom)), xAt(Math.min(Math.max(y1, y2), bottom + CELL))]
        // a hair wider, so that rounding never leaves a touched cell unmarked
        const from = Math.max(0, Math.floor((Math.min(...ends) - west) / CELL - 1e-9))
        const to = Math.min(columns - 1, Math.floor((Math.max(...ends) - west) / CELL + 1e-9))
        cells.fill(BORDER, row * columns + from, row * columns + to + 1)
      }
    }
  }
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const at = row * columns + column
      if (cells[at] === BORDER) continue
      const inside = oddCrossings(edges[row]!, west + (column + 0.5) * CELL, south + (row + 0.5) * CELL)
      cells[at] = inside ? INSIDE : OUTSIDE
    }
  }
  return { west, south, columns, rows, cells, edges }
}
