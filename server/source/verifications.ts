// What is to be seen on the spot: made from what a run rests on, answered from a phone, and the answer changes the outlet.
import { Fault } from '@yike/core/base/fault.ts'
import { type Selectable, sql } from 'kysely'
import { v7 } from 'uuid'
import { type Actor, holds } from '../account/actor.ts'
import type { Tx } from '../db/context.ts'
import type { Tables } from '../db/tables.ts'
import type { Place } from '../http/route.ts'
import { changeOutlet } from './edit.ts'
import type { GapEvidence, Served } from './evidence.ts'
import type { OutletRecord } from './outlet.ts'
import { fileIds, findOutlet, ledgerOf } from './store.ts'

/** A row of the table. */
export type VerificationRecord = Selectable<Tables['verification']>

/** What a run says that is worth seeing. */
export interface Evidence {
  readonly run: string
  readonly gaps: readonly GapEvidence[]
  /** By id of an outlet in the run. */
  readonly served: ReadonlyMap<string, Served>
}

type Task = Omit<
  VerificationRecord,
  'state' | 'due' | 'answer' | 'photo' | 'account' | 'answered_at' | 'made_at' | 'version'
>

/**
 * Makes the tasks of an office from a run: at most `most` of each reason, most people first. An outlet, a gap or a pair for which
 * a task is open gets no second. How many are new, by reason.
 *
 * - gap: an area lacks a category, as far as is known. People: those without it.
 * - nearest: an outlet that serves many. People: those whose nearest it is.
 * - oldest: never confirmed, or longest ago. People: the same, null where the run has it serving nobody.
 * - duplicate: a pair that may be one. People: the same.
 */
export async function makeTasks(
  tx: Tx,
  place: Place,
  evidence: Evidence,
  most: number,
  due: string | null,
): Promise<Readonly<Record<VerificationRecord['reason'], number>>> {
  const open = (await ledgerOf(tx, place.path)).filter((o) => o.state === 'open')
  const ids = fileIds(open)
  const servedBy = (o: OutletRecord) => evidence.served.get(o.id) ?? evidence.served.get(ids.get(o)!)
  const busy = new Set(
    (
      await sql<{ outlet: string }>`select outlet from verification
      where state = 'open' and outlet is not null and path <@ ${place.path}::ltree`.execute(tx)
    ).rows.map((r) => r.outlet),
  )
  const tasks: Task[] = await gapTasks(tx, place, evidence, most)
  const outletTask = (o: OutletRecord, reason: Task['reason'], note: string | null): Task | null => {
    if (busy.has(o.id)) return null
    busy.add(o.id)
    const served = servedBy(o)
    return {
      ...{ id: v7(), office: o.office, path: o.path, run: evidence.run, outlet: o.id, place: o.name || o.label },
      ...{ lng: o.lng, lat: o.lat, category: served?.category ?? null, people: served?.people ?? null },
      ...{ people_are: served ? ('served' as const) : null, reason, note },
    }
  }
  const people = (o: OutletRecord) => servedBy(o)?.people ?? -1
  const serving = open.filter((o) => people(o) > 0).sort((a, b) => people(b) - people(a))
  const oldest = open.toSorted(
    (a, b) => (a.confirmed ?? '').localeCompare(b.confirmed ?? '') || people(b) - people(a) || (a.id < b.id ? -1 : 1),
  )
  const recordOf = new Map(open.map((o) => [o.id, o]))
  const pairs = await sql<{ kept: string; other: string; meters: number }>`select kept, other, meters from duplicate
    where state = 'open' and path <@ ${place.path}::ltree order by meters, id limit 10000`.execute(tx)
  const take = <T>(candidates: readonly T[], taskOf: (candidate: T) => Task | null) => {
    let left = most
    for (const candidate of candidates) {
      if (left === 0) return
      const task = taskOf(candidate)
      if (!task) continue
      tasks.push(task)
      left--
    }
  }
  take(serving, (o) => outletTask(o, 'nearest', null))
  take(pairs.rows, ({ kept, other, meters }) => {
    const [one, two] = [recordOf.get(kept), recordOf.get(other)]
    return one && two ? outletTask(one, 'duplicate', `${two.name || two.label} · ${Math.round(meters)} m`) : null
  })
  take(oldest, (o) => outletTask(o, 'oldest', o.confirmed))
  return keepTasks(tx, tasks, due)
}

/** Gaps of areas under the place, each for the office of its area where there is one. */
async function gapTasks(tx: Tx, place: Place, { run, gaps }: Evidence, most: number): Promise<Task[]> {
  const offices = await tx
    .selectFrom('office')
    .select(['id', 'code', 'path'])
    .where('until', 'is', null)
    .where(sql<boolean>`path <@ ${place.path}::ltree`)
    .execute()
  const byCode = new Map(offices.map((o) => [o.code, o]))
  const { path } = await tx.selectFrom('run').select('path').where('id', '=', run).executeTakeFirstOrThrow()
  // a run of an office above is about places that are not ours too
  const below = path === place.path || path.startsWith(`${place.path}.`)
  const tasks: Task[] = []
  for (const gap of gaps.toSorted((a, b) => b.people - a.people)) {
    const office = byCode.get(gap.area) ?? (below ? place : undefined)
    if (!office || tasks.length >= most) continue
    const near = gap.meters === null ? null : `${gap.nearestName} · ${gap.meters} m`
    tasks.push({
      ...{ id: v7(), office: office.id, path: office.path, run, outlet: null, lng: gap.lng, lat: gap.lat },
      ...{ place: `${gap.areaName} · ${gap.categoryName}`, category: gap.category, people: gap.people },
      ...{ people_are: 'without', reason: 'gap', note: near },
    })
  }
  return tasks
}

async function keepTasks(tx: Tx, tasks: readonly Task[], due: string | null) {
  const { rows } = await sql<{ reason: VerificationRecord['reason'] }>`
    insert into verification (id, office, path, run, outlet, category, place, lng, lat, people, people_are, reason, note, due)
    select id, office, path, run, outlet, category, place, lng, lat, people, people_are, reason, note, ${due}::date
    from jsonb_to_recordset(${JSON.stringify(tasks)}::jsonb) as g(id uuid, office uuid, path ltree, run uuid, outlet uuid,
      category text, place text, lng float8, lat float8, people float8, people_are text, reason text, note text)
    on conflict do nothing returning reason`.execute(tx)
  const count = (reason: VerificationRecord['reason']) => rows.filter((r) => r.reason === reason).length
  return { gap: count('gap'), nearest: count('nearest'), oldest: count('oldest'), duplicate: count('duplicate') }
}

/** What somebody saw. */
export interface Answer {
  /** Made by who answers, so that an answer sent twice is one. */
  readonly id: string
  readonly there: 'yes' | 'no' | 'moved' | 'unsure'
  readonly note: string | null
  /** When it was seen, ISO 8601 with an offset. */
  readonly at: string
  /** Where it is now, WGS-84, for `moved`; null: away. */
  readonly lng: number | null
  readonly lat: number | null
}

/** One task, held where it is to be answered. Fault: not-there. */
export async function getTask(tx: Tx, id: string, hold = false): Promise<VerificationRecord> {
  const query = tx.selectFrom('verification').selectAll().where('id', '=', id)
  const found = await (hold ? query.forUpdate() : query).executeTakeFirst()
  if (!found) throw new Fault('not-there', { what: id })
  return found
}

/** Answers a task that is held and open; the outlet it is about becomes what was seen, in the same transaction. */
export async function answerTask(
  tx: Tx,
  task: VerificationRecord,
  answer: Answer,
  actor: Actor,
  now: Date,
): Promise<VerificationRecord> {
  const answered = await tx
    .updateTable('verification')
    .set({
      ...{ state: 'answered', answer: JSON.stringify(answer), account: actor.account, answered_at: now },
      version: task.version + 1,
    })
    .where('id', '=', task.id)
    .returningAll()
    .executeTakeFirstOrThrow()
  const outlet = task.outlet === null ? undefined : await findOutlet(tx, task.outlet, true)
  // what was merged or seen by somebody else since is known better; what has gone to another office is that one's to change
  const day = dayOf(answer.at, now)
  if (
    !outlet ||
    !holds(actor, 'edit', outlet.path) ||
    outlet.merged_into !== null ||
    answer.there === 'unsure' ||
    (outlet.confirmed ?? '') > day
  )
    return answered
  const seen = { confirmed: day, confirmedBy: actor.name }
  const { lng, lat } = answer
  const elsewhere = answer.there === 'moved' && lng !== null && lat !== null
  const became = elsewhere
    ? ({ ...seen, lng, lat, state: 'open' } as const)
    : ({ ...seen, state: ({ yes: 'open', no: 'closed', moved: 'moved' } as const)[answer.there] } as const)
  await changeOutlet(tx, outlet, became, { cause: 'verification', account: actor.account, at: now })
  return answered
}

/** The day on the phone that saw it; a phone whose clock is ahead saw it now. */
function dayOf(at: string, now: Date): string {
  if (new Date(at) <= now) return at.slice(0, 10)
  const offset = /([+-])(\d\d):(\d\d)$/.exec(at)
  const minutes = offset ? (offset[1] === '-' ? -1 : 1) * (60 * Number(offset[2]) + Number(offset[3])) : 0
  return new Date(now.getTime() + minutes * 60_000).toISOString().slice(0, 10)
}
