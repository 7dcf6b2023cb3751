// Makes a cluster: beside its place, then renamed into it, so that `data` is whole or not there at all.
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chown, open, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Fault } from '@yike/core/base/fault.ts'
import { type Owner, type Programs, program } from './programs.ts'

/** The superuser of a cluster of one's own. */
export const SUPERUSER = 'postgres'

/** Where its password lies: made by chance, readable by the owner of the files only. */
export const passwordFile = (data: string): string => join(data, 'yike-password')

// Sorting is by bytes, the same everywhere. What counts as a letter must know Chinese: with plain C, pg_trgm finds no
// trigram in 好邻居. C.UTF-8 is in glibc and Windows knows none of these.
const LETTERS = ['C.UTF-8', 'en_US.UTF-8', 'C'] as const

/**
 * Makes the cluster `data` unless it is there: UTF-8, sorted by bytes, checksums on, passwords by SCRAM. What an interrupted
 * making left behind is thrown away.
 * @throws Fault `database-not-ours` (the folder holds something else), `database-other-version`, `database-not-made`, `database-no-room`.
 */
export async function createCluster(
  data: string,
  { bin, major }: Programs,
  owner: Owner,
  { durable, log }: { durable: boolean; log: (line: string) => void },
): Promise<void> {
  if (existsSync(data)) {
    const made = await versionOf(data)
    if (made === major) return
    if (made !== null) throw new Fault('database-other-version', { dir: data, made, have: major })
    if ((await readdir(data)).length > 0) throw new Fault('database-not-ours', { dir: data })
    await rmdir(data)
  }
  await sweep(data, log)
  // a name of its own: the initdb of a process that was killed may still be writing to the last one
  const half = `${data}.new.${randomBytes(4).toString('hex')}`
  const password = `${half}.password`
  await writeFile(password, randomBytes(24).toString('base64url'), { mode: 0o600 })
  if (owner) await chown(password, owner.uid, owner.gid)
  let said = ''
  for (const letters of LETTERS) {
    const args = ['-D', half, '-U', SUPERUSER, '-A', 'scram-sha-256', `--pwfile=${password}`, '-E', 'UTF8', '-k']
    args.push('--locale=C', `--lc-ctype=${letters}`, '--no-instructions', ...(durable ? [] : ['--no-sync']))
    said = await failure(program(bin, 'initdb'), args, owner)
    if (!said.includes('invalid locale')) break
  }
  if (said) {
    await sweep(data, () => {})
    if (said.includes('No space left')) throw new Fault('database-no-room', { dir: dirname(data) })
    throw new Fault('database-not-made', { dir: dirname(data), why: said.trim().split('\n').slice(-5).join(' ') })
  }
  await rename(password, passwordFile(half))
  await rename(half, data)
  if (durable && process.platform !== 'win32') {
    const folder = await open(dirname(data))
    await folder.sync().finally(() => folder.close())
  }
}

/** Throws away what was not finished; what is still being written to goes at the next start. */
async function sweep(data: string, log: (line: string) => void): Promise<void> {
  const left = (await readdir(dirname(data))).filter((name) => name.startsWith(`${basename(data)}.new.`))
  if (left.length) log('an unfinished database is thrown away and made again')
  for (const name of left) await rm(join(dirname(data), name), { recursive: true, force: true }).catch(() => {})
}

async function versionOf(data: string): Promise<number | null> {
  const file = await open(join(data, 'PG_VERSION')).catch(() => null)
  return file && Number(await file.readFile('utf8').finally(() => file.close()))
}

/** What a program said before it failed; '' when it did not. */
function failure(path: string, args: readonly string[], owner: Owner): Promise<string> {
  return new Promise((resolve) => {
    const env = { PATH: process.env.PATH, SystemRoot: process.env.SystemRoot, LC_ALL: 'C' }
    const child = spawn(path, args, { stdio: ['ignore', 'ignore', 'pipe'], env, ...owner })
    let said = ''
    child.stderr.on('data', (text) => (said += text))
    child.on('error', (error) => resolve(error.message))
    child.on('close', (code, signal) => resolve(code === 0 ? '' : said || `${path}: ${signal ?? code}`))
  })
}
