// Reading a ledger's file: columns as a person chose them, or as they were chosen the last time, or as core guesses; the datum
// likewise, and as the streets say; then against the ledger there is.
import type { Bytes } from '@yike/core/base/bytes.ts'
import { Fault } from '@yike/core/base/fault.ts'
import { Findings } from '@yike/core/base/finding.ts'
import type { Progress } from '@yike/core/base/progress.ts'
import type { Datum } from '@yike/core/geo/datum.ts'
import { checkDatum, type DatumGuess } from '@yike/core/source/datum-fit.ts'
import { formatFor } from '@yike/core/source/define.ts'
import { formats } from '@yike/core/source/formats/index.ts'
import type { LedgerRow } from '@yike/core/source/ledger.ts'
import { compareLedgers, type LedgerComparison } from '@yike/core/source/ledger-compare.ts'
import type { LedgerReading } from '@yike/core/source/ledger-read.ts'
import { type LedgerPreview, type PreviewOptions, previewLedger } from '@yike/core/source/preview.ts'
import type { Streets } from '@yike/core/source/rows.ts'
import type { Platform } from '../platform.ts'
import type { UploadJob } from './job.ts'
import { findLayer } from './layers.ts'
import { withCopy } from './local-copy.ts'
import { findMapping, type Mapping } from './mapping.ts'
import { ledgerRowOf, type OutletRecord } from './outlet.ts'
import { fileIds, ledgerOf, mergedOf } from './store.ts'
import { tradesOf } from './trades.ts'
import { MOST_FINDINGS, type ReadUpload, uploadOptions } from './upload.ts'

/** What an upload of a ledger says. */
export interface LedgerSummary {
  readonly format: string
  readonly columns: LedgerPreview['columns']
  readonly alternatives: LedgerPreview['alternatives']
  readonly counts: LedgerPreview['counts']
  /** `remembered`: as the office had such headings read the last time. */
  readonly datum: {
    readonly used: Datum
    readonly by: LedgerPreview['datum']['by'] | 'remembered'
    readonly evidence: DatumGuess | null
  }
  /** How applying will read it: field → heading, and the datum. */
  readonly use: { readonly columns: Readonly<Record<string, string>>; readonly datum: Datum }
  readonly remembered: boolean
  /** Whether it is an export of the ledger. */
  readonly exported: boolean
  /** What taking it in would do to the ledger as it stood when it was read. */
  readonly comparison: {
    readonly added: number
    readonly changed: number
    readonly same: number
    readonly missing: number
    /** Rows of outlets that were merged into others: nothing is done with them. */
    readonly merged: number
  }
  /** Some of what would change: id in the file, name, fields. */
  readonly changes: readonly {
    readonly id: string
    readonly name: string
    readonly by: string
    readonly fields: readonly string[]
  }[]
  readonly missing: readonly { readonly id: string; readonly name: string }[]
  readonly told: number
  readonly untold: number
}

/** Changes and missing rows that are shown with the upload; all of them are counted. */
const SHOWN = 200

/** Reads it. Faults: those of `previewLedger`. A file without one usable row is refused, and its findings say why. */
export async function readLedgerUpload(platform: Platform, job: UploadJob, bytes: Bytes): Promise<ReadUpload> {
  const { upload, progress } = job
  const { columns, datum } = upload as { columns: Record<string, string> | null; datum: Datum | null }
  const { origin } = uploadOptions.parse(upload.options ?? {})
  const asked: PreviewOptions = { origin, progress, ...(columns && { columns }), ...(datum && { datum }) }
  let preview = await previewLedger(bytes, asked)

  const mapping = columns ? undefined : await job.as((tx) => findMapping(tx, upload, preview.columns.headings))
  if (mapping) preview = await previewLedger(bytes, withMapping(asked, mapping))
  const chosen = datum ?? (mapping?.datum as Datum | undefined) ?? null

  const doubts = new Findings()
  let { evidence } = preview.datum
  if (preview.datum.by !== 'heading' && preview.reading.rows.length > 0) {
    const streets = await streetsOf(platform, job, progress)
    if (streets && chosen) evidence = checkDatum(preview.reading.rows, chosen, streets, bytes.name, doubts)
    else if (streets) {
      preview = await previewLedger(bytes, { ...(mapping ? withMapping(asked, mapping) : asked), streets })
      evidence = preview.datum.evidence
      if (preview.datum.by === 'nobody') doubts.note('datum-unsure', bytes.name, null, preview.datum.used)
    }
  }

  const { reading } = preview
  const [present, gone] = await job.as(async (tx) => [await ledgerOf(tx, upload.path), await mergedOf(tx, upload.path)])
  const { added, changed, same, missing, merged } = compare(present, gone, reading)
  const remembered = mapping !== undefined
  const noted = [...preview.rowFindings.slice(0, MOST_FINDINGS)]
  const total = preview.rowFindings.length + reading.untold
  const summary: LedgerSummary = {
    ...{ format: preview.format, columns: preview.columns, alternatives: preview.alternatives, counts: preview.counts },
    datum: {
      used: preview.datum.used,
      by: preview.datum.by === 'person' && !datum ? 'remembered' : preview.datum.by,
      evidence,
    },
    use: { columns: useOf(preview), datum: preview.datum.used },
    ...{ remembered, exported: reading.exported },
    comparison: { added: added.length, changed: changed.length, same: same.length, missing: missing.length, merged },
    changes: changed
      .slice(0, SHOWN)
      .map((m) => ({ id: m.present.id, name: m.present.name, by: m.by, fields: m.fields })),
    missing: missing.slice(0, SHOWN).map(({ id, name }) => ({ id, name })),
    told: noted.length,
    untold: total - noted.length,
  }
  const found = [...preview.findings, ...doubts.list()]
  const rows = reading.rows.length
  if (rows > 0) return { rows, found, noted, summary }
  const none = new Fault('no-outlets', {
    why: { zh: `${bytes.name} 没有一行可用`, en: `no row of ${bytes.name} can be used` },
  })
  return { rows, found, noted, summary, error: { code: none.code, zh: none.say('zh'), en: none.say('en') } }
}

const withMapping = (asked: PreviewOptions, { columns, datum }: Mapping): PreviewOptions => ({
  ...(datum && { datum: datum as Datum }),
  ...asked,
  columns,
})

/** Every field's column, so that applying reads what was shown whatever the headings would suggest then. */
const useOf = ({ columns }: LedgerPreview): Record<string, string> =>
  Object.fromEntries(Object.entries(columns.fields).map(([field, { column }]) => [field, `#${column + 1}`]))

/** A comparison whose present rows lead back to their records. */
export interface Compared extends LedgerComparison {
  readonly recordOf: ReadonlyMap<LedgerRow, OutletRecord>
  /** Rows of outlets in `gone`; they are not among `added`. */
  readonly merged: number
}

/** The ledger there is against a reading, by core's rules. What was merged into another (`gone`) does not come back as a new one. */
export function compare(
  present: readonly OutletRecord[],
  gone: readonly OutletRecord[],
  reading: LedgerReading,
): Compared {
  const ids = fileIds(present)
  const recordOf = new Map(present.map((record) => [ledgerRowOf(record, ids.get(record)!), record]))
  const found = compareLedgers([...recordOf.keys()], reading.rows, reading.told, tradesOf)
  const rows = gone.map((record) => ledgerRowOf(record, record.code ?? record.id))
  const { added } = compareLedgers(rows, found.added, reading.told, tradesOf)
  return { ...found, added, recordOf, merged: found.added.length - added.length }
}

/** The streets that hold for the upload's office; null where there are none. */
async function streetsOf(platform: Platform, job: UploadJob, progress: Progress): Promise<Streets | null> {
  const layer = await job.as((tx) => findLayer(tx, job.upload.path, 'streets'))
  if (!layer) return null
  return withCopy(platform.blobs, layer, async (bytes) => {
    const format = await formatFor(bytes, 'extract', formats)
    const extract = await format.read(bytes, { datum: 'wgs84', origin: 'osm', findings: new Findings(), progress })
    return extract.streets
  })
}
