// The rows of one table to a file and back: COPY's text, which every version of PostgreSQL reads and writes alike, compressed.
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import type { Client } from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { diskFault } from '../files/disk.ts'
import type { BackedTable } from './manifest.ts'
import type { Listed } from './tables.ts'

/** Quick rather than small, 1 to 9. */
const LEVEL = 3

const columnsOf = (client: Client, columns: readonly string[]) =>
  columns.map((c) => client.escapeIdentifier(c)).join(', ')

/** What makes values the same text everywhere, to the last digit and microsecond. For one transaction. */
export const EXACT = `set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres';
  set local bytea_output = 'hex'; set local extra_float_digits = 1; set local row_security = off`

/** Writes the rows that the transaction at hand sees to `dir`/`file`, and forces them to the disk. */
export async function writeTable(
  client: Client,
  { name, columns }: Listed,
  dir: string,
  file: string,
  signal?: AbortSignal,
): Promise<BackedTable> {
  const hash = createHash('sha256')
  let bytes = 0
  const counted = new Transform({
    transform(piece: Buffer, _encoding, done) {
      hash.update(piece)
      bytes += piece.length
      done(null, piece)
    },
  })
  try {
    const all = `select ${columnsOf(client, columns)} from ${client.escapeIdentifier(name)}`
    const order = name === 'blob' ? ' order by sha256 collate "C"' : '' // as stores list them
    const rows = client.query(copyTo(`copy (${all}${order}) to stdout`))
    const out = createWriteStream(join(dir, file), { flags: 'wx', mode: 0o600, flush: true })
    await pipeline(rows, createGzip({ level: LEVEL }), counted, out, { signal })
    await client.query('select') // the count of rows comes after the last of them
    return { name, file, columns: [...columns], rows: rows.rowCount, bytes, sha256: hash.digest('hex') }
  } catch (error) {
    throw diskFault(error, dir)
  }
}

/** Fills a table from its file; how many rows came. */
export async function readTable(client: Client, dir: string, { name, columns, file }: BackedTable): Promise<number> {
  const rows = client.query(
    copyFrom(`copy ${client.escapeIdentifier(name)} (${columnsOf(client, columns)}) from stdin`),
  )
  await pipeline(createReadStream(join(dir, file)), createGunzip(), rows)
  return rows.rowCount
}

/** The lines of a table's file, in pieces of any length; memory does not grow with it. Only for columns without escapes. */
export async function* linesOf(dir: string, { file }: BackedTable): AsyncGenerator<readonly string[]> {
  let rest = ''
  const text = createGunzip().setEncoding('utf8')
  const bytes = createReadStream(join(dir, file)).on('error', (error) => text.destroy(error))
  bytes.pipe(text)
  for await (const piece of text as AsyncIterable<string>) {
    const lines = (rest + piece).split('\n')
    rest = lines.pop()!
    for (const line of lines) yield line.split('\t')
  }
}
