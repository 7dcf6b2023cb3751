// Where points stand, in columns that can be edited: a point may get one more entrance, a spot may move to another edge.
import type { Snaps } from '../network/snap.ts'
import { Ints } from '../source/osm/grow.ts'
import type { Spot } from './structure.ts'

const NONE = -1

/** Spots of points, found by point and by edge. */
export class SpotTable {
  readonly points: number
  readonly #point: Ints
  readonly #edge: Ints
  readonly #offsetMm: Ints
  readonly #legMm: Ints
  /** Lists of spots: the first of each point and of each edge, and the next in both. */
  readonly #ofPoint: Int32Array
  readonly #onEdge: Ints
  readonly #nextOfPoint: Ints
  readonly #nextOnEdge: Ints

  constructor(snaps: Snaps, edges: number) {
    const room = snaps.edge.length + 64
    this.points = snaps.points
    this.#point = new Ints(room)
    this.#edge = new Ints(room)
    this.#offsetMm = new Ints(room)
    this.#legMm = new Ints(room)
    this.#nextOfPoint = new Ints(room)
    this.#nextOnEdge = new Ints(room)
    this.#ofPoint = new Int32Array(snaps.points).fill(NONE)
    this.#onEdge = new Ints(edges + 64)
    for (let p = 0; p < snaps.points; p++) {
      for (let s = snaps.first[p]!; s < snaps.first[p + 1]!; s++)
        this.add(p, { edge: snaps.edge[s]!, offsetMm: snaps.offsetMm[s]!, legMm: snaps.legMm[s]! })
    }
  }

  pointOf = (spot: number): number => this.#point.data[spot]!
  at = (spot: number): Spot => ({
    edge: this.#edge.data[spot]!,
    offsetMm: this.#offsetMm.data[spot]!,
    legMm: this.#legMm.data[spot]!,
  })

  /** One more spot of a point; its number. */
  add(point: number, { edge, offsetMm, legMm }: Spot): number {
    const spot = this.#point.length
    this.#point.push(point)
    this.#edge.push(edge)
    this.#offsetMm.push(offsetMm)
    this.#legMm.push(legMm)
    this.#nextOfPoint.push(this.#ofPoint[point]!)
    this.#ofPoint[point] = spot
    this.#nextOnEdge.push(NONE)
    this.#hang(spot)
    return spot
  }

  /** Takes the newest spot of all away again. */
  removeLast(): void {
    const spot = this.#point.length - 1
    this.#take(spot)
    this.#ofPoint[this.#point.data[spot]!] = this.#nextOfPoint.data[spot]!
    for (const column of [this.#point, this.#edge, this.#offsetMm, this.#legMm, this.#nextOfPoint, this.#nextOnEdge]) column.length-- // biome-ignore format: one line
  }

  /** A spot stands elsewhere from now on; its leg stays. */
  move(spot: number, edge: number, offsetMm: number): void {
    this.#take(spot)
    this.#edge.data[spot] = edge
    this.#offsetMm.data[spot] = offsetMm
    this.#hang(spot)
  }

  eachOf(point: number, visit: (spot: number) => void): void {
    for (let s = this.#ofPoint[point]!; s !== NONE; s = this.#nextOfPoint.data[s]!) visit(s)
  }

  eachOn(edge: number, visit: (spot: number) => void): void {
    if (edge >= this.#onEdge.length) return
    for (let s = this.#onEdge.data[edge]!; s !== NONE; s = this.#nextOnEdge.data[s]!) visit(s)
  }

  #hang(spot: number): void {
    const edge = this.#edge.data[spot]!
    while (this.#onEdge.length <= edge) this.#onEdge.push(NONE)
    this.#nextOnEdge.data[spot] = this.#onEdge.data[edge]!
    this.#onEdge.data[edge] = spot
  }

  #take(spot: number): void {
    const edge = this.#edge.data[spot]!
    const next = this.#nextOnEdge.data[spot]!
    if (this.#onEdge.data[edge] === spot) {
      this.#onEdge.data[edge] = next
      return
    }
    for (let s = this.#onEdge.data[edge]!; s !== NONE; s = this.#nextOnEdge.data[s]!) {
      if (this.#nextOnEdge.data[s] === spot) this.#nextOnEdge.data[s] = next
    }
  }
}
