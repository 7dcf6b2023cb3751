// Whom the chosen sites gain, where these people live, and in which order the sites gain most.
import { limitDs } from '../circle/coverage.ts'
import type { Measured } from '../circle/measured.ts'
import { type CityInstance, type Counting, lacks, peopleOf } from './city.ts'
import type { Answer } from './model.ts'
import type { CandidateReach } from './reach.ts'
import type { ByPlace, ChosenSite, SitingQuestion } from './siting.ts'
import { spansOf } from './stops.ts'
import { routed } from './van-days.ts'

/** Places that people are told of: areas, or circles. */
export interface Groups {
  readonly places: readonly { readonly id: string; readonly name: string }[]
  /** Per cell: its place; -1: none. */
  readonly ofCell: Int32Array
}

/** The smallest area that each cell lies in. */
export const groupsOfAreas = (measured: Measured): Groups => ({ places: measured.areas, ofCell: measured.cellArea })

/** What the sites come to. */
export interface Gains {
  readonly sites: readonly ChosenSite[]
  /** Per category asked: a mark per cell that a chosen site reaches, people gained, and where. */
  readonly served: readonly Uint8Array[]
  readonly gained: readonly number[]
  readonly where: readonly (readonly ByPlace[])[]
}

/**
 * The chosen candidates in the order in which they gain most, each given those before it (of two alike the one listed first), with
 * what each would gain alone.
 */
export function ranked(
  measured: Measured,
  city: CityInstance,
  answer: Answer,
  reach: CandidateReach,
  counting: Counting,
  groups: Groups,
  question: SitingQuestion,
): Gains {
  const people = peopleOf(measured, counting.band)!
  const cells = people.length
  const ids = question.categories.map((c) => measured.categories.findIndex(({ id }) => id === c.id))
  const limit = limitDs(measured.convention)
  const served = ids.map(() => new Uint8Array(cells))
  /** Candidate → its categories, as places among those asked. */
  const opening = new Map<number, number[]>()
  for (const site of answer.chosen) {
    const list = opening.get(city.candidateOf[site]!)
    const k = ids.indexOf(city.openingOf[site]!)
    if (list) list.push(k)
    else opening.set(city.candidateOf[site]!, [k])
  }
  const { first, other, distance } = reach.pairs
  const near = (s: number, visit: (cell: number) => void) => {
    for (let i = first[s]!; i < first[s + 1]!; i++) if (distance[i]! <= limit) visit(other[i]!)
  }
  /** Cells that lack category k and are not served yet, by whether something is known of them. */
  const gainOf = (s: number, k: number, isServed: Uint8Array | null) => {
    const gained: number[] = []
    let [sum, beside] = [0, 0]
    near(s, (cell) => {
      const state = measured.state[ids[k]! * cells + cell]!
      if (isServed?.[cell] || !(people[cell]! > 0) || state === 0) return
      if (lacks(state, counting)) {
        gained.push(cell)
        sum += people[cell]!
      } else beside += people[cell]!
    })
    return { cells: Int32Array.from(gained), people: sum, beside }
  }
  const days = vansOf(city, answer, question, reach)
  const runnerUpOf = new Map(answer.runnersUp.map((r) => [city.candidateOf[r.instead]!, r]))
  const left = [...opening.keys()].sort((a, b) => a - b)
  const sites: ChosenSite[] = []
  while (left.length) {
    let [best, most] = [0, -1]
    left.forEach((s, i) => {
      const sum = opening.get(s)!.reduce((all, k) => all + gainOf(s, k, served[k]!).people, 0)
      if (sum > most) [best, most] = [i, sum]
    })
    const [s] = left.splice(best, 1) as [number]
    const ks = opening.get(s)!
    const gains = ks.map((k) => gainOf(s, k, served[k]!))
    for (const k of ks)
      near(s, (cell) => {
        served[k]![cell] = 1
      })
    const runnerUp = runnerUpOf.get(s)
    const other = runnerUp ? city.candidateOf[runnerUp.site]! : -1
    sites.push({
      candidate: reach.candidates[s]!,
      categories: ks.map((k) => question.categories[k]!.id),
      gained: gains.map((g) => g.cells),
      people: gains.map((g) => g.people),
      alone: ks.map((k) => gainOf(s, k, null).people),
      where: byPlace(
        gains.flatMap((g) => [...g.cells]),
        people,
        groups,
      ),
      beside: gains.map((g) => g.beside),
      runnerUp: runnerUp && other >= 0 ? { candidate: reach.candidates[other]!, loss: runnerUp.loss } : null,
      van: days.get(s) ?? null,
    })
  }
  const gainedCells = ids.map((_, k) =>
    sites.flatMap((site) => [...(site.gained[site.categories.indexOf(question.categories[k]!.id)] ?? [])]),
  )
  return {
    sites,
    served,
    gained: gainedCells.map((list) => list.reduce((sum, cell) => sum + people[cell]!, 0)),
    where: gainedCells.map((list) => byPlace(list, people, groups)),
  }
}

/** The van of each mobile stop. */
function vansOf(
  city: CityInstance,
  answer: Answer,
  question: SitingQuestion,
  reach: CandidateReach,
): Map<number, number> {
  const vans = new Map<number, number>()
  if (question.model !== 'mobile') return vans
  const stands = standsOf(city, reach)
  const days = routed(
    [...answer.chosen],
    stands,
    question.p ?? 0,
    question.stopsPerVan ?? Infinity,
    question.minutesBetween ?? 0,
  )
  days?.forEach((day, v) => {
    for (const site of day) vans.set(city.candidateOf[site]!, v + 1)
  })
  return vans
}

/** When each site of a question about mobile stops stands: the first span of its hours. */
export function standsOf(city: CityInstance, { candidates }: CandidateReach): { from: Int32Array; to: Int32Array } {
  const spans = Array.from(city.candidateOf, (s) => spansOf(candidates[s]!.hours)[0]!)
  return { from: Int32Array.from(spans, (s) => s.from), to: Int32Array.from(spans, (s) => s.to) }
}

function byPlace(cells: readonly number[], people: Float64Array, { places, ofCell }: Groups): readonly ByPlace[] {
  const sums = new Map<number, number>()
  for (const cell of cells) sums.set(ofCell[cell]!, (sums.get(ofCell[cell]!) ?? 0) + people[cell]!)
  return [...sums]
    .sort(([a, x], [b, y]) => y - x || a - b)
    .map(([place, sum]) => ({ id: places[place]?.id ?? null, name: places[place]?.name ?? null, people: sum }))
}
