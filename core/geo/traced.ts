// The border of the squares of one label, along their sides, with a corner at every square passed: so two labels that meet have the
// very same corners, and may be simplified together.
import type { Ring } from './polygon.ts'

/** Rings round the squares of `label` that are `own`, the inside on the left, in columns and rows. Squares that touch at a corner alone are apart. */
export function tracedRings(label: Int32Array, columns: number, rows: number, own: number): Ring[] {
  const inside = (c: number, r: number) => c >= 0 && r >= 0 && c < columns && r < rows && label[r * columns + c] === own
  const wide = columns + 1
  // directed sides by the corner they begin at: bit 0 east, 1 north, 2 west, 3 south
  const sides = new Map<number, number>()
  const put = (c: number, r: number, way: number) =>
    sides.set(r * wide + c, (sides.get(r * wide + c) ?? 0) | (1 << way))
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < columns; c++) {
      if (label[r * columns + c] !== own) continue
      if (!inside(c, r - 1)) put(c, r, 0)
      if (!inside(c + 1, r)) put(c + 1, r, 1)
      if (!inside(c, r + 1)) put(c + 1, r + 1, 2)
      if (!inside(c - 1, r)) put(c, r + 1, 3)
    }
  const STEP = [1, wide, -1, -wide]
  const rings: Ring[] = []
  for (const start of [...sides.keys()].sort((a, b) => a - b)) {
    while (sides.get(start)) {
      const corners: number[] = []
      let [at, way] = [start, Math.log2(sides.get(start)! & -sides.get(start)!)]
      do {
        corners.push(at % wide, Math.floor(at / wide))
        sides.set(at, sides.get(at)! & ~(1 << way))
        at += STEP[way]!
        // where two ways lead on, the left one: it stays with the square that was walked along
        const ways = sides.get(at) ?? 0
        for (const turn of [1, 0, 3])
          if (ways & (1 << ((way + turn) % 4))) {
            way = (way + turn) % 4
            break
          }
      } while (at !== start)
      rings.push(Float64Array.from(corners))
    }
  }
  return rings
}
