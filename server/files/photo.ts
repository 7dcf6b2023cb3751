// Photos of outlets: only what shows a picture is kept. Where it was taken, by whom, with what and when goes, and so does whatever
// else was put into or behind the file. Pixels are not touched.
import { Fault } from '@yike/core/base/fault.ts'
import { cleanJpeg } from './photo-jpeg.ts'
import { cleanPng } from './photo-png.ts'
import { cleanWebp } from './photo-webp.ts'
import { BadPicture, CUT_SHORT, type Photo } from './picture.ts'
import { HEAD, mustBe } from './sniff.ts'

export interface PhotoLimits {
  /** Pixels of the longer side. */
  readonly side: number
  /** Pixels in all: what a reader of the photo must hold. */
  readonly pixels: number
}

/** A side as long as WebP can have, and pixels that are 400 MB at four bytes each. */
export const PHOTO_LIMITS: PhotoLimits = { side: 16_383, pixels: 100_000_000 }

/**
 * Cleans a JPEG, PNG or WebP called `name`. Faults: `not-what-it-says` for anything else, `too-large` where it has more pixels than
 * `limits`, `bad-file` where it is cut short, damaged or moves. Cleaning a clean photo gives the same bytes.
 */
export function cleanPhoto(
  bytes: Uint8Array,
  name: string,
  mediaType: string | null = null,
  limits: PhotoLimits = PHOTO_LIMITS,
): Photo {
  const kind = mustBe(bytes.subarray(0, HEAD), name, ['jpeg', 'png', 'webp'], mediaType)
  let photo: Photo
  try {
    photo = kind === 'jpeg' ? cleanJpeg(bytes) : kind === 'png' ? cleanPng(bytes) : cleanWebp(bytes)
  } catch (error) {
    if (error instanceof BadPicture) throw new Fault('bad-file', { file: name, why: error.why })
    // reading past the end of the bytes
    if (error instanceof RangeError) throw new Fault('bad-file', { file: name, why: CUT_SHORT })
    throw error
  }
  const { width, height } = photo
  if (width < 1 || height < 1)
    throw new Fault('bad-file', { file: name, why: { zh: '图片没有大小', en: 'the picture has no size' } })
  if (Math.max(width, height) > limits.side || width * height > limits.pixels)
    throw new Fault('too-large', {
      file: name,
      size: `${width} × ${height}`,
      limit: {
        zh: `边长 ${limits.side} 像素、共 ${limits.pixels} 像素`,
        en: `${limits.side} pixels a side and ${limits.pixels} in all`,
      },
    })
  return photo
}
