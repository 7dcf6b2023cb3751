// A measured city as a question of siting: who wants to be served, and by which candidates they could be.
import { limitDs } from '../circle/coverage.ts'
import { type Measured, type Share, STATES } from '../circle/measured.ts'
import type { Band } from '../source/rows.ts'
import type { Instance, Pairs } from './instance.ts'
import { type CandidateReach, turned } from './reach.ts'

const [WITHIN, BEYOND, NONE, UNKNOWN] = (['within', 'beyond', 'none', 'unknown'] as const).map((s) => STATES.indexOf(s))

/** How people are counted. */
export interface Counting {
  /** null: all residents. */
  readonly band: Band | null
  /** Whether those about whom nothing is known count as lacking it too. They do not unless a person says so. */
  readonly unknownToo: boolean
}

/** An instance, and what its numbers stand for. */
export interface CityInstance {
  readonly instance: Instance
  /** Per demand: its cell. */
  readonly cellOf: Int32Array
  /** Per demand: the category, as an index into the city's; demands of one question may be of several. */
  readonly categoryOf: Int32Array
  /** Per site: the candidate it is, as an index; -1: what the city has already. */
  readonly candidateOf: Int32Array
  /** Per site: the category that would open there. */
  readonly openingOf: Int32Array
}

/** People of each cell, of the band asked; null where the population does not tell that band. */
export const peopleOf = ({ population }: Measured, band: Band | null): Float64Array | null =>
  band === null ? population.people : (population.bands[band] ?? null)

/** Whether a cell in this state counts as lacking. */
export const lacks = (state: number, { unknownToo }: Counting): boolean =>
  state === BEYOND || state === NONE || (unknownToo && state === UNKNOWN)

/** Cells where somebody lives who lacks the category. */
export function lackingCells(measured: Measured, category: number, counting: Counting): Int32Array {
  const people = peopleOf(measured, counting.band)!
  const { state } = measured
  return Int32Array.from(
    (function* () {
      for (let i = 0; i < people.length; i++)
        if (people[i]! > 0 && lacks(state[category * people.length + i]!, counting)) yield i
    })(),
  )
}

/** The share of a category among those counted, `served` cells (by mark) taken as within it as well. */
export function shareOfCity(measured: Measured, category: number, band: Band | null, served?: Uint8Array): Share {
  const people = peopleOf(measured, band)!
  const sums = new Float64Array(STATES.length)
  for (let i = 0; i < people.length; i++)
    sums[served?.[i] ? WITHIN! : measured.state[category * people.length + i]!]! += people[i]!
  const within = sums[WITHIN!]!
  const all = within + sums[BEYOND!]! + sums[NONE!]!
  return {
    people: all,
    within,
    share: all > 0 ? within / all : null,
    unknown: sums[UNKNOWN!]!,
    unconnected: sums[STATES.indexOf('unconnected')]!,
    edge: sums[STATES.indexOf('edge')]!,
  }
}

/**
 * Who would be gained. Demands are the cells that lack a category, of each of `categories`; sites are candidates with the category
 * that would open there (`mayOpen`), numbered by candidate, then category. What is open already reaches none of these cells, that
 * being why they lack it; so it is not among the sites, and nothing has to be searched for it.
 * With several categories `place` says which sites are one candidate.
 */
export function gainInstance(
  measured: Measured,
  reach: CandidateReach,
  categories: readonly number[],
  counting: Counting,
  mayOpen: (candidate: number, category: number) => boolean,
): CityInstance {
  const cells = measured.population.people.length
  const people = peopleOf(measured, counting.band)!
  const lists = categories.map((c) => lackingCells(measured, c, counting))
  const demands = lists.reduce((sum, list) => sum + list.length, 0)
  const [cellOf, categoryOf] = [new Int32Array(demands), new Int32Array(demands)]
  const demandOf = categories.map(() => new Int32Array(cells).fill(-1))
  let d = 0
  lists.forEach((list, k) => {
    for (const cell of list) {
      demandOf[k]![cell] = d
      cellOf[d] = cell
      categoryOf[d++] = categories[k]!
    }
  })
  const sites: [number, number][] = []
  for (let s = 0; s < reach.candidates.length; s++)
    categories.forEach((c, k) => {
      if (mayOpen(s, c)) sites.push([s, k])
    })
  const bySite = filtered(
    reach.pairs,
    limitDs(measured.convention),
    sites.map(([s, k]) => [s, demandOf[k]!]),
  )
  const candidates = Int32Array.from(sites, ([s]) => s)
  return {
    instance: {
      ...blank(sites.length),
      demands,
      weight: Float64Array.from(cellOf, (cell) => people[cell]!),
      bySite,
      byDemand: turned(bySite, demands),
      cost: costsOf(reach, candidates),
      ...(categories.length > 1 ? { place: candidates } : {}),
    },
    cellOf,
    categoryOf,
    candidateOf: candidates,
    openingOf: Int32Array.from(sites, ([, k]) => categories[k]!),
  }
}

/**
 * How far people walk. Demands are the cells that something is said of (within, beyond, none) and that a candidate or what is
 * there reaches within `reach.limitDs`; site 0 is what the city has already, all of it as one, open, with the walks that the
 * measurement found. A walk longer than the limit counts as long as the limit, so that everybody is always served by something:
 * `capped` people are that far from what is there. `beyondAll` people are reached by nothing and left out.
 */
export function walkInstance(
  measured: Measured,
  reach: CandidateReach,
  category: number,
  counting: Counting,
  mayOpen: (candidate: number) => boolean,
): CityInstance & { readonly capped: number; readonly beyondAll: number } {
  const people = peopleOf(measured, counting.band)!
  const cells = people.length
  const state = measured.state.subarray(category * cells, (category + 1) * cells)
  const { ds } = measured.nearest[category]!
  const limit = reach.limitDs
  const sites: number[] = []
  for (let s = 0; s < reach.candidates.length; s++) if (mayOpen(s)) sites.push(s)
  const isReached = new Uint8Array(cells)
  for (const s of sites)
    for (let i = reach.pairs.first[s]!; i < reach.pairs.first[s + 1]!; i++) isReached[reach.pairs.other[i]!] = 1
  const demandOf = new Int32Array(cells).fill(-1)
  const [list, known]: [number[], number[]] = [[], []]
  let [capped, beyondAll] = [0, 0]
  for (let i = 0; i < cells; i++) {
    if (!(people[i]! > 0) || (state[i] !== WITHIN && !lacks(state[i]!, counting))) continue
    const far = ds[i]! < 0 || ds[i]! > limit
    if (far && !isReached[i]) {
      beyondAll += people[i]!
      continue
    }
    if (far) capped += people[i]!
    demandOf[i] = list.length
    list.push(i)
    known.push(far ? limit : ds[i]!)
  }
  const demands = list.length
  const some = filtered(
    reach.pairs,
    limit,
    sites.map((s) => [s, demandOf]),
  )
  const here = demands
  const bySite: Pairs = {
    first: Int32Array.from({ length: sites.length + 2 }, (_, s) => (s === 0 ? 0 : here + some.first[s - 1]!)),
    other: Int32Array.from({ length: here + some.other.length }, (_, i) => (i < here ? i : some.other[i - here]!)),
    distance: Float64Array.from({ length: here + some.other.length }, (_, i) =>
      i < here ? known[i]! : some.distance[i - here]!,
    ),
  }
  const candidates = Int32Array.from([-1, ...sites])
  const form = blank(sites.length + 1)
  form.open[0] = 1
  return {
    instance: {
      ...form,
      demands,
      weight: Float64Array.from(list, (cell) => people[cell]!),
      bySite,
      byDemand: turned(bySite, demands),
      cost: costsOf(reach, candidates),
    },
    cellOf: Int32Array.from(list),
    categoryOf: new Int32Array(demands).fill(category),
    candidateOf: candidates,
    openingOf: new Int32Array(candidates.length).fill(category),
    capped,
    beyondAll,
  }
}

/** Of each row asked the pairs within the limit whose cell is a demand, cells become demands. */
function filtered(
  { first, other, distance }: Pairs,
  limit: number,
  rows: readonly (readonly [candidate: number, demandOf: Int32Array])[],
): Pairs {
  const newFirst = new Int32Array(rows.length + 1)
  const each = (visit: (at: number, demand: number, far: number) => void) => {
    let at = 0
    rows.forEach(([s, demandOf], r) => {
      for (let i = first[s]!; i < first[s + 1]!; i++) {
        const demand = demandOf[other[i]!]!
        if (demand >= 0 && distance[i]! <= limit) visit(at++, demand, distance[i]!)
      }
      newFirst[r + 1] = at
    })
    return at
  }
  const length = each(() => {})
  const [others, far] = [new Int32Array(length), new Float64Array(length)]
  each((at, demand, itsFar) => {
    others[at] = demand
    far[at] = itsFar
  })
  return { first: newFirst, other: others, distance: far }
}

const blank = (sites: number) => ({ sites, open: new Uint8Array(sites), capacity: null, unit: 'ds' as const })

/** Per site what it would cost; NaN where that is not known, null where nothing is known of any. */
function costsOf({ candidates }: CandidateReach, candidateOf: Int32Array): Float64Array | null {
  const costs = Float64Array.from(candidateOf, (s) => (s < 0 ? 0 : (candidates[s]!.cost ?? Number.NaN)))
  return candidateOf.some((s) => s >= 0 && candidates[s]!.cost !== null) ? costs : null
}
