// Hashes as names, and bytes checked against theirs.
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { Fault } from '@yike/core/base/fault.ts'

const DIGEST = /^[0-9a-f]{64}$/

/** Whether it is a SHA-256 as this system writes it: 64 lower-case hexadecimal digits. */
export const isDigest = (text: string): boolean => typeof text === 'string' && DIGEST.test(text)

/** Throws `bad-value` unless it is one. Every way into a store goes through here, so that `../` never becomes a path. */
export function needDigest(sha256: string): void {
  if (isDigest(sha256)) return
  const got = JSON.stringify(String(sha256).slice(0, 80))
  throw new Fault('bad-value', {
    name: 'sha256',
    expected: { zh: '64 位小写十六进制数', en: '64 lower-case hexadecimal digits' },
    got,
  })
}

/** The SHA-256 of bytes in memory. */
export const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/**
 * The pieces of `source` as a stream, hashed on the way. A piece is handed on when the next one has come, and the last one only
 * when the hash is `sha256`; else the stream ends with `blob-altered`. `close` lets go of the source, also where nobody has begun to
 * read.
 */
export function checkedStream(source: AsyncIterable<Uint8Array>, sha256: string, close: () => void): Readable {
  return Readable.from(checked(source, sha256), { objectMode: false }).once('close', close)
}

async function* checked(source: AsyncIterable<Uint8Array>, sha256: string): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256')
  let held: Uint8Array | null = null
  for await (const piece of source) {
    hash.update(piece)
    if (held) yield held
    held = piece.length ? piece : null
  }
  if (hash.digest('hex') !== sha256) throw new Fault('blob-altered', { sha256 })
  if (held) yield held
}

/** `bytes`, or the fault `blob-altered` when they are not those of `sha256`. */
export function checkedBytes(bytes: Uint8Array, sha256: string): Uint8Array {
  if (digestOf(bytes) !== sha256) throw new Fault('blob-altered', { sha256 })
  return bytes
}
