import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Pen, textOf, Words } from './pen.ts'

/** What a pen wrote. */
const written = (write: (pen: Pen) => void): string => {
  const pen = new Pen()
  write(pen)
  return textOf([pen.take()])
}

test('a number is written as JavaScript writes it', () => {
  for (const [parts, places] of [
    [0, 0],
    [-0, 6],
    [0, 1],
    [1, 6],
    [-1, 6],
    [10, 1],
    [105, 1],
    [-180_000_000, 6],
    [83_401_601, 6],
    [2 ** 31 - 1, 0],
    [-(2 ** 31), 0],
    [-(2 ** 31), 9],
  ] as const)
    assert.equal(
      written((pen) => pen.decimal(parts, places)),
      String(parts / 10 ** places),
    )
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 0, max: 6 }), (parts, places) => {
      assert.equal(
        written((pen) => pen.decimal(parts, places)),
        JSON.stringify(parts / 10 ** places),
      )
    }),
  )
})

test('what is no whole number of 32 bits is a mistake of ours', () => {
  for (const parts of [0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 31])
    assert.throws(() => new Pen().decimal(parts, 1), /whole and of 32 bits/)
})

test('words and texts of any script and length come back as they were', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' })), (texts) => {
      const words = new Words(texts)
      const back = written((pen) => {
        texts.forEach((text, i) => {
          pen.word(words, i)
          pen.text(text)
          pen.sign(0x2c)
        })
      })
      assert.equal(back, texts.map((text) => `${text}${text},`).join(''))
    }),
  )
  const long = '演示'.repeat(1 << 20)
  assert.equal(
    written((pen) => pen.text(long)),
    long,
  )
})

test('pieces are taken when they are full, and a character may be cut between two', () => {
  const words = new Words(['一'])
  const pen = new Pen()
  function* pieces() {
    for (let i = 0; i < 300_000; i++) {
      pen.word(words, 0)
      if (pen.full) yield pen.take()
    }
    yield pen.take()
  }
  assert.equal(textOf(pieces()), '一'.repeat(300_000))
  const bytes = new TextEncoder().encode('圈')
  assert.equal(textOf([bytes.subarray(0, 1), bytes.subarray(1)]), '圈')
})
