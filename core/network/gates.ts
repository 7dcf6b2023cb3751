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
import { CUT, type Draft, whoIn } from './draft.ts'
import { EVERYONE } from './graph.ts'
import { isLift, passing, rankOf } from './tags.ts'

/** The node at which pieces of way `way` begin or end at place `i` of `wayRefs`: at a gate a new one for every side. */
export type SideAt = (i: number, way: number) => number

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

/** Finds the gates on `walkable` ways (by index) and marks them in the draft; the edges of each are laid as its ways are. */
export function cutAtGates(streets: Streets, walkable: Int32Array, draft: Draft): SideAt {
  const { wayFirst, wayRefs, nodeTags } = streets
  const gates = new Map<number, { readonly who: number; readonly lift: boolean; readonly visits: Visit[] }>()
  const { marks } = draft
  for (const [node, tags] of nodeTags) {
    const who = passing(tags)
    const lift = isLift(tags)
    if (who === EVERYONE && !lift) continue
    gates.set(node, { who, lift, visits: [] })
    marks[node]! |= CUT
  }
  if (gates.size === 0) return (i) => wayRefs[i]!
  const { tagsOf } = waySetsOf(streets)
  for (let w = 0; w < walkable.length; w++) {
    const way = walkable[w]!
    const end = wayFirst[way + 1]!
    for (let i = wayFirst[way]!; i < end; i++) {
      if (!(marks[wayRefs[i]!]! & CUT)) continue
      const { visits } = gates.get(wayRefs[i]!)!
      let visit = visits.at(-1)
      if (visit?.way !== way) {
        const tags = tagsOf(way)
        const { highway = '', name = '' } = tags
        const [rank, isPublic] = [rankOf(tags), whoIn(draft.ways[way]!) === EVERYONE]
        visit = { way, isPublic, rank, street: `${highway} ${name}`, ends: 0, passes: 0 }
        visits.push(visit)
      }
      if (i === wayFirst[way]! || i === end - 1) visit.ends++
      else visit.passes++
    }
  }
  const uncut = new Map<number, ReadonlySet<number>>()
  for (const [node, { lift, visits }] of gates)
    uncut.set(node, new Set(lift ? [] : streetPast(visits).map((v) => v.way)))
  return (i, way) => {
    const node = wayRefs[i]!
    if (!(draft.marks[node]! & CUT) || uncut.get(node)!.has(way)) return node
    const side = draft.copyOf(node)
    const { lift, who } = gates.get(node)!
    draft.edge(node, side, 0, lift ? 'lift' : 'gate', who, 0)
    return side
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
