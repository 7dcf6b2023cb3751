// zlib through the streams that browsers and Node share. In Node each stream works on the thread pool,
// so several under way at once use several cores.
import { joined } from '../../base/bytes.ts'

/** `bytes` as a zlib stream (RFC 1950). */
export async function deflate(bytes: Uint8Array): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  await through(new CompressionStream('deflate'), bytes, (piece) => {
    pieces.push(piece)
    return true
  })
  return joined(pieces)
}

/**
 * The `size` bytes that a zlib stream holds. Null where it is not a whole zlib stream (damaged, cut short, followed by
 * something else) or does not hold exactly `size`: it is then not unpacked further, whatever it would grow to.
 */
export async function inflate(bytes: Uint8Array, size: number): Promise<Uint8Array | null> {
  const out = new Uint8Array(size)
  let length = 0
  try {
    await through(new DecompressionStream('deflate'), bytes, (piece) => {
      if (length + piece.length <= size) out.set(piece, length)
      length += piece.length
      return length <= size
    })
  } catch {
    return null
  }
  return length === size ? out : null
}

/** Sends `bytes` through, hands on what comes out, and stops where `take` says false. */
async function through(
  stream: CompressionStream | DecompressionStream,
  bytes: Uint8Array,
  take: (piece: Uint8Array) => boolean,
): Promise<void> {
  const writer = stream.writable.getWriter()
  const reader = stream.readable.getReader()
  // What goes wrong is heard where we read; these two must only not go unheard.
  writer.write(bytes).catch(() => {})
  writer.close().catch(() => {})
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    if (value && !take(value)) return reader.cancel().catch(() => {})
  }
}
