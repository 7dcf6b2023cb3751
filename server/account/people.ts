// The people of an office as its administrators see them, and what administrators may do for them. Two things hold throughout:
// nobody acts on themselves, and nobody acts for a person who holds more than they administer.
import { Fault } from '@yike/core/base/fault.ts'
import { type Expression, type SqlBool, sql } from 'kysely'
import { v7 } from 'uuid'
import { z } from 'zod'
import { note, type Tx } from '../db/context.ts'
import { keyIn, pageFrom } from '../http/pages.ts'
import { officeOf } from '../http/permit.ts'
import { type Actor, administersOf, holds } from './actor.ts'
import { OFFICE, ROLE } from './me.ts'
import { keep, oneTimePassword, REMEMBERED } from './password.ts'
import type { Role } from './roles.ts'
import { endAll } from './session.ts'

/** Days that a password lasts which an administrator hands over. */
const ONE_TIME_DAYS = 7

/** Somebody, as an administrator sees them. */
export const PERSON = z.object({
  id: z.uuid(),
  login: z.string(),
  name: z.string(),
  office: OFFICE,
  department: z.string().nullable(),
  held: z.array(
    z.object({
      id: z.uuid(),
      role: ROLE,
      office: OFFICE,
      since: z.string(),
      until: z.string().nullable(),
    }),
  ),
  lockedUntil: z.string().nullable(),
  endedAt: z.string().nullable(),
  signsInElsewhere: z.boolean(),
  demo: z.boolean(),
  version: z.int(),
})
/** Somebody, as an administrator sees them. */
export type Person = z.infer<typeof PERSON>

/** People whom `which` picks, in the order of their logins. */
export async function readPeople(
  tx: Tx,
  now: Date,
  which: Expression<SqlBool>,
  limit = 1,
): Promise<(Person & { readonly path: string })[]> {
  const people = await tx
    .selectFrom('account')
    .innerJoin('office', 'office.id', 'account.office')
    .select([
      'account.id',
      'account.login',
      'account.name',
      'account.path',
      'account.department',
      'account.locked_until',
    ])
    .select(['account.ended_at', 'account.subject', 'account.demo', 'account.version'])
    .select(['office.code', 'office.name as officeName', 'office.level'])
    .where(which)
    .orderBy(sql`lower(account.login) collate "C"`)
    .limit(limit)
    .execute()
  if (!people.length) return []
  const held = await tx
    .selectFrom('appointment as p')
    .innerJoin('office as o', 'o.id', 'p.office')
    .select(['p.id', 'p.account', 'p.role', 'p.since', 'p.until', 'o.code', 'o.name', 'o.level'])
    .where(
      'p.account',
      'in',
      people.map((a) => a.id),
    )
    .where((e) => e.or([e('p.until', 'is', null), e('p.until', '>', now)]))
    .orderBy('o.path')
    .orderBy('p.role')
    .execute()
  return people.map((a) => ({
    id: a.id,
    login: a.login,
    name: a.name,
    path: a.path,
    office: { code: a.code, name: a.officeName, level: a.level },
    department: a.department,
    held: held
      .filter((h) => h.account === a.id)
      .map((h) => ({
        id: h.id,
        role: h.role,
        office: { code: h.code, name: h.name, level: h.level },
        since: h.since.toISOString(),
        until: h.until?.toISOString() ?? null,
      })),
    lockedUntil: a.locked_until && a.locked_until > now ? a.locked_until.toISOString() : null,
    endedAt: a.ended_at?.toISOString() ?? null,
    signsInElsewhere: a.subject !== null,
    demo: a.demo,
    version: a.version,
  }))
}

/** A page of the people at a place and below it; `q` is a part of a login or name. */
export async function listPeople(
  tx: Tx,
  now: Date,
  path: string,
  { q, limit, after }: { q?: string | undefined; limit: number; after?: string | undefined },
) {
  const part = q === undefined ? null : `%${q.replace(/[\\%_]/g, '\\$&')}%`
  const from = after === undefined ? null : keyIn(after, 1)[0]
  const which = sql<SqlBool>`account.path <@ ${path}::ltree
    and (${part}::text is null or account.login ilike ${part} or account.name ilike ${part})
    and (${from}::text is null or lower(account.login) collate "C" > ${from} collate "C")`
  return pageFrom(await readPeople(tx, now, which, limit + 1), limit, (p) => [p.login.toLowerCase()])
}

/** One person. Fault: not-there. */
export async function getPerson(tx: Tx, now: Date, id: string) {
  const [person] = await readPeople(tx, now, sql<SqlBool>`account.id = ${id}`)
  if (!person) throw new Fault('not-there', { what: id })
  return person
}

/** Refuses those who would act on themselves, or for a person with roles beyond theirs. Faults: not-yourself, beyond-yours. */
export async function mayActFor(tx: Tx, actor: Actor, person: Person, now: Date): Promise<void> {
  if (person.id === actor.account) throw new Fault('not-yourself')
  const { rows } = await sql<{ beyond: number }>`
    select held_beyond(${person.id}, ${administersOf(actor)}::ltree[], ${now}) as beyond`.execute(tx)
  if (rows[0]!.beyond > 0) throw new Fault('beyond-yours', { who: person.name })
}

/** Refuses to leave an office without an administrator of its own. Fault: last-administrator. */
async function notTheLast(tx: Tx, account: string, office: string, now: Date): Promise<void> {
  const at = await tx
    .selectFrom('office')
    .select(['name', 'until'])
    .where('id', '=', office)
    .forUpdate() // two administrators who take each other's role away wait here, and the second is refused
    .executeTakeFirst()
  if (!at || at.until !== null) return
  const { rows } = await sql<{ other: boolean }>`
    select administered_without(${account}, ${office}, ${now}) as other`.execute(tx)
  if (!rows[0]!.other) throw new Fault('last-administrator', { office: at.name })
}

/** Gives a role over an office and all below it. Faults: not-yourself, not-there, not-yours, taken. */
export async function appoint(
  tx: Tx,
  actor: Actor,
  person: Person,
  given: { readonly role: Role; readonly office: string; readonly until?: string | undefined },
  now: Date,
): Promise<string> {
  if (person.id === actor.account) throw new Fault('not-yourself')
  if (person.endedAt) throw new Fault('not-there', { what: person.login })
  const place = await officeOf(tx, given.office)
  if (!holds(actor, 'administer', place.path)) throw new Fault('not-yours')
  if (person.held.some((h) => h.role === given.role && h.office.code === place.code))
    throw new Fault('taken', { what: `${person.name} · ${place.name} · ${given.role}` })
  const id = v7()
  await tx
    .insertInto('appointment')
    .values({
      id,
      account: person.id,
      role: given.role,
      office: place.id,
      path: place.path,
      since: now,
      until: given.until ? new Date(given.until) : null,
    })
    .execute()
  return id
}

/** Takes a role away. Faults: not-yourself, not-there, not-yours, last-administrator. */
export async function dismiss(tx: Tx, actor: Actor, person: Person, appointment: string, now: Date): Promise<void> {
  if (person.id === actor.account) throw new Fault('not-yourself')
  const held = await tx
    .selectFrom('appointment')
    .select(['role', 'office', 'path'])
    .where('id', '=', appointment)
    .where('account', '=', person.id)
    .where((e) => e.or([e('until', 'is', null), e('until', '>', now)]))
    .executeTakeFirst()
  if (!held) throw new Fault('not-there', { what: appointment })
  if (!holds(actor, 'administer', held.path)) throw new Fault('not-yours')
  if (held.role === 'administer') await notTheLast(tx, person.id, held.office, now)
  await tx.updateTable('appointment').set({ until: now }).where('id', '=', appointment).execute()
}

async function dismissAll(tx: Tx, person: Person, now: Date): Promise<void> {
  const held = await tx
    .selectFrom('appointment')
    .select(['office'])
    .where('account', '=', person.id)
    .where('role', '=', 'administer')
    .where((e) => e.or([e('until', 'is', null), e('until', '>', now)]))
    .orderBy('office')
    .execute()
  for (const { office } of held) await notTheLast(tx, person.id, office, now)
  await tx
    .updateTable('appointment')
    .set({ until: now })
    .where('account', '=', person.id)
    .where((e) => e.or([e('until', 'is', null), e('until', '>', now)]))
    .execute()
}

/** What may be changed of a person. */
export interface PersonChange {
  readonly name?: string | undefined
  readonly department?: string | null | undefined
  /** Code: moved there. What they held ends at once; who administers the new office appoints them anew. */
  readonly office?: string | undefined
  readonly ended?: true | undefined
}

/** Changes a person. Faults: not-yourself, beyond-yours, last-administrator, not-there, not-yours. */
export async function changePerson(tx: Tx, actor: Actor, person: Person, change: PersonChange, now: Date) {
  const { name, department, office, ended } = change
  await mayActFor(tx, actor, person, now)
  const place = office === undefined ? null : await officeOf(tx, office)
  if (place && !holds(actor, 'administer', place.path)) throw new Fault('not-yours')
  if (place || ended) await dismissAll(tx, person, now)
  if (ended) {
    await endAll(tx, person.id, now)
    await tx
      .updateTable('token')
      .set({ ended_at: now })
      .where('account', '=', person.id)
      .where('ended_at', 'is', null)
      .execute()
  }
  if (place) await tx.updateTable('token').set({ path: place.path }).where('account', '=', person.id).execute()
  await tx
    .updateTable('account')
    .set((e) => ({
      ...(name === undefined ? {} : { name }),
      ...(department === undefined ? {} : { department }),
      ...(place ? { office: place.id, path: place.path } : {}),
      ...(ended ? { ended_at: now } : {}),
      version: e('version', '+', 1),
    }))
    .where('id', '=', person.id)
    .execute()
}

/** Lets somebody in again before the lock is over. */
export async function unlock(tx: Tx, person: Person & { readonly path: string }): Promise<void> {
  await tx.updateTable('account').set({ failures: 0, locked_until: null }).where('id', '=', person.id).execute()
  await note(tx, person.path, 'account', person.id, 'unlock')
}

/** Gives a password to be handed over, used once and changed; sessions and tokens end. Faults: not-yourself, beyond-yours. */
export async function resetPassword(tx: Tx, actor: Actor, person: Person, now: Date) {
  await mayActFor(tx, actor, person, now)
  const password = oneTimePassword()
  const kept = await keep(password)
  const until = new Date(now.getTime() + ONE_TIME_DAYS * 86_400_000)
  const { password: last, old_passwords } = await tx
    .selectFrom('account')
    .select(['password', 'old_passwords'])
    .where('id', '=', person.id)
    .forUpdate()
    .executeTakeFirstOrThrow()
  await tx
    .updateTable('account')
    .set((e) => ({
      password: kept,
      password_at: now,
      old_passwords: [...(last ? [last] : []), ...old_passwords].slice(0, REMEMBERED),
      must_change: true,
      one_time_until: until,
      failures: 0,
      locked_until: null,
      version: e('version', '+', 1),
    }))
    .where('id', '=', person.id)
    .execute()
  await endAll(tx, person.id, now)
  await tx
    .updateTable('token')
    .set({ ended_at: now })
    .where('account', '=', person.id)
    .where('ended_at', 'is', null)
    .execute()
  return { password, until: until.toISOString() }
}
