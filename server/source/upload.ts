// An upload: a file that an office brought, what was read of it, and what became of it.
import { Fault } from '@yike/core/base/fault.ts'
import type { Finding, Noted } from '@yike/core/base/finding.ts'
import type { Selectable } from 'kysely'
import { v7 } from 'uuid'
import { z } from 'zod'
import type { Tx } from '../db/context.ts'
import type { Tables } from '../db/tables.ts'
import type { Place } from '../http/route.ts'
import type { Received, UploadKind } from './receive.ts'
import { nameBlob } from './snapshot.ts'

/** A row of the table. */
export type UploadRecord = Selectable<Tables['upload']>

const datum = z.enum(['wgs84', 'gcj02', 'bd09', 'cgcs2000'])

/** How an upload is to be taken in; all but `codes` are for ledgers. */
export const uploadOptions = z.strictObject({
  /** Whose file it is. */
  origin: z.enum(['official', 'commercial', 'osm']).default('official'),
  /** Open outlets that the file does not list are closed. Only right for a file that lists all of them. */
  closeMissing: z.boolean().default(false),
  /** Which office keeps a new row: the uploading one, or the one below it whose border, in the areas there are, holds it. */
  keptBy: z.enum(['office', 'borders']).default('office'),
  /** Of a census table: codes of the areas whose people count; none: those of the office. */
  codes: z
    .array(z.string().regex(/^[0-9]{6,12}$/))
    .max(1000)
    .optional(),
})
/** How a ledger is to be taken in. */
export type UploadOptions = z.infer<typeof uploadOptions>
/** What a person says of how a file is to be read; null: as it is guessed. */
export const readingBody = z.strictObject({
  /** Field → heading, or `#3` for the third column. */
  columns: z.record(z.string().max(40), z.string().max(400)).nullable(),
  datum: datum.nullable(),
  options: uploadOptions.prefault({}),
})

const loose = z.record(z.string(), z.unknown())
/** An upload as it is answered. `found` are core's findings, `summary` a LedgerSummary or LayerSummary (see jobs). */
export const uploadAnswer = z.object({
  id: z.uuid(),
  kind: z.string(),
  name: z.string(),
  sha256: z.string(),
  size: z.number(),
  datum: datum.nullable(),
  columns: z.record(z.string(), z.string()).nullable(),
  options: uploadOptions,
  state: z.enum(['received', 'reading', 'read', 'applying', 'applied', 'refused']),
  rows: z.number().nullable(),
  found: z.array(loose),
  summary: loose.nullable(),
  error: z.object({ code: z.string(), zh: z.string(), en: z.string() }).nullable(),
  account: z.string().nullable(),
  /** Who brought it; null where the caller does not see them. */
  by: z.string().nullable(),
  madeAt: z.string(),
  appliedAt: z.string().nullable(),
  version: z.number(),
})

/** The answer for an upload. */
export const uploadAnswerOf = (u: UploadRecord, by: string | null = null): z.infer<typeof uploadAnswer> => ({
  by,
  ...{ id: u.id, kind: u.kind, name: u.name, sha256: u.sha256, size: u.size, state: u.state, rows: u.rows },
  datum: u.datum as z.infer<typeof datum> | null,
  columns: u.columns as Record<string, string> | null,
  options: uploadOptions.parse(u.options ?? {}),
  found: u.found as Record<string, unknown>[],
  summary: u.summary as Record<string, unknown> | null,
  error: u.error as { code: string; zh: string; en: string } | null,
  ...{ account: u.account, version: u.version, madeAt: u.made_at.toISOString() },
  appliedAt: u.applied_at?.toISOString() ?? null,
})

/** Findings of one upload that are kept row by row; the others are counted. */
export const MOST_FINDINGS = 10_000

/** What reading an upload leaves. */
export interface ReadUpload {
  readonly rows: number
  readonly found: readonly Finding[]
  readonly noted: readonly Noted[]
  readonly summary: object
  /** A refusal that leaves its findings to be seen. */
  readonly error?: { readonly code: string; readonly zh: string; readonly en: string }
}

/**
 * Puts an upload on record. While the same bytes are being read or taken in for the office, a second of them is refused:
 * upload-under-way, with the first one's id.
 */
export async function recordUpload(
  tx: Tx,
  place: Place,
  { kind, datum, account, file }: { kind: UploadKind; datum: string | null; account: string | null; file: Received },
): Promise<UploadRecord> {
  await nameBlob(tx, file)
  const made = await tx
    .insertInto('upload')
    .values({
      ...{ id: v7(), office: place.id, path: place.path, kind, name: file.name, sha256: file.sha256 },
      ...{ size: file.size, datum, account },
    })
    .onConflict((c) =>
      c.columns(['office', 'kind', 'sha256']).where('state', 'in', ['received', 'reading', 'applying']).doNothing(),
    )
    .returningAll()
    .executeTakeFirst()
  if (made) return made
  const first = await tx
    .selectFrom('upload')
    .select('id')
    .where('office', '=', place.id)
    .where('kind', '=', kind)
    .where('sha256', '=', file.sha256)
    .where('state', 'in', ['received', 'reading', 'applying'])
    .executeTakeFirst()
  throw new Fault('upload-under-way', { file: file.name, upload: first?.id ?? '' })
}

/** An upload, held where it is to be changed. Fault: not-there. */
export async function getUpload(tx: Tx, id: string, hold = false): Promise<UploadRecord> {
  const query = tx.selectFrom('upload').selectAll().where('id', '=', id)
  const found = await (hold ? query.forUpdate() : query).executeTakeFirst()
  if (!found) throw new Fault('not-there', { what: id })
  return found
}
