import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startTestServer } from './server.ts'
import { killOne } from './worker-kill.ts'

/** As on a server of Debian 12, where it is installed. */
const BIN = process.env.YIKE_TEST_BIN || undefined
const CITIES = 20

test('of two workers that share twenty cities one is killed with -9, and every file is that of one worker alone', async () => {
  const server = await startTestServer(BIN)
  try {
    const { alone, killed } = await killOne(server.url, CITIES)
    assert.equal(alone.files.size, CITIES * 9 + 3)
    assert.deepEqual(killed.files, alone.files)
    assert.equal(alone.takenUp, 0)
    assert.ok(killed.takenUp >= 1)
    console.log(`PostgreSQL ${server.version}, ${CITIES} cities, ${alone.files.size} files equal to the byte`)
    console.log(`one worker ${alone.seconds.toFixed(1)} s; two, one of them killed, ${killed.seconds.toFixed(1)} s`)
    console.log(`taken up by the other: ${killed.takenUp}, ${killed.silence?.toFixed(1)} s after the kill`)
  } finally {
    await server.stop()
  }
})
