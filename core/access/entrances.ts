// A new path may run nearer to a door than the street it has: there it is one more entrance. The old one stays, so that a new
// path never makes a walk longer.
import { planeAt } from '../geo/meters.ts'
import { DEGREES, type WalkGraph } from '../network/graph.ts'
import type { DoorColumns, EdgeIndex } from '../network/snap.ts'
import type { Spot } from './structure.ts'

/** A spot that point `point` gets. */
export interface Entrance {
  readonly point: number
  readonly spot: Spot
}

/**
 * The entrances that the edges `path` of `graph` give to points: where a door is nearer to the path than `legMmOf` says that the
 * point is to its streets (Infinity: it has none), no further than `limitMeters`, and not across a wall of `index`. In order of points.
 */
export function entrancesOn(
  graph: WalkGraph,
  path: Int32Array,
  doors: DoorColumns,
  legMmOf: (point: number) => number,
  limitMeters: number,
  index: EdgeIndex,
): readonly Entrance[] {
  if (path.length === 0) return []
  const { from, to, lng, lat, lengthMm } = graph
  const plane = planeAt(lng[from[path[0]!]!]! * DEGREES, lat[from[path[0]!]!]! * DEGREES)
  const ends = Float64Array.from([...path].flatMap((e) => [from[e]!, to[e]!].flatMap((n) => [plane.x(lng[n]! * DEGREES), plane.y(lat[n]! * DEGREES)]))) // biome-ignore format: one line
  const entrances: Entrance[] = []
  for (let p = 0; p + 1 < doors.first.length; p++) {
    let least = Math.min(legMmOf(p), limitMeters * 1000 + 0.5)
    let spot: Spot | null = null
    for (let d = doors.first[p]!; d < doors.first[p + 1]!; d++) {
      const [x, y] = [plane.x(doors.lng[d]!), plane.y(doors.lat[d]!)]
      for (let i = 0; i < path.length; i++) {
        const [x1, y1] = [ends[4 * i]!, ends[4 * i + 1]!]
        const [dx, dy] = [ends[4 * i + 2]! - x1, ends[4 * i + 3]! - y1]
        const long = dx * dx + dy * dy
        const t = long > 0 ? Math.max(0, Math.min(1, ((x - x1) * dx + (y - y1) * dy) / long)) : 0
        const legMm = Math.round(1000 * Math.hypot(x - x1 - t * dx, y - y1 - t * dy))
        if (!(legMm < least)) continue
        const at = [plane.lng(x1 + t * dx), plane.lat(y1 + t * dy)] as const
        const wall = index.plane
        if (index.crossesWall(wall.x(doors.lng[d]!), wall.y(doors.lat[d]!), wall.x(at[0]), wall.y(at[1]))) continue
        least = legMm
        spot = { edge: path[i]!, offsetMm: Math.round(t * lengthMm[path[i]!]!), legMm }
      }
    }
    if (spot) entrances.push({ point: p, spot })
  }
  return entrances
}
