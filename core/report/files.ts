// A folder of results as names and contents: how a command writes it to a disk and a server keeps it by its hash is their business.
import type { Datum } from '../geo/datum.ts'
import type { Inputs } from './tables.ts'

/** What goes into a file: all of it, or pieces that are made as they are written. A piece of bytes is done with before the next is asked for. */
export type Content = string | Uint8Array | Iterable<string | Uint8Array>

/** A file as it was written. */
export interface Written {
  readonly file: string
  readonly bytes: number
  readonly sha256: string
}

/**
 * Files by name, in the order in which they are written; one that is made when it is asked for is let go before the next. What a
 * content says of the others (a manifest) it takes from the list of those written before it.
 */
export type Files = Iterable<File>
type File = readonly [name: string, content: Content | ((written: readonly Written[]) => Content)]

/** Files that are made as they are asked for. */
export type FilesMade = Generator<File, void, undefined>

/** One file that went in. */
export interface Input extends Inputs {
  /** The datum it was read in, and whether a person said so or it was guessed; null where it has none. */
  readonly datum: Datum | null
  readonly datumBy: 'given' | 'guessed' | null
}

/** A manifest as every folder has it: what was made from what, and the files that were written before it. */
export const manifestJson =
  (manifest: object) =>
  (outputs: readonly Written[]): string =>
    `${JSON.stringify({ ...manifest, outputs }, null, 2)}\n`
