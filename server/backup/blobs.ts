// The blobs of a backup: copied by their hash, some at once, each checked on its way.
import { join } from 'node:path'
import { Fault } from '@yike/core/base/fault.ts'
import { type Progress, SILENT } from '@yike/core/base/progress.ts'
import type { Blobs, Kept } from '../files/blobs.ts'
import { openDirectory } from '../files/directory.ts'
import { linesOf } from './copy.ts'
import type { Manifest } from './manifest.ts'

/** The store inside a backup. */
export const storeIn = (dir: string): Promise<Blobs> => openDirectory(join(dir, 'blobs'))

/** Copied at once: a store elsewhere answers slowly and does many things together. */
const AT_ONCE = 4

/** Every blob that the table `blob` of the backup names. */
export async function* blobsOf(dir: string, { tables }: Pick<Manifest, 'tables'>): AsyncGenerator<Kept> {
  const table = tables.find(({ name }) => name === 'blob')
  if (!table) return
  const [sha256, size] = ['sha256', 'size'].map((column) => table.columns.indexOf(column)) as [number, number]
  for await (const row of linesOf(dir, table)) yield { sha256: row[sha256]!, size: Number(row[size]) }
}

/** Does `work` on all, AT_ONCE at once; an error ends it, when what was begun has ended. */
export async function each(all: AsyncIterable<Kept>, work: (blob: Kept) => Promise<void>): Promise<void> {
  const left = all[Symbol.asyncIterator]()
  let failed = false
  const ends = await Promise.allSettled(
    Array.from({ length: AT_ONCE }, async () => {
      try {
        for (let next = await left.next(); !next.done && !failed; next = await left.next()) await work(next.value)
      } catch (error) {
        failed = true
        throw error
      }
    }),
  )
  for (const end of ends) if (end.status === 'rejected') throw end.reason
}

/** What copying came to. */
export interface Copied {
  /** Blobs asked for, and their bytes. */
  readonly count: number
  readonly bytes: number
  /** Of these, the ones that were not there yet. */
  readonly fresh: number
  readonly freshBytes: number
  /** Not to be had whole where they should be. */
  readonly lacking: readonly string[]
}

/** Copies blobs from one store to another; with `anew` also those that are there in the same size. Faults of either store. */
export async function copyBlobs(
  all: AsyncIterable<Kept>,
  from: Blobs,
  to: Blobs,
  { anew, of, progress = SILENT }: { anew: boolean; of: number; progress?: Progress },
): Promise<Copied> {
  const found = { count: 0, bytes: 0, fresh: 0, freshBytes: 0, lacking: [] as string[] }
  let done = 0
  progress.begin({ zh: '文件', en: 'files' }, of)
  await each(all, async ({ sha256, size }) => {
    if (progress.signal?.aborted) throw new Fault('cancelled')
    const isThere = !anew && (await to.has(sha256)) === size
    if (isThere || (await copied(sha256))) {
      found.count++
      found.bytes += size
      if (!isThere) {
        found.fresh++
        found.freshBytes += size
      }
    } else found.lacking.push(sha256)
    progress.step(++done)
  })
  found.lacking.sort()
  return found

  async function copied(sha256: string): Promise<boolean> {
    try {
      await to.put(await from.open(sha256))
      return true
    } catch (error) {
      if (error instanceof Fault && (error.code === 'blob-missing' || error.code === 'blob-altered')) return false
      throw error
    }
  }
}
