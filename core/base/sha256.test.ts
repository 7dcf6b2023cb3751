import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { random } from './random.ts'
import { sha256 } from './sha256.ts'

test('the digest is the one that everybody gets, at every length round a block', () => {
  const rng = random(7)
  for (let n = 0; n < 200; n++) {
    const bytes = Uint8Array.from({ length: n }, () => rng.int(0, 256))
    assert.equal(sha256(bytes), createHash('sha256').update(bytes).digest('hex'), String(n))
  }
})
