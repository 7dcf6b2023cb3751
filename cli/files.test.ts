import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { writeFolder, writeWhole } from './files.ts'
import { folder } from './test/yike.ts'

/** A process that has ended, as one that was killed has. */
const GONE = spawnSync(process.execPath, ['-e', '']).pid

const result = (text: string): ReadonlyMap<string, string> =>
  new Map([
    ['city.json', text],
    ['manifest.json', JSON.stringify({ tool: 'yike', kind: 'measured', outputs: [{ file: 'city.json' }] })],
  ])

/** A folder beside `city` with this in it. */
function left(at: string, ending: string, files: ReadonlyMap<string, string>): string {
  const path = join(at, `city.${ending}`)
  mkdirSync(path)
  for (const [name, text] of files) writeFileSync(join(path, name), text)
  return path
}

test('what a killed run left unfinished is gone after the next one', () => {
  const at = folder()
  left(at, `part-${GONE}`, new Map([['city.json', 'half']]))
  left(at, `old-${GONE}`, result('before'))
  writeFolder(join(at, 'city'), 'measured', result('whole'))
  assert.deepEqual(readdirSync(at), ['city'])
  assert.equal(readFileSync(join(at, 'city', 'city.json'), 'utf8'), 'whole')
})

test('a result that was being replaced when the run was killed is not lost', () => {
  const at = folder()
  left(at, `old-${GONE}`, result('before'))
  assert.throws(() => writeFolder(join(at, 'city'), 'demo', result('whole')), { code: 'not-ours' })
  assert.equal(readFileSync(join(at, 'city', 'city.json'), 'utf8'), 'before')
})

test('a run that has the number of one that was killed does not take its files for its own', () => {
  const at = folder()
  left(at, `part-${process.pid}`, new Map([['stale.json', 'half']]))
  left(at, `old-${process.pid}`, result('before'))
  mkdirSync(join(at, 'city'))
  writeFolder(join(at, 'city'), 'measured', result('whole'))
  assert.deepEqual(readdirSync(at), ['city'])
  assert.deepEqual(readdirSync(join(at, 'city')), ['city.json', 'manifest.json'])
})

test('what a running process writes, and what only looks alike, is left alone', () => {
  const at = folder()
  const others = [`part-${process.ppid}`, 'part-x', `part-${GONE}.zip`, 'old'].map((e) => left(at, e, new Map()))
  others.push(join(at, `town.part-${GONE}`))
  mkdirSync(others.at(-1)!)
  writeFolder(join(at, 'city'), 'measured', result('whole'))
  for (const path of others) assert.ok(existsSync(path), path)
})

test('one file likewise', () => {
  const at = folder()
  writeFileSync(join(at, `table.csv.part-${GONE}`), 'half')
  writeWhole(join(at, 'table.csv'), 'whole')
  assert.deepEqual(readdirSync(at), ['table.csv'])
})
