// The two nearest outlets of every point: who serves it now, and who would if that one closed. One search a category over the net,
// as in scalar-nearest.ts, but each junction keeps two labels of different outlets, the lesser first:
//
//   junction   key1 owner1 │ key2 owner2        ordered by (deciseconds, millimetres, outlet), owner1 ≠ owner2
//
// Two suffice: what is not among the two least at a junction is beaten by two others there, and so wherever one walks on from it.
import { heed, type Progress, SILENT } from '../base/progress.ts'
import type { Nearest } from './answers.ts'
import { KEY } from './ground.ts'
import type { Problem } from './problem.ts'
import { longestOf, Ring } from './ring.ts'

/** As in scalar-nearest.ts: 512 deciseconds a bucket. */
const SHIFT = 9
const NONE = -1

/** The nearest of every point, and the nearest of another outlet than that. */
export interface TwoNearest {
  readonly first: Nearest
  /** What `first` would be at each point if the outlet there had not been: -1 where no other can be walked to. */
  readonly second: Nearest
}

/** The two nearest of every category. Fault: cancelled. */
export function twoNearest(problem: Problem, progress: Progress = SILENT): readonly TwoNearest[] {
  const search = new TwoLabels(problem)
  const categories = problem.members.first.length - 1
  progress.begin({ zh: '找最近的两个网点', en: 'Finding the two nearest outlets' }, categories)
  return Array.from({ length: categories }, (_, c) => {
    heed(progress)
    const two = search.twoNearest(c)
    progress.step(c + 1)
    return two
  })
}

/** A pair of labels for each of many places. */
class Labels {
  readonly key1: Float64Array
  readonly key2: Float64Array
  readonly owner1: Int32Array
  readonly owner2: Int32Array

  constructor(places: number) {
    this.key1 = new Float64Array(places)
    this.key2 = new Float64Array(places)
    this.owner1 = new Int32Array(places)
    this.owner2 = new Int32Array(places)
    this.wipe()
  }

  wipe(): void {
    this.key1.fill(Infinity)
    this.key2.fill(Infinity)
    this.owner1.fill(NONE)
    this.owner2.fill(NONE)
  }

  /** Takes a label where it is among the two least of different owners; whether it was. `key` is finite. */
  offer(at: number, key: number, owner: number): boolean {
    const [key1, owner1] = [this.key1[at]!, this.owner1[at]!]
    if (owner === owner1) {
      if (key >= key1) return false
      this.key1[at] = key
      return true
    }
    if (key < key1 || (key === key1 && owner < owner1)) {
      this.key2[at] = key1
      this.owner2[at] = owner1
      this.key1[at] = key
      this.owner1[at] = owner
      return true
    }
    const [key2, owner2] = [this.key2[at]!, this.owner2[at]!]
    if (key > key2 || (key === key2 && owner >= owner2)) return false
    this.key2[at] = key
    this.owner2[at] = owner
    return true
  }
}

/** The search, with the memory that its categories share. */
class TwoLabels {
  readonly #problem: Problem
  readonly #ring: Ring
  readonly #arcKeys: Float64Array
  readonly #nodes: Labels

  constructor(problem: Problem) {
    const { net, outlets } = problem
    this.#problem = problem
    this.#ring = new Ring(Math.max(longestOf(net.ds), longestOf(outlets.ds)), SHIFT)
    this.#arcKeys = Float64Array.from(net.ds, (ds, a) => ds * KEY + net.mm[a]!)
    this.#nodes = new Labels(net.nodes)
  }

  twoNearest(category: number): TwoNearest {
    this.#begin(category)
    this.#spread()
    return this.#answers(category)
  }

  #begin(category: number): void {
    const { members, outlets } = this.#problem
    this.#nodes.wipe()
    for (let i = members.first[category]!; i < members.first[category + 1]!; i++) {
      const outlet = members.item[i]!
      for (let s = outlets.first[outlet]!; s < outlets.first[outlet + 1]!; s++) {
        const ds = outlets.ds[s]!
        if (this.#nodes.offer(outlets.node[s]!, ds * KEY + outlets.mm[s]!, outlet)) this.#ring.put(outlets.node[s]!, ds)
      }
    }
  }

  /** A node waits once for each label it takes; when its bucket comes up, the labels that lie in it are carried on. */
  #spread(): void {
    const { first, to } = this.#problem.net
    const [ring, labels, arcKeys] = [this.#ring, this.#nodes, this.#arcKeys]
    const { key1, key2, owner1, owner2 } = labels
    const { heads, mask, shift } = ring
    const toBucket = 1 / (KEY * 2 ** shift)
    while (ring.waiting > 0) {
      const entry = heads[ring.lowest & mask]!
      if (entry < 0) {
        ring.lowest++
        continue
      }
      heads[ring.lowest & mask] = ring.below[entry]!
      ring.waiting--
      const node = ring.nodes[entry]!
      for (let label = 0; label < 2; label++) {
        const key = label === 0 ? key1[node]! : key2[node]!
        if (Math.floor(key * toBucket) !== ring.lowest) continue // carried on before, or waiting for a later bucket
        const owner = label === 0 ? owner1[node]! : owner2[node]!
        for (let a = first[node]!; a < first[node + 1]!; a++) {
          const there = key + arcKeys[a]!
          if (labels.offer(to[a]!, there, owner)) ring.put(to[a]!, Math.floor(there / KEY))
        }
      }
    }
    ring.clear()
  }

  /** The labels of points: through their doorsteps, and of the outlets that they reach without the net. */
  #answers(category: number): TwoNearest {
    const { points, directs, members } = this.#problem
    const { key1, key2, owner1, owner2 } = this.#nodes
    const at = new Labels(points.points)
    for (let p = 0; p < points.points; p++) {
      for (let s = points.first[p]!; s < points.first[p + 1]!; s++) {
        const n = points.node[s]!
        const step = points.ds[s]! * KEY + points.mm[s]!
        if (owner1[n] !== NONE) at.offer(p, key1[n]! + step, owner1[n]!)
        if (owner2[n] !== NONE) at.offer(p, key2[n]! + step, owner2[n]!)
      }
    }
    for (let i = members.first[category]!; i < members.first[category + 1]!; i++) {
      const outlet = members.item[i]!
      for (let d = directs.first[outlet]!; d < directs.first[outlet + 1]!; d++)
        at.offer(directs.point[d]!, directs.ds[d]! * KEY + directs.mm[d]!, outlet)
    }
    return { first: nearestOf(at.key1, at.owner1), second: nearestOf(at.key2, at.owner2) }
  }
}

function nearestOf(keys: Float64Array, outlet: Int32Array): Nearest {
  const ds = new Int32Array(keys.length).fill(NONE)
  const mm = new Int32Array(keys.length).fill(NONE)
  for (let p = 0; p < keys.length; p++) {
    if (outlet[p] === NONE) continue
    ds[p] = Math.floor(keys[p]! / KEY)
    mm[p] = keys[p]! - ds[p]! * KEY
  }
  return { ds, mm, outlet }
}
