// An upload as it comes over the line: piece by piece into the store, so that memory does not grow with it. What it really is
// is told by its first bytes before anything is kept of it.
import type {} from '@fastify/multipart'
import { Fault } from '@yike/core/base/fault.ts'
import { ledgerText } from '@yike/core/source/ledger.ts'
import type { FastifyRequest } from 'fastify'
import type { Blobs, Kept } from '../files/blobs.ts'
import type { Kind } from '../files/kinds.ts'
import { HEAD, mustBe } from '../files/sniff.ts'

/** What may be brought, with the kinds of file it may be. Old workbooks are let in to be told what to do with them. */
export const UPLOAD_KINDS = {
  outlets: ['text', 'xlsx', 'office', 'ole', 'geojson', 'json', 'shapefile', 'zip'],
  streets: ['pbf'],
  areas: ['geojson', 'json', 'shapefile', 'zip'],
  population: ['geotiff', 'tiff', 'text'],
  census: ['text'],
} as const satisfies Record<string, readonly Kind[]>
/** One of them. */
export type UploadKind = keyof typeof UPLOAD_KINDS

const LONGEST_NAME = 120

/** A file's name without folders, controls and marks that turn the direction of writing; its ending is kept. */
export function cleanName(given: string): string {
  const base = given.normalize('NFC').split(/[/\\]/).at(-1)!
  const plain = ledgerText(base, 1000)
    .replace(/[\n\t]/g, ' ')
    .replace(/\p{Cf}/gu, '')
    .trim()
    .replace(/^\.+/, '')
  if (plain === '') return 'upload'
  const ending = /\.[^.]{1,10}$/.exec(plain)?.[0] ?? ''
  return plain.length <= LONGEST_NAME ? plain : plain.slice(0, LONGEST_NAME - ending.length) + ending
}

/** What came in. */
export interface Received extends Kept {
  readonly name: string
}

/**
 * Takes the file in the body of a request: the one part of a form, or the body itself, then called `name`. Nothing stays of it
 * where it is refused or the other end goes away.
 * Faults: empty-file, not-what-it-says, upload-too-large, bad-request, cancelled, and those of the store.
 */
export async function receive(
  request: FastifyRequest,
  blobs: Blobs,
  { kinds, name: asked, limitBytes }: { kinds: readonly Kind[]; name: string | undefined; limitBytes: number },
): Promise<Received> {
  const gone = new AbortController()
  const leave = () => gone.abort()
  request.raw.once('aborted', leave)
  try {
    const { stream, name, type } = await bodyOf(request, asked)
    const kept = await blobs.put(checked(stream, name, type, kinds), { limitBytes, signal: gone.signal, name })
    return { ...kept, name }
  } catch (error) {
    if (gone.signal.aborted) throw new Fault('cancelled')
    if (error instanceof Fault && error.code === 'too-large') throw new Fault('upload-too-large')
    throw error
  } finally {
    request.raw.off('aborted', leave)
  }
}

type Stream = AsyncIterable<Uint8Array> & { readonly truncated?: boolean }

/** The file in a body, its cleaned name and the media type it came with. Fault: bad-request. */
export async function bodyOf(request: FastifyRequest, asked: string | undefined) {
  if (!request.isMultipart()) {
    const stream = request.body as Stream | null
    if (!stream || typeof (stream as Partial<Stream>)[Symbol.asyncIterator] !== 'function')
      throw new Fault('bad-request', { why: 'application/octet-stream | multipart/form-data' })
    if (!asked) throw new Fault('bad-request', { why: 'name' })
    return { stream, name: cleanName(asked), type: null }
  }
  const part = await request.file()
  if (!part) throw new Fault('bad-request', { why: { zh: '表单里没有文件', en: 'the form holds no file' } })
  return { stream: part.file as unknown as Stream, name: cleanName(asked ?? part.filename), type: part.mimetype }
}

/** The pieces as they come; the first of them must be what the file says it is. */
async function* checked(
  stream: Stream,
  name: string,
  type: string | null,
  kinds: readonly Kind[],
): AsyncGenerator<Uint8Array> {
  let head: Uint8Array[] | null = []
  let seen = 0
  const check = (pieces: readonly Uint8Array[]) => mustBe(Buffer.concat(pieces), name, kinds, type)
  for await (const piece of stream) {
    seen += piece.length
    if (head) {
      head.push(piece)
      if (seen >= HEAD) {
        check(head)
        head = null
      }
    }
    yield piece
  }
  if (stream.truncated) throw new Fault('upload-too-large')
  if (seen === 0) throw new Fault('empty-file', { file: name })
  if (head) check(head)
}
