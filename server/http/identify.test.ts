import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { v7 } from 'uuid'
import { theSystem } from '../account/actor.ts'
import { as } from '../db/context.ts'
import { makeWorld } from '../test/world.ts'
import { hashOf } from './identify.ts'

const world = await makeWorld()
test.after(() => world.end())

const officer = await world.officer('980102', 'edit')
const secret = randomBytes(32).toString('base64url')
await as(world.platform.db, theSystem('system'), (tx) =>
  tx
    .insertInto('token')
    .values({
      id: v7(),
      account: officer.account,
      path: world.offices['980102'].path,
      name: 'QGIS',
      hash: hashOf(secret),
      roles: ['edit'],
      expires_at: new Date(Date.now() + 1e8),
    })
    .execute(),
)
const basic = (login: string, password: string) => `Basic ${Buffer.from(`${login}:${password}`).toString('base64')}`
const url = '/api/offices/980102/plans'
const body = { settings: { title: '', years: 2, start: null, budget: null }, edits: {} }
const plan = { title: '方案', body }

test('a token reads as a bearer, and as the password beside any name', async () => {
  for (const authorization of [`Bearer ${secret}`, basic('anybody', secret), basic('', secret)])
    assert.equal((await world.nobody({ url, headers: { authorization } })).statusCode, 200, authorization)
})

test('what is no token opens nothing', async () => {
  for (const authorization of [
    basic('anybody', 'wrong'),
    'Bearer wrong',
    basic('a', ''),
    'Basic ###',
    'Basic',
    `Digest ${secret}`,
  ])
    assert.equal((await world.nobody({ url, headers: { authorization } })).statusCode, 401, authorization)
})

test('as a password a token only reads, for a browser would send it along by itself', async () => {
  const post = (authorization: string) =>
    world.nobody({ method: 'POST', url, headers: { authorization }, payload: plan })
  assert.equal((await post(basic('anybody', secret))).statusCode, 401)
  assert.equal((await post(`Bearer ${secret}`)).statusCode, 201)
})

test('only programs that know nothing else are asked for a password', async () => {
  const asked = async (at: string) => [(await world.nobody({ url: at })).headers['www-authenticate']].flat()
  assert.deepEqual(await asked(url), ['Bearer'])
  assert.deepEqual(await asked('/ogc'), ['Bearer', 'Basic realm="yike", charset="UTF-8"'])
})

test('a change that another site had a browser send is refused, whatever it says of its origin', async () => {
  for (const headers of [
    { origin: 'https://elsewhere.example' },
    { origin: 'null' },
    { origin: 'nonsense' },
    { 'sec-fetch-site': 'cross-site' },
  ]) {
    const answer = await officer({ method: 'POST', url, headers, payload: plan })
    assert.deepEqual([answer.statusCode, answer.json().code], [403, 'cross-site'], JSON.stringify(headers))
  }
  const own = await officer({
    method: 'POST',
    url,
    headers: { host: 'yike.example', origin: 'https://yike.example' },
    payload: plan,
  })
  assert.equal(own.statusCode, 201)
})
