// What an office brought and keeps, as the server answers it: the ledger, uploads, duplicates, verification, layers.
import type { Finding } from '@yike/core/base/finding.ts'
import type { Name } from '@yike/core/base/name.ts'
import type { Datum } from '@yike/core/geo/datum.ts'
import type { ColumnGuess } from '@yike/core/source/columns.ts'
import type { DatumGuess } from '@yike/core/source/datum-fit.ts'
import type { LayerKind } from '@yike/core/source/layer-content.ts'
import type { OutletState } from '@yike/core/source/ledger.ts'
import type { Origin } from '@yike/core/source/rows.ts'

/** An outlet of the ledger. WGS-84 degrees. */
export interface Outlet {
  readonly id: string
  readonly office: string
  readonly version: number
  readonly code: string | null
  readonly state: OutletState
  readonly name: string
  readonly label: string
  readonly lng: number
  readonly lat: number
  readonly address: string | null
  readonly hours: string | null
  readonly capacity: number | null
  readonly licence: string | null
  readonly entrances: readonly (readonly [number, number])[]
  readonly confirmed: string | null
  readonly confirmedBy: string | null
  readonly remark: string | null
  readonly origins: readonly Origin[]
  readonly mergedInto: string | null
  readonly at: string
}

/** What an outlet was, from when on, and why. */
export interface OutletVersion {
  readonly version: number
  readonly cause: 'import' | 'edit' | 'merge' | 'unmerge' | 'verification' | 'office'
  readonly since: string
  readonly account: string | null
  readonly by: string | null
  readonly upload: string | null
  readonly outlet: Outlet
}

/** Kinds of file that may be brought. */
export type UploadKind = 'outlets' | LayerKind

/** How a file is to be taken in. */
export interface UploadOptions {
  readonly origin: 'official' | 'commercial' | 'osm'
  readonly closeMissing: boolean
  readonly keptBy: 'office' | 'borders'
  readonly codes?: readonly string[]
}

/** What a server found in a ledger's file. */
export interface LedgerSummary {
  readonly format: string
  readonly columns: ColumnGuess
  readonly counts: Readonly<Record<'rows' | 'open' | 'closed' | 'moved' | 'leftOut', number>>
  readonly datum: { readonly used: Datum; readonly by: string; readonly evidence: DatumGuess | null }
  readonly use: { readonly columns: Readonly<Record<string, string>>; readonly datum: Datum }
  readonly exported: boolean
  readonly comparison: Readonly<Record<'added' | 'changed' | 'same' | 'missing', number>>
  readonly told: number
  readonly untold: number
  readonly applied?: Readonly<
    Record<'added' | 'changed' | 'same' | 'missing' | 'closed' | 'numberTaken' | 'duplicates', number>
  >
}

/** A file that was brought. */
export interface Upload {
  readonly id: string
  readonly kind: UploadKind
  readonly name: string
  readonly sha256: string
  readonly size: number
  readonly datum: Datum | null
  readonly columns: Readonly<Record<string, string>> | null
  readonly options: UploadOptions
  readonly state: 'received' | 'reading' | 'read' | 'applying' | 'applied' | 'refused'
  readonly rows: number | null
  readonly found: readonly Finding[]
  /** A LedgerSummary for a ledger; for others what is counted. */
  readonly summary: (LedgerSummary & { readonly counts: Readonly<Record<string, number>> }) | null
  readonly error: ({ readonly code: string } & Name) | null
  readonly by: string | null
  readonly madeAt: string
  readonly appliedAt: string | null
  readonly version: number
}

/** One row that something was odd about. */
export interface RowFinding {
  readonly seq: number
  readonly row: number | null
  readonly code: string
  readonly field: string | null
  readonly what: string
}

/** Two outlets that may be one. */
export interface Pair {
  readonly id: string
  readonly kept: Outlet
  readonly other: Outlet
  readonly meters: number
  readonly reason: 'same' | 'licence' | 'similar' | 'silent'
  readonly state: 'open' | 'merged' | 'apart'
  readonly at: string
}

/** What somebody saw. */
export interface SeenAnswer {
  readonly id: string
  readonly there: 'yes' | 'no' | 'moved' | 'unsure'
  readonly note: string | null
  readonly at: string
  readonly lng: number | null
  readonly lat: number | null
}

/** Something to be looked at on the spot. */
export interface Verification {
  readonly id: string
  readonly office: { readonly code: string; readonly name: string }
  readonly run: string | null
  readonly outlet: string | null
  readonly category: string | null
  readonly place: string
  readonly lng: number
  readonly lat: number
  readonly people: number | null
  readonly peopleAre: 'without' | 'served' | null
  readonly reason: 'gap' | 'nearest' | 'oldest' | 'duplicate'
  readonly note: string | null
  readonly state: 'open' | 'answered' | 'dropped'
  readonly due: string | null
  readonly answer: SeenAnswer | null
  readonly photo: boolean
  readonly answeredAt: string | null
  readonly version: number
}

/** A version of a layer. */
export interface Layer {
  readonly id: string
  readonly office: string
  readonly kind: LayerKind
  readonly number: number
  readonly name: string
  readonly datum: string | null
  readonly summary: {
    readonly counts: Readonly<Record<string, number>>
    readonly told: number
    readonly untold: number
  } | null
  readonly upload: string | null
  readonly by: string | null
  readonly shared: boolean
  readonly current: boolean
  readonly at: string
  readonly endedAt: string | null
}
