// All nodes of a file in columns, by ascending id: eight bytes for where each is, a bit or a few for its id. Nodes come
// first in the files that people download, so when the ways come, their references are looked up at once.
import type { FindingCode } from '../../base/finding.ts'
import type { TaggedNodeRun } from './decode.ts'
import { IdSet } from './idset.ts'

/** Nanodegrees of a unit, the grid that OSM keeps. */
const NANO = 100
/** The ends of the earth in units. */
const WEST = 180e7
const NORTH = 90e7
/** A place that is none. */
const NOWHERE = -(2 ** 31)
/** Nodes that there is room for at first, if the file does not seem to hold fewer. Untouched memory costs nothing. */
const MOST_ROOM = 2 ** 24

/** A node whose place cannot be taken: off the earth, or of an id that has a place already. */
export interface OddNode {
  readonly code: FindingCode
  readonly id: number
}

/** Nodes of a file. First `add` what comes, in order of ids; then `seal`; then ask by index: their place in that order. */
export class NodeColumns {
  readonly #ids: IdSet
  /** Units of 100 nanodegrees: longitude, latitude. */
  #xy: Int32Array
  /** Degrees, where a file has places between those units; else null. */
  #degrees: Float64Array | null = null
  #last = Number.NEGATIVE_INFINITY
  #count = 0
  /** In the order of the file. */
  readonly odd: OddNode[] = []

  /** `fileBytes`: how large the file is, from which the room follows, at five bytes a node; there may be more. */
  constructor(fileBytes: number) {
    const room = Math.min(MOST_ROOM, 64 + Math.ceil(fileBytes / 5))
    this.#xy = new Int32Array(2 * room)
    this.#ids = new IdSet(room / 16)
  }

  /** How many nodes there are. */
  get count(): number {
    return this.#count
  }

  /** Takes nodes; false where they do not ascend by id: nothing of these columns is then of use. */
  add({ count, id, x, y, grid }: TaggedNodeRun): boolean {
    let last = this.#last
    for (let n = 0; n < count; n++) {
      if (!(id[n]! > last)) return false
      last = id[n]!
    }
    this.#last = last
    this.#ids.addAll(id, count)
    this.#room(count)
    const { granularity, lngOffset, latOffset } = grid
    const xy = this.#xy
    const usual = granularity === NANO && lngOffset === 0 && latOffset === 0 && this.#degrees === null
    let at = 2 * this.#count
    for (let n = 0; n < count; n++) {
      const east = x[n]!
      const north = y[n]!
      if (usual && east >= -WEST && east <= WEST && north >= -NORTH && north <= NORTH) {
        xy[at] = east
        xy[at + 1] = north
      } else this.#put(at, id[n]!, lngOffset + granularity * east, latOffset + granularity * north)
      at += 2
    }
    this.#count = at / 2
    return true
  }

  /** Takes a node whose place is none, or on another grid. */
  #put(at: number, id: number, lngNano: number, latNano: number): void {
    if (!onEarthNano(lngNano, latNano)) {
      this.odd.push({ code: 'bad-coordinates', id })
      if (this.#degrees) this.#degrees[at] = Number.NaN
      else this.#xy[at] = NOWHERE
      return
    }
    const [x, y] = [lngNano / NANO, latNano / NANO]
    if (this.#degrees === null && Number.isInteger(x) && Number.isInteger(y)) {
      this.#xy[at] = x
      this.#xy[at + 1] = y
      return
    }
    if (this.#degrees === null) {
      this.#degrees = new Float64Array(this.#xy.length)
      for (let i = 0; i < at; i++)
        this.#degrees[i] = this.#xy[i & ~1] === NOWHERE ? Number.NaN : degreesOf(this.#xy[i]!)
    }
    this.#degrees[at] = lngNano / 1e9
    this.#degrees[at + 1] = latNano / 1e9
  }

  #room(more: number): void {
    const needed = 2 * (this.#count + more)
    if (needed <= this.#xy.length) return
    const xy = new Int32Array(Math.max(needed, 2 * this.#xy.length))
    xy.set(this.#xy)
    this.#xy = xy
    if (!this.#degrees) return
    const degrees = new Float64Array(xy.length)
    degrees.set(this.#degrees)
    this.#degrees = degrees
  }

  /** Ends adding. */
  seal(): void {
    this.#ids.seal()
  }

  /** The index of the node with an id; −1 where the file does not hold it. */
  indexOf(id: number): number {
    return this.#ids.rank(id)
  }

  /**
   * Writes the indices of a packed list of differences of ids to `out` from `at` on, which must have room for a number a byte; −1
   * for a node that the file does not hold. How many there were. Throws Garbled.
   */
  indicesOfPacked(bytes: Uint8Array, from: number, to: number, out: Int32Array, at: number): number {
    return this.#ids.ranksOfPacked(bytes, from, to, out, at)
  }

  /** How many of the last packed list are −1. */
  get missing(): number {
    return this.#ids.missing
  }

  /** Whether the last packed list ends with the node with which it begins. */
  get isRing(): boolean {
    return this.#ids.isRing
  }

  /** Whether a node has a place; all have where nothing is `odd`. */
  isPlaced(n: number): boolean {
    return this.#degrees ? !Number.isNaN(this.#degrees[2 * n]!) : this.#xy[2 * n] !== NOWHERE
  }

  /** Degrees. */
  lng(n: number): number {
    return this.#degrees ? this.#degrees[2 * n]! : degreesOf(this.#xy[2 * n]!)
  }

  /** Degrees. */
  lat(n: number): number {
    return this.#degrees ? this.#degrees[2 * n + 1]! : degreesOf(this.#xy[2 * n + 1]!)
  }

  /** All places in units of 100 nanodegrees, longitude and latitude by turns; null where some lie between those. */
  get units(): Int32Array | null {
    return this.#degrees ? null : this.#xy
  }

  /** All ids, by index. */
  ids(): Float64Array<ArrayBuffer> {
    return this.#ids.ids()
  }
}

/** Degrees of units, as a file's own formula has them. */
export const degreesOf = (units: number): number => (units * NANO) / 1e9

/** Whether a place is on the earth; false for NaN. */
export const onEarthNano = (lng: number, lat: number): boolean => Math.abs(lng) <= 180e9 && Math.abs(lat) <= 90e9

/** Nodes of a file in any order, and more than one of an id: brought into order for `NodeColumns`. */
export class UnsortedNodes {
  readonly #runs: { id: Float64Array; lngNano: Float64Array; latNano: Float64Array }[] = []

  /** Takes nodes. */
  add({ count, id, x, y, grid }: TaggedNodeRun): void {
    const { granularity, lngOffset, latOffset } = grid
    this.#runs.push({
      id: id.slice(0, count),
      lngNano: x.slice(0, count).map((n) => lngOffset + granularity * n),
      latNano: y.slice(0, count).map((n) => latOffset + granularity * n),
    })
  }

  /** The nodes by id, sealed; of several with one id the first that is on the earth. */
  sorted(): NodeColumns {
    const column = (of: 'id' | 'lngNano' | 'latNano') => {
      const all = new Float64Array(this.#runs.reduce((sum, run) => sum + run.id.length, 0))
      let at = 0
      for (const run of this.#runs) {
        all.set(run[of], at)
        at += run.id.length
      }
      return all
    }
    const [id, lng, lat] = [column('id'), column('lngNano'), column('latNano')]
    const order = new Int32Array(id.length).map((_, i) => i).sort((i, j) => id[i]! - id[j]! || i - j)
    const chosen: number[] = []
    const spare: number[] = []
    for (let k = 0; k < order.length; ) {
      const first = k
      let best = -1
      for (; k < order.length && id[order[k]!] === id[order[first]!]; k++)
        if (best < 0 && onEarthNano(lng[order[k]!]!, lat[order[k]!]!)) best = order[k]!
      if (best < 0) best = order[first]!
      chosen.push(best)
      for (let j = first; j < k; j++) if (order[j] !== best) spare.push(order[j]!)
    }
    const nodes = new NodeColumns(5 * chosen.length)
    const pick = (of: Float64Array) => Float64Array.from(chosen, (i) => of[i]!)
    nodes.add({
      count: chosen.length,
      id: pick(id),
      x: pick(lng),
      y: pick(lat),
      grid: { granularity: 1, lngOffset: 0, latOffset: 0 },
      tagFirst: new Int32Array(0),
      tags: new Int32Array(0),
    })
    for (const i of spare.sort((a, b) => a - b))
      nodes.odd.push({ code: onEarthNano(lng[i]!, lat[i]!) ? 'duplicate-id' : 'bad-coordinates', id: id[i]! })
    nodes.seal()
    return nodes
  }
}
