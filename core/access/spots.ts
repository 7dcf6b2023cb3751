// Where points stand, in columns that can be edited: a point may get one more entrance, a spot may move to another edge. What each
// spot costs stands beside it, for the structure at hand.
import type { Snaps } from '../network/snap.ts'
import { Doubles, Ints } from '../source/osm/grow.ts'
import { keysOf, type Spot, type Structure } from './structure.ts'

const NONE = -1

/** Spots of points, found by point and by edge. Columns are of the moment: they may be others after `add`. */
export class SpotTable {
  readonly points: number
  /** Per spot: its point, edge, place and leg. */
  readonly point: Ints
  readonly edge: Ints
  readonly #offsetMm: Ints
  readonly #legMm: Ints
  /** Per spot, in keys (see ground.ts): the leg, the way along the edge, and to its two ends with the leg (Infinity: closed). */
  readonly leg: Doubles
  readonly along: Doubles
  readonly toFrom: Doubles
  readonly toTo: Doubles
  /** Lists of spots: the first of each point and of each edge, and the next in both; -1 ends a list. */
  readonly firstOf: Int32Array
  readonly firstOn: Ints
  readonly nextOf: Ints
  readonly nextOn: Ints

  constructor(snaps: Snaps, structure: Structure) {
    const room = snaps.edge.length + 64
    this.points = snaps.points
    this.point = new Ints(room)
    this.edge = new Ints(room)
    this.#offsetMm = new Ints(room)
    this.#legMm = new Ints(room)
    this.leg = new Doubles(room)
    this.along = new Doubles(room)
    this.toFrom = new Doubles(room)
    this.toTo = new Doubles(room)
    this.nextOf = new Ints(room)
    this.nextOn = new Ints(room)
    this.firstOf = new Int32Array(snaps.points).fill(NONE)
    this.firstOn = new Ints(structure.graph.edges + 64)
    this.growTo(structure)
    for (let p = 0; p < snaps.points; p++) {
      for (let s = snaps.first[p]!; s < snaps.first[p + 1]!; s++)
        this.add(p, { edge: snaps.edge[s]!, offsetMm: snaps.offsetMm[s]!, legMm: snaps.legMm[s]! }, structure)
    }
  }

  /** Makes room for the edges of a structure. */
  growTo({ graph }: Structure): void {
    while (this.firstOn.length < graph.edges) this.firstOn.push(NONE)
  }

  at = (spot: number): Spot => ({
    edge: this.edge.data[spot]!,
    offsetMm: this.#offsetMm.data[spot]!,
    legMm: this.#legMm.data[spot]!,
  })

  /** One more spot of a point. */
  add(point: number, spot: Spot, structure: Structure): void {
    const s = this.point.length
    this.point.push(point)
    this.edge.push(spot.edge)
    this.#offsetMm.push(spot.offsetMm)
    this.#legMm.push(spot.legMm)
    for (const column of [this.leg, this.along, this.toFrom, this.toTo]) column.push(0)
    this.nextOf.push(this.firstOf[point]!)
    this.firstOf[point] = s
    this.nextOn.push(NONE)
    this.#hang(s)
    this.reckon(s, structure)
  }

  /** Takes the newest spot of all away again. */
  removeLast(): void {
    const s = this.point.length - 1
    this.#take(s)
    this.firstOf[this.point.data[s]!] = this.nextOf.data[s]!
    for (const column of [this.point, this.edge, this.#offsetMm, this.#legMm, this.leg, this.along, this.toFrom, this.toTo, this.nextOf, this.nextOn]) column.length-- // biome-ignore format: one line
  }

  /** A spot stands elsewhere from now on; its leg stays. */
  move(spot: number, edge: number, offsetMm: number): void {
    this.#take(spot)
    this.edge.data[spot] = edge
    this.#offsetMm.data[spot] = offsetMm
    this.#hang(spot)
  }

  /** Works out what a spot costs in `structure`. */
  reckon(spot: number, structure: Structure): void {
    const { leg, along, toFrom, toTo } = keysOf(structure, this.at(spot))
    this.leg.data[spot] = leg
    this.along.data[spot] = along
    this.toFrom.data[spot] = toFrom
    this.toTo.data[spot] = toTo
  }

  /** The same for all spots. */
  reckonAll(structure: Structure): void {
    for (let s = 0; s < this.point.length; s++) this.reckon(s, structure)
  }

  eachOn(edge: number, visit: (spot: number) => void): void {
    if (edge >= this.firstOn.length) return
    for (let s = this.firstOn.data[edge]!; s !== NONE; s = this.nextOn.data[s]!) visit(s)
  }

  /** The edges that points stand on now, in the columns of snaps. */
  edges(): Pick<Snaps, 'points' | 'first' | 'edge'> {
    const first = new Int32Array(this.points + 1)
    const edge = new Int32Array(this.point.length)
    let at = 0
    for (let p = 0; p < this.points; p++) {
      for (let s = this.firstOf[p]!; s !== NONE; s = this.nextOf.data[s]!) edge[at++] = this.edge.data[s]!
      first[p + 1] = at
    }
    return { points: this.points, first, edge }
  }

  #hang(spot: number): void {
    const edge = this.edge.data[spot]!
    this.nextOn.data[spot] = this.firstOn.data[edge]!
    this.firstOn.data[edge] = spot
  }

  #take(spot: number): void {
    const edge = this.edge.data[spot]!
    const next = this.nextOn.data[spot]!
    if (this.firstOn.data[edge] === spot) {
      this.firstOn.data[edge] = next
      return
    }
    for (let s = this.firstOn.data[edge]!; s !== NONE; s = this.nextOn.data[s]!) {
      if (this.nextOn.data[s] === spot) this.nextOn.data[s] = next
    }
  }
}
