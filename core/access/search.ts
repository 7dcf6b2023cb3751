// Exact search over the walking network, in whole numbers. From the outlets outwards, never from every resident: one search a
// category gives the nearest of it to everybody. The answer is the least (deciseconds, millimetres, outlet), whatever the order
// in which anything was given, so the same input gives the same bytes.

import type { WalkGraph } from '../network/graph.ts'
import type { Snaps } from '../network/snap.ts'
import type { Nearest } from './answers.ts'
import type { Walker } from './convention.ts'
import { type Arcs, type Ground, groundOf, KEY } from './ground.ts'
import { CLOSED, impedanceOf, legDs, partDs } from './impedance.ts'
import { BucketQueue } from './queue.ts'

/** A bucket of the queue spans 16 deciseconds: about a twentieth of a common edge chain, so that few nodes are seen twice. */
export const BUCKET_DS = 16
const BUCKET = 1 / (KEY * BUCKET_DS)
/** Beyond 18 hours all costs share a bucket: slower there, still exact. */
const LAST_BUCKET = 40_000

/** The bucket of the queue in which a node with this key (see ground.ts) waits. */
export const bucketOf = (key: number) => Math.min(Math.floor(key * BUCKET), LAST_BUCKET)

/** What a snap means to one walker, in keys (see ground.ts): its ways to the two ends of its edge, leg included. */
export interface Sides {
  /** Infinity where the walker may not use the edge. */
  readonly toFrom: Float64Array
  readonly toTo: Float64Array
  /** The leg alone, and how far along its edge the snap lies. */
  readonly leg: Float64Array
  readonly along: Float64Array
}

/** A graph made ready for one walker, with the memory that searches share. One search at a time. */
export class Search {
  readonly graph: WalkGraph
  readonly walker: Walker
  /** Whether legs from door to street count. */
  readonly legs: boolean
  readonly edgeDs: Int32Array
  readonly ground: Ground
  readonly queue: BucketQueue
  /** Keys and owners of nodes; `end…` as reached over private ground as well. The same arrays where nothing is private. */
  readonly #keys: Float64Array
  readonly #owners: Int32Array
  readonly #endKeys: Float64Array
  readonly #endOwners: Int32Array
  /** First snap of the outlets at hand on each edge, -1 none. */
  readonly #onEdge: Int32Array
  readonly #sides = new WeakMap<Snaps, Sides>()

  constructor(graph: WalkGraph, walker: Walker, legs = true) {
    this.graph = graph
    this.walker = walker
    this.legs = legs
    this.edgeDs = impedanceOf(graph, walker)
    this.ground = groundOf(graph, this.edgeDs, walker)
    this.queue = new BucketQueue(graph.nodes)
    this.#keys = new Float64Array(graph.nodes)
    this.#owners = new Int32Array(graph.nodes)
    this.#endKeys = this.ground.ends ? new Float64Array(graph.nodes) : this.#keys
    this.#endOwners = this.ground.ends ? new Int32Array(graph.nodes) : this.#owners
    this.#onEdge = new Int32Array(graph.edges).fill(-1)
  }

  /** The sides of all snaps; worked out once for each set of them. */
  sidesOf(snaps: Snaps): Sides {
    let sides = this.#sides.get(snaps)
    if (!sides) {
      sides = this.#sidesOf(snaps)
      this.#sides.set(snaps, sides)
    }
    return sides
  }

  #sidesOf({ edge, offsetMm, legMm }: Snaps): Sides {
    const { lengthMm } = this.graph
    const n = edge.length
    const sides = {
      toFrom: new Float64Array(n).fill(Infinity),
      toTo: new Float64Array(n).fill(Infinity),
      leg: new Float64Array(n),
      along: new Float64Array(n),
    }
    for (let s = 0; s < n; s++) {
      const e = edge[s]!
      const whole = this.edgeDs[e]!
      if (this.legs) sides.leg[s] = legDs(this.walker, legMm[s]!) * KEY + legMm[s]!
      if (whole === CLOSED) continue
      const mm = Math.min(offsetMm[s]!, lengthMm[e]!)
      sides.along[s] = partDs(whole, mm, lengthMm[e]!) * KEY + mm
      sides.toFrom[s] = sides.leg[s]! + sides.along[s]!
      sides.toTo[s] = sides.leg[s]! + (whole * KEY + lengthMm[e]! - sides.along[s]!)
    }
    return sides
  }

  /** To the nearest of the outlets `which` (indices of `outlets`' points) from every point. */
  nearest(points: Snaps, outlets: Snaps, which: ArrayLike<number>): Nearest {
    const { ends, through, isEnd } = this.ground
    const sides = this.sidesOf(outlets)
    this.#clear()
    // outlets on private ground begin at its ends; from there, and from all others, over public ground; then home
    if (ends) {
      this.#seed(outlets, sides, which, (e) => isEnd[e] === 1, this.#endKeys, this.#endOwners)
      this.#spread(ends, this.#endKeys, this.#endOwners)
      this.#keys.set(this.#endKeys)
      this.#owners.set(this.#endOwners)
      this.#waitAll(through, this.#keys)
    }
    this.#seed(outlets, sides, which, (e) => !ends || isEnd[e] === 0, this.#keys, this.#owners)
    this.#spread(through, this.#keys, this.#owners)
    if (ends) {
      this.#endKeys.set(this.#keys)
      this.#endOwners.set(this.#owners)
      this.#waitAll(ends, this.#endKeys)
      this.#spread(ends, this.#endKeys, this.#endOwners)
    }
    return this.#answers(points, outlets, sides, which)
  }

  /** Per point: 1 where one can walk from it to the town (see `isMain` in ground.ts), or stands in it. */
  joined(points: Snaps): Uint8Array {
    const { ends, isEnd, isMain } = this.ground
    const { from, to } = this.graph
    this.#clear()
    for (let n = 0; n < this.graph.nodes; n++) if (isMain[n]) this.#keys[n] = 0
    if (ends) {
      this.#endKeys.set(this.#keys)
      this.#waitAll(ends, this.#endKeys)
      this.#spread(ends, this.#endKeys, this.#endOwners)
    }
    const joined = new Uint8Array(points.points)
    for (let p = 0; p < points.points; p++) {
      for (let s = points.first[p]!; s < points.first[p + 1]!; s++) {
        const e = points.edge[s]!
        if (this.edgeDs[e] === CLOSED) continue
        const keys = isEnd[e] ? this.#endKeys : this.#keys
        if (keys[from[e]!]! < Infinity || keys[to[e]!]! < Infinity) joined[p] = 1
      }
    }
    return joined
  }

  #clear(): void {
    this.#keys.fill(Infinity)
    this.#owners.fill(0)
    if (!this.ground.ends) return
    this.#endKeys.fill(Infinity)
    this.#endOwners.fill(0)
  }

  #seed(
    outlets: Snaps,
    sides: Sides,
    which: ArrayLike<number>,
    here: (edge: number) => boolean,
    keys: Float64Array,
    owners: Int32Array,
  ): void {
    const { from, to } = this.graph
    for (let i = 0; i < which.length; i++) {
      const o = which[i]!
      for (let s = outlets.first[o]!; s < outlets.first[o + 1]!; s++) {
        const e = outlets.edge[s]!
        if (this.edgeDs[e] === CLOSED || !here(e)) continue
        this.#offer(from[e]!, sides.toFrom[s]!, o, keys, owners)
        this.#offer(to[e]!, sides.toTo[s]!, o, keys, owners)
      }
    }
  }

  #offer(node: number, key: number, owner: number, keys: Float64Array, owners: Int32Array): void {
    const old = keys[node]!
    if (key > old || (key === old && owner >= owners[node]!)) return
    keys[node] = key
    owners[node] = owner
    this.queue.push(node, bucketOf(key))
  }

  /** Lets every node that has a label and an arc here wait its turn. */
  #waitAll(arcs: Arcs, keys: Float64Array): void {
    for (let n = 0; n < keys.length; n++) {
      if (keys[n]! < Infinity && arcs.first[n]! < arcs.first[n + 1]!) this.queue.push(n, bucketOf(keys[n]!))
    }
  }

  #spread(arcs: Arcs, keys: Float64Array, owners: Int32Array): void {
    const { first, to, key } = arcs
    const queue = this.queue
    for (let node = queue.pop(); node >= 0; node = queue.pop()) {
      const here = keys[node]!
      const owner = owners[node]!
      const end = first[node + 1]!
      for (let a = first[node]!; a < end; a++) {
        const there = here + key[a]!
        const other = to[a]!
        const old = keys[other]!
        if (there > old || (there === old && owner >= owners[other]!)) continue
        keys[other] = there
        owners[other] = owner
        queue.push(other, bucketOf(there))
      }
    }
  }

  #answers(points: Snaps, outlets: Snaps, sides: Sides, which: ArrayLike<number>): Nearest {
    const { from, to } = this.graph
    const { isEnd } = this.ground
    const own = this.sidesOf(points)
    const n = points.points
    const nearest = {
      ds: new Int32Array(n).fill(-1),
      mm: new Int32Array(n).fill(-1),
      outlet: new Int32Array(n).fill(-1),
    }
    // the outlets on each edge, as lists through `next`, for those on the same edge as a point
    const next = new Int32Array(outlets.edge.length)
    const owner = new Int32Array(outlets.edge.length)
    this.#eachSnap(outlets, which, (s, o) => {
      const e = outlets.edge[s]!
      next[s] = this.#onEdge[e]!
      owner[s] = o
      this.#onEdge[e] = s
    })
    for (let p = 0; p < n; p++) {
      let best = Infinity
      let outlet = -1
      for (let s = points.first[p]!; s < points.first[p + 1]!; s++) {
        const e = points.edge[s]!
        if (this.edgeDs[e] === CLOSED) continue
        const keys = isEnd[e] ? this.#endKeys : this.#keys
        const owners = isEnd[e] ? this.#endOwners : this.#owners
        const a = from[e]!
        const b = to[e]!
        const byA = keys[a]! + own.toFrom[s]!
        const byB = keys[b]! + own.toTo[s]!
        if (byA < best || (byA === best && byA < Infinity && owners[a]! < outlet)) [best, outlet] = [byA, owners[a]!]
        if (byB < best || (byB === best && byB < Infinity && owners[b]! < outlet)) [best, outlet] = [byB, owners[b]!]
        for (let t = this.#onEdge[e]!; t >= 0; t = next[t]!) {
          const along = direct(own, s, sides, t)
          if (along < best || (along === best && owner[t]! < outlet)) [best, outlet] = [along, owner[t]!]
        }
      }
      if (outlet < 0) continue
      nearest.ds[p] = Math.floor(best / KEY)
      nearest.mm[p] = best % KEY
      nearest.outlet[p] = outlet
    }
    this.#eachSnap(outlets, which, (s) => {
      this.#onEdge[outlets.edge[s]!] = -1
    })
    return nearest
  }

  #eachSnap(snaps: Snaps, which: ArrayLike<number>, visit: (snap: number, point: number) => void): void {
    for (let i = 0; i < which.length; i++) {
      const p = which[i]!
      for (let s = snaps.first[p]!; s < snaps.first[p + 1]!; s++) visit(s, p)
    }
  }
}

/** Key of the way between two snaps of one edge along that edge, both legs included. */
export const direct = (a: Sides, s: number, b: Sides, t: number): number => {
  const [x, y] = [a.along[s]!, b.along[t]!]
  return a.leg[s]! + b.leg[t]! + Math.abs(x - y)
}
