// 社区覆盖: whether a community is covered by circles. No document seen says how that is told, so three ways stand side by side.
import { boundsOfPolygon, pointInPolygon } from '../geo/polygon.ts'
import type { Frame } from './frame.ts'

/** The ways, with what each counts. */
export const WAYS = ['boundary', 'centroid', 'residents'] as const
//  boundary   some of its ground lies in a circle: one of 32 × 32 places spread over it, or a home
//  centroid   its middle does
//  residents  at least half of them can walk within the minutes to an outlet that stands in a circle
export type Way = (typeof WAYS)[number]

/** The share of residents that makes a community covered. Our own proposal: no document says. */
export const COVERED_SHARE = 0.5

const SIDE = 32

/** Whether a community (an index into the areas) is covered, by each way; by residents null where nobody is known to live there. */
export function coveredBy(frame: Frame, area: number): Readonly<Record<Way, boolean | null>> {
  const { circles, served } = frame
  const cells = frame.communityCells(area)
  const people = frame.peopleOf(cells)
  const reach = frame.peopleOf(cells.filter((i) => served[i] === 1))
  return {
    boundary:
      cells.some((i) => (circles?.ofCell[i] ?? -1) >= 0) ||
      placesIn(frame, area).some(([x, y]) => frame.circleAt(x, y) >= 0),
    centroid: frame.circleOfArea(area) >= 0,
    residents: people > 0 ? reach >= COVERED_SHARE * people : null,
  }
}

/** Places spread over an area. */
function placesIn({ measured }: Frame, area: number): readonly (readonly [number, number])[] {
  const { polygon } = measured.areas[area]!
  const box = boundsOfPolygon(polygon)
  if (!box) return []
  const places: [number, number][] = []
  for (let k = 0; k < SIDE * SIDE; k++) {
    const x = box.west + (((k % SIDE) + 0.5) / SIDE) * (box.east - box.west)
    const y = box.south + ((Math.floor(k / SIDE) + 0.5) / SIDE) * (box.north - box.south)
    if (pointInPolygon(polygon, x, y)) places.push([x, y])
  }
  return places
}
