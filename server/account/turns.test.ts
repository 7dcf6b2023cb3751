import assert from 'node:assert/strict'
import { test } from 'node:test'
import { turns } from './turns.ts'

test('of many at once two are done, the others wait in turn, and beyond so many they are sent away', async () => {
  const inTurn = turns(2, 50)
  let [now, most, release] = [0, 0, () => {}]
  const gate = new Promise<void>((open) => {
    release = open
  })
  const computed: number[] = []
  const one = (i: number) =>
    inTurn(async () => {
      most = Math.max(most, ++now)
      await gate
      now--
      computed.push(i)
    })
  const all = Array.from({ length: 52 }, (_, i) => one(i))
  await assert.rejects(one(52), { code: 'too-many-requests' })
  release()
  await Promise.all(all)
  assert.equal(most, 2)
  assert.deepEqual(
    computed,
    [...computed].sort((a, b) => a - b),
  )
  await one(53)
  assert.equal(computed.length, 53)
  await assert.rejects(
    inTurn(() => Promise.reject(new Error('no'))),
    /no/,
  )
  await one(54)
})
