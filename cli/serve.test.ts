import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { folder, MAIN, ROOT, write, yike } from './test/yike.ts'

const built = existsSync(join(ROOT, 'web', 'dist', 'index.html'))

test('a folder that holds no measured city is not served', (t) => {
  if (!built) return t.skip('the page is not built')
  const { code, err } = yike(['serve', folder()])
  assert.equal(code, 2)
  assert.match(err, /里没有测度结果；请先运行 yike measure/)
  assert.equal(yike(['serve', folder(), '--port', 'many']).code, 2)
})

test('a city is served, and nothing beside it; Ctrl+C ends it well', async (t) => {
  if (!built) return t.skip('the page is not built')
  const at = write(folder(), { 'city.yike': 'bytes', 'gaps.csv': 'a,b', '.secret': 'x' })
  const child = spawn(process.execPath, [MAIN, 'serve', at, '--port', '0'], { stdio: ['ignore', 'pipe', 'ignore'] })
  try {
    const address = await new Promise<string>((resolve, reject) => {
      let said = ''
      child.stdout.on('data', (d) => {
        said += d
        const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said)
        if (found) resolve(found[0])
      })
      child.on('exit', () => reject(new Error(said)))
    })
    assert.equal(await (await fetch(`${address}/city/gaps.csv`)).text(), 'a,b')
    for (const path of ['/city/.secret', '/city/none.csv', '/city/..%2f..%2fetc%2fpasswd', '/city/%2e%2e/gaps.csv'])
      assert.equal((await fetch(address + path)).status, 404, path)
    assert.equal((await fetch(`${address}/city/gaps.csv`, { method: 'POST' })).status, 405)
  } finally {
    child.kill('SIGINT')
  }
  assert.equal(await new Promise((resolve) => child.on('exit', resolve)), 0)
})
