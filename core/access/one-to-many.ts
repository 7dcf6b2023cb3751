// From one point to all targets within a limit, again and again: the memory of a search is wiped where it was touched, never
// made anew, so that a thousand small searches over a large city cost what they touch.
import type { Snaps } from '../network/snap.ts'
import { type Arcs, KEY } from './ground.ts'
import { CLOSED } from './impedance.ts'
import { bucketOf, direct, type Search } from './search.ts'

/** Targets as seen from nodes: node n meets the targets `first[n] .. first[n + 1])`, with the key (ground.ts) from it to each. */
interface Doorsteps {
  readonly first: Int32Array
  readonly target: Int32Array
  readonly key: Float64Array
}

/** Labels of one search, and the nodes that got one. */
interface Labels {
  readonly keys: Float64Array
  readonly touched: Int32Array
  count: number
}

/** Targets made ready to be walked to. One origin at a time; several may not share a `Search` at once. */
export class OneToMany {
  readonly #search: Search
  readonly #targets: Snaps
  readonly #doorsteps: Doorsteps
  readonly #endDoorsteps: Doorsteps | null
  readonly #labels: Labels
  readonly #endLabels: Labels
  /** Snaps of targets on each edge, as lists, and the target of each. */
  readonly #onEdge: Int32Array
  readonly #next: Int32Array
  readonly #owner: Int32Array
  /** Per target: the best key so far; and the targets that have one. */
  readonly #best: Float64Array
  readonly #met: Int32Array
  #metCount = 0

  constructor(search: Search, targets: Snaps) {
    const { graph, ground } = search
    this.#search = search
    this.#targets = targets
    this.#owner = new Int32Array(targets.edge.length)
    for (let t = 0; t < targets.points; t++) this.#owner.fill(t, targets.first[t]!, targets.first[t + 1]!)
    this.#doorsteps = doorstepsOf(search, targets, this.#owner, (e) => ground.isEnd[e] === 0)
    this.#endDoorsteps = ground.ends ? doorstepsOf(search, targets, this.#owner, (e) => ground.isEnd[e] === 1) : null
    const labels = () => ({
      keys: new Float64Array(graph.nodes).fill(Infinity),
      touched: new Int32Array(graph.nodes),
      count: 0,
    })
    this.#labels = labels()
    this.#endLabels = ground.ends ? labels() : this.#labels
    this.#onEdge = new Int32Array(graph.edges).fill(-1)
    this.#next = new Int32Array(targets.edge.length)
    for (let s = targets.edge.length - 1; s >= 0; s--) {
      const e = targets.edge[s]!
      this.#next[s] = this.#onEdge[e]!
      this.#onEdge[e] = s
    }
    this.#best = new Float64Array(targets.points).fill(Infinity)
    this.#met = new Int32Array(targets.points)
  }

  /**
   * Calls `meet` for every target within `limitDs` deciseconds of point `p` of `origins`, ascending, with the deciseconds and
   * millimetres of the walk: the same that `Reach` says, both legs included when the search counts them.
   */
  from(origins: Snaps, p: number, limitDs: number, meet: (target: number, ds: number, mm: number) => void): void {
    const { ends, through, isEnd } = this.#search.ground
    const [labels, endLabels] = [this.#labels, this.#endLabels]
    const limit = limitDs === Infinity ? Infinity : (limitDs + 1) * KEY
    // the phases of ground.ts: out of private ground, over what is public, into private ground
    if (ends) {
      this.#seed(origins, p, limit, (e) => isEnd[e] === 1, endLabels)
      this.#spread(ends, endLabels, limit)
      for (let i = 0; i < endLabels.count; i++) {
        const n = endLabels.touched[i]!
        this.#offer(n, endLabels.keys[n]!, limit, labels)
      }
    }
    this.#seed(origins, p, limit, (e) => !ends || isEnd[e] === 0, labels)
    this.#spread(through, labels, limit)
    if (ends) {
      for (let i = 0; i < labels.count; i++) {
        const n = labels.touched[i]!
        if (ends.first[n]! < ends.first[n + 1]!) this.#offer(n, labels.keys[n]!, limit, endLabels)
      }
      this.#spread(ends, endLabels, limit)
    }

    this.#atDoors(this.#doorsteps, labels, limit)
    if (this.#endDoorsteps) this.#atDoors(this.#endDoorsteps, endLabels, limit)
    this.#onOwnEdges(origins, p, limit)
    wipe(labels)
    wipe(endLabels)

    const met = this.#met.subarray(0, this.#metCount).sort()
    for (const t of met) {
      const key = this.#best[t]!
      this.#best[t] = Infinity
      meet(t, Math.floor(key / KEY), key % KEY)
    }
    this.#metCount = 0
  }

  #seed(origins: Snaps, p: number, limit: number, here: (edge: number) => boolean, labels: Labels): void {
    const { graph, edgeDs } = this.#search
    const sides = this.#search.sidesOf(origins)
    for (let s = origins.first[p]!; s < origins.first[p + 1]!; s++) {
      const e = origins.edge[s]!
      if (edgeDs[e] === CLOSED || !here(e)) continue
      this.#offer(graph.from[e]!, sides.toFrom[s]!, limit, labels)
      this.#offer(graph.to[e]!, sides.toTo[s]!, limit, labels)
    }
  }

  #offer(node: number, key: number, limit: number, labels: Labels): void {
    const old = labels.keys[node]!
    if (key >= limit || key >= old) return
    if (old === Infinity) labels.touched[labels.count++] = node
    labels.keys[node] = key
    this.#search.queue.push(node, bucketOf(key))
  }

  #spread({ first, to, key }: Arcs, labels: Labels, limit: number): void {
    const { keys, touched } = labels
    const queue = this.#search.queue
    for (let node = queue.pop(); node >= 0; node = queue.pop()) {
      const here = keys[node]!
      const end = first[node + 1]!
      for (let a = first[node]!; a < end; a++) {
        const there = here + key[a]!
        const other = to[a]!
        const old = keys[other]!
        if (there >= limit || there >= old) continue
        if (old === Infinity) touched[labels.count++] = other
        keys[other] = there
        queue.push(other, bucketOf(there))
      }
    }
  }

  #atDoors({ first, target, key }: Doorsteps, labels: Labels, limit: number): void {
    for (let i = 0; i < labels.count; i++) {
      const n = labels.touched[i]!
      const here = labels.keys[n]!
      const end = first[n + 1]!
      for (let d = first[n]!; d < end; d++) this.#take(target[d]!, here + key[d]!, limit)
    }
  }

  /** Targets on an edge of the origin's own need not pass its ends. */
  #onOwnEdges(origins: Snaps, p: number, limit: number): void {
    const search = this.#search
    const [theirs, own] = [search.sidesOf(this.#targets), search.sidesOf(origins)]
    for (let o = origins.first[p]!; o < origins.first[p + 1]!; o++) {
      const e = origins.edge[o]!
      if (search.edgeDs[e] === CLOSED) continue
      for (let s = this.#onEdge[e]!; s >= 0; s = this.#next[s]!)
        this.#take(this.#owner[s]!, direct(own, o, theirs, s), limit)
    }
  }

  #take(target: number, key: number, limit: number): void {
    const old = this.#best[target]!
    if (key >= limit || key >= old) return
    if (old === Infinity) this.#met[this.#metCount++] = target
    this.#best[target] = key
  }
}

function wipe(labels: Labels): void {
  for (let i = 0; i < labels.count; i++) labels.keys[labels.touched[i]!] = Infinity
  labels.count = 0
}

/** Two entries a snap, one at each end of its edge. */
function doorstepsOf(search: Search, targets: Snaps, owner: Int32Array, here: (edge: number) => boolean): Doorsteps {
  const { graph, edgeDs } = search
  const sides = search.sidesOf(targets)
  const first = new Int32Array(graph.nodes + 1)
  const each = (visit: (node: number, snap: number, key: number) => void) => {
    for (let s = 0; s < targets.edge.length; s++) {
      const e = targets.edge[s]!
      if (edgeDs[e] === CLOSED || !here(e)) continue
      visit(graph.from[e]!, s, sides.toFrom[s]!)
      visit(graph.to[e]!, s, sides.toTo[s]!)
    }
  }
  each((n) => {
    first[n + 1]!++
  })
  for (let n = 0; n < graph.nodes; n++) first[n + 1]! += first[n]!
  const next = first.slice()
  const target = new Int32Array(first[graph.nodes]!)
  const key = new Float64Array(target.length)
  each((n, s, itsKey) => {
    const at = next[n]!++
    target[at] = owner[s]!
    key[at] = itsKey
  })
  return { first, target, key }
}
