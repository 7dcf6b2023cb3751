// The layers of a run as GeoJSON features, made from its files. What is not known is null, and every share comes with the people it is
// a share of.
import { unpackInputs } from '@yike/core/circle/pack.ts'
import { positions } from '@yike/core/report/circles.ts'
import { degrees, wholeStates } from '@yike/core/report/numbers.ts'
import { splitRows } from '@yike/core/source/csv.ts'
import { classifier } from '@yike/core/standard/classify.ts'
import type { Geometry } from 'geojson'

/** Layers of a run, and the file each is made from. */
export const LAYER_FILES = {
  areas: 'city.yike',
  cells: 'cells.geojson',
  circles: 'circles.geojson',
  outlets: 'city.yike',
  gaps: 'gaps.csv',
} as const
/** One of them. */
export type Layer = keyof typeof LAYER_FILES
/** All of them. */
export const LAYERS = Object.keys(LAYER_FILES) as [Layer, ...Layer[]]

/** People of an area by what they reach, as the table `coverage` has it; null 未测. */
export interface AreaCoverage {
  readonly area: string
  readonly category: string
  readonly within: number | null
  readonly beyond: number | null
  readonly lacking: number | null
  readonly unknown: number | null
  readonly share: number | null
}

/** What a property can be here. */
export type Value = string | number | boolean | null
/** A feature of ours: no nested properties. */
export interface Feature {
  readonly type: 'Feature'
  readonly id: string | number
  readonly geometry: Geometry
  readonly properties: Readonly<Record<string, Value>>
}

/** The features of a layer from the bytes of its file. Faults: those of core's readers. */
export function* featuresOf(layer: Layer, bytes: Uint8Array, coverage: readonly AreaCoverage[]): Generator<Feature> {
  if (layer === 'areas') yield* areaFeatures(bytes, coverage)
  else if (layer === 'outlets') yield* outletFeatures(bytes)
  else if (layer === 'gaps') yield* gapFeatures(bytes)
  else yield* featuresIn(bytes)
}

/** Areas with, for each category, the share of people within reach, and of how many; `<category>_unknown` are left out of those. */
function* areaFeatures(bytes: Uint8Array, coverage: readonly AreaCoverage[]): Generator<Feature> {
  const { areas } = unpackInputs(bytes)
  const categories = [...new Set(coverage.map((row) => row.category))]
  const byArea = new Map<string, Map<string, AreaCoverage>>()
  for (const row of coverage) byArea.set(row.area, (byArea.get(row.area) ?? new Map()).set(row.category, row))
  for (const { id, name, adcode, level, parent, polygon } of areas) {
    const shares = categories.flatMap((category) => {
      const row = byArea.get(id)?.get(category)
      const told = row && row.within !== null && row.beyond !== null && row.lacking !== null
      const whole = told
        ? wholeStates({
            within: row.within!,
            beyond: row.beyond!,
            lacking: row.lacking!,
            unknown: row.unknown ?? 0,
          })
        : null
      return [
        [category, row?.share ?? null],
        [`${category}_within`, whole?.within ?? null],
        [`${category}_people`, whole && whole.within + whole.beyond + whole.lacking],
        [`${category}_unknown`, row?.unknown == null ? null : Math.round(row.unknown)],
      ] as const
    })
    yield {
      type: 'Feature',
      id,
      geometry: {
        type: 'MultiPolygon',
        coordinates: polygon.map((rings) => rings.map((ring, r) => positions(ring, r === 0))),
      },
      properties: { area: id, name, adcode, level, parent, ...Object.fromEntries(shares) },
    }
  }
}

/** Outlets as they were measured; `categories` by id, with + between; null: no category claims them. */
function* outletFeatures(bytes: Uint8Array): Generator<Feature> {
  const { outlets, standard, labels } = unpackInputs(bytes)
  const classify = classifier(standard, labels)
  for (const row of outlets) {
    const origin = row.origins[0]
    yield {
      type: 'Feature',
      id: row.id,
      geometry: { type: 'Point', coordinates: row.at.map(degrees) },
      properties: {
        outlet: row.id,
        name: row.name || null,
        label: row.label || null,
        categories: classify(row).join('+') || null,
        address: row.address,
        hours: row.hours,
        capacity: row.capacity,
        source: origin?.kind ?? null,
        confirmed: origin?.confirmed ?? null,
      },
    }
  }
}

/** Columns of gaps.csv that are numbers. */
const NUMBERS = /^(people(_\w+)?|cells|cell|seconds|metres|snap_metres|source_row)$/

/** Gaps at the cell with most of the people who lack something: its evidence stands for the gap. */
function* gapFeatures(bytes: Uint8Array): Generator<Feature> {
  const [head, ...rows] = splitRows(new TextDecoder().decode(bytes))
  const names = head?.cells ?? []
  for (const { cells } of rows) {
    const row = Object.fromEntries(names.map((name, i) => [name, cells[i] ?? '']))
    const { lng, lat, ...rest } = row
    if (!lng || !lat) continue
    const properties = Object.entries(rest).map(([name, text]) => [
      name,
      text === '' ? null : NUMBERS.test(name) ? Number(text) : text,
    ])
    yield {
      type: 'Feature',
      id: `${row.area_id || 'city'}/${row.category}`,
      geometry: { type: 'Point', coordinates: [Number(lng), Number(lat)] },
      properties: Object.fromEntries(properties),
    }
  }
}

const OPENING = '{"type":"FeatureCollection","features":[\n'

/** Features of a file of ours, which has one a line, so that a large one need never be one text. */
function* featuresIn(bytes: Uint8Array): Generator<Feature> {
  const text = new TextDecoder()
  if (text.decode(bytes.subarray(0, OPENING.length)) !== OPENING) {
    yield* (JSON.parse(text.decode(bytes)) as { features: Feature[] }).features
    return
  }
  for (let at = OPENING.length; at < bytes.length; ) {
    const end = bytes.indexOf(10, at)
    const to = end < 0 ? bytes.length : end
    const last = bytes[to - 1] === 44 ? to - 1 : to // a comma
    if (bytes[at] === 123) yield JSON.parse(text.decode(bytes.subarray(at, last)))
    at = to + 1
  }
}

/** A layer as one GeoJSON text, a feature a line. */
export function collectionOf(features: Iterable<Feature>): Uint8Array {
  const parts: string[] = [OPENING]
  let first = true
  for (const feature of features) {
    parts.push(first ? '' : ',\n', JSON.stringify(feature))
    first = false
  }
  parts.push('\n]}\n')
  return new TextEncoder().encode(parts.join(''))
}
