// How long a backup takes, to make, to make again, to verify, to restore; and how large it is.
//   node bench/backup.ts [outlets] [MB of blobs]
import { randomBytes, randomUUID } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeBackup } from '@yike/server/backup/make.ts'
import { restoreBackup } from '@yike/server/backup/restore.ts'
import { verifyBackup } from '@yike/server/backup/verify.ts'
import { openCluster } from '@yike/server/db/cluster.ts'
import { migrate } from '@yike/server/db/migrate.ts'
import { withClient } from '@yike/server/db/owner.ts'
import { withDatabase } from '@yike/server/db/url.ts'
import { openBlobs } from '@yike/server/files/blobs.ts'

const [outlets, megabytes] = [Number(process.argv[2] ?? 100_000), Number(process.argv[3] ?? 2000)]
/** Of one blob: a network or a result of a city. */
const EACH = 4_000_000
/** Changes of one transaction. */
const DEEDS = 500

const base = await mkdtemp(join(tmpdir(), 'yike-bench-'))
await chmod(base, 0o711)
const cluster = await openCluster({ dir: join(base, 'db') })
const timed = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
  const begun = performance.now()
  const done = await work()
  const rss = Math.round(process.memoryUsage().rss / 1e6)
  console.log(`${what}: ${((performance.now() - begun) / 1000).toFixed(1)} s (resident after it ${rss} MB)`)
  return done
}
try {
  await withClient(cluster.url, (client) => client.query('create database one'))
  await withClient(cluster.url, (client) => client.query('create database two'))
  const [one, two] = [withDatabase(cluster.url, 'one'), withDatabase(cluster.url, 'two')]
  const [store, other] = [await openBlobs(null, join(base, 'store')), await openBlobs(null, join(base, 'other'))]
  await migrate(one)
  await timed('rows and blobs made', async () => {
    await withClient(one, async (client) => {
      await client.query(`select set_config('yike.name', 'bench', false)`)
      const office = randomUUID()
      await client.query(
        `insert into office (id, code, name, level, path) values ($1, '980100', '甲一市', 'prefecture', 'cn.980100')`,
        [office],
      )
      await client.query(
        `insert into outlet (id, office, path, code, name, label, lng, lat, address, hours)
         select gen_random_uuid(), $1, 'cn.980100', n::text, '烧饼铺第' || n || '分店', '早餐店', 120 + random() / 2, 30 + random() / 2,
           '东一街道第' || (n % 900) || '号', 'Mo-Su 06:00-20:00' from generate_series(1, $2) n`,
        [office, outlets],
      )
      await client.query(`insert into outlet_version (outlet, version, path, cause, since, what)
        select id, v, path, 'import', now(), to_jsonb(o) - 'path' from outlet o, generate_series(1, 3) v`)
      // single deeds, each a row of the trail, in transactions as people make them
      for (let n = 0; n < Math.min(50_000, outlets - DEEDS); n += DEEDS)
        await client.query(
          `insert into duplicate (id, office, path, kept, other, meters, reason)
           select gen_random_uuid(), office, path, id, lead(id) over (order by id), 3, 'near' from outlet order by id offset $1 limit $2`,
          [n, DEEDS],
        )
    })
    for (let i = 0; i * EACH < megabytes * 1e6; i++) {
      const { sha256, size } = await store.put(randomBytes(EACH))
      await withClient(one, (client) => client.query('insert into blob values ($1, $2)', [sha256, size]))
    }
  })
  const dir = join(base, 'backup')
  const make = () => makeBackup({ url: one, store, dir, version: 'bench' })
  const { manifest } = await timed('backup', make)
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
  const bytes = manifest.tables.reduce((sum, table) => sum + table.bytes, 0)
  const { count } = manifest.blobs
  console.log(
    `  ${rows} rows in ${(bytes / 1e6).toFixed(1)} MB, ${count} blobs in ${(manifest.blobs.bytes / 1e6).toFixed(0)} MB`,
  )
  await timed('backup into the same folder', make)
  const { wrong, sealed } = await timed('verify', () => verifyBackup(dir))
  console.log(`  ${wrong.length} things wrong, ${sealed} seals reckoned`)
  await timed('restore', () => restoreBackup({ url: two, store: other, dir }))
} finally {
  await cluster.stop()
  await rm(base, { recursive: true, force: true })
}
