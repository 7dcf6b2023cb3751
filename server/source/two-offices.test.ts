// Somebody who edits the ledger of one street and has another role over a second: what goes over the border between them.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { v7 } from 'uuid'
import { theSystem } from '../account/actor.ts'
import { as } from '../db/context.ts'
import { makeWorld } from '../test/world.ts'
import { type Answer, ledger, outletsOf, takeIn } from './test/take-in.ts'

const [HERE, THERE] = ['980102001', '980103001'] as const
const world = await makeWorld()
after(() => world.end())
const city = await world.officer('980100', 'edit')
const officer = await world.officer(HERE, 'edit')
const { id: office, path } = world.offices[THERE]
await as(world.platform.db, theSystem('system'), (tx) =>
  tx.insertInto('appointment').values({ id: v7(), account: officer.account, role: 'review', office, path }).execute(),
)
await takeIn(world, officer, HERE, {
  name: 'two.csv',
  bytes: ledger([
    ['1', '好邻居便利店', '便利店', 121.5, 31.2],
    ['2', '好邻居便利店', '便利店', 121.5002, 31.2],
  ]),
})
const [first, second] = (await outletsOf(officer, HERE)) as [Answer, Answer]
const [pair] = (await officer({ url: `/api/offices/${HERE}/duplicates` })).json().items as Answer[]
const task = v7()
const at = world.offices[HERE]
await as(world.platform.db, theSystem('system'), (tx) =>
  tx
    .insertInto('verification')
    .values({
      id: task,
      office: at.id,
      path: at.path,
      outlet: second.id,
      place: '店',
      lng: 1,
      lat: 1,
      reason: 'oldest',
    })
    .execute(),
)
const hand = (who: typeof city, { id, version }: Answer, office: string) =>
  who({
    method: 'PATCH',
    url: `/api/outlets/${id}`,
    headers: { 'if-match': `"${version}"` },
    payload: { office },
  })

test('an outlet is handed only to an office whose ledger one edits', async () => {
  const refused = await hand(officer, first, THERE)
  assert.deepEqual([refused.statusCode, refused.json().code], [403, 'not-yours'])
  assert.equal((await hand(city, second, THERE)).statusCode, 200, 'who edits both hands it over')
})

test('a pair of which one has gone to another office is not decided by who edits only the other', async () => {
  for (const what of ['merge', 'apart', 'undo']) {
    const refused = await officer({ method: 'POST', url: `/api/duplicates/${pair.id}/${what}` })
    assert.deepEqual([refused.statusCode, refused.json().code], [403, 'not-yours'], what)
  }
  assert.equal((await city({ url: `/api/outlets/${second.id}` })).json().mergedInto, null)
})

test('what is answered of an outlet that has gone to another office does not change it', async () => {
  const before = (await city({ url: `/api/outlets/${second.id}` })).json()
  const answered = await officer({
    method: 'POST',
    url: `/api/verifications/${task}/answer`,
    payload: { id: v7(), there: 'no', at: '2026-01-02T10:00:00+08:00' },
  })
  assert.deepEqual([answered.statusCode, answered.json().state], [200, 'answered'])
  assert.deepEqual((await city({ url: `/api/outlets/${second.id}` })).json(), before)
})
