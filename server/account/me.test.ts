import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { InjectOptions } from 'fastify'
import { type MadePerson, makeAccounts } from '../test/accounts.ts'

const here = await makeAccounts()
const call = (yike: string, method: InjectOptions['method'], url: string, payload?: object) =>
  here.nobody({ method, url, cookies: { yike }, ...(payload ? { payload } : {}) })
const changed = (yike: string, old: string, next: string) => call(yike, 'PUT', '/api/me/password', { old, new: next })

test('changing the password ends every session and leaves this browser in with a new one', async () => {
  const person = await here.person('980102', ['edit'])
  const [here1, there] = [await here.signIn(person), await here.signIn(person)]
  const answer = await changed(here1, person.password, 'Tian-1-shui-Q')
  assert.equal(answer.statusCode, 204)
  for (const old of [here1, there]) assert.equal((await call(old, 'GET', '/api/me')).json().code, 'session-ended')
  assert.equal((await call(answer.cookies[0]!.value, 'GET', '/api/me')).statusCode, 200)
  await assert.rejects(here.signIn(person))
  await here.signIn({ ...person, password: 'Tian-1-shui-Q' })
})

test('the old password is asked for, and none of the last five comes back', async () => {
  const person = await here.person('980102', ['edit'])
  let yike = await here.signIn(person)
  assert.equal((await changed(yike, 'Wrong-1-wrong', 'Tian-1-shui-Q')).json().code, 'wrong-password')
  assert.equal((await changed(yike, person.password, 'Short-1')).json().code, 'password-weak')
  let now = person.password
  for (let i = 1; i <= 5; i++) {
    const next = `Tian-${i}-shui-Q`
    for (const used of [now, person.password])
      if (i < 5) assert.equal((await changed(yike, now, used)).json().code, 'password-used')
    yike = (await changed(yike, now, next)).cookies[0]!.value
    now = next
  }
  assert.equal((await changed(yike, now, 'Tian-1-shui-Q')).json().code, 'password-used')
  assert.equal((await changed(yike, now, person.password)).statusCode, 204, 'the sixth before')
})

test('a password of ninety days opens nothing but its change', async () => {
  const person = await here.person('980102', ['administer'])
  here.wait(91 * 86_400_000)
  const yike = await here.signIn(person)
  assert.equal((await call(yike, 'GET', '/api/me')).json().mustChange, true)
  assert.equal((await call(yike, 'GET', '/api/offices/980102/people')).json().code, 'password-must-change')
  const token = { name: 'lasting', roles: ['administer'], days: 366 }
  assert.equal((await call(yike, 'POST', '/api/me/tokens', token)).json().code, 'password-must-change')
  const renewed = (await changed(yike, person.password, 'Tian-1-shui-Q')).cookies[0]!.value
  assert.equal((await call(renewed, 'GET', '/api/offices/980102/people')).statusCode, 200)
})

test('one sees where one is signed in, and ends it there; not the sessions of others', async () => {
  const [person, other] = [await here.person('980102', ['edit']), await here.person('980102', ['edit'])]
  const [mine, lost, theirs] = [await here.signIn(person), await here.signIn(person), await here.signIn(other)]
  const listed = (await call(mine, 'GET', '/api/me/sessions')).json().items as { id: string; here: boolean }[]
  assert.deepEqual(listed.map((s) => s.here).sort(), [false, true])
  const id = listed.find((s) => !s.here)!.id
  assert.equal((await call(theirs, 'DELETE', `/api/me/sessions/${id}`)).statusCode, 404)
  assert.equal((await call(mine, 'DELETE', `/api/me/sessions/${id}`)).statusCode, 204)
  assert.equal((await call(lost, 'GET', '/api/me')).json().code, 'session-ended')
  assert.equal((await call(mine, 'DELETE', `/api/me/sessions/${id}`)).statusCode, 404, 'ended is ended')
})

const tokenOf = async (person: MadePerson, roles: string[], days = 30) => {
  const answer = await call(await here.signIn(person), 'POST', '/api/me/tokens', { name: '日报', roles, days })
  return { status: answer.statusCode, ...(answer.json() as { id: string; secret: string; code?: string }) }
}
const withToken = (secret: string, url: string, method: InjectOptions['method'] = 'GET', payload?: object) =>
  here.nobody({ method, url, headers: { authorization: `Bearer ${secret}` }, ...(payload ? { payload } : {}) })

test('a token does what its roles do and nothing more; nor does it make another or change a password', async () => {
  const person = await here.person('980102', ['read', 'administer'])
  const weak = await tokenOf(person, ['read'])
  assert.equal((await withToken(weak.secret, '/api/me')).json().held.length, 1)
  assert.equal((await withToken(weak.secret, '/api/offices/980102/people')).statusCode, 403)
  const strong = await tokenOf(person, ['administer'])
  assert.equal((await withToken(strong.secret, '/api/offices/980102/people')).statusCode, 200)
  for (const [method, url, payload] of [
    ['POST', '/api/me/tokens', { name: 'x', roles: ['administer'] }],
    ['PUT', '/api/me/password', { old: person.password, new: 'Tian-1-shui-Q' }],
    ['GET', '/api/me/sessions', undefined],
    ['DELETE', `/api/tokens/${weak.id}`, undefined],
  ] as const)
    assert.equal((await withToken(strong.secret, url, method, payload)).json().code, 'token-may-not', url)
})

test('nobody makes a token of a role they do not hold, or one for longer than a year', async () => {
  const person = await here.person('980102', ['edit'])
  assert.equal((await tokenOf(person, ['administer'])).code, 'not-yours')
  assert.equal((await tokenOf(person, ['edit'], 367)).code, 'bad-request')
})

test('a token that ran out, was taken back or never was is refused in the same words', async () => {
  const person = await here.person('980102', ['edit'])
  const [short, taken] = [await tokenOf(person, ['edit'], 1), await tokenOf(person, ['edit'], 300)]
  const yike = await here.signIn(person)
  assert.equal((await call(yike, 'DELETE', `/api/tokens/${taken.id}`)).statusCode, 204)
  here.wait(86_400_001)
  const refusals = await Promise.all(
    [short.secret, taken.secret, 'yike_made-up'].map(
      async (secret) => (await withToken(secret, '/api/me')).json().title,
    ),
  )
  assert.equal(new Set(refusals).size, 1)
  assert.match(refusals[0]!, /令牌/)
})

test('a token of somebody who was dismissed holds nothing, and of somebody who left is no token', async () => {
  const person = await here.person('980102', ['edit'])
  const token = await tokenOf(person, ['edit'])
  await here.sql('update appointment set until = now() where account = $1', [person.account])
  assert.deepEqual((await withToken(token.secret, '/api/me')).json().held, [])
  await here.sql('update account set ended_at = now() where id = $1', [person.account])
  assert.equal((await withToken(token.secret, '/api/me')).json().code, 'token-ended')
})

test('a token is taken back by an administrator of its owner, and by no other', async () => {
  const person = await here.person('980102', ['edit'])
  const { id, secret } = await tokenOf(person, ['edit'])
  const [near, far] = [await here.officer('980102', 'administer'), await here.officer('980103', 'administer')]
  assert.equal((await far({ method: 'DELETE', url: `/api/tokens/${id}` })).statusCode, 404)
  assert.equal((await near({ method: 'DELETE', url: `/api/tokens/${id}` })).statusCode, 204)
  assert.equal((await withToken(secret, '/api/me')).json().code, 'token-ended')
})
