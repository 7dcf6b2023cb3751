import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeCity } from '@yike/demo/city.ts'
import { makeApp } from '../app.ts'
import { as } from '../db/context.ts'
import { makeAccounts } from '../test/accounts.ts'
import { freshDatabase } from '../test/database.ts'
import { theSystem } from './actor.ts'
import { demoAccounts, demoOffices, renewDemoPasswords } from './demo.ts'
import { firstStart } from './first.ts'

const database = await freshDatabase()
const here = await makeAccounts()
/** A platform like the made-up state's, on an empty database. */
const platform = { ...here.platform, database, db: database.db }

test('servers that start at once make one administrator, whose password opens nothing but its change', async () => {
  const made = await Promise.all([firstStart(platform), firstStart(platform), firstStart(platform)])
  const [first, ...others] = made.filter((m) => m !== null)
  assert.ok(first)
  assert.deepEqual(others, [])
  assert.equal(await firstStart(platform), null)
  const app = await makeApp(platform)
  const answer = await app.inject({ method: 'POST', url: '/api/session', payload: first })
  assert.deepEqual([answer.json().mustChange, answer.json().held[0].office.name], [true, '全国'])
  const cookies = { yike: answer.cookies[0]!.value }
  const people = (cookies: Record<string, string>) => app.inject({ url: '/api/offices/000000/people', cookies })
  assert.equal((await people(cookies)).json().code, 'password-must-change')
  const payload = { old: first.password, new: 'Tian-1-shui-Q' }
  const changed = await app.inject({ method: 'PUT', url: '/api/me/password', payload, cookies })
  assert.equal((await people({ yike: changed.cookies[0]!.value })).statusCode, 200)
  await app.close()
})

test('the demo has its offices and five people, marked as such, each with a password of their own', async () => {
  await firstStart(platform)
  const city = makeCity({ people: 20_000, seed: 1 })
  const people = await as(platform.db, theSystem('system'), async (tx) =>
    demoAccounts(tx, await demoOffices(tx, city), platform.clock()),
  )
  assert.deepEqual(
    people.map((p) => p.login),
    ['ministry', 'province', 'city', 'street', 'expert'],
  )
  assert.equal(new Set(people.map((p) => p.password)).size, 5)
  const app = await makeApp(platform)
  for (const { login, password, office } of people) {
    const answer = await app.inject({ method: 'POST', url: '/api/session', payload: { login, password } })
    assert.deepEqual([answer.json().demo, answer.json().mustChange, answer.json().office.code], [true, false, office])
  }
  await app.close()
  const areas = city.districts.length + city.subdistricts.length + city.communities.length
  const offices = await platform.db.selectFrom('office').select('path').where('demo', '=', true).execute()
  assert.equal(offices.length, areas + 2)
  assert.ok(offices.every((o) => o.path.startsWith('cn.990000')))
})

test('whoever was interrupted before the passwords were told is told new ones, and the old ones open nothing', async () => {
  const { db, clock } = platform
  const again = await as(db, theSystem('system'), (tx) => renewDemoPasswords(tx, clock()))
  assert.deepEqual(
    again.map((p) => p.login),
    ['ministry', 'province', 'city', 'street', 'expert'],
  )
  const renewed = await as(db, theSystem('system'), (tx) => renewDemoPasswords(tx, clock()))
  const app = await makeApp(platform)
  const signIn = async ({ login, password }: { login: string; password: string }) =>
    (await app.inject({ method: 'POST', url: '/api/session', payload: { login, password } })).statusCode
  assert.deepEqual([await signIn(again[2]!), await signIn(renewed[2]!)], [401, 200])
  await app.close()
})
