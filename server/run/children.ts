// The runs that a run gathers, and how each ended.
import type { Tx } from '../db/context.ts'
import type { Ended } from './kind.ts'
import { CITY, COVERAGE } from './rows.ts'

/** Children that have ended, in the order in which they were asked for. */
export async function childrenOf(tx: Tx, run: string): Promise<readonly Ended[]> {
  const rows = await tx
    .selectFrom('run_child')
    .innerJoin('run', 'run.id', 'run_child.child')
    .innerJoin('office', 'office.id', 'run.office')
    .select(['run.id', 'run.state', 'run.error', 'office.code', 'office.name'])
    .where('run_child.run', '=', run)
    .orderBy('run_child.seq')
    .execute()
  const children: Ended[] = []
  for (const { id, state, error, code, name } of rows) {
    if (state === 'waiting' || state === 'running') continue
    const files = await tx
      .selectFrom('run_file')
      .select(['name', 'sha256', 'size'])
      .where('run', '=', id)
      .orderBy('name')
      .execute()
    const coverage = await tx
      .selectFrom('coverage')
      .select(COVERAGE)
      .where('run', '=', id)
      .where('area', '=', CITY)
      .orderBy('category')
      .orderBy('band')
      .execute()
    const said = error as { zh: string; en: string } | null
    children.push({
      run: id,
      office: { code, name },
      state,
      error: said && { zh: said.zh, en: said.en },
      files,
      coverage: coverage as Ended['coverage'],
    })
  }
  return children
}
