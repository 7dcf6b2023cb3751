// Features of GeoJSON (RFC 7946) as the rows of a table, their properties as its columns, and where each of them is.
import { Fault } from '../base/fault.ts'
import { parseJson } from './json.ts'
import { LIMITS } from './limits.ts'
import type { RawPlace } from './outlet-rows.ts'
import type { TableRow } from './table.ts'

type Json = Readonly<Record<string, unknown>>

/** A heading row (row 0) and one row a feature, counted from 1; the geometry of each beside it. Fault: bad-file. */
export function featureRows(text: string, file: string): { rows: TableRow[]; geometries: readonly unknown[] } {
  const features = featuresOf(text, file)
  return { rows: tableOf(features), geometries: features.map((f) => f.geometry) }
}

/** Properties of features as a table: a heading row (row 0) and one row a feature, counted from 1. No more than LIMITS.columns of them. */
export function tableOf(features: readonly { readonly properties: Json }[]): TableRow[] {
  const headings = new Set<string>()
  for (const { properties } of features)
    for (const key of Object.keys(properties)) {
      if (headings.size >= LIMITS.columns) break
      headings.add(key)
    }
  const keys = [...headings]
  const rows: TableRow[] = [{ row: 0, cells: keys }]
  features.forEach(({ properties }, i) => {
    rows.push({ row: i + 1, cells: keys.map((key) => textOf(properties[key])) })
  })
  return rows
}

function featuresOf(text: string, file: string): { properties: Json; geometry: unknown }[] {
  const json = parseJson(text, file)
  const object = (value: unknown): Json => (value !== null && typeof value === 'object' ? (value as Json) : {})
  const { type, features } = object(json)
  const list = type === 'FeatureCollection' && Array.isArray(features) ? features : type === 'Feature' ? [json] : null
  if (!list) throw new Fault('bad-file', { file, why: { zh: '不是 GeoJSON 的要素', en: 'no features of GeoJSON' } })
  return list.map((item) => {
    const feature = object(item)
    const own = object(feature.properties)
    const properties = feature.id === undefined || 'id' in own ? own : { ...own, id: feature.id }
    return { properties, geometry: feature.geometry }
  })
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return dayOf(value)
  return typeof value === 'object' ? JSON.stringify(value) : Number.isNaN(value) ? '' : String(value)
}

/** A day of a .dbf, which is made at midnight here; '' where it is none. */
function dayOf(date: Date): string {
  if (Number.isNaN(date.getTime())) return ''
  const two = (n: number) => String(n).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** Where a geometry is: a point; the middle of several points, and they; the middle of an area or line. Null: nowhere. */
export function placeOf(geometry: unknown): RawPlace | null {
  if (geometry === null || typeof geometry !== 'object') return null
  const { type, coordinates } = geometry as { type?: unknown; coordinates?: unknown }
  if (type === 'Point') {
    const point = pointsOf(coordinates, 0)
    return point ? [point[0]!] : null
  }
  if (type === 'MultiPoint') {
    const doors = pointsOf(coordinates, 1)
    if (!doors) return null
    return doors.length === 1 ? doors : [meanOf(doors), ...doors]
  }
  if (type === 'LineString') {
    const points = pointsOf(coordinates, 1)
    return points && [meanOf(points)]
  }
  const polygons =
    type === 'Polygon' ? [coordinates] : type === 'MultiPolygon' && Array.isArray(coordinates) ? coordinates : []
  let [sumX, sumY, sum] = [0, 0, 0]
  const corners: (readonly [number, number])[] = []
  for (const polygon of polygons) {
    const outer = pointsOf(Array.isArray(polygon) ? polygon[0] : null, 1)
    if (!outer) continue
    for (const corner of outer) corners.push(corner) // a border may have more corners than a call has arguments
    const [x0, y0] = outer[0]! // near the origin, so that nothing is lost to rounding
    for (let i = 0; i < outer.length; i++) {
      const [ax, ay] = [outer[i]![0] - x0, outer[i]![1] - y0]
      const next = outer[(i + 1) % outer.length]!
      const [bx, by] = [next[0] - x0, next[1] - y0]
      const cross = ax * by - bx * ay
      // each part weighs by its area, whichever way its ring turns
      sumX += (cross * (ax + bx)) / 3 + cross * x0
      sumY += (cross * (ay + by)) / 3 + cross * y0
      sum += cross
    }
  }
  if (corners.length === 0) return null
  return [Math.abs(sum) > 1e-14 ? [sumX / sum, sumY / sum] : meanOf(corners)]
}

/** Positions nested `depth` deep as pairs; null where one is no position. Heights are passed over. */
function pointsOf(coordinates: unknown, depth: 0 | 1): (readonly [number, number])[] | null {
  if (!Array.isArray(coordinates)) return null
  const positions: unknown[] = depth === 0 ? [coordinates] : coordinates
  const points: (readonly [number, number])[] = []
  for (const position of positions) {
    if (!Array.isArray(position)) return null
    const [x, y] = position as unknown[]
    if (typeof x !== 'number' || typeof y !== 'number') return null
    points.push([x, y])
  }
  return points.length > 0 ? points : null
}

function meanOf(points: readonly (readonly [number, number])[]): readonly [number, number] {
  const sum = (axis: 0 | 1) => points.reduce((total, p) => total + p[axis], 0) / points.length
  return [sum(0), sum(1)]
}
