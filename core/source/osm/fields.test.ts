import assert from 'node:assert/strict'
import test from 'node:test'
import { random } from '../../base/random.ts'
import { countPacked, Fields, Garbled, readDeltas, readInts } from './fields.ts'
import { Writer } from './proto.ts'

/** Numbers at every border of the encoding, and some between. */
const NUMBERS = [
  0,
  1,
  127,
  128,
  16383,
  16384,
  2 ** 28 - 1,
  2 ** 28,
  2 ** 31 - 1,
  2 ** 31,
  2 ** 32,
  2 ** 35,
  2 ** 52 - 1,
]

test('numbers come back as they were written', () => {
  const out = new Writer()
  for (const n of NUMBERS) out.number(1, n)
  for (const n of NUMBERS) out.signed(2, -n)
  out.text(3, '路')
  const fields = new Fields(out.view())
  for (const n of NUMBERS) {
    assert.ok(fields.next())
    assert.deepEqual([fields.field, fields.value, fields.int64], [1, n, n])
  }
  for (const n of NUMBERS) {
    assert.ok(fields.next())
    assert.equal(fields.signed, 0 - n)
  }
  assert.ok(fields.next())
  assert.equal(new TextDecoder().decode(fields.message()), '路')
  assert.equal(fields.next(), false)
})

test('a negative id, as drawn in an editor and not yet uploaded, takes ten bytes and keeps its sign', () => {
  for (const id of [-1, -2, -128, -(2 ** 28), -(2 ** 40) - 5]) {
    const bytes = [8]
    for (let rest = BigInt.asUintN(64, BigInt(id)); ; rest >>= 7n) {
      if (rest < 128n) {
        bytes.push(Number(rest))
        break
      }
      bytes.push(Number(rest & 127n) | 128)
    }
    const fields = new Fields(Uint8Array.from(bytes))
    assert.ok(fields.next())
    assert.equal(fields.int64, id)
  }
})

test('packed differences add up, near and far', () => {
  const chance = random(7)
  const numbers = [0, -1, 5e9, -5e9, 2 ** 51, ...Array.from({ length: 500 }, () => chance.int(-(2 ** 40), 2 ** 40))]
  const out = new Writer()
  let last = 0
  for (const n of numbers) {
    out.zigzag(n - last)
    last = n
  }
  const bytes = out.view()
  assert.equal(countPacked(bytes, 0, bytes.length), numbers.length)
  const read = new Float64Array(numbers.length)
  readDeltas(bytes, 0, bytes.length, read, 0)
  assert.deepEqual([...read], numbers)
})

test('packed whole numbers may go to every second place', () => {
  const out = new Writer()
  for (const n of [1, 300, 2 ** 31 - 1]) out.varint(n)
  const read = new Int32Array(6)
  readInts(out.view(), 0, out.length, read, 1, 2)
  assert.deepEqual([...read], [0, 1, 0, 300, 0, 2 ** 31 - 1])
})

test('bytes that make no sense end in Garbled, whatever they are', () => {
  for (const bytes of [[0x80], [8], [8, 0x80], [0x0a, 5, 1], [0x0b], [9, 1], Array(20).fill(0xff)]) {
    const fields = new Fields(Uint8Array.from(bytes))
    assert.throws(() => {
      while (fields.next());
    }, Garbled)
  }
  const endless = new Uint8Array(64).fill(0xff)
  assert.throws(() => readDeltas(endless, 0, 64, new Float64Array(64), 0), Garbled)
  assert.throws(() => readInts(endless, 0, 64, new Int32Array(64), 0, 1), Garbled)
  assert.throws(() => readDeltas(endless, 0, 3, new Float64Array(3), 0), Garbled)
})
