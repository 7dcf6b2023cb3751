// Who lacks what in each circle, cell by cell: the gaps of a plan. The states and denominators are those of the measurement.

import { DS } from '../access/answers.ts'
import type { Circles } from '../circle/circle.ts'
import { confirmedOf } from '../circle/knowledge.ts'
import { type Measured, STATES } from '../circle/measured.ts'
import { BANDS, type OutletRow } from '../source/rows.ts'
import type { Bands, Problem } from './action.ts'

const WITHIN = STATES.indexOf('within')
const BEYOND = STATES.indexOf('beyond')
const NONE = STATES.indexOf('none')
const UNKNOWN = STATES.indexOf('unknown')

/** One category in one circle. */
export interface Lack {
  /** Index into the circles, and into the categories. */
  readonly circle: number
  readonly category: number
  /** Cells with residents who are beyond or without, ascending. */
  readonly lacking: readonly number[]
  /** Cells with residents of whom no ledger tells. */
  readonly unknown: readonly number[]
  /** People about whom something can be said, and all residents of the circle. */
  readonly told: number
  readonly residents: number
}

/** Every circle and category with at least one person (rounded) lacking or not known of; by circle, then category. */
export function lacksOf(m: Measured, { circles, ofCell }: Circles): readonly Lack[] {
  const cells = m.population.lng.length
  const { people } = m.population
  const inCircle: number[][] = circles.map(() => [])
  ofCell.forEach((c, i) => {
    if (c >= 0 && people[i]! > 0) inCircle[c]!.push(i)
  })
  return inCircle.flatMap((held, circle) => {
    const residents = held.reduce((sum, i) => sum + people[i]!, 0)
    return m.categories.flatMap((_, category): Lack[] => {
      const lacking: number[] = []
      const unknown: number[] = []
      let [told, lack, not] = [0, 0, 0]
      for (const i of held) {
        const state = m.state[category * cells + i]!
        if (state === WITHIN) told += people[i]!
        else if (state === BEYOND || state === NONE) {
          lacking.push(i)
          told += people[i]!
          lack += people[i]!
        } else if (state === UNKNOWN) {
          unknown.push(i)
          not += people[i]!
        }
      }
      return lack >= 0.5 || not >= 0.5 ? [{ circle, category, lacking, unknown, told, residents }] : []
    })
  })
}

/** Residents of each circle. */
export function residentsOf({ population }: Measured, { circles, ofCell }: Circles): Float64Array {
  const sums = new Float64Array(circles.length)
  ofCell.forEach((c, i) => {
    if (c >= 0) sums[c]! += population.people[i]!
  })
  return sums
}

const indexed = new WeakMap<readonly OutletRow[], ReadonlyMap<string, OutletRow>>()

/** The outlet of an id; undefined where there is none. A plan asks thousands of times. */
export function outletOf({ outlets }: Measured, id: string): OutletRow | undefined {
  const known = indexed.get(outlets) ?? new Map(outlets.map((o) => [o.id, o]))
  indexed.set(outlets, known)
  return known.get(id)
}

/** People of some cells, whole. */
export function peopleOf(m: Measured, cells: Iterable<number>): number {
  let sum = 0
  for (const i of cells) sum += m.population.people[i]!
  return Math.round(sum)
}

/** The same by band, for the bands that are known. */
export function bandsOf({ population }: Measured, cells: readonly number[]): Bands {
  const known = BANDS.filter((band) => population.bands[band])
  return Object.fromEntries(
    known.map((band) => [band, Math.round(cells.reduce((sum, i) => sum + population.bands[band]![i]!, 0))]),
  )
}

/** The problem of some cells, with the evidence of the cell in which most of them live; of two alike the first. */
export function problemOf(
  m: Measured,
  kind: Problem['kind'],
  category: number,
  cells: readonly number[],
  of: number,
): Problem {
  const { people, lng, lat } = m.population
  const worst = cells.reduce((most, i) => (people[i]! > people[most]! ? i : most), cells[0]!)
  const { ds, mm, outlet } = m.nearest[category]!
  const nearest = m.outlets[outlet[worst]!]
  return {
    kind,
    people: peopleOf(m, cells),
    bands: bandsOf(m, cells),
    of: Math.round(of),
    cells: cells.length,
    at: [Math.round(lng[worst]! * 1e6) / 1e6, Math.round(lat[worst]! * 1e6) / 1e6],
    nearest: nearest
      ? {
          outlet: nearest.id,
          name: nearest.name,
          seconds: Math.round(ds[worst]! / DS),
          meters: Math.round(mm[worst]! / 1000),
        }
      : null,
    basis: m.knowledge[category]!.basis,
    confirmed: nearest ? confirmedOf(nearest) : null,
  }
}
