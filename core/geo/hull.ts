// The convex hull of points, and how far inside it a place lies: the border of the data, beyond which nothing is known.
import { planeAt } from './meters.ts'
import type { Ring } from './polygon.ts'

/**
 * Convex hull, counter-clockwise, degrees; collinear points left out. Fewer than 3 corners where all points lie on one
 * line. Monotone chain (Andrew 1979) on what is left after points strictly inside the octagon of extremes are dropped
 * (Akl & Toussaint 1978), which leaves a few hundred of a city's nodes to sort.
 */
export function convexHull(lng: ArrayLike<number>, lat: ArrayLike<number>): Ring {
  const n = lng.length
  if (n === 0) return new Float64Array(0)
  const octagon = extremes(lng, lat)
  const kept: number[] = []
  for (let i = 0; i < n; i++) if (!strictlyInside(octagon, lng, lat, i)) kept.push(i)
  kept.sort((a, b) => lng[a]! - lng[b]! || lat[a]! - lat[b]! || a - b)
  const turn = (a: number, b: number, c: number) =>
    (lng[b]! - lng[a]!) * (lat[c]! - lat[a]!) - (lat[b]! - lat[a]!) * (lng[c]! - lng[a]!)
  const chain = (order: readonly number[]) => {
    const hull: number[] = []
    for (const i of order) {
      while (hull.length >= 2 && turn(hull[hull.length - 2]!, hull[hull.length - 1]!, i) <= 0) hull.pop()
      hull.push(i)
    }
    hull.pop() // the last point begins the other chain
    return hull
  }
  const corners = [...chain(kept), ...chain(kept.toReversed())]
  if (corners.length === 0) corners.push(kept[0]!)
  const ring = new Float64Array(corners.length * 2)
  corners.forEach((i, k) => {
    ring[2 * k] = lng[i]!
    ring[2 * k + 1] = lat[i]!
  })
  return ring
}

/** The points furthest in eight directions, counter-clockwise from the east. */
function extremes(lng: ArrayLike<number>, lat: ArrayLike<number>): readonly number[] {
  const towards: readonly (readonly [number, number])[] = [
    [1, 0],
    [1, 1],
    [0, 1],
    [-1, 1],
    [-1, 0],
    [-1, -1],
    [0, -1],
    [1, -1],
  ]
  return towards.map(([dx, dy]) => {
    let best = 0
    for (let i = 1; i < lng.length; i++) if (dx * lng[i]! + dy * lat[i]! > dx * lng[best]! + dy * lat[best]!) best = i
    return best
  })
}

function strictlyInside(
  corners: readonly number[],
  lng: ArrayLike<number>,
  lat: ArrayLike<number>,
  i: number,
): boolean {
  let sides = 0
  for (let k = 0; k < corners.length; k++) {
    const a = corners[k]!
    const b = corners[(k + 1) % corners.length]!
    if (a === b) continue
    sides++
    if ((lng[b]! - lng[a]!) * (lat[i]! - lat[a]!) - (lat[b]! - lat[a]!) * (lng[i]! - lng[a]!) <= 0) return false
  }
  return sides >= 3
}

/**
 * Asks how many metres a place lies inside a hull: distance to its nearest side, negative outside.
 * A hull of fewer than 3 corners has no inside: the answer is never above 0.
 */
export function metersInside(hull: Ring): (lng: number, lat: number) => number {
  const n = hull.length
  if (n === 0) return () => Number.NEGATIVE_INFINITY
  let lng0 = 0
  let lat0 = 0
  for (let i = 0; i < n; i += 2) {
    lng0 += (2 * hull[i]!) / n
    lat0 += (2 * hull[i + 1]!) / n
  }
  const plane = planeAt(lng0, lat0)
  const x = Float64Array.from({ length: n / 2 }, (_, k) => plane.x(hull[2 * k]!))
  const y = Float64Array.from({ length: n / 2 }, (_, k) => plane.y(hull[2 * k + 1]!))
  return (lng, lat) => {
    const px = plane.x(lng)
    const py = plane.y(lat)
    let least = Infinity
    let inside = x.length >= 3
    for (let i = 0, j = x.length - 1; i < x.length; j = i++) {
      const dx = x[i]! - x[j]!
      const dy = y[i]! - y[j]!
      const ax = px - x[j]!
      const ay = py - y[j]!
      if (dx * ay - dy * ax < 0) inside = false // to the right of a side
      const length = dx * dx + dy * dy
      const t = length === 0 ? 0 : Math.min(1, Math.max(0, (ax * dx + ay * dy) / length))
      const ex = ax - t * dx
      const ey = ay - t * dy
      const d = ex * ex + ey * ey
      if (d < least) least = d
    }
    return inside ? Math.sqrt(least) : least === 0 ? 0 : -Math.sqrt(least)
  }
}
