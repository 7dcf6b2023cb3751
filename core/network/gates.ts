// Gates that do not let everyone pass. The ways through one are cut there and joined again by edges of their own:
//
//   street ══●══ street          the gate stands where the lane begins: only the lane is cut
//            ┆ gate edge
//   ────○┄┄┄●┄┄┄○────            the gate stands on one way: cut on both sides of it
//
// A gate edge has no length. Its `who` says who may pass (RESIDENTS, or NOBODY for a locked one and for a wall), so that
// to open a gate is to change a number for each of its sides, and never to draw the network again. A lift drawn as a node
// cuts every way that meets it, by edges of kind `lift`.
import type { Streets } from '../source/rows.ts'
import { waySetsOf } from '../source/way-sets.ts'
import { CUT, CUT_WAY, type Draft, whoIn } from './draft.ts'
import { EVERYONE } from './graph.ts'
import { isLift, passing, rankOf } from './tags.ts'

/** A way at a gate. */
interface Visit {
  readonly way: number
  readonly isPublic: boolean
  readonly rank: 1 | 2 | 3
  /** Which way it continues as, if it ends here: one of the same class and name. */
  readonly street: string
  /** How often it ends here, and how often it runs through. */
  ends: number
  passes: number
}

/** A node that not everybody passes. */
interface Gate {
  readonly who: number
  readonly lift: boolean
  readonly visits: Visit[]
}

/** Gates and lifts by their node. */
export type Gates = ReadonlyMap<number, Gate>

/** Finds the nodes that not everybody passes, and marks them in the draft. */
export function gatesOf({ nodeTags }: Streets, { marks }: Draft): Gates {
  const gates = new Map<number, Gate>()
  for (const [node, tags] of nodeTags) {
    const who = passing(tags)
    const lift = isLift(tags)
    if (who === EVERYONE && !lift) continue
    gates.set(node, { who, lift, visits: [] })
    marks[node]! |= CUT
  }
  return gates
}

/**
 * Cuts the ways `gated` (by index, ascending), which are all that run through one of `gates`: lays the edges of each gate, and
 * keeps where the pieces of the ways now begin and end.
 */
export function cutAtGates(streets: Streets, gates: Gates, gated: readonly number[], draft: Draft): void {
  for (const way of gated) visit(streets, way, gates, draft)
  const uncut = new Map<number, ReadonlySet<number>>()
  for (const [node, { lift, visits }] of gates)
    uncut.set(node, new Set(lift ? [] : streetPast(visits).map((v) => v.way)))
  const { wayFirst, wayRefs } = streets
  const sideOf = (node: number, way: number) => {
    if (!(draft.marks[node]! & CUT) || uncut.get(node)!.has(way)) return node
    const side = draft.copyOf(node)
    const { lift, who } = gates.get(node)!
    draft.edge(node, side, 0, lift ? 'lift' : 'gate', who, 0)
    return side
  }
  for (const way of gated) {
    draft.ways[way]! |= CUT_WAY
    for (let i = wayFirst[way]!; i + 1 < wayFirst[way + 1]!; i++) {
      const [a, b] = [wayRefs[i]!, wayRefs[i + 1]!]
      if (a === b) continue
      draft.cutEnds.push(sideOf(a, way))
      draft.cutEnds.push(sideOf(b, way))
    }
  }
  draft.gates = draft.owned
}

/** Notes at each gate on a way how the way meets it. */
function visit(streets: Streets, way: number, gates: Gates, { marks, ways }: Draft): void {
  const { wayFirst, wayRefs } = streets
  const end = wayFirst[way + 1]!
  for (let i = wayFirst[way]!; i < end; i++) {
    if (!(marks[wayRefs[i]!]! & CUT)) continue
    const { visits } = gates.get(wayRefs[i]!)!
    let met = visits.at(-1)
    if (met?.way !== way) {
      const tags = waySetsOf(streets).tagsOf(way)
      const { highway = '', name = '' } = tags
      const [rank, isPublic] = [rankOf(tags), whoIn(ways[way]!) === EVERYONE]
      met = { way, isPublic, rank, street: `${highway} ${name}`, ends: 0, passes: 0 }
      visits.push(met)
    }
    if (i === wayFirst[way]! || i === end - 1) met.ends++
    else met.passes++
  }
}

/**
 * Of the ways at a gate, those of the street that runs past it: the gate is drawn where a lane leaves the street, and is the
 * lane's. None where the gate stands on the only way there is.
 */
function streetPast(visits: readonly Visit[]): readonly Visit[] {
  // a ring drawn from here to here, with two ends, runs through as well
  let past = visits.filter((v) => v.isPublic && v.ends !== 1)
  // or the street is drawn as two ways that meet here
  if (past.length === 0) {
    const ending = visits.filter((v) => v.isPublic && v.rank === 3 && v.passes === 0 && v.ends === 1)
    past = ending.filter((v) => ending.some((w) => w !== v && w.street === v.street))
  }
  const others = visits.filter((v) => !past.includes(v))
  if (others.length === 0) return []
  // a footpath that ends at the gate of a service road has only been drawn up to it: the gate is the road's
  const footpathsOnly = others.every((v) => v.rank === 1)
  return past.filter((v) => !(v.rank === 2 && footpathsOnly))
}
