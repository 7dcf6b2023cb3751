// Circles as files: out for a GIS or to be loaded again, in from either.
import { Fault } from '@yike/core/base/fault.ts'
import type { Circle } from '@yike/core/circle/circle.ts'
import type { MultiPolygon } from '@yike/core/geo/polygon.ts'
import { areaGeometry } from '@yike/core/report/isochrones.ts'
import type { Draft, Rule, Stand } from './circles-messages.ts'
import type { Version } from './keep.ts'

/** Hands a file to the person. */
export function saveCircles(kind: 'geojson' | 'json', stand: Stand, convention: Version['convention']): void {
  const text = kind === 'geojson' ? circlesGeojson(stand, convention) : circlesJson(stand, convention)
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = `circles.${kind}`
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

/** A feature a circle, WGS-84, with the figures of the list. */
export function circlesGeojson({ draft, delineation }: Stand, convention: Version['convention']): string {
  const features = draft.circles.map((c, i) => {
    const row = delineation.figures[i]!
    return {
      type: 'Feature',
      id: c.id,
      properties: {
        id: c.id,
        name: c.name,
        people: Math.round(row.people),
        units: c.units,
        locked: c.locked,
        heart: c.heart && { name: c.heart.name, kind: c.heart.kind, lng: c.heart.at[0], lat: c.heart.at[1] },
        beyond: row.beyond === null ? null : Math.round(row.beyond),
        mean_walk_seconds: row.meanSeconds === null ? null : Math.round(row.meanSeconds),
        longest_walk_seconds: row.longestSeconds === null ? null : Math.round(row.longestSeconds),
        ...convention,
      },
      geometry: areaGeometry(c.polygon),
    }
  })
  return `${JSON.stringify({ type: 'FeatureCollection', features })}\n`
}

const KIND = 'yike-circles-draft'

/** All that is needed to go on from here. */
export const circlesJson = ({ draft }: Stand, convention: Version['convention']): string =>
  `${JSON.stringify({ kind: KIND, convention, draft }, (_, value) => (value instanceof Float64Array ? [...value] : value))}\n`

type Json = Record<string, unknown>

/** A draft from a file of either kind. Fault: bad-file. */
export function readCircles(text: string, file: string, rule: Rule): Draft {
  let json: Json
  try {
    json = JSON.parse(text) as Json
  } catch {
    throw new Fault('bad-file', { file, why: { zh: '不是 JSON', en: 'not JSON' } })
  }
  if (json.kind === KIND) return revived(json.draft as Draft)
  const features = json.type === 'FeatureCollection' ? (json.features as Json[]) : json.type === 'Feature' ? [json] : []
  const circles = features.flatMap((feature, i): Circle[] => {
    const polygon = polygonOf(feature.geometry as Json | null)
    if (!polygon) return []
    const said = (feature.properties ?? {}) as Json
    const name = String(said.name ?? said.名称 ?? said.NAME ?? '')
    const n = String(i + 1).padStart(3, '0')
    return [{ id: `u${n}`, name, heart: null, units: [], polygon, locked: false }]
  })
  if (circles.length === 0)
    throw new Fault('bad-file', {
      file,
      why: { zh: '没有面（Polygon 或 MultiPolygon）', en: 'no Polygon or MultiPolygon' },
    })
  return { rule, circles, apart: [], hearts: [] }
}

function polygonOf(geometry: Json | null): MultiPolygon | null {
  const coordinates = geometry?.coordinates as number[][][] | number[][][][] | undefined
  if (!coordinates) return null
  const polygons =
    geometry?.type === 'Polygon'
      ? [coordinates as number[][][]]
      : geometry?.type === 'MultiPolygon'
        ? (coordinates as number[][][][])
        : []
  const made = polygons.map((rings) =>
    rings.map((ring) => Float64Array.from(ring.slice(0, -1).flatMap((at) => [at[0]!, at[1]!]))),
  )
  return made.length > 0 && made.every((rings) => rings.every((r) => r.length >= 6)) ? made : null
}

const revived = (draft: Draft): Draft => ({
  ...draft,
  circles: draft.circles.map((c) => ({
    ...c,
    polygon: c.polygon.map((rings) => rings.map((r) => Float64Array.from(r))),
  })),
})
