// A network as it is being drawn. Edges of ways are not kept: they follow the references of the streets, and are counted first
// and laid when it is known where each belongs (survey.ts, lay.ts). Kept are nodes that are added, edges of our own (gates, lines
// over plazas), and the ends of the pieces of those few ways that a gate cuts.
import { metersBetween } from '../geo/meters.ts'
import { Doubles, Ints } from '../source/osm/grow.ts'
import type { Streets } from '../source/rows.ts'
import { unitsOf } from '../source/way-sets.ts'
import { DEGREES, EDGE_KINDS, type EdgeKind } from './graph.ts'
import { shortMm } from './short.ts'

/** Numbers of an edge of our own: its ends, its length, and what it is (`paved`). */
export const OWN = 4
export const FROM = 0
export const TO = 1
export const LENGTH = 2
export const PAVED = 3

/** Marks of nodes. Together in a byte, since they are asked of every node of every way. */
/** An edge of a way meets it, or one of our own. */
export const WALKED = 1
export const LAID = 2
/** A gate stands there. */
export const CUT = 4
/** A crossing is drawn there; and on a carriageway, walked or not. */
export const ZEBRA = 8
export const ZEBRA_ON_ROAD = 16
/** It is on the border of a plaza; one comes upon a plaza there, whatever meets it. */
export const ON_PLAZA = 32
export const ENTRY = 64

/** What an edge is and who may walk it, in a byte. */
export const paved = (kind: EdgeKind, who: number): number => EDGE_KINDS.indexOf(kind) | (who << 4)
export const kindIn = (byte: number): number => byte & 15
export const whoIn = (byte: number): number => (byte >> 4) & 3
/** In that of a way: a gate cuts it; it cannot be laid piece by piece, since lengths or crossings are to be shared out. */
export const CUT_WAY = 64
export const SHARED_WAY = 128

/** Collects nodes and edges. Node numbers are those of the streets, then those that were added. */
export class Draft {
  readonly #streets: Streets
  /** Longitude and latitude by turns in units, of the nodes of the streets; their degrees are these exactly where `exact`. */
  readonly xy: Int32Array
  readonly exact: boolean
  /** How many these are. */
  readonly drawn: number
  /** Degrees of added nodes. */
  readonly #lng = new Doubles()
  readonly #lat = new Doubles()
  /** Per node. */
  marks: Uint8Array
  /** Per way of the streets: `paved`, and CUT_WAY or SHARED_WAY. */
  readonly ways: Uint8Array
  /** Edges of our own, OWN numbers each: first the `gates`, in the order of the ways that they cut. */
  readonly own = new Ints(1024)
  gates = 0
  /** Of each edge of our own, the id of the way it is drawn along; 0 for none. */
  readonly ownWay = new Doubles(256)
  /** The ends, two numbers a piece, of the pieces of every CUT_WAY, one way behind the other. */
  readonly cutEnds = new Ints(256)

  /** Begins with the nodes of the streets and no edges. */
  constructor(streets: Streets, ways: Uint8Array) {
    this.#streets = streets
    this.ways = ways
    const kept = unitsOf(streets)
    this.exact = kept !== null
    this.xy = kept ?? roundedOf(streets)
    this.drawn = this.xy.length / 2
    this.marks = new Uint8Array(this.drawn + 1024)
  }

  /** How many nodes there are. */
  get nodes(): number {
    return this.drawn + this.#lng.length
  }

  /** How many edges of our own there are. */
  get owned(): number {
    return this.ownWay.length
  }

  /** Where the added nodes are, degrees × 10⁷, longitude and latitude by turns. */
  addedPlaces(): Int32Array {
    const xy = new Int32Array(2 * this.#lng.length)
    for (let k = 0; k < this.#lng.length; k++) {
      xy[2 * k] = Math.round(this.#lng.data[k]! / DEGREES)
      xy[2 * k + 1] = Math.round(this.#lat.data[k]! / DEGREES)
    }
    return xy
  }

  /** Degrees. */
  lng(n: number): number {
    if (n >= this.drawn) return this.#lng.data[n - this.drawn]!
    return this.exact ? (100 * this.xy[2 * n]!) / 1e9 : this.#streets.lng[n]!
  }

  /** Degrees. */
  lat(n: number): number {
    if (n >= this.drawn) return this.#lat.data[n - this.drawn]!
    return this.exact ? (100 * this.xy[2 * n + 1]!) / 1e9 : this.#streets.lat[n]!
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
    const { xy } = this
    if (!this.exact) return this.mm(a, b)
    const mm = shortMm(xy[2 * a]!, xy[2 * a + 1]!, xy[2 * b]!, xy[2 * b + 1]!)
    return mm < 0 ? this.mm(a, b) : mm
  }

  /** One more edge of our own; `way` is the id of the way it is drawn along, 0 for none. */
  edge(from: number, to: number, lengthMm: number, kind: EdgeKind, who: number, way: number): void {
    const { own, marks } = this
    own.reserve(OWN)
    const at = own.length
    own.data[at + FROM] = from
    own.data[at + TO] = to
    own.data[at + LENGTH] = lengthMm
    own.data[at + PAVED] = paved(kind, who)
    own.length += OWN
    this.ownWay.push(way)
    marks[from]! |= LAID
    marks[to]! |= LAID
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
