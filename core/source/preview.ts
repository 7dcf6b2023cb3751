// What an officer is shown of a file before it is taken in: which column is which, in what datum, how its rows come out.
import type { Bytes } from '../base/bytes.ts'
import type { Finding, FindingCode, Noted } from '../base/finding.ts'
import type { Progress } from '../base/progress.ts'
import { type Datum, toWgs84 } from '../geo/datum.ts'
import { type ColumnGuess, fittingColumns } from './columns.ts'
import { type DatumGuess, guessDatum } from './datum-fit.ts'
import { LEDGER_FIELDS } from './fields.ts'
import type { LedgerRow, OutletState } from './ledger.ts'
import { type LedgerReading, readLedger } from './ledger-read.ts'
import type { OriginKind, Streets } from './rows.ts'

/** How to look at it. */
export interface PreviewOptions {
  /** The datum, where somebody said it; else the headings, then the streets, are asked, and WGS-84 is taken. */
  readonly datum?: Datum
  readonly origin?: OriginKind
  readonly columns?: Readonly<Record<string, string>>
  /** Streets round these outlets, which tell the datum. */
  readonly streets?: Streets
  readonly progress?: Progress
}

/** What is shown. `reading` is the whole of it, for comparing it with the ledger that there is. */
export interface LedgerPreview {
  readonly format: string
  readonly columns: ColumnGuess
  /** Per field the columns (from 0) whose headings say it, the best first. */
  readonly alternatives: Readonly<Record<string, readonly number[]>>
  /** The first of the rows as they would be taken in. */
  readonly first: readonly LedgerRow[]
  readonly counts: Readonly<Record<OutletState | 'rows' | 'leftOut', number>>
  readonly findings: readonly Finding[]
  readonly rowFindings: readonly Noted[]
  readonly datum: {
    readonly used: Datum
    /** Who said so. `nobody`: it should be asked. */
    readonly by: 'heading' | 'person' | 'streets' | 'nobody'
    /** What the streets say, where there are any. */
    readonly evidence: DatumGuess | null
  }
  readonly reading: LedgerReading
}

const FIRST = 50

/** Findings that stand for a row which was left out. */
const LEFT_OUT: readonly FindingCode[] = [
  'no-coordinates',
  'bad-coordinates',
  'zero-coordinates',
  'duplicate-id',
  'short-row',
  'not-open',
]

/** Reads the whole of a ledger's file as an import would, and says what it is. Faults: those of `readLedger`. */
export async function previewLedger(bytes: Bytes, options: PreviewOptions = {}): Promise<LedgerPreview> {
  const { datum, streets, ...rest } = options
  const read = await readLedger(bytes, { ...rest, datum: datum ?? 'wgs84' })
  const told = read.datumStated ? 'heading' : datum ? 'person' : null
  // the points as they stand: read as WGS-84 they are not moved
  const evidence =
    streets && told === null
      ? guessDatum(
          read.rows.map((row) => row.at),
          streets,
        )
      : null
  const found = evidence?.decisive ? evidence.best : null
  const reading = found && found !== read.datum ? inDatum(read, found) : read
  const { rows, findings } = reading
  const count = (state: OutletState) => rows.filter((row) => row.state === state).length
  const leftOut = findings.filter((f) => LEFT_OUT.includes(f.code)).reduce((sum, f) => sum + f.count, 0)
  return {
    format: reading.format,
    columns: reading.columns,
    alternatives: fittingColumns(reading.columns.headings, LEDGER_FIELDS),
    first: rows.slice(0, FIRST),
    counts: { rows: rows.length, open: count('open'), closed: count('closed'), moved: count('moved'), leftOut },
    findings,
    rowFindings: reading.rowFindings,
    datum: { used: reading.datum, by: told ?? (found ? 'streets' : 'nobody'), evidence },
    reading,
  }
}

/** A reading of unmoved points, moved from `datum`. */
function inDatum(read: LedgerReading, datum: Datum): LedgerReading {
  const rows = read.rows.map((row) => ({
    ...row,
    at: toWgs84(...row.at, datum),
    entrances: row.entrances.map((door) => toWgs84(...door, datum)),
  }))
  return { ...read, rows, datum }
}
