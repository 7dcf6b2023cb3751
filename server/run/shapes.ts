// How runs look in answers.
import { z } from 'zod'
import type { Tx } from '../db/context.ts'
import { staleOf } from './stale.ts'
import { childRuns, filesOf, type RunRow } from './store.ts'

const name = z.object({ zh: z.string(), en: z.string() })
const state = z.enum(['waiting', 'running', 'done', 'failed', 'cancelled'])
/** States of a run. */
export const STATE = state

/** A run in a list. */
export const runListed = z.object({
  id: z.uuid(),
  office: z.object({ code: z.string(), name: z.string(), level: z.string() }),
  kind: z.string(),
  title: z.string(),
  state,
  progress: z.object({ what: name, of: z.number().nullable(), at: z.number() }).nullable(),
  attempt: z.number(),
  madeAt: z.string(),
  beganAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  engine: z.string(),
  inputHash: z.string(),
  summary: z.unknown(),
  error: z.looseObject({ code: z.string(), zh: z.string(), en: z.string() }).nullable(),
  shared: z.boolean(),
  demo: z.boolean(),
  version: z.number(),
})

/** A run, whole. */
export const runWhole = runListed.extend({
  options: z.unknown(),
  inputs: z.array(z.object({ role: z.string(), name: z.string(), sha256: z.string(), size: z.number() })),
  stale: z.array(z.object({ role: z.string(), what: name })),
  files: z.array(z.object({ name: z.string(), sha256: z.string(), size: z.number() })),
  children: z.array(z.object({ id: z.uuid(), state, office: z.object({ code: z.string(), name: z.string() }) })),
})

/** A run as lists show it. */
export function listedRun({ input: _, office: { code, name, level }, ...run }: RunRow): z.infer<typeof runListed> {
  return { ...run, office: { code, name, level }, error: run.error as z.infer<typeof runListed>['error'] }
}

/** A run with its inputs, results, children, and what is newer than it. */
export async function wholeRun(tx: Tx, run: RunRow): Promise<z.infer<typeof runWhole>> {
  const children = await childRuns(tx, run.id)
  return {
    ...listedRun(run),
    options: run.input.options,
    inputs: run.input.inputs.map(({ role, name, sha256, size }) => ({ role, name, sha256, size })),
    stale: [...(await staleOf(tx, run))],
    files: await filesOf(tx, run.id),
    children: children.map(({ id, state, code, name }) => ({ id, state, office: { code, name } })),
  }
}
