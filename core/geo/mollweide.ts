// The Mollweide projection, in which the world's population grids are published (GHS-POP, ESRI:54009).
import type { LngLat } from './meters.ts'

/** ESRI:54009 uses the half-axis of WGS-84 as the radius of its sphere. */
const RADIUS_M = 6378137

/**
 * Longitude and latitude of a point in Mollweide metres; null outside the world's ellipse.
 * Snyder, Map Projections: A Working Manual, USGS Professional Paper 1395 (1987), equations 31-6 to 31-8:
 * θ = arcsin(y / (√2 R)), φ = arcsin((2θ + sin 2θ) / π), λ = π x / (2 √2 R cos θ).
 */
export function fromMollweide(x: number, y: number): LngLat | null {
  const s = y / (Math.SQRT2 * RADIUS_M)
  if (!(Math.abs(s) <= 1)) return null
  const theta = Math.asin(s)
  const lat = Math.asin(Math.min(1, Math.max(-1, (2 * theta + Math.sin(2 * theta)) / Math.PI)))
  const cos = Math.cos(theta)
  const lng = cos < 1e-12 ? 0 : (Math.PI * x) / (2 * Math.SQRT2 * RADIUS_M * cos)
  return Math.abs(lng) <= Math.PI ? [(lng * 180) / Math.PI, (lat * 180) / Math.PI] : null
}
