// Where residents live, as shapes on the map: footprints, pieces of street, grid squares or points, whichever were counted.
import { planeAt } from '@yike/core/geo/meters.ts'
import type { Population } from '@yike/core/source/rows.ts'

/** What is needed to draw cells: the columns of a Population that say where and how many. */
export type CellColumns = Pick<
  Population,
  'kind' | 'lng' | 'lat' | 'people' | 'cellMeters' | 'outlineFirst' | 'outline'
>

/** Map ids count from 1: an id of 0 is dropped by some vector tile readers. */
export const idOf = (cell: number): number => cell + 1

const six = (degrees: number) => Math.round(degrees * 1e6) / 1e6

function outlineOf(cells: CellColumns, i: number): [number, number][] {
  const { outlineFirst, outline } = cells
  const points: [number, number][] = []
  if (!outlineFirst || !outline) return points
  for (let p = outlineFirst[i]!; p < outlineFirst[i + 1]!; p++)
    points.push([six(outline[2 * p]!), six(outline[2 * p + 1]!)])
  return points
}

/** The shape of one cell. */
export function shapeOf(cells: CellColumns, i: number): GeoJSON.Geometry {
  const lng = cells.lng[i]!
  const lat = cells.lat[i]!
  const line = outlineOf(cells, i)
  if (cells.kind === 'building' && line.length >= 3) return { type: 'Polygon', coordinates: [[...line, line[0]!]] }
  if (cells.kind === 'street' && line.length >= 2) return { type: 'LineString', coordinates: line }
  if (cells.kind === 'grid' && cells.cellMeters !== null) {
    const plane = planeAt(lng, lat)
    const half = cells.cellMeters * 0.47 // a hair's breadth between squares, so that they read as a grid
    const corner = (x: number, y: number): [number, number] => [six(plane.lng(x * half)), six(plane.lat(y * half))]
    return {
      type: 'Polygon',
      coordinates: [[corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1), corner(-1, -1)]],
    }
  }
  return { type: 'Point', coordinates: [six(lng), six(lat)] }
}

/** All cells as GeoJSON; `people` sizes the points. */
export function cellFeatures(cells: CellColumns): GeoJSON.FeatureCollection {
  const features: GeoJSON.Feature[] = []
  for (let i = 0; i < cells.lng.length; i++)
    features.push({
      type: 'Feature',
      id: idOf(i),
      properties: { people: Math.round(cells.people[i]! * 10) / 10 },
      geometry: shapeOf(cells, i),
    })
  return { type: 'FeatureCollection', features }
}
