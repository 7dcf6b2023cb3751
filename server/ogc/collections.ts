// Collections of OGC API – Features: the ledger of an office with all below it, areas and circles of a done run.
//   outlets-980102   areas-<run>   circles-<run>
import { Fault } from '@yike/core/base/fault.ts'
import { sql } from 'kysely'
import { type Actor, readsOf } from '../account/actor.ts'
import type { Tx } from '../db/context.ts'
import { officeOf } from '../http/permit.ts'
import type { Place } from '../http/route.ts'
import { layerOf, type RunLayer } from '../map/layers.ts'

/** Properties that `items` can be asked for by name, of each kind. */
export const FILTERS = {
  outlets: ['office', 'code', 'name', 'label', 'state'],
  areas: ['area', 'name', 'adcode', 'level', 'parent'],
  circles: ['id', 'name', 'heart_kind'],
} as const
/** A kind of collection. */
export type Kind = keyof typeof FILTERS

const NAMES: Readonly<Record<Kind, string>> = { outlets: '网点台账', areas: '区域覆盖', circles: '生活圈' }

/** A collection as lists name it. */
export interface Collection {
  readonly id: string
  readonly kind: Kind
  readonly title: string
  readonly description: string
}

/** A collection and where its features are. */
export type Found = Collection &
  (
    | { readonly kind: 'outlets'; readonly place: Place }
    | { readonly kind: 'areas' | 'circles'; readonly layer: RunLayer }
  )

/** Collections that one list names; older runs answer by their id all the same. */
const MOST = 1000

const outletsOf = (office: { code: string; name: string }): Collection => ({
  id: `outlets-${office.code}`,
  kind: 'outlets',
  title: `${office.name} · ${NAMES.outlets}`,
  description: `Outlets in the ledger of ${office.name} (${office.code}) and of all offices below it`,
})

const ofRun = (
  kind: 'areas' | 'circles',
  run: { id: string; title: string; office: string; ended: Date | null },
): Collection => ({
  id: `${kind}-${run.id}`,
  kind,
  title: `${run.office} · ${NAMES[kind]} · ${run.title}`,
  description: `${kind === 'areas' ? 'Areas with the share of residents within reach' : 'Life circles'}: ${run.title}, ${run.office}${run.ended ? `, ${run.ended.toISOString().slice(0, 10)}` : ''}`,
})

/** The ledgers and, of each office, the newest runs that the caller sees. */
export async function listCollections(tx: Tx, actor: Actor): Promise<Collection[]> {
  const tops = readsOf(actor)
  const { rows: offices } = await sql<{ code: string; name: string }>`select code, name from office
    where until is null and (path = any (${`{${tops.join(',')}}`}::ltree[]) or exists (select from outlet where outlet.office = office.id))
    order by path limit ${MOST}`.execute(tx)
  const { rows: runs } = await sql<{
    kind: 'areas' | 'circles'
    id: string
    title: string
    office: string
    ended: Date | null
  }>`
    select * from (
      select distinct on (run.office, file.name) case file.name when 'city.yike' then 'areas' else 'circles' end as kind, run.id, run.title,
        office.name as office, run.ended_at as ended
      from run join run_file file on file.run = run.id join office on office.id = run.office
      where run.state = 'done' and file.name in ('city.yike', 'circles.geojson')
      order by run.office, file.name, run.made_at desc) newest
    order by ended desc limit ${MOST}`.execute(tx)
  return [...offices.map(outletsOf), ...runs.map((run) => ofRun(run.kind, run))]
}

/** The collection of that id. Fault: not-there. */
export async function findCollection(tx: Tx, actor: Actor, id: string): Promise<Found> {
  const [, kind, rest] = /^(outlets|areas|circles)-([0-9a-f-]{6,36})$/.exec(id) ?? []
  if (kind === 'outlets') {
    const place = await officeOf(tx, rest!)
    // what is above one's own holds nothing that one sees
    const reads = readsOf(actor).some((top) => place.path === top || place.path.startsWith(`${top}.`))
    if (!reads) throw new Fault('not-there', { what: id })
    return { ...outletsOf(place), kind, place }
  }
  if (kind === 'areas' || kind === 'circles') {
    if (rest!.length !== 36) throw new Fault('not-there', { what: id })
    const layer = await layerOf(tx, rest!, kind)
    const run = await tx
      .selectFrom('run')
      .innerJoin('office', 'office.id', 'run.office')
      .select(['run.id', 'run.title', 'office.name as office', 'run.ended_at as ended'])
      .where('run.id', '=', rest!)
      .executeTakeFirstOrThrow()
    return { ...ofRun(kind, run), kind, layer }
  }
  throw new Fault('not-there', { what: id })
}
