// Lists come a page at a time; the cursor says after which row the next page begins, so that rows that come or go meanwhile
// make none appear twice.
import { Fault } from '@yike/core/base/fault.ts'
import { z } from 'zod'

/** What every list may be asked. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(500).default(50),
  after: z.string().max(400).optional(),
}

/** A page of a list. */
export const pageOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() })

/** The key of the last row as a cursor. */
export const cursorOf = (key: readonly (string | number | null)[]): string =>
  Buffer.from(JSON.stringify(key)).toString('base64url')

/** The key in a cursor. Fault: bad-request. */
export function keyIn(cursor: string, length: number): (string | number | null)[] {
  try {
    const key = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (Array.isArray(key) && key.length === length && key.every((k) => k === null || typeof k !== 'object')) return key
  } catch {}
  throw new Fault('bad-request', { why: 'after' })
}

/** Cuts the one row too many that tells whether there is more. Ask for `limit + 1` rows. */
export function pageFrom<T>(rows: readonly T[], limit: number, key: (row: T) => readonly (string | number | null)[]) {
  const items = rows.slice(0, limit)
  return { items, next: rows.length > limit ? cursorOf(key(items.at(-1)!)) : null }
}
