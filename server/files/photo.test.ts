import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '@yike/core/base/fault.ts'
import fc from 'fast-check'
import { cleanPhoto } from './photo.ts'
import { orientationIn } from './photo-exif.ts'
import {
  app1,
  exif,
  JPEG,
  join,
  jpegWith,
  PNG,
  pngChunk,
  pngWith,
  riff,
  segment,
  turned,
  WEBP,
  webpWith,
  words,
} from './test/photos.ts'

const fault = (code: string) => ({ name: 'Fault', code })
const has = (bytes: Uint8Array, text: string) => Buffer.from(bytes).includes(text, 0, 'latin1')
const ICC = segment(0xe2, words('ICC_PROFILE\0\x01\x01colours'))

/** Photos full of what they should not tell: each secret has this word in it. */
const TELLING = {
  'photo.jpg': join(
    jpegWith(
      app1(exif(6, 'SECRET place and owner')),
      segment(0xe1, words('http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>SECRET')),
      segment(0xe2, words('MPF\0SECRET')),
      ICC,
      segment(0xed, words('Photoshop 3.0\0SECRET')),
      segment(0xef, words('SECRET')),
      segment(0xfe, words('SECRET remark')),
    ),
    words('SECRET film behind the picture'),
    jpegWith(),
  ),
  'photo.png': join(
    pngWith(
      pngChunk('sRGB', Uint8Array.of(0)),
      pngChunk('tEXt', words('Author\0SECRET')),
      pngChunk('iTXt', words('XML:com.adobe.xmp\0\0\0\0\0SECRET')),
      pngChunk('zTXt', words('Comment\0\0SECRET')),
      pngChunk('tIME', new Uint8Array(7)),
      pngChunk('eXIf', exif(6, 'SECRET place', true)),
      pngChunk('prVt', words('SECRET')),
    ),
    words('SECRET behind'),
  ),
  'photo.webp': join(
    webpWith(
      0x2c,
      [riff('ICCP', words('colours'))],
      [
        riff('EXIF', join(words('Exif\0\0'), exif(6, 'SECRET place'))),
        riff('XMP ', words('SECRET')),
        riff('prvt', words('SECRET')),
      ],
    ),
    words('SECRET behind'),
  ),
} as const

test('what a photo tells of place, owner, time and device goes; picture, colours and the way it is turned stay', () => {
  for (const [name, bytes] of Object.entries(TELLING)) {
    assert.ok(has(bytes, 'SECRET'))
    const photo = cleanPhoto(bytes, name)
    assert.ok(!has(photo.bytes, 'SECRET'), name)
    assert.deepEqual([photo.width, photo.height, photo.orientation], [24, 16, 6], name)
    assert.ok(Buffer.from(photo.bytes).includes(Buffer.from(turned(6))), name)
    assert.ok(photo.bytes.length < bytes.length)
  }
  assert.deepEqual(cleanPhoto(TELLING['photo.jpg'], 'a.jpg').bytes, jpegWith(app1(turned(6)), ICC))
  const png = pngWith(pngChunk('eXIf', turned(6)), pngChunk('sRGB', Uint8Array.of(0)))
  assert.deepEqual(cleanPhoto(TELLING['photo.png'], 'a.png').bytes, png)
  const webp = webpWith(0x28, [riff('ICCP', words('colours'))], [riff('EXIF', turned(6))])
  assert.deepEqual(cleanPhoto(TELLING['photo.webp'], 'a.webp').bytes, webp)
})

test('a photo that tells nothing stays as it is, byte for byte', () => {
  for (const [bytes, name, mediaType] of [
    [JPEG, 'a.jpg', 'image/jpeg'],
    [PNG, 'a.png', 'image/png'],
    [WEBP, 'a.webp', 'image/webp'],
  ] as const)
    assert.deepEqual(cleanPhoto(bytes, name, mediaType), { bytes, mediaType, width: 24, height: 16, orientation: 1 })
  for (const [name, bytes] of Object.entries(TELLING)) {
    const once = cleanPhoto(bytes, name)
    assert.deepEqual(cleanPhoto(once.bytes, name), once)
  }
})

test('a preview within JFIF goes, for it may show what was cut away', () => {
  const preview = segment(0xe0, join(words('JFIF\0'), Uint8Array.of(1, 1, 0, 0, 1, 0, 1, 2, 1), words('SECRET')))
  const extended = segment(0xe0, words('JFXX\0\x13SECRET'))
  const photo = cleanPhoto(join(JPEG.subarray(0, 2), preview, extended, JPEG.subarray(20)), 'a.jpg')
  assert.ok(!has(photo.bytes, 'SECRET'))
  assert.deepEqual(photo.bytes, JPEG)
})

test('each way of turning is read in both byte orders; nonsense means not turned', () => {
  for (const little of [false, true]) {
    for (let way = 1; way <= 8; way++) assert.equal(orientationIn(exif(way, 'x', little)), way)
    for (const way of [0, 9, 65535]) assert.equal(orientationIn(exif(way, 'x', little)), 1)
  }
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), fc.boolean(), (bytes, marked) => {
      const way = orientationIn(marked ? join(words('MM\0*'), bytes) : bytes)
      assert.ok(way >= 1 && way <= 8)
    }),
  )
})

test('only still JPEG, PNG and WebP that are what they say are photos', () => {
  assert.throws(() => cleanPhoto(JPEG, 'a.png'), fault('not-what-it-says'))
  assert.throws(() => cleanPhoto(PNG, 'a.png', 'image/jpeg'), fault('not-what-it-says'))
  assert.throws(() => cleanPhoto(words('GIF89a'), 'a.gif'), fault('not-what-it-says'))
  assert.throws(() => cleanPhoto(words('\0\0\0\x18ftypheic'), 'a.heic'), fault('not-what-it-says'))
  assert.throws(() => cleanPhoto(words('<svg onload="x">'), 'a.svg'), fault('not-what-it-says'))
  assert.throws(() => cleanPhoto(new Uint8Array(), 'a.jpg'), fault('not-what-it-says'))
  const moving = webpWith(0x02, [riff('ANIM', new Uint8Array(6))], [])
  assert.throws(() => cleanPhoto(moving, 'a.webp'), /it moves/)
})

test('a photo of too many pixels is refused by its header', () => {
  const sized = (width: number, height: number) => {
    const header = Buffer.alloc(13)
    header.writeUInt32BE(width, 0)
    header.writeUInt32BE(height, 4)
    header[8] = 8
    return join(PNG.subarray(0, 8), pngChunk('IHDR', header), PNG.subarray(33))
  }
  assert.equal(cleanPhoto(sized(10_000, 10_000), 'a.png').width, 10_000)
  assert.throws(() => cleanPhoto(sized(10_000, 10_001), 'a.png'), fault('too-large'))
  assert.throws(() => cleanPhoto(sized(16_384, 1), 'a.png'), fault('too-large'))
  assert.throws(() => cleanPhoto(sized(2 ** 32 - 1, 2 ** 32 - 1), 'a.png'), /4294967295 × 4294967295/)
  assert.throws(() => cleanPhoto(sized(0, 10), 'a.png'), fault('bad-file'))
  assert.throws(() => cleanPhoto(JPEG, 'a.jpg', null, { side: 23, pixels: 1e6 }), fault('too-large'))
})

test('a photo cut anywhere is a fault, and damage is one or stays a photo', () => {
  const refusal = (error: unknown) =>
    error instanceof Fault && ['bad-file', 'not-what-it-says', 'too-large'].includes(error.code)
  for (const [bytes, name] of [
    [JPEG, 'a.jpg'],
    [PNG, 'a.png'],
    [WEBP, 'a.webp'],
  ] as const)
    for (let end = 0; end < bytes.length; end++)
      assert.throws(() => cleanPhoto(bytes.subarray(0, end), name), refusal, `${name} ${end}`)
  const telling = fc.constantFrom(...Object.entries(TELLING))
  const changes = fc.array(fc.tuple(fc.nat(900), fc.nat(255)), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(telling, changes, ([name, bytes], all) => {
      const changed = bytes.slice()
      for (const [at, to] of all) if (at < changed.length) changed[at] = to
      try {
        const photo = cleanPhoto(changed, name)
        assert.deepEqual(cleanPhoto(photo.bytes, name), photo)
      } catch (error) {
        if (!refusal(error)) throw error
      }
    }),
    { numRuns: 2000 },
  )
})
