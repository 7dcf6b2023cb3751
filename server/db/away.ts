// A database that cannot be reached, or has no room: not the caller's doing and over by itself.
import { Fault } from '@yike/core/base/fault.ts'

/** Of the operating system and of PostgreSQL (classes 08, 53, 57P, 58). */
const CODES =
  /^(ECONNREFUSED|ECONNRESET|ENOENT|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|08...|53[023]..|57P0[1-5]|58030)$/
/** What the driver says of a connection that broke or was not made in time. */
const WORDS =
  /^(Connection terminated|timeout expired|timeout exceeded when trying to connect|Client has encountered a connection error|Query read timeout|Client was closed)/

/** The login or the database that an address names is refused (classes 28, 3D): not over by itself. undefined for every other error. */
export function findRefused(error: unknown): Fault | undefined {
  const { code, message } = error as { code?: unknown; message?: string }
  if (error instanceof Fault || typeof code !== 'string' || !/^(28...|3D000)$/.test(code)) return undefined
  return new Fault('database-refuses', { why: message ?? code })
}

/**
 * The fault in an error of a query, where the database is away (`database-away`) or full (`database-no-room`): to be answered
 * with 503 and tried again. undefined for every other error.
 */
export function findAway(error: unknown): Fault | undefined {
  if (error instanceof Fault)
    return error.code === 'database-away' || error.code === 'database-no-room' ? error : undefined
  if (!(error instanceof Error)) return undefined
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (code === '53100') return new Fault('database-no-room', { dir: 'PostgreSQL' })
  const isQuery = 'syscall' in error ? /connect|read|write|getaddrinfo/.test(String(error.syscall)) : code !== 'ENOENT'
  if ((CODES.test(code) && isQuery) || WORDS.test(error.message))
    return new Fault('database-away', { why: code || error.message })
  if (error instanceof AggregateError) return error.errors.map(findAway).find((fault) => fault !== undefined)
  return undefined
}
