// Residents: housed by floor area, counted by community, each quarter with its own age.
import type { Random } from '@yike/core/base/random.ts'
import type { Home } from './lots.ts'
import type { Zone } from './zones.ts'

/** Age bands, overlapping, as census tables give them. */
export const AGES = ['0-2', '3-6', '0-14', '60+', '65+'] as const

/** One count of people. */
export interface Count {
  people: number
  households: number
  /** By AGES. */
  readonly ages: [number, number, number, number, number]
}

interface Kind {
  /** Square metres of floor a resident, empty flats counted in. */
  readonly floor: number
  readonly household: number
  /** Shares by AGES. */
  readonly ages: readonly [number, number, number, number, number]
}

const ESTATE: Kind = { floor: 40, household: 2.7, ages: [0.026, 0.043, 0.15, 0.17, 0.115] }
/** National census 2020: 0–14 17.95 %, 60+ 18.70 %, 65+ 13.50 %; quarters scatter round it as they do in cities. */
const KINDS: Readonly<Partial<Record<Zone, Kind>>> = {
  'old-town': { floor: 27, household: 2.2, ages: [0.013, 0.022, 0.075, 0.34, 0.25] },
  danwei: { floor: 31, household: 2.3, ages: [0.017, 0.028, 0.095, 0.29, 0.21] },
  estate: ESTATE,
  newtown: { floor: 52, household: 2.9, ages: [0.045, 0.07, 0.215, 0.08, 0.05] },
  village: { floor: 24, household: 2.0, ages: [0.03, 0.04, 0.12, 0.06, 0.04] },
  industry: { floor: 20, household: 3.5, ages: [0.004, 0.005, 0.01, 0.01, 0.006] },
}
const kindOf = (zone: Zone): Kind => KINDS[zone] ?? ESTATE

/** Residents of each home, whole, `people` in all. */
export function housePeople(homes: readonly Home[], people: number): Int32Array {
  const weight = homes.map((h) => h.floorArea / kindOf(h.zone).floor)
  const all = weight.reduce((a, b) => a + b, 0)
  const out = new Int32Array(homes.length)
  let sum = 0
  let given = 0
  weight.forEach((w, h) => {
    sum += w
    const upTo = h === homes.length - 1 ? people : Math.round((people * sum) / all) // what rounding leaves goes to the next
    out[h] = upTo - given
    given = upTo
  })
  return out
}

/** The count of one community from its residents by zone. Bands are in keeping: 0-2 and 3-6 within 0-14, 65+ within 60+. */
export function countPeople(byZone: ReadonlyMap<Zone, number>, rng: Random): Count {
  const ages: Count['ages'] = [0, 0, 0, 0, 0]
  let people = 0
  let households = 0
  const young = rng.between(0.88, 1.12)
  const old = rng.between(0.88, 1.12)
  for (const [zone, n] of byZone) {
    const kind = kindOf(zone)
    people += n
    households += n / kind.household
    kind.ages.forEach((share, k) => {
      ages[k]! += n * share * (k < 3 ? young : old)
    })
  }
  const [a, b, c, d, e] = ages.map(Math.round) as Count['ages']
  return { people, households: Math.round(households), ages: [a, b, Math.max(c, a + b), d, Math.min(d, e)] }
}

/** Counts added up. */
export function addCounts(counts: readonly Count[]): Count {
  const sum: Count = { people: 0, households: 0, ages: [0, 0, 0, 0, 0] }
  for (const { people, households, ages } of counts) {
    sum.people += people
    sum.households += households
    ages.forEach((n, k) => {
      sum.ages[k]! += n
    })
  }
  return sum
}
