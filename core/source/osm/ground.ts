// Buildings, boundaries and what the base map draws under the streets.
import type { AreaLevel, AreaRow, Buildings, Ground, MultiPolygon, Tags } from '../rows.ts'
import { type Collected, levelsOf } from './collect.ts'
import { Doubles, Ints } from './grow.ts'
import { closedNodes, isClosed, pieces, polygonOf, ringAt, type Shape } from './shapes.ts'
import { BOUNDARY, BUILDING, GROUND, groundKind, isLine } from './tags.ts'

/** Name for people: Chinese if there is one. */
export const nameOf = (tags: Tags): string => (tags['name:zh'] ?? tags.name ?? '').trim()

/**
 * Buildings, by outer ring. A relation's have minus its id, one for each outer ring; courtyards are not kept.
 * A way with missing nodes is no building, since its floor area would be made up.
 */
export function buildingsOf(found: Collected, cut: Uint8Array, shapes: readonly Shape[]): Buildings {
  const { lines, nodes } = found
  const id = new Doubles()
  const first = new Ints()
  const coords = new Doubles()
  const levels: number[] = []
  const use: string[] = []
  first.push(0)
  const add = (building: number, ring: Int32Array, storeys: number, kind: string) => {
    for (const n of ring) {
      coords.push(nodes.lng(n))
      coords.push(nodes.lat(n))
    }
    id.push(building)
    first.push(coords.length / 2)
    levels.push(storeys)
    use.push(kind)
  }
  for (let l = 0; l < lines.id.length; l++)
    if (lines.is.data[l]! & BUILDING && !cut[l])
      add(lines.id.data[l]!, closedNodes(lines, l), lines.levels.get(l) ?? Number.NaN, lines.bearingOf(l).building!)
  for (const { relation, outer } of shapes)
    if (relation.is & BUILDING)
      for (const ring of outer)
        add(-relation.id, ring, levelsOf(relation.tags['building:levels']), relation.tags.building!)
  return { id: id.done(), first: first.done(), coords: coords.done(), levels: Float32Array.from(levels), use }
}

/** Levels of administration in China as OSM numbers them (wiki: Tag:boundary=administrative, table of countries). */
const LEVELS: Readonly<Record<string, AreaLevel>> = {
  4: 'province',
  5: 'prefecture',
  6: 'district',
  8: 'subdistrict',
  10: 'community',
}

/** Keys under which mappers in China write the code of GB/T 2260 or of the statistics bureau. */
const CODE_KEYS = ['division_code', 'ref:CN', 'ref']

/** Administrative boundaries that close within the file; one that does not would hold the wrong people. */
export function boundariesOf(found: Collected, cut: Uint8Array, shapes: readonly Shape[]): readonly AreaRow[] {
  const { lines, nodes, memberLine } = found
  const rows: AreaRow[] = []
  const codes = new Set<string>()
  const add = (ref: string, tags: Tags, polygon: MultiPolygon) => {
    const adcode = CODE_KEYS.map((key) => tags[key]).find((c) => c && /^[1-9]\d{5}(\d{3}(\d{3})?)?$/.test(c)) ?? null
    const id = adcode && !codes.has(adcode) ? adcode : `osm:${ref}`
    codes.add(id)
    rows.push({ id, name: nameOf(tags), adcode, level: LEVELS[tags.admin_level!] ?? 'other', parent: null, polygon })
  }
  for (const shape of shapes) {
    const { relation } = shape
    if (!(relation.is & BOUNDARY) || !shape.whole) continue
    const polygon = polygonOf(shape, nodes)
    if (polygon) add(`relation/${relation.id}`, relation.tags, polygon)
  }
  // A closed way that is only the line of a relation's border says nothing of its own: it has no name.
  for (let l = 0; l < lines.id.length; l++) {
    if (!(lines.is.data[l]! & BOUNDARY) || cut[l]) continue
    const tags = lines.tagsOf(l)
    if (memberLine.has(lines.id.data[l]!) || !nameOf(tags)) continue
    add(`way/${lines.id.data[l]}`, tags, [[ringAt(closedNodes(lines, l), nodes)]])
  }
  return rows
}

/** Water, green, rivers and rails. What does not close is left out; lines are cut where nodes are missing. */
export function groundOf(found: Collected, cut: Uint8Array, shapes: readonly Shape[]): readonly Ground[] {
  const rows: Ground[] = []
  const { lines, nodes } = found
  for (let l = 0; l < lines.id.length; l++) {
    if (!(lines.is.data[l]! & GROUND)) continue
    const tags = lines.tagsOf(l)
    const kind = groundKind(tags)!
    if (isLine(kind)) {
      const runs = [...pieces(lines, l)].map((piece) => ringAt(piece, nodes))
      if (runs.length > 0) rows.push({ kind, name: nameOf(tags), polygon: null, lines: runs })
    } else if (!cut[l] && isClosed(lines, l))
      rows.push({ kind, name: nameOf(tags), polygon: [[ringAt(closedNodes(lines, l), nodes)]], lines: [] })
  }
  for (const shape of shapes) {
    if (!(shape.relation.is & GROUND)) continue
    const polygon = polygonOf(shape, nodes)
    const { tags } = shape.relation
    if (polygon) rows.push({ kind: groundKind(tags)!, name: nameOf(tags), polygon, lines: [] })
  }
  return rows
}
