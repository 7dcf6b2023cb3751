// Blobs in a directory: `ab/cd/abcd…` under it, and `tmp/` for what is being written. A name appears by a rename, so a blob is
// whole or not there; two writers of the same bytes rename the same content over each other.
import { randomUUID } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Fault } from '@yike/core/base/fault.ts'
import type { Blobs, Listed } from './blobs.ts'
import { checkedBytes, checkedStream, isDigest, needDigest } from './digest.ts'
import { codeOf, diskFault, syncFolder } from './disk.ts'
import { spool, spoolFolder, sweepFolder } from './spool.ts'

/** Bytes of one piece when reading. */
const PIECE = 1 << 17

/** Opens, and makes where needed, the store in the directory `dir`. Faults: `cannot-write`, `disk-full`. */
export async function openDirectory(dir: string): Promise<Blobs> {
  const tmp = await spoolFolder(dir)
  const folderOf = (sha256: string) => join(dir, sha256.slice(0, 2), sha256.slice(2, 4))
  const pathOf = (sha256: string) => join(folderOf(sha256), sha256)
  const onDisk = <T>(doing: Promise<T>): Promise<T> =>
    doing.catch((error) => {
      throw diskFault(error, dir)
    })
  /** What the disk says, but null for a file that is not there. */
  const ifThere = <T>(doing: Promise<T>): Promise<T | null> =>
    doing.catch((error) => {
      if (codeOf(error) === 'ENOENT') return null
      throw diskFault(error, dir)
    })

  return {
    where: dir,

    async put(bytes, putting = {}) {
      const { path, sha256, size } = await spool(tmp, bytes, putting, true)
      try {
        await moveIn(path, sha256)
      } catch (error) {
        await rm(path, { force: true })
        throw diskFault(error, dir)
      }
      return { sha256, size }
    },

    async has(sha256) {
      needDigest(sha256)
      return (await ifThere(stat(pathOf(sha256))))?.size ?? null
    },

    async open(sha256) {
      needDigest(sha256)
      const file = await ifThere(open(pathOf(sha256), 'r'))
      if (!file) throw new Fault('blob-missing', { sha256 })
      const stream = file.createReadStream({ highWaterMark: PIECE })
      return checkedStream(stream, sha256, () => stream.destroy())
    },

    async read(sha256) {
      needDigest(sha256)
      const bytes = await ifThere(readFile(pathOf(sha256)))
      if (!bytes) throw new Fault('blob-missing', { sha256 })
      return checkedBytes(bytes, sha256)
    },

    async *list(): AsyncGenerator<Listed> {
      for (const a of await pairs(dir)) {
        for (const b of await pairs(join(dir, a))) {
          for (const sha256 of (await ifThere(readdir(join(dir, a, b)))) ?? []) {
            if (!isDigest(sha256) || !sha256.startsWith(a + b)) continue
            const found = await ifThere(stat(pathOf(sha256)))
            if (found?.isFile()) yield { sha256, size: found.size, at: found.mtime }
          }
        }
      }
    },

    async remove(sha256, { before } = {}) {
      needDigest(sha256)
      const found = await ifThere(stat(pathOf(sha256)))
      if (!found || (before && found.mtime >= before)) return false
      // set aside first: if the same bytes came in since the look above, it is their time that is read now
      const aside = join(tmp, `${randomUUID()}.gone`)
      if ((await ifThere(rename(pathOf(sha256), aside).then(() => true))) === null) return false
      if (before && (await onDisk(stat(aside))).mtime >= before) {
        await onDisk(rename(aside, pathOf(sha256)))
        return false
      }
      await onDisk(rm(aside, { force: true }))
      return true
    },

    sweep: (before) => onDisk(sweepFolder(tmp, before)),

    async probe() {
      const bytes = new TextEncoder().encode(randomUUID())
      const { path, sha256 } = await spool(tmp, bytes, {}, true)
      try {
        checkedBytes(await onDisk(readFile(path)), sha256)
      } finally {
        await rm(path, { force: true })
      }
    },
  }

  /** The file becomes the blob, and the folders on its way are forced to the disk. */
  async function moveIn(path: string, sha256: string): Promise<void> {
    const folder = folderOf(sha256)
    const made = await mkdir(folder, { recursive: true, mode: 0o700 })
    await rename(path, pathOf(sha256))
    await syncFolder(folder)
    if (made === undefined) return
    await syncFolder(join(folder, '..'))
    await syncFolder(dir)
  }

  async function pairs(folder: string): Promise<string[]> {
    const names = (await ifThere(readdir(folder))) ?? []
    return names.filter((name) => /^[0-9a-f]{2}$/.test(name)).sort()
  }
}
