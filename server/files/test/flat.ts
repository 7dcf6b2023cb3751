// How much memory it takes to put and read a large blob.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { type Blobs, openBlobs } from '../blobs.ts'
import { type S3Server, startS3 } from './s3-server.ts'

/** Bytes of a megabyte, as the figures are told. */
export const MB = 1 << 20
const PIECE = 1 << 16

/** Memory is looked at once in so many bytes. */
const LOOK = 1 << 22

setFlagsFromString('--expose-gc')
const gc = runInNewContext('gc') as () => void

/** Bytes at the highest, over what they were before: buffers and heap in use, garbage left out; and all that the process holds. */
interface Growth {
  readonly buffers: number
  readonly resident: number
}

function watch() {
  const held = () => {
    const { rss } = process.memoryUsage()
    gc()
    const { heapUsed, external } = process.memoryUsage()
    return { buffers: heapUsed + external, resident: rss }
  }
  const begun = held()
  const most = { buffers: 0, resident: 0 }
  return {
    most,
    look() {
      const now = held()
      most.buffers = Math.max(most.buffers, now.buffers - begun.buffers)
      most.resident = Math.max(most.resident, now.resident - begun.resident)
    },
  }
}

/** Puts `bytes` bytes made on the way, reads them back, and tells what each took. Throws when they do not come back the same. */
async function throughStore(blobs: Blobs, bytes: number): Promise<{ put: Growth; read: Growth }> {
  const expected = createHash('sha256')
  const putting = watch()
  async function* made() {
    for (let at = 0; at < bytes; at += PIECE) {
      const piece = new Uint8Array(Math.min(PIECE, bytes - at)).fill(at / PIECE)
      new DataView(piece.buffer).setUint32(0, at)
      expected.update(piece)
      if (at % LOOK === 0) putting.look()
      yield piece
      await new Promise(setImmediate)
    }
  }
  const ticking = setInterval(putting.look, 40)
  const kept = await blobs.put(made(), { signal: new AbortController().signal })
  clearInterval(ticking)
  const reading = watch()
  const got = createHash('sha256')
  let size = 0
  for await (const piece of await blobs.open(kept.sha256)) {
    got.update(piece)
    if (Math.floor(size / LOOK) < Math.floor((size + piece.length) / LOOK)) reading.look()
    size += piece.length
  }
  const digest = expected.digest('hex')
  if (kept.sha256 !== digest || got.digest('hex') !== digest || size !== bytes) throw new Error('other bytes came back')
  return { put: putting.most, read: reading.most }
}

/**
 * Claims of both stores that `size` bytes go in and out with less than `bound` in buffers and heap; `resident`: less than that
 * held by the process, too. To be called at the top of a test file.
 */
export function claimFlat(
  claim: string,
  { size, bound, resident: most }: { size: number; bound: number; resident?: number },
) {
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
  for (const store of ['directory', 's3'])
    test(`${claim} (${store})`, async (t) => {
      const setting = store === 's3' ? s3.setting('flat') : null
      const { put, read } = await throughStore(await openBlobs(setting, join(root, store), s3.keys), size)
      for (const [what, { buffers, resident }] of Object.entries({ put, read })) {
        t.diagnostic(
          `${store} ${what}: buffers +${(buffers / MB).toFixed(0)} MB, resident +${(resident / MB).toFixed(0)} MB`,
        )
        assert.ok(buffers < bound, `${what}: ${buffers} bytes`)
        if (most !== undefined) assert.ok(resident < most, `${what}: ${resident} bytes resident`)
      }
    })
}
