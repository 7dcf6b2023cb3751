// From a draft to the graph. How many nodes and edges there are is known, so everything is written once and where it stays:
// nodes by their place on the curve, an edge beside its first node. What is needed on the way lies where the arcs will be:
//
//   arcs  ┌ pairs of the sort ─── then number of node · next edge of node ┐┌ sorted pairs ┐
import type { Streets } from '../source/rows.ts'
import { waySetsOf } from '../source/way-sets.ts'
import { fillArcs } from './arcs.ts'
import { shareOut, WHOLE } from './crossings.ts'
import {
  CUT_WAY,
  type Draft,
  FROM,
  kindIn,
  LAID,
  LENGTH,
  OWN,
  PAVED,
  SHARED_WAY,
  TO,
  WALKED,
  whoIn,
  ZEBRA_ON_ROAD,
} from './draft.ts'
import { EDGE_KINDS, WalkGraph } from './graph.ts'
import { hilbertSorted } from './hilbert.ts'
import { cosine, mmBetween } from './short.ts'
import { isCrossing } from './tags.ts'

const STREET = EDGE_KINDS.indexOf('street')

/** The network of a draft and its ways `walkable`, which have so many pieces: nodes in Hilbert order, no node without an edge. */
export function layGraph(streets: Streets, walkable: Int32Array, pieces: number, draft: Draft): WalkGraph {
  const nodes = usedNodes(draft)
  const graph = new WalkGraph({ nodes, edges: pieces + draft.owned, walls: countWalls(streets) })
  const { pairs, other, number, next } = workspace(graph, draft.nodes)
  const added = draft.addedPlaces()
  const sorted = hilbertSorted([draft.xy, added], draft.marks, WALKED | LAID, nodes, pairs, other)
  const { drawn, xy } = draft
  for (let k = 0; k < nodes; k++) {
    const n = sorted[2 * k + 1]!
    number[n] = k
    graph.lng[k] = n < drawn ? xy[2 * n]! : added[2 * (n - drawn)]!
    graph.lat[k] = n < drawn ? xy[2 * n + 1]! : added[2 * (n - drawn) + 1]!
  }
  countEdges(streets, walkable, draft, number, next.fill(0))
  new Layer(streets, draft, graph, number, next).layAll(walkable)
  fillArcs(graph)
  fillWalls(graph, streets, xy)
  return graph
}

/** Memory for two lists of pairs, and, in place of the first of them, for what is known of every node. */
function workspace({ nodes, arcs }: WalkGraph, all: number) {
  const half = Math.max(2 * nodes, all + nodes + 1)
  const memory = half + 2 * nodes <= arcs.length ? arcs : new Int32Array(half + 2 * nodes)
  return {
    pairs: memory.subarray(0, 2 * nodes),
    other: memory.subarray(half, half + 2 * nodes),
    number: memory.subarray(0, all),
    next: memory.subarray(all, all + nodes + 1),
  }
}

function usedNodes({ nodes, marks }: Draft): number {
  let count = 0
  for (let n = 0; n < nodes; n++) if (marks[n]! & (WALKED | LAID)) count++
  return count
}

/** Where the edges of each node begin, in `next`: edges go by the smaller of their nodes. */
function countEdges(
  { wayFirst, wayRefs }: Streets,
  walkable: Int32Array,
  { ways, own, cutEnds }: Draft,
  number: Int32Array,
  next: Int32Array,
): void {
  for (let w = 0; w < walkable.length; w++) {
    const way = walkable[w]!
    if (ways[way]! & CUT_WAY) continue
    const end = wayFirst[way + 1]!
    let a = number[wayRefs[wayFirst[way]!]!]!
    for (let i = wayFirst[way]! + 1; i < end; i++) {
      const b = number[wayRefs[i]!]!
      if (a === b) continue
      next[Math.min(a, b) + 1]!++
      a = b
    }
  }
  const count = (list: Int32Array, length: number, step: number) => {
    for (let i = 0; i < length; i += step) next[Math.min(number[list[i]!]!, number[list[i + 1]!]!) + 1]!++
  }
  count(cutEnds.data, cutEnds.length, 2)
  count(own.data, own.length, OWN)
  for (let n = 1; n < next.length; n++) next[n]! += next[n - 1]!
}

/** Lays the edges, each once, in the order of the draft: what comes first is first among the edges of its node. */
class Layer {
  readonly #streets: Streets
  readonly #draft: Draft
  readonly #graph: WalkGraph
  readonly #number: Int32Array
  readonly #next: Int32Array
  readonly #crosses: Uint8Array
  /** How many ends of pieces of cut ways, and how many gates, have been laid. */
  #cut = 0
  #gates = 0

  constructor(streets: Streets, draft: Draft, graph: WalkGraph, number: Int32Array, next: Int32Array) {
    this.#streets = streets
    this.#draft = draft
    this.#graph = graph
    this.#number = number
    this.#next = next
    this.#crosses = Uint8Array.from(waySetsOf(streets).tags, (set) => (isCrossing(set) ? 1 : 0))
  }

  layAll(walkable: Int32Array): void {
    const { ways, xy, exact } = this.#draft
    const { wayFirst, wayRefs, wayId } = this.#streets
    const { from, to, lengthMm, way: wayOf, kind, who } = this.#graph
    const number = this.#number
    const next = this.#next
    for (let w = 0; w < walkable.length; w++) {
      const way = walkable[w]!
      const is = ways[way]!
      if (!exact || is & (CUT_WAY | SHARED_WAY)) {
        this.#layWithCare(way)
        continue
      }
      const end = wayFirst[way + 1]!
      const id = wayId[way]!
      const itsKind = kindIn(is)
      const itsWho = whoIn(is)
      let a = wayRefs[wayFirst[way]!]!
      let numberA = number[a]!
      let x = xy[2 * a]!
      let y = xy[2 * a + 1]!
      let cosineA = cosine(y)
      for (let i = wayFirst[way]! + 1; i < end; i++) {
        const b = wayRefs[i]!
        if (a === b) continue
        const numberB = number[b]!
        const xB = xy[2 * b]!
        const yB = xy[2 * b + 1]!
        const cosineB = cosine(yB)
        const mm = mmBetween(xB - x, yB - y, cosineA, cosineB)
        const smaller = Math.min(numberA, numberB)
        const e = next[smaller]!
        next[smaller] = e + 1
        from[e] = numberA
        to[e] = numberB
        lengthMm[e] = mm < 0 ? this.#draft.mm(a, b) : mm
        wayOf[e] = id
        kind[e] = itsKind
        who[e] = itsWho
        a = b
        numberA = numberB
        x = xB
        y = yB
        cosineA = cosineB
      }
    }
    const { gates, owned } = this.#draft
    for (let k = gates; k < owned; k++) this.#layOwn(k)
  }

  /** Lays a way that is cut, or whose length or crossings are shared out among its pieces. */
  #layWithCare(way: number): void {
    const { ways, marks, cutEnds } = this.#draft
    const { of } = waySetsOf(this.#streets)
    const { ends, lengths } = this.#measured(way)
    const is = ways[way]!
    const shares: number[] = []
    if (this.#crosses[of[way]!]) shareOut(lengths, shares)
    for (let p = 0; p < lengths.length; p++) {
      let a = ends[2 * p]!
      let b = ends[2 * p + 1]!
      if (is & CUT_WAY) {
        // the edge of each gate comes before the first piece on its far side
        if (cutEnds.data[this.#cut] !== a) this.#layOwn(this.#gates++)
        if (cutEnds.data[this.#cut + 1] !== b) this.#layOwn(this.#gates++)
        a = cutEnds.data[this.#cut++]!
        b = cutEnds.data[this.#cut++]!
      }
      const e = this.#lay(a, b, lengths[p]!, is, this.#streets.wayId[way]!)
      if (shares.length > 0) this.#graph.crossings[e] = shares[p]!
      else if (kindIn(is) !== STREET) {
        const met = Number((marks[a]! & ZEBRA_ON_ROAD) !== 0) + Number((marks[b]! & ZEBRA_ON_ROAD) !== 0)
        if (met > 0) this.#graph.crossings[e] = (met * WHOLE) / 2
      }
    }
  }

  /** The pieces of a way: their ends as drawn, and millimetres; where a length is stated for the way, they add up to that. */
  #measured(way: number): { ends: number[]; lengths: number[] } {
    const { wayFirst, wayRefs, wayLengthMm } = this.#streets
    const ends: number[] = []
    const lengths: number[] = []
    let measured = 0
    for (let i = wayFirst[way]!; i + 1 < wayFirst[way + 1]!; i++) {
      const [a, b] = [wayRefs[i]!, wayRefs[i + 1]!]
      if (a === b) continue
      const mm = wayLengthMm ? this.#draft.mm(a, b) : this.#draft.pieceMm(a, b)
      ends.push(a, b)
      lengths.push(mm)
      measured += mm
    }
    if (!wayLengthMm) return { ends, lengths }
    // round the sum, not the pieces: the pieces add up to what was stated
    let [gone, laid] = [0, 0]
    for (let p = 0; p < lengths.length; p++) {
      gone += measured > 0 ? lengths[p]! : 1
      const upTo = Math.round((wayLengthMm[way]! * gone) / (measured > 0 ? measured : lengths.length))
      lengths[p] = upTo - laid
      laid = upTo
    }
    return { ends, lengths }
  }

  /** Lays edge `k` of our own. */
  #layOwn(k: number): void {
    const { own, ownWay } = this.#draft
    const at = OWN * k
    this.#lay(own.data[at + FROM]!, own.data[at + TO]!, own.data[at + LENGTH]!, own.data[at + PAVED]!, ownWay.data[k]!)
  }

  /** Lays one edge; its number. */
  #lay(a: number, b: number, mm: number, is: number, way: number): number {
    const graph = this.#graph
    const numberA = this.#number[a]!
    const numberB = this.#number[b]!
    const e = this.#next[Math.min(numberA, numberB)]!++
    graph.from[e] = numberA
    graph.to[e] = numberB
    graph.lengthMm[e] = mm
    graph.way[e] = way
    graph.kind[e] = kindIn(is)
    graph.who[e] = whoIn(is)
    return e
  }
}

function countWalls({ wallFirst }: Streets): number {
  let walls = 0
  for (let w = 0; w + 1 < wallFirst.length; w++) walls += Math.max(0, wallFirst[w + 1]! - wallFirst[w]! - 1)
  return walls
}

function fillWalls({ wallCoords }: WalkGraph, { wallFirst, wallRefs }: Streets, xy: Int32Array): void {
  let at = 0
  for (let w = 0; w + 1 < wallFirst.length; w++) {
    for (let i = wallFirst[w]!; i + 1 < wallFirst[w + 1]!; i++) {
      const [a, b] = [2 * wallRefs[i]!, 2 * wallRefs[i + 1]!]
      wallCoords[at++] = xy[a]!
      wallCoords[at++] = xy[a + 1]!
      wallCoords[at++] = xy[b]!
      wallCoords[at++] = xy[b + 1]!
    }
  }
}
