// For tests: what a problem's answers are, worked out pair by pair with the plain search of oracle.ts.
import type { Nearest } from '../access/answers.ts'
import type { Walker } from '../access/convention.ts'
import { toWhole } from '../access/problem.ts'
import type { WalkGraph } from '../network/graph.ts'
import { type Cost, type PlainSnap, plainCosts } from './oracle.ts'

/** A problem as a test writes it. */
export interface PlainProblem {
  readonly graph: WalkGraph
  readonly walker: Walker
  readonly points: readonly (readonly PlainSnap[])[]
  readonly outlets: readonly (readonly PlainSnap[])[]
  readonly members: readonly (readonly number[])[]
  readonly capacity: readonly (number | null)[]
  readonly people: Float64Array
}

/** The answers of one limit after another can be taken from the costs of all pairs. */
export function plainAnswers({ graph, walker, points, outlets, members, capacity, people }: PlainProblem) {
  const costs = points.map((_, p) => plainCosts(graph, walker, points, p, outlets))
  const nearest = members.map((which): Nearest => {
    const best = costs.map((its) =>
      which
        .map((o): readonly [Cost | null, number] => [its[o]!, o])
        .filter((row): row is readonly [Cost, number] => row[0] !== null)
        .sort(([a, o], [b, q]) => a[0] - b[0] || a[1] - b[1] || o - q)
        .at(0),
    )
    return {
      ds: Int32Array.from(best, (row) => row?.[0][0] ?? -1),
      mm: Int32Array.from(best, (row) => row?.[0][1] ?? -1),
      outlet: Int32Array.from(best, (row) => row?.[1] ?? -1),
    }
  })
  const isWithin = (p: number, o: number, limitDs: number) => (costs[p]![o]?.[0] ?? Infinity) <= limitDs
  const within = (limitDs: number) =>
    members.map((which) => ({
      count: Int32Array.from(points, (_, p) => which.filter((o) => isWithin(p, o, limitDs)).length),
      capacity: Float64Array.from(points, (_, p) =>
        which.reduce((sum, o) => sum + (isWithin(p, o, limitDs) ? toWhole(capacity[o] ?? 0) : 0), 0),
      ),
    }))
  const peopleWithin = (limitDs: number) =>
    Float64Array.from(outlets, (_, o) =>
      points.reduce((sum, _point, p) => sum + (isWithin(p, o, limitDs) ? toWhole(people[p]!) : 0), 0),
    )
  return { nearest, within, peopleWithin }
}
