// Where a point meets the network: on an edge, never at a node for convenience; the leg to it is kept and counted.
import Flatbush from 'flatbush'
import { type Plane, planeAt } from '../geo/meters.ts'
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

/** Edges and walls on a plane, in an index of boxes. Made once for a graph. */
export class EdgeIndex {
  readonly graph: WalkGraph
  readonly plane: Plane
  /** x1, y1, x2, y2 of each edge and each wall, metres. */
  readonly ends: Float64Array
  readonly walls: Float64Array
  /** Per edge: 1 where it belongs to the main part of the network. */
  readonly isMain: Uint8Array
  readonly #edges: Flatbush
  readonly #walls: Flatbush | null
  /** Edge of each box: edges that nobody may walk, and gates, have none. */
  readonly #edge: Int32Array

  constructor(graph: WalkGraph) {
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
    const kept: number[] = []
    for (let e = 0; e < edges; e++) {
      const [a, b] = [from[e]!, to[e]!]
      this.ends[4 * e] = plane.x(lng[a]! * DEGREES)
      this.ends[4 * e + 1] = plane.y(lat[a]! * DEGREES)
      this.ends[4 * e + 2] = plane.x(lng[b]! * DEGREES)
      this.ends[4 * e + 3] = plane.y(lat[b]! * DEGREES)
      if (kind[e] !== GATE && who[e] !== NOBODY) kept.push(e)
    }
    this.#edge = Int32Array.from(kept)
    this.#edges = boxes(this.ends, this.#edge)
    this.walls = graph.wallCoords.length ? new Float64Array(graph.wallCoords.length) : new Float64Array(0)
    for (let i = 0; i < this.walls.length; i += 2) {
      this.walls[i] = plane.x(graph.wallCoords[i]! * DEGREES)
      this.walls[i + 1] = plane.y(graph.wallCoords[i + 1]! * DEGREES)
    }
    this.#walls = graph.walls
      ? boxes(
          this.walls,
          Int32Array.from({ length: graph.walls }, (_, w) => w),
        )
      : null
    const { part, main } = partsOf(graph)
    this.isMain = new Uint8Array(edges)
    for (let e = 0; e < edges; e++) this.isMain[e] = part[from[e]!] === main ? 1 : 0
  }

  /** Edges whose box comes within `radius` metres of a place. */
  near(x: number, y: number, radius: number): number[] {
    return this.#edges.search(x - radius, y - radius, x + radius, y + radius).map((i) => this.#edge[i]!)
  }

  /** Whether the line from (x1, y1) to (x2, y2) steps across a wall. Standing on a wall, as a shop in it does, is not across. */
  crossesWall(x1: number, y1: number, x2: number, y2: number): boolean {
    if (!this.#walls) return false
    const w = this.walls
    const found = this.#walls.search(Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2))
    return found.some((i) => {
      const [ax, ay, bx, by] = [w[4 * i]!, w[4 * i + 1]!, w[4 * i + 2]!, w[4 * i + 3]!]
      const side = (px: number, py: number) => (bx - ax) * (py - ay) - (by - ay) * (px - ax)
      const across = (px: number, py: number) => (x2 - x1) * (py - y1) - (y2 - y1) * (px - x1)
      return side(x1, y1) * side(x2, y2) < 0 && across(ax, ay) * across(bx, by) < 0
    })
  }
}

/** Boxes round the segments `which` of `ends`; an empty index holds one box that nothing meets. */
function boxes(ends: Float64Array, which: Int32Array): Flatbush {
  const index = new Flatbush(Math.max(1, which.length))
  for (const i of which) {
    const [x1, y1, x2, y2] = [ends[4 * i]!, ends[4 * i + 1]!, ends[4 * i + 2]!, ends[4 * i + 3]!]
    index.add(Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2))
  }
  if (which.length === 0) index.add(Infinity, Infinity, Infinity, Infinity)
  index.finish()
  return index
}

/** A place on an edge that a door may snap to. */
interface Candidate {
  readonly edge: number
  /** Along the edge from its `from` end, 0–1. */
  readonly t: number
  readonly meters: number
}

/**
 * Snaps every door of every point. The nearest place wins, ties go to the smaller edge; but a place on the main network goes
 * before one on an island, and one that the leg reaches without stepping across a wall before one over it.
 */
export function snapPoints(index: EdgeIndex, doors: DoorColumns, { limitMeters, to = 'edge' }: SnapOptions): Snaps {
  const points = doors.first.length - 1
  const first = new Int32Array(points + 1)
  const found: { at: Candidate; overWall: boolean }[] = []
  for (let p = 0; p < points; p++) {
    for (let d = doors.first[p]!; d < doors.first[p + 1]!; d++) {
      const snap = snapOne(index, index.plane.x(doors.lng[d]!), index.plane.y(doors.lat[d]!), limitMeters, to)
      if (snap) found.push(snap)
    }
    first[p + 1] = found.length
  }
  const n = found.length
  const snaps = {
    points,
    first,
    edge: new Int32Array(n),
    offsetMm: new Int32Array(n),
    legMm: new Int32Array(n),
    lng: new Float64Array(n),
    lat: new Float64Array(n),
    overWall: new Uint8Array(n),
  }
  const { ends, plane, graph } = index
  found.forEach(({ at: { edge, t, meters }, overWall }, s) => {
    const [x1, y1, x2, y2] = [ends[4 * edge]!, ends[4 * edge + 1]!, ends[4 * edge + 2]!, ends[4 * edge + 3]!]
    snaps.edge[s] = edge
    snaps.offsetMm[s] = Math.round(t * graph.lengthMm[edge]!)
    snaps.legMm[s] = Math.round(meters * 1000)
    snaps.lng[s] = plane.lng(x1 + t * (x2 - x1))
    snaps.lat[s] = plane.lat(y1 + t * (y2 - y1))
    snaps.overWall[s] = overWall ? 1 : 0
  })
  return snaps
}

/** Where one door snaps; null where nothing lies within the limit. Looks ever further until nothing nearer can be missed. */
function snapOne(index: EdgeIndex, x: number, y: number, limit: number, to: 'edge' | 'node') {
  for (let radius = Math.min(FIRST_LOOK_METERS, limit); ; radius = Math.min(radius * 2.5, limit)) {
    const candidates = index
      .near(x, y, radius)
      .map((edge) => (to === 'edge' ? onEdge(index, edge, x, y) : atNode(index, edge, x, y)))
      .filter((c) => c.meters <= radius)
      .sort((a, b) => a.meters - b.meters || a.edge - b.edge)
    const best = choose(index, candidates, x, y, radius >= limit)
    if (best || radius >= limit) return best
  }
}

/** The first candidate on the main network that no wall parts from the door; at last (`all`) the best of the others. */
function choose(index: EdgeIndex, candidates: readonly Candidate[], x: number, y: number, all: boolean) {
  let mainOverWall: Candidate | null = null
  let island: Candidate | null = null
  let islandOverWall: Candidate | null = null
  for (const at of candidates) {
    const main = index.isMain[at.edge] === 1
    if (!main && !all) continue
    const [px, py] = placeOf(index, at)
    const overWall = index.crossesWall(x, y, px, py)
    if (main && !overWall) return { at, overWall }
    if (main) mainOverWall ??= at
    else if (!overWall) island ??= at
    else islandOverWall ??= at
  }
  if (!all) return null
  if (mainOverWall) return { at: mainOverWall, overWall: true }
  if (island) return { at: island, overWall: false }
  return islandOverWall ? { at: islandOverWall, overWall: true } : null
}

function placeOf({ ends }: EdgeIndex, { edge, t }: Candidate): readonly [number, number] {
  const [x1, y1, x2, y2] = [ends[4 * edge]!, ends[4 * edge + 1]!, ends[4 * edge + 2]!, ends[4 * edge + 3]!]
  return [x1 + t * (x2 - x1), y1 + t * (y2 - y1)]
}

/** The place of an edge nearest to (x, y). */
function onEdge({ ends }: EdgeIndex, edge: number, x: number, y: number): Candidate {
  const [x1, y1, x2, y2] = [ends[4 * edge]!, ends[4 * edge + 1]!, ends[4 * edge + 2]!, ends[4 * edge + 3]!]
  const [dx, dy] = [x2 - x1, y2 - y1]
  const length2 = dx * dx + dy * dy
  const t = length2 > 0 ? Math.max(0, Math.min(1, ((x - x1) * dx + (y - y1) * dy) / length2)) : 0
  return { edge, t, meters: Math.hypot(x - x1 - t * dx, y - y1 - t * dy) }
}

/** The nearer end of an edge. */
function atNode({ ends }: EdgeIndex, edge: number, x: number, y: number): Candidate {
  const a = Math.hypot(x - ends[4 * edge]!, y - ends[4 * edge + 1]!)
  const b = Math.hypot(x - ends[4 * edge + 2]!, y - ends[4 * edge + 3]!)
  return { edge, t: a <= b ? 0 : 1, meters: Math.min(a, b) }
}
