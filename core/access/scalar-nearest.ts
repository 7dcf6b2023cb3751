// The nearest in plain TypeScript: one search from all outlets of a category over the whole net.
import type { Nearest } from './answers.ts'
import { KEY } from './ground.ts'
import type { Problem } from './problem.ts'
import { longestOf, Ring } from './ring.ts'

/** 512 deciseconds a bucket, two common lines: some nodes are seen twice, but neighbours together, and the net is beyond the caches. */
const SHIFT = 9

export class Spread {
  readonly #problem: Problem
  readonly #ring: Ring
  /** Node n has the arcs `first[n], first[n] + 2, … first[n + 1])`: keys (see ground.ts) in one view, other nodes in the other. */
  readonly #first: Int32Array
  readonly #arcKeys: Float64Array
  readonly #arcNodes: Int32Array
  /** Per doorstep of a point: its key. */
  readonly #stepKeys: Float64Array
  /** Per node: key of the way to the nearest outlet, and that outlet. */
  readonly #keys: Float64Array
  readonly #owners: Int32Array

  constructor(problem: Problem) {
    const { net, points, outlets } = problem
    this.#problem = problem
    this.#ring = new Ring(Math.max(longestOf(net.ds), longestOf(outlets.ds)), SHIFT)
    this.#first = net.first.map((a) => 2 * a)
    this.#arcKeys = new Float64Array(2 * net.to.length)
    this.#arcNodes = new Int32Array(this.#arcKeys.buffer)
    for (let a = 0; a < net.to.length; a++) {
      this.#arcKeys[2 * a] = net.ds[a]! * KEY + net.mm[a]!
      this.#arcNodes[4 * a + 2] = net.to[a]!
    }
    this.#stepKeys = Float64Array.from(points.ds, (ds, s) => ds * KEY + points.mm[s]!)
    this.#keys = new Float64Array(net.nodes)
    this.#owners = new Int32Array(net.nodes)
  }

  nearest(category: number): Nearest {
    this.#begin(category)
    this.#spread()
    return this.#answers()
  }

  #begin(category: number): void {
    const { members, outlets } = this.#problem
    const [keys, owners] = [this.#keys.fill(Infinity), this.#owners]
    for (let i = members.first[category]!; i < members.first[category + 1]!; i++) {
      const outlet = members.item[i]!
      for (let s = outlets.first[outlet]!; s < outlets.first[outlet + 1]!; s++) {
        const node = outlets.node[s]!
        const key = outlets.ds[s]! * KEY + outlets.mm[s]!
        if (key >= keys[node]!) continue // of equal ones the smaller outlet came first
        keys[node] = key
        owners[node] = outlet
        this.#ring.put(node, outlets.ds[s]!)
      }
    }
  }

  #spread(): void {
    const [ring, first, arcKeys, arcNodes, keys, owners] = [this.#ring, this.#first, this.#arcKeys, this.#arcNodes, this.#keys, this.#owners] // biome-ignore format: one line
    const { heads, mask, shift } = ring
    const toBucket = 1 / (KEY * 2 ** shift)
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
      const here = keys[node]!
      if (((here * toBucket) | 0) < lowest) continue
      const owner = owners[node]!
      const end = first[node + 1]!
      let a = first[node]!
      if (used + end - a > nodes.length) {
        ring.used = used
        ring.roomFor(end - a)
        nodes = ring.nodes
        below = ring.below
      }
      for (; a < end; a += 2) {
        const there = here + arcKeys[a]!
        const other = arcNodes[2 * a + 2]!
        const old = keys[other]!
        if (there > old || (there === old && owner >= owners[other]!)) continue
        keys[other] = there
        owners[other] = owner
        const place = ((there * toBucket) | 0) & mask
        nodes[used] = other
        below[used] = heads[place]!
        heads[place] = used++
        waiting++
      }
    }
    ring.clear()
  }

  #answers(): Nearest {
    const { points, first, node } = this.#problem.points
    const [keys, owners, stepKeys] = [this.#keys, this.#owners, this.#stepKeys]
    const ds = new Int32Array(points).fill(-1)
    const mm = new Int32Array(points).fill(-1)
    const outlet = new Int32Array(points).fill(-1)
    for (let p = 0; p < points; p++) {
      let best = Infinity
      let owner = -1
      const end = first[p + 1]!
      for (let s = first[p]!; s < end; s++) {
        const n = node[s]!
        const key = keys[n]! + stepKeys[s]!
        if (key < best) {
          best = key
          owner = owners[n]!
        } else if (key === best && key < Infinity) owner = Math.min(owner, owners[n]!)
      }
      if (owner < 0) continue
      const whole = Math.floor(best * (1 / KEY)) // exact, as KEY is a power of two
      ds[p] = whole
      mm[p] = best - whole * KEY
      outlet[p] = owner
    }
    return { ds, mm, outlet }
  }
}
