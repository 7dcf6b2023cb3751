import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fastify } from 'fastify'
import { servePage } from './static.ts'

const base = mkdtempSync(join(tmpdir(), 'yike-page-'))
after(() => rmSync(base, { recursive: true, force: true }))
const dist = join(base, 'dist')
mkdirSync(join(dist, 'assets'), { recursive: true })
writeFileSync(join(base, 'secret.html'), 'secret')
writeFileSync(join(dist, 'index.html'), 'the page')
writeFileSync(join(dist, '.env'), 'secret')
writeFileSync(join(dist, 'assets', 'app-1.js'), '1')

test('plain addresses are the page’s own to read; what goes up, is escaped, is a file or the interface’s is not', async () => {
  const isPage = (await servePage(fastify(), dist))!
  for (const url of ['/', '/me', '/o/980102', '/o/980102/ledger', '/runs/01a218b2-ea21-7647/city?x=/../y'])
    assert.ok(isPage(url), url)
  for (const url of [
    '/../../etc/passwd',
    '/..%2f..%2f',
    '/%2e%2e/etc/passwd',
    '//evil.example/x',
    '/a\\b',
    '/me/',
    '/api',
  ])
    assert.equal(isPage(url), url === '/me/', url)
  for (const url of [
    '/api/nothing',
    '/ogc/x',
    '/assets/gone',
    '/health',
    '/metrics',
    '/favicon.ico',
    '/.env',
    '/wp-login.php',
  ])
    assert.ok(!isPage(url), url)
})

test('files beside the page, hidden ones and those of a folder are not served; built ones last', async () => {
  const app = fastify()
  await servePage(app, dist)
  for (const url of ['/../secret.html', '/..%2fsecret.html', '/%2e%2e/secret.html', '/.env', '/assets/', '/assets'])
    assert.notEqual((await app.inject({ url })).statusCode, 200, url)
  const built = await app.inject({ url: '/assets/app-1.js' })
  assert.deepEqual([built.body, built.headers['cache-control']], ['1', 'public, max-age=31536000, immutable'])
  assert.equal((await app.inject({ url: '/index.html' })).headers['cache-control'], 'no-cache')
  await app.close()
})

test('without a built page only the interface answers', async () => {
  assert.equal(await servePage(fastify(), join(base, 'nowhere')), null)
})
