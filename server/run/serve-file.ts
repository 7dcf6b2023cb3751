// A result of a run goes out: under its hash it never changes, so whoever has it keeps it.
import { extname } from 'node:path'
import type { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { createGzip, gzip } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Blobs } from '../files/blobs.ts'
import { Lru } from '../map/lru.ts'
import type { Kept } from './kind.ts'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.geojson': 'application/geo+json; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.yike': 'application/octet-stream',
}

/** A report carries its one small script within it, names of outlets among its text: it runs as a page of nobody's. */
const POLICY =
  "sandbox allow-scripts allow-popups; default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; base-uri 'none'; form-action 'none'"

/** Results up to this size are packed once and kept, all of them together within `PACKED_KEPT` bytes. */
const MOST_PACKED = 16_000_000
const PACKED_KEPT = 64_000_000
const gzipped = promisify<Uint8Array, object, Buffer>(gzip)

/** Answers with a result, packed where the caller takes that; 304 where the caller has it. */
export async function serveFile(
  blobs: Blobs,
  file: Kept,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const type = extname(file.name)
  const packed = type !== '' && /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))
  const tag = `"${file.sha256}${packed ? '-gzip' : ''}"`
  void reply
    .header('etag', tag)
    .header('cache-control', 'private, max-age=31536000, immutable')
    .header('vary', 'accept-encoding, cookie') // a browser keeps it for this session, not for who signs in next
    .header('x-content-type-options', 'nosniff')
    .type(TYPES[type] ?? 'application/octet-stream')
  if (type === '.html') void reply.header('content-security-policy', POLICY)
  if (
    String(request.headers['if-none-match'] ?? '')
      .split(/\s*,\s*/)
      .includes(tag)
  )
    return reply.status(304).send()
  if (packed && file.size <= MOST_PACKED) {
    const made = await packedOf(blobs, file)
    return reply.header('content-encoding', 'gzip').header('content-length', made.length).send(made)
  }
  const bytes: Readable = await blobs.open(file.sha256)
  if (!packed) return reply.header('content-length', file.size).send(bytes)
  const packer = createGzip({ level: 5 })
  bytes.once('error', (error) => packer.destroy(error))
  packer.once('close', () => bytes.destroy())
  return reply.header('content-encoding', 'gzip').send(bytes.pipe(packer))
}

const packing = new WeakMap<Blobs, Lru<Promise<Buffer>>>()

/** The packed bytes of a result, made once for all who ask for it. */
async function packedOf(blobs: Blobs, { sha256, size }: Kept): Promise<Buffer> {
  const kept = packing.get(blobs) ?? new Lru<Promise<Buffer>>(PACKED_KEPT)
  packing.set(blobs, kept)
  const there = kept.get(sha256)
  if (there) return there
  const made = blobs.read(sha256).then((bytes) => gzipped(bytes, { level: 5 }))
  kept.set(sha256, made, size) // packed it is less
  made.catch(() => kept.drop(sha256))
  return made
}
