// How an office had columns read the last time: proposed again for a file with the same headings.
import { createHash } from 'node:crypto'
import type { Tx } from '../db/context.ts'
import type { UploadRecord } from './upload.ts'

/** What is remembered of a reading. */
export interface Mapping {
  /** Field → heading. */
  readonly columns: Readonly<Record<string, string>>
  readonly datum: string | null
}

/** Headings as a key: their digest, for a table may be wide. */
export const headingsKey = (headings: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(headings)).digest('hex')

/** What was chosen for such headings; undefined where never. */
export async function findMapping(
  tx: Tx,
  { office, kind }: Pick<UploadRecord, 'office' | 'kind'>,
  headings: readonly string[],
): Promise<Mapping | undefined> {
  const found = await tx
    .selectFrom('mapping')
    .select(['columns', 'datum'])
    .where('office', '=', office)
    .where('kind', '=', kind)
    .where('headings', '=', headingsKey(headings))
    .executeTakeFirst()
  return found && { columns: found.columns as Record<string, string>, datum: found.datum }
}

/** Remembers it. */
export async function rememberMapping(
  tx: Tx,
  { office, path, kind }: Pick<UploadRecord, 'office' | 'path' | 'kind'>,
  headings: readonly string[],
  { columns, datum }: Mapping,
  account: string | null,
  at: Date,
): Promise<void> {
  const said = { columns: JSON.stringify(columns), datum, account, at }
  await tx
    .insertInto('mapping')
    .values({ office, path, kind, headings: headingsKey(headings), ...said })
    .onConflict((c) => c.columns(['office', 'kind', 'headings']).doUpdateSet(said))
    .execute()
}
