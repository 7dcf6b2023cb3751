import assert from 'node:assert/strict'
import test from 'node:test'
import { random } from '../base/random.ts'
import { metersBetween } from '../geo/meters.ts'
import { shortMm } from './short.ts'

const exactly = (x1: number, y1: number, x2: number, y2: number) =>
  Math.round(1000 * metersBetween((100 * x1) / 1e9, (100 * y1) / 1e9, (100 * x2) / 1e9, (100 * y2) / 1e9))

test('a short piece measures what the haversine says, to the millimetre, from pole to pole', () => {
  const chance = random(11)
  let asked = 0
  for (let i = 0; i < 300_000; i++) {
    const most = [3, 1000, 30_000, 100_000][i % 4]!
    const [x, y] = [chance.int(-1_799_000_000, 1_799_000_000), chance.int(-899_000_000, 899_000_000)]
    const [x2, y2] = [x + chance.int(-most, most + 1), y + chance.int(-most, most + 1)]
    const mm = shortMm(x, y, x2, y2)
    if (mm < 0) asked++
    else assert.equal(mm, exactly(x, y, x2, y2), `${x} ${y} ${x2} ${y2}`)
  }
  assert.ok(asked < 2000, `${asked} of 300,000 were left to the haversine`)
})

test('what is longer than a kilometre or so is left to the haversine', () => {
  assert.equal(shortMm(0, 0, 200_000, 0), -1)
  assert.equal(shortMm(0, 410_000_000, 0, 410_200_000), -1)
})

test('two nodes at one place are no way apart', () => {
  assert.equal(shortMm(1_214_700_000, 312_300_000, 1_214_700_000, 312_300_000), 0)
})
