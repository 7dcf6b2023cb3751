// Runs of nodes, of ways, of relations in columns: what decode.ts fills and visitors read.

/** Degrees = (offset + granularity × n) / 10⁹. */
export interface Grid {
  readonly granularity: number
  readonly latOffset: number
  readonly lngOffset: number
}

/** Nodes in columns, where they are. */
export interface NodeRun {
  readonly count: number
  readonly id: Float64Array
  /** Degrees; anything at all where the file is damaged. */
  readonly lng: Float64Array
  readonly lat: Float64Array
}

/** Nodes in columns with tags: thing n has `tags[tagFirst[n] .. tagFirst[n + 1])`, pairs of string numbers. */
export interface TaggedNodeRun {
  readonly count: number
  readonly id: Float64Array
  /** Whole numbers on the block's grid, as the file has them; anything at all where it is damaged. */
  readonly x: Float64Array
  readonly y: Float64Array
  readonly grid: Grid
  readonly tagFirst: Int32Array
  readonly tags: Int32Array
}

/**
 * Ways whose nodes have not been read: the nodes of way n are the packed differences `bytes[refFrom[n] .. refTo[n])`, at most
 * as many as these are bytes, for `readDeltas`. Most readers keep some ways only, or want the nodes somewhere else.
 */
export interface PackedWayRun {
  readonly count: number
  readonly id: Float64Array
  readonly tagFirst: Int32Array
  readonly tags: Int32Array
  readonly bytes: Uint8Array
  readonly refFrom: Int32Array
  readonly refTo: Int32Array
}

/** Ways in columns: way n runs through `refs[refFirst[n] .. refFirst[n + 1])`. */
export interface WayRun {
  readonly count: number
  readonly id: Float64Array
  readonly tagFirst: Int32Array
  readonly tags: Int32Array
  readonly refFirst: Int32Array
  readonly refs: Float64Array
}

/** Relations in columns, members like a way's nodes, with a type (0 node, 1 way, 2 relation) and a role (string number). */
export interface RelationRun extends WayRun {
  readonly types: Int32Array
  readonly roles: Int32Array
}

/** No bytes: what a run holds on to when nobody reads it. */
export const NOTHING = new Uint8Array(0)
const NO_NUMBERS = new Float64Array(0)

/** The columns of whatever kind; used again and again, so that a block costs no memory. */
export class Run implements NodeRun, TaggedNodeRun, RelationRun, PackedWayRun {
  count = 0
  tagCount = 0
  refCount = 0
  id = new Float64Array(8192)
  x = new Float64Array(8192)
  y = new Float64Array(8192)
  grid: Grid = { granularity: 100, latOffset: 0, lngOffset: 0 }
  lng = NO_NUMBERS
  lat = NO_NUMBERS
  tagFirst = new Int32Array(8193)
  tags = new Int32Array(16384)
  refFirst = new Int32Array(8193)
  refs = new Float64Array(65536)
  types = new Int32Array(0)
  roles = new Int32Array(0)
  bytes: Uint8Array = NOTHING
  refFrom = new Int32Array(8192)
  refTo = new Int32Array(8192)

  clear(): void {
    this.count = 0
    this.tagCount = 0
    this.refCount = 0
  }

  /** Room for `more` things. */
  things(more: number): void {
    const needed = this.count + more
    if (needed <= this.id.length) return
    const size = Math.max(needed, 2 * this.id.length)
    this.id = larger(this.id, new Float64Array(size))
    this.x = larger(this.x, new Float64Array(size))
    this.y = larger(this.y, new Float64Array(size))
    this.tagFirst = larger(this.tagFirst, new Int32Array(size + 1))
    this.refFirst = larger(this.refFirst, new Int32Array(size + 1))
    this.refFrom = larger(this.refFrom, new Int32Array(size))
    this.refTo = larger(this.refTo, new Int32Array(size))
  }

  /** Works out `lng` and `lat`. */
  degrees(): void {
    if (this.lng.length < this.count) {
      this.lng = new Float64Array(this.id.length)
      this.lat = new Float64Array(this.id.length)
    }
    const { granularity, latOffset, lngOffset } = this.grid
    for (let n = 0; n < this.count; n++) {
      this.lng[n] = (lngOffset + granularity * this.x[n]!) / 1e9
      this.lat[n] = (latOffset + granularity * this.y[n]!) / 1e9
    }
  }

  /** Room for `more` numbers of tags. */
  pairs(more: number): void {
    const needed = this.tagCount + more
    if (needed > this.tags.length) this.tags = larger(this.tags, new Int32Array(2 * needed))
  }

  /** Room for `more` references; for relations also of their types and roles. */
  members(more: number, typed: boolean): void {
    const needed = this.refCount + more
    if (needed > this.refs.length) this.refs = larger(this.refs, new Float64Array(2 * needed))
    if (typed && needed > this.types.length) {
      this.types = larger(this.types, new Int32Array(2 * needed))
      this.roles = larger(this.roles, new Int32Array(2 * needed))
    }
  }
}

function larger<A extends Float64Array | Int32Array>(old: A, fresh: A): A {
  fresh.set(old)
  return fresh
}
