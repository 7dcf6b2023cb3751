// The seal of a row of the trail, written anew from its columns as text. audit_text() and audit_rows() in the database do the same;
// nothing here trusts them.
import { createHash } from 'node:crypto'

/** A row of the trail, every column as the text PostgreSQL gives for it. */
export interface Sealed {
  readonly id: string
  readonly chain: string
  readonly seq: string
  readonly at: string
  readonly account: string | null
  readonly name: string | null
  readonly address: string | null
  readonly request: string | null
  readonly via: string | null
  readonly path: string
  readonly noun: string
  readonly row: string
  readonly deed: string
  readonly before: string | null
  readonly after: string | null
  readonly beforeHash: string | null
  readonly hash: string | null
}

/** Columns of `Sealed`, for a select. */
export const SEALED_COLUMNS = `id::text, chain, seq::text, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
  account::text, name, address, request, via, path::text, noun, "row", deed, before::text, after::text,
  encode(before_hash, 'hex') as "beforeHash", encode(hash, 'hex') as hash`

/** What the first row of a chain is sealed over, hex. */
export const START = '00'

const quoted = (text: string | null) => (text === null ? '-' : JSON.stringify(text))

/** What a seal covers. Free text is quoted, so that a line break in a name stays within its line. */
export const textOf = (row: Sealed, seq = row.seq): string =>
  [
    row.chain,
    seq,
    row.at,
    row.account ?? '-',
    quoted(row.name),
    quoted(row.address),
    quoted(row.request),
    quoted(row.via),
    row.path,
    quoted(row.noun),
    quoted(row.row),
    quoted(row.deed),
    row.before ?? '-',
    row.after ?? '-',
  ].join('\n')

/** The seal of a row over the one before it, both hex. */
export const sealOf = (before: string, row: Sealed, seq = row.seq): string =>
  createHash('sha256').update(Buffer.from(before, 'hex')).update(textOf(row, seq)).digest('hex')
