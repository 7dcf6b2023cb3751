import assert from 'node:assert/strict'
import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { firstStart } from '@yike/server/account/first.ts'
import { configFrom } from '@yike/server/config.ts'
import { openBeside } from '@yike/server/db/owner.ts'
import { folder, yike } from './test/yike.ts'

test('who works on the machine lets a locked-out administrator in again, and the trail says who did', async () => {
  const base = folder()
  chmodSync(base, 0o711) // under root PostgreSQL runs as somebody else
  const env = { YIKE_DATA: join(base, 'data') }
  assert.equal(yike(['migrate'], { env }).code, 0)
  const database = await openBeside(configFrom(env), () => {})
  await firstStart({ db: database.db, clock: () => new Date() })
  await database.stop()

  const given = yike(['password', 'ADMIN', '--lang', 'en'], { env })
  assert.equal(given.code, 0, given.err)
  assert.match(given.out, /^One-time password of admin \(系统管理员\): \S{12,} \(shown this once, until \d{4}-\d\d-\d\d, /)
  const none = yike(['password', 'nobody'], { env })
  assert.equal(none.code, 2)
  assert.match(none.err, /nobody/)
  assert.match(yike(['audit', 'verify'], { env }).out, /^✔/)
  const nowhere = yike(['password', 'admin'], { env: { YIKE_DATA: join(base, 'nowhere') } })
  assert.equal(nowhere.code, 2)
  assert.match(nowhere.err, /里没有数据库/)
})
