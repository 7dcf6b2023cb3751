// Capacity: not only whether there is one (有没有) but whether it is enough (够不够). Two numbers, never one: `presence` is the share
// of people with an outlet within the minutes; sufficiency is places a person, and null where no outlet says how many it has.
import { pairsWithin } from '../access/pairs.ts'
import type { Problem, Rows } from '../access/problem.ts'
import { Search } from '../access/search.ts'
import type { Sourced } from '../base/certainty.ts'
import { heed, type Progress, SILENT } from '../base/progress.ts'
import type { Band } from '../source/rows.ts'
import { bandServedBy } from '../standard/demand.ts'
import { type Catchments, type Shared, share } from './catchment.ts'
import { limitDs, shareOf } from './coverage.ts'
import { problemFor } from './from-snaps.ts'
import { type Measured, type Share, STATES } from './measured.ts'
import { type Places, sumsByPlace } from './places.ts'

/** How much is known of the places in reach of a cell. */
export const TELLS = ['untold', 'told', 'partly'] as const
//  untold  its state is unknown, unconnected or edge: nothing can be said
//  told    every outlet within the minutes says how many places it has; where there is none, there are none
//  partly  some outlet within the minutes does not: there are at least so many
/** One of them. */
export type Tells = (typeof TELLS)[number]
const [TOLD, PARTLY] = [1, 2]
/** States of which something can be said: within, beyond, none. */
const SAYS = new Set(['within', 'beyond', 'none'].map((word) => STATES.indexOf(word as (typeof STATES)[number])))

/** Places against people in the city or one of its places. All people are those of the band. */
export interface PlaceCapacity {
  /** Index into the places; null: the whole city. */
  readonly place: number | null
  /** Residents of the band. */
  readonly people: number
  /** Presence: those with an outlet within the minutes, with its denominator. */
  readonly presence: Share
  /** Outlets that stand here, and those of them whose places are known. */
  readonly outlets: number
  readonly known: number
  /** Places of the known ones together; null where none is known, 0 only where it is known that there are no outlets. */
  readonly capacity: number | null
  /** M-CAP 供需比: places here ÷ people here; null where either is not known. */
  readonly ratio: number | null
  /** People of whom `told`, `partly` and `untold` hold; together `people`. */
  readonly told: number
  readonly partly: number
  readonly untold: number
  /** Places a person in reach, whoever's they are: the mean over the told; null where nobody is. */
  readonly twoStep: number | null
  readonly even: number | null
  /** Told people who have fewer (two-step) than the city's mean; null where there is no mean. */
  readonly belowMean: number | null
}

/** The capacity of one category. */
export interface Capacity {
  /** Index into `categories`. */
  readonly category: number
  /** Whom it is for: the band wanted, with its source; null: all residents. */
  readonly wanted: Sourced<Band> | null
  /** The band counted: `wanted` where the population tells it, else null: all residents. */
  readonly band: Band | null
  /** Outlets with known places (indices), and what comes of sharing them: in its rows outlet `knows[j]` is j; by cell for the rest. */
  readonly knows: Int32Array
  readonly shared: Shared
  /** Per cell: index into TELLS. */
  readonly tells: Uint8Array
  /** The city first, then every place, in order. */
  readonly byPlace: readonly PlaceCapacity[]
}

/**
 * Capacity of every category of which some outlet says how many places it has, by `places`; null for the others: their
 * sufficiency is not known (未测), their presence is their coverage. Fault: cancelled.
 */
export function capacitiesOf(
  measured: Measured,
  places: Places,
  progress: Progress = SILENT,
): readonly (Capacity | null)[] {
  const { graph, convention, categories, outlets, serves } = measured
  const knowing = categories.map((_, c) => serves.some((served, o) => outlets[o]!.capacity !== null && served.includes(c))) // biome-ignore format: one line
  if (!knowing.includes(true)) return categories.map(() => null)
  const problem = problemFor(new Search(graph, convention.walker, convention.legs), measured, measured)
  return categories.map((_, c) => {
    heed(progress)
    return knowing[c] ? capacityOf(measured, problem, c, places, progress) : null
  })
}

function capacityOf(measured: Measured, problem: Problem, c: number, places: Places, progress: Progress): Capacity {
  const { population, categories, outlets, state } = measured
  const wanted = bandServedBy(categories[c]!.id)
  const band = wanted && population.bands[wanted.value] ? wanted.value : null
  const people = band ? population.bands[band]! : population.people
  const which = problem.members.item.subarray(problem.members.first[c]!, problem.members.first[c + 1]!)
  const pairs = pairsWithin(problem, which, limitDs(measured.convention), progress)
  const rows = [...which.keys()]
  const isKnown = (row: number) => outlets[which[row]!]!.capacity !== null
  const knows = which.filter((_, row) => isKnown(row))
  const catchments: Catchments = { pairs: chosen(pairs, rows.filter(isKnown)), capacity: Float64Array.from(knows, (o) => outlets[o]!.capacity!), people } // biome-ignore format: one line
  const shared = share(catchments)

  const cells = people.length
  const tells = Uint8Array.from({ length: cells }, (_, i) => (SAYS.has(state[c * cells + i]!) ? TOLD : 0))
  for (const i of chosen(pairs, rows.filter((row) => !isKnown(row))).item) if (tells[i] === TOLD) tells[i] = PARTLY // biome-ignore format: one line
  const byPlace = placesWith({ measured, c, places, people, shared, tells, which, knows: new Set(knows) })
  return { category: c, wanted, band, knows, shared, tells, byPlace }
}

/** Some of the rows, in the order told. */
function chosen({ first, item }: Rows, rows: readonly number[]): Rows {
  const lists = rows.map((row) => item.subarray(first[row]!, first[row + 1]!))
  const begins = Int32Array.from({ length: lists.length + 1 }, () => 0)
  lists.forEach((list, r) => {
    begins[r + 1] = begins[r]! + list.length
  })
  const items = new Int32Array(begins[lists.length]!)
  lists.forEach((list, r) => {
    items.set(list, begins[r])
  })
  return { first: begins, item: items }
}

interface Adding {
  readonly measured: Measured
  readonly c: number
  readonly places: Places
  readonly people: Float64Array
  readonly shared: Shared
  readonly tells: Uint8Array
  readonly which: Int32Array
  readonly knows: ReadonlySet<number>
}

/** Sums of a place: people by state, then people by how much is told, then people × places of the told, both ways. */
const BY_TELLS = STATES.length
const TWO_STEP = BY_TELLS + TELLS.length
const EVEN = TWO_STEP + 1
const WIDTH = EVEN + 1

function placesWith({ measured, c, places, people, shared, tells, which, knows }: Adding): PlaceCapacity[] {
  const { state, outlets } = measured
  const cells = people.length
  const sums = sumsByPlace(places, WIDTH, (i, row, at) => {
    row[at + state[c * cells + i]!]! += people[i]!
    row[at + BY_TELLS + tells[i]!]! += people[i]!
    if (tells[i] !== TOLD) return
    row[at + TWO_STEP]! += people[i]! * shared.twoStep[i]!
    row[at + EVEN]! += people[i]! * shared.even[i]!
  })
  const mean = sums[BY_TELLS + TOLD]! > 0 ? sums[TWO_STEP]! / sums[BY_TELLS + TOLD]! : null
  const below = sumsByPlace(places, 1, (i, row, at) => {
    if (mean !== null && tells[i] === TOLD && shared.twoStep[i]! < mean) row[at]! += people[i]!
  })
  const standing = Array.from({ length: 1 + places.ids.length }, () => ({ outlets: 0, known: 0, capacity: 0 }))
  for (const o of which)
    for (const place of [-1, ...places.ofOutlet(o)]) {
      standing[1 + place]!.outlets++
      if (!knows.has(o)) continue
      standing[1 + place]!.known++
      standing[1 + place]!.capacity += outlets[o]!.capacity!
    }
  return standing.map((stand, row): PlaceCapacity => {
    const at = row * WIDTH
    const presence = shareOf(sums, at, 1)
    const [untold, told, partly] = [0, 1, 2].map((t) => sums[at + BY_TELLS + t]!) as [number, number, number]
    const all = untold + told + partly
    const isEmpty = stand.outlets === 0 && presence.people > 0
    const held = stand.known > 0 || isEmpty ? stand.capacity : null
    return {
      place: row === 0 ? null : row - 1,
      people: all,
      presence,
      outlets: stand.outlets,
      known: stand.known,
      capacity: held,
      ratio: held !== null && all > 0 ? held / all : null,
      told,
      partly,
      untold,
      twoStep: told > 0 ? sums[at + TWO_STEP]! / told : null,
      even: told > 0 ? sums[at + EVEN]! / told : null,
      belowMean: mean === null ? null : below[row]!,
    }
  })
}
