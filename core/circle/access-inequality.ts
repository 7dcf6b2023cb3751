// How unevenly access is spread in a measured city and in its places: minutes to the nearest outlet of a category, and places within
// reach. Only people of whom it can be told enter a measure; the others are counted beside it, as everywhere.
import { DS } from '../access/answers.ts'
import { heed, type Progress, SILENT } from '../base/progress.ts'
import { BANDS, type Band } from '../source/rows.ts'
import { type Capacity, TELLS } from './capacity.ts'
import { concentration, type Measures, measuresOf, type Spread, type TheilParts, theilParts } from './inequality.ts'
import { type Measured, STATES } from './measured.ts'
import type { Places } from './places.ts'

/**
 * Inequality among one set of people; see inequality.ts for what the values mean. `people` are those of whom the value can be told,
 * the denominator; `mean` is of seconds, or of places a person.
 */
export interface Inequality extends Measures {
  /** Index into the places; null: the whole city. */
  readonly place: number | null
  /** People who can walk to no outlet at all though outlets are known: they have no minutes, and are in no measure. 0 for places. */
  readonly without: number
  /** People of whom nothing can be said. */
  readonly untold: number
  /** Theil between and within the places; the city's row only. */
  readonly parts: TheilParts | null
}

/** Shares nearer than this are one: where one census share was spread over many cells, rounding must not rank them. */
const SAME_SHARE = 1e-9

/** How a cell enters: with a value, as one without any, or not at all. */
type Enters = (cell: number) => number | 'without' | 'untold'

/**
 * Seconds on foot to the nearest outlet of a category (index), among residents or a band of them: the city, then every place.
 * Null where the population does not tell the band.
 */
export function walkInequality(
  measured: Measured,
  category: number,
  band: Band | null,
  places: Places,
): readonly Inequality[] | null {
  const people = band ? measured.population.bands[band] : measured.population.people
  return people ? inequalities(people, walkSeconds(measured, category), places) : null
}

/** Places a person within reach (two-step), among those whom the category is for: the city, then every place. Who has none has 0. */
export function capacityInequality(measured: Measured, capacity: Capacity, places: Places): readonly Inequality[] {
  const { population } = measured
  const people = capacity.band ? population.bands[capacity.band]! : population.people
  const told = TELLS.indexOf('told')
  return inequalities(people, (i) => (capacity.tells[i] === told ? capacity.shared.twoStep[i]! : 'untold'), places)
}

/**
 * Whether longer walks fall to the cells with a larger share of a band (above 0) or a smaller one (below 0): concentration index
 * of seconds to the nearest outlet, all residents, cells ranked by the band's share of their residents. Null where the population
 * does not tell the band, or nobody's walk can be told.
 */
export function walkConcentration(measured: Measured, category: number, band: Band): number | null {
  const { people, bands } = measured.population
  const its = bands[band]
  if (!its) return null
  const { spread, cells } = entering([...people.keys()], people, walkSeconds(measured, category))
  return concentration(
    spread,
    cells.map((i) => Math.round(its[i]! / people[i]! / SAME_SHARE)),
  )
}

/** Minutes on foot among one age band of the city, and whether they fall to where that band lives. */
export interface BandInequality {
  readonly band: Band
  /** Of the whole city, with Theil between and within the places. */
  readonly its: Inequality
  /** See walkConcentration. */
  readonly concentration: number | null
}

/**
 * The city's bands, one by one, for every category; empty where the population tells no ages. The same as `walkInequality` and
 * `walkConcentration` of each, but that cells are sorted once a category and once a band. Fault: cancelled.
 */
export function bandInequalities(
  measured: Measured,
  { tract }: Pick<Places, 'tract'>,
  progress: Progress = SILENT,
): readonly (readonly BandInequality[])[] {
  const { people, bands } = measured.population
  const cells = people.length
  const told = BANDS.flatMap((band) => {
    const its = bands[band]
    if (!its) return []
    const share = shareOfBand(its, people)
    return [{ band, its, share, byShare: orderBy(share) }]
  })
  progress.begin({ zh: '各年龄段的均衡程度', en: 'Inequality by age' }, measured.categories.length)
  return measured.categories.map((_, c) => {
    progress.step(c)
    heed(progress)
    const seconds = walkSeconds(measured, c)
    const byWalk = orderBy(measured.nearest[c]!.ds.subarray(0, cells))
    const known = new Float64Array(cells).fill(-1) // seconds of those with residents and a walk
    for (const i of byWalk) {
      const its = people[i]! > 0 ? seconds(i) : 'untold'
      if (typeof its === 'number') known[i] = its
    }
    return told.map(({ band, its, share, byShare }) => {
      const { spread, cells: own, without, untold } = entering(byWalk, its, seconds)
      const ranked = byShare.filter((i) => known[i]! >= 0)
      const column = (of: Float64Array) => Float64Array.from(ranked, (i) => of[i]!)
      return {
        band,
        its: { place: null, without, untold, ...measuresOf(spread), parts: theilParts(spread, own.map((i) => tract[i]!)) }, // biome-ignore format: one line
        concentration: concentration({ values: column(known), people: column(people) }, column(share)),
      }
    })
  })
}

/** A band's share of a cell's residents, in whole steps of SAME_SHARE; 0 where nobody lives. */
const shareOfBand = (its: Float64Array, people: Float64Array): Float64Array =>
  its.map((n, i) => (people[i]! > 0 ? Math.round(n / people[i]! / SAME_SHARE) : 0))

const orderBy = (column: ArrayLike<number>): Int32Array =>
  Int32Array.from({ length: column.length }, (_, i) => i).sort((a, b) => column[a]! - column[b]! || a - b)

function walkSeconds({ state, nearest, population }: Measured, category: number): Enters {
  const cells = population.lng.length
  return (i) => {
    const word = STATES[state[category * cells + i]!]!
    if (word === 'within' || word === 'beyond') return nearest[category]!.ds[i]! / DS
    return word === 'none' ? 'without' : 'untold'
  }
}

function inequalities(people: Float64Array, enters: Enters, places: Places): Inequality[] {
  const { ids, tract, tractAreas } = places
  const cellsOf: number[][] = Array.from({ length: 1 + ids.length }, () => [])
  for (let i = 0; i < people.length; i++) {
    cellsOf[0]!.push(i)
    for (const place of tractAreas[tract[i]!]!) cellsOf[1 + place]!.push(i)
  }
  return cellsOf.map((own, row) => {
    const { spread, cells, without, untold } = entering(own, people, enters)
    return {
      place: row === 0 ? null : row - 1,
      without,
      untold,
      ...measuresOf(spread),
      parts: row === 0 ? theilParts(spread, cells.map((i) => tract[i]!)) : null, // biome-ignore format: one line
    }
  })
}

/** Of `own` cells: those with people and a value, and the people of the others. */
function entering(own: Iterable<number>, people: Float64Array, enters: Enters) {
  const cells: number[] = []
  const values: number[] = []
  let [without, untold] = [0, 0]
  for (const i of own) {
    if (!(people[i]! > 0)) continue
    const value = enters(i)
    if (value === 'without') without += people[i]!
    else if (value === 'untold') untold += people[i]!
    else {
      cells.push(i)
      values.push(value)
    }
  }
  const spread: Spread = { values, people: cells.map((i) => people[i]!) }
  return { spread, cells, without, untold }
}
