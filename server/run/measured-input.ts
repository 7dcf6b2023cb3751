// A measured city as an input: the packed city of a run that measured it.

import type { Convention } from '@yike/core/access/convention.ts'
import { Fault } from '@yike/core/base/fault.ts'
import type { Progress } from '@yike/core/base/progress.ts'
import { measureWith } from '@yike/core/circle/measure.ts'
import type { Measured, MeasureInputs } from '@yike/core/circle/measured.ts'
import { unpackInputs } from '@yike/core/circle/pack.ts'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Asking, Resolved, Work } from './kind.ts'
import { conventionAgain, walkingAgain } from './options.ts'
import { solverOn } from './solver.ts'

/** Which measurement: a run, or null for the newest that the office has or sees above it. */
export const overCity = { measured: z.uuid().nullable().default(null), ...walkingAgain }

/** A file of the newest run of a kind that is done, or of the run named. Faults: needs, not-there. */
export async function resultOf(
  { tx, office }: Pick<Asking<unknown>, 'tx' | 'office'>,
  kind: string,
  run: string | null,
  file: string,
  role: string,
): Promise<Resolved> {
  let query = tx
    .selectFrom('run')
    .innerJoin('run_file', 'run_file.run', 'run.id')
    .select(['run.id', 'run_file.name', 'run_file.sha256', 'run_file.size'])
    .where('run.kind', '=', kind)
    .where('run.state', '=', 'done')
    .where('run_file.name', '=', file)
    .where(sql<boolean>`run.path @> ${office.path}::ltree`)
    .orderBy(sql`nlevel(run.path)`, 'desc')
    .orderBy('run.id', 'desc')
    .limit(1)
  if (run) query = query.where('run.id', '=', run)
  const found = await query.executeTakeFirst()
  if (!found && run) throw new Fault('not-there', { what: run })
  if (!found)
    throw new Fault('needs', {
      what: { zh: `${office.name}一次已完成的计算（${kind}）`, en: `a run of ${office.name} that is done (${kind})` },
    })
  const { id, name, sha256, size } = found
  return { role, name, sha256, size, datum: null, reading: null, run: id }
}

/** How walks are changed against the measurement. */
export interface Again {
  readonly walker: string | null
  readonly speed: number | null
  readonly minutes: number | null
}

/** What the run of a city was made from, to be measured for the walk that is asked. */
export async function cityOf(work: Pick<Work<Again>, 'inputs' | 'options' | 'bytes'>): Promise<MeasureInputs> {
  const input = work.inputs.find(({ role }) => role === 'city')!
  const bytes = await work.bytes(input)
  const inputs = unpackInputs(await bytes.slice(0, bytes.size), bytes.name)
  const convention: Convention = conventionAgain(inputs.convention, work.options)
  return { ...inputs, convention }
}

/** Measures, on as many threads as the run has. */
export const measureOn = (inputs: MeasureInputs, threads: number, progress: Progress): Promise<Measured> =>
  measureWith(inputs, solverOn(threads, progress), progress)
