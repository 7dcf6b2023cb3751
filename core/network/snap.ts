// Where a point meets the network: on an edge, never at a node for convenience; the leg to it is kept and counted.
import Flatbush from 'flatbush'
import { type Plane, planeAt } from '../geo/meters.ts'
import { Doubles, Ints } from '../source/osm/grow.ts'
import { DEGREES, EDGE_KINDS, NOBODY, type WalkGraph } from './graph.ts'
import { partsOf } from './islands.ts'

/**
 * Snaps of many points, in columns. Point p has the snaps `first[p] .. first[p + 1])`: one for each of its entrances
 * that found an edge within the limit, none if it found no edge at all.
 */
export interface Snaps {
  readonly points: number
  readonly first: Int32Array
  /** Per snap: the edge, and how far along it from its `from` end, in mm. */
  readonly edge: Int32Array
  readonly offsetMm: Int32Array
  /** Straight leg from the entrance to that place, mm. */
  readonly legMm: Int32Array
  /** The place on the edge, degrees. */
  readonly lng: Float64Array
  readonly lat: Float64Array
  /** 1 where the leg steps across a wall because there was no other edge within the limit. */
  readonly overWall: Uint8Array
}

/** What snapping may be asked. */
export interface SnapOptions {
  /** Nothing snaps further than this, metres. */
  readonly limitMeters: number
  /** `edge`: to the nearest place on an edge; `node`: to the nearest node, as engines that know no better do. */
  readonly to?: 'edge' | 'node'
}

/** Doors of points: point p has the doors `first[p] .. first[p + 1])`, degrees. */
export interface DoorColumns {
  readonly first: Int32Array
  readonly lng: Float64Array
  readonly lat: Float64Array
}

/** Metres looked at first; most doors stand nearer to their street. It only decides how fast the answer comes. */
const FIRST_LOOK_METERS = 40

/** A door as near to a wall as this stands on it, metres: coordinates are whole 10⁻⁷ degrees, so a shop in a wall is a centimetre off. */
const ON_WALL_METERS = 0.05

/** No limit reaches further, metres: a leg in mm must fit 31 bits. */
const FARTHEST_METERS = 2e6

/** Edges and walls on a plane, in an index of boxes. Made once for a graph. */
export class EdgeIndex {
  readonly graph: WalkGraph
  readonly plane: Plane
  /** x1, y1, x2, y2 of each edge and each wall, metres. */
  readonly ends: Float64Array
  readonly walls: Float64Array
  /** Per edge: 1 where it belongs to the main part of the network or to another town, 0 on an island. */
  readonly inTown: Uint8Array
  readonly #edges: Flatbush
  readonly #walls: Flatbush | null
  /** Edge of each box: edges that nobody may walk, and gates, have none. */
  readonly #edge: Int32Array

  /** What is an island is told by `whole` where `graph` is a part of it, with some edges closed for the walker at hand. */
  constructor(graph: WalkGraph, whole: WalkGraph = graph) {
    const { nodes, edges, from, to, lng, lat, kind, who } = graph
    this.graph = graph
    let x = 0
    let y = 0
    for (let n = 0; n < nodes; n++) {
      x += lng[n]! / nodes
      y += lat[n]! / nodes
    }
    this.plane = planeAt(x * DEGREES, y * DEGREES)
    const { plane } = this
    const GATE = EDGE_KINDS.indexOf('gate')
    this.ends = new Float64Array(4 * edges)
    this.#edge = new Int32Array(edges)
    let kept = 0
    for (let e = 0; e < edges; e++) {
      const a = from[e]!
      const b = to[e]!
      this.ends[4 * e] = plane.x(lng[a]! * DEGREES)
      this.ends[4 * e + 1] = plane.y(lat[a]! * DEGREES)
      this.ends[4 * e + 2] = plane.x(lng[b]! * DEGREES)
      this.ends[4 * e + 3] = plane.y(lat[b]! * DEGREES)
      if (kind[e] !== GATE && who[e] !== NOBODY) this.#edge[kept++] = e
    }
    this.#edge = this.#edge.slice(0, kept)
    this.#edges = boxes(this.ends, this.#edge)
    this.walls = new Float64Array(graph.wallCoords.length)
    for (let i = 0; i < this.walls.length; i += 2) {
      this.walls[i] = plane.x(graph.wallCoords[i]! * DEGREES)
      this.walls[i + 1] = plane.y(graph.wallCoords[i + 1]! * DEGREES)
    }
    const walls = new Int32Array(graph.walls)
    for (let w = 0; w < walls.length; w++) walls[w] = w
    this.#walls = graph.walls ? boxes(this.walls, walls) : null
    const { part, isTown } = partsOf(whole)
    this.inTown = new Uint8Array(edges)
    for (let e = 0; e < edges; e++) this.inTown[e] = isTown[part[from[e]!]!]!
  }

  /** Visits the edges whose box comes within `radius` metres of a place, in no order to rely on. */
  eachNear(x: number, y: number, radius: number, visit: (edge: number) => void): void {
    this.#edges.search(x - radius, y - radius, x + radius, y + radius, (i) => {
      visit(this.#edge[i]!)
      return false
    })
  }

  /** Whether the line from (x1, y1) to (x2, y2) steps across a wall. Standing on a wall, as a shop in it does, is not across. */
  crossesWall(x1: number, y1: number, x2: number, y2: number): boolean {
    if (!this.#walls) return false
    const w = this.walls
    let crosses = false
    this.#walls.search(Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2), (i) => {
      if (crosses) return false
      const ax = w[4 * i]!
      const ay = w[4 * i + 1]!
      const bx = w[4 * i + 2]!
      const by = w[4 * i + 3]!
      const onWall = ON_WALL_METERS * Math.hypot(bx - ax, by - ay)
      const side1 = (bx - ax) * (y1 - ay) - (by - ay) * (x1 - ax)
      const side2 = (bx - ax) * (y2 - ay) - (by - ay) * (x2 - ax)
      const parted = (side1 > onWall && side2 < -onWall) || (side1 < -onWall && side2 > onWall)
      if (!parted) return false
      const a = (x2 - x1) * (ay - y1) - (y2 - y1) * (ax - x1)
      const b = (x2 - x1) * (by - y1) - (y2 - y1) * (bx - x1)
      // through the very corner where two walls meet is across as well
      if (a * b <= 0) crosses = true
      return false
    })
    return crosses
  }
}

/** Boxes round the segments `which` of `ends`; an empty index holds one box that nothing meets. */
function boxes(ends: Float64Array, which: Int32Array): Flatbush {
  const index = new Flatbush(Math.max(1, which.length))
  for (let k = 0; k < which.length; k++) {
    const i = 4 * which[k]!
    index.add(
      Math.min(ends[i]!, ends[i + 2]!),
      Math.min(ends[i + 1]!, ends[i + 3]!),
      Math.max(ends[i]!, ends[i + 2]!),
      Math.max(ends[i + 1]!, ends[i + 3]!),
    )
  }
  if (which.length === 0) index.add(Infinity, Infinity, Infinity, Infinity)
  index.finish()
  return index
}

/**
 * Snaps every door of every point. The nearest place wins; of edges that meet there one open to everyone, then the smaller; but a place in a town goes before one on
 * an island, and one that the leg reaches without stepping across a wall before one over it. A door whose coordinates are no
 * numbers snaps to nothing.
 */
export function snapPoints(index: EdgeIndex, doors: DoorColumns, { limitMeters, to = 'edge' }: SnapOptions): Snaps {
  if (!(limitMeters >= 0)) throw new Error(`Snapping needs a limit of 0 m or more; got ${limitMeters}.`)
  const points = doors.first.length - 1
  const first = new Int32Array(points + 1)
  const doorsInAll = doors.first[points]!
  const edge = new Ints(doorsInAll)
  const offsetMm = new Ints(doorsInAll)
  const legMm = new Ints(doorsInAll)
  const lng = new Doubles(doorsInAll)
  const lat = new Doubles(doorsInAll)
  const overWall = new Uint8Array(doorsInAll)
  const { ends, plane, graph } = index
  const snapper = new Snapper(index, Math.min(limitMeters, FARTHEST_METERS), to)
  for (let p = 0; p < points; p++) {
    for (let d = doors.first[p]!; d < doors.first[p + 1]!; d++) {
      const rank = snapper.snap(plane.x(doors.lng[d]!), plane.y(doors.lat[d]!))
      if (rank < 0) continue
      const e = snapper.edge[rank]!
      const t = snapper.t[rank]!
      overWall[edge.length] = rank & OVER_WALL
      edge.push(e)
      offsetMm.push(Math.round(t * graph.lengthMm[e]!))
      legMm.push(snapper.mm[rank]!)
      lng.push(plane.lng(ends[4 * e]! + t * (ends[4 * e + 2]! - ends[4 * e]!)))
      lat.push(plane.lat(ends[4 * e + 1]! + t * (ends[4 * e + 3]! - ends[4 * e + 1]!)))
    }
    first[p + 1] = edge.length
  }
  return {
    points,
    first,
    edge: edge.done(),
    offsetMm: offsetMm.done(),
    legMm: legMm.done(),
    lng: lng.done(),
    lat: lat.done(),
    overWall: overWall.slice(0, edge.length),
  }
}

// Ranks of a place, the better the smaller: 0 in a town, 1 in a town over a wall, 2 on an island, 3 on an island over a wall.
const OVER_WALL = 1
const ISLAND = 2

/** Snaps one door after another, and keeps the best place of each rank. One memory for all doors. */
class Snapper {
  readonly edge = new Int32Array(4)
  /** Along the edge from its `from` end, 0–1. */
  readonly t = new Float64Array(4)
  readonly mm = new Float64Array(4)
  readonly #index: EdgeIndex
  readonly #limit: number
  readonly #toNode: boolean
  #x = 0
  #y = 0
  #radius = 0
  /** Square of the metres beyond which nothing can be better, rounding apart. */
  #most2 = Infinity

  constructor(index: EdgeIndex, limit: number, to: 'edge' | 'node') {
    this.#index = index
    this.#limit = limit
    this.#toNode = to === 'node'
  }

  /** The rank of the place where a door at (x, y) snaps; -1 where nothing lies within the limit. Looks ever further until nothing better can be missed. */
  snap(x: number, y: number): number {
    if (!(Math.abs(x) < FARTHEST_METERS && Math.abs(y) < FARTHEST_METERS)) return -1
    this.#x = x
    this.#y = y
    for (let radius = Math.min(FIRST_LOOK_METERS, this.#limit); ; radius = Math.min(radius * 2.5, this.#limit)) {
      this.#radius = radius
      this.mm.fill(Infinity)
      this.#most2 = Infinity
      this.#index.eachNear(x, y, radius, this.#consider)
      const last = radius >= this.#limit
      for (let rank = 0; rank < (last ? 4 : 1); rank++) if (this.mm[rank]! < Infinity) return rank
      if (last) return -1
    }
  }

  readonly #consider = (edge: number): void => {
    const island = this.#index.inTown[edge] ? 0 : ISLAND
    if (island && this.#radius < this.#limit) return
    const { ends } = this.#index
    const x1 = ends[4 * edge]!
    const y1 = ends[4 * edge + 1]!
    const dx = ends[4 * edge + 2]! - x1
    const dy = ends[4 * edge + 3]! - y1
    const length2 = dx * dx + dy * dy
    let t = length2 > 0 ? ((this.#x - x1) * dx + (this.#y - y1) * dy) / length2 : 0
    if (this.#toNode) t = t <= 0.5 ? 0 : 1
    else t = Math.max(0, Math.min(1, t))
    const px = x1 + t * dx
    const py = y1 + t * dy
    const meters2 = (this.#x - px) ** 2 + (this.#y - py) ** 2
    if (meters2 > this.#most2) return // most are further than the best in a town, which nothing else can beat
    const meters = Math.sqrt(meters2)
    if (meters > this.#radius) return
    const mm = Math.round(meters * 1000) // as the leg is kept, so that edges which meet at a place are equally near
    if (!this.#isBetter(island, mm, edge)) return
    const rank = island | (this.#index.crossesWall(this.#x, this.#y, px, py) ? OVER_WALL : 0)
    if (!this.#isBetter(rank, mm, edge)) return
    this.edge[rank] = edge
    this.t[rank] = t
    this.mm[rank] = mm
    if (rank === 0) this.#most2 = ((mm + 1) / 1000) ** 2
  }

  #isBetter(rank: number, mm: number, edge: number): boolean {
    if (mm !== this.mm[rank]) return mm < this.mm[rank]!
    const { who } = this.#index.graph
    const old = this.edge[rank]!
    return who[edge]! < who[old]! || (who[edge] === who[old] && edge < old)
  }
}
