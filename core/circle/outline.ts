// The border of a circle: that of its communities, joined; where it is made of blocks, of the ground nearest to their streets.
import { heed, type Progress } from '../base/progress.ts'
import { planeAt } from '../geo/meters.ts'
import type { MultiPolygon } from '../geo/polygon.ts'
import { tracedRings } from '../geo/traced.ts'
import { simplified, unions } from '../geo/union.ts'
import { nest } from '../geo/untangle.ts'
import { DEGREES, NOBODY, type WalkGraph } from '../network/graph.ts'
import type { Town } from './town.ts'

/** Side of the squares from which borders of blocks are drawn, and how far from a street ground still belongs to it, metres. */
const SQUARE_METERS = 20
const DEEP_METERS = 140
/** Steps smaller than about this are smoothed out of such borders, metres. All three are our own proposal: for drawing alone. */
const SMOOTH_METERS = 90
/** A large city is drawn in larger squares, so that there are no more than so many. */
const MOST_SQUARES = 8e6

/** Borders of circles, given which unit is in which (-1: in none). Faults: no-union, cancelled. */
export async function outlinesOf(
  town: Town,
  ofUnit: Int32Array,
  circles: number,
  progress: Progress,
): Promise<MultiPolygon[]> {
  progress.begin({ zh: '画圈界', en: 'Drawing borders' }, null)
  heed(progress)
  const { polygons } = town.units
  if (polygons) {
    const groups: MultiPolygon[][] = Array.from({ length: circles }, () => [])
    ofUnit.forEach((c, u) => {
      if (c >= 0) groups[c]!.push(polygons[u]!)
    })
    return unions(groups)
  }
  return simplified(squaresOf(town, ofUnit, circles), SMOOTH_METERS)
}

/** Ground by the circle of its nearest street, in squares; borders run along them. Only ground near a street is anybody's. */
function squaresOf({ m: { graph }, units }: Town, ofUnit: Int32Array, circles: number): MultiPolygon[] {
  const at = { lng: graph.lng[0]! * DEGREES, lat: graph.lat[0]! * DEGREES }
  const plane = planeAt(at.lng, at.lat)
  const circleOf = (n: number) => (units.ofNode[n]! >= 0 ? ofUnit[units.ofNode[n]!]! : -1)
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let n = 0; n < graph.nodes; n++) {
    if (circleOf(n) < 0) continue
    const [x, y] = [plane.x(graph.lng[n]! * DEGREES), plane.y(graph.lat[n]! * DEGREES)]
    ;[west, south, east, north] = [Math.min(west, x), Math.min(south, y), Math.max(east, x), Math.max(north, y)]
  }
  if (west === Infinity) return Array.from({ length: circles }, () => [])
  const margin = 2 * DEEP_METERS
  const side = Math.max(
    SQUARE_METERS,
    Math.sqrt(((east - west + 2 * margin) * (north - south + 2 * margin)) / MOST_SQUARES),
  )
  const columns = Math.ceil((east - west + 2 * margin) / side)
  const rows = Math.ceil((north - south + 2 * margin) / side)
  const grid = { columns, rows, west: west - margin, south: south - margin, side }
  const label = nearestStreets(graph, circleOf, plane.x, plane.y, grid)
  tidy(label, grid)
  return Array.from({ length: circles }, (_, c) => c).map((c) => {
    const rings = tracedRings(label, columns, rows, c).map((ring) =>
      ring.map((v, k) => (k & 1 ? plane.lat(grid.south + v * side) : plane.lng(grid.west + v * side))),
    )
    return nest(rings)
  })
}

interface Squares {
  readonly columns: number
  readonly rows: number
  readonly west: number
  readonly south: number
  readonly side: number
}

/** Per square: the circle of the nearest street no further than DEEP_METERS, -1 where there is none. Steps of 5 and 7 (Borgefors 1986). */
function nearestStreets(
  graph: WalkGraph,
  circleOf: (node: number) => number,
  x: (lng: number) => number,
  y: (lat: number) => number,
  { columns, rows, west, south, side }: Squares,
): Int32Array {
  const label = new Int32Array(columns * rows).fill(-1)
  const steps = new Int32Array(columns * rows).fill(0x3fffffff)
  for (let e = 0; e < graph.edges; e++) {
    if (graph.who[e] === NOBODY) continue
    const [a, b] = [graph.from[e]!, graph.to[e]!]
    const [ax, ay] = [x(graph.lng[a]! * DEGREES), y(graph.lat[a]! * DEGREES)]
    const [dx, dy] = [x(graph.lng[b]! * DEGREES) - ax, y(graph.lat[b]! * DEGREES) - ay]
    const pieces = Math.max(1, Math.ceil((2 * Math.hypot(dx, dy)) / side))
    for (let k = 0; k <= pieces; k++) {
      const own = circleOf(2 * k <= pieces ? a : b)
      const [c, r] = [
        Math.floor((ax + (dx * k) / pieces - west) / side),
        Math.floor((ay + (dy * k) / pieces - south) / side),
      ]
      if (own < 0 || c < 0 || r < 0 || c >= columns || r >= rows) continue
      label[r * columns + c] = own
      steps[r * columns + c] = 0
    }
  }
  const take = (here: number, there: number, by: number) => {
    if (steps[there]! + by >= steps[here]!) return
    steps[here] = steps[there]! + by
    label[here] = label[there]!
  }
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < columns; c++) {
      const i = r * columns + c
      if (c > 0) take(i, i - 1, 5)
      if (r > 0) {
        take(i, i - columns, 5)
        if (c > 0) take(i, i - columns - 1, 7)
        if (c < columns - 1) take(i, i - columns + 1, 7)
      }
    }
  for (let r = rows - 1; r >= 0; r--)
    for (let c = columns - 1; c >= 0; c--) {
      const i = r * columns + c
      if (c < columns - 1) take(i, i + 1, 5)
      if (r < rows - 1) {
        take(i, i + columns, 5)
        if (c > 0) take(i, i + columns - 1, 7)
        if (c < columns - 1) take(i, i + columns + 1, 7)
      }
    }
  const deep = (5 * DEEP_METERS) / side
  for (let i = 0; i < label.length; i++) if (steps[i]! > deep) label[i] = -1
  return label
}

/** Squares of a circle that hang together with few others of it go to what surrounds them; small gaps are filled. */
function tidy(label: Int32Array, { columns, rows, side }: Squares): void {
  const few = 60_000 / side ** 2 // 6 ha
  const seen = new Uint8Array(label.length)
  for (let start = 0; start < label.length; start++) {
    if (seen[start]) continue
    const own = label[start]!
    const found = [start]
    seen[start] = 1
    const beside = new Map<number, number>()
    for (let k = 0; k < found.length; k++) {
      const [c, r] = [found[k]! % columns, Math.floor(found[k]! / columns)]
      for (const [i, inside] of [
        [found[k]! - 1, c > 0],
        [found[k]! + 1, c < columns - 1],
        [found[k]! - columns, r > 0],
        [found[k]! + columns, r < rows - 1],
      ] as const) {
        if (!inside) continue
        if (label[i] !== own) beside.set(label[i]!, (beside.get(label[i]!) ?? 0) + 1)
        else if (!seen[i]) {
          seen[i] = 1
          found.push(i)
        }
      }
    }
    if (found.length >= few || beside.size === 0) continue
    const to = [...beside].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]![0]
    for (const i of found) label[i] = to
  }
}
