// What only a store across a line can do wrong: stumbling, silence, cut answers, refusals; and its setting.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { Fault } from '@yike/core/base/fault.ts'
import { openBlobs } from './blobs.ts'
import { openS3 } from './s3.ts'
import { s3Place } from './s3-place.ts'
import { type Mishap, type S3Server, startS3, stumblingRoad } from './test/s3-server.ts'

const fault = (code: string) => ({ name: 'Fault', code })
const HASTY = { patience: { pausesMs: [5, 5], quietMs: 400 }, pageSize: 1000 }

let root: string
let s3: S3Server
let count = 0
before(async () => {
  root = await mkdtemp(join(tmpdir(), 'yike-s3-test-'))
  s3 = await startS3()
})
after(async () => {
  await s3.stop()
  await rm(root, { recursive: true, force: true })
})

/** A store at the end of a road on which `mishap` happens, once `go` says so. */
async function stumbling(mishap: (method: string, url: string, nth: number) => Mishap) {
  let going = false
  let from = 0
  const road = await stumblingRoad(s3.endpoint, (method, url, nth) => {
    if (!going) from = nth
    return going ? mishap(method, url, nth - from) : 'pass'
  })
  const dir = join(root, `r${count++}`)
  const blobs = await openS3(s3Place(s3.setting(`road/${count}`, road.endpoint)), s3.keys, dir, HASTY)
  return { blobs, road, tmp: join(dir, 'tmp'), go: () => (going = true), [Symbol.asyncDispose]: road.stop }
}

test('a store that stumbles twice is asked a third time', async () => {
  for (const mishap of [503, 500, 429, 'cut', 'silence'] as const) {
    await using s = await stumbling((_method, _url, nth) => (nth <= 2 ? mishap : 'pass'))
    s.go()
    const { sha256 } = await s.blobs.put(Buffer.from('patience'))
    assert.equal(s.road.seen.length, 3, `${mishap}`)
    assert.equal(Buffer.from(await s.blobs.read(sha256)).toString(), 'patience')
  }
})

test('a store that is away is a fault that says so, and nothing stays behind', async () => {
  for (const mishap of [503, 'cut', 'silence'] as const) {
    await using s = await stumbling(() => mishap)
    s.go()
    const absent = 'a'.repeat(64)
    await assert.rejects(s.blobs.put(Buffer.from('lost')), fault('store-away'))
    await assert.rejects(s.blobs.has(absent), fault('store-away'))
    await assert.rejects(s.blobs.open(absent), fault('store-away'))
    await assert.rejects(s.blobs.probe(), fault('store-away'))
    await assert.rejects(async () => {
      for await (const _ of s.blobs.list()) assert.fail()
    }, fault('store-away'))
    assert.deepEqual(await readdir(s.tmp), [])
  }
  const nobody = s3Place('s3://bucket?endpoint=http://127.0.0.1:9')
  const blobs = await openS3(nobody, s3.keys, join(root, 'nobody'), HASTY)
  await assert.rejects(blobs.probe(), fault('store-away'))
})

test('an answer that breaks off in the middle is a broken line, not an altered blob', async () => {
  await using s = await stumbling((method) => (method === 'GET' ? { cutAfter: 100_000 } : 'pass'))
  const { sha256 } = await s.blobs.put(randomBytes(500_000))
  s.go()
  await assert.rejects(s.blobs.read(sha256), fault('store-away'))
  await assert.rejects(async () => {
    for await (const _ of await s.blobs.open(sha256));
  }, fault('store-away'))
})

test('an upload in parts goes on over a stumble; when it fails, the store is told to forget its parts', async () => {
  const bytes = randomBytes(20 << 20)
  {
    let isCut = false
    await using s = await stumbling((_method, url) => {
      if (isCut || !url.includes('partNumber=2')) return 'pass'
      isCut = true
      return 'cut'
    })
    s.go()
    const { sha256 } = await s.blobs.put(bytes)
    assert.equal(s.road.seen.filter((line) => line.includes('partNumber=2')).length, 2)
    assert.ok(bytes.equals(await s.blobs.read(sha256)))
  }
  await using s = await stumbling((_method, url) => (url.includes('partNumber=3') ? 503 : 'pass'))
  s.go()
  await assert.rejects(s.blobs.put(bytes), fault('store-away'))
  assert.match(s.road.seen.at(-1)!, /^DELETE .*uploadId=/)
  assert.deepEqual(await readdir(s.tmp), [])
  for await (const _ of s.blobs.list()) assert.fail('half an upload is no blob')
})

test('an upload whose last answer was lost is found to be whole', async () => {
  let cut = false
  await using s = await stumbling((method, url) => {
    if (method !== 'POST' || !url.includes('uploadId=') || cut) return 'pass'
    cut = true
    return { cutAfter: 0 }
  })
  s.go()
  const bytes = randomBytes(9 << 20)
  const { sha256 } = await s.blobs.put(bytes)
  assert.ok(cut)
  assert.ok(bytes.equals(await s.blobs.read(sha256)))
})

test('giving up an upload stops its sending', async () => {
  const stop = new AbortController()
  await using s = await stumbling((_method, url) => {
    if (!url.includes('partNumber=2')) return 'pass'
    stop.abort()
    return 'silence'
  })
  s.go()
  await assert.rejects(s.blobs.put(randomBytes(20 << 20), { signal: stop.signal }), fault('cancelled'))
  assert.deepEqual(await readdir(s.tmp), [])
})

test('a store that refuses is asked once, and the fault has its reason', async () => {
  const wrong = { ...s3.keys, secretAccessKey: 'wrong' }
  const refused = await openBlobs(s3.setting('refused'), join(root, 'w'), wrong)
  await assert.rejects(refused.probe(), (error) => {
    assert.ok(error instanceof Fault)
    assert.equal(error.code, 'store-refuses')
    assert.match(error.message, /SignatureDoesNotMatch/)
    assert.doesNotMatch(error.message, /wrong/)
    return true
  })
  const url = new URL(s3.setting('x'))
  url.host = 'no-such-bucket-of-yike'
  const absent = await openBlobs(url.href, join(root, 'n'), s3.keys)
  await assert.rejects(absent.read('a'.repeat(64)), /NoSuchBucket/)
})

test('a store without room is a full disk', async () => {
  await using s = await stumbling(() => 507)
  s.go()
  await assert.rejects(s.blobs.put(Buffer.from('x')), fault('disk-full'))
})

test('a listing goes over its pages', async () => {
  const place = s3Place(s3.setting('pages'))
  const blobs = await openS3(place, s3.keys, join(root, 'pages'), { ...HASTY, pageSize: 3 })
  const put = []
  for (let i = 0; i < 10; i++) put.push((await blobs.put(Buffer.from(`page ${i}`))).sha256)
  const all = []
  for await (const { sha256 } of blobs.list()) all.push(sha256)
  assert.deepEqual(all, put.sort())
})

test('stores with prefixes of their own do not see each other', async () => {
  const [a, b] = await Promise.all(
    ['city', 'city-2'].map((prefix) => openBlobs(s3.setting(prefix), join(root, prefix), s3.keys)),
  )
  const { sha256 } = await a!.put(Buffer.from('of one city'))
  assert.equal(await b!.has(sha256), null)
  for await (const _ of b!.list()) assert.fail()
})

test('the setting is read, and a wrong one is a sentence without what may be secret', () => {
  const at = 'endpoint=https%3A%2F%2Fs3.example.com%3A9000'
  assert.deepEqual(s3Place(`s3://bucket/a/b?${at}&region=cn-north-1`), {
    base: 'https://s3.example.com:9000/bucket',
    prefix: 'a/b/',
    region: 'cn-north-1',
    where: 's3://bucket/a/b/ (s3.example.com:9000)',
  })
  assert.equal(s3Place(`s3://bucket?${at}&style=host`).base, 'https://bucket.s3.example.com:9000')
  assert.equal(s3Place(`s3://bucket/?${at}`).prefix, '')
  for (const [setting, why] of [
    ['', /s3:\/\//],
    ['/var/lib/yike', /s3:\/\//],
    ['https://bucket.s3.example.com', /s3:\/\//],
    ['s3://bucket/a', /endpoint/],
    ['s3://bucket?endpoint=ftp://x', /endpoint/],
    ['s3://bucket?endpoint=https://key:hush@x', /endpoint/],
    ['s3://bucket?endpoint=https://x/path', /endpoint/],
    [`s3://key:hush@bucket?${at}`, /environment/],
    [`s3://Buck_et?${at}`, /bucket/],
    [`s3://b?${at}`, /bucket/],
    [`s3://bucket/a/../b//c?${at}`, /prefix/],
    [`s3://bucket/a%20b?${at}`, /prefix/],
    [`s3://bucket/.hidden?${at}`, /prefix/],
    [`s3://bucket?${at}&regoin=x`, /"regoin" is not known/],
    [`s3://bucket?${at}&region=a/b`, /region/],
    [`s3://bucket?${at}&style=dns`, /style/],
  ] as const) {
    assert.throws(
      () => s3Place(setting),
      (error) => {
        assert.ok(error instanceof Fault && error.code === 'bad-store', setting)
        assert.match(error.message, why)
        assert.doesNotMatch(error.message + error.say('zh'), /hush/)
        return true
      },
    )
  }
})

test('a store without keys is a wrong setting', async () => {
  const place = s3Place('s3://bucket?endpoint=http://127.0.0.1:9')
  await assert.rejects(openS3(place, null, join(root, 'k')), fault('bad-store'))
  await assert.rejects(openS3(place, { accessKeyId: 'a', secretAccessKey: '' }, join(root, 'k')), fault('bad-store'))
})
