// As the crow flies: who has an outlet within a circle drawn on the map. It is what a buffer would claim, to set beside the streets.
import { metersBetween, planeAt } from '../geo/meters.ts'
import type { OutletRow } from '../source/rows.ts'
import type { Measured } from './measured.ts'

/** Doors of an outlet: its entrances where known, else the place itself. */
const doorsOf = ({ at, entrances }: OutletRow) => (entrances.length > 0 ? entrances : [at])

/** Metres in a straight line from a cell to the nearest door of an outlet. */
export function straightMeters({ population, outlets }: Measured, cell: number, outlet: number): number {
  const [lng, lat] = [population.lng[cell]!, population.lat[cell]!]
  let least = Infinity
  for (const door of doorsOf(outlets[outlet]!)) least = Math.min(least, metersBetween(lng, lat, door[0], door[1]))
  return least
}

/** Per cell: 1 where a door of some outlet of a category (an index) lies within `meters` in a straight line. */
export function withinStraight(
  { population, outlets, serves }: Measured,
  category: number,
  meters: number,
): Uint8Array {
  const { lng, lat } = population
  const near = new Uint8Array(lng.length)
  if (lng.length === 0 || !(meters > 0)) return near
  const plane = planeAt(lng[0]!, lat[0]!)
  // squares with a side of `meters`, a little more so that rounding on the plane loses none
  const side = meters * 1.05
  const key = (x: number, y: number) => `${Math.floor(x / side)},${Math.floor(y / side)}`
  const squares = new Map<string, (readonly [number, number])[]>()
  outlets.forEach((outlet, o) => {
    if (!serves[o]!.includes(category)) return
    for (const door of doorsOf(outlet)) {
      const at = key(plane.x(door[0]), plane.y(door[1]))
      squares.set(at, [...(squares.get(at) ?? []), door])
    }
  })
  for (let i = 0; i < lng.length; i++) {
    const [x, y] = [plane.x(lng[i]!), plane.y(lat[i]!)]
    search: for (let dx = -1; dx <= 1; dx++) {
      for (let dy = -1; dy <= 1; dy++) {
        for (const door of squares.get(key(x + dx * side, y + dy * side)) ?? []) {
          if (metersBetween(lng[i]!, lat[i]!, door[0], door[1]) > meters) continue
          near[i] = 1
          break search
        }
      }
    }
  }
  return near
}

/** Length of a ring in degrees, metres. */
export function ringMeters(ring: Float64Array): number {
  let sum = 0
  const n = ring.length / 2
  for (let k = 0; k < n; k++) {
    const next = (k + 1) % n
    sum += metersBetween(ring[2 * k]!, ring[2 * k + 1]!, ring[2 * next]!, ring[2 * next + 1]!)
  }
  return sum
}
