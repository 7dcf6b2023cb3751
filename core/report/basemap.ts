// The ground under the measured city, drawn from the same extract: nothing is fetched from a map service, so the page
// works where there is no internet, and what is drawn is what was measured on.
//
//   Extract ──► roads by class and name · water · green · rail · buildings · walls · names of places ──► GeoJSON
import type { Name } from '../base/name.ts'
import type { Bounds } from '../geo/bounds.ts'
import type { LngLat } from '../geo/meters.ts'
import { areaM2, interiorPoint, type MultiPolygon, type Ring } from '../geo/polygon.ts'
import type { Buildings, Extract, Ground, Streets, Tags } from '../source/rows.ts'

/** Degrees, [lng, lat], six decimals (0.1 m). */
type Position = readonly [number, number]
type Geometry =
  | { readonly type: 'Point'; readonly coordinates: Position }
  | { readonly type: 'MultiLineString'; readonly coordinates: readonly (readonly Position[])[] }
  | { readonly type: 'MultiPolygon'; readonly coordinates: readonly (readonly (readonly Position[])[])[] }

/** One thing on the base map. */
export interface BasemapFeature<P> {
  readonly type: 'Feature'
  readonly properties: P
  readonly geometry: Geometry
}
/** GeoJSON, typed no further than we write it. */
export interface BasemapLayer<P> {
  readonly type: 'FeatureCollection'
  readonly features: readonly BasemapFeature<P>[]
}

/** How wide a road is drawn: expressways, arterials, collectors, streets, paths; plazas are areas. */
export type RoadClass = 'express' | 'arterial' | 'collector' | 'street' | 'path' | 'plaza'

/** How loud a name is said: of a district, a subdistrict, a community; of water, green; of a station. */
export type PlaceClass = 'district' | 'subdistrict' | 'community' | 'water' | 'green' | 'station'

type Water = { readonly class: 'area' | 'river' }

/** What the page draws under the cells; `basemap.json` is this. */
export interface Basemap {
  /** Whose data it is, to stand on every map drawn with it. */
  readonly credit: Name
  readonly bounds: Bounds
  /** `bridge` is 1 on bridges and elevated roads, so that they are drawn over what they cross. */
  readonly roads: BasemapLayer<{ readonly class: RoadClass; readonly name: string; readonly bridge: 0 | 1 }>
  readonly water: BasemapLayer<Water>
  readonly green: BasemapLayer<Record<string, never>>
  readonly rail: BasemapLayer<Record<string, never>>
  readonly buildings: BasemapLayer<Record<string, never>>
  readonly walls: BasemapLayer<Record<string, never>>
  /** `size` is square metres where a name is an area's, else 0: the larger is said first. */
  readonly places: BasemapLayer<{ readonly class: PlaceClass; readonly name: string; readonly size: number }>
}

const CLASS: Readonly<Record<string, RoadClass>> = {
  motorway: 'express',
  motorway_link: 'express',
  trunk: 'express',
  trunk_link: 'express',
  primary: 'arterial',
  primary_link: 'arterial',
  secondary: 'arterial',
  secondary_link: 'arterial',
  tertiary: 'collector',
  tertiary_link: 'collector',
  unclassified: 'street',
  residential: 'street',
  living_street: 'street',
  road: 'street',
  pedestrian: 'street',
  service: 'path',
  footway: 'path',
  path: 'path',
  steps: 'path',
  cycleway: 'path',
  track: 'path',
  bridleway: 'path',
  corridor: 'path',
}

/** Chunks of nameless things are this many degrees wide (about 2 km), so that a map tile touches few of them. */
const CHUNK = 0.02
/** A line may leave its drawn place by this much, degrees (about half a metre). */
const TOLERANCE = 5e-6

/** An OSM file is OpenStreetMap's unless it says otherwise, as the demo city's does. */
export const OSM_CREDIT: Name = { zh: '© OpenStreetMap 贡献者（ODbL）', en: '© OpenStreetMap contributors (ODbL)' }
function creditOf(source: string | null): Name {
  if (source === null || /openstreetmap|osm|odbl/i.test(source)) return OSM_CREDIT
  const [zh, en, ...more] = source.split(' · ') // a file may say it twice, in Chinese and in English
  if (zh && en && more.length === 0 && /\p{sc=Han}/u.test(zh) && !/\p{sc=Han}/u.test(en)) return { zh, en }
  return { zh: source, en: source }
}

/** The base map of an extract. Same extract, same bytes: features stand in the order of the file, chunks in order of place. */
export function basemapOf(extract: Extract): Basemap {
  const { bounds, streets, buildings, ground } = extract
  const areas = (kind: Ground['kind']) => ground.filter((g) => g.kind === kind && g.polygon)
  const lines = (kind: Ground['kind']) => ground.filter((g) => g.kind === kind && g.lines.length > 0)
  return {
    credit: creditOf(extract.source),
    bounds,
    roads: layer(roads(streets)),
    water: layer([
      ...areas('water').map((g) => feature<Water>({ class: 'area' }, polygons(g.polygon!))),
      ...lines('river').map((g) => feature<Water>({ class: 'river' }, multiLine(g.lines))),
    ]),
    green: layer(areas('green').map((g) => feature({}, polygons(g.polygon!)))),
    rail: layer(lines('rail').map((g) => feature({}, multiLine(g.lines)))),
    buildings: layer(footprints(buildings)),
    walls: layer(walls(streets)),
    places: layer(places(extract)),
  }
}

// ── roads ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** The class of a way; null where it is no road (a ferry, a road not built yet). A table of edges has no tags: street. */
export function roadClass(tags: Tags): RoadClass | null {
  const highway = tags.highway
  if (highway !== undefined) return CLASS[highway] ?? null
  if (tags.railway === 'platform' || tags.public_transport === 'platform') return 'path'
  return Object.keys(tags).length === 0 ? 'street' : null
}

type Road = BasemapFeature<{ class: RoadClass; name: string; bridge: 0 | 1 }>

/** Ways of one class and name become one feature, joined end to end so that a name finds room on it; nameless ways go by chunk. */
function roads(streets: Streets): Road[] {
  const groups = new Map<string, { class: RoadClass; name: string; bridge: 0 | 1; ways: Int32Array[] }>()
  for (let w = 0; w < streets.wayTags.length; w++) {
    const tags = streets.wayTags[w]!
    const kind = roadClass(tags)
    const refs = streets.wayRefs.subarray(streets.wayFirst[w]!, streets.wayFirst[w + 1]!)
    if (!kind || refs.length < 2 || tags.area === 'yes') continue
    const name = tags.name ?? ''
    const over = tags.bridge !== undefined && tags.bridge !== 'no'
    const bridge = over && kind !== 'path' ? 1 : 0
    const first = refs[0]!
    const key = `${kind} ${bridge} ${name || chunkOf(streets.lng[first]!, streets.lat[first]!)}`
    const group = groups.get(key)
    if (group) group.ways.push(refs)
    else groups.set(key, { class: kind, name, bridge, ways: [refs] })
  }
  const at = (n: number): LngLat => [streets.lng[n]!, streets.lat[n]!]
  const drawn: Road[] = [...groups.values()].map(({ ways, ...properties }) => {
    const joined = properties.name ? join(ways) : ways.map((way) => [...way])
    const coordinates = joined.map((way) => simplify(way.map(at)))
    return feature(properties, { type: 'MultiLineString', coordinates })
  })
  const ring = (refs: Int32Array) => closed([...refs].map(at))
  for (const plaza of streets.plazas) {
    const coordinates = plaza.outer.map((outer, i) => [ring(outer), ...(i === 0 ? plaza.inner.map(ring) : [])])
    const properties = { class: 'plaza' as const, name: plaza.tags.name ?? '', bridge: 0 as const }
    drawn.push(feature(properties, { type: 'MultiPolygon', coordinates }))
  }
  return drawn
}

/** Ways joined end to end wherever exactly two of them meet. */
function join(ways: readonly Int32Array[]): number[][] {
  const ends = new Map<number, number[]>()
  const endsOf = (way: Int32Array) => [way[0]!, way[way.length - 1]!]
  ways.forEach((way, i) => {
    for (const end of endsOf(way)) ends.set(end, [...(ends.get(end) ?? []), i])
  })
  const done = new Uint8Array(ways.length)
  /** Ways that go on from `node`, one after another, nodes in order of walking, `node` itself left out. */
  const onward = (node: number): number[] => {
    const path: number[] = []
    for (let here = node; ; here = path[path.length - 1]!) {
      const meeting = ends.get(here)!
      const next = meeting.length === 2 ? meeting.find((i) => done[i] === 0) : undefined
      if (next === undefined) return path
      done[next] = 1
      const way = ways[next]!
      const steps = way[0] === here ? [...way] : [...way].reverse()
      for (let s = 1; s < steps.length; s++) path.push(steps[s]!)
    }
  }
  const joined: number[][] = []
  ways.forEach((way, i) => {
    if (done[i] === 1) return
    done[i] = 1
    const [from, to] = endsOf(way) as [number, number]
    const after = onward(to)
    joined.push([...onward(from).reverse(), ...way, ...after])
  })
  return joined
}

/** Douglas–Peucker without recursion, then six decimals. */
function simplify(points: readonly LngLat[]): Position[] {
  const keep = new Uint8Array(points.length)
  keep[0] = keep[points.length - 1] = 1
  const open: [number, number][] = [[0, points.length - 1]]
  for (let span = open.pop(); span; span = open.pop()) {
    const [a, b] = span
    const [ax, ay] = points[a]!
    const dx = points[b]![0] - ax
    const dy = points[b]![1] - ay
    const length2 = dx * dx + dy * dy
    let worst = TOLERANCE * TOLERANCE
    let at = -1
    for (let i = a + 1; i < b; i++) {
      const px = points[i]![0] - ax
      const py = points[i]![1] - ay
      const t = length2 === 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / length2))
      const off = (px - t * dx) ** 2 + (py - t * dy) ** 2
      if (off > worst) [worst, at] = [off, i]
    }
    if (at < 0) continue
    keep[at] = 1
    open.push([a, at], [at, b])
  }
  return points.filter((_, i) => keep[i] === 1).map(round)
}

// ── areas and walls ──────────────────────────────────────────────────────────────────────────────────────────────

/** Buildings, many to a feature: one for each chunk of the city. */
function footprints({ first, coords }: Buildings): BasemapFeature<Record<string, never>>[] {
  const chunks = new Map<string, Position[][][]>()
  for (let b = 0; b + 1 < first.length; b++) {
    const ring = coords.subarray(2 * first[b]!, 2 * first[b + 1]!)
    if (ring.length < 6) continue
    add(chunks, chunkOf(ring[0]!, ring[1]!), [closed(pairs(ring))])
  }
  return inOrder(chunks).map((coordinates) => feature({}, { type: 'MultiPolygon', coordinates }))
}

function walls({ wallFirst, wallRefs, lng, lat }: Streets): BasemapFeature<Record<string, never>>[] {
  const chunks = new Map<string, Position[][]>()
  for (let w = 0; w + 1 < wallFirst.length; w++) {
    const refs = wallRefs.subarray(wallFirst[w]!, wallFirst[w + 1]!)
    if (refs.length < 2) continue
    add(
      chunks,
      chunkOf(lng[refs[0]!]!, lat[refs[0]!]!),
      [...refs].map((n) => round([lng[n]!, lat[n]!])),
    )
  }
  return inOrder(chunks).map((coordinates) => feature({}, { type: 'MultiLineString', coordinates }))
}

// ── names ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Names of areas and of the ground, each at a point inside it; one name of a kind stands once, at its largest. */
function places(extract: Extract): BasemapFeature<{ class: PlaceClass; name: string; size: number }>[] {
  const said = new Map<string, { class: PlaceClass; name: string; size: number; at: LngLat }>()
  const say = (kind: PlaceClass, name: string, size: number, at: LngLat | null) => {
    const before = said.get(`${kind} ${name}`)
    if (name && at && (!before || before.size < size)) said.set(`${kind} ${name}`, { class: kind, name, size, at })
  }
  for (const { level, name, polygon } of extract.boundaries) {
    if (level === 'district' || level === 'subdistrict' || level === 'community')
      say(level, name, Math.round(areaM2(polygon)), interiorPoint(polygon))
  }
  for (const { kind, name, polygon, lines } of extract.ground) {
    if (kind !== 'water' && kind !== 'green' && kind !== 'river') continue
    if (polygon) say(kind === 'green' ? 'green' : 'water', name, Math.round(areaM2(polygon)), interiorPoint(polygon))
    else if (kind === 'river' && lines[0]) say('water', name, 0, middle(lines[0]))
  }
  for (const { name, tags, at } of extract.outlets) {
    if (tags.railway === 'station' || tags.station === 'subway') say('station', name, 0, at)
  }
  return [...said.values()].map(({ at, ...properties }) =>
    feature(properties, { type: 'Point', coordinates: round(at) }),
  )
}

const middle = (line: Float64Array): LngLat => {
  const i = (line.length >> 2) * 2
  return [line[i]!, line[i + 1]!]
}

// ── GeoJSON ──────────────────────────────────────────────────────────────────────────────────────────────────────

const feature = <P>(properties: P, geometry: Geometry): BasemapFeature<P> => ({ type: 'Feature', properties, geometry })
const layer = <P>(features: readonly BasemapFeature<P>[]): BasemapLayer<P> => ({ type: 'FeatureCollection', features })

const six = (degrees: number): number => Math.round(degrees * 1e6) / 1e6
const round = ([lng, lat]: LngLat): Position => [six(lng), six(lat)]

function pairs(flat: ArrayLike<number>): LngLat[] {
  const points: LngLat[] = []
  for (let i = 0; i + 1 < flat.length; i += 2) points.push([flat[i]!, flat[i + 1]!])
  return points
}

/** A ring as GeoJSON wants it: its first point again at the end. */
const closed = (ring: readonly LngLat[]): Position[] => [...ring, ring[0]!].map(round)

const polygons = (multi: MultiPolygon): Geometry => ({
  type: 'MultiPolygon',
  coordinates: multi.map((rings) => rings.filter((r: Ring) => r.length >= 6).map((r) => closed(pairs(r)))),
})

const multiLine = (lines: readonly Float64Array[]): Geometry => ({
  type: 'MultiLineString',
  coordinates: lines.filter((l) => l.length >= 4).map((l) => simplify(pairs(l))),
})

const chunkOf = (lng: number, lat: number): string => `${Math.floor(lng / CHUNK)},${Math.floor(lat / CHUNK)}`

function add<T>(chunks: Map<string, T[]>, key: string, thing: T): void {
  const chunk = chunks.get(key)
  if (chunk) chunk.push(thing)
  else chunks.set(key, [thing])
}

/** Chunks by their key, so that the order of buildings in a file does not shuffle whole chunks. */
const inOrder = <T>(chunks: ReadonlyMap<string, T>): T[] =>
  [...chunks.entries()].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, value]) => value)
