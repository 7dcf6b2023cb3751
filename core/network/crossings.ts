// Where a walk crosses a carriageway. A crossing drawn as a way of its own counts once along that way; one that is only a
// node, on a footway that does not say so, counts half on each side of the node.
import type { Streets } from '../source/rows.ts'
import type { Walkable } from './build.ts'
import type { Draft } from './draft.ts'
import { isCarriageway, isCrossing } from './tags.ts'

/** A whole crossing, in the thousandths that edges carry. */
const WHOLE = 1000
/** Gates and lifts that a way goes through have the way 0: they are no piece of it. */
const OURS = 0

/** Writes `crossings` of the draft's edges; way `walkable[w]` has the edges `edgesFrom[w] .. edgesFrom[w + 1])`. */
export function markCrossings(
  streets: Streets,
  walkable: readonly Walkable[],
  edgesFrom: Int32Array,
  draft: Draft,
): void {
  const { wayFirst, wayRefs, wayTags, nodeTags } = streets
  const isZebra = new Uint8Array(draft.lng.length) // 1: a crossing is drawn here; 2: on a carriageway, walked or not
  for (const [node, tags] of nodeTags) if (tags.highway === 'crossing') isZebra[node] = 1
  for (let way = 0; way < wayTags.length; way++) {
    if (!isCarriageway(wayTags[way]!)) continue
    for (let i = wayFirst[way]!; i < wayFirst[way + 1]!; i++) if (isZebra[wayRefs[i]!]) isZebra[wayRefs[i]!] = 2
  }
  walkable.forEach(({ way, footing }, w) => {
    const [begin, end] = [edgesFrom[w]!, edgesFrom[w + 1]!]
    if (isCrossing(wayTags[way]!)) shareOut(draft, begin, end)
    else if (footing.kind !== 'street') {
      for (let e = begin; e < end; e++) {
        if (draft.way.data[e] === OURS) continue
        if (isZebra[draft.from.data[e]!] === 2) draft.crossings.data[e]! += WHOLE / 2
        if (isZebra[draft.to.data[e]!] === 2) draft.crossings.data[e]! += WHOLE / 2
      }
    }
  })
}

/** One crossing over the edges from `begin` up to `end`, by their length; they add up to exactly one. */
function shareOut({ lengthMm, crossings, way }: Draft, begin: number, end: number): void {
  let whole = 0
  let pieces = 0
  for (let e = begin; e < end; e++) {
    whole += lengthMm.data[e]!
    if (way.data[e] !== OURS) pieces++
  }
  let [gone, done, given] = [0, 0, 0]
  for (let e = begin; e < end; e++) {
    if (way.data[e] === OURS) continue
    gone += lengthMm.data[e]!
    done++
    const upTo = Math.round(WHOLE * (whole > 0 ? gone / whole : done / pieces))
    crossings.data[e] = upTo - given
    given = upTo
  }
}
