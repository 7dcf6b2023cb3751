// The places that a measurement is added up by: areas, or circles. Cells that lie in the same places are one tract, so that a sum
// is made once a tract and not once a place.
import { AreaIndex } from '../geo/polygon-index.ts'
import type { Circles } from './circle.ts'
import type { CellFacts, Measured } from './measured.ts'

/** Places by number, and which of them hold each cell. The city as a whole is not among them. */
export interface Places extends Pick<CellFacts, 'tract' | 'tractAreas'> {
  /** Ids of areas or circles. */
  readonly ids: readonly string[]
  readonly names: readonly string[]
  /** Per outlet: the places that hold it. */
  readonly ofOutlet: (outlet: number) => readonly number[]
}

/** The areas of a measurement as places; areas within areas each count theirs. */
export function placesOfAreas({ areas, facts, outlets }: Measured): Places {
  const index = new AreaIndex(areas.map((a) => a.polygon))
  const held = new Map<number, readonly number[]>()
  return {
    ids: areas.map(({ id }) => id),
    names: areas.map(({ name }) => name),
    tract: facts.tract,
    tractAreas: facts.tractAreas,
    ofOutlet: (outlet) => {
      if (!held.has(outlet)) held.set(outlet, index.allOf(...outlets[outlet]!.at))
      return held.get(outlet)!
    },
  }
}

/** Circles as places. The last tract holds the cells in none. Throws where `ofCell` or `ofOutlet` is not of this city. */
export function placesOfCircles({ circles, ofCell, ofOutlet }: Circles, measured: Measured): Places {
  const cells = measured.facts.tract.length
  const outlets = measured.outlets.length
  if (ofCell.length !== cells) throw new Error(`The circles know ${ofCell.length} cells, the city has ${cells}.`)
  if (ofOutlet.length !== outlets)
    throw new Error(`The circles know ${ofOutlet.length} outlets, the city has ${outlets}.`)
  const none = circles.length
  return {
    ids: circles.map(({ id }) => id),
    names: circles.map(({ name }) => name),
    tract: ofCell.map((circle) => (circle < 0 ? none : circle)),
    tractAreas: Array.from({ length: none + 1 }, (_, place) => (place < none ? [place] : [])),
    ofOutlet: (outlet) => (ofOutlet[outlet]! < 0 ? [] : [ofOutlet[outlet]!]),
  }
}

/**
 * Sums over cells: row 0 of the whole city, row 1 + p of place p, each of `width` numbers. `add` adds what a cell counts for to
 * the row that begins at `at`. Sums are made in the order of cells within tracts, then of tracts.
 */
export function sumsByPlace(
  { ids, tract, tractAreas }: Places,
  width: number,
  add: (cell: number, row: Float64Array, at: number) => void,
): Float64Array {
  const byTract = new Float64Array(tractAreas.length * width)
  for (let i = 0; i < tract.length; i++) add(i, byTract, tract[i]! * width)
  const sums = new Float64Array((1 + ids.length) * width)
  tractAreas.forEach((held, t) => {
    for (let k = 0; k < width; k++) sums[k]! += byTract[t * width + k]!
    for (const place of held) for (let k = 0; k < width; k++) sums[(1 + place) * width + k]! += byTract[t * width + k]!
  })
  return sums
}
