// Photos shrink to the longest side and keep their shape; small ones stay.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { within } from './photo-size.ts'

test('the longer side is the limit, whichever it is', () => {
  assert.deepEqual(within(4000, 3000), [2048, 1536])
  assert.deepEqual(within(3000, 4000), [1536, 2048])
  assert.deepEqual(within(100_000, 10), [2048, 1])
})

test('nothing is enlarged', () => {
  assert.deepEqual(within(640, 480), [640, 480])
})
