// Which clock decides what: sessions go by the server's, the trail by the database's.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { theSystem } from './account/actor.ts'
import { as, note } from './db/context.ts'
import { makeWorld } from './test/world.ts'

const HOUR = 3_600_000
const world = await makeWorld([], { YIKE_SESSION_MINUTES: '1440' })
after(() => world.end())

test('a session lasts by the clock of the server, whatever the database thinks', async () => {
  const officer = await world.officer('980100', 'read') // until 24 hours from now
  const status = async () => (await officer({ url: '/api/offices/980100/runs' })).statusCode
  assert.equal(await status(), 200)
  world.wait(23 * HOUR) // a server that is so much ahead ends sessions so much sooner
  assert.equal(await status(), 200)
  world.wait(2 * HOUR)
  assert.equal(await status(), 401)
  world.wait(-25 * HOUR) // put right, it lets them in again: nothing was lost
  assert.equal(await status(), 200)
})

test('the trail has the time of the database, however wrong the server’s is', async () => {
  world.wait(1000 * HOUR)
  await as(world.platform.db, theSystem('cli'), (tx) => note(tx, 'cn.980000', 'test', 'x', 'skewed'))
  const { rows } = await as(world.platform.db, theSystem('system'), (tx) =>
    sql<{
      late: boolean
    }>`select at > now() - interval '1 hour' and at <= clock_timestamp() as late from audit where deed = 'skewed'`.execute(
      tx,
    ),
  )
  assert.deepEqual(rows, [{ late: true }])
})
