import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { Fault } from '@yike/core/base/fault.ts'
import { configFrom, SETTING_DEFAULTS, SETTING_NAMES } from './config.ts'
import { withClient } from './db/owner.ts'
import { serverChecks, skewCheck } from './doctor.ts'
import { freshDatabase } from './test/database.ts'

const base = await mkdtemp(join(tmpdir(), 'yike-doctor-'))
after(() => rm(base, { recursive: true, force: true }))
const database = await freshDatabase()
const env = (more: Record<string, string> = {}) => ({
  YIKE_DATA: join(base, 'data'),
  YIKE_DATABASE_URL: database.url,
  YIKE_MIGRATOR_URL: database.ownerUrl,
  ...more,
})

/** What was looked at, by its English name: what was found, else what to do. */
async function looked(given: Record<string, string>, clock?: () => number): Promise<Record<string, string>> {
  const checks = await serverChecks(given, clock)
  return Object.fromEntries(checks.map(({ what, found, remedy }) => [what.en, found ?? `✖ ${remedy.en}`]))
}

test('a server that lacks nothing but workers', async () => {
  const all = await looked(env())
  const lacking = Object.entries(all).filter(([, found]) => found.startsWith('✖'))
  assert.deepEqual(
    lacking.map(([what]) => what),
    ['workers'],
  )
  assert.match(all.workers!, /start yike worker/)
  assert.match(all.database!, /^PostgreSQL \d/)
  assert.equal(all['database role'], 'yike_app')
  for (const what of ['tables', 'extensions', 'clock', 'file store', 'room on the disk', 'time zones'])
    assert.ok(all[what])
})

test('a worker is seen by the upkeep it asks for', async () => {
  await withClient(database.superuserUrl, (client) =>
    client.query(
      `insert into boss.job (name, data, state, started_on, completed_on) values ('upkeep', '{}', 'completed', now(), now())`,
    ),
  )
  assert.match((await looked(env())).workers!, /^≤ 30 min$/)
})

test('clocks that differ by more than five seconds are told, whichever is ahead', async () => {
  const skewOf = (ms: number) => withClient(database.superuserUrl, (client) => skewCheck(client, () => Date.now() + ms))
  assert.match((await skewOf(0)).found!, /s$/)
  for (const [ms, told] of [
    [7000, /is -[67]\.\d s from this machine/],
    [-7000, /is [67]\.\d s from this machine/],
  ] as const) {
    const { found, remedy } = await skewOf(ms)
    assert.equal(found, null)
    assert.match(remedy.en, told)
  }
  assert.match((await looked(env(), () => Date.now() + 3_600_000)).clock!, /^✖ .*-3\d{3}\.\d s/)
})

test('a database that is behind, away, or used with too much right', async () => {
  await withClient(database.superuserUrl, async (client) => {
    await client.query('update migration set number = -number; alter table migration rename to kept')
    assert.match((await looked(env())).tables!, /^✖ at migration 0 of \d+; run yike migrate/)
    await client.query('alter table kept rename to migration; update migration set number = -number')
  })
  assert.match(
    (await looked(env({ YIKE_DATABASE_URL: database.superuserUrl })))['database role']!,
    /give yike_app a login/,
  )
  const away = await looked(env({ YIKE_DATABASE_URL: 'postgres://a:b@127.0.0.1:1/c' }))
  assert.match(away.database!, /out of reach for now \(ECONNREFUSED\)/)
})

test('a store that cannot be written is told with its reason', async () => {
  await writeFile(join(base, 'file'), '')
  const { 'file store': store } = await looked(env({ YIKE_DATA: join(base, 'file') }))
  assert.match(store!, /^✖ cannot be written: /)
  const s3 = await looked(
    env({ YIKE_BLOBS: 's3://b?endpoint=http://127.0.0.1:1&region=x', YIKE_S3_KEY: 'a', YIKE_S3_SECRET: 'b' }),
  )
  assert.match(s3['file store']!, /^✖ cannot be written: /)
})

test('a wrong setting is named, with the one that was likely meant', async () => {
  assert.deepEqual(Object.keys(await looked({ YIKE_BLOB: 'x', YIKE_DATABASEURL: 'y' })), ['settings'])
  assert.match((await looked({ YIKE_BLOB: 'x' })).settings!, /YIKE_BLOB → YIKE_BLOBS\?/)
  assert.match((await looked({ YIKE_DATABASEURL: 'x' })).settings!, /YIKE_DATABASEURL → YIKE_DATABASE_URL\?/)
  assert.match((await looked({ YIKE_PORT: '70000' })).settings!, /YIKE_PORT is wrong/)
  const unknown = (error: unknown) => error instanceof Fault && error.values.nearest === 'YIKE_PUBLIC_URL'
  assert.throws(() => configFrom({ YIKE_PUBLIC: 'x' }), unknown)
})

test('every setting has a default, so that a server starts with none', () => {
  assert.deepEqual(Object.keys(SETTING_DEFAULTS), SETTING_NAMES)
  assert.equal(configFrom({}).PORT, SETTING_DEFAULTS.YIKE_PORT)
})
