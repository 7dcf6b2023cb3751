// Where people and outlets stand, in the columns that snapping takes: each point has one or more doors.
import { metersBetween } from '../geo/meters.ts'
import type { Snaps } from '../network/snap.ts'
import type { OutletRow, Population } from '../source/rows.ts'

/** Doors of many points: point p has the doors `first[p] .. first[p + 1])`, in degrees. */
export interface Doors {
  readonly first: Int32Array
  readonly lng: Float64Array
  readonly lat: Float64Array
}

/** The doors of outlets: their entrances where these are known, else the place itself. */
export function doorsOfOutlets(outlets: readonly OutletRow[]): Doors {
  const first = new Int32Array(outlets.length + 1)
  outlets.forEach((o, i) => {
    first[i + 1] = first[i]! + Math.max(1, o.entrances.length)
  })
  const lng = new Float64Array(first[outlets.length]!)
  const lat = new Float64Array(lng.length)
  outlets.forEach((o, i) => {
    const doors = o.entrances.length > 0 ? o.entrances : [o.at]
    doors.forEach((at, d) => {
      lng[first[i]! + d] = at[0]
      lat[first[i]! + d] = at[1]
    })
  })
  return { first, lng, lat }
}

/** The doors of residents: one a cell. */
export const doorsOfPopulation = (population: Population): Doors => doorsAt(population.lng, population.lat)

/** One door a point. */
export const doorsAt = (lng: Float64Array, lat: Float64Array): Doors => ({
  first: Int32Array.from({ length: lng.length + 1 }, (_, p) => p),
  lng,
  lat,
})

/**
 * The door that a snap of point `p` belongs to: the one whose straight line to the snapped place is as long as the leg.
 * (Snaps keep no door, for a door that found no street has no snap.)
 */
export function doorOf(doors: Doors, snaps: Snaps, p: number, snap: number): number {
  let best = doors.first[p]!
  let least = Infinity
  for (let d = best; d < doors.first[p + 1]!; d++) {
    const meters = metersBetween(doors.lng[d]!, doors.lat[d]!, snaps.lng[snap]!, snaps.lat[snap]!)
    const off = Math.abs(meters * 1000 - snaps.legMm[snap]!)
    if (off < least) [best, least] = [d, off]
  }
  return best
}
