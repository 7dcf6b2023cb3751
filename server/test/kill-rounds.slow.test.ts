import assert from 'node:assert/strict'
import { test } from 'node:test'
import { killRounds } from './kill-rounds.ts'
import { TEST_BIN } from './server.ts'

test('server, worker and database are killed with -9 in the middle of writes: nothing acknowledged is lost, nothing done by half or twice', async () => {
  const { kills, acknowledged, lost, wrong, imports, runs } = await killRounds({ rounds: 5, seed: 2, bin: TEST_BIN })
  assert.deepEqual([lost, wrong], [[], []])
  assert.ok(Object.values(kills).every((n) => n > 0))
  assert.ok(acknowledged > 50 && imports + runs > 0, `${acknowledged} writes, ${imports} imports, ${runs} runs`)
})
