// What every store of blobs does, held against each of them: a directory, and an S3 server that is a process of its own.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { sha256 } from '@yike/core/base/sha256.ts'
import fc from 'fast-check'
import { type Blobs, openBlobs } from './blobs.ts'
import { collect } from './collect.ts'
import { s3Place } from './s3-place.ts'
import { PATIENT, s3Requests } from './s3-request.ts'
import { type S3Server, startS3 } from './test/s3-server.ts'
import { verify } from './verify.ts'

const text = (words: string) => new TextEncoder().encode(words)
const fault = (code: string) => ({ name: 'Fault', code })

let root: string
let s3: S3Server
let count = 0

before(async () => {
  root = await mkdtemp(join(tmpdir(), 'yike-blobs-'))
  s3 = await startS3()
})
after(async () => {
  await s3.stop()
  await rm(root, { recursive: true, force: true })
})

/** A new, empty store, its folder, and a hand that puts other bytes where a blob is. */
interface Opened {
  readonly blobs: Blobs
  readonly tmp: string
  spoil(sha256: string, bytes: Uint8Array): Promise<void>
}

const STORES: Readonly<Record<string, () => Promise<Opened>>> = {
  async directory() {
    const dir = join(root, `d${count++}`)
    return {
      blobs: await openBlobs(null, dir),
      tmp: join(dir, 'tmp'),
      spoil: (sha, bytes) => writeFile(join(dir, sha.slice(0, 2), sha.slice(2, 4), sha), bytes),
    }
  },
  async s3() {
    const dir = join(root, `s${count++}`)
    const setting = s3.setting(`store/${count}`)
    const place = s3Place(setting)
    return {
      blobs: await openBlobs(setting, dir, s3.keys),
      tmp: join(dir, 'tmp'),
      async spoil(sha, body) {
        await s3Requests(place, s3.keys, PATIENT)({ method: 'PUT', key: place.prefix + sha, body })
      },
    }
  },
}

async function listed(blobs: Blobs) {
  const all = []
  for await (const blob of blobs.list()) all.push(blob)
  return all
}

async function streamed(blobs: Blobs, sha: string): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  for await (const piece of await blobs.open(sha)) pieces.push(piece)
  return Buffer.concat(pieces)
}

for (const [store, opened] of Object.entries(STORES)) {
  describe(`blobs in ${store}`, { concurrency: false }, () => {
    test('what is put comes back, whole or as a stream, under the hash of its bytes', async () => {
      const { blobs, tmp } = await opened()
      const bytes = fc.uint8Array({ maxLength: 300 })
      await fc.assert(
        fc.asyncProperty(fc.array(bytes, { maxLength: 5 }), async (pieces) => {
          const all = Buffer.concat(pieces)
          async function* incoming() {
            yield* pieces
          }
          const kept = await blobs.put(incoming())
          assert.deepEqual(kept, { sha256: sha256(all), size: all.length })
          assert.equal(await blobs.has(kept.sha256), all.length)
          assert.ok(all.equals(await blobs.read(kept.sha256)))
          assert.ok(all.equals(await streamed(blobs, kept.sha256)))
        }),
        { numRuns: 12 },
      )
      assert.deepEqual(await readdir(tmp), [], 'no temporary file stays')
    })

    test('a file of many pieces, larger than one request, comes back the same', async () => {
      const { blobs } = await opened()
      const bytes = randomBytes((17 << 20) + 7)
      const { sha256, size } = await blobs.put(bytes)
      assert.equal(size, bytes.length)
      assert.ok(bytes.equals(await streamed(blobs, sha256)))
    })

    test('the same bytes are kept once, also when many put them at the same time', async () => {
      const { blobs } = await opened()
      const bytes = randomBytes(200_000)
      const kept = await Promise.all(Array.from({ length: 12 }, () => blobs.put(bytes)))
      assert.equal(new Set(kept.map((k) => k.sha256)).size, 1)
      assert.deepEqual(
        (await listed(blobs)).map(({ sha256, size }) => ({ sha256, size })),
        [kept[0]],
      )
      assert.ok(bytes.equals(await blobs.read(kept[0]!.sha256)))
    })

    test('a blob that is not there is missing, not empty', async () => {
      const { blobs } = await opened()
      const absent = sha256(text('nobody put this'))
      assert.equal(await blobs.has(absent), null)
      await assert.rejects(blobs.read(absent), fault('blob-missing'))
      await assert.rejects(blobs.open(absent), fault('blob-missing'))
      assert.equal(await blobs.remove(absent), false)
    })

    test('an altered blob is noticed before its last piece is given out, and putting it again mends it', async () => {
      const { blobs, spoil } = await opened()
      const bytes = randomBytes(300_000)
      const { sha256 } = await blobs.put(bytes)
      const other = Buffer.from(bytes)
      other[150_000]! ^= 1
      for (const spoilt of [other, bytes.subarray(0, 299_999), new Uint8Array(), Buffer.concat([bytes, text('!')])]) {
        await spoil(sha256, spoilt)
        await assert.rejects(blobs.read(sha256), fault('blob-altered'))
        let got = 0
        await assert.rejects(async () => {
          for await (const piece of await blobs.open(sha256)) got += piece.length
        }, fault('blob-altered'))
        assert.ok(got < Math.max(1, spoilt.length), 'the whole of it was never given out')
      }
      await blobs.put(bytes)
      assert.ok(bytes.equals(await blobs.read(sha256)))
    })

    test('a hash that is none is refused everywhere, so that no path is made of it', async () => {
      const { blobs } = await opened()
      const whole = 'a'.repeat(64)
      const bad = ['', '..', '../../etc/passwd', `../${whole.slice(3)}`, whole.toUpperCase(), `${whole}\n`, `${whole}0`]
      bad.push(`${whole.slice(1)}/`, `${whole.slice(1)}\0`, `${whole.slice(1)}.`, '%2e%2e%2f', `${whole.slice(1)}ａ`)
      for (const sha of [...bad, undefined as unknown as string, [whole] as unknown as string]) {
        await assert.rejects(async () => blobs.has(sha), fault('bad-value'))
        await assert.rejects(async () => blobs.open(sha), fault('bad-value'))
        await assert.rejects(async () => blobs.read(sha), fault('bad-value'))
        await assert.rejects(async () => blobs.remove(sha), fault('bad-value'))
      }
    })

    test('an upload over the limit is refused and leaves nothing, one of exactly the limit is kept', async () => {
      const { blobs, tmp } = await opened()
      let asked = 0
      async function* endless() {
        for (;;) {
          asked++
          yield new Uint8Array(1000)
        }
      }
      await assert.rejects(blobs.put(endless(), { limitBytes: 10_000 }), fault('too-large'))
      assert.equal(asked, 11, 'it was not read on')
      assert.equal((await blobs.put(new Uint8Array(10_000), { limitBytes: 10_000 })).size, 10_000)
      assert.deepEqual(await readdir(tmp), [])
      assert.equal((await listed(blobs)).length, 1)
    })

    test('an upload that breaks off or is given up leaves nothing', async () => {
      const { blobs, tmp } = await opened()
      async function* broken() {
        yield text('the first half')
        throw new Error('connection lost')
      }
      await assert.rejects(blobs.put(broken()), { message: 'connection lost' })
      const stop = new AbortController()
      async function* stuck() {
        yield text('the first half')
        stop.abort()
        await new Promise(() => {})
      }
      await assert.rejects(blobs.put(stuck(), { signal: stop.signal }), fault('cancelled'))
      await assert.rejects(blobs.put(text('whole'), { signal: AbortSignal.abort() }), fault('cancelled'))
      assert.deepEqual(await readdir(tmp), [])
      assert.deepEqual(await listed(blobs), [])
    })

    test('while bytes come in, nobody sees a blob', async () => {
      const { blobs } = await opened()
      const [a, b] = [randomBytes(100_000), randomBytes(100_000)]
      const all = sha256(Buffer.concat([a, b]))
      async function* incoming() {
        yield a
        assert.equal(await blobs.has(all), null)
        assert.deepEqual(await listed(blobs), [])
        yield b
      }
      await blobs.put(incoming())
      assert.equal(await blobs.has(all), 200_000)
    })

    test('the listing has every blob once, with its size and time, in the order of hashes', async () => {
      const { blobs } = await opened()
      const begun = Date.now()
      const kept = []
      for (let i = 0; i < 25; i++) kept.push(await blobs.put(text(`blob ${i}`)))
      kept.sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1))
      const all = await listed(blobs)
      assert.deepEqual(
        all.map(({ sha256, size }) => ({ sha256, size })),
        kept,
      )
      for (const { at } of all) assert.ok(at.getTime() >= begun - 2000 && at.getTime() <= Date.now() + 2000)
    })

    test('garbage goes when it is old and nobody refers to it; asked in chunks, and only counted in a dry run', async () => {
      const { blobs } = await opened()
      const kept = []
      for (let i = 0; i < 8; i++) kept.push(await blobs.put(text(`${i}`.repeat(10))))
      const alive = new Set([kept[2]!.sha256, kept[5]!.sha256, sha256(text('of another store'))])
      const referenced = async (shas: readonly string[]) => new Set(shas.filter((sha) => alive.has(sha)))
      const [past, soon] = [new Date(Date.now() - 60_000), new Date(Date.now() + 60_000)]

      const young = await collect(blobs, referenced, { olderThan: past })
      assert.deepEqual([young.seen, young.young, young.removed], [8, 8, 0])
      const dry = await collect(blobs, referenced, { olderThan: soon, dryRun: true })
      assert.deepEqual([dry.kept, dry.removed, dry.removedBytes], [2, 6, 60])
      assert.equal((await listed(blobs)).length, 8)
      const done = await collect(blobs, referenced, { olderThan: soon })
      assert.deepEqual([done.seen, done.kept, done.removed, done.removedBytes], [8, 2, 6, 60])
      assert.deepEqual(
        (await listed(blobs)).map((b) => b.sha256),
        [kept[2]!.sha256, kept[5]!.sha256].sort(),
      )
    })

    test('garbage stays where the references cannot be read', async () => {
      const { blobs } = await opened()
      await blobs.put(text('precious'))
      const referenced = () => Promise.reject(new Error('the database is away'))
      await assert.rejects(collect(blobs, referenced, { olderThan: new Date(Date.now() + 60_000) }), /database is away/)
      assert.equal((await listed(blobs)).length, 1)
    })

    test('bytes put again since the question stay when garbage is removed', async () => {
      const { blobs } = await opened()
      const { sha256 } = await blobs.put(text('wanted again'))
      await pause(1100) // an S3 store tells times in whole seconds
      const cut = new Date()
      await pause(1100)
      await blobs.put(text('wanted again'))
      assert.equal(await blobs.remove(sha256, { before: cut }), false)
      assert.equal(await blobs.has(sha256), 12)
      assert.equal(await blobs.remove(sha256), true)
      assert.equal(await blobs.has(sha256), null)
    })

    test('a walk over all blobs tells the altered ones and those that are missing', async () => {
      const { blobs, spoil } = await opened()
      const kept = []
      for (let i = 0; i < 6; i++) kept.push(await blobs.put(text(`page ${i}`)))
      const absent = sha256(text('never put'))
      await spoil(kept[4]!.sha256, text('page 5'))
      await blobs.remove(kept[1]!.sha256)
      const found = await verify(blobs, [...kept.map((k) => k.sha256), absent])
      assert.deepEqual(found, {
        blobs: 5,
        bytes: 30,
        altered: 1,
        alteredSome: [kept[4]!.sha256],
        missing: 2,
        missingSome: [kept[1]!.sha256, absent],
      })
    })

    test('a reader that goes away in the middle hurts nobody', async () => {
      const { blobs } = await opened()
      const bytes = randomBytes(2 << 20)
      const { sha256 } = await blobs.put(bytes)
      for (let i = 0; i < 20; i++) {
        const stream = await blobs.open(sha256)
        for await (const _ of stream) break
        assert.ok(stream.destroyed)
        const unread = await blobs.open(sha256)
        await once(unread.destroy(), 'close')
      }
      assert.ok(bytes.equals(await blobs.read(sha256)))
    })

    test('readiness is proved by writing, and leaves no blob', async () => {
      const { blobs, tmp } = await opened()
      await blobs.probe()
      assert.deepEqual(await listed(blobs), [])
      assert.deepEqual(await readdir(tmp), [])
    })
  })
}
