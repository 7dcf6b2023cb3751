// Layers: streets, areas, residents, census tables. Each applied upload is the next version of its kind; none is ever thrown
// away, and runs take the newest that is not ended, of the office itself or of one above it that shares.
import type { Bytes } from '@yike/core/base/bytes.ts'
import { Fault } from '@yike/core/base/fault.ts'
import type { Findings } from '@yike/core/base/finding.ts'
import type { Progress } from '@yike/core/base/progress.ts'
import { boundsOf } from '@yike/core/geo/bounds.ts'
import type { Datum } from '@yike/core/geo/datum.ts'
import type { ColumnGuess } from '@yike/core/source/columns.ts'
import { formatFor, type Kind, type Reading } from '@yike/core/source/define.ts'
import { formats } from '@yike/core/source/formats/index.ts'
import { type Selectable, sql } from 'kysely'
import { v7 } from 'uuid'
import type { Tx } from '../db/context.ts'
import type { Tables } from '../db/tables.ts'
import type { UploadRecord } from './upload.ts'

/** Kinds of layer. */
export type LayerKind = Tables['layer']['kind']
/** A row of the table. */
export type LayerRecord = Selectable<Tables['layer']>

/** What a layer's file holds. */
export interface LayerSummary {
  readonly format: string
  /** By what is counted: ways, areas, cells, people … */
  readonly counts: Readonly<Record<string, number>>
  /** West, south, east, north; null where it has no places. */
  readonly bounds: readonly [number, number, number, number] | null
  /** What was made of a table's columns; null for other files. */
  readonly columns: ColumnGuess | null
  /** Findings told row by row, and those beyond. */
  readonly told: number
  readonly untold: number
}

type Content = Pick<LayerSummary, 'format' | 'counts' | 'bounds'> & { readonly rows: number }
type Box = LayerSummary['bounds']

async function opened<K extends Kind>(bytes: Bytes, kind: K, reading: Reading) {
  const format = await formatFor(bytes, kind, formats)
  return { format: format.id, content: await format.read(bytes, reading) }
}

/** Reads a layer's file whole and counts it. Faults: those of the formats; no-streets, bad-file, no-people where it holds none. */
export async function countLayer(kind: LayerKind, bytes: Bytes, reading: Reading): Promise<Content> {
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

const boxOf = (b: ReturnType<typeof boundsOf>): Box => b && [b.west, b.south, b.east, b.north]

/** How a layer's file is read. */
export const layerReading = (
  { datum, columns }: Pick<UploadRecord, 'datum' | 'columns'>,
  findings: Findings,
  progress: Progress,
  columnsRead: (guess: ColumnGuess) => void,
): Reading => ({
  ...{ datum: (datum as Datum | null) ?? 'wgs84', origin: 'official', findings, progress, columnsRead },
  ...(columns ? { columns: columns as Record<string, string> } : {}),
})

/** Makes an upload the next version of its layer. Its `options` hold the columns and codes that a person chose, where they did. */
export async function makeLayer(
  tx: Tx,
  { id: upload, office, path, kind, name, sha256, datum, columns, options, summary }: UploadRecord,
  account: string | null,
  at: Date,
): Promise<LayerRecord> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`layer ${office} ${kind}`}, 0))`.execute(tx)
  const { codes } = (options ?? {}) as { codes?: readonly string[] }
  const how = { ...(columns ? { columns } : {}), ...(codes && { codes }) }
  const last = await tx
    .selectFrom('layer')
    .select((e) => e.fn.max('number').as('number'))
    .where('office', '=', office)
    .where('kind', '=', kind as LayerKind)
    .executeTakeFirst()
  return tx
    .insertInto('layer')
    .values({
      ...{ id: v7(), office, path, kind: kind as LayerKind, number: (last?.number ?? 0) + 1, upload, name, sha256 },
      ...{ datum, options: JSON.stringify(how), summary: JSON.stringify(summary), account, at },
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** The layer that holds for an office: its own newest, else that of the nearest office above; undefined where there is none. */
export function findLayer(tx: Tx, path: string, kind: LayerKind): Promise<LayerRecord | undefined> {
  return tx
    .selectFrom('layer')
    .selectAll()
    .where('kind', '=', kind)
    .where('ended_at', 'is', null)
    .where(sql<boolean>`path @> ${path}::ltree`)
    .orderBy(sql`nlevel(path)`, 'desc')
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
}
