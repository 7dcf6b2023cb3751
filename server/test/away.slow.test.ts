import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mayMount, troubles } from './away.ts'

/** An answer that keeps somebody waiting longer than this is none, s. */
const WITHIN = 6

test('while the database is stopped, gone or full, or the store is full, everybody is told so soon; then all goes on by itself', async () => {
  const all = await troubles()
  assert.equal(all.length, mayMount() ? 4 : 2)
  for (const { name, answers, slowest, live, wrong } of all) {
    assert.deepEqual(wrong, [], name)
    assert.ok(live, `${name}: the process lives`)
    assert.ok(slowest < WITHIN, `${name}: ${slowest} s`)
    const told = Object.keys(answers).filter((answer) => !/^(200|201|401 wrong-password)$/.test(answer.trim()))
    assert.ok(told.length > 0, name)
    for (const answer of told) assert.match(answer, /^503 (database-away|database-no-room|disk-full)$/, name)
  }
  const ready = Object.fromEntries(all.map((one) => [one.name, one.ready]))
  assert.match(ready['database stopped (SIGSTOP)']!, /^503 .*"database":"no answer"/)
  assert.match(ready['database gone (SIGKILL)']!, /^503 .*"database":"away"/)
  if (mayMount()) assert.match(ready['store full']!, /^503 .*"store":"away"/)
})
