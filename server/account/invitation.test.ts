import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LightMyRequestResponse } from 'fastify'
import { makeAccounts } from '../test/accounts.ts'
import type { Caller } from '../test/world.ts'

const here = await makeAccounts()
let count = 0
const code = (answer: LightMyRequestResponse) => (answer.statusCode < 300 ? answer.statusCode : answer.json().code)
const invite = (who: Caller, office: string, more: object = {}) =>
  who({
    method: 'POST',
    url: `/api/offices/${office}/invitations`,
    payload: { login: `guest${++count}`, name: '来者', roles: ['edit'], ...more },
  })
const accept = (secret: string, password = 'Tian-1-shui-Q') =>
  here.nobody({
    method: 'POST',
    url: '/api/invitation',
    payload: { secret, password },
    remoteAddress: `192.0.2.${++count}`,
  })

test('whoever has the secret comes, once, with the roles that were said', async () => {
  const admin = await here.officer('980102', 'administer')
  const { secret } = (await invite(admin, '980102001', { roles: ['edit', 'submit'], department: 'commerce' })).json()
  const says = await here.nobody({ url: `/api/invitation?secret=${secret}` })
  assert.deepEqual([says.json().name, says.json().office.code], ['来者', '980102001'])
  assert.equal(code(await accept(secret, 'weak')), 'password-weak')
  const answer = await accept(secret)
  assert.equal(answer.statusCode, 201)
  assert.deepEqual(
    answer.json().held.map((h: { role: string }) => h.role),
    ['edit', 'submit'],
  )
  const me = await here.nobody({ url: '/api/me', cookies: { yike: answer.cookies[0]!.value } })
  assert.equal(me.json().department, 'commerce')
  assert.equal(code(await accept(secret)), 'invitation-ended', 'replayed')
  assert.equal(code(await here.nobody({ url: `/api/invitation?secret=${secret}` })), 'invitation-ended')
})

test('a secret that is used twice at once lets one in', async () => {
  const admin = await here.officer('980102', 'administer')
  const { secret } = (await invite(admin, '980102')).json()
  const codes = await Promise.all(Array.from({ length: 5 }, () => accept(secret)))
  assert.deepEqual(codes.map(code).sort(), [201, ...Array(4).fill('invitation-ended')])
})

test('an invitation by somebody who no longer administers the office is void', async () => {
  const inviter = await here.person('980103', ['administer'])
  const answer = await here.nobody({
    method: 'POST',
    url: '/api/offices/980103/invitations',
    payload: { login: 'late', name: '来者', roles: ['administer'] },
    cookies: { yike: await here.signIn(inviter) },
  })
  await here.sql('update appointment set until = now() where account = $1', [inviter.account])
  assert.equal(code(await accept(answer.json().secret)), 'invitation-ended')
})

test('nobody invites to an office beyond theirs, or a login that is taken, in any letters', async () => {
  const admin = await here.officer('980102', 'administer')
  for (const office of ['980100', '980103', '970102'])
    assert.equal(code(await invite(admin, office)), 'not-yours', office)
  assert.equal(code(await invite(admin, '999999')), 'not-there')
  const { login } = await here.person('970102', ['edit'])
  assert.equal(code(await invite(admin, '980102', { login: login.toUpperCase() })), 'taken')
  assert.equal(code(await invite(admin, '980102', { login: 'twice' })), 201)
  assert.equal(code(await invite(admin, '980102', { login: 'Twice' })), 'taken')
  for (const bad of ['a b', 'line\nbreak', '', 'ｗｉｄｅ', '../x', '<b>'])
    assert.equal(code(await invite(admin, '980102', { login: bad })), 'bad-request', bad)
})

test('open invitations are listed to administrators, without their secrets', async () => {
  const admin = await here.officer('970100', 'administer')
  const made = (await invite(admin, '970102')).json()
  const listed = (await admin({ url: '/api/offices/970000/invitations' })).statusCode
  assert.equal(listed, 403)
  const answer = await admin({ url: '/api/offices/970100/invitations' })
  assert.deepEqual(
    answer.json().items.map((i: { id: string }) => i.id),
    [made.id],
  )
  assert.ok(!answer.body.includes(made.secret))
})

test('an invitation that ran out or was taken back is refused', async () => {
  const admin = await here.officer('980102', 'administer')
  const [short, taken] = [(await invite(admin, '980102', { days: 1 })).json(), (await invite(admin, '980102')).json()]
  const takeBack = () => admin({ method: 'DELETE', url: `/api/invitations/${taken.id}` })
  assert.equal(code(await takeBack()), 204)
  assert.equal(code(await takeBack()), 'invitation-ended')
  assert.equal(code(await accept(taken.secret)), 'invitation-ended')
  here.wait(86_400_001)
  assert.equal(code(await accept(short.secret)), 'invitation-ended')
  assert.equal(code(await accept('a-secret-that-never-was')), 'invitation-ended')
})
