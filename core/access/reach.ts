// From one place to all others: what a click on the map asks for. The walked way is drawn on demand, from door to door.
import type { LngLat } from '../geo/meters.ts'
import { DEGREES } from '../network/graph.ts'
import type { Snaps } from '../network/snap.ts'
import type { Walk } from './answers.ts'
import { type Arcs, KEY } from './ground.ts'
import { CLOSED } from './impedance.ts'
import { type Doors, doorOf } from './points.ts'
import { bucketOf, direct, type Search } from './search.ts'

/** Points of one kind with their doors and snaps. */
export interface Placed {
  readonly doors: Doors
  readonly snaps: Snaps
}

const SEED = -1 // reached from the origin's own edge
const BEFORE = -2 // reached in the phase before, at this very node

/** Labels of one phase: key, and the arc by which a node was reached (SEED, BEFORE). */
interface Phase {
  readonly keys: Float64Array
  readonly by: Int32Array
  readonly arcs: Arcs
  readonly before: Phase | null
}

/** A place that can be walked to, and how. Indices are of the snaps, -1 where the way runs along one edge. */
interface Best {
  readonly key: number
  readonly target: number
  readonly origin: number
  readonly node: number
}

/** Where the origin meets a street: the door and the place on the edge, degrees, and what the walker needs for the leg. */
export interface Start {
  readonly door: LngLat
  readonly at: LngLat
  readonly edge: number
  /** Deciseconds from the door to the place on the edge, and of the edge from its `from` end to that place. */
  readonly legDs: number
  readonly alongDs: number
}

/** All that can be walked to from one point within a limit. Keeps its own memory: several may live side by side. */
export class Reach {
  readonly #search: Search
  readonly #origin: Placed
  readonly #p: number
  /** Labels over public ground, and with the private ground at the far end as well. */
  readonly #through: Phase
  readonly #ends: Phase
  readonly #limit: number

  /** Searches from point `p` of `origin`, up to `limitDs` deciseconds. */
  constructor(search: Search, origin: Placed, p: number, limitDs = Infinity) {
    const { ends, through, isEnd } = search.ground
    this.#search = search
    this.#origin = origin
    this.#p = p
    this.#limit = limitDs === Infinity ? Infinity : (limitDs + 1) * KEY
    const phase = (arcs: Arcs, before: Phase | null): Phase => ({
      keys: before ? before.keys.slice() : new Float64Array(search.graph.nodes).fill(Infinity),
      by: new Int32Array(search.graph.nodes).fill(before ? BEFORE : SEED),
      arcs,
      before,
    })
    let first: Phase | null = null
    if (ends) {
      first = phase(ends, null)
      this.#seed(first, (e) => isEnd[e] === 1)
      this.#spread(first)
    }
    this.#through = phase(through, first)
    this.#waitAll(this.#through)
    this.#seed(this.#through, (e) => !ends || isEnd[e] === 0)
    this.#spread(this.#through)
    this.#ends = this.#through
    if (ends) {
      this.#ends = phase(ends, this.#through)
      this.#waitAll(this.#ends)
      this.#spread(this.#ends)
    }
  }

  /** Deciseconds and millimetres to point `t` of `targets`; null where it is further than the limit, or cannot be walked to. */
  to(targets: Placed, t: number): { readonly ds: number; readonly mm: number } | null {
    const best = this.#best(targets, t)
    return best && { ds: Math.floor(best.key / KEY), mm: best.key % KEY }
  }

  /** The walked way to point `t` of `targets`; null as in `to`. */
  walk(targets: Placed, t: number): Walk | null {
    const best = this.#best(targets, t)
    if (!best) return null
    return { ds: Math.floor(best.key / KEY), mm: best.key % KEY, line: this.#line(best, targets, t) }
  }

  /** The search that it was made with. */
  get search(): Search {
    return this.#search
  }

  /** How far it was searched, deciseconds; Infinity where there was no limit. */
  get limitDs(): number {
    return this.#limit === Infinity ? Infinity : this.#limit / KEY - 1
  }

  /**
   * Visits every open edge of which an end was reached, with the deciseconds to its two ends, Infinity where one was not.
   * Private ground is reached where the walk may end on it. Of the origin's own edges see `starts`, too. (An edge that
   * comes back to where it began is visited twice.)
   */
  eachEdge(visit: (edge: number, fromDs: number, toDs: number) => void): void {
    const { graph, edgeDs, ground } = this.#search
    const { nodes, first, arcs, from, to } = graph
    const [through, ends] = [this.#through.keys, this.#ends.keys]
    for (let n = 0; n < nodes; n++) {
      if (through[n] === Infinity && ends[n] === Infinity) continue
      for (let a = first[n]!; a < first[n + 1]!; a += 2) {
        const e = arcs[a + 1]!
        const keys = ground.isEnd[e] ? ends : through
        if (edgeDs[e] === CLOSED || keys[n] === Infinity) continue
        // once: from its first end, or from its other where the first was not reached
        if (from[e] === n || keys[from[e]!] === Infinity)
          visit(e, Math.floor(keys[from[e]!]! / KEY), Math.floor(keys[to[e]!]! / KEY))
      }
    }
  }

  /** Where the walks begin: the places on streets where the origin's doors meet them, of those that the walker may use. */
  starts(): Start[] {
    const { doors, snaps } = this.#origin
    const sides = this.#search.sidesOf(snaps)
    const starts: Start[] = []
    for (let s = snaps.first[this.#p]!; s < snaps.first[this.#p + 1]!; s++) {
      const edge = snaps.edge[s]!
      if (this.#search.edgeDs[edge] === CLOSED) continue
      const door = doorOf(doors, snaps, this.#p, s)
      starts.push({
        door: [doors.lng[door]!, doors.lat[door]!],
        at: [snaps.lng[s]!, snaps.lat[s]!],
        edge,
        legDs: Math.floor(sides.leg[s]! / KEY),
        alongDs: Math.floor(sides.along[s]! / KEY),
      })
    }
    return starts
  }

  #seed(phase: Phase, here: (edge: number) => boolean): void {
    const { graph, edgeDs } = this.#search
    const { snaps } = this.#origin
    const sides = this.#search.sidesOf(snaps)
    for (let s = snaps.first[this.#p]!; s < snaps.first[this.#p + 1]!; s++) {
      const e = snaps.edge[s]!
      if (edgeDs[e] === CLOSED || !here(e)) continue
      this.#offer(phase, graph.from[e]!, sides.toFrom[s]!, SEED)
      this.#offer(phase, graph.to[e]!, sides.toTo[s]!, SEED)
    }
  }

  #offer(phase: Phase, node: number, key: number, by: number): void {
    if (key >= phase.keys[node]! || key >= this.#limit) return
    phase.keys[node] = key
    phase.by[node] = by
    this.#search.queue.push(node, bucketOf(key))
  }

  #waitAll({ arcs, keys }: Phase): void {
    for (let n = 0; n < keys.length; n++) {
      if (keys[n]! < Infinity && arcs.first[n]! < arcs.first[n + 1]!) this.#search.queue.push(n, bucketOf(keys[n]!))
    }
  }

  #spread(phase: Phase): void {
    const { first, to, key } = phase.arcs
    const queue = this.#search.queue
    for (let node = queue.pop(); node >= 0; node = queue.pop()) {
      const here = phase.keys[node]!
      for (let a = first[node]!; a < first[node + 1]!; a++) this.#offer(phase, to[a]!, here + key[a]!, a)
    }
  }

  #best(targets: Placed, t: number): Best | null {
    const { graph, edgeDs, ground } = this.#search
    const { snaps } = targets
    const sides = this.#search.sidesOf(snaps)
    const own = this.#origin.snaps
    const ownSides = this.#search.sidesOf(own)
    let best: Best | null = null
    const offer = (key: number, target: number, origin: number, node: number) => {
      if (key < this.#limit && key < (best?.key ?? Infinity)) best = { key, target, origin, node }
    }
    for (let s = snaps.first[t]!; s < snaps.first[t + 1]!; s++) {
      const e = snaps.edge[s]!
      if (edgeDs[e] === CLOSED) continue
      const { keys } = ground.isEnd[e] ? this.#ends : this.#through
      const [a, b] = [graph.from[e]!, graph.to[e]!]
      offer(keys[a]! + sides.toFrom[s]!, s, -1, a)
      offer(keys[b]! + sides.toTo[s]!, s, -1, b)
      for (let o = own.first[this.#p]!; o < own.first[this.#p + 1]!; o++) {
        if (own.edge[o] === e) offer(direct(ownSides, o, sides, s), s, o, -1)
      }
    }
    return best
  }

  /** Door, street, nodes, street, door; a point that repeats the one before is left out. */
  #line(best: Best, targets: Placed, t: number): Float64Array<ArrayBuffer> {
    const { graph, ground } = this.#search
    let origin = best.origin
    const nodes: number[] = []
    if (best.node >= 0) {
      let phase: Phase = ground.isEnd[targets.snaps.edge[best.target]!] ? this.#ends : this.#through
      let node = best.node
      for (;;) {
        while (phase.by[node] === BEFORE && phase.before) phase = phase.before
        nodes.push(node)
        const arc = phase.by[node]!
        if (arc === SEED) break
        const edge = phase.arcs.edge[arc]!
        node = graph.from[edge] === node ? graph.to[edge]! : graph.from[edge]!
      }
      origin = this.#seedOf(phase, node)
    }
    const line: number[] = []
    const put = (lng: number, lat: number) => {
      if (line.length === 0 || line.at(-2) !== lng || line.at(-1) !== lat) line.push(lng, lat)
    }
    const putDoor = ({ doors, snaps }: Placed, p: number, snap: number) => {
      const door = doorOf(doors, snaps, p, snap)
      put(doors.lng[door]!, doors.lat[door]!)
    }
    putDoor(this.#origin, this.#p, origin)
    put(this.#origin.snaps.lng[origin]!, this.#origin.snaps.lat[origin]!)
    for (const n of nodes.reverse()) put(graph.lng[n]! * DEGREES, graph.lat[n]! * DEGREES)
    put(targets.snaps.lng[best.target]!, targets.snaps.lat[best.target]!)
    putDoor(targets, t, best.target)
    return Float64Array.from(line)
  }

  /** The origin's snap from which `node` was reached at first. */
  #seedOf(phase: Phase, node: number): number {
    const { graph, ground, edgeDs } = this.#search
    const { snaps } = this.#origin
    const sides = this.#search.sidesOf(snaps)
    const first = !phase.before && ground.ends // this phase was seeded from private ground, the other from public
    for (let s = snaps.first[this.#p]!; s < snaps.first[this.#p + 1]!; s++) {
      const e = snaps.edge[s]!
      if (edgeDs[e] === CLOSED || (ground.ends && (ground.isEnd[e] === 1) !== !!first)) continue
      if (graph.from[e] === node && sides.toFrom[s] === phase.keys[node]) return s
      if (graph.to[e] === node && sides.toTo[s] === phase.keys[node]) return s
    }
    throw new Error(`Node ${node} was reached from no snap of point ${this.#p}.`)
  }
}

/** The walk from point `p` of `origins` to point `t` of `targets`; null where there is none. */
export const walkTo = (search: Search, origins: Placed, p: number, targets: Placed, t: number): Walk | null =>
  new Reach(search, origins, p).walk(targets, t)
