import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { theSystem } from '@yike/server/account/actor.ts'
import { as, note } from '@yike/server/db/context.ts'
import { freshDatabase } from '@yike/server/test/database.ts'
import { Client } from 'pg'
import { folder, write, yike } from './test/yike.ts'

test('audit tells whether the trail holds, alone and against heads kept elsewhere', async () => {
  const database = await freshDatabase()
  const env = { YIKE_DATABASE_URL: database.url }
  for (let i = 0; i < 3; i++)
    await as(database.db, theSystem('system'), (tx) => note(tx, 'cn', 'list', String(i), 'taken', {}))
  const heads = yike(['audit', 'heads'], { env })
  assert.match(heads.out, /^cn\t3\t[0-9a-f]{64}\n$/)
  const anchor = join(write(folder(), { heads: heads.out, bad: 'cn three' }), 'heads')
  const whole = yike(['audit', 'verify', '--anchor', anchor], { env })
  assert.deepEqual([whole.code, whole.err], [0, ''])
  assert.match(whole.out, /^✔ 1 条链 3 行全部相符/)
  assert.equal(yike(['audit', 'verify', '--anchor', join(anchor, '..', 'bad')], { env }).code, 2)
  assert.match(yike(['audit', 'verify', '--anchor', 'none', '--lang', 'en'], { env }).err, /none/)

  const client = new Client({ connectionString: database.superuserUrl })
  await client.connect()
  await client.query(`update audit set row = '10' where row = '1'`)
  await client.end()
  const broken = yike(['audit', 'verify', '--lang', 'en'], { env })
  assert.equal(broken.code, 2)
  assert.match(broken.out, /^✖ cn #2 · it does not fit its seal/)
  assert.match(broken.err, /does not hold in 1 place/)
})
