// Isochrones as a file for a GIS: areas to be looked at, which say so of themselves.
import { DS } from '../access/answers.ts'
import type { Walker } from '../access/convention.ts'
import type { Drawing, Isochrone } from '../access/isochrone.ts'
import type { Name } from '../base/name.ts'
import type { LngLat } from '../geo/meters.ts'
import type { MultiPolygon } from '../geo/polygon.ts'
import { degrees } from './numbers.ts'

/** What stands beside every isochrone that is shown. */
export const DISPLAY_ONLY: Name = {
  zh: '仅供示意，不参与计算',
  en: 'For display only; no figure uses it',
}

/** An area as GeoJSON has it, in degrees: rings closed, outer ones anticlockwise. */
export interface AreaGeometry {
  readonly type: 'MultiPolygon'
  readonly coordinates: [number, number][][][]
}

/** An area as a GeoJSON geometry, coordinates rounded as everywhere in files. */
export function areaGeometry(area: MultiPolygon): AreaGeometry {
  const closed = (ring: Float64Array) => {
    const line: [number, number][] = []
    const put = (x: number, y: number) => {
      const last = line.at(-1)
      if (!last || last[0] !== x || last[1] !== y) line.push([x, y]) // rounding may make two points one
    }
    for (let p = 0; p < ring.length; p += 2) put(degrees(ring[p]!), degrees(ring[p + 1]!))
    put(...line[0]!)
    return line
  }
  const kept = (line: unknown[]) => line.length >= 4 // of a sliver rounding may leave less than a triangle
  const polygons = area.map((rings) => rings.map(closed)).filter(([outer]) => kept(outer!))
  return { type: 'MultiPolygon', coordinates: polygons.map((rings) => rings.filter(kept)) }
}

/** From where, for whom and how isochrones were drawn. */
export interface IsochroneFile extends Drawing {
  readonly at: LngLat
  readonly walker: Walker
  readonly isochrones: readonly Isochrone[]
}

/**
 * The text of a GeoJSON file, WGS-84: a feature for each limit, the longest first, so that the shorter lie on top. Each
 * carries `for_display_only` and says so in words.
 */
export function isochronesGeojson({ at, walker, isochrones, offStreetMeters, cellMeters }: IsochroneFile): string {
  const features = isochrones.toReversed().map(({ limitDs, area }) =>
    JSON.stringify({
      type: 'Feature',
      properties: {
        minutes: limitDs / DS / 60,
        for_display_only: true,
        note: `${DISPLAY_ONLY.zh} · ${DISPLAY_ONLY.en}`,
        lng: at[0],
        lat: at[1],
        walker: walker.id,
        kmh: walker.kmh.value,
        off_street_metres: offStreetMeters,
        cell_metres: cellMeters,
      },
      geometry: areaGeometry(area),
    }),
  )
  return `{"type":"FeatureCollection","features":[\n${features.join(',\n')}\n]}\n`
}
