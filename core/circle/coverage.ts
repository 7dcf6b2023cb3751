// Who is covered: a state for every cell and category, and shares of people. A share is of those about whom something can be said;
// those about whom nothing can be said are counted beside it, by why.
import type { Nearest } from '../access/answers.ts'
import { DS } from '../access/answers.ts'
import type { Convention } from '../access/convention.ts'
import { paceOf } from '../access/impedance.ts'
import type { AreaRow } from '../source/rows.ts'
import type { Category } from '../standard/define.ts'
import type { Groups } from './facts.ts'
import { type CellFacts, type Coverage, type Knowledge, type Share, STATES, type State } from './measured.ts'

const codeOf = (state: State) => STATES.indexOf(state)
const WITHIN = codeOf('within')
const BEYOND = codeOf('beyond')
const NONE = codeOf('none')
const UNKNOWN = codeOf('unknown')
const UNCONNECTED = codeOf('unconnected')
const EDGE = codeOf('edge')

/** The limit in deciseconds. */
export const limitDs = ({ minutes }: Convention): number => Math.round(minutes * 60 * DS)

/** How far the walker gets within the minutes along a straight street, metres. */
const reachMeters = (convention: Convention): number => (limitDs(convention) * paceOf(convention.walker)) / 1000

/**
 * state[c × cells + i], indices into STATES. In this order:
 *
 *   within       an outlet lies within the limit, wherever the cell lies
 *   unconnected  one cannot walk from the cell to the main network
 *   unknown      no source knows the category, or none that does covers the area
 *   edge         the border of the street data is nearer, in a straight line, than the limit: beyond it may be an outlet
 *   beyond       the nearest is further than the limit
 *   none         outlets are listed, or the ledger is complete, and none can be walked to
 */
export function statesOf(
  nearest: readonly Nearest[],
  knowledge: readonly Knowledge[],
  facts: CellFacts,
  convention: Convention,
): Uint8Array {
  const cells = facts.joined.length
  const limit = limitDs(convention)
  const border = reachMeters(convention)
  // what a cell is where nothing is within reach; the same for every category
  const nearBorder = Uint8Array.from(facts.insideMeters, (meters) => (meters < border ? 1 : 0))
  const state = new Uint8Array(nearest.length * cells)
  nearest.forEach(({ ds }, c) => {
    const { known, unknownIn } = knowledge[c]!
    const told = Uint8Array.from(facts.tractAreas, (held) =>
      known && !held.some((a) => unknownIn.includes(a)) ? 1 : 0,
    )
    for (let i = 0; i < cells; i++) {
      const far = ds[i]! < 0 || ds[i]! > limit
      let code = WITHIN
      if (far) {
        if (!facts.joined[i]) code = UNCONNECTED
        else if (!told[facts.tract[i]!]) code = UNKNOWN
        else if (nearBorder[i]) code = EDGE
        else code = ds[i]! < 0 ? NONE : BEYOND
      }
      state[c * cells + i] = code
    }
  })
  return state
}

/**
 * Shares of every category for the whole city (first) and every area in the order given, for all residents and each band that
 * is known. An area counts the cells whose point lies in it; areas within areas each count theirs.
 */
export function coverageOf(
  state: Uint8Array,
  categories: readonly Category[],
  areas: readonly AreaRow[],
  facts: CellFacts,
  groups: Groups,
): readonly Coverage[] {
  const cells = facts.tract.length
  const tracts = facts.tractAreas.length
  const width = groups.bands.length
  const block = STATES.length * width
  const byTract = new Float64Array(tracts * block)
  const byPlace = new Float64Array((1 + areas.length) * block) // the city, then the areas
  const coverage: Coverage[][] = Array.from({ length: 1 + areas.length }, () => [])
  categories.forEach((category, c) => {
    byTract.fill(0)
    for (let i = 0; i < cells; i++) {
      const at = facts.tract[i]! * block + state[c * cells + i]! * width
      for (let g = 0; g < width; g++) byTract[at + g]! += groups.people[i * width + g]!
    }
    byPlace.fill(0)
    for (let t = 0; t < tracts; t++) {
      for (let k = 0; k < block; k++) byPlace[k]! += byTract[t * block + k]!
      for (const area of facts.tractAreas[t]!) {
        for (let k = 0; k < block; k++) byPlace[(1 + area) * block + k]! += byTract[t * block + k]!
      }
    }
    for (let place = 0; place <= areas.length; place++) {
      const area = place === 0 ? null : areas[place - 1]!.id
      groups.bands.forEach((band, g) => {
        const share = shareOf(byPlace, place * block + g, width)
        coverage[place]!.push({ area, category: category.id, band, share })
      })
    }
  })
  return coverage.flat()
}

/** The share that sums of people by state make: the sum of state s stands at `sums[at + s × width]`. */
export function shareOf(sums: Float64Array, at: number, width: number): Share {
  const of = (code: number) => sums[at + code * width]!
  const within = of(WITHIN)
  const people = within + of(BEYOND) + of(NONE)
  return {
    people,
    within,
    share: people > 0 ? within / people : null,
    unknown: of(UNKNOWN),
    unconnected: of(UNCONNECTED),
    edge: of(EDGE),
  }
}
