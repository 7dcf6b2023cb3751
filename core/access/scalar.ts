// The kernel in plain TypeScript: searches over flat arrays with a bucket queue. It is what the other kernel is held against, and
// what runs where there is no WebAssembly SIMD, or where numbers are too large for it.
import type { Nearest, Within } from './answers.ts'
import { KEY } from './ground.ts'
import type { Hierarchy } from './hierarchy.ts'
import type { Counted, Kernel } from './kernel.ts'
import type { Problem } from './problem.ts'
import { BucketQueue } from './queue.ts'
import { BUCKET_DS, bucketOf } from './search.ts'

const FAR = 0x3fffffff // no sum of two of these leaves 31 bits

export class ScalarKernel implements Kernel {
  readonly id = 'scalar'
  readonly hierarchy: Hierarchy | null = null
  readonly #problem: Problem
  readonly #queue: BucketQueue
  #keys: Float64Array | null = null
  #owners: Int32Array | null = null
  #balls: Balls | null = null

  constructor(problem: Problem) {
    this.#problem = problem
    this.#queue = new BucketQueue(problem.net.nodes)
  }

  nearest(category: number): Nearest {
    const { net, members } = this.#problem
    this.#keys ??= new Float64Array(net.nodes)
    this.#owners ??= new Int32Array(net.nodes)
    const keys = this.#keys.fill(Infinity)
    const owners = this.#owners
    const queue = this.#queue
    const { first, node, ds, mm } = this.#problem.outlets
    for (let i = members.first[category]!; i < members.first[category + 1]!; i++) {
      const o = members.item[i]!
      for (let s = first[o]!; s < first[o + 1]!; s++) {
        const key = ds[s]! * KEY + mm[s]!
        if (key >= keys[node[s]!]!) continue // of equal ones the smaller outlet came first
        keys[node[s]!] = key
        owners[node[s]!] = o
        queue.push(node[s]!, bucketOf(key))
      }
    }
    for (let n = queue.pop(); n >= 0; n = queue.pop()) {
      const here = keys[n]!
      const owner = owners[n]!
      const end = net.first[n + 1]!
      for (let a = net.first[n]!; a < end; a++) {
        const there = here + (net.ds[a]! * KEY + net.mm[a]!)
        const other = net.to[a]!
        const old = keys[other]!
        if (there > old || (there === old && owner >= owners[other]!)) continue
        keys[other] = there
        owners[other] = owner
        queue.push(other, bucketOf(there))
      }
    }
    return this.#answers(keys, owners)
  }

  #answers(keys: Float64Array, owners: Int32Array): Nearest {
    const { points, first, node, ds, mm } = this.#problem.points
    const nearest = { ds: new Int32Array(points), mm: new Int32Array(points), outlet: new Int32Array(points) }
    for (let p = 0; p < points; p++) {
      let best = Infinity
      let outlet = -1
      for (let s = first[p]!; s < first[p + 1]!; s++) {
        const n = node[s]!
        const key = keys[n]! + (ds[s]! * KEY + mm[s]!)
        if (key > best || key === Infinity || (key === best && owners[n]! >= outlet)) continue
        best = key
        outlet = owners[n]!
      }
      nearest.ds[p] = outlet < 0 ? -1 : Math.floor(best / KEY)
      nearest.mm[p] = outlet < 0 ? -1 : best % KEY
      nearest.outlet[p] = outlet
    }
    return nearest
  }

  prepare(limitDs: number): boolean {
    this.#balls = new Balls(this.#problem, this.#queue, limitDs)
    return true
  }

  count(from: number, to: number): void {
    this.#balls!.count(from, to)
  }

  counted(): Counted {
    return this.#balls!
  }
}

/** A bounded search from each outlet, never from each point, for outlets are fewer. */
class Balls implements Counted {
  readonly within: readonly Within[]
  readonly people: Float64Array | null
  readonly #problem: Problem
  readonly #queue: BucketQueue
  readonly #limit: number
  readonly #labels: Int32Array
  readonly #touched: Int32Array
  #touches = 0
  /** Which outlet met each point last. */
  readonly #stamp: Int32Array
  #round = 0
  /** The doorsteps of points as seen from nodes: node n meets `first[n] .. first[n + 1])`. */
  readonly #first: Int32Array
  readonly #point: Int32Array
  readonly #ds: Int32Array

  constructor(problem: Problem, queue: BucketQueue, limitDs: number) {
    const { net, points, outlets, members, people } = problem
    this.#problem = problem
    this.#queue = queue
    this.#limit = limitDs
    this.within = Array.from({ length: members.first.length - 1 }, () => ({
      count: new Int32Array(points.points),
      capacity: new Float64Array(points.points),
    }))
    this.people = people && new Float64Array(outlets.points)
    this.#labels = new Int32Array(net.nodes).fill(FAR)
    this.#touched = new Int32Array(net.nodes)
    this.#stamp = new Int32Array(points.points)
    this.#first = new Int32Array(net.nodes + 1)
    for (let s = 0; s < points.node.length; s++) if (points.ds[s]! <= limitDs) this.#first[points.node[s]! + 1]!++
    for (let n = 0; n < net.nodes; n++) this.#first[n + 1]! += this.#first[n]!
    this.#point = new Int32Array(this.#first[net.nodes]!)
    this.#ds = new Int32Array(this.#first[net.nodes]!)
    const next = this.#first.slice()
    for (let p = 0; p < points.points; p++) {
      for (let s = points.first[p]!; s < points.first[p + 1]!; s++) {
        if (points.ds[s]! > limitDs) continue
        const at = next[points.node[s]!]!++
        this.#point[at] = p
        this.#ds[at] = points.ds[s]!
      }
    }
  }

  count(from: number, to: number): void {
    const { order, outlets, directs, net } = this.#problem
    const limit = this.#limit
    const [labels, queue, touched] = [this.#labels, this.#queue, this.#touched]
    for (let i = from; i < to; i++) {
      const o = order[i]!
      this.#touches = 0
      for (let s = outlets.first[o]!; s < outlets.first[o + 1]!; s++) {
        const n = outlets.node[s]!
        const ds = outlets.ds[s]!
        if (ds > limit || ds >= labels[n]!) continue
        if (labels[n] === FAR) touched[this.#touches++] = n
        labels[n] = ds
        queue.push(n, (ds / BUCKET_DS) | 0)
      }
      let touches = this.#touches
      for (let n = queue.pop(); n >= 0; n = queue.pop()) {
        const here = labels[n]!
        const end = net.first[n + 1]!
        for (let a = net.first[n]!; a < end; a++) {
          const there = here + net.ds[a]!
          const other = net.to[a]!
          const old = labels[other]!
          if (there > limit || there >= old) continue
          if (old === FAR) touched[touches++] = other
          labels[other] = there
          queue.push(other, (there / BUCKET_DS) | 0)
        }
      }
      this.#round++
      for (let d = directs.first[o]!; d < directs.first[o + 1]!; d++)
        if (directs.ds[d]! <= limit) this.#meet(o, directs.point[d]!)
      for (let k = 0; k < touches; k++) {
        const n = touched[k]!
        const left = limit - labels[n]!
        labels[n] = FAR
        for (let d = this.#first[n]!; d < this.#first[n + 1]!; d++)
          if (this.#ds[d]! <= left) this.#meet(o, this.#point[d]!)
      }
    }
  }

  #meet(outlet: number, point: number): void {
    if (this.#stamp[point] === this.#round) return
    this.#stamp[point] = this.#round
    const { serves, capacity, hasCapacity, people } = this.#problem
    for (let k = serves.first[outlet]!; k < serves.first[outlet + 1]!; k++) {
      const c = serves.item[k]!
      this.within[c]!.count[point]!++
      if (hasCapacity[c]) this.within[c]!.capacity[point]! += capacity[outlet]!
    }
    if (people) this.people![outlet]! += people[point]!
  }
}
