// PNG (W3C Portable Network Graphics, third edition): a row of chunks. Kept are those that draw; text, times, EXIF and unknown ones go.
import { crc32 } from 'node:zlib'
import { joined } from '@yike/core/base/bytes.ts'
import { exifOf, orientationIn } from './photo-exif.ts'
import { BadPicture, type Photo, part } from './picture.ts'

const DRAW = ['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'iCCP', 'cICP', 'sBIT', 'bKGD', 'pHYs']

/** Of an animation only its still picture stays. */
export function cleanPng(bytes: Uint8Array): Photo {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const kept: Uint8Array[] = []
  let orientation = 1
  let data = 0
  for (let at = 8, type = ''; type !== 'IEND'; ) {
    const chunk = part(bytes, at, 12 + view.getUint32(at))
    type = Buffer.from(chunk.subarray(4, 8)).toString('latin1')
    if (at === 8 && (type !== 'IHDR' || chunk.length !== 25)) throw broken()
    if (at > 8 && type === 'IHDR') throw broken()
    if (crc32(chunk.subarray(4, -4)) !== view.getUint32(at + chunk.length - 4)) throw broken()
    if (type === 'eXIf') orientation = orientationIn(chunk.subarray(8, -4))
    if (type === 'IDAT') data++
    if (DRAW.includes(type)) kept.push(chunk)
    at += chunk.length
  }
  if (data === 0) throw broken()
  if (orientation !== 1) kept.splice(1, 0, exifChunk(orientation))
  const all = joined([bytes.subarray(0, 8), ...kept])
  return { bytes: all, mediaType: 'image/png', width: view.getUint32(16), height: view.getUint32(20), orientation }
}

const broken = () => new BadPicture('PNG 结构或校验有误', 'its PNG chunks are broken')

function exifChunk(orientation: number): Uint8Array {
  const block = exifOf(orientation)
  const chunk = new Uint8Array(12 + block.length)
  const view = new DataView(chunk.buffer)
  view.setUint32(0, block.length)
  chunk.set(Buffer.from('eXIf', 'latin1'), 4)
  chunk.set(block, 8)
  view.setUint32(8 + block.length, crc32(chunk.subarray(4, -4)))
  return chunk
}
