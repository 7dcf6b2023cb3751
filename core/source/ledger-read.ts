// A file becomes rows of the ledger, whatever its format, with everything odd told row by row. Browser and server run
// this same code, so what the preview shows is what the import takes in.
import type { Bytes } from '../base/bytes.ts'
import { type Finding, Findings, type Noted } from '../base/finding.ts'
import { type Progress, SILENT } from '../base/progress.ts'
import type { Datum } from '../geo/datum.ts'
import type { ColumnGuess } from './columns.ts'
import { formatFor } from './define.ts'
import { formats } from './formats/index.ts'
import type { LedgerRow } from './ledger.ts'
import { datumOfHeading, isExport, type LedgerField } from './ledger-cells.ts'
import { LIMITS } from './limits.ts'
import type { OriginKind } from './rows.ts'

/** How a ledger is to be read. */
export interface LedgerOptions {
  /** The datum of its coordinates where its headings state none. */
  readonly datum: Datum
  /** Whose file it is; without it an office's. */
  readonly origin?: OriginKind
  /** Columns chosen by a person, field → heading (or `#3`). */
  readonly columns?: Readonly<Record<string, string>>
  /** Hears the findings too. */
  readonly findings?: Findings
  readonly progress?: Progress
}

/** What was read. */
export interface LedgerReading {
  /** Id of the format it was read as. */
  readonly format: string
  /** In the order of the file, WGS-84. */
  readonly rows: readonly LedgerRow[]
  readonly columns: ColumnGuess
  /** Fields that the file has a column for, `at` among them: what it says nothing of is not changed by importing it. */
  readonly told: ReadonlySet<ToldField>
  readonly datum: Datum
  /** Whether a heading said so: then nobody need be asked. */
  readonly datumStated: boolean
  /** Whether it is an export of the ledger, read to the letter. */
  readonly exported: boolean
  /** Every finding in the order of the file, up to LIMITS.rowFindings. */
  readonly rowFindings: readonly Noted[]
  /** How many more there were. */
  readonly untold: number
  /** By code, all counted. */
  readonly findings: readonly Finding[]
}

/** A field of a ledger's row that a file may tell. */
export type ToldField =
  | 'at'
  | 'state'
  | 'origins'
  | Exclude<LedgerField, 'lng' | 'lat' | 'place' | 'status' | 'sources'>

/**
 * Reads a ledger of any format on the shelf: CSV, XLSX, GeoJSON, zipped Shapefile of points. Closed and moved outlets
 * are kept with their state; a row without an id has the id ''.
 * Faults: empty-file, unknown-format, no-columns, old-xls, too-large, bad-file, cancelled.
 */
export async function readLedger(bytes: Bytes, options: LedgerOptions): Promise<LedgerReading> {
  const rowFindings: Noted[] = []
  let untold = 0
  const findings = new Findings((noted) => {
    if (rowFindings.length < LIMITS.rowFindings) rowFindings.push(noted)
    else untold++
    options.findings?.note(noted.code, noted.file, noted.row, noted.what, noted.column)
  })
  let columns: ColumnGuess = { file: bytes.name, sheet: null, headingRow: null, headings: [], fields: {} }
  const format = await formatFor(bytes, 'outlets', formats)
  const rows = await format.read(bytes, {
    datum: options.datum,
    origin: options.origin ?? 'official',
    findings,
    progress: options.progress ?? SILENT,
    ledger: true,
    columnsRead: (guess) => (columns = guess),
    ...(options.columns && { columns: options.columns }),
  })
  const stated = datumOfHeading(columns.fields.lng?.heading ?? columns.fields.place?.heading ?? '')
  return {
    format: format.id,
    rows: rows as readonly LedgerRow[], // `ledger: true` makes them so
    columns,
    told: toldBy(columns),
    datum: stated ?? options.datum,
    datumStated: stated !== null,
    exported: isExport(columns.headings),
    rowFindings,
    untold,
    findings: findings.list(),
  }
}

/** A reading's fields as a row's: every ledger says where its outlets are. */
function toldBy(columns: ColumnGuess): ReadonlySet<ToldField> {
  const told = new Set<ToldField>(['at'])
  for (const field of Object.keys(columns.fields) as LedgerField[])
    if (field === 'status') told.add('state')
    else if (field === 'sources') told.add('origins')
    else if (field !== 'lng' && field !== 'lat' && field !== 'place') told.add(field)
  return told
}
