import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LightMyRequestResponse } from 'fastify'
import { makeAccounts } from '../test/accounts.ts'
import type { Caller } from '../test/world.ts'

const here = await makeAccounts()
const get = (who: Caller, url: string) => who({ url })
const post = (who: Caller, url: string, payload: object = {}) => who({ method: 'POST', url, payload })
const patch = async (who: Caller, id: string, payload: object) => {
  const etag = (await get(who, `/api/accounts/${id}`)).headers.etag as string | undefined
  return who({ method: 'PATCH', url: `/api/accounts/${id}`, payload, headers: { 'if-match': etag ?? '"1"' } })
}
const code = (answer: LightMyRequestResponse) => (answer.statusCode < 300 ? answer.statusCode : answer.json().code)
const appoint = (who: Caller, id: string, role: string, office: string) =>
  post(who, `/api/accounts/${id}/appointments`, { role, office })

test('an administrator sees the people of the office and below, page by page, and nobody beside it', async () => {
  const admin = await here.officer('970000', 'administer')
  const made = []
  for (const name of ['甲', '乙', '丙 100%', '丁_']) made.push(await here.person('970102', ['edit'], { name }))
  const first = (await get(admin, '/api/offices/970000/people?limit=3')).json()
  const second = (await get(admin, `/api/offices/970000/people?limit=3&after=${first.next}`)).json()
  const logins = [...first.items, ...second.items].map((p: { login: string }) => p.login)
  assert.deepEqual(logins.toSorted(), [...made.map((p) => p.login), '970000 administer'].toSorted())
  assert.equal(second.next, null)
  for (const [q, found] of [
    ['100%', 1],
    ['丁_', 1],
    ['%', 1],
    ["';--", 0],
  ] as const)
    assert.equal(
      (await get(admin, `/api/offices/970000/people?q=${encodeURIComponent(q)}`)).json().items.length,
      found,
      q,
    )
  assert.equal((await get(admin, '/api/offices/980000/people')).statusCode, 403)
})

test('an administrator appoints at the office and below, and not above or beside it', async () => {
  const admin = await here.officer('980102', 'administer')
  const { account } = await here.person('980102001', ['read'])
  assert.equal(code(await appoint(admin, account, 'publish', '980102001')), 201)
  assert.equal(code(await appoint(admin, account, 'publish', '980102001')), 'taken')
  assert.equal(code(await appoint(admin, account, 'edit', '980102')), 201)
  for (const beyond of ['980100', '980103', '000000'])
    assert.equal(code(await appoint(admin, account, 'edit', beyond)), 'not-yours', beyond)
  const other = await here.person('980103', ['read'])
  assert.equal(code(await appoint(admin, other.account, 'edit', '980102')), 'not-there')
})

test('nobody appoints, dismisses, resets, moves or ends themselves', async () => {
  const admin = await here.officer('980100', 'administer', 'read')
  const { held } = (await get(admin, `/api/accounts/${admin.account}`)).json()
  assert.equal(code(await appoint(admin, admin.account, 'publish', '980100')), 'not-yourself')
  assert.equal(code(await post(admin, `/api/accounts/${admin.account}/reset`)), 'not-yourself')
  assert.equal(code(await patch(admin, admin.account, { office: '980102' })), 'not-yourself')
  assert.equal(code(await patch(admin, admin.account, { ended: true })), 'not-yourself')
  const url = `/api/accounts/${admin.account}/appointments/${held[0].id}`
  assert.equal(code(await admin({ method: 'DELETE', url })), 'not-yourself')
})

test('nobody acts for a person who holds more than they administer', async () => {
  const low = await here.officer('980102', 'administer')
  const high = await here.person('980102', ['read'])
  const top = await here.officer('000000', 'administer')
  assert.equal(code(await appoint(top, high.account, 'publish', '980000')), 201)
  assert.equal(code(await post(low, `/api/accounts/${high.account}/reset`)), 'beyond-yours')
  assert.equal(code(await patch(low, high.account, { ended: true })), 'beyond-yours')
  assert.equal(code(await patch(low, high.account, { office: '980102001' })), 'beyond-yours')
  await here.signIn(high) // the password is still theirs
})

test('the last administrator of an office stays until there is another', async () => {
  const top = await here.officer('000000', 'administer')
  const [one, two] = [await here.person('980200', ['administer']), await here.person('980200', ['read'])]
  const id = (await get(top, `/api/accounts/${one.account}`)).json().held[0].id
  const dismiss = () => top({ method: 'DELETE', url: `/api/accounts/${one.account}/appointments/${id}` })
  assert.equal(code(await dismiss()), 'last-administrator')
  assert.equal(code(await patch(top, one.account, { ended: true })), 'last-administrator')
  assert.equal(code(await patch(top, one.account, { office: '980100' })), 'last-administrator')
  assert.equal(code(await appoint(top, two.account, 'administer', '980200')), 201)
  assert.equal(code(await dismiss()), 204)
})

test('two administrators who dismiss each other at once leave one of them', async () => {
  const [one, two] = [await here.person('970100', ['administer']), await here.person('970100', ['administer'])]
  const [first, second] = [await here.signIn(one), await here.signIn(two)]
  const dismiss = async (yike: string, who: string) => {
    const held = (await here.nobody({ url: `/api/accounts/${who}`, cookies: { yike } })).json().held[0].id
    return here.nobody({ method: 'DELETE', url: `/api/accounts/${who}/appointments/${held}`, cookies: { yike } })
  }
  const codes = await Promise.all([dismiss(first, two.account), dismiss(second, one.account)])
  assert.equal(codes.filter((a) => a.statusCode === 204).length, 1, codes.map((a) => a.body).join())
})

test('an officer who is moved loses the old office at once, in the session that is open', async () => {
  const city = await here.officer('980100', 'administer')
  const person = await here.person('980102', ['administer'])
  await here.person('980102', ['administer'])
  const yike = await here.signIn(person)
  const people = (office: string) => here.nobody({ url: `/api/offices/${office}/people`, cookies: { yike } })
  assert.equal((await people('980102')).statusCode, 200)
  assert.equal(code(await patch(city, person.account, { office: '980103' })), 200)
  assert.equal((await people('980102')).statusCode, 403)
  assert.equal((await people('980103')).statusCode, 403, 'nor does the new one come by itself')
  assert.equal(code(await appoint(city, person.account, 'administer', '980103')), 201)
  assert.equal((await people('980103')).statusCode, 200)
  assert.equal((await people('980102')).statusCode, 403)
})

test('ending an account ends its sessions, tokens and roles', async () => {
  const city = await here.officer('980100', 'administer')
  const person = await here.person('980102', ['edit'])
  const yike = await here.signIn(person)
  const cookies = { yike }
  const { secret } = (
    await here.nobody({ method: 'POST', url: '/api/me/tokens', payload: { name: 'x', roles: ['edit'] }, cookies })
  ).json()
  assert.equal(code(await patch(city, person.account, { ended: true })), 200)
  assert.equal(code(await here.nobody({ url: '/api/me', cookies })), 'session-ended')
  assert.equal(
    code(await here.nobody({ url: '/api/me', headers: { authorization: `Bearer ${secret}` } })),
    'token-ended',
  )
  await assert.rejects(here.signIn(person), /wrong-password/)
})

test('two administrators change one person: the second is told and shown what is there', async () => {
  const city = await here.officer('980100', 'administer')
  const { account } = await here.person('980102', ['edit'])
  const change = (name: string, version: string | null) =>
    city({
      method: 'PATCH',
      url: `/api/accounts/${account}`,
      payload: { name },
      headers: version ? { 'if-match': version } : {},
    })
  assert.equal(code(await change('王一', null)), 'if-match-needed')
  assert.equal((await change('王一', '"1"')).headers.etag, '"2"')
  const late = await change('王二', '"1"')
  assert.equal(late.statusCode, 412)
  assert.equal(late.json().current.name, '王一')
})

test('a department is one that a document names', async () => {
  const city = await here.officer('980100', 'administer')
  const { account } = await here.person('980102', ['edit'])
  assert.equal(code(await patch(city, account, { department: 'commerce' })), 200)
  assert.equal(code(await patch(city, account, { department: 'toString' })), 'bad-request')
  assert.equal((await get(city, '/api/departments')).json().items.length, 6)
})

test('a name is one line without signs that turn the writing round', async () => {
  const city = await here.officer('980100', 'administer')
  const { account } = await here.person('980102', ['edit'])
  for (const name of ['王\n雷', '王\u2028雷', '王\u202e雷', '王\u0000', ' '])
    assert.equal(code(await patch(city, account, { name })), 'bad-request', JSON.stringify(name))
  const script = '<img src=x onerror=alert(1)>'
  const answer = await patch(city, account, { name: script })
  assert.equal(answer.json().name, script, 'kept as it is')
  assert.match(answer.headers['content-type'] as string, /^application\/json/)
  assert.equal(answer.headers['x-content-type-options'], 'nosniff')
})

test('a password that was reset opens the account for a week, and only to change it', async () => {
  const city = await here.officer('980100', 'administer')
  const person = await here.person('980102', ['administer'])
  const before = await here.signIn(person)
  const given = (await post(city, `/api/accounts/${person.account}/reset`)).json()
  assert.equal(code(await here.nobody({ url: '/api/me', cookies: { yike: before } })), 'session-ended')
  await assert.rejects(here.signIn(person), /wrong-password/)
  const yike = await here.signIn({ ...person, password: given.password })
  assert.equal(
    code(await here.nobody({ url: '/api/offices/980102/people', cookies: { yike } })),
    'password-must-change',
  )
  here.wait(7 * 86_400_000 + 1)
  await assert.rejects(here.signIn({ ...person, password: given.password }), /wrong-password/)
})
