// A PostgreSQL whose master was killed lives on. It is stopped and started anew rather than adopted: it may run an older
// version's programs or settings, its sessions may hold locks for clients that are gone, and there is one way to begin less.
import { execFileSync } from 'node:child_process'
import { readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** The lines of `postmaster.pid` (number, folder, start, port, socket folder, address, memory, state); none where there is no such file. */
export function postmaster(data: string): readonly string[] {
  try {
    return readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return []
  }
}

/**
 * Stops the PostgreSQL that still works on `data`: fast (20 s), then at once (10 s), then by force; data survive all three.
 * A `postmaster.pid` whose number now belongs to another program is removed, since PostgreSQL would refuse to start by it.
 * To be called by whoever holds the folder's lock.
 */
export async function stopOrphan(data: string, log: (line: string) => void): Promise<void> {
  const pid = Number(postmaster(data)[0])
  if (!pid || process.platform === 'win32') return
  if (!works(pid, data)) {
    if (lives(pid)) rmSync(join(data, 'postmaster.pid'), { force: true })
    return
  }
  log(`stopping the PostgreSQL (process ${pid}) that an earlier process left behind`)
  for (const [signal, seconds] of [
    ['SIGINT', 20],
    ['SIGQUIT', 10],
    ['SIGKILL', 10],
  ] as const) {
    send(pid, signal)
    for (let i = 0; i < seconds * 50 && works(pid, data); i++) await sleep(20)
    if (!works(pid, data)) return
  }
}

/** Whether process `pid` is a PostgreSQL that works on `data`, told by the folder it stands in. */
function works(pid: number, data: string): boolean {
  try {
    if (process.platform === 'linux') {
      const isPostgres = readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('postgres')
      return isPostgres && readlinkSync(`/proc/${pid}/cwd`) === realpathSync(data)
    }
    return execFileSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).includes(` -D ${data}`)
  } catch {
    return false
  }
}

function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Sends a signal to a process that may be gone. */
export function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // it went by itself
  }
}
