// Areas on the ground: rings of degrees, how large they are, what lies in them, how much of one lies in a rectangle.
// A side of a ring is straight in degrees (as GeoJSON has it), so areas add up when a ring is cut.
import type { Bounds } from './bounds.ts'
import { EARTH_RADIUS_M, type LngLat } from './meters.ts'

/** A closed ring of degrees, [lng, lat, lng, lat, …], first point not repeated. */
export type Ring = Float64Array

/** One or more polygons: each an outer ring and its holes. */
export type MultiPolygon = readonly (readonly Ring[])[]

const RAD = Math.PI / 180

/**
 * Square metres of a ring on the sphere, positive where it runs counter-clockwise, negative where clockwise.
 * Green's theorem, −∮ sin φ dλ, integrated exactly along sides that are straight in degrees. The sine of the first
 * point is taken off throughout (the sides' Δλ sum to 0), else small rings would drown in rounding.
 * A ring that crosses itself gets the sum by winding; `untangle` it first.
 */
export function ringAreaM2(ring: Ring): number {
  const n = ring.length
  if (n < 6) return 0
  const phi0 = ring[1]! * RAD
  let sum = 0
  for (let i = 0, j = n - 2; i < n; j = i, i += 2) {
    const from = ring[j + 1]! * RAD
    const to = ring[i + 1]! * RAD
    const middle = (from + to) / 2
    const half = (to - from) / 2
    const sinc = half === 0 ? 0 : Math.abs(half) < 1e-4 ? (-half * half) / 6 : Math.sin(half) / half - 1
    const mean = 2 * Math.cos((middle + phi0) / 2) * Math.sin((middle - phi0) / 2) + Math.sin(middle) * sinc
    sum -= (ring[i]! - ring[j]!) * RAD * mean
  }
  return sum * EARTH_RADIUS_M * EARTH_RADIUS_M
}

/** Square metres of an area: outer rings less their holes, whichever way they run. Never below 0. */
export function areaM2(multi: MultiPolygon): number {
  let sum = 0
  for (const rings of multi) sum += polygonAreaM2(rings)
  return sum
}

function polygonAreaM2(rings: readonly Ring[]): number {
  let sum = 0
  for (let i = 0; i < rings.length; i++) sum += (i === 0 ? 1 : -1) * Math.abs(ringAreaM2(rings[i]!))
  return Math.max(0, sum)
}

/** The rectangle round an area; null where it has no point. */
export function boundsOfPolygon(multi: MultiPolygon): Bounds | null {
  let west = Infinity
  let south = Infinity
  let east = -Infinity
  let north = -Infinity
  for (const rings of multi)
    for (const ring of rings)
      for (let i = 0; i < ring.length; i += 2) {
        if (ring[i]! < west) west = ring[i]!
        if (ring[i]! > east) east = ring[i]!
        if (ring[i + 1]! < south) south = ring[i + 1]!
        if (ring[i + 1]! > north) north = ring[i + 1]!
      }
  return west === Infinity ? null : { west, south, east, north }
}

/**
 * Whether a ray east from (lng, lat) crosses the side from a to b. The side is half open (its lower end counts) and is
 * always reckoned from its lower end, so two areas that share a border get the very same answer from either side.
 */
export function raySees(ax: number, ay: number, bx: number, by: number, lng: number, lat: number): boolean {
  if (ay > lat === by > lat) return false
  const up = by > ay
  const x1 = up ? ax : bx
  const y1 = up ? ay : by
  const x2 = up ? bx : ax
  const y2 = up ? by : ay
  return lng < x1 + ((x2 - x1) * (lat - y1)) / (y2 - y1)
}

/** Whether the ray east from a point crosses a ring an odd number of times (the even-odd rule). */
export function pointInRing(ring: Ring, lng: number, lat: number): boolean {
  let inside = false
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2)
    if (raySees(ring[j]!, ring[j + 1]!, ring[i]!, ring[i + 1]!, lng, lat)) inside = !inside
  return inside
}

/**
 * Whether a point lies in an area: even-odd over the rings of each polygon, in any of the polygons.
 * Border: a western or southern side belongs to the area, an eastern or northern one does not, so of two areas that
 * share a border a point on it lies in exactly one.
 */
export function pointInPolygon(multi: MultiPolygon, lng: number, lat: number): boolean {
  for (const rings of multi) {
    let inside = false
    for (const ring of rings) if (pointInRing(ring, lng, lat)) inside = !inside
    if (inside) return true
  }
  return false
}

/** Centre of gravity of an area, degrees. It may lie outside (a crescent); null where the area is 0. */
export function centroid(multi: MultiPolygon): LngLat | null {
  const b = boundsOfPolygon(multi)
  if (!b) return null
  let sum = 0
  let sumX = 0
  let sumY = 0
  for (const rings of multi)
    for (let r = 0; r < rings.length; r++) {
      const ring = rings[r]!
      let a = 0
      let x = 0
      let y = 0
      for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
        const x1 = ring[j]! - b.west
        const y1 = ring[j + 1]! - b.south
        const x2 = ring[i]! - b.west
        const y2 = ring[i + 1]! - b.south
        const cross = x1 * y2 - x2 * y1
        a += cross
        x += (x1 + x2) * cross
        y += (y1 + y2) * cross
      }
      const sign = a < 0 === (r === 0) ? -1 : 1 // outer rings add, holes take away, whichever way they run
      sum += sign * a
      sumX += sign * x
      sumY += sign * y
    }
  return sum > 0 ? [b.west + sumX / (3 * sum), b.south + sumY / (3 * sum)] : null
}

const SCANS = 15

/**
 * A point well inside an area, for its label and for asking what lies round it. Fifteen lines are drawn from west to
 * east across the largest polygon; of the middles of each line's longest stretch inside, the one furthest from any
 * border is taken. (Mapbox' polylabel finds the true pole; this one needs no queue and is inside by construction.)
 * Null where the area is 0.
 */
export function interiorPoint(multi: MultiPolygon): LngLat | null {
  let rings: readonly Ring[] | null = null
  let largest = 0
  for (const polygon of multi) {
    const area = polygonAreaM2(polygon)
    if (area > largest) [rings, largest] = [polygon, area]
  }
  if (!rings) return null
  const b = boundsOfPolygon([rings])!
  const shrink = Math.cos(((b.south + b.north) / 2) * RAD)
  let best: LngLat | null = null
  let clearest = -1
  for (let s = 1; s <= SCANS; s++) {
    const lat = b.south + ((b.north - b.south) * s) / (SCANS + 1)
    const crossings: number[] = []
    for (const ring of rings)
      for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
        const y1 = ring[j + 1]!
        const y2 = ring[i + 1]!
        if (y1 > lat !== y2 > lat) crossings.push(ring[j]! + ((ring[i]! - ring[j]!) * (lat - y1)) / (y2 - y1))
      }
    crossings.sort((p, q) => p - q)
    let lng = Number.NaN
    let widest = 0
    for (let i = 0; i + 1 < crossings.length; i += 2)
      if (crossings[i + 1]! - crossings[i]! > widest) {
        widest = crossings[i + 1]! - crossings[i]!
        lng = (crossings[i]! + crossings[i + 1]!) / 2
      }
    if (widest === 0) continue
    const clear = clearance(rings, lng, lat, shrink)
    if (clear > clearest) [best, clearest] = [[lng, lat], clear]
  }
  return best
}

/** Square of the distance to the nearest side, in degrees of latitude. */
function clearance(rings: readonly Ring[], lng: number, lat: number, shrink: number): number {
  let least = Infinity
  for (const ring of rings)
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const ax = (ring[j]! - lng) * shrink
      const ay = ring[j + 1]! - lat
      const dx = (ring[i]! - ring[j]!) * shrink
      const dy = ring[i + 1]! - ring[j + 1]!
      const length = dx * dx + dy * dy
      const t = length === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / length))
      const x = ax + t * dx
      const y = ay + t * dy
      if (x * x + y * y < least) least = x * x + y * y
    }
  return least
}

/**
 * The part of a ring inside a rectangle, cut at its four sides in turn (Sutherland & Hodgman 1974).
 * Parts that fall apart stay joined by lines along the rectangle's sides: right for areas, not for drawing.
 * Empty where nothing is left.
 */
function clipRing(ring: Ring, b: Bounds): Ring {
  let points: ArrayLike<number> = ring
  for (let side = 0; side < 4 && points.length > 0; side++) {
    const axis = side & 1 // 0: lng, 1: lat
    const limit = side === 0 ? b.west : side === 1 ? b.south : side === 2 ? b.east : b.north
    const keepsAbove = side < 2
    const kept: number[] = []
    const n = points.length
    for (let i = 0, j = n - 2; i < n; j = i, i += 2) {
      const from = points[j + axis]!
      const to = points[i + axis]!
      const fromIn = keepsAbove ? from >= limit : from <= limit
      const toIn = keepsAbove ? to >= limit : to <= limit
      if (fromIn !== toIn) {
        const t = (limit - from) / (to - from)
        const other = points[j + 1 - axis]! + t * (points[i + 1 - axis]! - points[j + 1 - axis]!)
        if (axis === 0) kept.push(limit, other)
        else kept.push(other, limit)
      }
      if (toIn) kept.push(points[i]!, points[i + 1]!)
    }
    points = kept
  }
  return points === ring ? ring.slice() : Float64Array.from(points)
}

/** The part of an area inside a rectangle (see `clipRing`); polygons of which nothing is left are dropped. */
export function clipToBounds(multi: MultiPolygon, bounds: Bounds): MultiPolygon {
  const kept: Ring[][] = []
  for (const rings of multi) {
    const cut = rings.map((ring) => clipRing(ring, bounds))
    if (cut[0] && cut[0].length >= 6) kept.push(cut.filter((ring) => ring.length >= 6))
  }
  return kept
}

/** Share of an area's surface that lies inside a rectangle, 0 to 1; 0 for an area of no surface. */
export function shareInside(multi: MultiPolygon, bounds: Bounds): number {
  const whole = areaM2(multi)
  return whole > 0 ? Math.min(1, areaM2(clipToBounds(multi, bounds)) / whole) : 0
}
