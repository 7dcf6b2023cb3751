// 500 MB through each store, in memory that is a fraction of it.
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { openBlobs } from './blobs.ts'
import { throughStore } from './test/flat.ts'
import { type S3Server, startS3 } from './test/s3-server.ts'

const MB = 1 << 20
const SIZE = 500 * MB
const BOUND = 32 * MB

let root: string
let s3: S3Server
before(async () => {
  root = await mkdtemp(join(tmpdir(), 'yike-flat-'))
  s3 = await startS3()
})
after(async () => {
  await s3.stop()
  await rm(root, { recursive: true, force: true })
})

for (const store of ['directory', 's3']) {
  test(`500 MB go in and out in flat memory (${store})`, async (t) => {
    const setting = store === 's3' ? s3.setting('flat') : null
    const { put, read } = await throughStore(await openBlobs(setting, join(root, store), s3.keys), SIZE)
    for (const [what, { buffers, resident }] of Object.entries({ put, read })) {
      t.diagnostic(
        `${store} ${what}: buffers +${(buffers / MB).toFixed(0)} MB, resident +${(resident / MB).toFixed(0)} MB`,
      )
      assert.ok(buffers < BOUND, `${what}: ${buffers} bytes`)
      assert.ok(resident < 3 * BOUND, `${what}: ${resident} bytes resident`)
    }
  })
}
