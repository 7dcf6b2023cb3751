import assert from 'node:assert/strict'
import { test } from 'node:test'
import { random } from '../base/random.ts'
import { BucketQueue } from './queue.ts'

test('nodes come out by bucket, each once, at the lowest bucket it was put in', () => {
  const chance = random(1)
  const queue = new BucketQueue(200)
  for (let round = 0; round < 20; round++) {
    const lowest = new Map<number, number>()
    for (let i = 0; i < 500; i++) {
      const node = chance.int(0, 200)
      const bucket = chance.int(0, 3000)
      if (bucket >= (lowest.get(node) ?? Infinity)) continue // a search never puts a node back
      lowest.set(node, bucket)
      queue.push(node, bucket)
    }
    let last = 0
    for (let node = queue.pop(); node >= 0; node = queue.pop()) {
      const bucket = lowest.get(node)!
      assert.ok(bucket >= last)
      last = bucket
      lowest.delete(node)
    }
    assert.equal(lowest.size, 0)
  }
})
