// How many outlets, and how much of them, lie within a limit of every point: a bounded search from each outlet (its ball),
// never from each resident, for outlets are fewer.
import type { Snaps } from '../network/snap.ts'
import type { Within } from './answers.ts'
import { type Arcs, KEY } from './ground.ts'
import { CLOSED } from './impedance.ts'
import { BUCKET_DS, direct, type Search } from './search.ts'

const FAR = 0x3fffffff // no sum of two of these leaves 31 bits

/** Points as seen from nodes: node n meets the points `first[n] .. first[n + 1])`, the nearest first. */
interface Doorsteps {
  readonly first: Int32Array
  readonly point: Int32Array
  /** Deciseconds from the node to the point, leg included. */
  readonly ds: Int32Array
}

/** Labels of one search and the nodes that got one, so that only these are wiped. */
interface Labels {
  readonly ds: Int32Array
  readonly touched: Int32Array
  count: number
}

/** The points of one city, made ready to be counted from outlets. One ball at a time. */
export class Balls {
  readonly #search: Search
  readonly #points: Snaps
  readonly #through: Doorsteps
  readonly #ends: Doorsteps | null
  readonly #labels: Labels
  readonly #endLabels: Labels
  /** Which outlet last counted each point. */
  readonly #stamp: Int32Array
  #round = 0
  /** Snaps of points on each edge, as lists. */
  readonly #onEdge: Int32Array
  readonly #next: Int32Array

  constructor(search: Search, points: Snaps) {
    const { graph, ground } = search
    this.#search = search
    this.#points = points
    this.#through = doorstepsOf(search, points, (e) => ground.isEnd[e] === 0)
    this.#ends = ground.ends ? doorstepsOf(search, points, (e) => ground.isEnd[e] === 1) : null
    const labels = () => ({
      ds: new Int32Array(graph.nodes).fill(FAR),
      touched: new Int32Array(graph.nodes),
      count: 0,
    })
    this.#labels = labels()
    this.#endLabels = ground.ends ? labels() : this.#labels
    this.#stamp = new Int32Array(points.points)
    this.#onEdge = new Int32Array(graph.edges).fill(-1)
    this.#next = new Int32Array(points.edge.length)
    for (let s = points.edge.length - 1; s >= 0; s--) {
      const e = points.edge[s]!
      this.#next[s] = this.#onEdge[e]!
      this.#onEdge[e] = s
    }
  }

  /**
   * Per point, the outlets `which` within `limitDs` deciseconds, and their capacities added up (null adds nothing).
   * An outlet counts once for a point, however many doors either has.
   */
  within(
    outlets: Snaps,
    which: ArrayLike<number>,
    capacity: readonly (number | null)[] | null,
    limitDs: number,
  ): Within {
    const within = { count: new Int32Array(this.#points.points), capacity: new Float64Array(this.#points.points) }
    for (let i = 0; i < which.length; i++) {
      const o = which[i]!
      const holds = capacity?.[o] ?? 0
      this.reach(outlets, o, limitDs, (p) => {
        within.count[p]!++
        within.capacity[p]! += holds
      })
    }
    return within
  }

  /** Calls `meet` once for every point within `limitDs` of outlet `o`. */
  reach(outlets: Snaps, o: number, limitDs: number, meet: (point: number) => void): void {
    const { ends, through, isEnd } = this.#search.ground
    const labels = this.#labels
    const endLabels = this.#endLabels
    if (ends) {
      this.#seed(outlets, o, limitDs, (e) => isEnd[e] === 1, endLabels)
      this.#spread(ends, endLabels, limitDs)
      for (let i = 0; i < endLabels.count; i++) {
        const n = endLabels.touched[i]!
        this.#offer(n, endLabels.ds[n]!, limitDs, labels)
      }
    }
    this.#seed(outlets, o, limitDs, (e) => !ends || isEnd[e] === 0, labels)
    this.#spread(through, labels, limitDs)
    if (ends) {
      for (let i = 0; i < labels.count; i++) {
        const n = labels.touched[i]!
        if (ends.first[n]! < ends.first[n + 1]!) this.#offer(n, labels.ds[n]!, limitDs, endLabels)
      }
      this.#spread(ends, endLabels, limitDs)
    }

    this.#round++
    this.#meet(this.#through, labels, limitDs, meet)
    if (this.#ends) this.#meet(this.#ends, endLabels, limitDs, meet)
    this.#meetOnEdge(outlets, o, limitDs, meet)
    wipe(labels)
    wipe(endLabels)
  }

  #seed(outlets: Snaps, o: number, limitDs: number, here: (edge: number) => boolean, labels: Labels): void {
    const { graph, edgeDs } = this.#search
    const sides = this.#search.sidesOf(outlets)
    for (let s = outlets.first[o]!; s < outlets.first[o + 1]!; s++) {
      const e = outlets.edge[s]!
      if (edgeDs[e] === CLOSED || !here(e)) continue
      this.#offer(graph.from[e]!, Math.floor(sides.toFrom[s]! / KEY), limitDs, labels)
      this.#offer(graph.to[e]!, Math.floor(sides.toTo[s]! / KEY), limitDs, labels)
    }
  }

  #offer(node: number, ds: number, limitDs: number, labels: Labels): void {
    const old = labels.ds[node]!
    if (ds > limitDs || ds >= old) return
    if (old === FAR) labels.touched[labels.count++] = node
    labels.ds[node] = ds
    this.#search.queue.push(node, (ds / BUCKET_DS) | 0)
  }

  #spread(arcs: Arcs, labels: Labels, limitDs: number): void {
    const { first, to, ds } = arcs
    const reached = labels.ds
    const queue = this.#search.queue
    for (let node = queue.pop(); node >= 0; node = queue.pop()) {
      const here = reached[node]!
      const end = first[node + 1]!
      for (let a = first[node]!; a < end; a++) {
        const there = here + ds[a]!
        const other = to[a]!
        const old = reached[other]!
        if (there > limitDs || there >= old) continue
        if (old === FAR) labels.touched[labels.count++] = other
        reached[other] = there
        queue.push(other, (there / BUCKET_DS) | 0)
      }
    }
  }

  #meet({ first, point, ds }: Doorsteps, labels: Labels, limitDs: number, meet: (point: number) => void): void {
    for (let i = 0; i < labels.count; i++) {
      const n = labels.touched[i]!
      const left = limitDs - labels.ds[n]!
      const end = first[n + 1]!
      for (let d = first[n]!; d < end && ds[d]! <= left; d++) this.#once(point[d]!, meet)
    }
  }

  /** Points on the outlet's own edge need not pass its ends. */
  #meetOnEdge(outlets: Snaps, o: number, limitDs: number, meet: (point: number) => void): void {
    const search = this.#search
    const own = search.sidesOf(this.#points)
    const theirs = search.sidesOf(outlets)
    for (let t = outlets.first[o]!; t < outlets.first[o + 1]!; t++) {
      const e = outlets.edge[t]!
      if (search.edgeDs[e] === CLOSED) continue
      for (let s = this.#onEdge[e]!; s >= 0; s = this.#next[s]!) {
        if (Math.floor(direct(own, s, theirs, t) / KEY) <= limitDs) this.#once(pointOf(this.#points, s), meet)
      }
    }
  }

  #once(point: number, meet: (point: number) => void): void {
    if (this.#stamp[point] === this.#round) return
    this.#stamp[point] = this.#round
    meet(point)
  }
}

function wipe(labels: Labels): void {
  for (let i = 0; i < labels.count; i++) labels.ds[labels.touched[i]!] = FAR
  labels.count = 0
}

/** The point that a snap belongs to, by bisection. */
function pointOf({ first, points }: Snaps, snap: number): number {
  let low = 0
  let high = points
  while (low < high) {
    const mid = (low + high) >> 1
    if (first[mid + 1]! <= snap) low = mid + 1
    else high = mid
  }
  return low
}

function doorstepsOf(search: Search, points: Snaps, here: (edge: number) => boolean): Doorsteps {
  const { graph, edgeDs } = search
  const sides = search.sidesOf(points)
  // two entries a snap, 2s for `from` and 2s + 1 for `to`, in order of time: the entry's number rides in the low digits
  const entries = 2 * points.edge.length
  const order = new Float64Array(entries).fill(Infinity)
  const first = new Int32Array(graph.nodes + 1)
  const nodeOf = (i: number) => (i & 1 ? graph.to : graph.from)[points.edge[i >> 1]!]!
  let count = 0
  for (let s = 0; s < points.edge.length; s++) {
    const e = points.edge[s]!
    if (edgeDs[e] === CLOSED || !here(e)) continue
    order[count++] = Math.floor(sides.toFrom[s]! / KEY) * entries + 2 * s
    order[count++] = Math.floor(sides.toTo[s]! / KEY) * entries + 2 * s + 1
    first[graph.from[e]! + 1]!++
    first[graph.to[e]! + 1]!++
  }
  for (let n = 0; n < graph.nodes; n++) first[n + 1]! += first[n]!
  const owner = new Int32Array(points.edge.length)
  for (let p = 0; p < points.points; p++) owner.fill(p, points.first[p]!, points.first[p + 1]!)
  const next = first.slice()
  const point = new Int32Array(count)
  const ds = new Int32Array(count)
  for (const key of order.subarray(0, count).sort()) {
    const i = key % entries
    const at = next[nodeOf(i)]!++
    point[at] = owner[i >> 1]!
    ds[at] = Math.floor(key / entries)
  }
  return { first, point, ds }
}
