// What a disk says, as faults that a person can act on; and folders forced to the disk.
import { open } from 'node:fs/promises'
import { Fault } from '@yike/core/base/fault.ts'

/** The code of an error of Node's file system: `ENOENT` and the like; null for anything else. */
export const codeOf = (error: unknown): string | null => {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : null
  return typeof code === 'string' ? code : null
}

/** `disk-full`, `cannot-write` or `store-away`, by the error's code; any other error as it is. */
export function diskFault(error: unknown, where: string): unknown {
  switch (codeOf(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new Fault('disk-full', { where })
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOTDIR':
    case 'EEXIST':
      return new Fault('cannot-write', { folder: where, why: codeOf(error)! })
    case 'ENOENT': // the folder itself: its disk is not mounted, or somebody removed it
    case 'EIO':
    case 'ESTALE':
    case 'ETIMEDOUT':
    case 'ENODEV':
    case 'ENXIO':
      return new Fault('store-away', { where, why: codeOf(error)! })
    default:
      return error
  }
}

/** Forces the names in a folder to the disk, so that a rename outlives a loss of power. Windows cannot, and need not. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
