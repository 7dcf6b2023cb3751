// Garbage: blobs that nothing refers to any more. A blob is put before the row that refers to it is written, so young ones stay.
import { Fault } from '@yike/core/base/fault.ts'
import type { Blobs, Kept } from './blobs.ts'

export interface Collecting {
  /** Only blobs last put before this may go: now less a grace that is longer than any upload or job lasts. */
  readonly olderThan: Date
  /** Counts what would go, and removes nothing. */
  readonly dryRun?: boolean
  readonly signal?: AbortSignal
}

/** What was found; bytes of `removed` and of left-overs of broken writes. */
export interface Collected {
  readonly seen: number
  readonly kept: number
  /** Too young to be judged. */
  readonly young: number
  readonly removed: number
  readonly removedBytes: number
  readonly leftOvers: number
  readonly leftOverBytes: number
}

/** Hashes asked about at once. */
const CHUNK = 500

/**
 * Removes old blobs that `referenced`, asked for up to 500 hashes at a time, does not give back. If it throws, nothing more is
 * removed. A blob that is put again between the question and its removal stays (see `Blobs.remove`).
 */
export async function collect(
  blobs: Blobs,
  referenced: (shas: readonly string[]) => Promise<ReadonlySet<string>>,
  { olderThan, dryRun = false, signal }: Collecting,
): Promise<Collected> {
  const found = { seen: 0, kept: 0, young: 0, removed: 0, removedBytes: 0, leftOvers: 0, leftOverBytes: 0 }
  let chunk: Kept[] = []

  async function judge(): Promise<void> {
    const alive = await referenced(chunk.map((blob) => blob.sha256))
    for (const { sha256, size } of chunk) {
      if (signal?.aborted) throw new Fault('cancelled')
      if (alive.has(sha256)) found.kept++
      else if (dryRun || (await blobs.remove(sha256, { before: olderThan }))) {
        found.removed++
        found.removedBytes += size
      } else found.young++
    }
    chunk = []
  }

  for await (const blob of blobs.list()) {
    found.seen++
    if (blob.at >= olderThan) found.young++
    else if (chunk.push(blob) === CHUNK) await judge()
  }
  if (chunk.length > 0) await judge()
  if (!dryRun) {
    const { files, bytes } = await blobs.sweep(olderThan)
    found.leftOvers = files
    found.leftOverBytes = bytes
  }
  return found
}
