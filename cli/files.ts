// Files on disk, as core and the shell want them: read in pieces, hashed whole, written all or nothing.
import { createHash } from 'node:crypto'
import {
  closeSync,
  createReadStream,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { open } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import type { Bytes } from '@yike/core/base/bytes.ts'
import { Fault } from '@yike/core/base/fault.ts'

/** The file at `path` as core reads it. Faults: no-file, empty-file. */
export function fileBytes(path: string): Bytes {
  if (!existsSync(path) || !statSync(path).isFile()) throw new Fault('no-file', { file: path })
  const { size } = statSync(path)
  if (size === 0) throw new Fault('empty-file', { file: path })
  return {
    name: basename(path),
    size,
    async slice(from, to) {
      const end = Math.min(to, size)
      const buffer = new Uint8Array(Math.max(0, end - from))
      const handle = await open(path, 'r')
      try {
        let at = 0
        while (at < buffer.length) {
          const { bytesRead } = await handle.read(buffer, at, buffer.length - at, from + at)
          if (bytesRead === 0) break // the file shrank under us; what is read is what there is
          at += bytesRead
        }
        return at === buffer.length ? buffer : buffer.subarray(0, at)
      } finally {
        await handle.close()
      }
    },
  }
}

/** SHA-256 of a file, hex; read as a stream, so size does not matter. */
export async function sha256File(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

/** SHA-256 of bytes or text in memory, hex. */
export const sha256 = (data: Uint8Array | string): string => createHash('sha256').update(data).digest('hex')

/** What marks a folder as written by us: it says by which command, and lists the files. */
const MARK = 'manifest.json'

/** What a folder was written as. */
export type FolderKind = 'demo' | 'measured'

/** What file managers leave behind. */
const DUST = new Set(['.DS_Store', 'Thumbs.db', 'desktop.ini'])

/** A folder may be replaced if it holds what the same command wrote and nothing that a person has added since. */
function mayReplace(folder: string, kind: FolderKind): boolean {
  if (!existsSync(folder)) return true
  if (!statSync(folder).isDirectory()) return false
  const there = readdirSync(folder).filter((name) => !DUST.has(name))
  if (there.length === 0) return true
  try {
    const manifest = JSON.parse(readFileSync(join(folder, MARK), 'utf8')) as {
      tool?: string
      kind?: string
      files?: { file: string }[]
      outputs?: { file: string }[]
    }
    const ours = new Set([MARK, ...[...(manifest.files ?? []), ...(manifest.outputs ?? [])].map((f) => f.file)])
    return manifest.tool === 'yike' && manifest.kind === kind && there.every((name) => ours.has(name))
  } catch {
    return false
  }
}

/** Throws the fault `not-ours` if `folder` holds files that are not ours to replace. Asked before any work begins. */
export function checkOut(folder: string, kind: FolderKind): void {
  if (!mayReplace(resolve(folder), kind)) throw new Fault('not-ours', { folder })
}

/** Whether a process of that number runs here; one of another user counts. */
function runs(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/**
 * Puts right what killed runs left beside `out`: a result that was being replaced comes back, unfinished ones go. Our own
 * number counts as theirs, for nothing of ours has been written yet and a container gives the same one again.
 */
function sweep(out: string): void {
  const [beside, own] = [dirname(out), `${basename(out)}.`]
  if (!existsSync(beside)) return
  for (const name of readdirSync(beside).sort()) {
    const [, what, pid] = /^(part|old)-(\d+)$/.exec(name.startsWith(own) ? name.slice(own.length) : '') ?? []
    if (!what || (Number(pid) !== process.pid && runs(Number(pid)))) continue
    if (what === 'old' && !existsSync(out)) renameSync(join(beside, name), out)
    else rmSync(join(beside, name), { recursive: true, force: true })
  }
}

/** A system's error as the fault `cannot-write`. */
const cannotWrite = (folder: string, error: unknown): Fault =>
  new Fault('cannot-write', { folder, why: (error as NodeJS.ErrnoException).code ?? (error as Error).message })

/**
 * Writes a whole folder or nothing: into a temporary folder beside it, which then takes its name.
 * A folder that the same command wrote before is replaced; any other is left alone (fault `not-ours`). `files` holds a
 * manifest.json with `tool`, `kind` and the list of `files` (of a result: `outputs`, for it had inputs).
 * What a run that was killed while writing left beside the folder is put right first. Faults: not-ours, cannot-write.
 */
export function writeFolder(folder: string, kind: FolderKind, files: ReadonlyMap<string, string | Uint8Array>): void {
  const out = resolve(folder)
  try {
    sweep(out)
  } catch (error) {
    throw cannotWrite(folder, error)
  }
  checkOut(folder, kind)
  const fresh = `${out}.part-${process.pid}`
  const old = `${out}.old-${process.pid}`
  try {
    for (const [name, content] of files) {
      mkdirSync(dirname(join(fresh, name)), { recursive: true })
      writeFileSync(join(fresh, name), content)
    }
    if (existsSync(out)) renameSync(out, old)
    renameSync(fresh, out)
    rmSync(old, { recursive: true, force: true })
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true })
    if (!existsSync(out) && existsSync(old)) renameSync(old, out)
    throw cannotWrite(folder, error)
  }
}

/** Writes one file or nothing, likewise; a long text comes in pieces. Fault: cannot-write. */
export function writeWhole(path: string, content: string | Uint8Array | Iterable<string>): void {
  const part = `${resolve(path)}.part-${process.pid}`
  try {
    sweep(resolve(path))
    if (typeof content === 'string' || content instanceof Uint8Array) writeFileSync(part, content)
    else {
      const file = openSync(part, 'w')
      try {
        for (const piece of content) writeFileSync(file, piece)
      } finally {
        closeSync(file)
      }
    }
    renameSync(part, resolve(path))
  } catch (error) {
    rmSync(part, { force: true })
    // what went wrong while a piece was made is no system's error
    throw (error as NodeJS.ErrnoException).code === undefined ? error : cannotWrite(path, error)
  }
}
