// Counting in plain TypeScript: a bounded search from each outlet, never from each point, for outlets are fewer.
import type { Within } from './answers.ts'
import type { Counted } from './kernel.ts'
import type { Problem } from './problem.ts'
import { longestOf, Ring } from './ring.ts'

/** No limit is longer, 3.4 years: no sum of two such leaves 31 bits. */
const LONGEST = 0x3ffffffe
/** 64 deciseconds a bucket, a fifth of a common line: few nodes are seen twice, and few buckets are empty. */
const SHIFT = 6

export class Balls implements Counted {
  readonly within: readonly Within[]
  readonly people: Float64Array | null
  readonly #problem: Problem
  readonly #limit: number
  readonly #ring: Ring
  /** Node n has the arcs `first[n] .. first[n + 1])`, in pairs of other node and deciseconds; none beyond the limit. */
  readonly #first: Int32Array
  readonly #arcs: Int32Array
  /** Likewise the points with a doorstep at node n, in pairs of point and deciseconds. */
  readonly #pointFirst: Int32Array
  readonly #points: Int32Array
  /** Per node: deciseconds from the outlet at hand; the limit and one where it was not reached. */
  readonly #labels: Int32Array
  /** Points met from the outlet at hand. */
  readonly #met: Int32Array
  /** Per point: the round, one an outlet, in which it was met last. */
  readonly #stamps: Int32Array
  #round = 0

  constructor(problem: Problem, limitDs: number) {
    const { net, points, outlets, members, people } = problem
    const limit = Math.min(Math.floor(limitDs), LONGEST)
    this.#problem = problem
    this.#limit = limit
    this.within = Array.from({ length: members.first.length - 1 }, () => ({
      count: new Int32Array(points.points),
      capacity: new Float64Array(points.points),
    }))
    this.people = people && new Float64Array(outlets.points)
    const arcs = pairsByNode(net.nodes, ownersOf(net.first), net.to, net.ds, limit)
    this.#first = arcs.first
    this.#arcs = arcs.pairs
    const seen = pairsByNode(net.nodes, points.node, ownersOf(points.first), points.ds, limit)
    this.#pointFirst = seen.first
    this.#points = seen.pairs
    this.#ring = new Ring(Math.min(limit, Math.max(longestOf(net.ds), longestOf(outlets.ds))), SHIFT)
    this.#labels = new Int32Array(net.nodes).fill(limit + 1)
    this.#met = new Int32Array(points.points)
    this.#stamps = new Int32Array(points.points)
  }

  count(from: number, to: number): void {
    const { order } = this.#problem
    for (let i = from; i < to; i++) {
      const outlet = order[i]!
      this.#add(outlet, this.#meet(outlet, this.#reach(outlet)))
    }
  }

  /** The points within the limit of an outlet, each once, in no order: a view that the next search writes over. Counts nothing. */
  meet(outlet: number): Int32Array {
    return this.#met.subarray(0, this.#meet(outlet, this.#reach(outlet)))
  }

  /** Searches from `outlet`; how many entries its queue took: every node that was reached is among their nodes. */
  #reach(outlet: number): number {
    const { outlets } = this.#problem
    const [ring, first, arcs, labels] = [this.#ring, this.#first, this.#arcs, this.#labels]
    for (let s = outlets.first[outlet]!; s < outlets.first[outlet + 1]!; s++) {
      if (outlets.ds[s]! >= labels[outlets.node[s]!]!) continue
      labels[outlets.node[s]!] = outlets.ds[s]!
      ring.put(outlets.node[s]!, outlets.ds[s]!)
    }
    const { heads, mask, shift } = ring
    let { nodes, below, used, waiting, lowest } = ring
    while (waiting > 0) {
      const entry = heads[lowest & mask]!
      if (entry < 0) {
        lowest++
        continue
      }
      heads[lowest & mask] = below[entry]!
      waiting--
      const node = nodes[entry]!
      const here = labels[node]!
      if (here >> shift < lowest) continue
      const end = first[node + 1]!
      let a = first[node]!
      if (used + end - a > nodes.length) {
        ring.used = used
        ring.roomFor(end - a)
        nodes = ring.nodes
        below = ring.below
      }
      for (; a < end; a += 2) {
        const other = arcs[a]!
        const there = here + arcs[a + 1]!
        if (there >= labels[other]!) continue
        labels[other] = there
        const place = (there >> shift) & mask
        nodes[used] = other
        below[used] = heads[place]!
        heads[place] = used++
        waiting++
      }
    }
    ring.clear()
    return used
  }

  /** Gathers the points within the limit and makes the labels as new; how many they are. */
  #meet(outlet: number, entries: number): number {
    const { directs } = this.#problem
    const [first, points, labels, limit, { nodes }] = [this.#pointFirst, this.#points, this.#labels, this.#limit, this.#ring] // biome-ignore format: one line
    const beyond = limit + 1
    const [met, stamps] = [this.#met, this.#stamps]
    const round = ++this.#round
    let meets = 0
    for (let d = directs.first[outlet]!; d < directs.first[outlet + 1]!; d++) {
      const point = directs.point[d]!
      if (directs.ds[d]! > limit || stamps[point] === round) continue
      stamps[point] = round
      met[meets++] = point
    }
    for (let k = 0; k < entries; k++) {
      const node = nodes[k]!
      const left = limit - labels[node]!
      if (left < 0) continue // an older entry of a node that was dealt with
      labels[node] = beyond
      const end = first[node + 1]!
      for (let d = first[node]!; d < end; d += 2) {
        const point = points[d]!
        if (points[d + 1]! > left || stamps[point] === round) continue
        stamps[point] = round
        met[meets++] = point
      }
    }
    return meets
  }

  /** Counts the outlet for the points it met. */
  #add(outlet: number, meets: number): void {
    const { serves, capacity, hasCapacity, people } = this.#problem
    const met = this.#met
    const holds = capacity[outlet]!
    for (let k = serves.first[outlet]!; k < serves.first[outlet + 1]!; k++) {
      const c = serves.item[k]!
      const within = this.within[c]!
      const { count } = within
      for (let i = 0; i < meets; i++) count[met[i]!]!++
      if (!hasCapacity[c] || holds === 0) continue
      for (let i = 0; i < meets; i++) within.capacity[met[i]!]! += holds
    }
    if (!people) return
    let sum = 0
    for (let i = 0; i < meets; i++) sum += people[met[i]!]!
    this.people![outlet]! += sum
  }
}

/** Per item of rows that begin at `first`: its row. */
function ownersOf(first: Int32Array): Int32Array {
  const owners = new Int32Array(first[first.length - 1]!)
  for (let r = 0; r + 1 < first.length; r++) owners.fill(r, first[r]!, first[r + 1]!)
  return owners
}

/** Pairs of item and deciseconds by node, each node's in the order they come; those beyond the limit are left out. */
function pairsByNode(nodes: number, node: Int32Array, item: Int32Array, ds: Int32Array, limit: number) {
  const first = new Int32Array(nodes + 1)
  for (let i = 0; i < node.length; i++) if (ds[i]! <= limit) first[node[i]! + 1]! += 2
  for (let n = 0; n < nodes; n++) first[n + 1]! += first[n]!
  const pairs = new Int32Array(first[nodes]!)
  const next = first.slice()
  for (let i = 0; i < node.length; i++) {
    if (ds[i]! > limit) continue
    const at = next[node[i]!]!
    pairs[at] = item[i]!
    pairs[at + 1] = ds[i]!
    next[node[i]!] = at + 2
  }
  return { first, pairs }
}
