// Which units of a city are neighbours: those between which one walks without passing a third. A river, a railway or an expressway
// without a crossing makes no neighbours, however near the two sides lie on the map.
import type { Search } from '../access/search.ts'
import { EARTH_RADIUS_M } from '../geo/meters.ts'
import { boundsOfPolygon, type MultiPolygon } from '../geo/polygon.ts'

/** Lists of neighbours: unit u has `other[first[u]] .. other[first[u + 1]])`, ascending, with the streets that lead there. */
export interface Neighbours {
  readonly first: Int32Array
  readonly other: Int32Array
  /** Public edges that lead from one into the other. */
  readonly links: Int32Array
}

/**
 * Two units are neighbours when an edge of public ground leads from a node of one to a node of the other. Where their borders are
 * known and meet at a mere corner, they are not: across a crossing of four, one passes through a third.
 */
export function neighboursOf(
  search: Search,
  ofNode: Int32Array,
  units: number,
  polygons: readonly MultiPolygon[] | null,
): Neighbours {
  const { from, to, edges } = search.graph
  const { isPublic } = search.ground
  const links = new Map<number, number>()
  for (let e = 0; e < edges; e++) {
    if (!isPublic[e]) continue
    const [u, v] = [ofNode[from[e]!]!, ofNode[to[e]!]!]
    if (u < 0 || v < 0 || u === v) continue
    const key = Math.min(u, v) * units + Math.max(u, v)
    links.set(key, (links.get(key) ?? 0) + 1)
  }
  const pairs = [...links].sort((a, b) => a[0] - b[0])
  const kept = polygons
    ? pairs.filter(([key]) => !cornersOnly(polygons[Math.floor(key / units)]!, polygons[key % units]!))
    : pairs
  const lists: [number, number][][] = Array.from({ length: units }, () => [])
  for (const [key, n] of kept) {
    const [u, v] = [Math.floor(key / units), key % units]
    lists[u]!.push([v, n])
    lists[v]!.push([u, n])
  }
  const first = new Int32Array(units + 1)
  lists.forEach((list, u) => {
    list.sort((a, b) => a[0] - b[0])
    first[u + 1] = first[u]! + list.length
  })
  const all = lists.flat()
  return { first, other: Int32Array.from(all, ([v]) => v), links: Int32Array.from(all, ([, n]) => n) }
}

/** Borders nearer than this meet; metres. Own proposal: what drawing by hand leaves open. */
const MEET_METERS = 3
/** Borders that meet along less than this meet at a corner; metres. Own proposal. */
const CORNER_METERS = 40
const STEP_METERS = 8

/** Whether two areas meet, but nowhere along a side. Areas that lie apart do not meet. */
function cornersOnly(a: MultiPolygon, b: MultiPolygon): boolean {
  const [boxA, boxB] = [boundsOfPolygon(a), boundsOfPolygon(b)]
  if (!boxA || !boxB) return false
  const north = (EARTH_RADIUS_M * Math.PI) / 180
  const east = north * Math.cos((boxA.south * Math.PI) / 180)
  const west = Math.max(boxA.west, boxB.west) - MEET_METERS / east
  const right = Math.min(boxA.east, boxB.east) + MEET_METERS / east
  const south = Math.max(boxA.south, boxB.south) - MEET_METERS / north
  const top = Math.min(boxA.north, boxB.north) + MEET_METERS / north
  const sides: number[] = [] // of b, near the common box
  each(b, (x1, y1, x2, y2) => {
    if (Math.max(x1, x2) < west || Math.min(x1, x2) > right || Math.max(y1, y2) < south || Math.min(y1, y2) > top)
      return
    sides.push(x1 * east, y1 * north, x2 * east, y2 * north)
  })
  let along = 0
  each(a, (x1, y1, x2, y2) => {
    if (along >= CORNER_METERS) return
    if (Math.max(x1, x2) < west || Math.min(x1, x2) > right || Math.max(y1, y2) < south || Math.min(y1, y2) > top)
      return
    const length = Math.hypot((x2 - x1) * east, (y2 - y1) * north)
    const steps = Math.max(1, Math.ceil(length / STEP_METERS))
    for (let k = 0; k < steps && along < CORNER_METERS; k++) {
      const t = (k + 0.5) / steps
      const [x, y] = [(x1 + t * (x2 - x1)) * east, (y1 + t * (y2 - y1)) * north]
      if (nearSides(sides, x, y)) along += length / steps
    }
  })
  return along > 0 && along < CORNER_METERS
}

function each(area: MultiPolygon, side: (x1: number, y1: number, x2: number, y2: number) => void): void {
  for (const rings of area)
    for (const ring of rings)
      for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2)
        side(ring[j]!, ring[j + 1]!, ring[i]!, ring[i + 1]!)
}

function nearSides(sides: readonly number[], x: number, y: number): boolean {
  for (let s = 0; s < sides.length; s += 4) {
    const [ax, ay] = [sides[s]!, sides[s + 1]!]
    const [dx, dy] = [sides[s + 2]! - ax, sides[s + 3]! - ay]
    const length2 = dx * dx + dy * dy
    const t = length2 === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length2))
    if ((ax + t * dx - x) ** 2 + (ay + t * dy - y) ** 2 <= MEET_METERS ** 2) return true
  }
  return false
}
