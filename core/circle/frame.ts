// A measured city and its circles, with the lists that typing and indicators ask for again and again, each made once.

import { Engine } from '../access/engine.ts'
import { problemOf } from '../access/problem.ts'
import { Search } from '../access/search.ts'
import { centroid, interiorPoint, pointInPolygon } from '../geo/polygon.ts'
import { AreaIndex } from '../geo/polygon-index.ts'
import type { Circles } from './circle.ts'
import { limitDs, shareOf } from './coverage.ts'
import { type Measured, type Share, STATES } from './measured.ts'

/** A city and its circles. `circle` is an index into the circles; null: the whole city. */
export class Frame {
  readonly measured: Measured
  readonly circles: Circles | null
  readonly #cells: readonly Int32Array[]
  readonly #outlets: readonly Int32Array[]
  #communities: readonly number[] | null = null
  #outletCommunity: Int32Array | null = null
  #communityCells: ReadonlyMap<number, readonly number[]> | null = null
  #served: Uint8Array | null = null
  #circleIndex: AreaIndex | null = null
  readonly #remembered = new Map<string, unknown>()

  constructor(measured: Measured, circles: Circles | null) {
    this.measured = measured
    this.circles = circles
    this.#cells = circles ? listed(circles.ofCell, circles.circles.length) : []
    this.#outlets = circles ? listed(circles.ofOutlet, circles.circles.length) : []
  }

  /** Cells of a circle, ascending; of the whole city all of them, whether they lie in a circle or not. */
  cellsOf(circle: number | null): ArrayLike<number> {
    return circle === null ? Int32Array.from(this.measured.population.people.keys()) : this.#cells[circle]!
  }

  /** Outlets that stand in a circle and that the standard knows, ascending; null: in any circle. */
  outletsOf(circle: number | null): readonly number[] {
    const all = circle === null ? this.#outlets.flatMap((its) => [...its]) : [...this.#outlets[circle]!]
    return all.filter((o) => this.measured.serves[o]!.length > 0).sort((a, b) => a - b)
  }

  /** What `make` gives, made once for this frame. */
  remember<T>(key: string, make: () => T): T {
    if (!this.#remembered.has(key)) this.#remembered.set(key, make())
    return this.#remembered.get(key) as T
  }

  /** People of cells. */
  peopleOf(cells: ArrayLike<number>): number {
    const { people } = this.measured.population
    let sum = 0
    for (let k = 0; k < cells.length; k++) sum += people[cells[k]!]!
    return sum
  }

  /** The share of people in `cells` who have a category (an index) within reach, in `measured` or another measurement of the city. */
  shareOf(category: number, cells: ArrayLike<number>, measured: Measured = this.measured): Share {
    const { people } = measured.population
    const at = category * people.length
    const sums = new Float64Array(STATES.length)
    for (let k = 0; k < cells.length; k++) sums[measured.state[at + cells[k]!]!]! += people[cells[k]!]!
    return shareOf(sums, 0, 1)
  }

  /** Communities of the city: indices into its areas. */
  get communities(): readonly number[] {
    this.#communities ??= this.measured.areas.flatMap((a, i) => (a.level === 'community' ? [i] : []))
    return this.#communities
  }

  /** Cells of a community. */
  communityCells(area: number): readonly number[] {
    if (!this.#communityCells) {
      const { tract, tractAreas } = this.measured.facts
      const is = new Set(this.communities)
      const byArea = new Map<number, number[]>()
      for (let i = 0; i < tract.length; i++) {
        for (const a of tractAreas[tract[i]!]!) {
          if (!is.has(a)) continue
          const its = byArea.get(a)
          if (its) its.push(i)
          else byArea.set(a, [i])
        }
      }
      this.#communityCells = byArea
    }
    return this.#communityCells.get(area) ?? []
  }

  /** Per outlet: the community it stands in, as an index into the areas; -1: in none. */
  get outletCommunity(): Int32Array {
    if (!this.#outletCommunity) {
      const { communities } = this
      const index = new AreaIndex(communities.map((a) => this.measured.areas[a]!.polygon))
      this.#outletCommunity = Int32Array.from(this.measured.outlets, ({ at }) => communities[index.areaOf(...at)] ?? -1)
    }
    return this.#outletCommunity
  }

  /** Per cell: 1 where an outlet that stands in some circle can be walked to within the minutes. One search. */
  get served(): Uint8Array {
    if (!this.#served) {
      const { graph, convention, cellSnaps, outletSnaps } = this.measured
      const search = new Search(graph, convention.walker, convention.legs)
      const { ds } = new Engine(problemOf(search, cellSnaps, outletSnaps, [this.outletsOf(null)])).nearest(0)
      const limit = limitDs(convention)
      this.#served = Uint8Array.from(ds, (d) => (d >= 0 && d <= limit ? 1 : 0))
    }
    return this.#served
  }

  /** Index of the circle a place lies in (of the smallest, should there be two); -1: in none. */
  circleAt(lng: number, lat: number): number {
    this.#circleIndex ??= new AreaIndex(this.circles?.circles.map((c) => c.polygon) ?? [])
    return this.#circleIndex.areaOf(lng, lat)
  }

  /** The circle that holds the centroid of an area (a place inside it, where the centroid is not); -1: none does. */
  circleOfArea(area: number): number {
    const { polygon } = this.measured.areas[area]!
    const middle = centroid(polygon)
    const at = middle && pointInPolygon(polygon, ...middle) ? middle : interiorPoint(polygon)
    return at ? this.circleAt(...at) : -1
  }
}

/** Items by the group they are in; those of -1 are in none. */
function listed(of: Int32Array, groups: number): readonly Int32Array[] {
  const lists: number[][] = Array.from({ length: groups }, () => [])
  of.forEach((group, i) => {
    if (group >= 0) lists[group]!.push(i)
  })
  return lists.map((list) => Int32Array.from(list))
}
