// The answer gone over anew from the chosen sites alone: walked again, counted again. What does not agree is a mistake of ours, and
// is thrown before anybody is told of sites that would not do what is promised.
import { limitDs } from '../circle/coverage.ts'
import type { Measured } from '../circle/measured.ts'
import { type CityInstance, type Counting, lacks, peopleOf } from './city.ts'
import type { Pairs } from './instance.ts'
import type { Answer } from './model.ts'
import { reachOf } from './reach.ts'
import type { ChosenSite, SitingQuestion } from './siting.ts'

/** Sums of the same people in another order differ by no more than this share. */
const ROUNDING = 1e-9

/** Throws where the sites do not gain whom they promise, or the objective is not what they come to. */
export function verify(
  measured: Measured,
  question: SitingQuestion,
  city: CityInstance,
  capDs: number,
  answer: Answer,
  sites: readonly ChosenSite[],
  counting: Counting,
): void {
  const people = peopleOf(measured, counting.band)!
  const cells = people.length
  const again = reachOf(
    measured,
    sites.map((site) => site.candidate),
    capDs,
  )
  let gained = 0
  for (const { id } of question.categories) {
    const c = measured.categories.findIndex((category) => category.id === id)
    const promised = new Set(sites.flatMap((s) => [...(s.gained[s.categories.indexOf(id)] ?? [])]))
    let sum = 0
    const met = new Set<number>()
    sites.forEach((site, s) => {
      if (!site.categories.includes(id)) return
      for (let k = again.pairs.first[s]!; k < again.pairs.first[s + 1]!; k++) {
        const cell = again.pairs.other[k]!
        if (again.pairs.distance[k]! > limitDs(measured.convention) || met.has(cell) || !(people[cell]! > 0)) continue
        if (!lacks(measured.state[c * cells + cell]!, counting)) continue
        met.add(cell)
        sum += people[cell]!
      }
    })
    if (met.size !== promised.size || [...met].some((cell) => !promised.has(cell)))
      throw new Error(`${id}: the chosen sites reach ${met.size} cells that lack it; ${promised.size} were promised.`)
    gained += sum
  }
  const objective =
    question.model === 'fewest' || question.model === 'capacitated'
      ? question.budget === null
        ? sites.length
        : answer.objective
      : question.model === 'p-median' || question.model === 'p-center'
        ? walked(measured, city, people, again.pairs, capDs, question.model)
        : gained
  if (Math.abs(objective - answer.objective) > ROUNDING * Math.max(1, Math.abs(objective)))
    throw new Error(`${question.model}: the chosen sites come to ${objective}; the answer says ${answer.objective}.`)
}

/** To the nearest of what the measurement found and the chosen sites, walks no longer than the cap; for everybody asked about. */
function walked(
  measured: Measured,
  city: CityInstance,
  people: Float64Array,
  { other, distance }: Pairs,
  capDs: number,
  model: string,
): number {
  const { ds } = measured.nearest[city.openingOf[0]!]!
  const far = Float64Array.from(ds, (its) => (its < 0 ? capDs : Math.min(its, capDs)))
  other.forEach((cell, k) => {
    far[cell] = Math.min(far[cell]!, distance[k]!)
  })
  let [sum, longest] = [0, 0]
  for (const cell of city.cellOf) {
    sum += people[cell]! * far[cell]!
    longest = Math.max(longest, far[cell]!)
  }
  return model === 'p-center' ? longest : sum
}
