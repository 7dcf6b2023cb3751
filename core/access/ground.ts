// Which edges a walker may use when: public ground all along, private ways only at the two ends of a walk.
//
//   home ── own way ── gate ══ street ══ street ══ gate ── their way ── outlet
//        └── ends: Q ──┘└── through: all that is public ──┘└── ends: Q ──┘
//
// A walk is Q* E* Q* : E are the edges open to everyone, Q those that may be used at the ends. Q holds the private edges, and
// the public ones of a *pocket*: ground inside a compound, cut off from the town by gates (nobody tags every lane behind a
// private gate as private, and its residents must get out). A private compound is thus never a short cut for strangers.
import { EDGE_KINDS, EVERYONE, type WalkGraph } from '../network/graph.ts'
import { type Pieces, piecesOf, TOWN_METERS } from '../network/islands.ts'
import type { Walker } from './convention.ts'
import { CLOSED } from './impedance.ts'

/** One unit of deciseconds in a key; below it are millimetres. Keys add up exactly: 2⁵³ is 116 hours and 2,100 km. */
export const KEY = 2 ** 31

/** Edges as seen from their nodes: node n has the arcs `first[n] .. first[n + 1])`, each in both directions. */
export interface Arcs {
  readonly first: Int32Array
  readonly to: Int32Array
  readonly edge: Int32Array
  readonly ds: Int32Array
  /** ds × KEY + mm: one number that compares as (deciseconds, millimetres) do. */
  readonly key: Float64Array
}

/** A graph sorted for one walker. */
export interface Ground {
  /** E: what may be walked at any point of a walk. Made when first asked for, as `ends` is. */
  readonly through: Arcs
  /** Q: what may be walked at its ends; null where nothing is private to anyone. */
  readonly ends: Arcs | null
  /** Whether there is any Q. */
  readonly hasEnds: boolean
  /** Per edge: 1 where it belongs to E, and where it belongs to Q. */
  readonly isPublic: Uint8Array
  readonly isEnd: Uint8Array
  /** Per node: 1 on the town's public ground: of the largest part of the network, and of every part that is no mere island. */
  readonly isMain: Uint8Array
}

/** Sorts the open edges of `graph` (those whose `edgeDs` is not CLOSED) for `walker`. */
export function groundOf(graph: WalkGraph, edgeDs: Int32Array, walker: Walker): Ground {
  const { nodes, edges, from, to, who, kind } = graph
  const GATE = EDGE_KINDS.indexOf('gate')
  const asked = walker.gates === 'own'
  const open = (e: number) => edgeDs[e] !== CLOSED

  const isPublic = new Uint8Array(edges)
  const isEnd = new Uint8Array(edges)
  let hasEnds = false
  for (let e = 0; e < edges; e++) {
    if (!open(e)) continue
    if (!asked || who[e] === EVERYONE) isPublic[e] = 1
    else {
      isEnd[e] = 1
      hasEnds = true
    }
  }

  // a part is all that hangs together; its town is the largest piece of its public ground that hangs together without gates;
  // the other pieces are pockets. Gates are left out, open or not, so that opening one makes nobody a stranger at home
  const part = piecesOf(graph, open)
  const piece = hasEnds ? piecesOf(graph, (e) => isPublic[e] === 1 && kind[e] !== GATE) : part
  const town = largestIn(part, piece)
  if (hasEnds) {
    for (let e = 0; e < edges; e++) {
      const n = from[e]!
      if (isPublic[e] && (kind[e] === GATE || piece.of[n] !== town[part.of[n]!])) isEnd[e] = 1
    }
  }
  let main = 0
  for (let n = 1; n < nodes; n++) if (part.mm[n]! > part.mm[main]!) main = n
  const isMain = new Uint8Array(nodes)
  for (let n = 0; n < nodes; n++) {
    const p = part.of[n]!
    if (piece.of[n] === town[p] && (p === main || part.mm[p]! >= TOWN_METERS * 1000)) isMain[n] = 1
  }

  const arcs = (keep: Uint8Array) => arcsOf(nodes, from, to, graph.lengthMm, edgeDs, keep)
  let [through, ends]: (Arcs | null)[] = [null, null]
  return {
    get through() {
      through ??= arcs(isPublic)
      return through
    },
    get ends() {
      if (hasEnds) ends ??= arcs(isEnd)
      return ends ?? null
    },
    hasEnds,
    isPublic,
    isEnd,
    isMain,
  }
}

/** Per part: the piece in it with most metres; of several the one that goes by the smallest node. */
function largestIn(part: Pieces, piece: Pieces): Int32Array {
  const largest = new Int32Array(part.of.length).fill(-1)
  piece.of.forEach((p, n) => {
    if (p !== n) return // each piece once, by its smallest node
    const best = largest[part.of[n]!]!
    if (best < 0 || piece.mm[n]! > piece.mm[best]!) largest[part.of[n]!] = n
  })
  return largest
}

function arcsOf(
  nodes: number,
  from: Int32Array,
  to: Int32Array,
  lengthMm: Int32Array,
  edgeDs: Int32Array,
  keep: Uint8Array,
): Arcs {
  const first = new Int32Array(nodes + 1)
  const edges = from.length
  for (let e = 0; e < edges; e++) {
    if (!keep[e]) continue
    first[from[e]!]!++
    first[to[e]!]!++
  }
  let total = 0
  for (let n = 0; n <= nodes; n++) {
    const degree = first[n]!
    first[n] = total
    total += degree
  }
  const next = first.slice()
  const arcs = {
    first,
    to: new Int32Array(total),
    edge: new Int32Array(total),
    ds: new Int32Array(total),
    key: new Float64Array(total),
  }
  const put = (n: number, other: number, e: number) => {
    const at = next[n]!++
    arcs.to[at] = other
    arcs.edge[at] = e
    arcs.ds[at] = edgeDs[e]!
    arcs.key[at] = edgeDs[e]! * KEY + lengthMm[e]!
  }
  for (let e = 0; e < edges; e++) {
    if (!keep[e]) continue
    put(from[e]!, to[e]!, e)
    put(to[e]!, from[e]!, e)
  }
  return arcs
}
