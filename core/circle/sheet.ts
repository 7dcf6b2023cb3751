// The sheet of a circle: all that is said of it side by side, for a page and for `yike circles` to print. Three results stay
// apart: what can be reached (coverage, gaps, walks), whether it is enough (capacity), and how it hangs together (single points,
// sharing). Nothing is added up into a score.
import { heed, type Progress, SILENT } from '../base/progress.ts'
import { type Inequality, walkInequality } from './access-inequality.ts'
import { byCircle } from './by-circle.ts'
import { type Capacity, capacitiesOf, type PlaceCapacity } from './capacity.ts'
import type { Circle, Circles } from './circle.ts'
import { type Closings, closingsOf } from './closing.ts'
import type { Coverage, Gap, Measured } from './measured.ts'
import { placesOfCircles } from './places.ts'
import { type Balance, type Pair, type Sharing, sharingOf } from './sharing.ts'
import { type FragileOutlet, fragileOutletsOf, type SinglePoint, singlePointsOf } from './single-points.ts'

/** One circle, or the city as a whole. */
export interface Sheet {
  /** Null: the city. */
  readonly circle: Circle | null
  /** By category, then band. */
  readonly coverage: readonly Coverage[]
  /** Basic before quality before carriers, then by people. */
  readonly gaps: readonly Gap[]
  /** What hangs on one outlet for people here, most people first. */
  readonly singlePoints: readonly SinglePoint[]
  /** Per category; null where no outlet of the city says how many places it has (未测). */
  readonly capacity: readonly (PlaceCapacity | null)[]
  /** Per category: minutes on foot of all residents. */
  readonly walks: readonly Inequality[]
  /** Per category; empty for the city. */
  readonly balances: readonly Balance[]
  /** Pairs that it is one of; for the city all. */
  readonly pairs: readonly Pair[]
}

/** The sheets of a city, and what they were taken from, for whoever draws a map. */
export interface Sheets {
  readonly city: Sheet
  /** In the order of the circles. */
  readonly circles: readonly Sheet[]
  /** What is left of the city: those who live, and the outlets that stand, in no circle. With the circles it makes the city. */
  readonly rest: { readonly coverage: readonly Coverage[]; readonly balances: readonly Balance[] }
  /** Outlets by how many people hang on them. */
  readonly fragile: readonly FragileOutlet[]
  readonly closings: Closings
  readonly capacities: readonly (Capacity | null)[]
  readonly sharing: Sharing
}

/** What may be at hand already, for circles that are drawn again and again over one city. */
export interface SheetOptions {
  readonly progress?: Progress
  /** Those of the same measurement; no circle changes them. */
  readonly closings?: Closings
}

/** Everything that is said of circles. Some seconds for a city of millions. Fault: cancelled. */
export function sheetsOf(
  measured: Measured,
  circles: Circles,
  { progress = SILENT, closings = closingsOf(measured, progress) }: SheetOptions = {},
): Sheets {
  const places = placesOfCircles(circles, measured)
  const shares = byCircle(measured, circles)
  const points = singlePointsOf(measured, closings, places)
  const capacities = capacitiesOf(measured, places, progress)
  heed(progress)
  const walks = measured.categories.map((_, c) => walkInequality(measured, c, null, places)!)
  const sharing = sharingOf(measured, circles, { progress })
  const coverageOf = listed(shares.coverage, ({ area }) => area)
  const gapsOf = listed(shares.gaps, ({ area }) => area)
  const pointsOf = listed(points, ({ place }) => place)
  const balancesOf = listed(sharing.balances, ({ circle }) => circle)
  const sheet = (place: number | null): Sheet => {
    const row = place === null ? 0 : 1 + place
    const circle = place === null ? null : circles.circles[place]!
    return {
      circle,
      coverage: coverageOf(circle?.id ?? null),
      gaps: gapsOf(circle?.id ?? null),
      singlePoints: pointsOf(place),
      capacity: capacities.map((capacity) => capacity?.byPlace[row] ?? null),
      walks: walks.map((rows) => rows[row]!),
      balances: place === null ? [] : balancesOf(place),
      pairs: sharing.pairs.filter(({ a, b }) => place === null || a === place || b === place),
    }
  }
  return {
    city: sheet(null),
    circles: circles.circles.map((_, place) => sheet(place)),
    rest: { coverage: shares.rest, balances: balancesOf(null) },
    fragile: fragileOutletsOf(measured, closings),
    closings,
    capacities,
    sharing,
  }
}

/** Things by a key of theirs, each list in order. */
function listed<T, K>(things: readonly T[], keyOf: (thing: T) => K): (key: K) => readonly T[] {
  const lists = new Map<K, T[]>()
  for (const thing of things) {
    const list = lists.get(keyOf(thing))
    if (list) list.push(thing)
    else lists.set(keyOf(thing), [thing])
  }
  return (key) => lists.get(key) ?? []
}
