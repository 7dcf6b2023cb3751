// zlib through the streams that browsers and Node share. In Node each stream works on the thread pool,
// so several under way at once use several cores.

/** `bytes` as a zlib stream (RFC 1950). */
export async function deflate(bytes: Uint8Array): Promise<Uint8Array> {
  return (await through(new CompressionStream('deflate'), bytes, Number.POSITIVE_INFINITY, bytes.length))!
}

/**
 * The bytes that a zlib stream holds, at most `limit`. Null where it is not a whole zlib stream (damaged, cut short, or
 * followed by something else) or holds more than `limit`: it is then not unpacked further, whatever it claims to hold.
 */
export async function inflate(bytes: Uint8Array, limit: number): Promise<Uint8Array | null> {
  try {
    return await through(new DecompressionStream('deflate'), bytes, limit, limit)
  } catch {
    return null
  }
}

async function through(
  stream: CompressionStream | DecompressionStream,
  bytes: Uint8Array,
  limit: number,
  expected: number,
): Promise<Uint8Array | null> {
  const writer = stream.writable.getWriter()
  const reader = stream.readable.getReader()
  // What goes wrong is heard where we read; these two must only not go unheard.
  writer.write(bytes).catch(() => {})
  writer.close().catch(() => {})
  let out = new Uint8Array(Math.min(expected, 1 << 16))
  let length = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return out.subarray(0, length)
    if (!value) continue
    if (length + value.length > limit) {
      await reader.cancel().catch(() => {})
      return null
    }
    if (length + value.length > out.length) {
      const larger = new Uint8Array(Math.min(limit, Math.max(length + value.length, 2 * out.length)))
      larger.set(out.subarray(0, length))
      out = larger
    }
    out.set(value, length)
    length += value.length
  }
}
