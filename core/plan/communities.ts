// How many communities are covered by the end of each year, counted in three ways, for no document says which is meant by 全覆盖:
//
//   border     at least HALF of its surface lies in circles that are done
//   centroid   its centroid lies in a circle that is done
//   residents  at least HALF of its residents have every basic category within reach that is known where they live: now, or by what the actions
//              done by then promise
//
// A circle is done at the end of the year of its last action; one with an action in no year is not done within the term.
import type { Circles } from '../circle/circle.ts'
import { type Measured, STATES } from '../circle/measured.ts'
import { boundsOfPolygon, centroid, interiorPoint, type MultiPolygon, pointInPolygon } from '../geo/polygon.ts'
import { AreaIndex } from '../geo/polygon-index.ts'
import type { Action } from './action.ts'

/** The half that each way asks for. Our own proposal: the notice names no share. */
export const HALF = 0.5
/** Points a side of the grid on which surfaces are compared. */
const GRID = 24

/** Communities covered, of how many. */
export interface Counted {
  readonly covered: number
  readonly of: number
}

/** The end of a year; year 0 is the beginning. */
export interface CurvePoint {
  readonly year: number
  readonly border: Counted
  readonly centroid: Counted
  /** Communities of whose residents nothing can be told are not in the denominator. */
  readonly residents: Counted
  /** Residents of the city with every known basic category within reach, and of how many it can be told. */
  readonly people: Counted
}

const WITHIN = STATES.indexOf('within')
const BEYOND = STATES.indexOf('beyond')
const NONE = STATES.indexOf('none')
const UNKNOWN = STATES.indexOf('unknown')

/** Communities against circles: what does not change with the actions. */
export interface Communities {
  readonly circles: readonly string[]
  readonly places: readonly {
    /** Its cells with residents. */
    readonly cells: readonly number[]
    /** Index of the circle that holds its centroid; -1: none. */
    readonly middle: number
    /** Of points spread over its surface: the circle that holds each; -1: none. */
    readonly surface: readonly number[]
  }[]
}

/** Lays communities over circles; null where there are none, or none with residents. */
export function communitiesOf(m: Measured, { circles }: Circles): Communities | null {
  const inCommunity = new Map<number, number[]>()
  m.areas.forEach((a, i) => {
    if (a.level === 'community') inCommunity.set(i, [])
  })
  m.facts.tract.forEach((t, i) => {
    if (!(m.population.people[i]! > 0)) return
    for (const a of m.facts.tractAreas[t]!) inCommunity.get(a)?.push(i)
  })
  const held = [...inCommunity].filter(([, cells]) => cells.length > 0)
  if (held.length === 0) return null
  const index = new AreaIndex(circles.map((c) => c.polygon))
  const places = held.map(([a, cells]) => {
    const { polygon } = m.areas[a]!
    const middle = centroid(polygon)
    return {
      cells,
      middle: middle ? index.areaOf(...middle) : -1,
      surface: gridOf(polygon).map(([x, y]) => index.areaOf(x, y)),
    }
  })
  return { circles: circles.map((c) => c.id), places }
}

/** The curve of a term, from its beginning to the end of its last year. */
export function coverageCurve(
  m: Measured,
  { circles, places }: Communities,
  actions: readonly Action[],
  years: number,
): readonly CurvePoint[] {
  const doneIn = doneYears(circles, actions)
  const reach = new Reach(m)
  return Array.from({ length: years + 1 }, (_, year): CurvePoint => {
    const done = (circle: number) => circle >= 0 && doneIn[circle]! <= year
    for (const { gain, category, term } of actions)
      if (term && term.year === year && gain) reach.promise(category, gain.cells)
    const told = places.map(({ cells }) => reach.of(cells)).filter((r) => r.of > 0)
    return {
      year,
      border: counted(places, ({ surface }) => surface.filter(done).length >= HALF * surface.length),
      centroid: counted(places, ({ middle }) => done(middle)),
      residents: counted(told, ({ covered, of }) => covered >= HALF * of),
      people: reach.of(m.population.people.keys()),
    }
  })
}

const counted = <T>(all: readonly T[], is: (one: T) => boolean): Counted => ({
  covered: all.filter(is).length,
  of: all.length,
})

/** The year in which each circle is done: 0 with nothing to do, Infinity where some action is in no year. */
function doneYears(ids: readonly string[], actions: readonly Action[]): readonly number[] {
  const last = new Map<string, number>()
  for (const { circle, term } of actions)
    last.set(circle, Math.max(last.get(circle) ?? 0, term?.year ?? Number.POSITIVE_INFINITY))
  return ids.map((id) => last.get(id) ?? 0)
}

/** Points of a grid that lie in a polygon; a sliver between them is seen by one point inside it. */
function gridOf(polygon: MultiPolygon): (readonly [number, number])[] {
  const box = boundsOfPolygon(polygon)
  if (!box) return []
  const points: (readonly [number, number])[] = []
  for (let y = 0; y < GRID; y++)
    for (let x = 0; x < GRID; x++) {
      const at = [
        box.west + ((x + 0.5) / GRID) * (box.east - box.west),
        box.south + ((y + 0.5) / GRID) * (box.north - box.south),
      ] as const
      if (pointInPolygon(polygon, ...at)) points.push(at)
    }
  const inside = points.length === 0 ? interiorPoint(polygon) : null
  return inside ? [inside] : points
}

/** Per cell and known basic category: within reach, now or as promised. */
class Reach {
  readonly #m: Measured
  readonly #basic: readonly number[]
  readonly #promised = new Map<string, Set<number>>()

  constructor(m: Measured) {
    this.#m = m
    this.#basic = m.categories.flatMap((c, i) => (c.tier === 'basic' && m.knowledge[i]!.known ? [i] : []))
  }

  promise(category: string, cells: readonly number[]): void {
    const set = this.#promised.get(category) ?? new Set()
    this.#promised.set(category, set)
    for (const i of cells) set.add(i)
  }

  /** People of these cells with all of it, and those of whom it can be told; whole. */
  of(cells: Iterable<number>): Counted {
    const { state, population, categories } = this.#m
    const n = population.people.length
    let [covered, of] = [0, 0]
    for (const i of cells) {
      let [all, told, judged] = [true, true, false]
      for (const c of this.#basic) {
        const s = state[c * n + i]!
        if (s === UNKNOWN) continue
        judged = true
        if (s !== WITHIN && s !== BEYOND && s !== NONE) told = false
        else if (s !== WITHIN && !this.#promised.get(categories[c]!.id)?.has(i)) all = false
      }
      if (!told || !judged) continue
      of += population.people[i]!
      if (all) covered += population.people[i]!
    }
    return { covered: Math.round(covered), of: Math.round(of) }
  }
}
