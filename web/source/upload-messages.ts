// What the page and its reader of files say to each other.
import type { FaultCode } from '@yike/core/base/fault.ts'
import type { Finding, Noted } from '@yike/core/base/finding.ts'
import type { Name, Word } from '@yike/core/base/name.ts'
import type { Datum } from '@yike/core/geo/datum.ts'
import type { LngLat } from '@yike/core/geo/meters.ts'
import type { Basemap } from '@yike/core/report/basemap.ts'
import type { ColumnGuess } from '@yike/core/source/columns.ts'
import type { LayerContent, LayerKind } from '@yike/core/source/layer-content.ts'
import type { LedgerRow } from '@yike/core/source/ledger.ts'
import type { MatchedBy } from '@yike/core/source/ledger-compare.ts'
import type { LedgerPreview } from '@yike/core/source/preview.ts'
import type { OriginKind } from '@yike/core/source/rows.ts'

/** How a file is to be read. */
export interface HowToRead {
  readonly columns: Readonly<Record<string, string>> | null
  readonly datum: Datum | null
  readonly origin: OriginKind
}

/** Row findings that are handed to the page; all are counted. */
export const MOST_SHOWN = 2_000

/** A ledger as it would be read. */
export interface LookedAt extends Omit<LedgerPreview, 'reading'> {
  readonly exported: boolean
  /** Row findings beyond those handed over. */
  readonly untold: number
  /** Twenty rows, evenly over the file, where they would stand. */
  readonly sample: readonly { readonly name: string; readonly at: LngLat }[]
}

/** A layer's file as it would be read. */
export interface Counted extends LayerContent {
  readonly columns: ColumnGuess | null
  readonly findings: readonly Finding[]
  readonly rowFindings: readonly Noted[]
  readonly untold: number
}

/** A row that would change: which, and in what. */
export interface ChangedRow {
  readonly id: string
  readonly name: string
  readonly by: MatchedBy
  readonly fields: readonly { readonly field: string; readonly before: string; readonly after: string }[]
}

/** A row that stands on one side only, or on both alike. */
export type PlainRow = Pick<LedgerRow, 'id' | 'name' | 'label' | 'address'>

/** What taking a file in would do. */
export interface Difference {
  readonly added: readonly PlainRow[]
  readonly changed: readonly ChangedRow[]
  readonly same: readonly PlainRow[]
  readonly missing: readonly PlainRow[]
}

/** Questions, each with its answer. */
export interface ReaderAnswers {
  look: { ask: { file: Blob; name: string; how: HowToRead; ground: Basemap | null }; answer: LookedAt }
  count: { ask: { file: Blob; name: string; layer: LayerKind; how: HowToRead }; answer: Counted }
  compare: {
    ask: { file: Blob; name: string; how: HowToRead; present: Blob }
    answer: Difference
  }
}

/** What the page asks. */
export type ReaderAsk = {
  readonly [K in keyof ReaderAnswers]: { readonly kind: K } & Readonly<ReaderAnswers[K]['ask']>
}[keyof ReaderAnswers]

/** How far the reader is. */
export interface ReadingProgress {
  readonly what: Name
  /** 0–1; null where the length is not known. */
  readonly share: number | null
}

/** What the reader says: how far it is, then an answer, a fault, or a mistake of ours. */
export type ReaderTold =
  | { readonly doing: ReadingProgress }
  | { readonly answer: ReaderAnswers[keyof ReaderAnswers]['answer'] }
  | { readonly fault: { readonly code: FaultCode; readonly values: Readonly<Record<string, Word>> } }
  | { readonly mistake: string }
