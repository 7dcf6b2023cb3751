// For tests: a second opinion on every search, written as plainly as the definition and sharing none of its code; and small
// networks made by hand or by chance.

import type { Walker } from '../access/convention.ts'
import { type Random, random } from '../base/random.ts'
import { EDGE_KINDS, EVERYONE, NOBODY, RESIDENTS, WalkGraph } from '../network/graph.ts'
import type { Snaps } from '../network/snap.ts'

/** An edge as a test writes it. */
export interface PlainEdge {
  readonly from: number
  readonly to: number
  readonly mm: number
  readonly who?: number
  readonly kind?: (typeof EDGE_KINDS)[number]
  readonly crossings?: number
}

/** A network of `nodes` nodes; where they lie does not matter to a search (they stand in a row, about 100 m apart). */
export function graphOf(nodes: number, edges: readonly PlainEdge[]): WalkGraph {
  const graph = new WalkGraph({ nodes, edges: edges.length, walls: 0 })
  for (let n = 0; n < nodes; n++) {
    graph.lng[n] = 870_000_000 + n * 10_000
    graph.lat[n] = 390_000_000
  }
  edges.forEach((edge, e) => {
    graph.from[e] = edge.from
    graph.to[e] = edge.to
    graph.lengthMm[e] = edge.mm
    graph.crossings[e] = edge.crossings ?? 0
    graph.who[e] = edge.who ?? EVERYONE
    graph.kind[e] = EDGE_KINDS.indexOf(edge.kind ?? 'street')
    graph.way[e] = e + 1
  })
  const around: number[][] = Array.from({ length: nodes }, () => [])
  edges.forEach(({ from, to }, e) => {
    around[from]!.push(to, e)
    around[to]!.push(from, e)
  })
  const arcs = around.flat()
  around.forEach((its, n) => {
    graph.first[n + 1] = graph.first[n]! + its.length
  })
  graph.arcs.set(arcs)
  return graph
}

/** A place on an edge as a test writes it: [edge, millimetres from its `from` end, leg in millimetres]. */
export type PlainSnap = readonly [edge: number, offsetMm: number, legMm: number]

/** Snaps of points, each with a list of places. */
export function snapsOf(graph: WalkGraph, points: readonly (readonly PlainSnap[])[]): Snaps {
  const all = points.flat()
  const first = new Int32Array(points.length + 1)
  points.forEach((snaps, p) => {
    first[p + 1] = first[p]! + snaps.length
  })
  const at = (column: 'lng' | 'lat') =>
    Float64Array.from(all, ([e, offset]) => {
      const [a, b] = [graph[column][graph.from[e]!]!, graph[column][graph.to[e]!]!]
      return (a + (b - a) * (graph.lengthMm[e] ? offset / graph.lengthMm[e]! : 0)) * 1e-7
    })
  return {
    points: points.length,
    first,
    edge: Int32Array.from(all, (s) => s[0]),
    offsetMm: Int32Array.from(all, (s) => s[1]),
    legMm: Int32Array.from(all, (s) => s[2]),
    lng: at('lng'),
    lat: at('lat'),
    overWall: new Uint8Array(all.length),
  }
}

/** A random network: parallel edges, loops, islands, edges of no length, steps, gates, private ways and closed ones. */
export function randomEdges(seed: number, nodes = 24, edges = 40): PlainEdge[] {
  const chance = random(seed)
  return Array.from({ length: edges }, () => randomEdge(chance, nodes))
}

function randomEdge(chance: Random, nodes: number): PlainEdge {
  const from = chance.int(0, nodes)
  const near = chance.next() < 0.8 ? Math.min(nodes - 1, Math.max(0, from + chance.int(-4, 5))) : chance.int(0, nodes)
  const dice = chance.next()
  return {
    from,
    to: near,
    mm: chance.next() < 0.1 ? 0 : chance.pick([20_000, 40_000, 40_000, chance.int(1, 90_000)]),
    who: dice < 0.65 ? EVERYONE : dice < 0.95 ? RESIDENTS : NOBODY,
    kind: chance.pick(['street', 'street', 'footway', 'steps', 'gate']),
    crossings: chance.pick([0, 0, 0, 500, 1000]),
  }
}

/** Random points with 0 to 3 places each. */
export function randomSnaps(seed: number, graph: WalkGraph, points: number): PlainSnap[][] {
  const chance = random(seed)
  return Array.from({ length: points }, () =>
    Array.from({ length: chance.pick([0, 1, 1, 1, 2, 3]) }, () => {
      const e = chance.int(0, graph.edges)
      const length = graph.lengthMm[e]!
      return [
        e,
        chance.pick([0, length, chance.int(0, length + 1)]),
        chance.pick([0, 0, chance.int(0, 60_000)]),
      ] as const
    }),
  )
}

/** Deciseconds and millimetres. */
export type Cost = readonly [ds: number, mm: number]
const less = (a: Cost, b: Cost) => a[0] < b[0] || (a[0] === b[0] && a[1] < b[1])
const plus = (a: Cost, b: Cost): Cost => [a[0] + b[0], a[1] + b[1]]

/** Cost of walking from point `p` of `points` to each point of `targets`; null where one cannot. */
export function plainCosts(
  graph: WalkGraph,
  walker: Walker,
  points: readonly (readonly PlainSnap[])[],
  p: number,
  targets: readonly (readonly PlainSnap[])[],
): (Cost | null)[] {
  const { nodes, edges, from, to, lengthMm } = graph
  const pace = (walker.kmh.value * 1e6) / 36_000
  const kindOf = (e: number) => EDGE_KINDS[graph.kind[e]!]
  const cost = (e: number): Cost => {
    const factor = kindOf(e) === 'steps' ? walker.steps.value! : 1
    const waits = (graph.crossings[e]! / 1000) * walker.crossingSeconds.value * 10
    return [Math.round((lengthMm[e]! * factor) / pace + waits), lengthMm[e]!]
  }
  const part = (e: number, offset: number): Cost =>
    lengthMm[e] ? [Math.round((cost(e)[0] * offset) / lengthMm[e]!), offset] : [0, 0]
  const rest = (e: number, offset: number): Cost => {
    const [a, b] = [cost(e), part(e, offset)]
    return [a[0] - b[0], a[1] - b[1]]
  }
  const leg = (mm: number): Cost => [Math.round(mm / pace), mm]

  const { shut, isPublic, isEnd } = plainRules(graph, walker)

  // label[phase][node]; a phase may be left for the next at any node
  const label: (Cost | null)[][] = [0, 1, 2].map(() => Array<Cost | null>(nodes).fill(null))
  let changed = true
  const offer = (phase: number, n: number, c: Cost) => {
    const old = label[phase]![n]
    if (old && !less(c, old)) return
    label[phase]![n] = c
    changed = true
  }
  for (const [e, offset, legMm] of points[p]!) {
    if (shut(e)) continue
    offer(isEnd(e) ? 0 : 1, from[e]!, plus(leg(legMm), part(e, offset)))
    offer(isEnd(e) ? 0 : 1, to[e]!, plus(leg(legMm), rest(e, offset)))
  }
  while (changed) {
    changed = false
    for (let phase = 0; phase < 3; phase++) {
      for (let n = 0; n < nodes; n++) if (phase < 2 && label[phase]![n]) offer(phase + 1, n, label[phase]![n]!)
      for (let e = 0; e < edges; e++) {
        if (shut(e) || !(phase === 1 ? isPublic(e) : isEnd(e))) continue
        const [a, b] = [label[phase]![from[e]!], label[phase]![to[e]!]]
        if (a) offer(phase, to[e]!, plus(a, cost(e)))
        if (b) offer(phase, from[e]!, plus(b, cost(e)))
      }
    }
  }
  return targets.map((snaps) => {
    let best: Cost | null = null
    const take = (c: Cost) => {
      if (!best || less(c, best)) best = c
    }
    for (const [e, offset, legMm] of snaps) {
      if (shut(e)) continue
      const last = label[isEnd(e) ? 2 : 1]!
      if (last[from[e]!]) take(plus(plus(last[from[e]!]!, part(e, offset)), leg(legMm)))
      if (last[to[e]!]) take(plus(plus(last[to[e]!]!, rest(e, offset)), leg(legMm)))
      for (const [e2, offset2, legMm2] of points[p]!) {
        if (e2 !== e) continue
        const [x, y] = [part(e, offset), part(e, offset2)]
        take(plus([Math.abs(x[0] - y[0]), Math.abs(x[1] - y[1])], plus(leg(legMm), leg(legMm2))))
      }
    }
    return best
  })
}

/** Which edges may be used when (the rule of ground.ts, by flooding). */
function plainRules(graph: WalkGraph, walker: Walker) {
  const { nodes, edges, from, to, who } = graph
  const kindOf = (e: number) => EDGE_KINDS[graph.kind[e]!]
  const shut = (e: number) =>
    who[e] === NOBODY ||
    (who[e] === RESIDENTS && walker.gates === 'never') ||
    (kindOf(e) === 'steps' && walker.steps.value === null)
  const isPublic = (e: number) => !shut(e) && (walker.gates !== 'own' || who[e] === EVERYONE)
  let somePrivate = false
  for (let e = 0; e < edges; e++) if (!shut(e) && !isPublic(e)) somePrivate = true
  const flood = (n: number, keep: (e: number) => boolean) => {
    const piece = new Set([n])
    for (const m of piece) {
      for (let e = 0; e < edges; e++) {
        if (!keep(e)) continue
        if (from[e] === m) piece.add(to[e]!)
        if (to[e] === m) piece.add(from[e]!)
      }
    }
    return piece
  }
  const isGround = (e: number) => isPublic(e) && kindOf(e) !== 'gate'
  const mmOf = (piece: Set<number>) => {
    let mm = 0
    for (let e = 0; e < edges; e++) if (isGround(e) && piece.has(from[e]!)) mm += graph.lengthMm[e]!
    return mm
  }
  // per node: its part, the ground it stands on, and the largest ground of its part
  const parts = Array.from({ length: nodes }, (_, n) => flood(n, (e) => !shut(e)))
  const grounds = Array.from({ length: nodes }, (_, n) => flood(n, isGround))
  const sizes = grounds.map(mmOf)
  const inTown = parts.map((part, n) => {
    const members = [...part].sort((a, b) => a - b)
    const best = members.reduce((m, other) => (sizes[other]! > sizes[m]! ? other : m))
    return grounds[best]!.has(n)
  })
  const isEnd = (e: number) =>
    !shut(e) && (!isPublic(e) || (somePrivate && (kindOf(e) === 'gate' || !inTown[from[e]!])))
  return { shut, isPublic, isEnd }
}
