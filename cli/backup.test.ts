import assert from 'node:assert/strict'
import { chmodSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { configFrom } from '@yike/server/config.ts'
import { openCluster } from '@yike/server/db/cluster.ts'
import { databaseFolder, openOwner, withClient } from '@yike/server/db/owner.ts'
import { openPlace } from '@yike/server/files/place.ts'
import { fillRows, rowsOf } from '@yike/server/test/every-table.ts'
import { folder, yike } from './test/yike.ts'

const base = folder()
chmodSync(base, 0o711) // under root PostgreSQL runs as somebody else
const at = (name: string) => ({ YIKE_DATA: join(base, name) })
const configOf = (name: string) => configFrom(at(name))
const backup = join(base, 'backup')

async function rowsIn(name: string) {
  const owner = await openOwner(configOf(name))
  return withClient(owner.url, rowsOf).finally(owner.stop)
}

test('a backup of a database at work, checked, restored elsewhere: the same', async () => {
  const made = yike(['migrate'], { env: at('one') })
  assert.equal(made.code, 0, made.err)
  assert.match(made.out, /已执行 \d+ 个迁移/)
  const working = await openCluster({ dir: databaseFolder(configOf('one')) })
  after(working.stop)
  const owner = await openOwner(configOf('one'))
  await withClient(owner.url, async (client) => fillRows(client, await openPlace(configOf('one'))))

  const done = yike(['backup', '--out', backup, '--lang', 'en'], { env: at('one') })
  assert.equal(done.code, 0, done.err)
  assert.match(done.out, /^Backed up to .*: \d+ rows as of .* 4 files \(4 new, /)
  assert.match(yike(['migrate'], { env: at('one') }).out, /^数据库已是最新/)
  const busy = yike(['restore', backup], { env: at('one') })
  assert.equal(busy.code, 2)
  assert.match(busy.err, /正被另一个 yike 进程/)
  const was = await rowsIn('one')
  await working.stop()

  const checked = yike(['backup', 'verify', backup])
  assert.equal(checked.code, 0, checked.err)
  assert.match(checked.out, /^备份完好/)
  const restored = yike(['restore', backup, '--json'], { env: at('two') })
  assert.equal(restored.code, 0, restored.err)
  assert.deepEqual(JSON.parse(restored.out).runs, 1)
  const again = yike(['restore', backup, '--lang', 'en'], { env: at('two') })
  assert.equal(again.code, 2)
  assert.match(again.err, /^The database holds something already/)
  const is = await rowsIn('two')
  for (const rows of [was, is] as Record<string, unknown>[]) delete rows.run // the waiting one got another job
  assert.deepEqual(is, was)
})

test('a database that does not run is backed up as well, and not brought up to date', () => {
  const { code, out, err } = yike(['backup', '--out', backup, '--json'], { env: at('two') })
  assert.equal(code, 0, err)
  assert.deepEqual([JSON.parse(out).fresh, JSON.parse(out).lacking], [0, []])
})

test('what cannot be done is said in one sentence', () => {
  for (const [args, name, sentence] of [
    [['backup'], 'one', /--out <dir> \| verify <dir>/],
    [['backup', 'verify'], 'one', /--out <dir> \| verify <dir>，得到 verify/],
    [['backup', 'verify', join(base, 'nowhere')], 'one', /里没有完整的备份/],
    [['restore', join(base, 'nowhere')], 'three', /里没有完整的备份/],
    [['backup', '--out', join(base, 'x')], 'nowhere', /里没有数据库/],
    [['backup', '--out', base], 'one', /里有别的东西/],
  ] as const) {
    const { code, out, err } = yike(args, { env: at(name) })
    assert.equal(code, 2, `${args.join(' ')}: ${err}`)
    assert.equal(out, '')
    assert.match(err.trim(), sentence)
  }
  assert.ok(!readdirSync(base).includes('nowhere'))
  const wrong = yike(['backup', '--out', backup], { env: { YIKE_DAT: base } })
  assert.match(wrong.err, /没有 YIKE_DAT 这个设置/)
})
