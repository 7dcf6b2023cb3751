// The drawn graph as one walker finds it: what each edge costs, which ground is whose, what each snap means. Costs are whole
// numbers, so that the least (deciseconds, millimetres, outlet) is the same in whatever order anything was given.

import type { WalkGraph } from '../network/graph.ts'
import type { Snaps } from '../network/snap.ts'
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
  readonly #sides = new WeakMap<Snaps, Sides>()

  constructor(graph: WalkGraph, walker: Walker, legs = true) {
    this.graph = graph
    this.walker = walker
    this.legs = legs
    this.edgeDs = impedanceOf(graph, walker)
    this.ground = groundOf(graph, this.edgeDs, walker)
    this.queue = new BucketQueue(graph.nodes)
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

  /** Per point: 1 where one can walk from it to the town (see `isMain` in ground.ts), or stands in it. */
  joined(points: Pick<Snaps, 'points' | 'first' | 'edge'>): Uint8Array {
    const { ends, isEnd, isMain } = this.ground
    const { from, to } = this.graph
    const byEnds = ends ? flooded(isMain, ends) : isMain
    const joined = new Uint8Array(points.points)
    for (let p = 0; p < points.points; p++) {
      for (let s = points.first[p]!; s < points.first[p + 1]!; s++) {
        const e = points.edge[s]!
        if (this.edgeDs[e] === CLOSED) continue
        const reached = isEnd[e] ? byEnds : isMain
        if (reached[from[e]!] || reached[to[e]!]) joined[p] = 1
      }
    }
    return joined
  }
}

/** Per node: 1 where one can walk over `arcs` to a node that has 1 in `from`. */
function flooded(from: Uint8Array, { first, to }: Arcs): Uint8Array {
  const reached = from.slice()
  const stack = new Int32Array(from.length)
  let top = 0
  for (let n = 0; n < from.length; n++) if (from[n] && first[n]! < first[n + 1]!) stack[top++] = n
  while (top > 0) {
    const n = stack[--top]!
    for (let a = first[n]!; a < first[n + 1]!; a++) {
      const other = to[a]!
      if (reached[other]) continue
      reached[other] = 1
      stack[top++] = other
    }
  }
  return reached
}

/** Key of the way between two snaps of one edge along that edge, both legs included. */
export const direct = (a: Sides, s: number, b: Sides, t: number): number => {
  const [x, y] = [a.along[s]!, b.along[t]!]
  return a.leg[s]! + b.leg[t]! + Math.abs(x - y)
}
