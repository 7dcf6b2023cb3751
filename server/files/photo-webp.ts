// WebP (RFC 9649): a RIFF of chunks. Kept are those that draw and the colour profile.
import { joined } from '@yike/core/base/bytes.ts'
import { exifOf, orientationIn } from './photo-exif.ts'
import { BadPicture, type Photo, part } from './picture.ts'

/** Flags of the chunk VP8X. */
const [ANIMATION, EXIF, ICC_AND_ALPHA] = [0x02, 0x08, 0x30]

export function cleanWebp(bytes: Uint8Array): Photo {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const end = 8 + view.getUint32(4, true)
  part(bytes, 0, end)
  const kept = new Map<string, Uint8Array>()
  let orientation = 1
  for (let at = 12; at + 8 <= end; ) {
    const type = Buffer.from(bytes.subarray(at, at + 4)).toString('latin1')
    const length = view.getUint32(at + 4, true)
    const body = part(bytes, at + 8, length)
    if (type === 'EXIF') orientation = orientationIn(hasPrefix(body) ? body.subarray(6) : body)
    if (type === 'ANIM' || type === 'ANMF' || (type === 'VP8X' && body[0]! & ANIMATION))
      throw new BadPicture('是动图，请传静态照片', 'it moves; upload a still photo')
    if (['VP8X', 'VP8 ', 'VP8L', 'ALPH', 'ICCP'].includes(type)) {
      if (kept.has(type)) throw broken()
      kept.set(type, body)
    }
    at += 8 + length + (length & 1)
  }
  const picture = kept.get('VP8 ') ?? kept.get('VP8L')
  if (!picture || (kept.has('VP8 ') && kept.has('VP8L'))) throw broken()
  const drawn = kept.has('VP8 ') ? lossySize(picture) : losslessSize(picture)
  const header = kept.get('VP8X')
  if (header) {
    if (header.length !== 10) throw broken()
    const own = header.slice()
    own.fill(0, 1, 4)
    own[0] = (own[0]! & ICC_AND_ALPHA) | (orientation === 1 ? 0 : EXIF)
    kept.set('VP8X', own)
    const claims = { width: 1 + (u24(header, 4) >>> 0), height: 1 + (u24(header, 7) >>> 0) }
    if (claims.width !== drawn.width || claims.height !== drawn.height) throw broken()
  } else orientation = 1 // without the extended header there is no EXIF
  const order = ['VP8X', 'ICCP', 'ALPH', 'VP8 ', 'VP8L'].filter((type) => kept.has(type))
  const chunks = order.map((type) => chunk(type, kept.get(type)!))
  if (orientation !== 1) chunks.push(chunk('EXIF', exifOf(orientation)))
  const body = joined([Buffer.from('WEBP'), ...chunks])
  return { bytes: chunk('RIFF', body), mediaType: 'image/webp', ...drawn, orientation }
}

const broken = () => new BadPicture('WebP 结构有误', 'its WebP chunks are broken')

const u24 = (bytes: Uint8Array, at: number) => bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16)

/** Some writers put JPEG's `Exif\0\0` before the block. */
const hasPrefix = (body: Uint8Array) => body[0] === 0x45 && body[1] === 0x78

/** VP8 (RFC 6386, 9.1): a key frame's start code, then 14 bits of each side. */
function lossySize(body: Uint8Array) {
  const head = part(body, 0, 10)
  if (head[0]! & 1 || head[3] !== 0x9d || head[4] !== 0x01 || head[5] !== 0x2a) throw broken()
  return { width: (head[6]! | (head[7]! << 8)) & 0x3fff, height: (head[8]! | (head[9]! << 8)) & 0x3fff }
}

/** VP8L (RFC 9649, 3.4): a signature byte, then 14 bits of each side, less one. */
function losslessSize(body: Uint8Array) {
  const head = part(body, 0, 5)
  if (head[0] !== 0x2f) throw broken()
  const bits = new DataView(head.buffer, head.byteOffset).getUint32(1, true)
  return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) }
}

function chunk(type: string, body: Uint8Array): Uint8Array {
  const all = new Uint8Array(8 + body.length + (body.length & 1))
  all.set(Buffer.from(type, 'latin1'))
  new DataView(all.buffer).setUint32(4, body.length, true)
  all.set(body, 8)
  return all
}
