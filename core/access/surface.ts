// From every state of the drawn graph to the nearest of some outlets, kept up to date while outlets open and close and edges
// change: only states whose label changes are touched (and those that might have, when something gets worse).
//
//   something gets better: it spreads from there, and stops where it is no better than what stands
//   something gets worse:  all that leaned on it is wiped, and filled again from its border
//
//        ○ ○ ○ ○ ○            ○ ○ ○ ○ ○            labels are the least (deciseconds, millimetres, outlet), so what comes out
//        ○ ● ● ● ○     →      ○ → · ← ○            is what a search from scratch gives, to the last bit
//        ○ ○ ○ ○ ○            ○ ○ ↑ ○ ○
import { BucketQueue } from './queue.ts'
import { bucketOf } from './search.ts'
import { BEGIN, END, isOpen, keysOf, type Spot, type Structure, TOWN } from './structure.ts'

const NOBODY: readonly { readonly outlet: number; readonly spot: Spot }[] = []

/** Labels of all states, for the outlets at hand. */
export class Surface {
  #structure: Structure
  #keys: Float64Array
  #owners: Int32Array
  #queue: BucketQueue
  /** Outlets by the edges they stand on. */
  readonly #onEdge = new Map<number, { readonly outlet: number; readonly spot: Spot }[]>()
  readonly #spots = new Map<number, readonly Spot[]>()
  /** States touched since `touched` was last taken, each once. */
  #isTouched: Uint8Array
  readonly #touched: number[] = []

  constructor(structure: Structure, outlets: Iterable<readonly [outlet: number, spots: readonly Spot[]]>) {
    const states = 3 * structure.graph.nodes
    this.#structure = structure
    this.#keys = new Float64Array(states).fill(Infinity)
    this.#owners = new Int32Array(states)
    this.#queue = new BucketQueue(states)
    this.#isTouched = new Uint8Array(states)
    for (const [outlet, spots] of outlets) {
      this.#place(outlet, spots)
      this.#seed(outlet, spots)
    }
    this.#spread()
    this.takeTouched()
  }

  /** Deciseconds and millimetres as a key (see ground.ts), and the outlet, at a node in a phase. Infinity: none. */
  keyAt = (node: number, phase: number): number => this.#keys[3 * node + phase]!
  ownerAt = (node: number, phase: number): number => this.#owners[3 * node + phase]!

  /** The outlets on an edge. */
  outletsOn = (edge: number): readonly { readonly outlet: number; readonly spot: Spot }[] =>
    this.#onEdge.get(edge) ?? NOBODY

  /** Nodes at which some label was touched since this was last asked, each once. */
  takeTouched(): Int32Array {
    const states = Int32Array.from(this.#touched).sort()
    let nodes = 0
    for (const state of states) {
      this.#isTouched[state] = 0
      const node = (state / 3) | 0
      if (nodes === 0 || states[nodes - 1] !== node) states[nodes++] = node
    }
    this.#touched.length = 0
    return states.slice(0, nodes)
  }

  /** As if every label had been touched: for a surface that takes the place of another. */
  touchAll(): void {
    for (let state = 0; state < this.#keys.length; state++) this.#touch(state)
  }

  /** An outlet opens. */
  open(outlet: number, spots: readonly Spot[]): void {
    this.#place(outlet, spots)
    this.#seed(outlet, spots)
    this.#spread()
  }

  /** An outlet closes. */
  close(outlet: number): void {
    const spots = this.#spots.get(outlet) ?? []
    this.#spots.delete(outlet)
    for (const { edge } of spots) {
      const left = this.outletsOn(edge).filter((on) => on.outlet !== outlet)
      if (left.length) this.#onEdge.set(edge, left)
      else this.#onEdge.delete(edge)
    }
    const lost: number[] = []
    const lose = (state: number) => {
      if (this.#keys[state] === Infinity || this.#owners[state] !== outlet) return
      this.#wipe(state)
      lost.push(state)
    }
    this.#eachSeed(spots, lose)
    for (let i = 0; i < lost.length; i++) this.#eachNext(lost[i]!, lose)
    this.#fill(lost)
  }

  /** Edges cost, join or allow something else from now on: `changed` are those that differ. Outlets on them may have moved. */
  restructure(next: Structure, changed: Int32Array, moved: ReadonlyMap<number, readonly Spot[]>): void {
    const lost: number[] = []
    const lose = (state: number) => {
      if (this.#keys[state] === Infinity) return
      this.#wipe(state)
      lost.push(state)
    }
    // whoever stands at the far end of a changed edge may have come by it; so may whoever leans on them
    const old = this.#structure.graph
    const suspects: number[] = []
    for (const e of changed) {
      if (e >= old.edges) continue
      for (const node of [old.from[e]!, old.to[e]!])
        for (const phase of [BEGIN, TOWN, END]) suspects.push(3 * node + phase)
    }
    const leaning: { state: number; key: number; owner: number }[] = []
    for (const state of suspects) {
      if (this.#keys[state] === Infinity) continue
      leaning.push({ state, key: this.#keys[state]!, owner: this.#owners[state]! })
      lose(state)
    }
    for (let i = 0; i < leaning.length; i++) {
      const { state, key, owner } = leaning[i]!
      this.#eachNext(state, (other, cost) => {
        if (this.#keys[other] !== key + cost || this.#owners[other] !== owner) return
        leaning.push({ state: other, key: key + cost, owner })
        lose(other)
      })
    }

    for (const [outlet, spots] of moved) {
      for (const { edge } of this.#spots.get(outlet) ?? []) {
        const left = this.outletsOn(edge).filter((on) => on.outlet !== outlet)
        if (left.length) this.#onEdge.set(edge, left)
        else this.#onEdge.delete(edge)
      }
      this.#place(outlet, spots)
    }
    this.#grow(next)
    this.#structure = next
    this.#fill(lost.filter((state) => state < this.#keys.length))
    // and what got better: the ends of the changed edges meet again, and the outlets on them
    const { graph } = next
    for (const e of changed) {
      if (e >= graph.edges) continue
      for (const node of [graph.from[e]!, graph.to[e]!])
        for (const phase of [BEGIN, TOWN, END]) this.#refill(3 * node + phase)
    }
    this.#spread()
  }

  #grow({ graph }: Structure): void {
    const states = 3 * graph.nodes
    if (states <= this.#keys.length) return
    const keys = new Float64Array(states).fill(Infinity)
    keys.set(this.#keys)
    const owners = new Int32Array(states)
    owners.set(this.#owners)
    const isTouched = new Uint8Array(states)
    isTouched.set(this.#isTouched)
    this.#keys = keys
    this.#owners = owners
    this.#isTouched = isTouched
    this.#queue = new BucketQueue(states)
  }

  #place(outlet: number, spots: readonly Spot[]): void {
    this.#spots.set(outlet, spots)
    for (const spot of spots) {
      const on = this.#onEdge.get(spot.edge)
      if (on) this.#onEdge.set(spot.edge, [...on, { outlet, spot }])
      else this.#onEdge.set(spot.edge, [{ outlet, spot }])
    }
  }

  #eachSeed(spots: readonly Spot[], visit: (state: number, key: number) => void): void {
    const { graph, isEnd } = this.#structure
    for (const spot of spots) {
      const keys = keysOf(this.#structure, spot)
      if (keys.toFrom === Infinity) continue
      const phase = isEnd[spot.edge] ? BEGIN : TOWN
      visit(3 * graph.from[spot.edge]! + phase, keys.toFrom)
      visit(3 * graph.to[spot.edge]! + phase, keys.toTo)
    }
  }

  #seed(outlet: number, spots: readonly Spot[]): void {
    this.#eachSeed(spots, (state, key) => this.#offer(state, key, outlet))
  }

  #touch(state: number): void {
    if (this.#isTouched[state]) return
    this.#isTouched[state] = 1
    this.#touched.push(state)
  }

  #wipe(state: number): void {
    this.#keys[state] = Infinity
    this.#owners[state] = 0
    this.#touch(state)
  }

  #offer(state: number, key: number, owner: number): void {
    const old = this.#keys[state]!
    if (key > old || key === Infinity || (key === old && owner >= this.#owners[state]!)) return
    this.#keys[state] = key
    this.#owners[state] = owner
    this.#touch(state)
    this.#queue.push(state, bucketOf(key))
  }

  /** The states that are reached from `state` in one step, and what the step costs. */
  #eachNext(state: number, visit: (state: number, cost: number) => void): void {
    const { graph, key, atEnd } = this.#structure
    const node = (state / 3) | 0
    const phase = state - 3 * node
    for (let a = graph.first[node]!; a < graph.first[node + 1]!; a += 2) {
      const e = graph.arcs[a + 1]!
      if (isOpen(this.#structure, e, phase)) visit(3 * graph.arcs[a]! + phase, key[e]!)
    }
    if (phase === BEGIN || (phase === TOWN && atEnd[node])) visit(state + 1, 0)
  }

  #spread(): void {
    const { graph, key, atEnd, isPublic, isEnd } = this.#structure
    const { first, arcs } = graph
    const [keys, owners, queue] = [this.#keys, this.#owners, this.#queue]
    for (let state = queue.pop(); state >= 0; state = queue.pop()) {
      const here = keys[state]!
      const owner = owners[state]!
      const node = (state / 3) | 0
      const phase = state - 3 * node
      const may = phase === TOWN ? isPublic : isEnd
      const end = first[node + 1]!
      for (let a = first[node]!; a < end; a += 2) {
        const e = arcs[a + 1]!
        if (may[e]) this.#offer(3 * arcs[a]! + phase, here + key[e]!, owner)
      }
      if (phase === BEGIN || (phase === TOWN && atEnd[node])) this.#offer(state + 1, here, owner)
    }
  }

  /** Fills wiped states again, from what stands around them and from the outlets on their edges. */
  #fill(lost: readonly number[]): void {
    for (const state of lost) this.#refill(state)
    this.#spread()
  }

  #refill(state: number): void {
    const { graph, key, atEnd, isEnd } = this.#structure
    const node = (state / 3) | 0
    const phase = state - 3 * node
    if (node >= graph.nodes) return
    for (let a = graph.first[node]!; a < graph.first[node + 1]!; a += 2) {
      const e = graph.arcs[a + 1]!
      if (isOpen(this.#structure, e, phase)) {
        const other = 3 * graph.arcs[a]! + phase
        this.#offer(state, this.#keys[other]! + key[e]!, this.#owners[other]!)
      }
      if (phase !== (isEnd[e] ? BEGIN : TOWN)) continue
      for (const { outlet, spot } of this.outletsOn(e)) {
        const keys = keysOf(this.#structure, spot)
        if (graph.from[e] === node) this.#offer(state, keys.toFrom, outlet)
        if (graph.to[e] === node) this.#offer(state, keys.toTo, outlet)
      }
    }
    if (phase === TOWN || (phase === END && atEnd[node]))
      this.#offer(state, this.#keys[state - 1]!, this.#owners[state - 1]!)
  }
}
