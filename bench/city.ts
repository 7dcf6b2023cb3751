// What the benchmarks run on: a walking network, everybody at its nodes, outlets at some of them.
import type { Random } from '@yike/core/base/random.ts'
import type { WalkGraph } from '@yike/core/network/graph.ts'
import type { Snaps } from '@yike/core/network/snap.ts'

/** How many kinds of outlets every city here has. */
export const CATEGORIES = 40
/** The limit of every count: a quarter of an hour, in tenths of a second. */
export const LIMIT_DS = 9000
/** The pace of every search, km/h: 1,200 m within the limit. */
export const KMH = 4.8
/** Outlets per node, those of engine.md's s200k: 12,275 on 194,380 nodes. */
export const OUTLETS_PER_NODE = 12_275 / 194_380

/** A network with its outlets. Points are all its nodes, each snapped to an end of one of its edges, without a leg. */
export interface City {
  readonly name: string
  readonly graph: WalkGraph
  /** One a node, in the order of nodes. */
  readonly points: Snaps
  /** Node of each outlet, and its category, 0 to CATEGORIES − 1. */
  readonly outletNode: Int32Array
  readonly outletCategory: Int32Array
  readonly outlets: Snaps
  /** Outlets of each category, ascending. */
  readonly which: readonly Int32Array[]
}

/** A city of a network and the nodes and categories of its outlets. */
export function cityOf(name: string, graph: WalkGraph, outletNode: Int32Array, outletCategory: Int32Array): City {
  const lists = Array.from({ length: CATEGORIES }, (): number[] => [])
  outletCategory.forEach((c, o) => {
    lists[c]!.push(o)
  })
  return {
    name,
    graph,
    points: snapsAt(
      graph,
      Int32Array.from({ length: graph.nodes }, (_, n) => n),
    ),
    outletNode,
    outletCategory,
    outlets: snapsAt(graph, outletNode),
    which: lists.map((list) => Int32Array.from(list)),
  }
}

/** Snaps of points that stand at nodes: at the end of the node's first edge, with no leg. */
export function snapsAt(graph: WalkGraph, nodes: Int32Array): Snaps {
  const n = nodes.length
  const snaps = {
    points: n,
    first: Int32Array.from({ length: n + 1 }, (_, p) => p),
    edge: new Int32Array(n),
    offsetMm: new Int32Array(n),
    legMm: new Int32Array(n),
    lng: new Float64Array(n),
    lat: new Float64Array(n),
    overWall: new Uint8Array(n),
  }
  for (let p = 0; p < n; p++) {
    const node = nodes[p]!
    const e = graph.arcs[graph.first[node]! + 1]!
    snaps.edge[p] = e
    snaps.offsetMm[p] = graph.from[e] === node ? 0 : graph.lengthMm[e]!
    snaps.lng[p] = graph.lng[node]! / 1e7
    snaps.lat[p] = graph.lat[node]! / 1e7
  }
  return snaps
}

/** Nodes to a centre, the share of outlets that keep to one, and how far they lie from it along the Hilbert curve, nodes. */
const NODES_PER_CENTRE = 4000
const IN_CENTRES = 0.6
const SPREAD_NODES = 120

/**
 * Outlets on a network whose nodes are in Hilbert order, so that those near in number are near on the ground: six in ten
 * round centres, the others anywhere. Category c has a share in proportion to 1 / (c + 3): many shops, few hospitals.
 */
export function scatterOutlets(
  graph: WalkGraph,
  chance: Random,
): { readonly node: Int32Array; readonly category: Int32Array } {
  const { nodes } = graph
  const count = Math.round(nodes * OUTLETS_PER_NODE)
  const centres = Int32Array.from({ length: Math.max(1, Math.round(nodes / NODES_PER_CENTRE)) }, () =>
    chance.int(0, nodes),
  )
  const upTo: number[] = []
  let sum = 0
  for (let c = 0; c < CATEGORIES; c++) {
    sum += 1 / (c + 3)
    upTo.push(sum)
  }
  const node = new Int32Array(count)
  const category = new Int32Array(count)
  for (let o = 0; o < count; o++) {
    if (chance.next() < IN_CENTRES) {
      const at = centres[chance.int(0, centres.length)]! + Math.round(chance.normal(0, SPREAD_NODES))
      node[o] = Math.min(nodes - 1, Math.max(0, at))
    } else node[o] = chance.int(0, nodes)
    const drawn = chance.next() * sum
    category[o] = upTo.findIndex((most) => drawn < most)
  }
  return { node, category }
}
