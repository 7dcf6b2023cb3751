// Incoming bytes of unknown hash go to a temporary file first: counted, hashed, and gone again when anything goes wrong.
import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Fault } from '@yike/core/base/fault.ts'
import type { Incoming, Kept, Putting } from './blobs.ts'
import { diskFault } from './disk.ts'

/** A temporary file that holds all that came in. Whoever asked for it moves it or removes it. */
export interface Spooled extends Kept {
  readonly path: string
}

/**
 * Writes `incoming` to a new file in `folder` and, with `durable`, forces it to the disk. On any fault or error the file is removed.
 * Faults: `too-large`, `cancelled`, `disk-full`, `cannot-write`.
 */
export async function spool(folder: string, incoming: Incoming, putting: Putting, durable: boolean): Promise<Spooled> {
  const { limitBytes = Number.POSITIVE_INFINITY, signal, name = { zh: '上传的文件', en: 'The upload' } } = putting
  const path = join(folder, `${randomUUID()}.part`)
  const hash = createHash('sha256')
  const onDisk = <T>(doing: Promise<T>) =>
    doing.catch((error) => {
      throw diskFault(error, folder)
    })
  const file = await onDisk(open(path, 'wx', 0o600))
  let size = 0
  try {
    for await (const piece of heeding(piecesOf(incoming), signal)) {
      size += piece.length
      if (size > limitBytes)
        throw new Fault('too-large', { file: name, size: `> ${told(limitBytes)}`, limit: told(limitBytes) })
      hash.update(piece)
      for (let from = 0; from < piece.length; ) {
        const { bytesWritten } = await onDisk(file.write(piece, from, piece.length - from))
        from += bytesWritten
      }
    }
    if (durable) await onDisk(file.sync())
    await onDisk(file.close())
    return { path, sha256: hash.digest('hex'), size }
  } catch (error) {
    await file.close().catch(() => {})
    await rm(path, { force: true })
    throw error
  }
}

/** Makes the folder of temporary files, for its owner only. */
export async function spoolFolder(dir: string): Promise<string> {
  const folder = join(dir, 'tmp')
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error) => {
    throw diskFault(error, folder)
  })
  return folder
}

/** Removes files of the folder that nobody has written to since `before`. */
export async function sweepFolder(folder: string, before: Date): Promise<{ files: number; bytes: number }> {
  const swept = { files: 0, bytes: 0 }
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    const found = await stat(path).catch(() => null)
    if (!found?.isFile() || found.mtime >= before) continue
    await rm(path, { force: true })
    swept.files++
    swept.bytes += found.size
  }
  return swept
}

async function* piecesOf(incoming: Incoming): AsyncGenerator<Uint8Array> {
  if (incoming instanceof Uint8Array) yield incoming
  else yield* incoming
}

/** The pieces, until `signal` is aborted: then `cancelled` is thrown at once, even while a piece is waited for. */
async function* heeding(pieces: AsyncGenerator<Uint8Array>, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  if (!signal) return yield* pieces
  if (signal.aborted) throw new Fault('cancelled')
  // one promise a piece: a race against one that lives as long as the upload would hold every piece
  let giveUp = (_: Fault) => {}
  const hear = () => giveUp(new Fault('cancelled'))
  signal.addEventListener('abort', hear)
  try {
    for (;;) {
      const { done, value } = await new Promise<IteratorResult<Uint8Array>>((resolve, reject) => {
        giveUp = reject
        if (signal.aborted) hear()
        else pieces.next().then(resolve, reject)
      })
      if (done) return
      yield value
    }
  } finally {
    signal.removeEventListener('abort', hear)
    void pieces.return(undefined).catch(() => {}) // not waited for: it may hang as the piece did
  }
}

/** A limit as people read it. */
const told = (bytes: number) => (bytes < 2 ** 20 ? `${bytes} B` : `${Math.floor(bytes / 2 ** 20)} MB`)
