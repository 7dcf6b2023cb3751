import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'

/** Runs a test file of this text under a runner of its own (a test may not run tests) and gives its counts. */
function counted(text: string): number[] {
  const at = mkdtempSync(join(tmpdir(), 'yike-tally-'))
  writeFileSync(join(at, 'x.test.mjs'), `import { test, describe, it, before } from 'node:test'\n${text}`)
  const runner = `
    import { run } from 'node:test'
    import { tally } from ${JSON.stringify(pathToFileURL(join(import.meta.dirname, 'tally.ts')).href)}
    const { count, pass, fail } = tally()
    const events = run({ files: [${JSON.stringify(join(at, 'x.test.mjs'))}] })
    events.on('test:pass', pass).on('test:fail', fail)
    for await (const event of events);
    console.log(JSON.stringify([count.passed, count.failed, count.skipped]))`
  const { NODE_TEST_CONTEXT: _, ...env } = process.env
  writeFileSync(join(at, 'runner.mjs'), runner)
  const ran = spawnSync(process.execPath, [join(at, 'runner.mjs')], { env, encoding: 'utf8' })
  rmSync(at, { recursive: true })
  return JSON.parse(ran.stdout) as number[]
}

test('a claim counts once: parts, not what holds them', () => {
  assert.deepEqual(counted(`test('a', () => {}); test('b', () => {})`), [2, 0, 0])
  assert.deepEqual(
    counted(`
      describe('s', () => { it('a', () => {}); describe('t', () => { it('b', () => {}) }) })
      test('p', async (t) => { await t.test('c', () => {}); await t.test('d', () => {}) })`),
    [4, 0, 0],
  )
})

test('what fails counts once, though all that holds it fails with it', () => {
  const text = `describe('s', () => { it('a', () => { throw new Error('x') }); it('b', () => {}) })`
  assert.deepEqual(counted(text), [1, 1, 0])
  assert.deepEqual(
    counted(`test('p', async (t) => { await t.test('c', () => {}); throw new Error('after its parts') })`),
    [1, 1, 0],
  )
  const [, failed] = counted(`describe('s', () => { before(() => { throw new Error('x') }); it('a', () => {}) })`)
  assert.ok(failed! > 0, 'a hook that fails is a failure')
  assert.deepEqual(counted(`throw new Error('the file does not load')`), [0, 1, 0])
})

test('skipped is skipped, never passed', () => {
  assert.deepEqual(
    counted(`
      test('a', (t) => t.skip('no data here'))
      test('b', { skip: true }, () => {})
      describe('s', { skip: 'no browser' }, () => { it('c', () => {}) })
      test('d', { todo: true }, () => { throw new Error('not yet') })
      test('e', () => {})`),
    [1, 0, 4],
  )
})
