// The ways before anything is laid: which nodes they walk, how many pieces they have, and which of them want care.
import type { Streets } from '../source/rows.ts'
import { waySetsOf } from '../source/way-sets.ts'
import { CUT, type Draft, kindIn, SHARED_WAY, WALKED, ZEBRA, ZEBRA_ON_ROAD } from './draft.ts'
import { EDGE_KINDS } from './graph.ts'
import { isCarriageway, isCrossing } from './tags.ts'

const STREET = EDGE_KINDS.indexOf('street')

/** What a survey finds. */
export interface Survey {
  /** Pieces of all walkable ways. */
  readonly pieces: number
  /** The walkable ways that run through a node with a gate, ascending. */
  readonly gated: readonly number[]
}

/** Surveys the ways `walkable` (ascending), and the carriageways among the others; marks nodes and ways of the draft. */
export function survey(streets: Streets, walkable: Int32Array, draft: Draft): Survey {
  const { of, tags } = waySetsOf(streets)
  const { wayFirst, wayRefs, wayLengthMm } = streets
  const { marks, ways } = draft
  const carries = Uint8Array.from(tags, (set) => (isCarriageway(set) ? 1 : 0))
  const crosses = Uint8Array.from(tags, (set) => (isCrossing(set) ? 1 : 0))
  const gated: number[] = []
  let pieces = 0
  let w = 0
  for (let way = 0; way < of.length; way++) {
    const carried = carries[of[way]!]
    const begin = wayFirst[way]!
    const end = wayFirst[way + 1]!
    if (way !== walkable[w]) {
      if (carried) markZebras(wayRefs, begin, end, marks)
      continue
    }
    w++
    let a = wayRefs[begin]!
    let met = marks[a]!
    const before = pieces
    for (let i = begin + 1; i < end; i++) {
      const b = wayRefs[i]!
      if (a === b) continue // a point drawn twice is no piece, and no second gate
      const mark = marks[b]!
      met |= mark
      marks[b] = mark | WALKED
      a = b
      pieces++
    }
    if (pieces > before) marks[wayRefs[begin]!]! |= WALKED
    if (crosses[of[way]!] || wayLengthMm) ways[way]! |= SHARED_WAY
    if (!(met & (CUT | ZEBRA))) continue
    if (met & CUT) gated.push(way)
    if (met & ZEBRA && carried) markZebras(wayRefs, begin, end, marks)
    if (met & ZEBRA && kindIn(ways[way]!) !== STREET) ways[way]! |= SHARED_WAY
  }
  return { pieces, gated }
}

function markZebras(refs: Int32Array, begin: number, end: number, marks: Uint8Array): void {
  for (let i = begin; i < end; i++) if (marks[refs[i]!]! & ZEBRA) marks[refs[i]!]! |= ZEBRA_ON_ROAD
}
