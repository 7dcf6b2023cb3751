// Degrees and metres. Between stages there are degrees; inside algorithms, metres.

/** [longitude, latitude] in degrees, WGS-84. */
export type LngLat = readonly [lng: number, lat: number]

/** Mean radius of the earth, metres (IUGG 1980: R1 = 6,371,008.8). */
export const EARTH_RADIUS_M = 6371008.8

const RAD = Math.PI / 180

/** Metres along the great circle between two points (haversine; within 0.5 % of the ellipsoid). */
export function metersBetween(lng1: number, lat1: number, lng2: number, lat2: number): number {
  const s = Math.sin(((lat2 - lat1) * RAD) / 2)
  const t = Math.sin(((lng2 - lng1) * RAD) / 2)
  const h = s * s + Math.cos(lat1 * RAD) * Math.cos(lat2 * RAD) * t * t
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(h)))
}

/** A flat map round an origin: x east, y north, in metres. Good to 0.1 % within 50 km. */
export interface Plane {
  readonly x: (lng: number) => number
  readonly y: (lat: number) => number
  readonly lng: (x: number) => number
  readonly lat: (y: number) => number
}

/** The equirectangular plane round `origin`. */
export function planeAt(lng0: number, lat0: number): Plane {
  const perDegree = EARTH_RADIUS_M * RAD
  const east = perDegree * Math.cos(lat0 * RAD)
  return {
    x: (lng) => (lng - lng0) * east,
    y: (lat) => (lat - lat0) * perDegree,
    lng: (x) => lng0 + x / east,
    lat: (y) => lat0 + y / perDegree,
  }
}
