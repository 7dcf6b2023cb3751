// A network as it is being drawn: nodes and edges in the order they come, before they are sorted into a graph.
//
//   edges: ┌ from · to · lengthMm · way ┐ ┌ from · to · …      four numbers side by side, since sorting fetches them together
//
// An edge of a way says which, by its index in the streets, and what the way is stands once a way. An edge of our own (a gate,
// a line over a plaza) has −1 − k for a way and is described by the k-th of `own`.
import { metersBetween } from '../geo/meters.ts'
import { Doubles, Ints } from '../source/osm/grow.ts'
import type { Streets } from '../source/rows.ts'
import { unitsOf } from '../source/way-sets.ts'
import { DEGREES, EDGE_KINDS, type EdgeKind } from './graph.ts'
import { cosine, mmBetween, shortMm } from './short.ts'

/** Numbers of an edge. */
export const EDGE = 4
export const FROM = 0
export const TO = 1
export const LENGTH = 2
export const WAY = 3

/** Added to the number of the way of an edge that has `crossings`, so that nobody looks for those of the others. */
export const CROSSED = 2 ** 30

/** Marks of nodes. */
export const USED = 1
export const CUT = 2

/** What an edge is and who may walk it, in a byte. */
export const paved = (kind: EdgeKind, who: number): number => EDGE_KINDS.indexOf(kind) | (who << 4)
export const kindIn = (byte: number): number => byte & 15
export const whoIn = (byte: number): number => byte >> 4

/** Collects nodes and edges. Node numbers are those of the streets, then those that were added. */
export class Draft {
  readonly #streets: Streets
  /** Nodes of the streets. */
  readonly #nodes: number
  /** Longitude and latitude by turns in units; places of `lng` and `lat` are these exactly where `exact`. */
  readonly #xy: Int32Array
  readonly #exact: boolean
  /** Degrees of added nodes. */
  readonly #lng = new Doubles()
  readonly #lat = new Doubles()
  /** EDGE numbers an edge. */
  edges: Int32Array
  count = 0
  /** Per edge, thousandths; asked only where CROSSED. */
  crossings: Uint16Array
  /** Per node: USED where an edge meets it, CUT where a gate stands. Together, since both are asked of every node of every way. */
  marks: Uint8Array
  /** Per way of the streets: `paved`; 0 for ways that are not walked. */
  readonly ways: Uint8Array
  readonly own = new Ints()
  readonly ownWay = new Doubles()

  /** Begins with the nodes of the streets and no edges. */
  constructor(streets: Streets, ways: Uint8Array) {
    this.#streets = streets
    this.ways = ways
    const kept = unitsOf(streets)
    this.#exact = kept !== null
    this.#xy = kept ?? roundedOf(streets)
    this.#nodes = this.#xy.length / 2
    const room = streets.wayRefs.length + 1024 // most never touched: a way has an edge less than nodes
    this.edges = new Int32Array(EDGE * room)
    this.marks = new Uint8Array(this.#nodes + 1024)
    this.crossings = new Uint16Array(room)
  }

  /** How many nodes there are. */
  get nodes(): number {
    return this.#nodes + this.#lng.length
  }

  /** Where all nodes are, degrees × 10⁷, longitude and latitude by turns. */
  places(): Int32Array {
    if (this.#lng.length === 0) return this.#xy
    const xy = new Int32Array(2 * this.nodes)
    xy.set(this.#xy)
    for (let n = this.#nodes; n < this.nodes; n++) {
      xy[2 * n] = Math.round(this.lng(n) / DEGREES)
      xy[2 * n + 1] = Math.round(this.lat(n) / DEGREES)
    }
    return xy
  }

  /** Degrees. */
  lng(n: number): number {
    if (n >= this.#nodes) return this.#lng.data[n - this.#nodes]!
    return this.#exact ? (100 * this.#xy[2 * n]!) / 1e9 : this.#streets.lng[n]!
  }

  /** Degrees. */
  lat(n: number): number {
    if (n >= this.#nodes) return this.#lat.data[n - this.#nodes]!
    return this.#exact ? (100 * this.#xy[2 * n + 1]!) / 1e9 : this.#streets.lat[n]!
  }

  /** One more node where `node` is; its number. */
  copyOf(node: number): number {
    return this.node(this.lng(node), this.lat(node))
  }

  /** One more node; its number. */
  node(lng: number, lat: number): number {
    this.#lng.push(lng)
    this.#lat.push(lat)
    if (this.nodes > this.marks.length) {
      const marks = new Uint8Array(2 * this.nodes)
      marks.set(this.marks)
      this.marks = marks
    }
    return this.nodes - 1
  }

  /** Millimetres between two nodes, whole. */
  mm(a: number, b: number): number {
    return Math.round(1000 * metersBetween(this.lng(a), this.lat(a), this.lng(b), this.lat(b)))
  }

  /** The same for nodes of the streets, and quicker. */
  pieceMm(a: number, b: number): number {
    const xy = this.#xy
    if (!this.#exact) return this.mm(a, b)
    const mm = shortMm(xy[2 * a]!, xy[2 * a + 1]!, xy[2 * b]!, xy[2 * b + 1]!)
    return mm < 0 ? this.mm(a, b) : mm
  }

  /** One more edge of our own; `way` is the id of the way it is drawn along, 0 for none. */
  edge(from: number, to: number, lengthMm: number, kind: EdgeKind, who: number, way: number): void {
    this.own.push(paved(kind, who))
    this.ownWay.push(way)
    this.piece(from, to, lengthMm, -this.own.length)
  }

  /** One more edge of way number `way`. */
  piece(from: number, to: number, lengthMm: number, way: number): void {
    const at = EDGE * this.count
    if (at === this.edges.length) this.#grow()
    const { edges } = this
    edges[at] = from
    edges[at + 1] = to
    edges[at + 2] = lengthMm
    edges[at + 3] = way
    this.marks[from]! |= USED
    this.marks[to]! |= USED
    this.count++
  }

  /**
   * The edges of way number `way` along the nodes `refs[begin .. end]`, as long as they are drawn; where one is CUT, from and to
   * the node that `sideAt` says for its place in `refs`.
   */
  line(refs: Int32Array, begin: number, end: number, way: number, sideAt: (i: number, way: number) => number): void {
    const xy = this.#xy
    let a = refs[begin]!
    let x = xy[2 * a]!
    let y = xy[2 * a + 1]!
    let cosineA = cosine(y)
    for (let i = begin; i < end; i++) {
      const b = refs[i + 1]!
      if (a === b) continue // a point drawn twice is no piece, and no second gate
      const x2 = xy[2 * b]!
      const y2 = xy[2 * b + 1]!
      const cosineB = cosine(y2)
      let mm = this.#exact ? mmBetween(x2 - x, y2 - y, cosineA, cosineB) : -1
      if (mm < 0) mm = this.mm(a, b)
      const from = this.marks[a]! & CUT ? sideAt(i, way) : a
      const to = this.marks[b]! & CUT ? sideAt(i + 1, way) : b
      this.piece(from, to, mm, way)
      a = b
      x = x2
      y = y2
      cosineA = cosineB
    }
  }

  #grow(): void {
    const edges = new Int32Array(2 * this.edges.length)
    edges.set(this.edges)
    this.edges = edges
    const crossings = new Uint16Array(2 * this.crossings.length)
    crossings.set(this.crossings)
    this.crossings = crossings
  }
}

function roundedOf({ lng, lat }: Streets): Int32Array {
  const xy = new Int32Array(2 * lng.length)
  for (let n = 0; n < lng.length; n++) {
    xy[2 * n] = Math.round(lng[n]! / DEGREES)
    xy[2 * n + 1] = Math.round(lat[n]! / DEGREES)
  }
  return xy
}
