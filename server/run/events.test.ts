import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lookOn } from './events.ts'

test('one person looks on so often and no more, and takes no place of others', async () => {
  const platform = { database: { listen: async () => () => {} } } as unknown as Parameters<typeof lookOn>[0]
  const leaves: (() => void)[] = []
  for (let i = 0; i < 50; i++) leaves.push(await lookOn(platform, `run ${i}`, 'one', () => {}))
  await assert.rejects(
    lookOn(platform, 'run', 'one', () => {}),
    { code: 'too-many-requests' },
  )
  await lookOn(platform, 'run', 'another', () => {})
  leaves[0]!()
  leaves[0]!() // leaving twice frees one place
  leaves[0] = await lookOn(platform, 'run', 'one', () => {})
  await assert.rejects(
    lookOn(platform, 'run', 'one', () => {}),
    { code: 'too-many-requests' },
  )
})
