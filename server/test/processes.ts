// The processes of a platform: server, workers, PostgreSQL. Each is started here, known by its number and ended here.
import { type ChildProcess, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { migrate } from '../db/migrate.ts'
import { postmaster } from '../db/orphan.ts'
import { databaseFolder } from '../db/owner.ts'
import { APP, loginsFrom, MIGRATOR } from '../db/roles.ts'
import { withDatabase, withLogin } from '../db/url.ts'
import type { Listening, Memory } from './server-process.ts'

const HERE = import.meta.dirname
const MAIN = join(HERE, '..', '..', 'cli', 'main.ts')
const HOLDER = join(HERE, 'cluster-holder.ts')

/** Where a platform's processes work: a folder of its own, a port, and a PostgreSQL, that of the server or one beside it. */
export interface Site {
  readonly folder: string
  readonly port: number
  readonly env: Readonly<Record<string, string>>
  /** The process that starts a PostgreSQL beside the server again when it ends; null where the server does. */
  readonly keeper: number | null
  /** The postmaster's process now; null where there is none. */
  postmaster(): number | null
  /** Ends the PostgreSQL beside, if any, and removes the folder. */
  close(): Promise<void>
}

/** Makes a site. `beside`, or `bin`, its programs: a PostgreSQL is started beside the server; without, the server has its own. */
export async function makeSite({
  bin,
  beside: isBeside = bin !== undefined,
  folder = mkdtempSync(join(tmpdir(), 'yike-site-')),
  env = {},
}: {
  bin?: string | undefined
  beside?: boolean
  folder?: string
  env?: Record<string, string>
} = {}): Promise<Site> {
  mkdirSync(folder, { recursive: true })
  chmodSync(folder, 0o711) // PostgreSQL may run as another user, who must get through
  const port = await freePort()
  const base = {
    PATH: process.env.PATH!,
    YIKE_DATA: folder,
    YIKE_PORT: String(port),
    YIKE_LOG: process.env.SHOW ?? 'silent',
    ...env,
  }
  const beside = isBeside ? await startBeside(join(folder, 'beside'), bin ?? '') : null
  const data = join(beside ? join(folder, 'beside') : databaseFolder({ DATA: folder }), 'data')
  return {
    folder,
    port,
    env: { ...base, ...(beside ? { YIKE_DATABASE_URL: beside.url, YIKE_MIGRATOR_URL: beside.ownerUrl } : {}) },
    keeper: beside?.pid ?? null,
    postmaster: () => Number(postmaster(data)[0]) || null,
    async close() {
      await beside?.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function startBeside(dir: string, bin: string) {
  const holder = spawn(process.execPath, [HOLDER, dir, bin], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [text] = await once(holder.stdout!, 'data')
  const { url } = JSON.parse(String(text)) as { url: string }
  const admin = new Client({ connectionString: url })
  await admin.connect()
  await admin.query('create database yike').finally(() => admin.end())
  const at = withDatabase(url, 'yike')
  const logins = loginsFrom(url)
  await migrate(at, { logins })
  return {
    url: withLogin(at, APP, logins.app),
    ownerUrl: withLogin(at, MIGRATOR, logins.migrator),
    pid: holder.pid!,
    stop: () => end(holder),
  }
}

/** A process of a platform. */
export interface Running {
  readonly child: ChildProcess
  readonly pid: number
}

/** A server that listens. */
export interface RunningServer extends Running, Listening {
  memory(): Promise<Memory>
}

/** Starts the server of a site and waits until it listens. */
export async function startServerAt(
  site: Site,
  { workers = 0, execArgv = [] as string[], env = {} as Record<string, string> } = {},
): Promise<RunningServer> {
  const child = fork(join(HERE, 'server-process.ts'), [], {
    env: { ...site.env, YIKE_WORKERS: String(workers), ...env },
    execArgv,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const said = await Promise.race([
    once(child, 'message').then(([m]) => m as Listening),
    once(child, 'exit').then(([code, signal]) => {
      throw new Error(`the server ended before it listened: ${signal ?? code}`)
    }),
  ])
  return {
    ...{ child, pid: child.pid!, ...said },
    async memory() {
      child.send('memory')
      return (await once(child, 'message'))[0] as Memory
    },
  }
}

/** Starts `yike worker`. */
export function startWorkerAt(site: Site, database: string, at = 1): Running {
  const env = { ...site.env, YIKE_DATABASE_URL: database }
  const child = spawn(process.execPath, [MAIN, 'worker', '--lang', 'en', '--at', String(at)], {
    env,
    stdio: ['ignore', 'ignore', process.env.SHOW ? 'inherit' : 'ignore'],
  })
  return { child, pid: child.pid! }
}

/** Ends a process of ours, and waits until it is gone. */
export async function end(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill(signal)
  await gone
}

/** Memory of a process and those it started, bytes: shared pages are counted once for each (Pss where that can be read). */
export function memoryOf(pid: number, alone = false): number {
  const children = alone ? [] : childrenOf(pid).map(String)
  return [String(pid), ...children].map(pssOf).reduce((a, b) => a + b, 0)
}

/** The processes that one has started. */
export const childrenOf = (pid: number): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && parentOf(name) === pid)
    .map(Number)

/** Processor time that a process and its children have taken, s. */
export function processorOf(pid: number, alone = false): number {
  const children = alone ? [] : childrenOf(pid).map(String)
  return [String(pid), ...children].map(ticksOf).reduce((a, b) => a + b, 0) / 100
}

/** Of a process, hundredths of a second. */
function ticksOf(pid: string): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
    return [11, 12].map((n) => Number(fields[n])).reduce((a, b) => a + b, 0)
  } catch {
    return 0
  }
}

function parentOf(pid: string): number {
  try {
    return Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1])
  } catch {
    return -1
  }
}

function pssOf(pid: string): number {
  try {
    return 1024 * Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0)
  } catch {
    return 0 // it went meanwhile
  }
}

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer().once('error', failed)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => found(port))
    })
  })
}
