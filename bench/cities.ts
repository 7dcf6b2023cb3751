// Street networks from a seed, of any size and one density, like the synthetic cities that the engine's goals are stated on.
//
//   ┼──┼──┼──┼──┼──┼──┼    a lattice of crossings, jittered; every sixth line is a main street and whole;
//   ┼  ┌──┘  │        │    a few squares between main streets are closed (parks, works: no crossing inside);
//   ┼──┤  ╷  │  closed│    in others, compounds, lanes are few and end blind;
//   ┼  └──┼──┤        │    elsewhere streets are missing by chance.
//   ┼──┼──┼──┼──┼──┼──┼
//
// Which streets are there: all get a rank by chance and place; the best ones that hang together (Kruskal 1956, as a spanning
// tree of highest rank), then the best of the others until the asked number is reached. So the numbers of nodes and edges
// are exact, and everything is one part.
import { random } from '@yike/core/base/random.ts'
import { planeAt } from '@yike/core/geo/meters.ts'
import { buildGraph } from '@yike/core/network/build.ts'
import type { WalkGraph } from '@yike/core/network/graph.ts'
import type { Streets } from '@yike/core/source/rows.ts'
import { type City, cityOf, scatterOutlets } from './city.ts'

/** What is to be drawn. */
export interface Plan {
  readonly name: string
  readonly nodes: number
  readonly edges: number
  readonly seed: number
}

/** The two cities of the goals (docs: s200k, s1500k); the third is small enough to be loaded into a database. */
export const PLANS: Readonly<Record<'s50k' | 's200k' | 's1500k', Plan>> = {
  s50k: planOf(50_000),
  s200k: { name: 's200k', nodes: 194_380, edges: 252_703, seed: 1 },
  s1500k: { name: 's1500k', nodes: 1_400_000, edges: 1_840_000, seed: 1 },
}

/** A city of another size, as dense as s200k and with as many streets to a crossing. */
export function planOf(nodes: number, seed = 1): Plan {
  return { name: `s${Math.round(nodes / 1000)}k`, nodes, edges: Math.round((nodes * 252_703) / 194_380), seed }
}

/** Metres between lines of the lattice: chosen so that a quarter of an hour reaches about 3,300 nodes in s200k. */
const STEP_METERS = 27.4
/** Every how many lines there is a main street; the share of squares between them that are closed, or compounds. */
const SQUARE = 6
const CLOSED = 0.04
const COMPOUNDS = 0.2
/** How far a crossing stands from its place, as a part of a step. */
const JITTER = 0.3
/** Far from any street. */
const ORIGIN = [83.5, 39] as const

/** Draws the network of a plan. The same plan gives the same bytes. */
export function drawNetwork(plan: Plan): WalkGraph {
  const { place, column, row, side } = crossingsOf(plan)
  return buildGraph(streetsOf(plan, column, row, ...chosenStreets(plan, place, side)))
}

/** Draws a whole city: its network, and outlets scattered on it. The same plan gives the same city. */
export function drawCity(plan: Plan): City {
  const graph = drawNetwork(plan)
  const { node, category } = scatterOutlets(graph, random(plan.seed).fork('outlets'))
  return cityOf(plan.name, graph, node, category)
}

/** Kind of the square between main streets that (x, y) lies inside of: 0 common, 1 compound, 2 closed; 0 on main streets. */
function squares(plan: Plan, side: number): (x: number, y: number) => number {
  const chance = random(plan.seed).fork('squares')
  const across = Math.ceil(side / SQUARE)
  const kind = Uint8Array.from({ length: across * across }, () => {
    const drawn = chance.next()
    return drawn < CLOSED ? 2 : drawn < CLOSED + COMPOUNDS ? 1 : 0
  })
  return (x, y) =>
    x % SQUARE === 0 || y % SQUARE === 0 ? 0 : kind[Math.floor(y / SQUARE) * across + Math.floor(x / SQUARE)]!
}

/** The first `nodes` places of the lattice that are not closed, row by row: `place[y × side + x]` is their number, or -1. */
function crossingsOf(plan: Plan) {
  const inside = CLOSED * ((SQUARE - 1) / SQUARE) ** 2
  const side = Math.ceil(Math.sqrt(plan.nodes / (1 - inside))) + SQUARE
  const kind = squares(plan, side)
  const place = new Int32Array(side * side).fill(-1)
  const column = new Int32Array(plan.nodes)
  const row = new Int32Array(plan.nodes)
  let n = 0
  for (let i = 0; i < place.length && n < plan.nodes; i++) {
    const [x, y] = [i % side, Math.floor(i / side)]
    if (kind(x, y) === 2) continue
    column[n] = x
    row[n] = y
    place[i] = n++
  }
  if (n < plan.nodes) throw new Error(`A lattice of ${side} lines has ${n} crossings; ${plan.nodes} are needed.`)
  return { place, column, row, side }
}

/** Both ends of the streets that are there. */
function chosenStreets(plan: Plan, place: Int32Array, side: number): [from: Int32Array, to: Int32Array] {
  const chance = random(plan.seed).fork('streets')
  const kind = squares(plan, side)
  const from = new Int32Array(2 * plan.nodes)
  const to = new Int32Array(2 * plan.nodes)
  const rank = new Float64Array(2 * plan.nodes)
  let all = 0
  const offer = (a: number, b: number, main: boolean, inCompound: boolean) => {
    if (b < 0) return
    from[all] = a
    to[all] = b
    rank[all++] = chance.next() * (inCompound ? 0.6 : 1) + (main ? 1 : 0)
  }
  for (let i = 0; i < place.length; i++) {
    const n = place[i]!
    if (n < 0) continue
    const [x, y] = [i % side, Math.floor(i / side)]
    const east = x + 1 < side ? place[i + 1]! : -1
    const north = y + 1 < side ? place[i + side]! : -1
    offer(n, east, y % SQUARE === 0, kind(x, y) === 1 || kind(x + 1, y) === 1)
    offer(n, north, x % SQUARE === 0, kind(x, y) === 1 || kind(x, y + 1) === 1)
  }
  if (plan.edges > all || plan.edges < plan.nodes - 1)
    throw new Error(`${plan.nodes} crossings can have ${plan.nodes - 1} to ${all} streets; got ${plan.edges}.`)
  const best = bestFirst(rank.subarray(0, all))
  const root = Int32Array.from({ length: plan.nodes }, (_, n) => n)
  const rootOf = (n: number) => {
    while (root[n] !== n) n = root[n] = root[root[n]!]!
    return n
  }
  const there = new Uint8Array(all)
  let count = 0
  for (const e of best) {
    const [a, b] = [rootOf(from[e]!), rootOf(to[e]!)]
    if (a === b) continue
    root[a] = b
    there[e] = 1
    count++
  }
  for (const e of best) {
    if (count === plan.edges) break
    if (there[e]) continue
    there[e] = 1
    count++
  }
  const kept = (ends: Int32Array) => ends.subarray(0, all).filter((_, e) => there[e] === 1)
  return [kept(from), kept(to)]
}

/** Numbers of `rank` from the highest; equal ones in their order. The number rides in the low 22 bits of one sortable key. */
function bestFirst(rank: Float64Array): Int32Array {
  const n = rank.length
  const keys = rank.map((r, e) => Math.floor((2 - r) * 2 ** 29) * 2 ** 22 + e)
  return Int32Array.from(keys.sort(), (key) => key % 2 ** 22).subarray(0, n)
}

/** The streets as a source would give them: each a way of two points. */
function streetsOf(plan: Plan, column: Int32Array, row: Int32Array, from: Int32Array, to: Int32Array): Streets {
  const chance = random(plan.seed).fork('jitter')
  const plane = planeAt(...ORIGIN)
  const shifted = () => chance.between(-JITTER, JITTER) * STEP_METERS
  const refs = new Int32Array(2 * from.length)
  from.forEach((n, e) => {
    refs[2 * e] = n
    refs[2 * e + 1] = to[e]!
  })
  const tags = { highway: 'residential' } as const
  return {
    nodeId: Float64Array.from(column, (_, n) => n + 1),
    lng: Float64Array.from(column, (x) => plane.lng(x * STEP_METERS + shifted())),
    lat: Float64Array.from(row, (y) => plane.lat(y * STEP_METERS + shifted())),
    nodeTags: new Map(),
    wayId: Float64Array.from(from, (_, e) => e + 1),
    wayFirst: Int32Array.from({ length: from.length + 1 }, (_, e) => 2 * e),
    wayRefs: refs,
    wayTags: Array.from(from, () => tags),
    wayLengthMm: null,
    plazas: [],
    wallFirst: Int32Array.of(0),
    wallRefs: new Int32Array(0),
  }
}
