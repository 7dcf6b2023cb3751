// Who is within the limit of one outlet, on the drawn graph in three phases (structure.ts): what a count changes by when it opens
// or closes. One memory for all balls; only what a ball reached is wiped.
import { KEY } from './ground.ts'
import { BucketQueue } from './queue.ts'
import { bucketOf } from './search.ts'
import type { SpotTable } from './spots.ts'
import { BEGIN, END, keysOf, type Spot, type Structure, TOWN } from './structure.ts'

export class Ball {
  #keys: Float64Array
  #queue: BucketQueue
  #touched: Int32Array
  #touches = 0
  readonly #stamp: Int32Array
  #round = 0

  constructor(states: number, points: number) {
    this.#keys = new Float64Array(states).fill(Infinity)
    this.#queue = new BucketQueue(states)
    this.#touched = new Int32Array(states)
    this.#stamp = new Int32Array(points)
  }

  /** Calls `meet` once for every point within `limitDs` of an outlet at `spots`. `points` is reckoned for `structure`. */
  each(
    structure: Structure,
    spots: readonly Spot[],
    points: SpotTable,
    limitDs: number,
    meet: (point: number) => void,
  ): void {
    const { graph, isEnd } = structure
    const beyond = (limitDs + 1) * KEY
    const round = ++this.#round
    const stamp = this.#stamp
    this.#grow(structure)
    for (const spot of spots) {
      const keys = keysOf(structure, spot)
      if (keys.toFrom === Infinity) continue
      const phase = isEnd[spot.edge] ? BEGIN : TOWN
      this.#offer(3 * graph.from[spot.edge]! + phase, keys.toFrom, beyond)
      this.#offer(3 * graph.to[spot.edge]! + phase, keys.toTo, beyond)
      points.eachOn(spot.edge, (s) => {
        const key = points.leg.data[s]! + keys.leg + Math.abs(points.along.data[s]! - keys.along)
        const point = points.point.data[s]!
        if (key >= beyond || stamp[point] === round) return
        stamp[point] = round
        meet(point)
      })
    }
    this.#spread(structure, beyond)

    const { first, arcs, from } = graph
    const edges = points.firstOn.length
    const [firstOn, nextOn, pointOf] = [points.firstOn.data, points.nextOn.data, points.point.data]
    const [toFrom, toTo] = [points.toFrom.data, points.toTo.data]
    for (let i = 0; i < this.#touches; i++) {
      const state = this.#touched[i]!
      const node = (state / 3) | 0
      const phase = state - 3 * node
      const left = beyond - this.#keys[state]!
      this.#keys[state] = Infinity
      if (phase === BEGIN) continue
      for (let a = first[node]!; a < first[node + 1]!; a += 2) {
        const e = arcs[a + 1]!
        if (e >= edges || (isEnd[e] ? END : TOWN) !== phase) continue
        for (let s = firstOn[e]!; s >= 0; s = nextOn[s]!) {
          // a loop meets its node with both ends
          const key = arcs[a] === node ? Math.min(toFrom[s]!, toTo[s]!) : (from[e] === node ? toFrom : toTo)[s]!
          const point = pointOf[s]!
          if (key >= left || stamp[point] === round) continue
          stamp[point] = round
          meet(point)
        }
      }
    }
    this.#touches = 0
  }

  /**
   * Calls `visit` for every edge with an end within `limitDs` of the nodes `from`, whatever the phase: whoever is not on one of
   * these cannot tell the difference that a change at `from` makes. Edges may come twice.
   */
  eachEdgeNear(structure: Structure, from: Iterable<number>, limitDs: number, visit: (edge: number) => void): void {
    const { graph, key } = structure
    const beyond = (limitDs + 1) * KEY
    this.#grow(structure)
    for (const node of from) if (node < graph.nodes) this.#offer(3 * node, 0, beyond)
    for (let state = this.#queue.pop(); state >= 0; state = this.#queue.pop()) {
      const node = state / 3
      const here = this.#keys[state]!
      for (let a = graph.first[node]!; a < graph.first[node + 1]!; a += 2)
        this.#offer(3 * graph.arcs[a]!, here + key[graph.arcs[a + 1]!]!, beyond)
    }
    for (let i = 0; i < this.#touches; i++) {
      const node = this.#touched[i]! / 3
      for (let a = graph.first[node]!; a < graph.first[node + 1]!; a += 2) visit(graph.arcs[a + 1]!)
    }
    this.#wipe()
  }

  #grow({ graph }: Structure): void {
    if (3 * graph.nodes <= this.#keys.length) return
    this.#keys = new Float64Array(3 * graph.nodes).fill(Infinity)
    this.#queue = new BucketQueue(3 * graph.nodes)
    this.#touched = new Int32Array(3 * graph.nodes)
  }

  #offer(state: number, key: number, beyond: number): void {
    const old = this.#keys[state]!
    if (key >= beyond || key >= old) return
    if (old === Infinity) this.#touched[this.#touches++] = state
    this.#keys[state] = key
    this.#queue.push(state, bucketOf(key))
  }

  #spread({ graph, key, atEnd, isPublic, isEnd }: Structure, beyond: number): void {
    const { first, arcs } = graph
    for (let state = this.#queue.pop(); state >= 0; state = this.#queue.pop()) {
      const here = this.#keys[state]!
      const node = (state / 3) | 0
      const phase = state - 3 * node
      const may = phase === TOWN ? isPublic : isEnd
      for (let a = first[node]!; a < first[node + 1]!; a += 2) {
        const e = arcs[a + 1]!
        if (may[e]) this.#offer(3 * arcs[a]! + phase, here + key[e]!, beyond)
      }
      if (phase === BEGIN || (phase === TOWN && atEnd[node])) this.#offer(state + 1, here, beyond)
    }
  }

  #wipe(): void {
    for (let i = 0; i < this.#touches; i++) this.#keys[this.#touched[i]!] = Infinity
    this.#touches = 0
  }
}
