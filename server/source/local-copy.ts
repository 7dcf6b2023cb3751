// A blob as core reads files: in any order, a piece at a time. It is copied to a file first, for a store hands out streams.
import { createWriteStream } from 'node:fs'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Bytes } from '@yike/core/base/bytes.ts'
import type { Blobs } from '../files/blobs.ts'

/** Hands the blob to `work` under the name it was brought with; the copy is gone afterwards. Faults: blob-missing, blob-altered. */
export async function withCopy<T>(
  blobs: Blobs,
  { sha256, name }: { sha256: string; name: string },
  work: (bytes: Bytes) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'yike-'))
  try {
    const path = join(folder, 'copy')
    await pipeline(await blobs.open(sha256), createWriteStream(path, { mode: 0o600 }), signal ? { signal } : {})
    const file = await open(path, 'r')
    try {
      const { size } = await file.stat()
      return await work({
        name,
        size,
        async slice(from, to) {
          const piece = new Uint8Array(Math.max(0, Math.min(to, size) - from))
          for (let at = 0; at < piece.length; ) {
            const { bytesRead } = await file.read(piece, at, piece.length - at, from + at)
            if (bytesRead === 0) throw new Error(`${path} became shorter`)
            at += bytesRead
          }
          return piece
        },
      })
    } finally {
      await file.close()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
