// Single points of failure (单点): categories that hang on one outlet, for how many people, in the city and in each of its places. An
// outlet may be one for the circle next door and none for its own.
import type { Closings } from './closing.ts'
import { groupsOf } from './facts.ts'
import { type Measured, STATES } from './measured.ts'
import type { Places } from './places.ts'

const WITHIN = STATES.indexOf('within')
const BEYOND = STATES.indexOf('beyond')
const NONE = STATES.indexOf('none')

/** One category that hangs on one outlet for people of one place. */
export interface SinglePoint {
  /** Index into the places; null: the whole city. */
  readonly place: number | null
  readonly outlet: number
  /** Index into `categories`. */
  readonly category: number
  /** People of the place who would lose the category with this outlet. */
  readonly people: number
  /** People of the place who have the category within the minutes: what `people` are a part of. */
  readonly of: number
  /** Whether the outlet stands in the place; true for the city. */
  readonly inside: boolean
}

/** An outlet that people hang on by one category or several. */
export interface FragileOutlet {
  readonly outlet: number
  /** People of the city who would lose one of its categories or more, each counted once. */
  readonly people: number
  /** Its categories (indices) that somebody would lose, with the people who would, most first. */
  readonly categories: readonly { readonly category: number; readonly people: number }[]
}

/** Whether somebody in cell `i` would lose category `c` with the nearest outlet. */
const loses = ({ state }: Measured, { stateAfter }: Closings, at: number) =>
  state[at] === WITHIN && (stateAfter[at] === BEYOND || stateAfter[at] === NONE)

/**
 * Single points of failure of the city and of each place, sorted: the city first, then place by place; in each by people, most
 * first, then by category and outlet. Only those that somebody lives by.
 */
export function singlePointsOf(measured: Measured, closings: Closings, places: Places): readonly SinglePoint[] {
  const { categories, state, population, serves } = measured
  const cells = population.lng.length
  const found: SinglePoint[] = []
  const rows = 1 + places.ids.length
  categories.forEach((_, category) => {
    const { outlet } = closings.two[category]!.first
    const of = new Float64Array(rows)
    const lost = Array.from({ length: rows }, () => new Map<number, number>()) // outlet → people
    for (let i = 0; i < cells; i++) {
      const at = category * cells + i
      const people = population.people[i]!
      if (state[at] !== WITHIN || !(people > 0)) continue
      const hangs = loses(measured, closings, at)
      for (const place of [-1, ...places.tractAreas[places.tract[i]!]!]) {
        of[1 + place]! += people
        if (!hangs) continue
        const sums = lost[1 + place]!
        sums.set(outlet[i]!, (sums.get(outlet[i]!) ?? 0) + people)
      }
    }
    lost.forEach((sums, row) => {
      for (const [o, people] of sums) {
        const place = row === 0 ? null : row - 1
        const inside = place === null || places.ofOutlet(o).includes(place)
        if (!serves[o]!.includes(category)) throw new Error(`Outlet ${o} does not serve category ${category}.`)
        found.push({ place, outlet: o, category, people, of: of[row]!, inside })
      }
    })
  })
  return found.sort(
    (a, b) =>
      (a.place ?? -1) - (b.place ?? -1) || b.people - a.people || a.category - b.category || a.outlet - b.outlet,
  )
}

/** Outlets by how many people hang on them by any category, most first; of two alike the smaller index. */
export function fragileOutletsOf(measured: Measured, closings: Closings): readonly FragileOutlet[] {
  const { categories, population } = measured
  const { people } = groupsOf({ ...population, bands: {} })
  const cells = population.lng.length
  const once = new Map<number, number>()
  for (let i = 0; i < cells; i++) {
    const lost = new Set<number>()
    categories.forEach((_, c) => {
      if (loses(measured, closings, c * cells + i)) lost.add(closings.two[c]!.first.outlet[i]!)
    })
    for (const o of lost) once.set(o, (once.get(o) ?? 0) + people[i]!)
  }
  const by = new Map<number, { category: number; people: number }[]>()
  for (const { outlet, category, lost } of closings.byCategory.flat()) {
    if (!(lost > 0)) continue
    by.set(outlet, [...(by.get(outlet) ?? []), { category, people: lost }])
  }
  return [...by]
    .map(([outlet, lost]) => ({
      outlet,
      people: once.get(outlet)!,
      categories: lost.sort((a, b) => b.people - a.people || a.category - b.category),
    }))
    .sort((a, b) => b.people - a.people || a.outlet - b.outlet)
}
