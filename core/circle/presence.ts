// 有没有: whether a category is there. What no source knows is unknown, and what OpenStreetMap alone does not show is to be checked;
// neither is absent. So counts are spans, from what is there for certain to what may be.
import type { Measured } from './measured.ts'

/** `unchecked`: absent by OpenStreetMap's word alone (待核实). `unknown`: no source here knows the category (台账未覆盖). */
export type Presence = 'present' | 'absent' | 'unchecked' | 'unknown'

/** Of how many things something holds: for certain, and at most. */
export interface Count {
  readonly least: number
  readonly most: number
}

/** The presence of a category (an index) where none of it stands, in a place that lies in `areas` (indices into the city's). */
export function absenceOf({ knowledge }: Measured, category: number, areas: ReadonlySet<number>): Presence {
  const { known, unknownIn, basis } = knowledge[category]!
  if (!known || unknownIn.some((area) => areas.has(area))) return 'unknown'
  return basis === 'osm' ? 'unchecked' : 'absent'
}

/** The areas in which cells lie. */
export function areasOf({ facts }: Measured, cells: ArrayLike<number>): ReadonlySet<number> {
  const tracts = new Set<number>()
  for (let k = 0; k < cells.length; k++) tracts.add(facts.tract[cells[k]!]!)
  return new Set([...tracts].flatMap((t) => facts.tractAreas[t]!))
}

/** How many are there. */
export const countOf = (presences: readonly Presence[]): Count => ({
  least: presences.filter((p) => p === 'present').length,
  most: presences.filter((p) => p !== 'absent').length,
})
