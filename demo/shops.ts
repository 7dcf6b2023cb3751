// Shops along a street (沿街底商): low buildings between pavement and wall, cut into places of a shop's width.
import type { Random } from '@yike/core/base/random.ts'
import type { Drawing } from './drawing.ts'
import { type Built, firstNumber, type Lot, type Spot } from './lots.ts'
import { apart, box, type Side, sideOf, step, unit } from './shape.ts'

const DEPTH = 10
const WIDTH = 8

/** Lines a side of a lot with shops, leaving room at gates (shares of the side). */
export function openShops(
  board: Drawing,
  built: Built,
  lot: Lot,
  side: Side,
  gates: readonly number[],
  rng: Random,
): void {
  const kerb = lot.kerbs[side]
  if (!kerb) return
  const [a, b] = sideOf(lot.ground, side)
  const e = unit(a, b)
  const left = side <= 1 ? 1 : -1 // sides run so that the lot is left of its south and east, right of its north and west
  const length = apart(a, b)
  const stops = [0, ...gates.map((g) => g * length), length]
  let number = firstNumber(lot, side)
  for (let k = 0; k + 1 < stops.length; k++) {
    let from = stops[k]! + (k === 0 ? 14 : 9)
    const end = stops[k + 1]! - (k + 2 === stops.length ? 14 : 9)
    while (end - from > 16) {
      const run = Math.min(end - from, Math.floor(rng.between(3, 8)) * WIDTH)
      const [n0, n1] = left > 0 ? [1, 1 + DEPTH] : [-1 - DEPTH, -1]
      board.area(box(a, e, from, from + run, n0!, n1!), {
        building: 'retail',
        'building:levels': rng.pick(['1', '2', '2', '3']),
      })
      for (let s = from + WIDTH / 2; s < from + run; s += WIDTH) {
        const spot: Spot = { at: step(a, e, s, left * 3), kind: 'front', lot: lot.id, street: kerb.name, number }
        built.spots.push(spot)
        number += 2
      }
      from += run + (rng.next() < 0.3 ? rng.between(5, 20) : 1)
    }
  }
}
