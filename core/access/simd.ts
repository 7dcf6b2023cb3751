// The kernel in WebAssembly: lays a problem out in the memory of assembly/nearest.ts and assembly/lanes.ts and reads the answers.
import { type Progress, SILENT } from '../base/progress.ts'
import type { Nearest, Within } from './answers.ts'
import type { Doorsteps } from './doorsteps.ts'
import { type Hierarchy, hierarchyOf, LANE_LIMIT_DS, signOf } from './hierarchy.ts'
import type { Counted, Kernel } from './kernel.ts'
import type { Taken } from './memory.ts'
import { type Problem, turned } from './problem.ts'
import { type Reduced, reduced } from './reduced.ts'
import { longestOf } from './ring.ts'
import { Instance } from './wasm.ts'

/** Bits of a label: see assembly/nearest.ts. */
const DS_BITS = 20
const MM_BITS = 26
const OUTLET_BITS = 18
const BUCKET_DS = 16

/** As many outlets as 16 bits can count, in whole heats of 64: then what was counted is set aside. */
const MOST_AT_ONCE = 1023 * 64

export class SimdKernel implements Kernel {
  readonly id = 'simd'
  readonly #problem: Problem
  #search: NearestKernel | null | undefined
  #lanes: Lanes | null = null
  #hierarchy: Hierarchy | null = null
  /** Whether it made the hierarchy itself. */
  #made = false

  constructor(problem: Problem) {
    this.#problem = problem
  }

  get hierarchy(): Hierarchy | null {
    return this.#hierarchy
  }

  nearest(category: number): Nearest | null {
    this.#search ??= NearestKernel.for(this.#problem)
    return this.#search?.nearest(category) ?? null
  }

  prepare(limitDs: number, progress: Progress = SILENT, hierarchy?: Hierarchy): boolean {
    if (limitDs > LANE_LIMIT_DS) return false
    const fits = hierarchy && hierarchy.limitDs >= limitDs && hierarchy.madeOf === signOf(this.#problem.net)
    this.#hierarchy = fits ? hierarchy : hierarchyOf(this.#problem.net, limitDs, progress)
    this.#made = !fits
    if (!this.#hierarchy) return false
    this.#lanes = new Lanes(this.#problem, this.#hierarchy, limitDs)
    return true
  }

  count(from: number, to: number): void {
    this.#lanes!.count(from, to)
  }

  counted(): Counted {
    return this.#lanes!.counted()
  }

  get bytes(): Taken {
    return {
      nearest: this.#search?.bytes ?? 0,
      lanes: this.#lanes?.bytes ?? 0,
      hierarchy: this.#made ? (this.#hierarchy?.bytes ?? 0) : 0,
    }
  }
}

/** Arcs or doorsteps as 12 bytes each: node, then the label's worth of deciseconds and millimetres. */
function steps12(node: Int32Array, ds: Int32Array, mm: Int32Array): Int32Array {
  const steps = new Int32Array(3 * node.length)
  const astride = 32 - OUTLET_BITS // as many bits of the millimetres stand in the lower half, the rest in the upper
  for (let i = 0; i < node.length; i++) {
    steps[3 * i] = node[i]!
    steps[3 * i + 1] = mm[i]! << OUTLET_BITS
    steps[3 * i + 2] = (ds[i]! << (MM_BITS - astride)) | (mm[i]! >>> astride)
  }
  return steps
}

/** Doorsteps as 8 bytes each: node, deciseconds. */
function steps8(node: Int32Array, ds: Int32Array): Int32Array {
  const steps = new Int32Array(2 * node.length)
  for (let i = 0; i < node.length; i++) {
    steps[2 * i] = node[i]!
    steps[2 * i + 1] = ds[i]!
  }
  return steps
}

/** Points with one doorstep, with two, and the others, each in a run of its own; `steps` are those of all points, 12 bytes each. */
function laidBySteps(kernel: Instance, { points, first }: Doorsteps, steps: Int32Array): Record<string, number> {
  const having = [0, 0, 0]
  let others = 0
  for (let p = 0; p < points; p++) {
    const n = first[p + 1]! - first[p]!
    const of = n === 1 || n === 2 ? n : 0
    having[of]!++
    if (of === 0) others += n
  }
  const [many, singles, doubles] = having as [number, number, number]
  const one = new Int32Array(4 * singles)
  const two = new Int32Array(7 * doubles)
  const rest = { points: new Int32Array(many), first: new Int32Array(many + 1), steps: new Int32Array(3 * others) }
  let [i, j, k, l] = [0, 0, 0, 0]
  for (let p = 0; p < points; p++) {
    const from = 3 * first[p]!
    const to = 3 * first[p + 1]!
    if (to - from === 3) {
      one[i++] = p
      for (let s = from; s < to; s++) one[i++] = steps[s]!
    } else if (to - from === 6) {
      two[j++] = p
      for (let s = from; s < to; s++) two[j++] = steps[s]!
    } else {
      rest.points[k] = p
      for (let s = from; s < to; s++) rest.steps[l++] = steps[s]!
      rest.first[++k] = l / 3
    }
  }
  return {
    singles,
    singleSteps: kernel.put(one),
    doubles,
    doubleSteps: kernel.put(two),
    many,
    manyPoints: kernel.put(rest.points),
    manyFirst: kernel.put(rest.first),
    manySteps: kernel.put(rest.steps),
  }
}

class NearestKernel {
  readonly #kernel: Instance
  readonly #problem: Problem
  readonly #at: { readonly which: number; readonly answerDs: number; readonly answerMm: number; readonly answerOutlet: number } // biome-ignore format: one line

  /** Null where one step is so long that it has no room in a label. */
  static for(problem: Problem): NearestKernel | null {
    const { points, outlets } = problem
    const net = reduced(problem.net)
    const longest = (of: 'ds' | 'mm') => Math.max(longestOf(net[of]), longestOf(points[of]), longestOf(outlets[of]))
    const [ds, mm] = [longest('ds'), longest('mm')]
    if (ds >= 2 ** (DS_BITS - 1) || mm >= 2 ** (MM_BITS - 1)) return null
    return new NearestKernel(problem, net, ds, mm)
  }

  private constructor(problem: Problem, net: Reduced, longestDs: number, longestMm: number) {
    const { points, outlets } = problem
    const numbered = (node: Int32Array) => node.map((n) => net.number[n]!)
    const kernel = new Instance('nearest')
    const column = () => kernel.take(4 * points.points)
    this.#kernel = kernel
    this.#problem = problem
    this.#at = {
      which: kernel.take(4 * outlets.points),
      answerDs: column(),
      answerMm: column(),
      answerOutlet: column(),
    }
    const buckets = 2 ** Math.ceil(Math.log2(longestDs / BUCKET_DS + 2))
    const poolSize = 2 * net.to.length + outlets.node.length + 64
    kernel.set({
      ...this.#at,
      nodes: net.nodes,
      left: net.left,
      netFirst: kernel.put(net.first),
      netArcs: kernel.put(steps12(net.to, net.ds, net.mm)),
      labels: kernel.take(8 * net.nodes),
      ring: kernel.take(4 * buckets),
      buckets,
      pool: kernel.take(8 * poolSize),
      poolSize,
      lastDs: 2 ** DS_BITS - longestDs,
      lastMm: 2 ** MM_BITS - longestMm,
      outletFirst: kernel.put(outlets.first),
      outletSteps: kernel.put(steps12(numbered(outlets.node), outlets.ds, outlets.mm)),
      ...laidBySteps(kernel, points, steps12(numbered(points.node), points.ds, points.mm)),
    })
  }

  get bytes(): number {
    return this.#kernel.bytes
  }

  nearest(category: number): Nearest | null {
    const { members, points } = this.#problem
    const which = members.item.subarray(members.first[category], members.first[category + 1])
    if (which.length >= 2 ** OUTLET_BITS) return null
    this.#kernel.intsAt(this.#at.which, which.length).set(which)
    if (!this.#kernel.call('nearest', which.length)) return null
    const column = (at: number) => this.#kernel.intsAt(at, points.points).slice()
    return { ds: column(this.#at.answerDs), mm: column(this.#at.answerMm), outlet: column(this.#at.answerOutlet) }
  }
}

class Lanes {
  readonly #kernel: Instance
  readonly #problem: Problem
  readonly #categories: number
  /** 16-bit counts in a row of the kernel's. */
  readonly #width: number
  readonly #at: { readonly counts: number; readonly capacities: number; readonly peopleWithin: number }
  /** Per category its column of capacities, -1 none. */
  readonly #column: Int32Array
  readonly #columns: number
  readonly #counted: readonly Int32Array[]
  #waiting = 0

  constructor(problem: Problem, hierarchy: Hierarchy, limitDs: number) {
    const { net, points, outlets, directs, serves, members, capacity, hasCapacity, people, order } = problem
    const kernel = new Instance('lanes')
    this.#kernel = kernel
    this.#problem = problem
    this.#categories = members.first.length - 1
    const vectors = Math.max(1, Math.ceil(this.#categories / 16))
    this.#width = 16 * vectors
    let columns = 0
    this.#column = Int32Array.from(hasCapacity, (has) => (has ? columns++ : -1))
    this.#columns = columns
    this.#counted = Array.from({ length: this.#categories }, () => new Int32Array(points.points))
    this.#at = {
      counts: kernel.take(2 * this.#width * points.points),
      capacities: kernel.take(8 * this.#columns * points.points),
      peopleWithin: kernel.take(people ? 8 * outlets.points : 0),
    }
    const seen = seenFromNodes(points, net.nodes, limitDs)
    const rows = kernel.take(128 * net.nodes)
    kernel.bytesAt(rows, 128 * net.nodes).fill(255)
    const first = kernel.take(4 * hierarchy.levels)
    kernel.intsAt(first, hierarchy.levels).fill(-1)
    kernel.set({
      ...this.#at,
      vectors,
      upFirst: kernel.put(hierarchy.upFirst),
      upArcs: kernel.put(hierarchy.upArcs),
      downFirst: kernel.put(hierarchy.downFirst),
      downNodes: kernel.put(hierarchy.downNodes),
      level: kernel.put(hierarchy.level),
      levels: hierarchy.levels,
      order: kernel.put(order),
      outletFirst: kernel.put(outlets.first),
      outletSteps: kernel.put(steps8(outlets.node, outlets.ds)),
      pointFirst: kernel.put(points.first),
      pointSteps: kernel.put(steps8(points.node, points.ds)),
      nodeFirst: kernel.put(seen.first),
      nodePoints: kernel.put(seen.item),
      directFirst: kernel.put(directs.first),
      directs: kernel.put(steps8(directs.point, directs.ds)),
      servesFirst: kernel.put(serves.first),
      serves: kernel.put(serves.item),
      capacity: kernel.put(capacity),
      capacityColumn: kernel.put(this.#column),
      capacityColumns: this.#columns,
      people: people ? kernel.put(people) : 0,
      base: LANE_LIMIT_DS - limitDs,
      limit: limitDs,
      rows,
      first,
      inUse: kernel.take(net.nodes),
      next: kernel.take(4 * net.nodes),
      touched: kernel.take(4 * net.nodes),
      stamps: kernel.take(4 * points.points),
      directBits: kernel.take(8 * points.points),
      met: kernel.take(4 * points.points),
      tables: kernel.take(8 * 256 * 16 * vectors),
    })
  }

  get bytes(): number {
    return this.#kernel.bytes
  }

  count(from: number, to: number): void {
    for (let at = from; at < to; ) {
      const end = Math.min(to, at + MOST_AT_ONCE - this.#waiting)
      this.#kernel.call('count', at, end)
      this.#waiting += 64 * Math.ceil((end - at) / 64)
      at = end
      if (this.#waiting >= MOST_AT_ONCE) this.#setAside()
    }
  }

  /** Adds the kernel's 16-bit counts to those set aside, and begins them anew. */
  #setAside(): void {
    const { points } = this.#problem.points
    const [width, categories, counted] = [this.#width, this.#categories, this.#counted]
    const counts = this.#kernel.shortsAt(this.#at.counts, width * points)
    for (let p = 0; p < points; p++) {
      for (let c = 0; c < categories; c++) counted[c]![p]! += counts[p * width + c]!
    }
    counts.fill(0)
    this.#waiting = 0
  }

  counted(): Counted {
    this.#setAside()
    const { points, outlets, people } = this.#problem
    const sums = this.#kernel.doublesAt(this.#at.capacities, this.#columns * points.points)
    const none = new Float64Array(points.points) // one for all categories that know no capacities
    const within = this.#counted.map((count, c): Within => {
      const column = this.#column[c]!
      if (column < 0) return { count, capacity: none }
      const capacity = new Float64Array(points.points)
      for (let p = 0; p < capacity.length; p++) capacity[p] = sums[p * this.#columns + column]!
      return { count, capacity }
    })
    return { within, people: people && this.#kernel.doublesAt(this.#at.peopleWithin, outlets.points).slice() }
  }
}

/** Per node the points that have a doorstep there within the limit. */
function seenFromNodes({ points, first, node, ds }: Doorsteps, nodes: number, limitDs: number) {
  const near = { first: new Int32Array(points + 1), item: new Int32Array(node.length) }
  let n = 0
  for (let p = 0; p < points; p++) {
    for (let s = first[p]!; s < first[p + 1]!; s++) if (ds[s]! <= limitDs) near.item[n++] = node[s]!
    near.first[p + 1] = n
  }
  return turned({ first: near.first, item: near.item.subarray(0, n) }, nodes)
}
