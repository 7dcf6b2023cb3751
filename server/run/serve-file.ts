// A result of a run goes out: under its hash it never changes, so whoever has it keeps it.
import { extname } from 'node:path'
import type { Readable } from 'node:stream'
import { createGzip } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Blobs } from '../files/blobs.ts'
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
  const bytes: Readable = await blobs.open(file.sha256)
  if (!packed) return reply.header('content-length', file.size).send(bytes)
  const gzip = createGzip({ level: 5 })
  bytes.once('error', (error) => gzip.destroy(error))
  gzip.once('close', () => bytes.destroy())
  return reply.header('content-encoding', 'gzip').send(bytes.pipe(gzip))
}
