// What only a directory can do wrong: full disks, killed writers, left-overs, strangers' files.
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, open, readdir, readlink, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { type Blobs, openBlobs } from './blobs.ts'
import { collect } from './collect.ts'
import { digestOf } from './digest.ts'
import { openDirectory } from './directory.ts'

const fault = (code: string) => ({ name: 'Fault', code })

let root: string
before(async () => {
  root = await mkdtemp(join(tmpdir(), 'yike-dir-'))
})
after(() => rm(root, { recursive: true, force: true }))

const newDir = () => mkdtemp(join(root, 'store-'))

async function hashes(blobs: Blobs): Promise<string[]> {
  const all = []
  for await (const { sha256 } of blobs.list()) all.push(sha256)
  return all
}

/** The one class of open files, whose methods a test replaces to play a failing disk. */
async function fileClass(): Promise<{ write: unknown; sync: unknown }> {
  const file = await open(import.meta.filename, 'r')
  await file.close()
  return Object.getPrototypeOf(file)
}

const noSpace = () =>
  Promise.reject(Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' }))

test('a disk that fills up while bytes come in, or when they are forced to it, is a fault and leaves nothing', async (t) => {
  const dir = await newDir()
  const blobs = await openDirectory(dir)
  await blobs.put(new Uint8Array(10))
  const files = await fileClass()
  for (const method of ['write', 'sync'] as const) {
    const failing = t.mock.method(files as { write(): unknown; sync(): unknown }, method, noSpace)
    await assert.rejects(blobs.put(new Uint8Array(1000)), fault('disk-full'))
    await assert.rejects(blobs.probe(), fault('disk-full'))
    assert.ok(failing.mock.callCount() >= 2)
    failing.mock.restore()
    assert.deepEqual(await readdir(join(dir, 'tmp')), [])
  }
  assert.deepEqual(await hashes(blobs), [digestOf(new Uint8Array(10))])
  await blobs.put(new Uint8Array(1000)) // and it goes on by itself when there is room again
})

test('a real disk of 2 MB that is full', async (t) => {
  const dir = await newDir()
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', dir], { stdio: 'ignore' })
  if (mounted.status !== 0) return t.skip('no small disk can be mounted here')
  try {
    const blobs = await openDirectory(dir)
    const kept = await blobs.put(new Uint8Array(1 << 20))
    async function* large() {
      for (let i = 0; i < 64; i++) yield new Uint8Array(1 << 16).fill(i)
    }
    await assert.rejects(blobs.put(large()), fault('disk-full'))
    assert.deepEqual(await readdir(join(dir, 'tmp')), [])
    assert.deepEqual(await hashes(blobs), [kept.sha256])
    await blobs.put(new Uint8Array(500_000))
  } finally {
    spawnSync('umount', [dir])
  }
})

test('writers killed in the middle leave whole blobs and temporary files, which are swept when old', async () => {
  const dir = await newDir()
  const script = `
    import { openDirectory } from ${JSON.stringify(join(import.meta.dirname, 'directory.ts'))}
    const blobs = await openDirectory(${JSON.stringify(dir)})
    for (let i = 0; ; i++) {
      const { sha256 } = await blobs.put(new Uint8Array(300_000).fill(i % 251).fill(i >> 8, 0, 9))
      console.log(sha256)
    }`
  const acknowledged = new Set<string>()
  for (let round = 0; round < 4; round++) {
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let said = ''
    child.stdout.on('data', (piece) => (said += piece))
    await once(child.stdout, 'data')
    await pause(20 + 23 * round)
    child.kill('SIGKILL')
    await once(child, 'close')
    for (const line of said.split('\n').slice(0, -1)) acknowledged.add(line)
  }
  const half = join(dir, 'tmp', 'cafe.part')
  await writeFile(half, 'half of a file')

  const blobs = await openBlobs(null, dir)
  assert.ok((await readdir(join(dir, 'tmp'))).includes('cafe.part'), 'it may still be written to')
  const kept = new Set(await hashes(blobs))
  for (const sha256 of kept) await blobs.read(sha256)
  for (const sha256 of acknowledged) assert.ok(kept.has(sha256), 'what was acknowledged is there')
  const longAgo = new Date(Date.now() - 48 * 3600 * 1000)
  await utimes(half, longAgo, longAgo)
  await openBlobs(null, dir)
  assert.ok(!(await readdir(join(dir, 'tmp'))).includes('cafe.part'))
})

test('the collector takes left-overs along, and says how many', async () => {
  const dir = await newDir()
  const blobs = await openDirectory(dir)
  await writeFile(join(dir, 'tmp', 'x.part'), 'four')
  const found = await collect(blobs, async () => new Set(), { olderThan: new Date(Date.now() + 60_000) })
  assert.deepEqual([found.leftOvers, found.leftOverBytes], [1, 4])
})

test('the collector asks for no more than 500 at a time', async () => {
  const blobs = await openDirectory(await newDir())
  for (let i = 0; i < 501; i++) await blobs.put(Buffer.from(String(i)))
  const asked: number[] = []
  const found = await collect(
    blobs,
    async (shas) => {
      asked.push(shas.length)
      return new Set(shas.slice(1))
    },
    { olderThan: new Date(Date.now() + 60_000) },
  )
  assert.deepEqual(asked, [500, 1])
  assert.deepEqual([found.kept, found.removed], [499, 2])
})

test('files are for their owner only, and what else lies in the folders is no blob', async () => {
  const dir = await newDir()
  const blobs = await openDirectory(dir)
  const { sha256 } = await blobs.put(Buffer.from('private'))
  const folder = join(dir, sha256.slice(0, 2), sha256.slice(2, 4))
  if (process.platform !== 'win32') {
    assert.equal((await stat(join(folder, sha256))).mode & 0o077, 0)
    assert.equal((await stat(folder)).mode & 0o077, 0)
  }
  await writeFile(join(folder, 'notes.txt'), 'by hand')
  await writeFile(join(folder, 'f'.repeat(64)), 'in a wrong folder')
  await mkdir(join(folder, `${sha256.slice(0, 4)}${'0'.repeat(60)}`))
  assert.deepEqual(await hashes(blobs), [sha256])
})

test('a folder that is a file, or cannot be made, is a fault with the folder in it', async () => {
  const path = join(await newDir(), 'file')
  await writeFile(path, '')
  await assert.rejects(openBlobs(null, path), fault('cannot-write'))
  await assert.rejects(openBlobs(null, join(path, 'deeper')), fault('cannot-write'))
})

test('a folder that goes away while it is in use is a fault, not a mistake', async () => {
  const dir = await newDir()
  const blobs = await openDirectory(dir)
  await rm(dir, { recursive: true })
  await assert.rejects(blobs.put(Buffer.from('x')), fault('store-away'))
  await assert.rejects(blobs.probe(), fault('store-away'))
})

test('streams that are read to the end, in part or not at all leave no file open', async (t) => {
  if (process.platform !== 'linux') return t.skip('open files are listed on Linux only')
  const dir = await newDir()
  const blobs = await openDirectory(dir)
  const { sha256 } = await blobs.put(new Uint8Array(1 << 20))
  const openOnes = async () => {
    const all = await readdir('/proc/self/fd')
    const paths = await Promise.all(all.map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')))
    return paths.filter((path) => path.startsWith(dir)).length
  }
  const streams = await Promise.all(Array.from({ length: 9 }, () => blobs.open(sha256)))
  assert.equal(await openOnes(), 9)
  for (const [i, stream] of streams.entries()) {
    if (i % 3 === 0) for await (const _ of stream);
    if (i % 3 === 1) for await (const _ of stream) break
    stream.destroy()
  }
  while ((await openOnes()) > 0) await pause(5) // hangs, and so fails, where one stays open
})
