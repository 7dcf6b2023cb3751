// A kind of run: what it may be asked, what it is made from, and how. `kinds/` holds one in each file.
import type { Bytes } from '@yike/core/base/bytes.ts'
import type { Lang, Name } from '@yike/core/base/name.ts'
import type { Progress } from '@yike/core/base/progress.ts'
import type { Datum } from '@yike/core/geo/datum.ts'
import type { FilesMade, Input } from '@yike/core/report/files.ts'
import type { z } from 'zod'
import type { Tx } from '../db/context.ts'
import type { Blobs } from '../files/blobs.ts'
import type { Place } from '../http/route.ts'

/** One thing that goes in: bytes by their hash, under the name that results call them by. */
export interface Resolved {
  /** As `yike measure` and its like call it: osm, outlets, areas, census, city, … */
  readonly role: string
  readonly name: string
  readonly sha256: string
  readonly size: number
  /** The datum that is stated; null: none has been, or it has none. */
  readonly datum: Datum | null
  /** More that its reading needs, such as columns; null: nothing. */
  readonly reading: Readonly<Record<string, unknown>> | null
  /** Where it came from, beside its bytes: the run it is a result of. */
  readonly run: string | null
}

/** A run that is being asked for. */
export interface Asking<O> {
  readonly tx: Tx
  /** Where a state of the ledger is kept that a run is made from. */
  readonly keep: Pick<Blobs, 'put'>
  /** The ledger as it is known to be, null for none: it is not read. */
  readonly ledger?: Resolved | null
  readonly office: Place
  readonly options: O
}

/** A computation, in a thread of its own. */
export interface Work<O> {
  readonly office: { readonly code: string; readonly name: string }
  readonly options: O
  readonly inputs: readonly Resolved[]
  /** The bytes of an input, checked. */
  bytes(input: Resolved): Promise<Bytes>
  readonly progress: Progress
  /** How many threads its searches may take. */
  readonly threads: number
  readonly versions: Readonly<Record<string, string>>
  readonly lang: Lang
  /** Of a run with children: how each ended, in the order of `children`. */
  readonly children: readonly Ended[]
}

/** How a child ended. */
export interface Ended {
  readonly run: string
  readonly office: { readonly code: string; readonly name: string }
  readonly state: 'done' | 'failed' | 'cancelled'
  /** Why not; null where it is done. */
  readonly error: Name | null
  /** Its results by name; none where it is not done. */
  readonly files: readonly Kept[]
  readonly coverage: readonly CoverageRow[]
}

/** A result that is kept. */
export interface Kept {
  readonly name: string
  readonly sha256: string
  readonly size: number
}

/**
 * People by what they reach. `area`: an area's id, or `city`; `band`: an age band, or `all`. `beyond`: outlets are known and further;
 * `lacking`: none can be walked to; `unknown`: everybody of whom nothing is said (unknown, unconnected, edge of the data).
 */
export interface CoverageRow {
  readonly area: string
  readonly name: string
  readonly level: string | null
  readonly category: string
  readonly band: string
  readonly within: number
  readonly beyond: number
  readonly lacking: number
  readonly unknown: number
  /** within / (within + beyond + lacking); null where that is nobody. */
  readonly share: number | null
}

/** A circle as it is kept. `border`: a GeoJSON geometry in WGS-84. */
export interface CircleRow {
  readonly id: string
  readonly name: string
  readonly people: number | null
  readonly lng: number | null
  readonly lat: number | null
  readonly border: object
  readonly what: object
}

/** What came out. */
export interface Made {
  readonly files: FilesMade
  readonly coverage: readonly CoverageRow[]
  readonly circles: readonly CircleRow[]
  /** A few figures for lists, as JSON. */
  readonly summary: object
}

/** A kind of run. */
export interface Kind<O = unknown> {
  readonly id: string
  readonly name: Name
  /** What may be asked; everything has a value when nothing is. */
  readonly options: z.ZodType<O>
  /** What it is made from today. Faults: needs, not-there. */
  inputs(asking: Asking<O>): Promise<readonly Resolved[]>
  /** Of a kind that fans out: the offices that each get a run of `child` first. */
  readonly fan?: {
    readonly child: string
    offices(asking: Asking<O>): Promise<readonly Place[]>
    options(options: O): unknown
  }
  compute(work: Work<O>): Promise<Made>
}

/** Writes a kind; the type of its options follows from their schema. */
export const defineKind = <O>(kind: Kind<O>): Kind<O> => kind

/** Inputs as manifests list them. */
export const listed = (
  inputs: readonly Resolved[],
  datumBy: (input: Resolved) => Pick<Input, 'datum' | 'datumBy'> = ({ datum }) => ({
    datum,
    datumBy: datum ? 'given' : null,
  }),
): Input[] =>
  inputs.map((input) => ({
    role: input.role,
    file: input.name,
    bytes: input.size,
    sha256: input.sha256,
    ...datumBy(input),
  }))
