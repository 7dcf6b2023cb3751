// A PostgreSQL of one's own: made in a folder, started, watched, stopped with this process. In the folder:
//   lock, holder   one process at a time (lock.ts)      data/        the cluster (create.ts)
//   socket/        where it listens                     start.log    what it said while starting
//   log/           what it said since, a file a day of the week
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { closeSync, existsSync, openSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { chown, mkdir, realpath } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Fault } from '@yike/core/base/fault.ts'
import { createCluster, passwordFile, SUPERUSER } from './create.ts'
import { takeFolder } from './lock.ts'
import { postmaster, send, stopOrphan } from './orphan.ts'
import { findOwner, findPrograms, type Owner, type Programs, prepareFolder, program } from './programs.ts'

/** A running PostgreSQL that belongs to this process. */
export interface Cluster {
  /** Superuser, database `postgres`, over a unix socket (or 127.0.0.1 where the path is too long or on Windows). Holds a password. */
  readonly url: string
  /** Its process now; another after it was killed and started again. */
  readonly pid: number
  /** Such as 18.4. */
  readonly version: string
  /** Fast shutdown: sessions are ended, everything acknowledged is on the disk. May be called twice. */
  stop(): Promise<void>
}

export interface ClusterOptions {
  /** The folder, for this alone; made when missing. */
  readonly dir: string
  /** Folder of initdb and postgres; default: those that come with the packages. */
  readonly bin?: string | undefined
  readonly log?: (line: string) => void
  /** false (tests only): nothing is forced to the disk. */
  readonly durable?: boolean
}

const SETTINGS = {
  max_connections: '100',
  shared_buffers: '64MB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  min_wal_size: '32MB',
  max_wal_size: '512MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  jit: 'off', // its library is not among the programs that come with the packages
  timezone: 'UTC',
  log_timezone: 'UTC',
  logging_collector: 'on',
  log_filename: 'server-%a.log',
  log_truncate_on_rotation: 'on',
  log_rotation_size: '0',
}
const SOCKET_PATH_LIMIT = 107 // bytes, by sockaddr_un of Linux; 103 on macOS
const START_WITHIN = 600_000 // ms; recovery after a crash reads all the log since the last checkpoint
const MEMORY_FREED_WITHIN = 15_000 // ms; sessions of a killed postmaster notice and go

/**
 * Opens the cluster in a folder: makes it, stops what an earlier process left running, starts it. It is started again whenever
 * it ends by itself. When this process ends, so does it; on SIGINT and SIGTERM as well, unless others listen for these, who are
 * then to call `stop`.
 * @throws Fault `database-…`, each saying what to do; `database-not-started` bears the end of the server's log.
 */
export async function openCluster({ dir, bin, log = () => {}, durable = true }: ClusterOptions): Promise<Cluster> {
  await mkdir(resolve(dir), { recursive: true, mode: 0o700 })
  const home = await realpath(dir)
  const data = join(home, 'data')
  const owner = findOwner(data)
  await prepareFolder(home, owner)
  const letGo = takeFolder(home)
  try {
    const programs = await findPrograms(bin, home, owner)
    await createCluster(data, programs, owner, { durable, log })
    await stopOrphan(data, log)
    const password = readFileSync(passwordFile(data), 'utf8')
    const place = await listenAt(home, owner)
    const start = () => startServer(home, programs, owner, place, durable)
    return keep(await start(), start, {
      home,
      programs,
      log,
      letGo,
      url: `postgres://${SUPERUSER}:${password}@127.0.0.1:${place.port}/postgres${
        place.socket ? `?host=${encodeURIComponent(place.socket)}` : ''
      }`,
    })
  } catch (error) {
    letGo()
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') throw new Fault('database-no-room', { dir: home })
    throw error
  }
}

interface Place {
  readonly socket: string | null
  readonly port: number
}

/** A folder for the socket, or a free port where sockets cannot be. */
async function listenAt(home: string, owner: Owner): Promise<Place> {
  const socket = join(home, 'socket')
  const limit = SOCKET_PATH_LIMIT - (process.platform === 'darwin' ? 4 : 0)
  if (process.platform !== 'win32' && Buffer.byteLength(join(socket, '.s.PGSQL.5432')) <= limit) {
    await mkdir(socket, { recursive: true, mode: 0o700 })
    if (owner) await chown(socket, owner.uid, owner.gid)
    return { socket, port: 5432 }
  }
  const port = await new Promise<number>((found, failed) => {
    const probe = createServer().once('error', failed)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => found(port))
    })
  })
  return { socket: null, port }
}

/** Starts the server and waits until it takes connections. */
async function startServer(home: string, { bin }: Programs, owner: Owner, place: Place, durable: boolean) {
  const data = join(home, 'data')
  const settings: Record<string, string> = {
    ...SETTINGS,
    log_directory: join(home, 'log'),
    port: String(place.port),
    listen_addresses: place.socket ? '' : '127.0.0.1',
    ...(process.platform === 'win32' ? {} : { unix_socket_directories: place.socket ?? '' }),
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  }
  const args = ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
  const env = { PATH: process.env.PATH, SystemRoot: process.env.SystemRoot, LC_ALL: 'C' }
  const begun = Date.now()
  for (;;) {
    const out = openSync(join(home, 'start.log'), 'w', 0o600)
    const before = logs(home)
    // in a group of its own: Ctrl-C in a terminal is for us to pass on
    const child = spawn(program(bin, 'postgres'), args, { stdio: ['ignore', out, out], env, detached: true, ...owner })
    closeSync(out)
    let gone = false
    child.once('error', () => (gone = true))
    child.once('exit', () => (gone = true))
    while (!gone && Date.now() - begun < START_WITHIN) {
      const lines = postmaster(data)
      if (Number(lines[0]) === child.pid && lines[7]?.trim() === 'ready') {
        child.unref()
        return child
      }
      await sleep(20)
    }
    if (!gone) child.kill('SIGQUIT')
    const said = tail(home, before)
    if (said.includes('shared memory block') && Date.now() - begun < MEMORY_FREED_WITHIN) {
      await sleep(200)
      continue
    }
    if (said.includes('No space left')) throw new Fault('database-no-room', { dir: home })
    throw new Fault('database-not-started', { dir: home, why: said || 'it said nothing' })
  }
}

/** The server's logs and their sizes in bytes. */
function logs(home: string): ReadonlyMap<string, number> {
  const folder = join(home, 'log')
  const files = existsSync(folder) ? readdirSync(folder).map((file) => join(folder, file)) : []
  return new Map([join(home, 'start.log'), ...files].map((file) => [file, statSync(file).size]))
}

/** The last lines that the server said since its logs were of the sizes `before`. */
function tail(home: string, before: ReadonlyMap<string, number>): string {
  return [...logs(home)]
    .map(([file, size]) => {
      const from = before.get(file) ?? 0
      const said = readFileSync(file).subarray(size < from ? 0 : from)
      return said.toString('utf8').trim().split('\n').slice(-8).join('\n')
    })
    .join('\n')
    .trim()
}

interface Kept {
  readonly home: string
  readonly programs: Programs
  readonly url: string
  readonly log: (line: string) => void
  readonly letGo: () => void
}

/** Watches a server: starts it again when it ends, stops it when we do. */
function keep(first: ChildProcess, start: () => Promise<ChildProcess>, kept: Kept): Cluster {
  const { home, programs, url, log, letGo } = kept
  let child = first
  let stopping: Promise<void> | null = null
  let restarting: Promise<void> = Promise.resolve()

  const fast = () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    if (process.platform === 'win32')
      spawnSync(program(programs.bin, 'pg_ctl'), ['stop', '-W', '-m', 'fast', '-D', join(home, 'data')])
    else send(child.pid!, 'SIGINT')
  }
  const again = async () => {
    for (let wait = 200; !stopping; wait = Math.min(wait * 2, 30_000)) {
      try {
        await stopOrphan(join(home, 'data'), log)
        child = await start()
        log(`PostgreSQL runs again (process ${child.pid})`)
        return watch()
      } catch (error) {
        log(error instanceof Error ? error.message : String(error))
        await sleep(wait, undefined, { ref: false })
      }
    }
  }
  const watch = () => {
    child.once('exit', (code, signal) => {
      if (stopping) return
      log(`PostgreSQL ended (${signal ?? code}) and is started again`)
      restarting = again()
    })
  }
  watch()

  const stop = () => {
    stopping ??= (async () => {
      process.off('exit', fast)
      for (const signal of SIGNALS) process.off(signal, onSignal)
      await restarting
      if (child.exitCode === null && child.signalCode === null) {
        child.ref()
        const ended = new Promise<boolean>((resolve) => child.once('exit', () => resolve(true)))
        fast()
        if (!(await Promise.race([ended, sleep(30_000, false, { ref: false })]))) child.kill('SIGQUIT')
        await ended
      }
      letGo()
    })()
    return stopping
  }
  const onSignal = async (signal: NodeJS.Signals) => {
    if (process.listenerCount(signal) > 1) return
    await stop()
    process.kill(process.pid, signal)
  }
  process.on('exit', fast)
  for (const signal of SIGNALS) process.on(signal, onSignal)

  return {
    url,
    get pid() {
      return child.pid!
    },
    version: programs.version,
    stop,
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const
