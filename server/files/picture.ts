// What readers of pictures share: what they give, and how they refuse.
import type { Name } from '@yike/core/base/name.ts'

/** A picture without what it need not tell. */
export interface Photo {
  readonly bytes: Uint8Array
  readonly mediaType: 'image/jpeg' | 'image/png' | 'image/webp'
  /** Pixels as they are stored: width and height change places where `orientation` is 5 to 8. */
  readonly width: number
  readonly height: number
  /** How it is to be turned, 1 to 8 as in EXIF (tag 274); 1: not at all. It is the one thing of EXIF that stays in the file. */
  readonly orientation: number
}

/** Why a picture cannot be used; its reader throws it, and it becomes the fault `bad-file`. */
export class BadPicture extends Error {
  readonly why: Name
  constructor(zh: string, en: string) {
    super(en)
    this.why = { zh, en }
  }
}

/** The bytes end before the picture does. */
export const CUT_SHORT: Name = { zh: '图片不完整', en: 'the picture is cut short' }

/** The part `[from, from + length)`; throws where the bytes end before. */
export function part(bytes: Uint8Array, from: number, length: number): Uint8Array {
  if (from + length > bytes.length) throw new BadPicture(CUT_SHORT.zh, CUT_SHORT.en)
  return bytes.subarray(from, from + length)
}
