// What holds of each cell whatever the category and the minutes: whether it is joined to the town, how far it lies from the border
// of the data, and in which areas.
import type { Search } from '../access/search.ts'
import type { Bounds } from '../geo/bounds.ts'
import { convexHull, metersInside } from '../geo/hull.ts'
import { AreaIndex } from '../geo/polygon-index.ts'
import { DEGREES, type WalkGraph } from '../network/graph.ts'
import type { Snaps } from '../network/snap.ts'
import { type AreaRow, BANDS, type Band, type Population } from '../source/rows.ts'
import type { CellFacts } from './measured.ts'

/** Facts of all cells of `population`, which stand where `snaps` say. */
export const factsOf = (
  search: Search,
  population: Population,
  snaps: Snaps,
  areas: readonly AreaRow[],
  bounds: Bounds,
): CellFacts => ({
  joined: search.joined(snaps),
  insideMeters: insideOf(search.graph, population, bounds),
  ...tractsOf(population, areas),
})

/**
 * Metres from each cell to the border of the data, negative outside it: the nearer of the convex hull of all street nodes and
 * the box that the street data claims. Streets are kept whole and run out of the box, but outlets were taken inside it only.
 */
function insideOf(graph: WalkGraph, { lng, lat }: Population, bounds: Bounds): Float64Array {
  const degrees = (column: Int32Array) => Float64Array.from(column, (v) => v * DEGREES)
  const inside = metersInside(convexHull(degrees(graph.lng), degrees(graph.lat)))
  const { west, south, east, north } = bounds
  const box = metersInside(Float64Array.of(west, south, east, south, east, north, west, north))
  return Float64Array.from(lng, (x, i) => Math.min(inside(x, lat[i]!), box(x, lat[i]!)))
}

/** Cells grouped by the areas that hold them; tracts are numbered as they appear. */
function tractsOf({ lng, lat }: Population, areas: readonly AreaRow[]): Pick<CellFacts, 'tract' | 'tractAreas'> {
  const index = new AreaIndex(areas.map((a) => a.polygon))
  const tract = new Int32Array(lng.length)
  const tractAreas: (readonly number[])[] = []
  const known = new Map<string, number>()
  for (let i = 0; i < lng.length; i++) {
    const held = index.allOf(lng[i]!, lat[i]!)
    const key = held.join(' ')
    let t = known.get(key)
    if (t === undefined) {
      t = tractAreas.push(held) - 1
      known.set(key, t)
    }
    tract[i] = t
  }
  return { tract, tractAreas }
}

/** Residents of each cell in columns of groups: group 0 is everybody, the others the bands that are known. */
export interface Groups {
  readonly bands: readonly (Band | null)[]
  /** People of group g in cell i at `people[i × bands.length + g]`. */
  readonly people: Float64Array
}

/** The groups of a population. */
export function groupsOf({ people, bands }: Population): Groups {
  const known = BANDS.filter((band) => bands[band])
  const columns = [people, ...known.map((band) => bands[band]!)]
  const all = new Float64Array(people.length * columns.length)
  columns.forEach((column, g) => {
    for (let i = 0; i < column.length; i++) all[i * columns.length + g] = column[i]!
  })
  return { bands: [null, ...known], people: all }
}
