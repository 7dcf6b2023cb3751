// A format turns one kind of file into rows. It knows nothing of networks, standards or databases.
import type { Bytes } from '../base/bytes.ts'
import { Fault } from '../base/fault.ts'
import type { Findings } from '../base/finding.ts'
import { listed, type Name } from '../base/name.ts'
import type { Progress } from '../base/progress.ts'
import type { Datum } from '../geo/datum.ts'
import type { ColumnGuess } from './columns.ts'
import type { AreaRow, CensusRow, Extract, OriginKind, OutletRow, Population } from './rows.ts'

/** What each kind of file yields. */
export interface Yields {
  extract: Extract
  outlets: readonly OutletRow[]
  areas: readonly AreaRow[]
  population: Population
  census: readonly CensusRow[]
}

/** What a file may yield: the shelf is asked for a format of one kind. */
export type Kind = keyof Yields

/** How a file is to be read. */
export interface Reading {
  /** The datum its coordinates are in; rows come out in WGS-84. */
  readonly datum: Datum
  /** Whose file it is; outlets remember it. */
  readonly origin: OriginKind
  readonly findings: Findings
  readonly progress: Progress
  /** Columns chosen by a person, field → heading; they go before any guess. */
  readonly columns?: Readonly<Record<string, string>>
  /** For the ledger: outlets that are closed or have moved are kept, and each row is a `LedgerRow` (see ledger.ts). */
  readonly ledger?: boolean
  /** Hears what was made of a table's columns, so that a person can be shown it. */
  readonly columnsRead?: (guess: ColumnGuess) => void
}

/** One kind of file. `source/formats/` holds one in each file. */
export interface Format<K extends Kind = Kind> {
  readonly id: string
  readonly name: Name
  readonly yields: K
  /** How sure, from 0 to 1, that this format can read the file, by its name and first 4,096 bytes. */
  readonly recognise: (fileName: string, head: Uint8Array) => number
  /** Rows in WGS-84. What cannot be used is noted as a finding; only a file that cannot be read at all throws a Fault. */
  readonly read: (bytes: Bytes, reading: Reading) => Promise<Yields[K]>
}

/** A format, typed by what it yields. */
export const defineFormat = <K extends Kind>(format: Format<K>): Format<K> => format

/** The format of `formats` that knows this file best. Faults: empty-file, unknown-format. */
export async function formatFor<K extends Kind>(bytes: Bytes, kind: K, formats: readonly Format[]): Promise<Format<K>> {
  if (bytes.size === 0) throw new Fault('empty-file', { file: bytes.name })
  const head = await bytes.slice(0, 4096)
  let best: Format<K> | null = null
  let sure = 0
  for (const format of formats) {
    if (format.yields !== kind) continue
    const s = format.recognise(bytes.name, head)
    if (s > sure) [best, sure] = [format as Format<K>, s]
  }
  if (best) return best
  const known = formats.filter((f) => f.yields === kind).map((f) => f.name)
  throw new Fault('unknown-format', { file: bytes.name, known: listed(known) })
}
