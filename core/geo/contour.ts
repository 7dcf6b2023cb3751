// Lines of equal value on a grid of numbers, as areas: marching squares (Lorensen & Cline's cubes in two dimensions).
//
//        side 2
//   3 ┌───────────┐ 2     A square has four corners, numbered anticlockwise from the south-west; a corner is inside where
//     │     ◄╌╌╌╌╌│╌╌     its value is at least the level. A piece of line enters by one side and leaves by another, the
//   3 │   inside  │ 1     inside on its left: outer rings then run anticlockwise and holes clockwise, as GeoJSON wants
//     │  (lower)  │       them (RFC 7946, 3.1.6). Where two opposite corners are inside, the mean of the four says
//   0 └───────────┘ 1     whether they are joined.
//        side 0
import { pointInRing, type Ring } from './polygon.ts'

/** Numbers at the crossings of a grid, row by row from the south-west: `value[row * columns + column]`. NaN is nowhere inside. */
export interface NumberGrid {
  readonly columns: number
  readonly rows: number
  readonly value: ArrayLike<number>
}

/** The side by which a line leaves, by kind of square and the side by which it entered; 9: no line enters there. */
const LEAVES = new Uint8Array(18 * 4).fill(9)
// kinds 0–15: bit k is corner k; 16 and 17 are 5 and 10 with their two corners joined
for (const [kind, ...lines] of [
  [1, 0, 3], [2, 1, 0], [3, 1, 3], [4, 2, 1], [5, 0, 3, 2, 1], [6, 2, 0], [7, 2, 3], [8, 3, 2], [9, 0, 2],
  [10, 1, 0, 3, 2], [11, 1, 2], [12, 3, 1], [13, 0, 1], [14, 3, 0], [16, 0, 1, 2, 3], [17, 3, 0, 1, 2],
] as const) // biome-ignore format: a table
  for (let i = 0; i < lines.length; i += 2) LEAVES[4 * kind + lines[i]!] = lines[i + 1]!

/** A line keeps this share of a side away from its ends, so that rings never touch themselves or each other. */
const CLEAR = 1e-6

/**
 * The areas where `grid` is at least `level`: each an outer ring and its holes, in columns and rows (0, 0 is the first
 * value). Beyond the grid nothing is inside, so every ring is closed; the first point is not repeated. Crossings are found
 * by linear interpolation along the sides of the squares. The outer rings come in the order of their first square, row by
 * row, and so do the holes of each: the same numbers give the same rings.
 */
export function contoursOf(grid: NumberGrid, level: number): Ring[][] {
  const outers: Ring[][] = []
  const holes: Ring[] = []
  for (const ring of ringsOf(grid, level)) {
    if (areaOf(ring) > 0) outers.push([ring])
    else holes.push(ring)
  }
  const sizes = outers.map(([ring]) => areaOf(ring!))
  const boxes = outers.map(([ring]) => boxOf(ring!))
  for (const hole of holes) {
    const [x, y] = [hole[0]!, hole[1]!]
    let around = -1
    for (let o = 0; o < outers.length; o++) {
      const [west, south, east, north] = boxes[o]!
      if (x < west || x > east || y < south || y > north) continue
      if ((around < 0 || sizes[o]! < sizes[around]!) && pointInRing(outers[o]![0]!, x, y)) around = o
    }
    if (around < 0) throw new Error(`A hole at ${x}, ${y} lies in no area.`)
    outers[around]!.push(hole)
  }
  return outers
}

/** All rings, the inside on their left. */
function ringsOf({ columns, rows, value }: NumberGrid, level: number): Ring[] {
  if (value.length !== columns * rows)
    throw new Error(`A grid of ${columns} × ${rows} has ${columns * rows} numbers; got ${value.length}.`)
  // squares reach one beyond the grid on every side: square (c, r) has the corners (c − 1, r − 1) to (c, r)
  const wide = columns + 1
  const kinds = new Uint8Array(wide * (rows + 1))
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < columns; c++) {
      if (!(value[r * columns + c]! >= level)) continue
      const square = r * wide + c
      kinds[square]! |= 4
      kinds[square + 1]! |= 8
      kinds[square + wide]! |= 2
      kinds[square + wide + 1]! |= 1
    }
  const at = (c: number, r: number) =>
    c < 0 || r < 0 || c >= columns || r >= rows ? -Infinity : value[r * columns + c]!
  for (let r = 1; r < rows; r++)
    for (let c = 1; c < columns; c++) {
      const kind = kinds[r * wide + c]!
      if (kind !== 5 && kind !== 10) continue
      const mean = (at(c - 1, r - 1) + at(c, r - 1) + at(c, r) + at(c - 1, r)) / 4
      if (mean >= level) kinds[r * wide + c] = kind === 5 ? 16 : 17
    }

  const rings: Ring[] = []
  const done = new Uint8Array(kinds.length) // bit k: the line that enters by side k has been drawn
  let points = new Float64Array(256)
  for (let start = 0; start < kinds.length; start++) {
    for (let enter = 0; enter < 4; enter++) {
      if (LEAVES[4 * kinds[start]! + enter] === 9 || done[start]! & (1 << enter)) continue
      let length = 0
      for (let square = start, side = enter; !(done[square]! & (1 << side)); ) {
        done[square]! |= 1 << side
        if (length === points.length) {
          const larger = new Float64Array(2 * length)
          larger.set(points)
          points = larger
        }
        const r = Math.floor(square / wide)
        const c = square - r * wide
        // the two ends of the side, from the west or the south
        const x = side === 1 ? c : c - 1
        const y = side === 2 ? r : r - 1
        const share = side % 2 === 0 ? crossing(at(x, y), at(x + 1, y), level) : crossing(at(x, y), at(x, y + 1), level)
        points[length++] = side % 2 === 0 ? x + share : x
        points[length++] = side % 2 === 0 ? y : y + share
        const leave = LEAVES[4 * kinds[square]! + side]!
        square += leave === 0 ? -wide : leave === 1 ? 1 : leave === 2 ? wide : -1
        side = (leave + 2) % 4
      }
      rings.push(points.slice(0, length))
    }
  }
  return rings
}

/** Where between 0 (value a) and 1 (value b) the level is met; one of the two is at least the level, the other is not. */
function crossing(a: number, b: number, level: number): number {
  const high = a >= level ? a : b
  const low = a >= level ? b : a
  const share = low > -Infinity ? (high - level) / (high - low) : 0 // of the way from the higher to the lower
  const kept = Math.min(1 - CLEAR, Math.max(CLEAR, share))
  return a >= level ? kept : 1 - kept
}

/** Twice the area, positive where the ring runs anticlockwise. */
function areaOf(ring: Ring): number {
  let sum = 0
  const [x0, y0] = [ring[0]!, ring[1]!]
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2)
    sum += (ring[j]! - x0) * (ring[i + 1]! - y0) - (ring[i]! - x0) * (ring[j + 1]! - y0)
  return sum
}

function boxOf(ring: Ring): readonly [west: number, south: number, east: number, north: number] {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let i = 0; i < ring.length; i += 2) {
    west = Math.min(west, ring[i]!)
    east = Math.max(east, ring[i]!)
    south = Math.min(south, ring[i + 1]!)
    north = Math.max(north, ring[i + 1]!)
  }
  return [west, south, east, north]
}
