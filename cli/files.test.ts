import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { type Files, writeFolder, writeWhole } from './files.ts'
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

test('what a killed run left unfinished is gone after the next one', async () => {
  const at = folder()
  left(at, `part-${GONE}`, new Map([['city.json', 'half']]))
  left(at, `old-${GONE}`, result('before'))
  await writeFolder(join(at, 'city'), 'measured', result('whole'))
  assert.deepEqual(readdirSync(at), ['city'])
  assert.equal(readFileSync(join(at, 'city', 'city.json'), 'utf8'), 'whole')
})

test('a result that was being replaced when the run was killed is not lost', async () => {
  const at = folder()
  left(at, `old-${GONE}`, result('before'))
  await assert.rejects(writeFolder(join(at, 'city'), 'demo', result('whole')), { code: 'not-ours' })
  assert.equal(readFileSync(join(at, 'city', 'city.json'), 'utf8'), 'before')
})

test('a run that has the number of one that was killed does not take its files for its own', async () => {
  const at = folder()
  left(at, `part-${process.pid}`, new Map([['stale.json', 'half']]))
  left(at, `old-${process.pid}`, result('before'))
  mkdirSync(join(at, 'city'))
  await writeFolder(join(at, 'city'), 'measured', result('whole'))
  assert.deepEqual(readdirSync(at), ['city'])
  assert.deepEqual(readdirSync(join(at, 'city')), ['city.json', 'manifest.json'])
})

test('what a running process writes, and what only looks alike, is left alone', async () => {
  const at = folder()
  const others = [`part-${process.ppid}`, 'part-x', `part-${GONE}.zip`, 'old'].map((e) => left(at, e, new Map()))
  others.push(join(at, `town.part-${GONE}`))
  mkdirSync(others.at(-1)!)
  await writeFolder(join(at, 'city'), 'measured', result('whole'))
  for (const path of others) assert.ok(existsSync(path), path)
})

test('one file likewise', async () => {
  const at = folder()
  writeFileSync(join(at, `table.csv.part-${GONE}`), 'half')
  writeWhole(join(at, 'table.csv'), 'whole')
  assert.deepEqual(readdirSync(at), ['table.csv'])
})

test('files are made one after another, and the last is told what was written', async () => {
  const at = folder()
  const made: string[] = []
  function* files(): Files {
    made.push('a')
    yield ['a.txt', '圈']
    made.push('b', readFileSync(join(at, `city.part-${process.pid}`, 'a.txt'), 'utf8'))
    yield ['deep/b.bin', [Uint8Array.of(1, 2), 'x', Uint8Array.of(3)]]
    yield ['manifest.json', (written) => JSON.stringify(written)]
  }
  await writeFolder(join(at, 'city'), 'demo', files())
  assert.deepEqual(made, ['a', 'b', '圈'])
  const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex')
  assert.deepEqual([...readFileSync(join(at, 'city', 'deep', 'b.bin'))], [1, 2, 0x78, 3])
  assert.deepEqual(JSON.parse(readFileSync(join(at, 'city', 'manifest.json'), 'utf8')), [
    { file: 'a.txt', bytes: 3, sha256: sha256('圈') },
    { file: 'deep/b.bin', bytes: 4, sha256: sha256(Uint8Array.of(1, 2, 0x78, 3)) },
  ])
})

test('what goes wrong while a file is made leaves nothing, and the result before as it was', async () => {
  const at = folder()
  await writeFolder(join(at, 'city'), 'measured', result('before'))
  function* files(): Files {
    yield ['city.json', 'half']
    throw new RangeError('ours')
  }
  await assert.rejects(writeFolder(join(at, 'city'), 'measured', files()), { name: 'RangeError', message: 'ours' })
  assert.deepEqual(readdirSync(at), ['city'])
  assert.equal(readFileSync(join(at, 'city', 'city.json'), 'utf8'), 'before')
})

test('who is stopped between two pieces leaves nothing', () => {
  const at = folder()
  const run = `
    import { existsSync } from 'node:fs'
    import { writeFolder } from '${new URL('./files.ts', import.meta.url)}'
    process.once('SIGTERM', () => process.exit(existsSync('city.part-' + process.pid) ? 143 : 1))
    function* pieces() {
      yield 'half'
      process.kill(process.pid, 'SIGTERM')
      for (const end = Date.now() + 60_000; Date.now() < end; ) yield 'x'
    }
    await writeFolder('city', 'measured', [['city.json', pieces()]])`
  const { status } = spawnSync(process.execPath, ['--input-type=module', '-e', run], { cwd: at })
  assert.equal(status, 143)
  assert.deepEqual(readdirSync(at), [])
})
