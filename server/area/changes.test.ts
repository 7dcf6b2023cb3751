import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LightMyRequestResponse } from 'fastify'
import { v7 } from 'uuid'
import { theSystem } from '../account/actor.ts'
import { as } from '../db/context.ts'
import { makeAccounts } from '../test/accounts.ts'
import { freshDatabase } from '../test/database.ts'
import type { Caller, Code } from '../test/world.ts'

await freshDatabase() // keeps the server up between the tests, each of which has a state of its own

const code = (answer: LightMyRequestResponse) => (answer.statusCode < 300 ? answer.statusCode : answer.json().code)
const get = async (who: Caller, url: string) => (await who({ url })).json()
async function happen(who: Caller, office: string, it: object, version?: string) {
  const etag = version ?? ((await who({ url: `/api/offices/${office}` })).headers.etag as string)
  return who({
    method: 'POST',
    url: `/api/offices/${office}/changes`,
    payload: { happened: '2024-05-01', document: '民函〔2024〕1号', ...it },
    headers: { 'if-match': etag },
  })
}

/** A state of its own with an outlet, a finished run and a person at an office. */
async function stateWith(at: Code) {
  const here = await makeAccounts()
  const { db } = here.platform
  const office = here.offices[at]
  const [outlet, run] = [v7(), v7()]
  await as(db, theSystem('system'), async (tx) => {
    const mine = { office: office.id, path: office.path }
    await tx
      .insertInto('outlet')
      .values({ id: outlet, ...mine, name: '小店', label: '便利店', lng: 1, lat: 1 })
      .execute()
    await tx
      .insertInto('outlet_version')
      .values({ outlet, version: 1, path: office.path, cause: 'edit', since: new Date(), what: '{}' })
      .execute()
    await tx
      .insertInto('run')
      .values({
        id: run,
        ...mine,
        kind: 'measure',
        title: '测度',
        input: '{}',
        input_hash: 'x',
        engine: '1',
        state: 'done',
      })
      .execute()
    await tx
      .insertInto('coverage')
      .values({ run, path: office.path, area: 'a', area_name: 'a', category: 'c', band: 'all' })
      .execute()
  })
  const found = async (path: string) =>
    as(db, theSystem('system', path), async (tx) => ({
      outlet: (await tx.selectFrom('outlet').select('id').execute()).length,
      versions: (await tx.selectFrom('outlet_version').select('outlet').execute()).length,
      run: (await tx.selectFrom('run').select('id').execute()).length,
      coverage: (await tx.selectFrom('coverage').select('run').execute()).length,
      trail: (await tx.selectFrom('audit').select('id').where('noun', '=', 'run').where('row', '=', run).execute())
        .length,
    }))
  return { ...here, found, run, outlet }
}
const ALL = { outlet: 1, versions: 1, run: 1, coverage: 1, trail: 1 }
const NONE = { outlet: 0, versions: 0, run: 0, coverage: 0, trail: 0 }

test('an office is founded below, and nothing of a level that cannot be there or a code that is taken', async () => {
  const here = await makeAccounts()
  const district = await here.officer('980103', 'administer')
  const it = { kind: 'found', code: '980103002', name: '西二街道', level: 'subdistrict' }
  assert.equal(code(await happen(district, '980103', it)), 201)
  assert.equal(code(await happen(district, '980103', it)), 'taken')
  assert.equal(
    code(await happen(district, '980103', { ...it, code: '980104' })),
    'not-now',
    'six digits are a district’s',
  )
  assert.equal(code(await happen(district, '980103', { ...it, code: '980104', level: 'prefecture' })), 'not-now')
  assert.equal(code(await happen(district, '980103', { ...it, code: '980103003', name: '西\n三' })), 'bad-request')
  assert.equal(code(await happen(district, '980103', { ...it, code: '980103003', happened: '2999-01-01' })), 'not-now')
  const made = await get(district, '/api/offices/980103002')
  assert.deepEqual(
    [made.since, made.ancestors.map((a: { code: string }) => a.code)],
    ['2024-05-01', ['000000', '980000', '980100', '980103']],
  )
})

test('only who administers the office above changes one, and sees which version they change', async () => {
  const here = await makeAccounts()
  const [own, city] = [await here.officer('980103', 'administer'), await here.officer('980100', 'administer')]
  const it = { kind: 'rename', name: '新西区' }
  assert.equal(code(await happen(own, '980103', it)), 'not-yours')
  assert.equal(code(await happen(await here.officer('980100', 'edit', 'publish'), '980103', it)), 'not-yours')
  assert.equal(code(await happen(city, '980103', it, '"1"')), 201)
  assert.equal(code(await happen(city, '980103', it, '"1"')), 'changed-meanwhile')
  assert.equal(code(await happen(await here.officer('000000', 'administer'), '000000', it)), 'not-now')
})

test('a day answers with the names, codes and tree of that day', async () => {
  const here = await makeAccounts()
  const city = await here.officer('980100', 'administer')
  const province = await here.officer('980000', 'administer')
  await happen(city, '980103', { kind: 'rename', name: '西山区', happened: '2020-01-01' })
  await happen(city, '980103', { kind: 'recode', code: '980113', happened: '2021-01-01' })
  await happen(province, '980113', { kind: 'move', under: '980200', happened: '2022-01-01' })
  await happen(province, '980113', { kind: 'rename', name: '西湖区', happened: '2023-01-01' })
  const on = async (day: string, office: string) => {
    const answer = await get(city, `/api/offices/${office}?on=${day}`)
    return [answer.name, answer.ancestors?.at(-1)?.code]
  }
  assert.deepEqual(await on('2019-12-31', '980103'), ['西区', '980100'])
  assert.deepEqual(await on('2020-01-01', '980103'), ['西山区', '980100'])
  assert.deepEqual(await on('2021-06-01', '980113'), ['西山区', '980100'])
  assert.deepEqual(await on('2022-06-01', '980113'), ['西山区', '980200'])
  assert.deepEqual(await on('2023-01-01', '980113'), ['西湖区', '980200'])
  assert.equal((await get(city, '/api/offices/980113?on=2020-06-01')).code, 'not-there')
  const under = async (day: string) =>
    (await get(city, `/api/offices?under=980100&on=${day}`)).items.map((o: { code: string }) => o.code)
  assert.deepEqual(await under('2020-06-01'), ['980102', '980103'])
  assert.deepEqual(await under('2022-06-01'), ['980102'])
  const changes = (await get(city, '/api/offices/980113/changes?limit=3')).items
  assert.deepEqual(
    changes.map((c: { kind: string }) => c.kind),
    ['rename', 'move', 'recode'],
  )
  assert.equal(code(await happen(city, '980113', { kind: 'rename', name: 'x', happened: '2022-01-01' })), 'not-yours')
})

test('a merged district stands under its successor with its outlets, their versions, its runs and its trail', async () => {
  const here = await stateWith('980103')
  const city = await here.officer('980100', 'administer')
  const neighbour = await here.officer('980102', 'read', 'edit')
  const street = await here.officer('980103001', 'edit', 'administer')
  const own = await here.officer('980103', 'administer')
  const far = await here.officer('980103', 'read', 'edit', 'administer', 'publish', 'expert')
  assert.deepEqual(await here.found(here.offices['980102'].path), NONE)
  const answer = await happen(city, '980103', { kind: 'merge', into: '980102' })
  assert.equal(code(answer), 201)
  assert.equal(answer.json().code, '980102')
  assert.deepEqual(await here.found(here.offices['980102'].path), ALL)
  const ended = await get(neighbour, '/api/offices/980103')
  assert.deepEqual([ended.until, ended.successor], ['2024-05-01', '980102'])
  assert.equal((await get(neighbour, '/api/offices/980103?on=2024-04-30')).name, '西区')
  assert.deepEqual(
    (await get(neighbour, '/api/offices?under=980102')).items.map((o: { code: string }) => o.code),
    ['980102001', '980103001'],
  )
  const theirs = await street({ url: '/api/offices/980103001/people' })
  assert.equal(theirs.statusCode, 200, 'whoever served the street still does, where it stands now')
  assert.equal(code(await own({ url: '/api/offices/980103/people' })), 'not-there')
  assert.equal(
    code(await far({ url: '/api/offices/980102/people' })),
    'not-yours',
    'no right over the successor comes by itself',
  )
})

test('a code that is free again is used again, and each day has its own', async () => {
  const here = await makeAccounts()
  const city = await here.officer('980100', 'administer')
  await happen(city, '980103', { kind: 'merge', into: '980102', happened: '2020-01-01' })
  const it = { kind: 'found', code: '980103', name: '新西区', level: 'district', happened: '2023-01-01' }
  assert.equal(code(await happen(city, '980100', it)), 201)
  assert.equal((await get(city, '/api/offices/980103')).name, '新西区')
  assert.equal((await get(city, '/api/offices/980103?on=2019-06-01')).name, '西区')
  assert.equal((await get(city, '/api/offices/980103?on=2021-06-01')).code, 'not-there')
})

test('a district is split: its streets go with the new one, with all that is theirs', async () => {
  const here = await stateWith('980102001')
  const city = await here.officer('980100', 'administer')
  const into = [{ code: '980104', name: '东新区', children: ['980102001'] }]
  assert.equal(
    code(await happen(city, '980102', { kind: 'split', into: [{ ...into[0], children: ['980103001'] }] })),
    'not-there',
  )
  assert.equal(code(await happen(city, '980102', { kind: 'split', into })), 201)
  assert.deepEqual(await here.found('cn.980000.980100.980104'), ALL)
  assert.deepEqual(await here.found('cn.980000.980100.980102'), NONE)
  const community = await get(city, '/api/offices/980102001001')
  assert.equal(community.ancestors.at(-2).code, '980104')
})

test('an office ends when nothing stands under it, and its history stays where it was', async () => {
  const here = await stateWith('970102')
  const city = await here.officer('970100', 'administer')
  const province = await here.officer('970000', 'administer')
  assert.equal(code(await happen(province, '970100', { kind: 'end' })), 'not-now')
  assert.equal(code(await happen(city, '970102', { kind: 'end' })), 201)
  assert.deepEqual(await here.found(here.offices['970100'].path), ALL)
  assert.deepEqual((await get(city, '/api/offices?under=970100')).items, [])
})

test('a street that changes its district is seen from the new one at once and from the old one no more', async () => {
  const here = await stateWith('980103001')
  const [old, next] = [await here.officer('980103', 'administer'), await here.officer('980102', 'administer')]
  const people = (who: Caller) => who({ url: '/api/offices/980103001/people' })
  assert.deepEqual([(await people(old)).statusCode, (await people(next)).statusCode], [200, 403])
  await happen(await here.officer('980100', 'administer'), '980103001', { kind: 'move', under: '980102' })
  assert.deepEqual([(await people(old)).statusCode, (await people(next)).statusCode], [403, 200])
  assert.deepEqual(await here.found(here.offices['980102'].path), ALL)
})

test('what is added to an office while it moves goes with it, or is begun again', async () => {
  const here = await makeAccounts()
  const { db } = here.platform
  const office = here.offices['980103']
  const city = await here.officer('980100', 'administer')
  let moved: Promise<LightMyRequestResponse> | undefined
  await as(db, theSystem('system'), async (tx) => {
    const mine = { office: office.id, path: office.path, label: 'x', lng: 1, lat: 1 }
    await tx
      .insertInto('outlet')
      .values({ id: v7(), ...mine, name: '先' })
      .execute()
    moved = happen(city, '980103', { kind: 'recode', code: '980133' }) // waits for this transaction
    await new Promise((resolve) => setTimeout(resolve, 200))
    await tx
      .insertInto('outlet')
      .values({ id: v7(), ...mine, name: '后' })
      .execute()
  })
  assert.equal(code(await moved!), 201)
  const late = as(db, theSystem('system'), (tx) =>
    tx
      .insertInto('outlet')
      .values({ id: v7(), office: office.id, path: office.path, name: '晚', label: 'x', lng: 1, lat: 1 })
      .execute(),
  )
  await assert.rejects(late, { code: '40001' })
  const paths = await here.sql('select distinct path::text from outlet')
  assert.deepEqual(paths, [{ path: 'cn.980000.980100.980133' }])
})

test('the application moves no office past its rights, and nothing into what is not there', async () => {
  const here = await makeAccounts()
  const { db } = here.platform
  const from = here.offices['980103'].path
  const move = (path: string, to: string) =>
    as(db, theSystem('system', here.offices['980100'].path), async (tx) => {
      const { sql } = await import('kysely')
      await sql`select move_office(${path}::ltree, ${to}::ltree)`.execute(tx)
    })
  await assert.rejects(move(from, 'cn.980000.980200.980103'), { code: '42501' })
  await assert.rejects(move(here.offices['970102'].path, 'cn.980000.980100.970102'), { code: '42501' })
  await assert.rejects(move(from, `${from}.deeper`), { code: '23505' })
  await assert.rejects(move(from, here.offices['980102'].path), { code: '23505' })
  await assert.rejects(move(from, 'cn.980000.980100.999999.980103'), { code: '23514' })
})
