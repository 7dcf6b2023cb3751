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
import type { Content, Files, Written } from '@yike/core/report/files.ts'
import { breath } from './terminal.ts'

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

export type { Files, Written }

/** What marks a folder as written by us: it says by which command, and lists the files. */
const MARK = 'manifest.json'

/** What a folder was written as. */
export type FolderKind = 'demo' | 'measured' | 'circles' | 'sites' | 'plan' | 'compared'

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

/** Whether the system said it; what goes wrong while a piece is made is no system's error. */
const ofSystem = (error: unknown): boolean =>
  !(error instanceof Fault) && (error as NodeJS.ErrnoException).code !== undefined

/** A system's error as the fault `cannot-write`. */
const cannotWrite = (folder: string, error: unknown): Fault =>
  new Fault('cannot-write', { folder, why: (error as NodeJS.ErrnoException).code ?? (error as Error).message })

/**
 * Writes a whole folder or nothing: into a temporary folder beside it, which then takes its name.
 * A folder that the same command wrote before is replaced; any other is left alone (fault `not-ours`). `files` holds a
 * manifest.json with `tool`, `kind` and the list of `files` (of a result: `outputs`, for it had inputs).
 * What a run that was killed while writing left beside the folder is put right first; who is stopped meanwhile (Ctrl+C is heard
 * between two pieces) leaves nothing. Faults: not-ours, cannot-write; what goes wrong while a file is made comes out as it is.
 */
export async function writeFolder(folder: string, kind: FolderKind, files: Files): Promise<void> {
  const out = resolve(folder)
  try {
    sweep(out)
  } catch (error) {
    throw cannotWrite(folder, error)
  }
  checkOut(folder, kind)
  const fresh = `${out}.part-${process.pid}`
  const old = `${out}.old-${process.pid}`
  const tidy = () => rmSync(fresh, { recursive: true, force: true })
  process.once('exit', tidy)
  try {
    const written: Written[] = []
    for (const [name, content] of files) {
      const path = join(fresh, name)
      mkdirSync(dirname(path), { recursive: true })
      written.push({
        file: name,
        ...(await writeFile(path, typeof content === 'function' ? content(written) : content)),
      })
    }
    if (existsSync(out)) renameSync(out, old)
    renameSync(fresh, out)
    rmSync(old, { recursive: true, force: true })
  } catch (error) {
    tidy()
    if (!existsSync(out) && existsSync(old)) renameSync(old, out)
    throw ofSystem(error) ? cannotWrite(folder, error) : error
  } finally {
    process.off('exit', tidy)
  }
}

/** Writes a new file, hashed as it goes. */
async function writeFile(path: string, content: Content): Promise<Omit<Written, 'file'>> {
  const hash = createHash('sha256')
  let bytes = 0
  const file = openSync(path, 'w')
  try {
    for (const piece of typeof content === 'string' || content instanceof Uint8Array ? [content] : content) {
      const data = typeof piece === 'string' ? Buffer.from(piece) : piece
      writeFileSync(file, data)
      hash.update(data)
      bytes += data.length
      await breath()
    }
  } finally {
    closeSync(file)
  }
  return { bytes, sha256: hash.digest('hex') }
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
    throw ofSystem(error) ? cannotWrite(path, error) : error
  }
}
