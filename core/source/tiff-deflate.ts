// Deflated strips of a GeoTIFF, unpacked to no more than a strip holds: the library would unpack whatever comes.
import { joined } from '../base/bytes.ts'

interface Block {
  readonly tileWidth: number
  readonly tileHeight: number
  readonly bitsPerSample: number | ArrayLike<number>
}

/** Makes `geotiff` unpack deflate (8, and 32946 of old) within bounds. May be called again. */
export function boundDeflate({ addDecoder, BaseDecoder }: typeof import('geotiff')): void {
  class BoundedDeflate extends BaseDecoder {
    override decodeBlock(buffer: ArrayBuffer): Promise<ArrayBuffer> {
      const { tileWidth, tileHeight, bitsPerSample } = this.parameters as Block
      const samples = typeof bitsPerSample === 'number' ? 1 : bitsPerSample.length
      return inflateUpTo(new Uint8Array(buffer), tileWidth * tileHeight * samples * 8)
    }
  }
  addDecoder([8, 32946], async () => BoundedDeflate)
}

/** What a zlib stream holds. Throws beyond `most` bytes, and where nothing comes out; what stands behind its end is passed over. */
async function inflateUpTo(bytes: Uint8Array, most: number): Promise<ArrayBuffer> {
  const stream = new DecompressionStream('deflate')
  const writer = stream.writable.getWriter()
  // What goes wrong is heard where we read; these two must only not go unheard.
  writer.write(bytes as Uint8Array<ArrayBuffer>).catch(() => {})
  writer.close().catch(() => {})
  const reader = stream.readable.getReader()
  const pieces: Uint8Array[] = []
  let length = 0
  for (;;) {
    const { done, value } = await reader.read().catch((error: unknown) => {
      if (length === 0) throw error
      return { done: true, value: undefined }
    })
    if (done) return joined(pieces).buffer
    if (!value) continue
    length += value.length
    if (length > most) {
      reader.cancel().catch(() => {})
      throw new Error('a strip that unpacks to more than it holds')
    }
    pieces.push(value)
  }
}
