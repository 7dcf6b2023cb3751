// Gates opened in thought: for the gates nearest to those who lack something, who would come within reach of what. Exact, by searching
// the whole city with the gate open, but bounded: first all gates at once, for what no gate gains then none gains alone; then, one by
// one, the `most` gates with most of those people near. Gates that help only together are not found.

import { heed, type Progress } from '../base/progress.ts'
import { type Measured, STATES } from '../circle/measured.ts'
import { type LngLat, planeAt } from '../geo/meters.ts'
import { gateOf, withPassage } from '../network/edit.ts'
import { DEGREES, EDGE_KINDS, EVERYONE, NOBODY, type WalkGraph } from '../network/graph.ts'
import type { GateTried } from './inputs.ts'
import { solveNearest } from './nearest.ts'

/** Gates tried one by one unless asked otherwise. */
export const MOST_GATES = 12
/** People this near to a gate, in a straight line, count for the choice of gates to try, metres. Own proposal: a superblock's width. */
const NEAR_METERS = 400

const WITHIN = STATES.indexOf('within')

interface Gate {
  readonly edge: number
  readonly sides: Int32Array
  readonly at: LngLat
  readonly passage: GateTried['passage']
}

/** Gates that let not everybody pass, by their smallest edge. */
function shutGates(graph: WalkGraph): Gate[] {
  const GATE = EDGE_KINDS.indexOf('gate')
  const seen = new Uint8Array(graph.edges)
  const gates: Gate[] = []
  for (let edge = 0; edge < graph.edges; edge++) {
    if (graph.kind[edge] !== GATE || seen[edge]) continue
    const sides = gateOf(graph, edge)
    let [lng, lat, who] = [0, 0, EVERYONE]
    for (const side of sides) {
      seen[side] = 1
      who = Math.max(who, graph.who[side]!)
      for (const n of [graph.from[side]!, graph.to[side]!]) {
        lng += graph.lng[n]! / (2 * sides.length)
        lat += graph.lat[n]! / (2 * sides.length)
      }
    }
    const degree = (v: number) => Math.round(v * DEGREES * 1e6) / 1e6
    if (who !== EVERYONE) gates.push({ edge, sides, at: [degree(lng), degree(lat)], passage: who === NOBODY ? 'nobody' : 'residents' }) // biome-ignore format: one line
  }
  return gates
}

/** Cells that come within reach, by category id, with `graph` in place of the city's own; the doors stay where they are. */
function gainedBy(m: Measured, graph: WalkGraph): ReadonlyMap<string, Int32Array> {
  const state = solveNearest(m, graph)
  const n = m.population.lng.length
  const gained = new Map<string, Int32Array>()
  m.categories.forEach(({ id }, c) => {
    const cells: number[] = []
    for (let i = 0; i < n; i++)
      if (state[c * n + i] === WITHIN && m.state[c * n + i] !== WITHIN && m.population.people[i]! > 0) cells.push(i)
    if (cells.length > 0) gained.set(id, Int32Array.from(cells))
  })
  return gained
}

/** Tries gates; those that gain nobody are left out. `most` 0 tries none. */
export function tryGates(m: Measured, most: number, progress: Progress): GateTried[] {
  const gates = most > 0 ? shutGates(m.graph) : []
  if (gates.length === 0) return []
  const all = gainedBy(m, withPassage(m.graph, gates.flatMap((g) => [...g.sides]), EVERYONE)) // biome-ignore format: one line
  const { lng, lat, people } = m.population
  const hopeful = [...all.values()].flatMap((cells) => [...cells])
  if (hopeful.length === 0) return []
  const plane = planeAt(...gates[0]!.at)
  const near = gates.map((gate) => {
    const [x, y] = [plane.x(gate.at[0]), plane.y(gate.at[1])]
    let sum = 0
    for (const i of hopeful)
      if (Math.hypot(plane.x(lng[i]!) - x, plane.y(lat[i]!) - y) <= NEAR_METERS) sum += people[i]!
    return { gate, sum }
  })
  const chosen = near
    .filter(({ sum }) => sum > 0)
    .sort((a, b) => b.sum - a.sum || a.gate.edge - b.gate.edge)
    .slice(0, most)
  progress.begin({ zh: '试开大门', en: 'Trying gates' }, chosen.length)
  return chosen.flatMap(({ gate: { edge, sides, at, passage } }, k): GateTried[] => {
    heed(progress)
    const gained = gainedBy(m, withPassage(m.graph, sides, EVERYONE))
    progress.step(k + 1)
    return gained.size > 0 ? [{ edge, at, passage, gained }] : []
  })
}
