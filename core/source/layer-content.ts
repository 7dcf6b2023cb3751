// What a file of a layer holds, whatever its format: streets, areas, residents, census rows, counted. Browser and server run this
// same code, so what is shown before a file is sent is what the server finds.
import type { Bytes } from '../base/bytes.ts'
import { Fault } from '../base/fault.ts'
import { boundsOf } from '../geo/bounds.ts'
import { formatFor, type Kind, type Reading } from './define.ts'
import { formats } from './formats/index.ts'

/** Kinds of layer. */
export const LAYER_KINDS = ['streets', 'areas', 'population', 'census'] as const
/** One of them. */
export type LayerKind = (typeof LAYER_KINDS)[number]

/** What a layer's file holds. */
export interface LayerContent {
  readonly format: string
  /** Ways, areas, cells or rows of a table. */
  readonly rows: number
  /** By what is counted: ways, areas, cells, people … */
  readonly counts: Readonly<Record<string, number>>
  /** West, south, east, north; null where it has no places. */
  readonly bounds: readonly [number, number, number, number] | null
}

async function opened<K extends Kind>(bytes: Bytes, kind: K, reading: Reading) {
  const format = await formatFor(bytes, kind, formats)
  return { format: format.id, content: await format.read(bytes, reading) }
}

/** Reads a layer's file whole and counts it. Faults: those of the formats; no-streets, bad-file, no-people where it holds none. */
export async function countLayer(kind: LayerKind, bytes: Bytes, reading: Reading): Promise<LayerContent> {
  const file = bytes.name
  if (kind === 'streets') {
    const { format, content } = await opened(bytes, 'extract', reading)
    const { streets, outlets, buildings, boundaries } = content
    const ways = streets.wayTags.length
    if (ways === 0) throw new Fault('no-streets', { file })
    const counts = { ways, nodes: streets.lng.length, outlets: outlets.length, areas: boundaries.length }
    return {
      format,
      rows: ways,
      counts: { ...counts, buildings: buildings.id.length },
      bounds: boxOf(boundsOf(streets.lng, streets.lat)),
    }
  }
  if (kind === 'areas') {
    const { format, content } = await opened(bytes, 'areas', reading)
    const counts: Record<string, number> = { areas: content.length, coded: 0 }
    for (const { level, adcode } of content) {
      counts[level] = (counts[level] ?? 0) + 1
      if (adcode !== null) counts.coded!++
    }
    const rings = content.flatMap((area) => area.polygon.map((rings) => rings[0]!))
    const east = (side: 0 | 1) => Float64Array.from(rings.flatMap((ring) => [...ring].filter((_, i) => i % 2 === side)))
    return { format, rows: content.length, counts, bounds: boxOf(boundsOf(east(0), east(1))) }
  }
  if (kind === 'population') {
    const { format, content } = await opened(bytes, 'population', reading)
    const people = content.people.reduce((sum, n) => sum + n, 0)
    if (!(people > 0)) throw new Fault('no-people', { why: file })
    const counts = { cells: content.lng.length, people: Math.round(people) }
    return { format, rows: counts.cells, counts, bounds: boxOf(boundsOf(content.lng, content.lat)) }
  }
  const { format, content } = await opened(bytes, 'census', reading)
  const people = content.reduce((sum, row) => sum + row.people, 0)
  if (!(people > 0)) throw new Fault('no-people', { why: file })
  return { format, rows: content.length, counts: { rows: content.length, people }, bounds: null }
}

const boxOf = (b: ReturnType<typeof boundsOf>): LayerContent['bounds'] => b && [b.west, b.south, b.east, b.north]
