// Which circles are neighbours on foot: between their people runs a way that one may walk, whoever one is. Every junction of the net
// belongs to the circle whose residents are nearest to it; a line between junctions of two circles is a way across their border.
// So circles need not touch as drawn (a street may lie between them), and those that a railway parts are no neighbours.
import { Engine } from '../access/engine.ts'
import { type Problem, turned } from '../access/problem.ts'
import { Search } from '../access/search.ts'
import type { Circles } from './circle.ts'
import { limitDs } from './coverage.ts'
import { problemFor } from './from-snaps.ts'
import type { Measured } from './measured.ts'

/** Two circles with a walkable border. */
export interface Neighbours {
  /** Indices of circles, `a` the smaller. */
  readonly a: number
  readonly b: number
  /** Ways across the border: lines of the net from a junction of the one to a junction of the other. */
  readonly ways: number
}

/** All pairs of neighbours, ascending. Junctions that nobody of a circle reaches within the minutes belong to none. */
export function neighboursOf(measured: Measured, circles: Circles): readonly Neighbours[] {
  const search = new Search(measured.graph, measured.convention.walker, measured.convention.legs)
  const asked = problemFor(search, measured, measured)
  const { nodes, first, to } = asked.net
  const { ds, outlet: cell } = new Engine(fromJunctions(asked, circles)).nearest(0)
  const limit = limitDs(measured.convention)
  const circle = ds.map((its, n) => (its >= 0 && its <= limit ? circles.ofCell[cell[n]!]! : -1))
  const ways = new Map<number, number>()
  for (let n = 0; n < nodes; n++) {
    for (let k = first[n]!; k < first[n + 1]!; k++) {
      const [mine, theirs] = [circle[n]!, circle[to[k]!]!]
      if (mine < 0 || theirs <= mine) continue // each pair from its smaller side
      const key = mine * circles.circles.length + theirs
      ways.set(key, (ways.get(key) ?? 0) + 1)
    }
  }
  const count = circles.circles.length
  return [...ways]
    .sort(([x], [y]) => x - y)
    .map(([key, its]) => ({ a: Math.floor(key / count), b: key % count, ways: its }))
}

/** The question "which resident of a circle is nearest?", asked at every junction. */
function fromJunctions({ net, points }: Problem, { ofCell }: Circles): Problem {
  const upTo = (n: number) => Int32Array.from({ length: n }, (_, i) => i)
  const nothing = new Int32Array(0)
  const item = upTo(points.points).filter((i) => ofCell[i]! >= 0)
  const members = { first: Int32Array.of(0, item.length), item }
  return {
    net,
    points: { points: net.nodes, first: upTo(net.nodes + 1), node: upTo(net.nodes), ds: new Int32Array(net.nodes), mm: new Int32Array(net.nodes) }, // biome-ignore format: one line
    outlets: points,
    directs: { first: new Int32Array(points.points + 1), point: nothing, ds: nothing, mm: nothing },
    members,
    serves: turned(members, points.points),
    order: upTo(points.points),
    capacity: new Float64Array(points.points),
    hasCapacity: new Uint8Array(1),
    people: null,
  }
}
