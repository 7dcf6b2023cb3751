// Who somebody is to their colleagues: the names behind the accounts that did things. Row-level security leaves out those whom the
// caller may not see.
import type { Tx } from '../db/context.ts'

/** Names by account, of those of `accounts` that the caller sees. */
export async function namesOf(tx: Tx, accounts: Iterable<string | null>): Promise<ReadonlyMap<string | null, string>> {
  const ids = [...new Set(accounts)].filter((id) => id !== null)
  if (ids.length === 0) return new Map()
  const rows = await tx.selectFrom('account').select(['id', 'name']).where('id', 'in', ids).execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}
