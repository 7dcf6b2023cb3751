// How unevenly access is spread in a measured city and in its places: minutes to the nearest outlet of a category, and places within
// reach. Only people of whom it can be told enter a measure; the others are counted beside it, as everywhere.
import { DS } from '../access/answers.ts'
import type { Band } from '../source/rows.ts'
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
function entering(own: readonly number[], people: Float64Array, enters: Enters) {
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
