// Candidates on the streets: nodes of the walking network where something could stand, thinned evenly to a wanted number.
import { Engine } from '../access/engine.ts'
import { problemOf } from '../access/problem.ts'
import type { Search } from '../access/search.ts'
import { limitDs } from '../circle/coverage.ts'
import type { Measured } from '../circle/measured.ts'
import { planeAt } from '../geo/meters.ts'
import { AreaIndex } from '../geo/polygon-index.ts'
import { DEGREES, EDGE_KINDS } from '../network/graph.ts'
import type { Snaps } from '../network/snap.ts'
import { someSnaps } from '../network/some-snaps.ts'
import type { Candidate } from './candidate.ts'

/** No two are nearer than this, metres: what is asked for may be fewer. Our own line, the width of a block's front. */
const LEAST_SPACING_METERS = 30

/**
 * At most `wanted` nodes, by this rule:
 *
 *   allowed   on the town's public ground (no private way, no court behind a gate, no island), and touched by walkable streets,
 *             footways or squares alone: not at steps, lifts or gates. Expressways are not walked on, so they have no nodes
 *   near      within the limit on foot of a cell of `cells`: elsewhere nobody would gain
 *   thinned   no two nearer than a spacing, the least with which no more than `wanted` are left; junctions go before bends, and
 *             among these the order of the network, which runs along a Hilbert curve
 *
 * The same city and cells give the same nodes. `cells` are those who lack something, as indices.
 */
export function streetCandidates(
  measured: Measured,
  search: Search,
  cells: ArrayLike<number>,
  wanted: number,
): readonly Candidate[] {
  const { graph } = measured
  const middle = graph.nodes >> 1
  const plane = planeAt(graph.lng[middle]! * DEGREES, graph.lat[middle]! * DEGREES)
  const x = (node: number) => plane.x(graph.lng[node]! * DEGREES)
  const y = (node: number) => plane.y(graph.lat[node]! * DEGREES)

  const nodes = withinWalk(measured, search, allowedNodes(search), cells)

  const thinned = (spacing: number): number[] => {
    const taken = new Grid(spacing)
    return nodes.filter((n) => {
      if (taken.hasWithin(x(n), y(n), spacing)) return false
      taken.add(x(n), y(n))
      return true
    })
  }
  let kept = thinned(LEAST_SPACING_METERS)
  if (kept.length > wanted) {
    let [low, high] = [LEAST_SPACING_METERS, LEAST_SPACING_METERS * 2]
    for (kept = thinned(high); kept.length > wanted; kept = thinned(high)) [low, high] = [high, high * 2]
    for (let step = 0; step < 12; step++) {
      const spacing = (low + high) / 2
      const some = thinned(spacing)
      if (some.length > wanted) low = spacing
      else [high, kept] = [spacing, some]
    }
  }
  kept.sort((a, b) => a - b)
  return named(measured, kept)
}

/** The nodes from which a cell of `cells` is within the limit. */
function withinWalk(
  { cellSnaps, convention }: Measured,
  search: Search,
  nodes: readonly number[],
  cells: ArrayLike<number>,
): readonly number[] {
  if (nodes.length === 0 || cells.length === 0) return []
  const { graph, ground } = search
  const n = nodes.length
  const edge = Int32Array.from(nodes, (node) => {
    for (let a = graph.first[node]!; ; a += 2) if (ground.isPublic[graph.arcs[a + 1]!]) return graph.arcs[a + 1]!
  })
  const doors: Snaps = {
    points: n,
    first: Int32Array.from({ length: n + 1 }, (_, i) => i),
    edge,
    offsetMm: Int32Array.from(nodes, (node, i) => (graph.from[edge[i]!] === node ? 0 : graph.lengthMm[edge[i]!]!)),
    legMm: new Int32Array(n),
    lng: new Float64Array(n),
    lat: new Float64Array(n),
    overWall: new Uint8Array(n),
  }
  const all = Int32Array.from({ length: cells.length }, (_, i) => i)
  const { ds } = new Engine(problemOf(search, doors, someSnaps(cellSnaps, cells), [all])).nearest(0)
  const limit = limitDs(convention)
  return nodes.filter((_, i) => ds[i]! >= 0 && ds[i]! <= limit)
}

/** Nodes where something could stand: junctions first, each in the order of the network. */
function allowedNodes({ graph, ground, edgeDs }: Search): number[] {
  const stands = EDGE_KINDS.map((kind) => kind === 'street' || kind === 'footway' || kind === 'plaza')
  const [junctions, bends]: [number[], number[]] = [[], []]
  for (let n = 0; n < graph.nodes; n++) {
    if (!ground.isMain[n]) continue
    let ways = 0
    let good = true
    for (let a = graph.first[n]!; a < graph.first[n + 1]!; a += 2) {
      const e = graph.arcs[a + 1]!
      if (edgeDs[e]! < 0) continue
      if (!stands[graph.kind[e]!] || !ground.isPublic[e] || ground.isEnd[e]) good = false
      ways++
    }
    if (good && ways > 0) (ways === 2 ? bends : junctions).push(n)
  }
  return [...junctions, ...bends]
}

/** Named by the smallest area that holds them, numbered in it. */
function named({ graph, areas }: Measured, nodes: readonly number[]): readonly Candidate[] {
  const index = new AreaIndex(areas.map((a) => a.polygon))
  const counted = new Map<number, number>()
  return nodes.map((n) => {
    const at = [graph.lng[n]! * DEGREES, graph.lat[n]! * DEGREES] as const
    const area = index.allOf(...at)[0] ?? -1
    const number = (counted.get(area) ?? 0) + 1
    counted.set(area, number)
    return {
      id: `street:${n}`,
      name: `${area < 0 ? '' : `${areas[area]!.name} `}#${number}`,
      at,
      kind: 'street',
      areaM2: null,
      cost: null,
      capacity: null,
      hours: null,
      categories: null,
    }
  })
}

/** Points on a plane, found by square. */
class Grid {
  readonly #side: number
  readonly #squares = new Map<number, number[]>()

  constructor(side: number) {
    this.#side = side
  }

  add(x: number, y: number): void {
    const key = this.#key(Math.floor(x / this.#side), Math.floor(y / this.#side))
    const square = this.#squares.get(key)
    if (square) square.push(x, y)
    else this.#squares.set(key, [x, y])
  }

  /** Whether a point lies nearer than `meters`, which are no more than a side. */
  hasWithin(x: number, y: number, meters: number): boolean {
    const [column, row] = [Math.floor(x / this.#side), Math.floor(y / this.#side)]
    for (let i = column - 1; i <= column + 1; i++)
      for (let j = row - 1; j <= row + 1; j++) {
        const square = this.#squares.get(this.#key(i, j))
        if (!square) continue
        for (let k = 0; k < square.length; k += 2)
          if (Math.hypot(square[k]! - x, square[k + 1]! - y) < meters) return true
      }
    return false
  }

  #key = (column: number, row: number): number => column * 1e6 + row
}
