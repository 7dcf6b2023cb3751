// Where a walk crosses a carriageway. A crossing drawn as a way of its own counts once along that way; one that is only a
// node, on a footway that does not say so, counts half on each side of the node.
import type { Streets } from '../source/rows.ts'
import type { Walkable } from './build.ts'
import type { Draft } from './draft.ts'
import { EDGE_KINDS } from './graph.ts'
import { isCrossing } from './tags.ts'

/** A whole crossing, in the thousandths that edges carry. */
const WHOLE = 1000

/** Writes `crossings` of the draft's edges; each edge knows its way by its id. */
export function markCrossings(streets: Streets, walkable: readonly Walkable[], draft: Draft): void {
  const footways = new Set(walkable.filter((w) => w.footing.kind !== 'street').map((w) => streets.wayId[w.way]!))
  const drawn = new Set(walkable.filter((w) => isCrossing(streets.wayTags[w.way]!)).map((w) => streets.wayId[w.way]!))
  const isNode = (n: number) => streets.nodeTags.get(n)?.highway === 'crossing'
  const onStreet = new Set<number>()
  const { from, to, way, kind } = draft
  const STREET = EDGE_KINDS.indexOf('street')
  for (let e = 0; e < from.length; e++) {
    if (kind.data[e] !== STREET) continue
    if (isNode(from.data[e]!)) onStreet.add(from.data[e]!)
    if (isNode(to.data[e]!)) onStreet.add(to.data[e]!)
  }
  const pieces = new Map<number, number[]>()
  for (let e = 0; e < from.length; e++) {
    const id = way.data[e]!
    if (drawn.has(id)) pieces.set(id, [...(pieces.get(id) ?? []), e])
    else if (footways.has(id)) {
      if (onStreet.has(from.data[e]!)) draft.crossings.data[e]! += WHOLE / 2
      if (onStreet.has(to.data[e]!)) draft.crossings.data[e]! += WHOLE / 2
    }
  }
  for (const edges of pieces.values()) {
    const whole = edges.reduce((mm, e) => mm + draft.lengthMm.data[e]!, 0)
    let mm = 0
    let given = 0
    edges.forEach((e, i) => {
      mm += draft.lengthMm.data[e]!
      const upTo = Math.round(whole > 0 ? (WHOLE * mm) / whole : (WHOLE * (i + 1)) / edges.length)
      draft.crossings.data[e] = upTo - given
      given = upTo
    })
  }
}
