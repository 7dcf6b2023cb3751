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
  if (NODE) return inflateInNode(bytes, size, NODE)
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

/** What we use of Node's own zlib. */
interface NodeZlib {
  inflate(
    bytes: Uint8Array,
    options: { readonly chunkSize: number; readonly maxOutputLength: number; readonly info: true },
    done: (
      error: Error | null,
      told: { readonly buffer: Uint8Array; readonly engine: { readonly bytesWritten: number } },
    ) => void,
  ): void
}

/** It, asked for where there is a Node and not imported; null elsewhere. Its streams cost as much again as the unpacking. */
const NODE: NodeZlib | null =
  ((globalThis as { process?: { getBuiltinModule?(name: string): unknown } }).process?.getBuiltinModule?.(
    'node:zlib',
  ) as NodeZlib | undefined) ?? null

/** The same through Node's zlib, on its thread pool. */
function inflateInNode(bytes: Uint8Array, size: number, zlib: NodeZlib): Promise<Uint8Array | null> {
  // one piece of memory, and never more than one byte beyond what was claimed
  const limits = { chunkSize: Math.max(64, size + 1), maxOutputLength: size + 1, info: true } as const
  return new Promise((resolve) => {
    zlib.inflate(bytes, limits, (error, told) => {
      const whole = !error && told.buffer.length === size && told.engine.bytesWritten === bytes.length
      const { buffer, byteOffset } = told?.buffer ?? new Uint8Array(0)
      resolve(whole ? new Uint8Array(buffer, byteOffset, size) : null)
    })
  })
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
  writer.write(bytes as Uint8Array<ArrayBuffer>).catch(() => {})
  writer.close().catch(() => {})
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    if (value && !take(value)) return reader.cancel().catch(() => {})
  }
}
