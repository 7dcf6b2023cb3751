// Twenty small cities of one made-up province, for work that goes over many: some thousand people each, a second to measure.
import { CENTRE, type CityPlan } from './city.ts'

/** The made-up province: its code is used by nobody. */
export const PROVINCE = { code: '990000', name: '演示省' } as const

/** Degrees from one to the next: far beyond a walk. */
const APART = 0.5
const COLUMNS = 5
const COUNT = 20

/** Plans of the first `count` of them, seeds 1 to 20: `makeCity` makes each. Codes of their areas begin with 9901 to 9920. */
export const smallCities = (count = COUNT): readonly CityPlan[] =>
  Array.from({ length: count }, (_, i) => ({
    people: 4000 + 200 * i,
    seed: i + 1,
    site: {
      name: `演示${i + 1}市`,
      prefix: String(9901 + i),
      lng: CENTRE.lng - 2 + APART * (i % COLUMNS),
      lat: CENTRE.lat - 1 + APART * Math.floor(i / COLUMNS),
    },
  }))
