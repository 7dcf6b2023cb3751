// Whether every blob still is what its name says, and everything that is referred to is there.
import { Fault } from '@yike/core/base/fault.ts'
import type { Blobs } from './blobs.ts'

export interface Verified {
  /** Blobs read, and their bytes as the listing tells them. */
  readonly blobs: number
  readonly bytes: number
  /** Blobs whose bytes do not fit their hash: how many, and the first hundred. */
  readonly altered: number
  readonly alteredSome: readonly string[]
  /** Hashes that are referred to and not there: how many, and the first hundred. */
  readonly missing: number
  readonly missingSome: readonly string[]
}

const SOME = 100

/**
 * Reads every blob, then asks for every hash that `referenced` gives. Memory does not grow with either. Other faults than a damaged
 * blob (`store-away`, say) are thrown: what could not be read is not called altered.
 */
export async function verify(
  blobs: Blobs,
  referenced: AsyncIterable<string> | Iterable<string>,
  signal?: AbortSignal,
): Promise<Verified> {
  const found = { blobs: 0, bytes: 0, altered: 0, alteredSome: [] as string[], missing: 0, missingSome: [] as string[] }
  for await (const { sha256, size } of blobs.list()) {
    if (signal?.aborted) throw new Fault('cancelled')
    const state = await look(blobs, sha256)
    if (state === 'gone') continue // removed since it was listed; the references below tell whether it should be there
    found.blobs++
    found.bytes += size
    if (state === 'altered' && ++found.altered <= SOME) found.alteredSome.push(sha256)
  }
  for await (const sha256 of referenced) {
    if (signal?.aborted) throw new Fault('cancelled')
    if ((await blobs.has(sha256)) === null && ++found.missing <= SOME) found.missingSome.push(sha256)
  }
  return found
}

async function look(blobs: Blobs, sha256: string): Promise<'whole' | 'altered' | 'gone'> {
  try {
    for await (const _ of await blobs.open(sha256)) {
      // only the check at the end counts
    }
    return 'whole'
  } catch (error) {
    if (error instanceof Fault && error.code === 'blob-altered') return 'altered'
    if (error instanceof Fault && error.code === 'blob-missing') return 'gone'
    throw error
  }
}
