// Three small photos and what people's telephones and programs put into them. The pictures, 24 × 16 in four colours, were drawn by a browser.
import { crc32 } from 'node:zlib'
import { exifOf } from '../photo-exif.ts'

const of = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, 'base64'))

export const JPEG = of(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT0//wAARCAAQABgDASIAAhEBAxEB/8QAGAAAAwEBAAAAAAAAAAAAAAAAAAUGAwT/xAAcEAEAAAcBAAAAAAAAAAAAAAAABQdDRYGDwcL/xAAWAQEBAQAAAAAAAAAAAAAAAAAFAwT/xAAiEQAAAwgDAQAAAAAAAAAAAAAAAxEBAgQSFGKh4QUVMUH/2gAMAwEAAhEDEQA/AFjthtTHSBaS7uOr2vE8RIU16fGxpjI2qJeJlRfqr41RgF4BNFdgCdddjY//2Q==',
)

export const PNG = of(
  'iVBORw0KGgoAAAANSUhEUgAAABgAAAAQCAYAAAAMJL+VAAAARElEQVR4AeyRQQkAMAwDS6XMQkRN07TUQj11EkIY+6Vwv0DhLhsYBTRGIePz+QEVbEVc0Y4TCrUqFNyAN6CLx4EbUIEXAAD//zdq2bcAAAAGSURBVAMALmdT2dWOCiEAAAAASUVORK5CYII=',
)

export const WEBP = of(
  'UklGRloAAABXRUJQVlA4IE4AAACwAwCdASoYABAAPrVWoUsnJSMhsAgA4BaJaACdMoR3ACnPZogGdAD+nUkR7mr9k7fVQMUzb6IItbWv5N//yMN//6rFf1IirpKVt3+AAAA=',
)

const latin1 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'))
export const join = (...pieces: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(pieces))

/** An EXIF block with an orientation, and words that stand for place and owner; `little` is its byte order. */
export function exif(orientation: number, words: string, little = false): Uint8Array {
  const block = new Uint8Array(50 + words.length)
  const view = new DataView(block.buffer)
  view.setUint16(0, little ? 0x4949 : 0x4d4d)
  view.setUint16(2, 42, little)
  view.setUint32(4, 8, little)
  view.setUint16(8, 2, little)
  // artist, then orientation
  for (const [i, [tag, type, count, value]] of [
    [315, 2, words.length, 50],
    [274, 3, 1, null],
  ].entries() as ArrayIterator<[number, [number, number, number, number | null]]>) {
    const at = 10 + 12 * i
    view.setUint16(at, tag, little)
    view.setUint16(at + 2, type, little)
    view.setUint32(at + 4, count, little)
    if (value === null) view.setUint16(at + 8, orientation, little)
    else view.setUint32(at + 8, value, little)
  }
  block.set(latin1(words), 50)
  return block
}

/** A segment of a JPEG. */
export function segment(marker: number, body: Uint8Array): Uint8Array {
  return join(Uint8Array.of(0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 255), body)
}

/** The JPEG with segments after its JFIF header. */
export const jpegWith = (...segments: readonly Uint8Array[]): Uint8Array =>
  join(JPEG.subarray(0, 20), ...segments, JPEG.subarray(20))

export const app1 = (block: Uint8Array): Uint8Array => segment(0xe1, join(latin1('Exif\0\0'), block))
export const words = latin1

/** A chunk of a PNG. */
export function pngChunk(type: string, body: Uint8Array): Uint8Array {
  const checked = join(latin1(type), body)
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(body.length)
  sum.writeUInt32BE(crc32(checked))
  return join(length, checked, sum)
}

/** The PNG with chunks after its header. */
export const pngWith = (...chunks: readonly Uint8Array[]): Uint8Array =>
  join(PNG.subarray(0, 33), ...chunks, PNG.subarray(33))

/** A chunk of a RIFF. */
export function riff(type: string, body: Uint8Array): Uint8Array {
  const length = Buffer.alloc(4)
  length.writeUInt32LE(body.length)
  return join(latin1(type), length, body, new Uint8Array(body.length & 1))
}

/** The WebP in its extended form, with flags and chunks about its picture. */
export function webpWith(flags: number, before: readonly Uint8Array[], behind: readonly Uint8Array[]): Uint8Array {
  const header = Uint8Array.of(flags, 0, 0, 0, 23, 0, 0, 15, 0, 0)
  return riff('RIFF', join(latin1('WEBP'), riff('VP8X', header), ...before, WEBP.subarray(12), ...behind))
}

/** What stays of EXIF. */
export const turned = exifOf
