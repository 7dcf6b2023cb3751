// What attackers try everywhere, tried at every route that the server lists.
import assert from 'node:assert/strict'
import { Writable } from 'node:stream'
import { test } from 'node:test'
import { pino } from 'pino'
import { makeApp } from '../app.ts'
import type { Route } from '../http/route.ts'
import { routes } from '../routes.ts'
import { makeAccounts } from './accounts.ts'

const here = await makeAccounts()
const admin = await here.officer('980000')
const HOSTILE = [
  `' or '1'='1`,
  `'; drop table audit; --`,
  `1) union select password from account --`,
  '%27%20or%201=1',
  '../../../etc/passwd',
  '..%2f..%2fetc%2fpasswd',
  '%00',
  '\u0000',
  '<script>alert(1)</script>',
  '{{7*7}}',
  '__proto__',
  'a\r\nSet-Cookie: yike=x',
  'x'.repeat(3000),
  '980000; select pg_sleep(5)',
]

test('hostile words in any part of any address or query are words: no failure, nothing told, nothing changed', async () => {
  const before = await here.sql('select count(*)::int as n, (select count(*)::int from account) as people from office')
  for (const it of routes as readonly Route[]) {
    if (it.method !== 'GET' || it.path.endsWith('/events')) continue
    const names = Object.keys((it.query as { shape?: object } | undefined)?.shape ?? {})
    for (const word of HOSTILE) {
      const url = it.path.replace(/:\w+/g, () => encodeURIComponent(word))
      const tries = [
        { url },
        ...names.map((name) => ({ url: it.path.replace(/:\w+/g, '980000'), query: { [name]: word } })),
      ]
      for (const request of tries) {
        const { statusCode, body, headers } = await admin({ ...request, remoteAddress: '192.0.2.99' })
        const what = `${it.path} with ${JSON.stringify(request)}`
        assert.ok(statusCode < 500, `${what}: ${statusCode} ${body.slice(0, 200)}`)
        assert.doesNotMatch(body, /root:|argon2|syntax error|SELECT /, what)
        const set = String(headers['set-cookie'] ?? '')
        assert.doesNotMatch(set, /yike=x/, what)
      }
    }
  }
  assert.deepEqual(
    await here.sql('select count(*)::int as n, (select count(*)::int from account) as people from office'),
    before,
  )
})

test('hostile addresses that no route has are not there, and are told without repeating them as anything but text', async () => {
  for (const url of [
    '/../../etc/passwd',
    '/..%2f..%2f',
    '/api/../../x',
    '//evil.example/x',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/api/%ff',
  ]) {
    const { statusCode, headers, body } = await here.nobody({ url })
    assert.equal(headers.location, undefined)
    assert.doesNotMatch(body, /root:/)
    // where the page is built, it answers what is no address of the interface
    if (statusCode === 200) assert.match(body, /^<!doctype html>/i, url)
    else {
      assert.ok(statusCode === 404 || statusCode === 400, `${url}: ${statusCode}`)
      assert.match(String(headers['content-type']), /json/)
    }
  }
})

test('bodies that are no object, too deep, too large, or would change what objects are born with are refused', async () => {
  const send = (payload: string | object, type = 'application/json') =>
    here.nobody({ method: 'POST', url: '/api/session', payload, headers: { 'content-type': type } })
  for (const [payload, status] of [
    ['{"login":"a","password":"b","__proto__":{"admin":true}}', 400],
    ['{"login":"a","password":"b","constructor":{"prototype":{"admin":true}}}', 400],
    ['{"login":"a","password":"b","more":1}', 400],
    ['{"login":{"$ne":""},"password":"b"}', 400],
    ['[]', 400],
    ['{', 400],
    [`${'['.repeat(100_000)}${']'.repeat(100_000)}`, 400],
    [JSON.stringify({ login: 'a', password: 'x'.repeat(1_000_001) }), 413],
  ] as const) {
    const answer = await send(payload)
    assert.equal(answer.statusCode, status, payload.slice(0, 80))
    assert.match(String(answer.headers['content-type']), /^application\/problem\+json/)
  }
  assert.equal((await send('login=a&password=b', 'application/x-www-form-urlencoded')).statusCode >= 400, true)
  assert.equal(({} as { admin?: boolean }).admin, undefined)
})

test('every answer says what a browser may do with it', async () => {
  for (const answer of [
    await here.nobody({ url: '/api/me' }),
    await admin({ url: '/api/me' }),
    await here.nobody({ url: '/api/none' }),
  ]) {
    const policy = String(answer.headers['content-security-policy'])
    for (const part of [
      "default-src 'self'",
      "object-src 'none'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "form-action 'self'",
    ])
      assert.ok(policy.includes(part), `${part} in ${policy}`)
    assert.doesNotMatch(/script-src ([^;]*)/.exec(policy)![1]!, /unsafe-inline|'unsafe-eval'|\*|https?:/)
    assert.equal(answer.headers['x-content-type-options'], 'nosniff')
    if (answer.statusCode === 200) assert.equal(answer.headers['cache-control'], 'no-store')
    assert.equal(answer.headers['referrer-policy'], 'no-referrer')
    assert.equal(answer.headers['x-powered-by'], undefined)
    assert.equal(answer.headers['access-control-allow-origin'], undefined)
  }
})

test('a cookie is for https alone where people come by https, and they are told to come by it', async () => {
  const safe = await makeAccounts({ YIKE_PUBLIC_URL: 'https://yike.example.cn' })
  const person = await safe.person('980102', ['edit'])
  const answer = await safe.nobody({
    method: 'POST',
    url: '/api/session',
    payload: person && { login: person.login, password: person.password },
  })
  assert.equal(answer.cookies[0]!.secure, true)
  assert.match(String(answer.headers['strict-transport-security']), /max-age=\d{7,}/)
})

test('whatever people write, the log has one line for each thing, and no secret', async () => {
  const lines: string[] = []
  const to = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk))
      done()
    },
  })
  const app = await makeApp({ ...here.platform, log: pino({ level: 'trace' }, to) })
  const forged = 'x\n{"level":30,"msg":"admin signed in"}\r\n\u2028'
  const secret = 'Very-Secret-77-word'
  await app.inject({ method: 'POST', url: '/api/session', payload: { login: forged, password: secret } })
  await app.inject({
    url: '/api/me',
    headers: { authorization: `Bearer ${secret}`, 'user-agent': forged.replace(/[\r\n\u2028]/g, ' ') },
  })
  await app.inject({ url: '/api/me', cookies: { yike: secret } })
  await app.inject({ url: `/api/invitation?secret=${secret}-and-more` })
  await app.inject({ url: `/api/invitation/none?secret=${secret}` })
  await app.close()
  assert.ok(lines.length > 3)
  for (const line of lines) {
    assert.equal(line.split('\n').length, 2, 'one line break, at its end')
    assert.ok(JSON.parse(line).msg !== 'admin signed in')
    assert.ok(!line.includes(secret), line)
  }
})

test('a caller believes no address but that of the proxies that are set', async () => {
  const person = await here.person('980102', ['edit'])
  await here.nobody({
    method: 'POST',
    url: '/api/session',
    payload: { login: person.login, password: 'Wrong-1-wrong' },
    headers: { 'x-forwarded-for': '203.0.113.9' },
    remoteAddress: '192.0.2.77',
  })
  const rows = await here.sql(`select address from audit where deed = 'refused' and row = $1`, [person.account])
  assert.deepEqual(rows, [{ address: '192.0.2.77' }])
})
