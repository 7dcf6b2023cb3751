import assert from 'node:assert/strict'
import test from 'node:test'
import { xxh32 } from './checksum.ts'

const of = (text: string, seed = 0) => xxh32(new TextEncoder().encode(text).slice().buffer, 0, text.length, seed) >>> 0

test('it is XXH32, by the values that others publish', () => {
  assert.equal(of(''), 0x02cc5d05)
  assert.equal(of('a'), 0x550d7456)
  assert.equal(of('abc'), 0x32d153ff)
  assert.equal(of('Nobody inspects the spammish repetition'), 0xe2293b2f)
  assert.equal(of('', 0x9e3779b1), 0x36b78ae7)
})

test('any bit of any byte changes it, in every part of a length', () => {
  for (const length of [1, 4, 15, 16, 21, 64, 67]) {
    const bytes = Uint8Array.from({ length }, (_, i) => (i * 37) & 255)
    const whole = xxh32(bytes.buffer)
    for (let bit = 0; bit < 8 * length; bit++) {
      const spoilt = bytes.slice()
      spoilt[bit >> 3]! ^= 1 << (bit & 7)
      assert.notEqual(xxh32(spoilt.buffer), whole, `bit ${bit} of ${length} bytes`)
    }
  }
})
