// Photos from the spot: small enough to be held, cleaned of what they say about place, time and camera, then kept as a blob.
import { Fault } from '@yike/core/base/fault.ts'
import type { FastifyRequest } from 'fastify'
import type { Tx } from '../db/context.ts'
import type { Blobs } from '../files/blobs.ts'
import { cleanPhoto } from '../files/photo.ts'
import { sniff } from '../files/sniff.ts'
import { bodyOf } from './receive.ts'
import { nameBlob } from './snapshot.ts'
import type { VerificationRecord } from './verifications.ts'

/** Bytes a photo may have. */
export const PHOTO_BYTES = 10_000_000

/** A photo that is in the store; `name` makes it that of a task. */
export interface KeptPhoto {
  readonly name: (tx: Tx, task: string) => Promise<VerificationRecord>
}

/** Takes the photo in the body of a request. Faults: upload-too-large, empty-file, not-what-it-says, bad-file, bad-request. */
export async function keepPhoto(request: FastifyRequest, blobs: Blobs, asked: string | undefined): Promise<KeptPhoto> {
  const { stream, name, type } = await bodyOf(request, asked ?? (request.isMultipart() ? undefined : 'photo'))
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of stream) {
    size += piece.length
    if (size > PHOTO_BYTES) throw new Fault('upload-too-large')
    pieces.push(piece)
  }
  if (size === 0) throw new Fault('empty-file', { file: name })
  const clean = cleanPhoto(Buffer.concat(pieces), name, type)
  const kept = await blobs.put(clean.bytes)
  return {
    async name(tx, task) {
      await nameBlob(tx, kept)
      const changed = await tx
        .updateTable('verification')
        .set((e) => ({ photo: kept.sha256, version: e('version', '+', 1) }))
        .where('id', '=', task)
        .returningAll()
        .executeTakeFirst()
      if (!changed) throw new Fault('not-there', { what: task })
      return changed
    },
  }
}

/** The photo as it is sent: by its own bytes, not by what anybody said. */
export async function photoOf(blobs: Blobs, sha256: string): Promise<{ bytes: Uint8Array; type: string }> {
  const bytes = await blobs.read(sha256)
  return { bytes, type: `image/${sniff(bytes, '').kind}` }
}
