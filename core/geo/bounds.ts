// A rectangle in degrees of longitude and latitude.

/** West, south, east and north, in degrees. */
export interface Bounds {
  readonly west: number
  readonly south: number
  readonly east: number
  readonly north: number
}

/** The rectangle round all points; null where there are none. */
export function boundsOf(lng: ArrayLike<number>, lat: ArrayLike<number>): Bounds | null {
  if (lng.length === 0) return null
  let west = Infinity
  let south = Infinity
  let east = -Infinity
  let north = -Infinity
  for (let i = 0; i < lng.length; i++) {
    const x = lng[i]!
    const y = lat[i]!
    if (x < west) west = x
    if (x > east) east = x
    if (y < south) south = y
    if (y > north) north = y
  }
  return { west, south, east, north }
}

/** Whether a point lies in the rectangle, its border included. */
export const contains = (b: Bounds, lng: number, lat: number): boolean =>
  lng >= b.west && lng <= b.east && lat >= b.south && lat <= b.north
