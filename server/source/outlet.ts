// An outlet in its three shapes: the row of the table, the row of a ledger as core knows it, and what a route answers.
import { type LedgerRow, LONGEST_TEXT, ledgerText, MOST_ENTRANCES } from '@yike/core/source/ledger.ts'
import type { Origin } from '@yike/core/source/rows.ts'
import type { Selectable } from 'kysely'
import { z } from 'zod'
import type { Tables } from '../db/tables.ts'

/** A row of the table as it stands. */
export type OutletRecord = Omit<Selectable<Tables['outlet']>, 'entrances' | 'origins' | 'spot'> & {
  readonly entrances: LedgerRow['entrances']
  readonly origins: readonly Origin[]
}

/** What can be written of an outlet; `version` is the one that was seen. */
export type OutletFacts = Omit<OutletRecord, 'at'>

/** A record as what can be written of it. */
export const facts = ({ at: _, ...rest }: OutletRecord): OutletFacts => rest

/** The record as a row of a ledger, under the id that the ledger is to have for it. */
export function ledgerRowOf(record: OutletRecord, id: string): LedgerRow {
  const { name, label, lng, lat, entrances, capacity, hours, address, state } = record
  // jsonb keeps no order of keys, and core compares sources as text
  const origins = record.origins.map(({ kind, file, row, ref, confirmed }) => ({ kind, file, row, ref, confirmed }))
  const { confirmed, confirmed_by: confirmedBy, licence, remark } = record
  const at = [lng, lat] as const
  return {
    ...{ id, name, at, entrances, label, tags: {}, capacity, hours, address },
    ...{ origins, state, confirmed, confirmedBy, licence, remark },
  }
}

/** The columns that a ledger's row fills. */
export function columnsOf(row: LedgerRow) {
  const { name, label, at, entrances, capacity, hours, address, origins, state } = row
  const { confirmed, confirmedBy: confirmed_by, licence, remark } = row
  const [lng, lat] = at
  return {
    ...{ name, label, lng, lat, entrances, capacity, hours, address },
    ...{ origins, state, confirmed, confirmed_by, licence, remark },
  }
}

const text = (longest = LONGEST_TEXT) => z.string().overwrite((t) => ledgerText(t, longest))
const known = z
  .string()
  .overwrite((t) => ledgerText(t))
  .nullable()
const degreesEast = z.number().min(-180).max(180)
const degreesNorth = z.number().min(-90).max(90)

/** What an officer may say of an outlet. WGS-84 degrees. */
export const outletBody = z.strictObject({
  code: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .overwrite((t) => ledgerText(t, 100))
    .nullable(),
  state: z.enum(['open', 'closed', 'moved']),
  name: text(),
  label: text(),
  lng: degreesEast,
  lat: degreesNorth,
  address: known,
  hours: known,
  capacity: z.number().min(0).max(9_999_999).nullable(),
  licence: known,
  entrances: z.array(z.tuple([degreesEast, degreesNorth])).max(MOST_ENTRANCES),
  confirmed: z.iso.date().nullable(),
  confirmedBy: known,
  remark: known,
})

/** What an officer may say of an outlet. */
export type OutletBody = z.infer<typeof outletBody>

/** An outlet as it is answered. */
export const outletAnswer = z.object({
  ...outletBody.shape,
  id: z.uuid(),
  /** Code of the office that keeps it. */
  office: z.string(),
  version: z.number(),
  origins: z.array(
    z.object({
      kind: z.enum(['official', 'commercial', 'osm']),
      file: z.string(),
      row: z.number().nullable(),
      ref: z.string().nullable(),
      confirmed: z.string().nullable(),
    }),
  ),
  mergedInto: z.string().nullable(),
  at: z.string(),
})
/** An outlet as it is answered. */
export type OutletAnswer = z.infer<typeof outletAnswer>

/** The answer for a record. `at` comes as a Date from the table and as text from a version. */
export function answerOf(record: OutletRecord, office: string): OutletAnswer {
  const { id, code, version, state, name, label, lng, lat, address, hours, capacity, licence, confirmed, remark } =
    record
  return {
    ...{ id, code, office, version, state, name, label, lng, lat, address, hours, capacity, licence },
    entrances: record.entrances.map(([x, y]) => [x, y]),
    origins: [...record.origins],
    ...{ confirmed, confirmedBy: record.confirmed_by, remark, mergedInto: record.merged_into },
    at: new Date(record.at).toISOString(),
  }
}
