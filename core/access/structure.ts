// The drawn graph as a walk in three phases sees it: private ground at its beginning, public ground, private ground at its end.
// A state is a node in a phase; the labels of a surface (surface.ts) stand at states, and an edit is a few edges that differ.
//
//   state = 3 × node + phase        BEGIN ─► TOWN ─► END        from one phase to the next at the same node, at no cost
import type { WalkGraph } from '../network/graph.ts'
import type { Snaps } from '../network/snap.ts'
import { KEY } from './ground.ts'
import { CLOSED, legDs, partDs } from './impedance.ts'
import type { Search } from './search.ts'

export const BEGIN = 0
export const TOWN = 1
export const END = 2

/** Edges with what they cost (keys, see ground.ts; Infinity: closed) and the phases in which they may be walked. */
export interface Structure {
  readonly search: Search
  readonly graph: WalkGraph
  readonly key: Float64Array
  readonly isPublic: Uint8Array
  readonly isEnd: Uint8Array
  /** Per node: 1 where an edge of the ends meets it. */
  readonly atEnd: Uint8Array
}

export function structureOf(search: Search): Structure {
  const { graph, edgeDs, ground } = search
  const { isPublic, isEnd } = ground
  const key = new Float64Array(graph.edges)
  const atEnd = new Uint8Array(graph.nodes)
  for (let e = 0; e < graph.edges; e++) {
    key[e] = edgeDs[e] === CLOSED ? Infinity : edgeDs[e]! * KEY + graph.lengthMm[e]!
    if (isEnd[e]) atEnd[graph.from[e]!] = atEnd[graph.to[e]!] = 1
  }
  return { search, graph, key, isPublic, isEnd, atEnd }
}

/** Whether edge `e` may be walked in `phase`. */
export const isOpen = ({ isPublic, isEnd }: Structure, e: number, phase: number): boolean =>
  (phase === TOWN ? isPublic[e] : isEnd[e]) === 1

/** Edges that cost, join or allow something else in `b` than in `a`, ascending; those that only `b` has included. */
export function differing(a: Structure, b: Structure): Int32Array {
  const found: number[] = []
  for (let e = 0; e < b.graph.edges; e++) {
    const same =
      e < a.graph.edges &&
      a.key[e] === b.key[e] &&
      a.isPublic[e] === b.isPublic[e] &&
      a.isEnd[e] === b.isEnd[e] &&
      a.graph.from[e] === b.graph.from[e] &&
      a.graph.to[e] === b.graph.to[e]
    if (!same) found.push(e)
  }
  for (let e = b.graph.edges; e < a.graph.edges; e++) found.push(e)
  return Int32Array.from(found)
}

/** A place on an edge: how far along it from its `from` end, and the leg to it, mm. */
export interface Spot {
  readonly edge: number
  readonly offsetMm: number
  readonly legMm: number
}

/** The spots of point `p`. */
export function spotsOf(snaps: Snaps, p: number): Spot[] {
  const spots: Spot[] = []
  for (let s = snaps.first[p]!; s < snaps.first[p + 1]!; s++)
    spots.push({ edge: snaps.edge[s]!, offsetMm: snaps.offsetMm[s]!, legMm: snaps.legMm[s]! })
  return spots
}

/** What a spot costs, in keys: its leg, its way along the edge, and to both ends with the leg. */
export interface SpotKeys {
  readonly leg: number
  readonly along: number
  readonly toFrom: number
  readonly toTo: number
}

/** As `Search.sidesOf`, for one spot. */
export function keysOf({ search, graph, key }: Structure, { edge, offsetMm, legMm }: Spot): SpotKeys {
  const leg = search.legs ? legDs(search.walker, legMm) * KEY + legMm : 0
  const whole = key[edge]!
  if (whole === Infinity) return { leg, along: 0, toFrom: Infinity, toTo: Infinity }
  const mm = Math.min(offsetMm, graph.lengthMm[edge]!)
  const along = partDs(search.edgeDs[edge]!, mm, graph.lengthMm[edge]!) * KEY + mm
  return { leg, along, toFrom: leg + along, toTo: leg + (whole - along) }
}
