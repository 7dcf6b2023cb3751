// What an edge costs a walker: whole deciseconds, rounded once an edge, so that every sum is exact and repeatable.
import { EDGE_KINDS, NOBODY, RESIDENTS, type WalkGraph } from '../network/graph.ts'
import { DS } from './answers.ts'
import type { Walker } from './convention.ts'

/** In an impedance: this walker may not use the edge. */
export const CLOSED = -1

/** Millimetres that a walker covers on the level in a decisecond. */
export const paceOf = (walker: Walker): number => (walker.kmh.value * 1e6) / (3600 * DS)

/** Deciseconds for a straight leg of `legMm` between a door and its street, at the walker's level pace. */
export const legDs = (walker: Walker, legMm: number): number => Math.round(legMm / paceOf(walker))

/**
 * Deciseconds for each edge, CLOSED where the walker may not go:
 *
 *   round(lengthMm × (steps ? stepsFactor : 1) ÷ pace + crossings × wait)
 *
 * Nobody uses an edge of NOBODY; who passes private ways is decided by `gates` (`own` leaves them open here: the
 * search sees to it that only the two ends of a walk run over them).
 */
export function impedanceOf(graph: WalkGraph, walker: Walker): Int32Array {
  const { lengthMm, crossings, kind, who } = graph
  const mmPerDs = paceOf(walker)
  const dsPerCrossing = (walker.crossingSeconds.value * DS) / 1000 // crossings are counted in thousandths
  const onSteps = walker.steps.value
  const STEPS = EDGE_KINDS.indexOf('steps')
  const ds = new Int32Array(graph.edges)
  for (let e = 0; e < graph.edges; e++) {
    const steps = kind[e] === STEPS
    const shut = who[e] === NOBODY || (who[e] === RESIDENTS && walker.gates === 'never') || (steps && onSteps === null)
    const factor = steps ? (onSteps ?? 1) : 1
    ds[e] = shut ? CLOSED : Math.round((lengthMm[e]! * factor) / mmPerDs + crossings[e]! * dsPerCrossing)
  }
  return ds
}

/**
 * Deciseconds from an edge's `from` end to a place `offsetMm` along it, in proportion; the rest of the edge costs the rest,
 * so that the two parts always add up to the whole.
 */
export const partDs = (edgeDs: number, offsetMm: number, lengthMm: number): number =>
  lengthMm > 0 ? Math.round((edgeDs * Math.min(offsetMm, lengthMm)) / lengthMm) : 0
