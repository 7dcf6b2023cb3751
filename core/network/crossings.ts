// Where a walk crosses a carriageway. A crossing drawn as a way of its own counts once along that way; one that is only a
// node, on a footway that does not say so, counts half on each side of the node.
import type { Streets } from '../source/rows.ts'
import { type Draft, ZEBRA } from './draft.ts'

/** A whole crossing, in the thousandths that edges carry. */
export const WHOLE = 1000

/** Marks the nodes where a crossing is drawn. */
export function markCrossings({ nodeTags }: Streets, { marks }: Draft): void {
  for (const [node, tags] of nodeTags) if (tags.highway === 'crossing') marks[node]! |= ZEBRA
}

/** One crossing over pieces of so many millimetres, by their length, to `out`; they add up to exactly one. */
export function shareOut(lengthsMm: readonly number[], out: number[]): void {
  let whole = 0
  for (const mm of lengthsMm) whole += mm
  let [gone, given] = [0, 0]
  for (let p = 0; p < lengthsMm.length; p++) {
    gone += lengthsMm[p]!
    const upTo = Math.round(WHOLE * (whole > 0 ? gone / whole : (p + 1) / lengthsMm.length))
    out[p] = upTo - given
    given = upTo
  }
}
