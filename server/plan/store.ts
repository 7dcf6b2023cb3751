// Plans in the database. Each change writes the plan and, beside it, the version it has become, which is never touched again.
import { Fault } from '@yike/core/base/fault.ts'
import { sql } from 'kysely'
import { v7 } from 'uuid'
import type { Actor } from '../account/actor.ts'
import type { Tx } from '../db/context.ts'
import type { Place } from '../http/route.ts'
import type { PlanBody } from './body.ts'
import type { PlanState } from './states.ts'

const columns = [
  'plan.id',
  'office.code as office',
  'plan.path',
  'plan.title',
  'plan.run',
  'plan.state',
  'plan.shared',
  'plan.version',
  'plan.account',
  'account.name as by',
  'plan.made_at',
  'plan.changed_at',
] as const

const plans = (tx: Tx) =>
  tx
    .selectFrom('plan')
    .innerJoin('office', 'office.id', 'plan.office')
    .leftJoin('account', 'account.id', 'plan.account')
    .select(columns)

/** A plan as a row, without what it holds. */
export type PlanRow = Awaited<ReturnType<typeof listPlans>>[number]

/** Plans of an office (with `below`: and of all offices below it), newest first, after the plan `after`. */
export function listPlans(
  tx: Tx,
  place: Place,
  ask: { below: boolean; state: PlanState | undefined; after: string | null; limit: number },
) {
  let query = plans(tx).orderBy('plan.id', 'desc').limit(ask.limit)
  query = ask.below
    ? query.where(sql<boolean>`plan.path <@ ${place.path}::ltree`)
    : query.where('plan.office', '=', place.id)
  if (ask.state) query = query.where('plan.state', '=', ask.state)
  if (ask.after) query = query.where('plan.id', '<', ask.after)
  return query.execute()
}

/** One plan, with what it holds. Fault: not-there. */
export async function findPlan(tx: Tx, id: string): Promise<PlanRow & { body: unknown }> {
  const found = await plans(tx).select('plan.body').where('plan.id', '=', id).executeTakeFirst()
  if (!found) throw new Fault('not-there', { what: id })
  return found
}

/** Holds the plan until the end of the transaction: of two who change it at once, one waits for the other. */
export const lockPlan = (tx: Tx, id: string) =>
  tx.selectFrom('plan').select('id').where('id', '=', id).forUpdate().execute()

/** Whether the caller sees a run. Fault: not-there. */
export async function expectRun(tx: Tx, id: string | null): Promise<void> {
  if (id === null) return
  const found = await tx.selectFrom('run').select('id').where('id', '=', id).executeTakeFirst()
  if (!found) throw new Fault('not-there', { what: id })
}

/** What a person writes of a plan. */
export interface Written {
  readonly title: string
  readonly run: string | null
  readonly shared: boolean
  readonly body: PlanBody
}

/** A new plan; its id. */
export async function addPlan(
  tx: Tx,
  place: Place,
  actor: Actor,
  { body, ...rest }: Written,
  now: Date,
): Promise<string> {
  const id = v7()
  const values = { id, office: place.id, path: place.path, ...rest, body: JSON.stringify(body), account: actor.account }
  await tx
    .insertInto('plan')
    .values({ ...values, made_at: now, changed_at: now })
    .execute()
  await keepVersion(tx, id, actor, null)
  return id
}

/** Changes a plan: what it holds, or only its state. */
export async function changePlan(
  tx: Tx,
  id: string,
  actor: Actor,
  change: Partial<Written> & { state?: PlanState },
  now: Date,
  note: string | null = null,
): Promise<void> {
  const { body, ...rest } = change
  await tx
    .updateTable('plan')
    .set({ ...rest, ...(body ? { body: JSON.stringify(body) } : {}) })
    .set((e) => ({ version: e('version', '+', 1), account: actor.account, changed_at: now }))
    .where('id', '=', id)
    .execute()
  await keepVersion(tx, id, actor, note)
}

async function keepVersion(tx: Tx, id: string, actor: Actor, note: string | null): Promise<void> {
  await sql`insert into plan_version (plan, version, path, title, body, state, note, account, at)
    select id, version, path, title, body, state, ${note}, ${actor.account}::uuid, changed_at from plan where id = ${id}`.execute(
    tx,
  )
}

const versions = (tx: Tx, id: string) =>
  tx
    .selectFrom('plan_version as v')
    .leftJoin('account', 'account.id', 'v.account')
    .select(['v.version', 'v.title', 'v.state', 'v.note', 'v.account', 'account.name as by', 'v.at'])
    .where('v.plan', '=', id)

/** The versions of a plan, newest first, below version `before`. */
export function listVersions(tx: Tx, id: string, before: number | null, limit: number) {
  const query = versions(tx, id).orderBy('v.version', 'desc').limit(limit)
  return (before === null ? query : query.where('v.version', '<', before)).execute()
}

/** One version, with what it held. Fault: not-there. */
export async function findVersion(tx: Tx, id: string, version: number) {
  const found = await versions(tx, id).select('v.body').where('v.version', '=', version).executeTakeFirst()
  if (!found) throw new Fault('not-there', { what: `${id} ${version}` })
  return found
}

/** Who submitted it last; null: nobody, or a program. */
export async function submitterOf(tx: Tx, id: string): Promise<string | null> {
  const found = await versions(tx, id)
    .where('v.state', '=', 'submitted')
    .orderBy('v.version', 'desc')
    .executeTakeFirst()
  return found?.account ?? null
}
