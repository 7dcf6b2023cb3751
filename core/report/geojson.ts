// `cells.geojson`: every cell as it lies, for a GIS. Square of a grid, piece of street, outline of a building, or a point.
import type { Measured } from '../circle/measured.ts'
import { EARTH_RADIUS_M } from '../geo/meters.ts'
import type { Population } from '../source/rows.ts'
import { snapMeters, stateOf } from './lookup.ts'
import { degrees, tenth, wholes } from './numbers.ts'

type Position = readonly [number, number]
type Geometry =
  | { readonly type: 'Point'; readonly coordinates: Position }
  | { readonly type: 'LineString'; readonly coordinates: readonly Position[] }
  | { readonly type: 'Polygon'; readonly coordinates: readonly (readonly Position[])[] }

/**
 * The text of `cells.geojson`, WGS-84. For each category a property `<id>` with the state in words; where any outlet of
 * it is known also `<id>_seconds`, `<id>_metres` and `<id>_outlet`, null where there is none. Counts are in cells.csv.
 */
export function cellsGeojson(m: Measured): string {
  const { population, categories, cellArea, areas, outlets } = m
  const people = wholes(population.people)
  const told = categories.map((_, c) => m.knowledge[c]!.outlets > 0)
  const features: string[] = []
  for (let i = 0; i < population.lng.length; i++) {
    const properties: Record<string, string | number | null> = {
      cell: i,
      people: people[i]!,
      area: areas[cellArea[i]!]?.id ?? null,
      snap_metres: snapMeters(m, i),
    }
    for (let c = 0; c < categories.length; c++) {
      const { id } = categories[c]!
      properties[id] = stateOf(m, c, i)
      if (!told[c]) continue
      const { ds, mm, outlet } = m.nearest[c]!
      properties[`${id}_seconds`] = tenth(ds[i]!, 10)
      properties[`${id}_metres`] = tenth(mm[i]!, 1000)
      properties[`${id}_outlet`] = outlets[outlet[i]!]?.id ?? null
    }
    features.push(JSON.stringify({ type: 'Feature', id: i, geometry: cellGeometry(population, i), properties }))
  }
  return `{"type":"FeatureCollection","features":[\n${features.join(',\n')}\n]}\n`
}

/** A cell as it lies. */
export function cellGeometry(population: Population, i: number): Geometry {
  const { kind, lng, lat, cellMeters, outline, outlineFirst } = population
  if (outline && outlineFirst && outlineFirst[i + 1]! - outlineFirst[i]! > 1) {
    const line: Position[] = []
    for (let p = outlineFirst[i]!; p < outlineFirst[i + 1]!; p++)
      line.push([degrees(outline[2 * p]!), degrees(outline[2 * p + 1]!)])
    if (kind === 'street' || line.length < 3) return { type: 'LineString', coordinates: line }
    const [x, y] = line[0]!
    const [x2, y2] = line.at(-1)!
    return { type: 'Polygon', coordinates: [x === x2 && y === y2 ? line : [...line, [x, y]]] }
  }
  if (cellMeters) {
    const north = (cellMeters / 2 / EARTH_RADIUS_M) * (180 / Math.PI)
    const east = north / Math.cos((lat[i]! * Math.PI) / 180)
    const [w, s, e, n] = [lng[i]! - east, lat[i]! - north, lng[i]! + east, lat[i]! + north].map(degrees)
    return {
      type: 'Polygon',
      coordinates: [
        [
          [w!, s!],
          [e!, s!],
          [e!, n!],
          [w!, n!],
          [w!, s!],
        ],
      ],
    }
  }
  return { type: 'Point', coordinates: [degrees(lng[i]!), degrees(lat[i]!)] }
}
