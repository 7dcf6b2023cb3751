// The area in reach, to be looked at. **For display only: no answer is ever computed from it.** Who has what within the minutes
// is told by searches between doors (search.ts, balls.ts, reach.ts); an area has no doors, and its border is drawn with a
// distance off the street that somebody chose.
//
//   reached street        radius of the ground reached beside it:
//   ══════════════╗       offStreetMeters as long as the walker has the time for so much,
//        ○  ○  ○  ║○      then what the remaining time allows at the walker's pace,
//                 ╚═══.   and one cell at least, so that no reached street lies outside
import { Fault } from '../base/fault.ts'
import { contoursOf } from '../geo/contour.ts'
import { type Plane, planeAt } from '../geo/meters.ts'
import { NearLines } from '../geo/near-lines.ts'
import type { MultiPolygon } from '../geo/polygon.ts'
import { DEGREES } from '../network/graph.ts'
import { Doubles } from '../source/osm/grow.ts'
import { paceOf } from './impedance.ts'
import type { Reach } from './reach.ts'

/** How the area is drawn. */
export interface Drawing {
  /** How far off a reached street the ground counts as reached, metres; at least a cell. */
  readonly offStreetMeters: number
  /** Side of the grid on which the area is drawn, metres. */
  readonly cellMeters: number
}

/**
 * The drawing used where nobody asks for another. Our own proposal, fixed by no document: 50 m fills the blocks of an old
 * town and leaves a superblock, a lake or a river that is not walked open; 10 m is a fifth of that, and hardly seen on a map.
 */
export const DRAWING: Drawing = { offStreetMeters: 50, cellMeters: 10 }

/** The area within one limit. */
export interface Isochrone {
  readonly limitDs: number
  /** Degrees; outer rings anticlockwise, holes clockwise. Empty where the place meets no street within the limit. */
  readonly area: MultiPolygon
}

/** No grid has more crossings: what a page can hold for several limits. */
const MOST_CROSSINGS = 2 ** 24

/**
 * Isochrones of the place that `reach` was searched from, one for each of `limitsDs` (deciseconds, ascending, none beyond the
 * search's own limit). Each lies within the next. Ground is reached from a street where it lies at most
 * `offStreetMeters` away and the time that remains there suffices at the walker's pace on the level; walls are not
 * looked at off the street. The leg from the door counts as a street.
 * Throws `bad-value` where the off-street distance is less than a cell, or the cells are too many.
 */
export function isochronesOf(reach: Reach, limitsDs: readonly number[], drawing: Drawing = DRAWING): Isochrone[] {
  const { offStreetMeters, cellMeters: cell } = drawing
  const most = limitsDs.at(-1) ?? 0
  if (most > reach.limitDs) throw new Error(`Searched for ${reach.limitDs} ds; an isochrone of ${most} was asked.`)
  if (limitsDs.some((limit, i) => i > 0 && limit <= limitsDs[i - 1]!))
    throw new Error(`Limits of isochrones ascend; got ${limitsDs.join(', ')}.`)
  if (!(cell > 0)) throw new Fault('bad-value', { name: 'cell', expected: '> 0 m', got: String(cell) })
  if (!(offStreetMeters >= cell))
    throw new Fault('bad-value', { name: 'off-street', expected: `≥ ${cell} m`, got: String(offStreetMeters) })

  const [start] = reach.starts()
  if (!start) return limitsDs.map((limitDs) => ({ limitDs, area: [] }))
  const plane = planeAt(...start.door)
  const pieces = piecesOf(reach, plane, most)
  if (pieces.count === 0) return limitsDs.map((limitDs) => ({ limitDs, area: [] }))
  const margin = offStreetMeters + 2 * cell
  // the grid is laid from the place itself, so that a limit is drawn alike whatever others are asked for
  const west = Math.floor((pieces.west - margin) / cell) * cell
  const south = Math.floor((pieces.south - margin) / cell) * cell
  const columns = Math.ceil((pieces.east + margin - west) / cell) + 1
  const rows = Math.ceil((pieces.north + margin - south) / cell) + 1
  if (!(columns * rows <= MOST_CROSSINGS)) {
    const least = Math.ceil(cell * Math.sqrt((columns * rows) / MOST_CROSSINGS))
    throw new Fault('bad-value', { name: 'cell', expected: `≥ ${least} m`, got: String(cell) })
  }
  const surfaces = limitsDs.map(() => new NearLines(columns, rows, west, south, cell))
  const metersPerDs = paceOf(reach.search.walker) / 1000
  for (let k = 0; k < pieces.count; k++) drawPiece(pieces.data, k * PIECE, surfaces, limitsDs, metersPerDs, drawing)
  return limitsDs.map((limitDs, i) => {
    const surface = surfaces[i]!
    if (i > 0) surface.include(surfaces[i - 1]!)
    const area = contoursOf(surface, 0)
    for (const ring of area.flat())
      for (let p = 0; p < ring.length; p += 2) {
        ring[p] = plane.lng(west + ring[p]! * cell)
        ring[p + 1] = plane.lat(south + ring[p + 1]! * cell)
      }
    return { limitDs, area }
  })
}

/** Numbers of a piece: x1, y1, x2, y2 in metres; deciseconds to the first end, to the second, and from one to the other. */
const PIECE = 7

/** Straight pieces of street (and the legs to them) that are reached, and the box round what is reached of them. */
interface Pieces {
  readonly data: Float64Array
  readonly count: number
  readonly west: number
  readonly south: number
  readonly east: number
  readonly north: number
}

function piecesOf(reach: Reach, plane: Plane, limitDs: number): Pieces {
  const { graph, edgeDs } = reach.search
  const data = new Doubles(1024)
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  const touch = (x: number, y: number) => {
    west = Math.min(west, x)
    south = Math.min(south, y)
    east = Math.max(east, x)
    north = Math.max(north, y)
  }
  const put = (x1: number, y1: number, x2: number, y2: number, ds1: number, ds2: number, wholeDs: number) => {
    if (ds1 > limitDs && ds2 > limitDs) return
    for (const n of [x1, y1, x2, y2, ds1, ds2, wholeDs]) data.push(n)
    const along = (share: number) => touch(x1 + share * (x2 - x1), y1 + share * (y2 - y1))
    if (ds1 <= limitDs) {
      along(0)
      along(shareOf(limitDs - ds1, wholeDs))
    }
    if (ds2 <= limitDs) {
      along(1)
      along(1 - shareOf(limitDs - ds2, wholeDs))
    }
  }
  const x = (n: number) => plane.x(graph.lng[n]! * DEGREES)
  const y = (n: number) => plane.y(graph.lat[n]! * DEGREES)
  reach.eachEdge((e, fromDs, toDs) => {
    if (fromDs > limitDs && toDs > limitDs) return
    const [a, b] = [graph.from[e]!, graph.to[e]!]
    put(x(a), y(a), x(b), y(b), fromDs, toDs, edgeDs[e]!)
  })
  for (const { door, at, edge, legDs, alongDs } of reach.starts()) {
    const [sx, sy] = [plane.x(at[0]), plane.y(at[1])]
    const [a, b] = [graph.from[edge]!, graph.to[edge]!]
    put(plane.x(door[0]), plane.y(door[1]), sx, sy, 0, Infinity, legDs)
    put(sx, sy, x(a), y(a), legDs, Infinity, alongDs)
    put(sx, sy, x(b), y(b), legDs, Infinity, edgeDs[edge]! - alongDs)
  }
  return { data: data.data, count: data.length / PIECE, west, south, east, north }
}

/** How far along a piece one comes in some time, 0–1. */
const shareOf = (ds: number, wholeDs: number): number => (ds >= wholeDs ? 1 : Math.max(0, ds / wholeDs))

/**
 * Draws the ground beside one piece on every surface that it is not on already through a smaller limit. Along the piece the
 * walker is no faster than off it, so where the radius shrinks nothing beside the piece is reached sooner than straight
 * from where it begins to shrink: a disc there is all there is. (In a lift he is, and the disc is a little less than all.)
 */
function drawPiece(
  data: Float64Array,
  at: number,
  surfaces: readonly NearLines[],
  limitsDs: readonly number[],
  metersPerDs: number,
  { offStreetMeters, cellMeters }: Drawing,
): void {
  const [x1, y1, x2, y2] = [data[at]!, data[at + 1]!, data[at + 2]!, data[at + 3]!]
  const [ds1, ds2, whole] = [data[at + 4]!, data[at + 5]!, data[at + 6]!]
  const fullDs = offStreetMeters / metersPerDs
  for (let i = 0; i < limitsDs.length; i++) {
    const surface = surfaces[i]!
    const [left1, left2] = [limitsDs[i]! - ds1, limitsDs[i]! - ds2]
    // what is reached of it, from both ends, and what with time to spare for the whole distance
    const wide1 = left1 >= fullDs ? shareOf(left1 - fullDs, whole) : -1
    const wide2 = left2 >= fullDs ? shareOf(left2 - fullDs, whole) : -1
    if (wide1 + wide2 >= 1 || wide1 === 1 || wide2 === 1) {
      surface.draw(x1, y1, x2, y2, offStreetMeters)
      return // and with it all that is reached within larger limits
    }
    const end = (left: number, wide: number, x: number, y: number, dx: number, dy: number) => {
      if (left < 0) return
      if (wide >= 0) surface.draw(x, y, x + wide * dx, y + wide * dy, offStreetMeters)
      else surface.draw(x, y, x, y, Math.max(cellMeters, left * metersPerDs))
      const some = shareOf(left, whole)
      surface.draw(x, y, x + some * dx, y + some * dy, cellMeters)
    }
    end(left1, wide1, x1, y1, x2 - x1, y2 - y1)
    end(left2, wide2, x2, y2, x1 - x2, y1 - y2)
  }
}
