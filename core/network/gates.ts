// Gates that do not let everyone pass. The ways through one are cut there and joined again by edges of their own:
//
//   street ══●══ street          the gate stands where the lane begins: only the lane is cut
//            ┆ gate edge
//   ────○┄┄┄●┄┄┄○────            the gate stands on one way: cut on both sides of it
//
// A gate edge has no length. Its `who` says who may pass (RESIDENTS, or NOBODY for a locked one and for a wall), so that
// to open a gate is to change one number, and never to draw the network again.
import type { Streets } from '../source/rows.ts'
import type { Walkable } from './build.ts'
import type { Draft } from './draft.ts'
import { EVERYONE } from './graph.ts'
import { passing } from './tags.ts'

/** At which node a way's piece begins and ends, by its place in `wayRefs`. */
export interface Cuts {
  /** The node from which the piece that begins at `wayRefs[i]` leaves. */
  leaving(i: number, wayBegins: boolean): number
  /** The node at which the piece that ends at `wayRefs[i]` arrives. */
  arriving(i: number, wayEnds: boolean): number
}

/** Finds the gates on `walkable` ways and lays their edges. */
export function cutAtGates(streets: Streets, walkable: readonly Walkable[], draft: Draft): Cuts {
  const { wayFirst, wayRefs, nodeTags } = streets
  const shut = new Map<number, { who: number; passes: number; ends: number }>()
  for (const [node, tags] of nodeTags) {
    const who = passing(tags)
    if (who !== EVERYONE) shut.set(node, { who, passes: 0, ends: 0 })
  }
  if (shut.size > 0) {
    for (const { way } of walkable) {
      for (let i = wayFirst[way]!; i < wayFirst[way + 1]!; i++) {
        const gate = shut.get(wayRefs[i]!)
        if (!gate) continue
        if (i === wayFirst[way]! || i === wayFirst[way + 1]! - 1) gate.ends++
        else gate.passes++
      }
    }
  }
  /** The far side of a gate: a node of its own, joined to the gate's. */
  const beyond = (node: number, who: number): number => {
    const side = draft.copyOf(node)
    draft.edge(node, side, 0, 'gate', who, 0)
    return side
  }
  const at = (i: number, wayEnds: boolean): number => {
    const node = wayRefs[i]!
    const gate = shut.get(node)
    if (!gate) return node
    // where some ways run through and others end, the gate shuts those that end: it is theirs, not the street's
    const cut = wayEnds || gate.ends === 0
    return cut ? beyond(node, gate.who) : node
  }
  return { leaving: at, arriving: at }
}
