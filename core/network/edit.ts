// What if? A network with a gate opened or shut, or with a path that is not there yet. The network it is made from stays as it is;
// nodes and edges keep their numbers, and what is new comes after them.
import { type LngLat, metersBetween } from '../geo/meters.ts'
import { fillArcs } from './arcs.ts'
import { DEGREES, EDGE_KINDS, EVERYONE, WalkGraph } from './graph.ts'

const GATE = EDGE_KINDS.indexOf('gate')

/** The sides of the gate that edge `edge` is one of: all gate edges that hang together with it, ascending; none if it is no gate. */
export function gateOf({ kind, from, to, first, arcs }: WalkGraph, edge: number): Int32Array {
  const sides = new Set<number>()
  const stack = kind[edge] === GATE ? [edge] : []
  for (let e = stack.pop(); e !== undefined; e = stack.pop()) {
    if (sides.has(e)) continue
    sides.add(e)
    for (const n of [from[e]!, to[e]!]) {
      for (let a = first[n]!; a < first[n + 1]!; a += 2) if (kind[arcs[a + 1]!] === GATE) stack.push(arcs[a + 1]!)
    }
  }
  return Int32Array.from(sides).sort()
}

/** The same network with `edges` passable for `who` (EVERYONE, RESIDENTS or NOBODY). */
export function withPassage(graph: WalkGraph, edges: Iterable<number>, who: number): WalkGraph {
  const edited = WalkGraph.over(graph.data.slice(0)).unseal()
  for (const e of edges) edited.who[e] = who
  return edited
}

/** A place on the network: so many millimetres along an edge from its `from` end. */
export interface PlaceOnEdge {
  readonly edge: number
  readonly offsetMm: number
}

/** An edge that was cut in two: it now ends at `atMm`, and the rest of it is edge `rest`. */
export interface Cut {
  readonly edge: number
  readonly atMm: number
  readonly rest: number
}

/** A network with one more path. */
export interface WithPath {
  readonly graph: WalkGraph
  /** In the order in which they were made: places on an edge move by each in turn (see `placeAfter`). */
  readonly cuts: readonly Cut[]
  /** The edges of the path, from its beginning to its end. */
  readonly path: Int32Array
}

/** Where a place lies after the cuts. */
export function placeAfter<P extends PlaceOnEdge>(cuts: readonly Cut[], place: P): P {
  let moved = place
  for (const { edge, atMm, rest } of cuts)
    if (moved.edge === edge && moved.offsetMm > atMm) moved = { ...moved, edge: rest, offsetMm: moved.offsetMm - atMm }
  return moved
}

/**
 * The network with a footpath from one place to another, by way of `via` (degrees), open to `who`. An edge in whose middle it
 * begins or ends is cut there; a crossing drawn on that edge stays with its first part.
 */
export function withPath(
  graph: WalkGraph,
  begin: PlaceOnEdge,
  end: PlaceOnEdge,
  via: readonly LngLat[] = [],
  who = EVERYONE,
): WithPath {
  const lng: number[] = []
  const lat: number[] = []
  const cuts: Cut[] = []
  const added: { from: number; to: number; mm: number; crossings: number; way: number; kind: number; who: number }[] =
    []
  /** Ends and lengths of edges that were cut. */
  const cutTo = new Map<number, { to: number; mm: number }>()
  const toOf = (e: number) => (e < graph.edges ? (cutTo.get(e)?.to ?? graph.to[e]!) : added[e - graph.edges]!.to)
  const fromOf = (e: number) => (e < graph.edges ? graph.from[e]! : added[e - graph.edges]!.from)
  const mmOf = (e: number) => (e < graph.edges ? (cutTo.get(e)?.mm ?? graph.lengthMm[e]!) : added[e - graph.edges]!.mm)
  const lngOf = (n: number) => (n < graph.nodes ? graph.lng[n]! : lng[n - graph.nodes]!)
  const latOf = (n: number) => (n < graph.nodes ? graph.lat[n]! : lat[n - graph.nodes]!)
  const nodeAt = (x: number, y: number) => {
    lng.push(x)
    lat.push(y)
    return graph.nodes + lng.length - 1
  }
  /** The node at a place; where there is none, the edge is cut. */
  const nodeOf = (place: PlaceOnEdge): number => {
    const { edge, offsetMm } = placeAfter(cuts, place)
    const whole = mmOf(edge)
    if (offsetMm <= 0) return fromOf(edge)
    if (offsetMm >= whole) return toOf(edge)
    const [a, b, t] = [fromOf(edge), toOf(edge), offsetMm / whole]
    const node = nodeAt(
      Math.round(lngOf(a) + t * (lngOf(b) - lngOf(a))),
      Math.round(latOf(a) + t * (latOf(b) - latOf(a))),
    )
    const column = (of: Uint8Array | Float64Array) => of[edge] ?? 0
    const like =
      edge < graph.edges
        ? { way: column(graph.way), kind: column(graph.kind), who: column(graph.who) }
        : added[edge - graph.edges]!
    added.push({ ...like, from: node, to: b, mm: whole - offsetMm, crossings: 0 })
    if (edge < graph.edges) cutTo.set(edge, { to: node, mm: offsetMm })
    else Object.assign(added[edge - graph.edges]!, { to: node, mm: offsetMm })
    cuts.push({ edge, atMm: offsetMm, rest: graph.edges + added.length - 1 })
    return node
  }

  const stops = [nodeOf(begin), nodeOf(end)]
  const middle = via.map(([x, y]) => nodeAt(Math.round(x / DEGREES), Math.round(y / DEGREES)))
  const line = [stops[0]!, ...middle, stops[1]!]
  const path: number[] = []
  for (let i = 1; i < line.length; i++) {
    const [a, b] = [line[i - 1]!, line[i]!]
    const meters = metersBetween(lngOf(a) * DEGREES, latOf(a) * DEGREES, lngOf(b) * DEGREES, latOf(b) * DEGREES)
    const kind = EDGE_KINDS.indexOf('footway')
    added.push({ from: a, to: b, mm: Math.round(1000 * meters), crossings: 0, way: 0, kind, who })
    path.push(graph.edges + added.length - 1)
  }

  const size = { nodes: graph.nodes + lng.length, edges: graph.edges + added.length, walls: graph.walls }
  const edited = new WalkGraph(size)
  edited.lng.set(graph.lng)
  edited.lat.set(graph.lat)
  edited.lng.set(lng, graph.nodes)
  edited.lat.set(lat, graph.nodes)
  edited.from.set(graph.from)
  edited.to.set(graph.to)
  edited.lengthMm.set(graph.lengthMm)
  edited.crossings.set(graph.crossings)
  edited.way.set(graph.way)
  edited.kind.set(graph.kind)
  edited.who.set(graph.who)
  edited.wallCoords.set(graph.wallCoords)
  for (const [e, { to, mm }] of cutTo) {
    edited.to[e] = to
    edited.lengthMm[e] = mm
  }
  added.forEach((edge, i) => {
    const e = graph.edges + i
    edited.from[e] = edge.from
    edited.to[e] = edge.to
    edited.lengthMm[e] = edge.mm
    edited.crossings[e] = edge.crossings
    edited.way[e] = edge.way
    edited.kind[e] = edge.kind
    edited.who[e] = edge.who
  })
  fillArcs(edited)
  return { graph: edited, cuts, path: Int32Array.from(path) }
}
