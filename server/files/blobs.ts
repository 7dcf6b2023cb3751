// Content by its SHA-256: uploads, photos, networks and results are kept once, under the hash of their bytes. What this file
// promises, a directory and an S3-compatible store keep alike; blobs.test.ts holds both to it.
import type { Readable } from 'node:stream'
import type { Word } from '@yike/core/base/name.ts'
import { openDirectory } from './directory.ts'
import { openS3 } from './s3.ts'
import { type S3Keys, s3Place } from './s3-place.ts'

/** Bytes that are kept. */
export interface Kept {
  /** 64 lower-case hexadecimal digits. */
  readonly sha256: string
  /** Bytes. */
  readonly size: number
}

/** A blob as a listing tells it. */
export interface Listed extends Kept {
  /** When it was last put; putting the same bytes again renews it. */
  readonly at: Date
}

/** What comes in: all at once, or piece by piece. */
export type Incoming = Uint8Array | AsyncIterable<Uint8Array>

export interface Putting {
  /** What messages call the incoming file; "the upload" without it. */
  readonly name?: Word
  /** More bytes than these are refused with `too-large`, and nothing of them stays. */
  readonly limitBytes?: number
  /** Aborted: `cancelled` is thrown, and nothing of the bytes stays. */
  readonly signal?: AbortSignal
}

/**
 * A store of blobs. Every `sha256` is checked to be 64 hexadecimal digits (`bad-value` otherwise), so that no name of a caller
 * ever becomes a path. Faults of any call: `store-away` (try again later), `store-refuses` and `cannot-write` (rights, setting).
 */
export interface Blobs {
  /** Where it is, for messages; without secrets. */
  readonly where: string
  /**
   * Keeps bytes. Once it returns, they are on the disk (or in the store) whole; before that nothing can see them. Bytes that are
   * there already are written anew: that mends an altered blob and renews its time, which keeps it from being collected.
   * Memory does not grow with the size. Faults: `too-large`, `cancelled`, `disk-full`. Errors of `bytes` itself pass through.
   */
  put(bytes: Incoming, putting?: Putting): Promise<Kept>
  /** The size in bytes, null where there is no such blob. Does not read it. */
  has(sha256: string): Promise<number | null>
  /**
   * The bytes as a stream. They are checked on the way: the last piece comes only when the hash fits, so a reader never holds the
   * whole of something else. Throws `blob-missing`; the stream ends with `blob-altered`, or `store-away` when the line breaks.
   */
  open(sha256: string): Promise<Readable>
  /** The bytes, checked. Faults: `blob-missing`, `blob-altered`. For what is known to fit in memory. */
  read(sha256: string): Promise<Uint8Array>
  /** Every blob, in the order of hashes. One put or removed meanwhile may or may not be among them. */
  list(): AsyncIterable<Listed>
  /**
   * Removes a blob; whether it did. One that is not there is no fault. With `before`, only one that was last put before then, so
   * that bytes put again in the meantime stay.
   */
  remove(sha256: string, removing?: { readonly before?: Date }): Promise<boolean>
  /** Removes what broken writes left behind and nobody has touched since `before`; how many files and bytes. */
  sweep(before: Date): Promise<{ readonly files: number; readonly bytes: number }>
  /** Readiness: writes, reads and removes a little. Throws the fault that a person has to act on. */
  probe(): Promise<void>
}

/** Left-overs of a crash are swept when a store is opened and they have not been touched for this long. */
const LEFT_OVER_MS = 24 * 3600 * 1000

/**
 * Opens the store that `setting` names: null for the directory `dir`, which is made; else `s3://bucket/prefix?endpoint=…`
 * (see `s3Place`) with `keys`, where `dir` holds uploads until their hash is known. Throws `bad-store` with what is wrong.
 * For one of many at the same store, a run's thread: who opened it first has swept it.
 */
export const openStore = (setting: string | null, dir: string, keys: S3Keys | null = null): Promise<Blobs> =>
  setting === null ? openDirectory(dir) : openS3(s3Place(setting), keys, dir)

/** The same, and sweeps what crashes left behind. */
export async function openBlobs(setting: string | null, dir: string, keys: S3Keys | null = null): Promise<Blobs> {
  const blobs = await openStore(setting, dir, keys)
  await blobs.sweep(new Date(Date.now() - LEFT_OVER_MS))
  return blobs
}
