// The ledger of an office as it stands now, as a file that `yike measure` reads too: what a run was measured by is kept as evidence.
import { csvPieces } from '@yike/core/report/csv.ts'
import { sql } from 'kysely'
import type { Tx } from '../db/context.ts'
import type { Place } from '../http/route.ts'
import type { Asking, Resolved } from './kind.ts'

const HEADINGS = ['编号', '名称', '业态', '经度', '纬度', '地址', '营业时间', '容量', '核实日期', '统一社会信用代码']

/** Keeps the open outlets of an office and all below it, in the order of their ids; null where there are none. The same ledger gives the same bytes. */
export async function ledgerFor(tx: Tx, keep: Asking<unknown>['keep'], office: Place): Promise<Resolved | null> {
  const outlets = await tx
    .selectFrom('outlet')
    .select(['id', 'code', 'name', 'label', 'lng', 'lat', 'address', 'hours', 'capacity', 'confirmed', 'licence'])
    .where(sql<boolean>`path <@ ${office.path}::ltree`)
    .where('state', '=', 'open')
    .where('merged_into', 'is', null)
    .orderBy('id')
    .execute()
  if (outlets.length === 0) return null
  const text = csvPieces([
    HEADINGS,
    ...outlets.map((o) => [
      o.code ?? o.id,
      o.name,
      o.label,
      o.lng,
      o.lat,
      o.address,
      o.hours,
      o.capacity,
      o.confirmed,
      o.licence,
    ]),
  ])
  const kept = await keep.put(new TextEncoder().encode([...text].join('')))
  return { role: 'outlets', name: 'ledger.csv', ...kept, datum: 'wgs84', reading: null, run: null }
}

/** Whether anything of the ledger of an office has changed since a time. Cheap: it asks no more than whether there is such a change. */
export async function ledgerMoved(tx: Tx, office: Place, since: Date): Promise<boolean> {
  const { rows } = await sql<{ moved: boolean }>`select exists (
    select from outlet_version where path <@ ${office.path}::ltree and since > ${since}) as moved`.execute(tx)
  return rows[0]!.moved
}
