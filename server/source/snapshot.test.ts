// What runs read: the same ledger gives the same bytes, and nothing of it is lost.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { bytesOf } from '@yike/core/base/bytes.ts'
import { readLedger } from '@yike/core/source/ledger-read.ts'
import { theSystem } from '../account/actor.ts'
import { as } from '../db/context.ts'
import { makeWorld } from '../test/world.ts'
import { ledgerSnapshot, snapshotLedger } from './snapshot.ts'
import { ledger, outletsOf, takeIn } from './test/take-in.ts'

const world = await makeWorld()
const city = await world.officer('980100', 'edit')
after(() => world.end())
const { path } = world.offices['980100']
const snapshot = () =>
  as(world.platform.db, theSystem('worker'), (tx) => snapshotLedger(tx, world.platform.blobs, path))

test('the same ledger gives the same bytes, and a changed one others', async () => {
  for (const street of ['980102001', '980103001'] as const)
    await takeIn(world, await world.officer(street, 'edit'), street, {
      name: `${street}.csv`,
      bytes: ledger([['17', `${street} 店`, '便利店', 121.5, 31.2]]),
    })
  const [one, two] = [await snapshot(), await snapshot()]
  assert.deepEqual(one, two)
  assert.equal(one.rows, 2)
  assert.equal(await world.platform.blobs.has(one.sha256), one.size)

  const [outlet] = await outletsOf(city, '980100')
  await city({
    method: 'PATCH',
    url: `/api/outlets/${outlet.id}`,
    headers: { 'if-match': '"1"' },
    payload: { hours: '8:00-20:00' },
  })
  assert.notEqual((await snapshot()).sha256, one.sha256)
})

test('two streets may both have a number 17: each outlet stands under the id it has here', async () => {
  const { bytes } = await as(world.platform.db, theSystem('worker'), (tx) => ledgerSnapshot(tx, path))
  const read = await readLedger(bytesOf('ledger.csv', bytes), { datum: 'bd09' })
  const outlets = await outletsOf(city, '980100')
  assert.deepEqual(
    read.rows.map((row) => row.id),
    outlets.map((o) => o.id),
  )
  assert.deepEqual(
    outlets.map((o) => o.code),
    ['17', '17'],
  )
  assert.deepEqual(read.findings, [])

  const out = await city({ url: '/api/offices/980100/ledger?as=csv' })
  const back = await takeIn(world, city, '980100', { name: 'city.csv', bytes: out.rawPayload })
  assert.deepEqual([back.summary.applied.added, back.summary.applied.changed], [0, 0], 'a city’s export comes back too')
})
