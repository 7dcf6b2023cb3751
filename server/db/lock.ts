// One process to a folder. The lock is the operating system's own (fcntl or LockFileEx, taken through SQLite, which Node has):
// it ends with its process however that ends, so neither `kill -9` nor a number given to another process leaves one behind.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Fault } from '@yike/core/base/fault.ts'

const SQLITE_BUSY = 5

/**
 * Takes the folder for this process; the file `lock` in it holds nothing. Gives the function that lets go.
 * @throws Fault `database-in-use` while another process (or another part of this one) has it.
 */
export function takeFolder(dir: string): () => void {
  const lock = new DatabaseSync(join(dir, 'lock'), { timeout: 0 })
  const holder = join(dir, 'holder') // only to name the process in a sentence; the lock decides
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    if ((error as { errcode?: number }).errcode !== SQLITE_BUSY) throw error
    throw new Fault('database-in-use', { dir, pid: read(holder) })
  }
  writeFileSync(holder, String(process.pid))
  return () => {
    if (lock.isOpen) lock.close()
  }
}

const read = (file: string): string => {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return '?'
  }
}
