// Frozen versions and the files of circles, by core's own rules: a version that is frozen never changes, and its checksum tells.
import { bytesOf } from '@yike/core/base/bytes.ts'
import { Fault } from '@yike/core/base/fault.ts'
import type { Circle } from '@yike/core/circle/circle.ts'
import {
  type CircleVersion,
  circlesJson,
  type Evidence,
  freeze,
  newVersion,
  readCircles,
} from '@yike/core/circle/version.ts'
import { type Datum, toWgs84 } from '@yike/core/geo/datum.ts'
import type { MultiPolygon } from '@yike/core/geo/polygon.ts'
import { circlesCsv, circlesGeojson } from '@yike/core/report/circles.ts'
import type { Manifest } from '../source/fetch.ts'
import type { Draft, Rule, Stand } from './circles-messages.ts'
import type { Version } from './keep.ts'

/** Files that circles can be had as. */
export const KINDS = ['geojson', 'csv', 'json'] as const
export type Kind = (typeof KINDS)[number]

/** The files that the city was measured from. */
const evidenceOf = ({ inputs = [] }: Manifest): Evidence[] =>
  inputs.map(({ role, file, sha256 }) => ({ role, file, sha256 }))

/** What stands now as a version, not frozen. */
const versionNow = (stand: Stand, manifest: Manifest, when: Date): CircleVersion =>
  newVersion(stand.delineation, {
    from: stand.draft.from ?? null,
    when: when.toISOString(),
    evidence: evidenceOf(manifest),
  })

/** What stands now, frozen, as the next in the list. */
export function freezeNow(stand: Stand, manifest: Manifest, when: Date, before: readonly Version[]): Version {
  const version = freeze(versionNow(stand, manifest, when))
  return { name: nextName(before), rule: stand.draft.rule, neighbours: stand.neighbours, version }
}

const nextName = (before: readonly Version[]) =>
  `v${1 + Math.max(0, ...before.map(({ name }) => Number(name.slice(1)) || 0))}`

const columns = (polygon: MultiPolygon): MultiPolygon =>
  polygon.map((rings) => rings.map((ring) => Float64Array.from(ring)))
const withColumns = (circle: Circle): Circle => ({ ...circle, polygon: columns(circle.polygon) })

/** A version to be looked at. */
export function standOfVersion({ rule, neighbours, version }: Version): Stand {
  const circles = version.delineation.circles.map(withColumns)
  const { forbidden, hearts } = version.delineation.parameters
  const draft: Draft = {
    rule,
    circles,
    apart: forbidden,
    hearts: hearts.filter((h) => h.kind === 'fixed'),
    from: version.id,
  }
  return { key: -1, draft, delineation: { ...version.delineation, circles }, neighbours }
}

/** Hands a file to the person: of a frozen version as it was, else of what stands now. */
export function saveCircles(kind: Kind, stand: Stand, frozen: Version | null, manifest: Manifest, when: Date): void {
  const text =
    kind === 'geojson'
      ? circlesGeojson(stand.delineation)
      : kind === 'csv'
        ? circlesCsv(stand.delineation)
        : circlesJson(frozen?.version ?? versionNow(stand, manifest, when))
  const url = URL.createObjectURL(new Blob([text], { type: kind === 'csv' ? 'text/csv' : 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = `circles.${kind}`
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

/** What a file brought: a draft to go on with, or a frozen version for the list. */
export type Brought = { readonly draft: Draft } | { readonly version: Version }

/** Reads GeoJSON of circles in that datum, or a circles.json (always WGS-84). Fault: bad-file. */
export async function bring(file: File, datum: Datum, rule: Rule, before: readonly Version[]): Promise<Brought> {
  const text = await file.text()
  let json: Json
  try {
    json = JSON.parse(text) as Json
  } catch {
    throw new Fault('bad-file', { file: file.name, why: { zh: '不是 JSON', en: 'it is no JSON' } })
  }
  if (typeof json.format === 'string') {
    const version = await readCircles(bytesOf(file.name, new TextEncoder().encode(text)))
    const { parameters, circles } = version.delineation
    const own: Rule = {
      ruler: parameters.ruler?.id ?? rule.ruler,
      band: parameters.band,
      sites: parameters.proposeSites,
    }
    if (version.frozen)
      return { version: { name: nextName(before), rule: own, neighbours: circles.map(() => []), version } }
    const hearts = parameters.hearts.filter((h) => h.kind === 'fixed')
    return { draft: { rule: own, circles, apart: parameters.forbidden, hearts, from: version.id } }
  }
  return { draft: { rule, circles: circlesOf(json, file.name, datum), apart: [], hearts: [] } }
}

type Json = Record<string, unknown>

function circlesOf(json: Json, file: string, datum: Datum): Circle[] {
  const features = json.type === 'FeatureCollection' ? (json.features as Json[]) : json.type === 'Feature' ? [json] : []
  const circles = features.flatMap((feature, i): Circle[] => {
    const polygon = polygonOf(feature.geometry as Json | null, datum)
    if (!polygon) return []
    const said = (feature.properties ?? {}) as Json
    const name = String(said.name ?? said.名称 ?? said.NAME ?? '')
    return [{ id: `u${String(i + 1).padStart(3, '0')}`, name, heart: null, units: [], polygon, locked: false }]
  })
  if (circles.length > 0) return circles
  throw new Fault('bad-file', {
    file,
    why: { zh: '里面没有面（Polygon 或 MultiPolygon）', en: 'it holds no Polygon or MultiPolygon' },
  })
}

/** In WGS-84; null where it is no area in degrees. */
function polygonOf(geometry: Json | null, datum: Datum): MultiPolygon | null {
  const coordinates = geometry?.coordinates as never
  const polygons: number[][][][] =
    geometry?.type === 'Polygon' ? [coordinates] : geometry?.type === 'MultiPolygon' ? coordinates : []
  const made = polygons.map((rings) =>
    rings.map((ring) => Float64Array.from(ring.slice(0, -1).flatMap(([x, y]) => toWgs84(Number(x), Number(y), datum)))),
  )
  const isArea = (ring: Float64Array) =>
    ring.length >= 6 && ring.every((n, i) => Math.abs(n) <= (i % 2 === 0 ? 180 : 90))
  return made.length > 0 && made.every((rings) => rings.length > 0 && rings.every(isArea)) ? made : null
}
