// Whatever is done to a file, its reader ends in rows and findings or in a Fault. (mutated.slow.test.ts tries many more.)
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FORMATS, outcomeOf, soundFiles } from '../test/mutations.ts'

const RUNS = 150
const sounds = await soundFiles()

test('every format on the shelf has sound files to begin from', () => {
  assert.deepEqual([...sounds.keys()].sort(), [...FORMATS.keys()].sort())
  for (const [id, files] of sounds) assert.ok(files.length > 0, id)
})

for (const [id, files] of sounds)
  test(`${id}: ${RUNS} mutated files are read or refused with a sentence`, async (t) => {
    let faults = 0
    let findings = 0
    for (let seed = 0; seed < RUNS; seed++) {
      const outcome = await outcomeOf(id, files, seed)
      if (outcome.fault) faults++
      if (outcome.findings) findings++
    }
    t.diagnostic(`${faults} faults, ${findings} with findings`)
    assert.ok(faults + findings > 0, 'the mutations change nothing')
  })
