// The server as a whole: who is let in, what is refused, and how a refusal reads.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { z } from 'zod'
import { theSystem } from './account/actor.ts'
import { as } from './db/context.ts'
import { route } from './http/route.ts'
import { makeWorld } from './test/world.ts'

const asked = route({
  method: 'GET',
  path: '/api/test/offices/:office',
  about: { zh: '', en: '' },
  rule: { role: 'edit', at: 'office' },
  params: z.object({ office: z.string() }),
  replies: { 200: z.object({ name: z.string(), path: z.string() }) },
  async handle({ place }) {
    return { name: place.name, path: place.path }
  },
})

const changes = route({
  method: 'POST',
  path: '/api/test',
  about: { zh: '', en: '' },
  rule: { who: 'signed-in' },
  replies: { 200: z.object({ name: z.string() }) },
  async handle({ actor }) {
    return { name: actor.name }
  },
})

const world = await makeWorld([asked, changes])
after(() => world.end())

test('an officer reaches the own office and all below it, and nothing beside it', async () => {
  const city = await world.officer('980100', 'edit')
  for (const [code, status] of [
    ['980100', 200],
    ['980102001', 200],
    ['980000', 403],
    ['980200', 403],
    ['123456', 404],
    ['x', 404],
  ] as const)
    assert.equal((await city({ url: `/api/test/offices/${code}` })).statusCode, status, code)
})

test('nobody is asked to sign in, in words of their language', async () => {
  const refused = await world.nobody({ url: '/api/test/offices/980100', headers: { 'accept-language': 'en' } })
  assert.equal(refused.statusCode, 401)
  assert.match(String(refused.headers['content-type']), /^application\/problem\+json/)
  assert.equal(refused.json().title, 'Sign in first')
  assert.equal((await world.nobody({ url: '/api/test/offices/980100' })).json().title, '请先登录')
})

test('a role that is not the one opens nothing', async () => {
  const reader = await world.officer('980100', 'read')
  assert.equal((await reader({ url: '/api/test/offices/980100' })).statusCode, 403)
})

test('a change from another site is refused', async () => {
  const city = await world.officer('980100', 'edit')
  for (const headers of [
    { origin: 'http://elsewhere.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ]) {
    const refused = await city({ method: 'POST', url: '/api/test', headers })
    assert.deepEqual([refused.statusCode, refused.json().code], [403, 'cross-site'])
  }
  const own = { host: 'yike.example', origin: 'http://yike.example', 'sec-fetch-site': 'same-origin' }
  assert.equal((await city({ method: 'POST', url: '/api/test', headers: own })).statusCode, 200)
})

test('whoever watches hears whether database and store answer, and the figures', async () => {
  assert.deepEqual((await world.nobody({ url: '/health/ready' })).json(), { database: 'ok', store: 'ok' })
  assert.match((await world.nobody({ url: '/metrics' })).body, /^yike_connections\{state="open"\} \d/m)
  assert.equal((await world.nobody({ url: '/metrics', remoteAddress: '192.0.2.7' })).statusCode, 403)
  const proxied = { url: '/metrics', headers: { 'x-forwarded-for': '192.0.2.7' } }
  assert.equal((await world.nobody(proxied)).statusCode, 403, 'a proxy beside it calls from here for all the world')
})

test('a network of IPv6 is one caller, however many of its addresses it calls from', async () => {
  const answers = []
  for (let i = 0; i <= 30; i++)
    answers.push(await world.nobody({ url: '/api/invitation?secret=none', remoteAddress: `2001:db8:0:1::${i}` }))
  assert.equal(answers.at(-1)!.statusCode, 429)
  const other = await world.nobody({ url: '/api/invitation?secret=none', remoteAddress: '2001:db8:0:2::1' })
  assert.notEqual(other.statusCode, 429)
})

test('every change stands in the trail, in whose name, sealed over the one before', async () => {
  const { db } = world.platform
  const rows = await as(db, theSystem('system'), (tx) =>
    tx.selectFrom('audit').selectAll().where('chain', '=', 'cn.980000').orderBy('seq').execute(),
  )
  assert.ok(rows.length >= 8)
  rows.forEach((row, i) => {
    assert.equal(row.seq, i + 1)
    if (i > 0) assert.deepEqual(row.before_hash, rows[i - 1]!.hash)
  })
  assert.deepEqual(rows.find((r) => r.noun === 'account')?.before, null)
})

test('the application cannot touch the trail', async () => {
  const { db } = world.platform
  await assert.rejects(
    as(db, theSystem('system'), (tx) => sql`update audit set deed = 'x'`.execute(tx)),
    /permission/,
  )
  await assert.rejects(
    as(db, theSystem('system'), (tx) => sql`delete from audit`.execute(tx)),
    /permission/,
  )
})
