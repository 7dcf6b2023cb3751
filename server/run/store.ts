// Runs as they are read.
import type { Name } from '@yike/core/base/name.ts'
import { sql } from 'kysely'
import type { Tx } from '../db/context.ts'
import { keyIn } from '../http/pages.ts'
import type { Place } from '../http/route.ts'
import type { Kept, Resolved } from './kind.ts'
import type { Far } from './work.ts'

/** A run, and what it was made from. */
export interface RunRow {
  readonly id: string
  readonly office: Place
  readonly kind: string
  readonly title: string
  readonly state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'
  readonly progress: Far | null
  readonly attempt: number
  readonly madeAt: string
  readonly beganAt: string | null
  readonly endedAt: string | null
  readonly engine: string
  readonly input: { readonly options: unknown; readonly inputs: readonly Resolved[] }
  readonly inputHash: string
  readonly summary: unknown
  readonly error: (Name & { readonly code: string }) | null
  readonly shared: boolean
  readonly demo: boolean
  readonly version: number
}

const chosen = (tx: Tx) =>
  tx
    .selectFrom('run')
    .innerJoin('office', 'office.id', 'run.office')
    .select([
      'run.id',
      'run.kind',
      'run.title',
      'run.state',
      'run.progress',
      'run.attempt',
      'run.made_at',
      'run.began_at',
      'run.ended_at',
    ])
    .select([
      'run.engine',
      'run.input',
      'run.input_hash',
      'run.summary',
      'run.error',
      'run.shared',
      'run.demo',
      'run.version',
    ])
    .select(['office.id as office', 'office.code', 'office.name', 'office.level', 'run.path'])

type Chosen = Awaited<ReturnType<ReturnType<typeof chosen>['executeTakeFirstOrThrow']>>

const rowOf = (r: Chosen): RunRow => ({
  id: r.id,
  office: { id: r.office, code: r.code, name: r.name, level: r.level, path: r.path },
  kind: r.kind,
  title: r.title,
  state: r.state,
  progress: r.progress as Far | null,
  attempt: r.attempt,
  madeAt: r.made_at.toISOString(),
  beganAt: r.began_at?.toISOString() ?? null,
  endedAt: r.ended_at?.toISOString() ?? null,
  engine: r.engine,
  input: r.input as RunRow['input'],
  inputHash: r.input_hash,
  summary: r.summary,
  error: r.error as RunRow['error'],
  shared: r.shared,
  demo: r.demo,
  version: r.version,
})

/** One run; undefined where there is none that can be seen. */
export async function findRun(tx: Tx, id: string): Promise<RunRow | undefined> {
  const row = await chosen(tx).where('run.id', '=', id).executeTakeFirst()
  return row && rowOf(row)
}

/** What may be asked of a list. */
export interface RunQuery {
  readonly kind?: string | undefined
  readonly state?: RunRow['state'] | undefined
  /** With those of all offices below. */
  readonly below: boolean
  readonly limit: number
  readonly after?: string | undefined
}

/** Runs of an office, the newest first; one more than the limit where there are more. */
export async function listRuns(tx: Tx, office: Place, q: RunQuery): Promise<readonly RunRow[]> {
  let query = chosen(tx)
    .orderBy('run.id', 'desc')
    .limit(q.limit + 1)
  query = q.below
    ? query.where(sql<boolean>`run.path <@ ${office.path}::ltree`)
    : query.where('run.office', '=', office.id)
  if (q.kind) query = query.where('run.kind', '=', q.kind)
  if (q.state) query = query.where('run.state', '=', q.state)
  if (q.after) query = query.where('run.id', '<', String(keyIn(q.after, 1)[0]))
  return (await query.execute()).map(rowOf)
}

/** The results of a run by name. */
export const filesOf = (tx: Tx, run: string): Promise<Kept[]> =>
  tx.selectFrom('run_file').select(['name', 'sha256', 'size']).where('run', '=', run).orderBy('name').execute()

/** The runs that a run gathers, in order. */
export async function childRuns(tx: Tx, run: string) {
  return tx
    .selectFrom('run_child')
    .innerJoin('run', 'run.id', 'run_child.child')
    .innerJoin('office', 'office.id', 'run.office')
    .select(['run.id', 'run.state', 'office.code', 'office.name'])
    .where('run_child.run', '=', run)
    .orderBy('run_child.seq')
    .execute()
}
