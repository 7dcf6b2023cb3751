// Outlets: nodes and areas that somebody may go to, as rows. What they are is a standard's business.
import { boundsOf } from '../../geo/bounds.ts'
import type { LngLat } from '../../geo/meters.ts'
import { centroid, interiorPoint, pointInPolygon } from '../../geo/polygon.ts'
import type { MultiPolygon, OutletRow, Tags } from '../rows.ts'
import type { Collected } from './collect.ts'
import { nameOf } from './ground.ts'
import type { NodeColumns } from './nodes.ts'
import type { Noter } from './noter.ts'
import { isClosed, polygonOf, ringAt, type Shape } from './shapes.ts'
import { isEntrance, OUTLET, outletKey, outletTags } from './tags.ts'

/** Outlets of a file: nodes, then ways, then relations, each in the order of the file. */
export function outletsOf(
  found: Collected,
  cut: Uint8Array,
  shapes: readonly Shape[],
  noter: Noter,
): readonly OutletRow[] {
  const { nodes, lines } = found
  const footNodes = new Map<number, Tags>()
  for (const [i, n] of found.footNodes.node.entries()) footNodes.set(n, found.footNodes.tags[i]!)
  const rows: OutletRow[] = []
  const seen = new Set<number>()
  for (const { id, lng, lat, tags } of found.outletNodes) {
    if (seen.has(id)) noter.note('duplicate-id', `node/${id}`)
    else rows.push(row(`node/${id}`, tags, [lng, lat], [], noter))
    seen.add(id)
  }
  const doors = (there: Iterable<number>): LngLat[] => {
    const places: LngLat[] = []
    for (const n of there) {
      const tags = footNodes.get(n)
      if (tags && isEntrance(tags)) places.push([nodes.lng(n), nodes.lat(n)])
    }
    return places
  }

  // An area drawn twice, as a relation and as its own outer way, is one outlet: the relation's, which has the holes.
  const drawnTwice = new Map<number, string>()
  for (const { relation } of shapes)
    if (relation.is & OUTLET) for (const way of relation.outer) drawnTwice.set(way, trade(relation.tags))

  for (let l = 0; l < lines.id.length; l++) {
    if (!(lines.is.data[l]! & OUTLET)) continue
    const tags = lines.tagsOf(l)
    const way = lines.id.data[l]!
    if (drawnTwice.get(way) === trade(tags)) continue
    const closed = isClosed(lines, l)
    const there = lines.at.data
      .subarray(lines.first.data[l], lines.first.data[l + 1]! - (closed ? 1 : 0))
      .filter((n) => n >= 0)
    const polygon = closed && !cut[l] ? [[ringAt(there, nodes)]] : null
    const at = (polygon && middle(polygon)) ?? along(there, nodes)
    if (at) rows.push(row(`way/${way}`, tags, at, doors(there), noter))
  }
  for (const shape of shapes) {
    const { relation, there } = shape
    if (!(relation.is & OUTLET)) continue
    const polygon = shape.whole ? polygonOf(shape, nodes) : null
    const at = (polygon && middle(polygon)) ?? along(there, nodes)
    if (at) rows.push(row(`relation/${relation.id}`, relation.tags, at, doors(new Set(there)), noter))
  }
  return rows
}

const trade = (tags: Tags): string => {
  const key = outletKey(tags)!
  return `${key}=${tags[key]}`
}

/** Centre of gravity where it lies inside, else a point that does. */
function middle(polygon: MultiPolygon): LngLat | null {
  const at = centroid(polygon)
  return at && pointInPolygon(polygon, at[0], at[1]) ? at : interiorPoint(polygon)
}

/** The middle node of a line, or of an area that is not whole, of those that have a place; null where none has. */
function along(there: ArrayLike<number>, nodes: NodeColumns): LngLat | null {
  const n = there[there.length >> 1]
  return n === undefined ? null : [nodes.lng(n), nodes.lat(n)]
}

function row(ref: string, tags: Tags, at: LngLat, entrances: LngLat[], noter: Noter): OutletRow {
  return {
    id: `osm:${ref}`,
    name: nameOf(tags),
    at,
    entrances,
    label: '',
    tags: outletTags(tags),
    capacity: capacityOf(ref, tags, noter),
    hours: tags.opening_hours ?? null,
    address: addressOf(tags),
    origins: [{ kind: 'osm', file: noter.file, row: null, ref, confirmed: confirmedOf(ref, tags, noter) }],
  }
}

/** Places, or beds where those are given; null where neither is a number. */
function capacityOf(ref: string, tags: Tags, noter: Noter): number | null {
  const text = tags.capacity ?? tags['capacity:persons'] ?? tags.beds
  if (text === undefined) return null
  if (/^\d{1,7}$/.test(text.trim())) return Number(text)
  noter.note('bad-number', `${ref} capacity=${text}`)
  return null
}

const CONFIRMING = ['check_date', 'check_date:opening_hours', 'survey:date']

/** The last day somebody says to have looked; a version's date does not say so and is not asked. */
function confirmedOf(ref: string, tags: Tags, noter: Noter): string | null {
  let last: string | null = null
  for (const key of CONFIRMING) {
    const text = tags[key]?.trim()
    if (!text) continue
    if (!isDay(text)) noter.note('bad-date', `${ref} ${key}=${text}`)
    else if (last === null || text > last) last = text
  }
  return last
}

function isDay(text: string): boolean {
  const [, month, day] = text.match(/^\d{4}-(\d\d)-(\d\d)$/)?.map(Number) ?? []
  return month !== undefined && month >= 1 && month <= 12 && day! >= 1 && day! <= 31
}

const CHINESE = /\p{Script=Han}/u

/** Written from large to small in Chinese, as letters elsewhere are addressed; null where there is no street or number. */
function addressOf(tags: Tags): string | null {
  const part = (key: string) => tags[`addr:${key}`]?.trim() ?? ''
  if (part('full')) return part('full')
  const street = part('street') || part('place')
  const number = part('housenumber')
  if (!street && !number) return null
  const from = [part('province'), part('city'), part('district'), part('subdistrict')]
  if (CHINESE.test(street)) return [...from, street, number].join('')
  return [[number, street].filter(Boolean).join(' '), part('city')].filter(Boolean).join(', ')
}

/** The box round places, for a file that states none and has no streets. */
export const boundsOfRows = (rows: readonly OutletRow[]) =>
  boundsOf(
    rows.map((r) => r.at[0]),
    rows.map((r) => r.at[1]),
  )
