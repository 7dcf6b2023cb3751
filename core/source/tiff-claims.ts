// What a GeoTIFF claims of itself, held against its size before a library believes it: strips of no height, tiles larger
// than the picture, and strips packed larger than they are (TIFF 6.0, sections 8 and 15).
import type { GeoTIFFImage } from 'geotiff'
import { LIMITS } from './limits.ts'

/** LZW may grow a thousandfold; deflate, which may too, is held in tiff-deflate.ts. */
const LZW = 5

/** Bytes of one strip or tile unpacked, and samples of a pixel. */
const MOST_BLOCK_BYTES = 2 ** 30
const MOST_SAMPLES = 64

/** Throws where the picture cannot be as it says. */
export async function checkTiff(image: GeoTIFFImage): Promise<void> {
  const [width, height] = [image.getWidth(), image.getHeight()]
  const [blockWidth, blockHeight] = [image.getTileWidth(), image.getTileHeight()]
  const whole = (n: number) => Number.isInteger(n) && n > 0
  if (![width, height, blockWidth, blockHeight].every(whole)) throw new Error('sizes that are no whole numbers')
  const samples = image.getSamplesPerPixel()
  if (!whole(samples) || samples > MOST_SAMPLES) throw new Error('too many samples')
  const bytesOfBlock = blockWidth * blockHeight * samples * 8
  if (bytesOfBlock > Math.max(MOST_BLOCK_BYTES, 8 * LIMITS.tiffPixels)) throw new Error('a block that is too large')
  const blocks = Math.ceil(width / blockWidth) * Math.ceil(height / blockHeight)
  if (blocks > LIMITS.tiffBlocks) throw new Error('too many blocks')
  if (Number(await loaded(image, 'Compression')) !== LZW) return
  // what does not compress grows by a trifle; a block packed larger than it can be holds something else
  const packed = (await loaded(image, 'TileByteCounts')) ?? (await loaded(image, 'StripByteCounts'))
  for (const size of Array.from((packed ?? []) as ArrayLike<number>))
    if (Number(size) > 2 * bytesOfBlock + 1024) throw new Error('a block packed larger than it is')
}

const loaded = async (image: GeoTIFFImage, tag: string): Promise<unknown> =>
  image.fileDirectory.hasTag(tag) ? await image.fileDirectory.loadValue(tag) : undefined
