import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LightMyRequestResponse } from 'fastify'
import { hashOf } from '../http/identify.ts'
import { makeAccounts } from '../test/accounts.ts'

const here = await makeAccounts()
const signIn = (login: string, password: string, more = {}) =>
  here.nobody({ method: 'POST', url: '/api/session', payload: { login, password }, ...more })
const cookieOf = (answer: LightMyRequestResponse) => answer.cookies.find((c) => c.name === 'yike')
const me = (secret: string) => here.nobody({ url: '/api/me', cookies: { yike: secret } })

test('the right password opens a session in a cookie that no script reads and no other site sends', async () => {
  const { login, password } = await here.person('980102', ['edit'])
  const answer = await signIn(login.toUpperCase(), password)
  assert.equal(answer.statusCode, 200)
  const cookie = cookieOf(answer)!
  assert.equal(cookie.httpOnly, true)
  assert.equal(cookie.sameSite, 'Strict')
  assert.equal(Buffer.from(cookie.value, 'base64url').length, 32)
  assert.deepEqual(answer.json().held, [{ role: 'edit', office: { code: '980102', name: '东区', level: 'district' } }])
  assert.equal((await me(cookie.value)).json().login, login)
})

test('what is kept of a session does not open it', async () => {
  const { login, password } = await here.person('980102', ['edit'])
  const { value } = cookieOf(await signIn(login, password))!
  const kept = await here.sql('select encode(hash, $1) as hash, hash::text as raw from session where hash = $2', [
    'hex',
    hashOf(value),
  ])
  assert.equal(kept.length, 1)
  assert.equal((await me(kept[0]!.hash as string)).statusCode, 401)
})

test('a session that was planted beforehand ends, and a new one begins', async () => {
  const [one, two] = [await here.person('980102', ['edit']), await here.person('980102', ['edit'])]
  const planted = cookieOf(await signIn(one.login, one.password))!.value
  const own = cookieOf(await signIn(two.login, two.password, { cookies: { yike: planted } }))!.value
  assert.notEqual(own, planted)
  assert.equal((await me(planted)).json().code, 'session-ended')
  assert.equal((await me(own)).json().login, two.login)
  const made = cookieOf(await signIn(two.login, two.password, { cookies: { yike: 'chosen-by-somebody-else' } }))!.value
  assert.notEqual(made, 'chosen-by-somebody-else')
})

test('five wrong passwords lock for ten minutes, and then even the right one waits; so it is for logins of nobody', async () => {
  const { login, password } = await here.person('980102', ['edit'])
  for (const name of [login, 'nobody-of-that-name']) {
    for (let i = 0; i < 5; i++) assert.equal((await signIn(name, 'Wrong-1-wrong')).json().code, 'wrong-password')
    const answer = await signIn(name, password)
    assert.equal(answer.statusCode, 429)
    assert.equal(answer.json().code, 'account-locked')
  }
  here.wait(601_000)
  assert.equal((await signIn(login, 'Wrong-1-wrong')).json().code, 'wrong-password', 'counted from one again')
  assert.equal((await signIn(login, password)).statusCode, 200)
})

test('many tries at once are no more tries than one after the other', async () => {
  const { login } = await here.person('980102', ['edit'])
  const codes = await Promise.all(
    Array.from({ length: 12 }, (_, i) => signIn(login, `Wrong-${i}-xyz`, { remoteAddress: '192.0.2.9' })),
  ).then((all) => all.map((a) => a.json().code))
  assert.equal(codes.filter((c) => c === 'wrong-password').length, 5)
  assert.equal(codes.filter((c) => c === 'account-locked').length, 7)
})

test('right passwords in between begin the count anew', async () => {
  const { login, password } = await here.person('980102', ['edit'])
  const from = { remoteAddress: '192.0.2.10' }
  for (let round = 0; round < 2; round++) {
    for (let i = 0; i < 4; i++) await signIn(login, 'Wrong-1-wrong', from)
    assert.equal((await signIn(login, password, from)).statusCode, 200)
  }
})

test('an administrator unlocks', async () => {
  const { login, password, account } = await here.person('980102', ['edit'])
  const from = { remoteAddress: '192.0.2.11' }
  for (let i = 0; i < 5; i++) await signIn(login, 'Wrong-1-wrong', from)
  const admin = await here.officer('980100', 'administer')
  assert.equal((await admin({ method: 'POST', url: `/api/accounts/${account}/unlock` })).statusCode, 204)
  assert.equal((await signIn(login, password, from)).statusCode, 200)
})

test('the thirty-first try of a minute from one address is refused', async () => {
  let last: LightMyRequestResponse | undefined
  for (let i = 0; i < 31; i++) last = await signIn(`guess-${i}`, 'x', { remoteAddress: '192.0.2.20' })
  assert.equal(last?.json().code, 'too-many-requests')
})

test('a session ends after an hour without a call, and after twelve in any case', async () => {
  const { login, password } = await here.person('980102', ['edit'])
  const idle = cookieOf(await signIn(login, password))!.value
  here.wait(59 * 60_000)
  assert.equal((await me(idle)).statusCode, 200)
  here.wait(61 * 60_000)
  assert.equal((await me(idle)).json().code, 'session-ended')
  const busy = cookieOf(await signIn(login, password))!.value
  for (let i = 0; i < 14; i++) {
    here.wait(51 * 60_000)
    assert.equal((await me(busy)).statusCode, 200, `after ${(i + 1) * 51} minutes`)
  }
  here.wait(51 * 60_000)
  assert.equal((await me(busy)).json().code, 'session-ended')
})

test('signing out ends it, and the cookie opens nothing any more', async () => {
  const { login, password } = await here.person('980102', ['edit'])
  const { value } = cookieOf(await signIn(login, password))!
  assert.equal((await here.nobody({ method: 'DELETE', url: '/api/session', cookies: { yike: value } })).statusCode, 204)
  assert.equal((await me(value)).json().code, 'session-ended')
})

test('a change with the cookie from another site is refused, and so is signing somebody in from there', async () => {
  const { login, password } = await here.person('980102', ['edit'])
  const { value } = cookieOf(await signIn(login, password))!
  for (const headers of [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'no address at all' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ]) {
    const answer = await here.nobody({ method: 'DELETE', url: '/api/session', cookies: { yike: value }, headers })
    assert.equal(answer.json().code, 'cross-site', JSON.stringify(headers))
    assert.equal((await signIn(login, password, { headers })).json().code, 'cross-site')
  }
  assert.equal((await me(value)).statusCode, 200)
})

test('signing in, being refused and signing out stand in the trail, from where and by whom', async () => {
  const { login, password, account } = await here.person('970102', ['edit'])
  await signIn(login, 'Wrong-1-wrong', { remoteAddress: '192.0.2.30' })
  const { value } = cookieOf(await signIn(login, password, { remoteAddress: '192.0.2.30' }))!
  await here.nobody({ method: 'DELETE', url: '/api/session', cookies: { yike: value }, remoteAddress: '192.0.2.30' })
  const rows = await here.sql(
    `select deed, account, address from audit where noun = 'account' and row = $1 and deed in ('refused', 'sign-in', 'sign-out') order by id`,
    [account],
  )
  assert.deepEqual(rows, [
    { deed: 'refused', account: null, address: '192.0.2.30' },
    { deed: 'sign-in', account, address: '192.0.2.30' },
    { deed: 'sign-out', account, address: '192.0.2.30' },
  ])
})

test('no secret stands in the trail', async () => {
  const { login, password, account } = await here.person('980102', ['edit'])
  await signIn(login, password)
  const rows = await here.sql(
    `select coalesce(before::text, '') || coalesce(after::text, '') as text from audit where row = $1`,
    [account],
  )
  assert.ok(rows.length > 1)
  assert.ok(rows.every((r) => !/argon2/.test(r.text as string)))
})

test('an unknown login takes as long as a wrong password', async () => {
  const { fits, keep } = await import('./password.ts')
  // not a clock's word: both compare one hash of the same cost
  assert.equal(await fits(null, 'nobody'), false, 'not even with the password of nobody')
  assert.equal(await fits(await keep('Right-1-right'), 'Right-1-right'), true)
  assert.match(await keep('x'), /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
})
