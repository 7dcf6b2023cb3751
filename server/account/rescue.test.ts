import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeAccounts } from '../test/accounts.ts'
import { rescue } from './rescue.ts'

const here = await makeAccounts()

test('a password given on the machine lifts the lock, ends sessions, must be changed, and stands in the trail without itself', async () => {
  const person = await here.person('000000', ['administer'])
  const cookie = await here.signIn(person)
  await here.sql(`update account set failures = 5, locked_until = now() + interval '1 day' where id = $1`, [
    person.account,
  ])
  const given = await rescue(here.platform, person.login.toUpperCase(), 'root')
  assert.equal((await here.nobody({ url: '/api/me', cookies: { yike: cookie } })).json().code, 'session-ended')
  const payload = { login: person.login, password: given.password }
  const answer = await here.nobody({ method: 'POST', url: '/api/session', payload })
  assert.deepEqual([answer.statusCode, answer.json().mustChange], [200, true])
  const trail = await here.sql(`select deed, via, after from audit where row = $1 and via = 'cli' order by id`, [
    person.account,
  ])
  assert.deepEqual([trail.at(-1)!.deed, trail.at(-1)!.after], ['rescue', { operator: 'root' }])
  assert.ok(!JSON.stringify(trail).includes(given.password))
})

test('who is not there, or ended, is given nothing', async () => {
  const person = await here.person('980102', ['edit'])
  await here.sql('update account set ended_at = now() where id = $1', [person.account])
  for (const login of ['nobody', person.login])
    await assert.rejects(rescue(here.platform, login, 'root'), { code: 'not-there' })
})
