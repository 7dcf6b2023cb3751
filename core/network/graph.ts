// The walking network as flat arrays in one buffer, so that it can be saved, sent to a worker or shared as it is.
//
//   ┌ header, 64 bytes ─────────────────────────────────────────────┐
//   │ magic 'YIKE' · version · nodes N · edges M · walls W ·        │   six 32-bit numbers; the checksum is XXH32 of what is
//   │ checksum, 0 as long as it is not sealed · unused              │   before it and of all that follows the header
//   ├ lng[N] lat[N] ── first[N+1] ── arcs[4M] ──────────────────────┤   a node's arcs are arcs[first[n]] .. arcs[first[n+1]],
//   │ from[M] to[M] lengthMm[M] crossings[M] ── way[M] ── walls[4W] │   in pairs (other node, edge); first is pre-multiplied by 2
//   │ kind[M] who[M]                                                │
//   └───────────────────────────────────────────────────────────────┘
//
// An edge is a straight piece between two drawn points and may be walked both ways. All arrays are 32-bit but `way`
// (OSM ids need 53 bits) and the two byte columns at the end. Coordinates are degrees × 10⁷, as OSM keeps them.

import { xxh32 } from './checksum.ts'

const MAGIC = 0x454b4959 // 'YIKE', little-endian
const VERSION = 2
const HEADER = 64
/** Place of the checksum among the numbers of the header. */
const CHECKSUM = 5

/** What one walks on. The order is part of the format. */
export const EDGE_KINDS = ['street', 'footway', 'steps', 'plaza', 'lift', 'gate'] as const
/** One of them; the graph keeps its place in the list. */
export type EdgeKind = (typeof EDGE_KINDS)[number]

/** Who may pass: everyone; residents and those who visit them (behind a private gate or on a private way); nobody. */
export const EVERYONE = 0
export const RESIDENTS = 1
export const NOBODY = 2

/** Degrees per unit of `lng` and `lat`. */
export const DEGREES = 1e-7

/** How many of each a graph has. */
export interface GraphSize {
  readonly nodes: number
  readonly edges: number
  readonly walls: number
}

/** The walking network. Made by `build.ts`; `WalkGraph.from` takes a saved one back. */
export class WalkGraph implements GraphSize {
  readonly data: ArrayBufferLike
  readonly nodes: number
  readonly edges: number
  /** Wall segments: what a snap leg may not step across. */
  readonly walls: number
  /** Per node, degrees × 10⁷. */
  readonly lng: Int32Array
  readonly lat: Int32Array
  /** Where a node's arcs begin in `arcs`; N + 1 entries. */
  readonly first: Int32Array
  /** (other node, edge) pairs. */
  readonly arcs: Int32Array
  /** Per edge: its ends, length in mm, and crossings on it in thousandths (a crossing drawn as two edges gives each 500). */
  readonly from: Int32Array
  readonly to: Int32Array
  readonly lengthMm: Int32Array
  readonly crossings: Int32Array
  /** Id of the way an edge was drawn from, for evidence; 0 where it was drawn by us (across a plaza, through a gate or a lift). */
  readonly way: Float64Array
  /** x1, y1, x2, y2 of each wall segment, degrees × 10⁷. */
  readonly wallCoords: Int32Array
  /** Index into EDGE_KINDS. */
  readonly kind: Uint8Array
  /** EVERYONE, RESIDENTS or NOBODY. */
  readonly who: Uint8Array

  /**
   * A graph from a buffer that comes from outside: a file, a download. Throws a sentence on anything that is no walking network
   * of this version, and on one that was sealed and is damaged.
   */
  static from(data: ArrayBufferLike): WalkGraph {
    const graph = WalkGraph.over(data)
    const stated = new Int32Array(data, 0, 16)[CHECKSUM]!
    if (stated !== 0 && stated !== checksumOf(data))
      throw new Error('This walking network is damaged: its checksum is not that of its bytes.')
    return graph
  }

  /**
   * A graph over a buffer that was handed on as it is, between threads or as a copy: looked at in its header, not gone over.
   * Throws as `from` does.
   */
  static over(data: ArrayBufferLike): WalkGraph {
    if (data.byteLength < HEADER)
      throw new Error(`A walking network has at least ${HEADER} bytes; got ${data.byteLength}.`)
    const head = new Int32Array(data, 0, 16)
    if (head[0] !== MAGIC) throw new Error('This is not a walking network.')
    if (head[1] !== VERSION)
      throw new Error(`This walking network is version ${head[1]}; version ${VERSION} is needed.`)
    const size = { nodes: head[2]!, edges: head[3]!, walls: head[4]! }
    const expected = bytesFor(size)
    if (data.byteLength !== expected)
      throw new Error(`A walking network of ${size.nodes} nodes has ${expected} bytes; got ${data.byteLength}.`)
    return new WalkGraph(size, data)
  }

  constructor(size: GraphSize, data: ArrayBufferLike = new ArrayBuffer(bytesFor(size))) {
    const { nodes, edges, walls } = size
    this.data = data
    this.nodes = nodes
    this.edges = edges
    this.walls = walls
    let at = HEADER
    const ints = (n: number) => {
      const array = new Int32Array(data, at, n)
      at += 4 * n
      return array
    }
    this.lng = ints(nodes)
    this.lat = ints(nodes)
    this.first = ints(nodes + 1)
    this.arcs = ints(4 * edges)
    this.from = ints(edges)
    this.to = ints(edges)
    this.lengthMm = ints(edges)
    this.crossings = ints(edges)
    this.wallCoords = ints(4 * walls)
    at = (at + 7) & ~7
    this.way = new Float64Array(data, at, edges)
    at += 8 * edges
    this.kind = new Uint8Array(data, at, edges)
    this.who = new Uint8Array(data, at + edges, edges)
    new Int32Array(data, 0, 16).set([MAGIC, VERSION, nodes, edges, walls])
  }

  /** Writes the checksum and hands the buffer back, to be saved or sent away. */
  seal(): ArrayBufferLike {
    new Int32Array(this.data, 0, 16)[CHECKSUM] = checksumOf(this.data)
    return this.data
  }

  /** Takes the checksum off again: the graph is in memory and may be changed. */
  unseal(): this {
    new Int32Array(this.data, 0, 16)[CHECKSUM] = 0
    return this
  }
}

/** Never 0, which is no checksum. */
const checksumOf = (data: ArrayBufferLike): number =>
  xxh32(data, HEADER, data.byteLength, xxh32(data, 0, 4 * CHECKSUM)) || 1

function bytesFor({ nodes, edges, walls }: GraphSize): number {
  const ints = HEADER + 4 * (2 * nodes + nodes + 1 + 4 * edges + 4 * edges + 4 * walls)
  return ((ints + 7) & ~7) + 8 * edges + 2 * edges
}
