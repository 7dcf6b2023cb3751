// JPEG (ITU-T T.81): a row of segments. Kept are those that decoding needs, the colour profile, and an orientation of our own.
import { joined } from '@yike/core/base/bytes.ts'
import { exifOf, orientationIn } from './photo-exif.ts'
import { BadPicture, type Photo, part } from './picture.ts'

const [SOI, EOI, SOS, APP0, APP1, APP2, APP14, APP15, COM] = [0xd8, 0xd9, 0xda, 0xe0, 0xe1, 0xe2, 0xee, 0xef, 0xfe]

/** Starts of frame; C4, C8 and CC among them are tables. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

const begins = (body: Uint8Array, words: string) =>
  body.length >= words.length && [...words].every((c, i) => body[i] === c.charCodeAt(0))

/** Reads up to the end of the first picture; previews, further pictures and films behind it are left. */
export function cleanJpeg(bytes: Uint8Array): Photo {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const kept: Uint8Array[] = []
  let size: { width: number; height: number } | null = null
  let orientation = 1
  let scans = 0
  let at = 2
  for (;;) {
    if (view.getUint8(at) !== 0xff) throw new BadPicture('JPEG 结构有误', 'its JPEG segments are broken')
    while (view.getUint8(at + 1) === 0xff) at++ // markers may be padded
    const marker = view.getUint8(at + 1)
    if (marker === EOI) break
    if (marker === SOI || marker < 0xc0 || (marker >= 0xd0 && marker <= 0xd7))
      throw new BadPicture('JPEG 结构有误', 'its JPEG segments are broken')
    const segment = part(bytes, at, 2 + view.getUint16(at + 2))
    const body = segment.subarray(4)
    at += segment.length
    if (segment.length < 4) throw new BadPicture('JPEG 结构有误', 'its JPEG segments are broken')
    if (marker === APP1 && begins(body, 'Exif\0\0') && orientation === 1) orientation = orientationIn(body.subarray(6))
    if (isFrame(marker)) {
      if (size) throw new BadPicture('JPEG 含多幅画面', 'its JPEG has several frames')
      size = { height: view.getUint16(at - body.length + 1), width: view.getUint16(at - body.length + 3) }
    }
    if (marker === APP0 && begins(body, 'JFIF\0') && body.length >= 14) kept.push(jfif(body))
    else if (stays(marker, body)) kept.push(segment)
    if (marker !== SOS) continue
    if (!size) throw new BadPicture('JPEG 没有画面', 'its JPEG has no frame')
    scans++
    const end = scanEnd(bytes, at)
    kept.push(bytes.subarray(at, end))
    at = end
  }
  if (!size || scans === 0) throw new BadPicture('JPEG 没有画面', 'its JPEG has no frame')
  const own = orientation === 1 ? [] : [exifSegment(orientation)]
  const begun = kept[0] && kept[0][1] === APP0 ? 1 : 0 // JFIF wants to be the first
  const all = [
    Uint8Array.of(0xff, SOI),
    ...kept.slice(0, begun),
    ...own,
    ...kept.slice(begun),
    Uint8Array.of(0xff, EOI),
  ]
  return { bytes: joined(all), mediaType: 'image/jpeg', ...size, orientation }
}

function stays(marker: number, body: Uint8Array): boolean {
  if (marker === APP2) return begins(body, 'ICC_PROFILE\0')
  if (marker === APP14) return begins(body, 'Adobe') && body.length === 12 // how its colours are meant
  return marker !== COM && !(marker >= APP0 && marker <= APP15) && !(marker >= 0xf0 && marker < COM)
}

/** JFIF's version and density, without its preview. */
function jfif(body: Uint8Array): Uint8Array {
  const segment = Uint8Array.of(0xff, APP0, 0, 16, ...body.subarray(0, 14))
  segment.fill(0, 16, 18)
  return segment
}

function exifSegment(orientation: number): Uint8Array {
  const block = exifOf(orientation)
  return Uint8Array.of(0xff, APP1, 0, 2 + 6 + block.length, 0x45, 0x78, 0x69, 0x66, 0, 0, ...block)
}

/** Where the compressed data from `at` ends: at the first marker that is no stuffed zero and no restart. */
function scanEnd(bytes: Uint8Array, at: number): number {
  for (let i = bytes.indexOf(0xff, at); i >= 0; i = bytes.indexOf(0xff, i + 1)) {
    const next = bytes[i + 1]
    if (next === undefined) break
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return i
  }
  throw new BadPicture('图片不完整', 'the picture is cut short')
}
