// Whether the ground of a circle hangs together on foot within itself. What cannot be crossed (a railway, an expressway, a river)
// parts it, however the border was drawn; where the parts come nearest, a crossing is missing.
import { type Arcs, KEY } from '../access/ground.ts'
import { paceOf } from '../access/impedance.ts'
import { bucketOf, type Search } from '../access/search.ts'
import { type LngLat, metersBetween } from '../geo/meters.ts'
import { DEGREES } from '../network/graph.ts'
import type { Snaps } from '../network/snap.ts'

/** How the ground of one circle falls apart; no parts: it does not. */
export interface Pieces {
  /** The part with most residents is not among them. */
  readonly others: readonly {
    /** Residents who live on it. */
    readonly people: number
    /** Where it comes nearest to the main part, and how near, metres; the place lies halfway. */
    readonly gap: { readonly at: LngLat; readonly meters: number }
  }[]
}

/** A circle's people may walk along the street that is its border: this far outside counts as within, metres. Own proposal. */
const BORDER_METERS = 80
/** Parts with fewer residents than this are slips of the drawing. Own proposal. */
const LEAST_PEOPLE = 1

/** The pieces of every circle. `ofNode` and `ofCell`: circle of each; `people` of each cell. */
export function piecesOfCircles(
  search: Search,
  circles: number,
  ofNode: Int32Array,
  ofCell: Int32Array,
  people: Float64Array,
  cells: Snaps,
  joined: Uint8Array,
): readonly Pieces[] {
  const { graph, queue, ground } = search
  const nodesOf: number[][] = Array.from({ length: circles }, () => [])
  ofNode.forEach((c, n) => {
    if (c >= 0) nodesOf[c]!.push(n)
  })
  const cellsOf: number[][] = Array.from({ length: circles }, () => [])
  ofCell.forEach((c, i) => {
    if (c >= 0 && joined[i]) cellsOf[c]!.push(i)
  })
  const keys = new Float64Array(graph.nodes).fill(Infinity)
  const piece = new Int32Array(graph.nodes).fill(-1)
  const limit = ((BORDER_METERS * 1000) / paceOf(search.walker)) * KEY
  const all: readonly Arcs[] = ground.ends ? [ground.through, ground.ends] : [ground.through]
  return nodesOf.map((nodes, c) => {
    // the ground: the circle's own nodes and those a few steps outside
    const touched: number[] = []
    for (const n of nodes) {
      keys[n] = 0
      touched.push(n)
      queue.push(n, 0)
    }
    for (let n = queue.pop(); n >= 0; n = queue.pop())
      eachArc(ground.through, n, (other, key) => {
        const there = keys[n]! + key
        if (there > limit || there >= keys[other]!) return
        if (keys[other] === Infinity) touched.push(other)
        keys[other] = there
        queue.push(other, bucketOf(there))
      })
    let pieces = 0
    const flood = (start: number, arcs: readonly Arcs[]) => {
      const label = pieces++
      const stack = [start]
      piece[start] = label
      for (let n = stack.pop(); n !== undefined; n = stack.pop())
        for (const a of arcs)
          eachArc(a, n, (other) => {
            if (keys[other] === Infinity || piece[other]! >= 0) return
            piece[other] = label
            stack.push(other)
          })
    }
    for (const n of touched) if (piece[n]! < 0) flood(n, all)
    const sums = new Float64Array(pieces)
    for (const i of cellsOf[c]!) {
      let own = -1
      for (let s = cells.first[i]!; s < cells.first[i + 1]! && own < 0; s++) {
        const [a, b] = [piece[graph.from[cells.edge[s]!]!]!, piece[graph.to[cells.edge[s]!]!]!]
        own = a >= 0 ? a : b
      }
      if (own >= 0) sums[own]! += people[i]!
    }
    const main = sums.indexOf(Math.max(...sums))
    const own = new Map<number, number[]>()
    for (const n of nodes) {
      if (!own.has(piece[n]!)) own.set(piece[n]!, [])
      own.get(piece[n]!)!.push(n)
    }
    const others = Array.from(sums.keys())
      .filter((k) => k !== main && sums[k]! >= LEAST_PEOPLE)
      .sort((a, b) => sums[b]! - sums[a]! || a - b)
      .map((k) => ({
        people: sums[k]!,
        gap: nearest(search, own.get(main) ?? [], own.get(k) ?? touched.filter((n) => piece[n] === k)),
      }))
    for (const n of touched) {
      keys[n] = Infinity
      piece[n] = -1
    }
    return { others }
  })
}

function eachArc({ first, to, key }: Arcs, n: number, visit: (other: number, key: number) => void): void {
  for (let a = first[n]!; a < first[n + 1]!; a++) visit(to[a]!, key[a]!)
}

/** The two nodes of `a` and `b` that lie nearest: halfway, and how far. Those of `a` are gone through from west to east. */
function nearest({ graph }: Search, a: readonly number[], b: readonly number[]): { at: LngLat; meters: number } {
  const { lng, lat } = graph
  let [best, p, q] = [Infinity, b[0] ?? 0, b[0] ?? 0]
  const shrink = Math.cos((lat[p]! * DEGREES * Math.PI) / 180)
  const sorted = Int32Array.from(a).sort((x, y) => lng[x]! - lng[y]! || x - y)
  for (const k of b) {
    let [from, to] = [0, sorted.length]
    while (from < to) {
      const middle = (from + to) >> 1
      if (lng[sorted[middle]!]! < lng[k]!) from = middle + 1
      else to = middle
    }
    for (const step of [1, -1])
      for (let i = step > 0 ? from : from - 1; i >= 0 && i < sorted.length; i += step) {
        const n = sorted[i]!
        const east = (lng[n]! - lng[k]!) * shrink
        if (east * east >= best) break
        const d = east * east + (lat[n]! - lat[k]!) ** 2
        if (d < best) [best, p, q] = [d, n, k]
      }
  }
  const [x1, y1, x2, y2] = [lng[p]!, lat[p]!, lng[q]!, lat[q]!].map((v) => v * DEGREES)
  return { at: [(x1! + x2!) / 2, (y1! + y2!) / 2], meters: metersBetween(x1!, y1!, x2!, y2!) }
}
