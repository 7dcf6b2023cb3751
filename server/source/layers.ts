// Layers: streets, areas, residents, census tables. Each applied upload is the next version of its kind; none is ever thrown
// away, and runs take the newest that is not ended, of the office itself or of one above it that shares.
import type { Findings } from '@yike/core/base/finding.ts'
import type { Progress } from '@yike/core/base/progress.ts'
import type { Datum } from '@yike/core/geo/datum.ts'
import type { ColumnGuess } from '@yike/core/source/columns.ts'
import type { Reading } from '@yike/core/source/define.ts'
import type { LayerContent } from '@yike/core/source/layer-content.ts'
import { type Selectable, sql } from 'kysely'
import { v7 } from 'uuid'
import type { Tx } from '../db/context.ts'
import type { Tables } from '../db/tables.ts'
import type { UploadRecord } from './upload.ts'

/** Kinds of layer. */
export type LayerKind = Tables['layer']['kind']
/** A row of the table. */
export type LayerRecord = Selectable<Tables['layer']>

/** What a layer's file holds, and how it was read. */
export interface LayerSummary extends Omit<LayerContent, 'rows'> {
  /** What was made of a table's columns; null for other files. */
  readonly columns: ColumnGuess | null
  /** Findings told row by row, and those beyond. */
  readonly told: number
  readonly untold: number
}

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
