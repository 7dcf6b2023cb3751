// Features with borders become areas: every corner in WGS-84, rings closed, none crossing itself.
import { Fault } from '../base/fault.ts'
import { toWgs84 } from '../geo/datum.ts'
import { inMainland } from '../geo/mainland.ts'
import { type MultiPolygon, type Ring, ringAreaM2 } from '../geo/polygon.ts'
import { nest, nestingWork, selfCrosses, untangle } from '../geo/untangle.ts'
import { areaFields, type Properties } from './area-fields.ts'
import type { Reading } from './define.ts'
import type { AreaRow } from './rows.ts'

/** A feature as GeoJSON has it; anything may stand anywhere. */
export interface RawFeature {
  readonly properties: Properties
  readonly geometry: unknown
}

/**
 * Areas of the features of one file, in its order. Findings name the feature by its place, counting from 1. Features
 * that make no area are left out; a file whose corners are all beyond 180° and 90° throws the fault `bad-file`,
 * because then they are metres of a projection.
 */
export function areaRows(features: readonly RawFeature[], file: string, reading: Reading): AreaRow[] {
  const { findings } = reading
  const areas: AreaRow[] = []
  const taken = new Set<string>()
  let projected = 0
  features.forEach(({ properties, geometry }, k) => {
    const row = k + 1
    const fields = areaFields(properties, reading.columns)
    const what = fields.name || fields.adcode || ''
    const shape = shapeOf(geometry, what, file, row, reading)
    if (shape === 'projected') projected++
    if (typeof shape === 'string') return
    const id = fields.adcode ?? `${file}:${row}`
    if (taken.has(id)) {
      findings.note('duplicate-id', file, row, `${id} ${fields.name}`)
      return
    }
    taken.add(id)
    if (!fields.name) findings.note('no-name', file, row, id)
    areas.push({ id, ...fields, polygon: shape })
  })
  if (projected > 0 && areas.length === 0)
    throw new Fault('bad-file', {
      file,
      why: {
        zh: '坐标不是经纬度（可能是投影坐标），请转为经纬度再用',
        en: 'coordinates are not degrees; convert the file to longitude and latitude',
      },
    })
  return areas
}

/** Corners looked at to tell holes from outlines of one polygon that crosses itself: some seconds. */
const MOST_WORK = 2e9

type Refusal = 'projected' | 'refused'

/** The polygons of a geometry, or why there are none (noted already). */
function shapeOf(geometry: unknown, what: string, file: string, row: number, reading: Reading): MultiPolygon | Refusal {
  const { findings } = reading
  const raw = polygonsOf(geometry)
  if (raw === null) {
    findings.note('bad-polygon', file, row, what)
    return 'refused'
  }
  const way = howToRead(raw)
  if (way === 'projected') {
    findings.note('bad-polygon', file, row, `${what} ${raw[0]?.[0]?.slice(0, 2).join(',') ?? ''}`.trim())
    return 'projected'
  }
  if (way === 'zero') {
    findings.note('zero-coordinates', file, row, what)
    return 'refused'
  }
  if (way === 'swapped') findings.note('swapped-coordinates', file, row, what)
  const polygons: Ring[][] = []
  let crossed = false
  for (const rawRings of raw) {
    const rings: Ring[] = []
    for (let r = 0; r < rawRings.length; r++) {
      const ring = cleanRing(rawRings[r]!, way === 'swapped', reading)
      if (ring.length >= 6 && (ringAreaM2(ring) !== 0 || selfCrosses(ring))) rings.push(ring)
      else {
        findings.note('bad-polygon', file, row, what)
        if (r === 0) break // without its outer ring the holes are holes in nothing
      }
    }
    if (rings.length === 0) continue
    if (rings.some(selfCrosses)) {
      crossed = true
      const loops = rings.map(untangle)
      const sound = loops.flatMap((loop) => loop ?? [])
      if (loops.includes(null) || nestingWork(sound) > MOST_WORK) {
        findings.note('bad-polygon', file, row, what)
        continue
      }
      for (const polygon of nest(sound)) polygons.push([...polygon])
    } else polygons.push(rings)
  }
  if (crossed) findings.note('self-crossing', file, row, what)
  return polygons.length > 0 ? polygons : 'refused'
}

/** Rings as flat numbers, as they stand in the file; null where the geometry is no polygon. */
function polygonsOf(geometry: unknown): number[][][] | null {
  if (!geometry || typeof geometry !== 'object') return null
  const { type, coordinates, geometries } = geometry as Record<string, unknown>
  if (type === 'GeometryCollection' && Array.isArray(geometries)) {
    const all = geometries.map(polygonsOf).filter((p) => p !== null)
    return all.length > 0 ? all.flat() : null
  }
  if (!Array.isArray(coordinates)) return null
  const polygons = type === 'Polygon' ? [coordinates] : type === 'MultiPolygon' ? coordinates : null
  if (!polygons || polygons.length === 0) return null
  const result: number[][][] = []
  for (const polygon of polygons) {
    if (!Array.isArray(polygon)) return null
    const rings: number[][] = []
    for (const ring of polygon) {
      if (!Array.isArray(ring)) return null
      const flat: number[] = []
      for (const corner of ring) {
        if (!Array.isArray(corner) || !Number.isFinite(corner[0]) || !Number.isFinite(corner[1])) return null
        flat.push(corner[0], corner[1])
      }
      rings.push(flat)
    }
    if (rings.length > 0) result.push(rings)
  }
  return result.length > 0 ? result : null
}

/**
 * Whether corners are lng,lat; lat,lng (a latitude beyond 90°, or a place outside China that lies in it when turned
 * round: nobody measures the sea north of Svalbard); metres; or hold a (0,0) where something was missing.
 */
function howToRead(
  polygons: readonly (readonly (readonly number[])[])[],
): 'straight' | 'swapped' | 'zero' | 'projected' {
  let first = 0
  let second = 0
  let zero = false
  for (const rings of polygons)
    for (const ring of rings)
      for (let i = 0; i < ring.length; i += 2) {
        first = Math.max(first, Math.abs(ring[i]!))
        second = Math.max(second, Math.abs(ring[i + 1]!))
        if (ring[i] === 0 && ring[i + 1] === 0) zero = true
      }
  if (first > 180 || second > 180 || (first > 90 && second > 90)) return 'projected'
  if (zero) return 'zero'
  if (second > 90) return 'swapped'
  const [x, y] = polygons[0]?.[0] ?? []
  return x !== undefined && y !== undefined && !inMainland(x, y) && inMainland(y, x) ? 'swapped' : 'straight'
}

/** Corners in WGS-84, each once: neither the repeated last nor two alike in a row. Unclosed rings close themselves so. */
function cleanRing(raw: readonly number[], swapped: boolean, reading: Reading): Ring {
  const corners: number[] = []
  for (let i = 0; i < raw.length; i += 2) {
    const [lng, lat] = toWgs84(raw[swapped ? i + 1 : i]!, raw[swapped ? i : i + 1]!, reading.datum)
    if (corners.length > 0 && corners.at(-2) === lng && corners.at(-1) === lat) continue
    corners.push(lng, lat)
  }
  while (corners.length > 2 && corners[0] === corners.at(-2) && corners[1] === corners.at(-1)) corners.length -= 2
  return Float64Array.from(corners)
}
