// Where a walk crosses a carriageway. A crossing drawn as a way of its own counts once along that way; one that is only a
// node, on a footway that does not say so, counts half on each side of the node.
import type { Streets } from '../source/rows.ts'
import { waySetsOf } from '../source/way-sets.ts'
import { CROSSED, type Draft, EDGE, kindIn, LENGTH, TO, WAY } from './draft.ts'
import { EDGE_KINDS } from './graph.ts'
import { isCarriageway, isCrossing } from './tags.ts'

/** A whole crossing, in the thousandths that edges carry. */
const WHOLE = 1000
/** Gates and lifts that a way goes through are ours and no piece of it: their number of a way is below zero. */
const isOurs = (way: number) => way < 0
const STREET = EDGE_KINDS.indexOf('street')

/** Writes `crossings` of the draft's edges; way `walkable[w]` has the edges `edgesFrom[w] .. edgesFrom[w + 1])`. */
export function markCrossings(streets: Streets, walkable: Int32Array, edgesFrom: Int32Array, draft: Draft): void {
  const { of, tags } = waySetsOf(streets)
  const carries = Uint8Array.from(tags, (set) => (isCarriageway(set) ? 1 : 0))
  const crosses = Uint8Array.from(tags, (set) => (isCrossing(set) ? 1 : 0))
  const isZebra = zebras(streets, of, carries, draft.nodes)
  const { edges, ways } = draft
  for (let w = 0; w < walkable.length; w++) {
    const way = walkable[w]!
    const [begin, end] = [edgesFrom[w]!, edgesFrom[w + 1]!]
    if (crosses[of[way]!]) shareOut(draft, begin, end)
    else if (kindIn(ways[way]!) !== STREET) {
      for (let e = begin; e < end; e++) {
        if (isOurs(edges[EDGE * e + WAY]!)) continue
        const ends = Number(isZebra[edges[EDGE * e]!] === 2) + Number(isZebra[edges[EDGE * e + TO]!] === 2)
        if (ends > 0) cross(draft, e, (ends * WHOLE) / 2)
      }
    }
  }
}

/** Per node, 1: a crossing is drawn here; 2: on a carriageway, walked or not. */
function zebras(
  { wayFirst, wayRefs, nodeTags }: Streets,
  of: Int32Array,
  carries: Uint8Array,
  nodes: number,
): Uint8Array {
  const isZebra = new Uint8Array(nodes)
  for (const [node, tags] of nodeTags) if (tags.highway === 'crossing') isZebra[node] = 1
  for (let way = 0; way < of.length; way++) {
    if (!carries[of[way]!]) continue
    const end = wayFirst[way + 1]!
    for (let i = wayFirst[way]!; i < end; i++) if (isZebra[wayRefs[i]!]) isZebra[wayRefs[i]!] = 2
  }
  return isZebra
}

/** One crossing over the edges from `begin` up to `end`, by their length; they add up to exactly one. */
function shareOut(draft: Draft, begin: number, end: number): void {
  const { edges } = draft
  let whole = 0
  let pieces = 0
  for (let e = begin; e < end; e++) {
    whole += edges[EDGE * e + LENGTH]!
    if (!isOurs(edges[EDGE * e + WAY]!)) pieces++
  }
  let [gone, done, given] = [0, 0, 0]
  for (let e = begin; e < end; e++) {
    if (isOurs(edges[EDGE * e + WAY]!)) continue
    gone += edges[EDGE * e + LENGTH]!
    done++
    const upTo = Math.round(WHOLE * (whole > 0 ? gone / whole : done / pieces))
    cross(draft, e, upTo - given)
    given = upTo
  }
}

function cross({ edges, crossings }: Draft, e: number, thousandths: number): void {
  crossings[e] = thousandths
  edges[EDGE * e + WAY]! += CROSSED
}
