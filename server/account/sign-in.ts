// Signing in with login and password. Nothing in the answer or in the time it takes tells whether there is such a login.
import { Fault } from '@yike/core/base/fault.ts'
import { sql } from 'kysely'
import { as, note } from '../db/context.ts'
import type { Platform } from '../platform.ts'
import { type Actor, type Origin, theSystem } from './actor.ts'
import { fits } from './password.ts'
import { turns } from './turns.ts'

/** Wrong passwords in a row, and how long the account is then locked, ms. */
export const TRIES = 5
export const LOCKED_MS = 600_000

/** Logins that are nobody's are locked as those of people are. As many as these are remembered, by this process. */
const STRANGERS = 10_000
const strangers = new Map<string, { failures: number; until: number }>()

function countStranger(login: string, now: Date): Date | null {
  const kept = strangers.get(login)
  if (kept && kept.until > now.getTime()) return new Date(kept.until)
  const failures = (kept && kept.until === 0 ? kept.failures : 0) + 1
  strangers.delete(login)
  if (strangers.size >= STRANGERS) strangers.delete(strangers.keys().next().value!)
  strangers.set(login, { failures, until: failures >= TRIES ? now.getTime() + LOCKED_MS : 0 })
  return null
}

const locked = (until: Date) => new Fault('account-locked', { until: until.toISOString() })

/** Somebody who may do what concerns only themselves, wherever they belong. */
export const asThemselves = (who: { id: string; name: string; path: string }): Actor => ({
  account: who.id,
  name: who.name,
  office: null,
  path: who.path,
  held: [{ role: 'administer', path: who.path }],
  via: 'page',
  mustChange: false,
})

/**
 * The person whose login and password these are. Each try is counted before the password is compared, so that many at once
 * are no more tries than one after the other. Faults: wrong-password, account-locked, too-many-requests.
 */
export const findPerson = (platform: Platform, login: string, password: string, origin: Origin) =>
  inTurn(() => find(platform, login, password, origin))

/** Each try holds a connection to the database, and all of nobody's stand in one chain of the trail: they leave most to others. */
const inTurn = turns(6, 300)

async function find(platform: Platform, login: string, password: string, origin: Origin) {
  const now = platform.clock()
  const person = await as(
    platform.db,
    theSystem('system'),
    async (tx) => {
      const found = await tx
        .selectFrom('account')
        .select(['id', 'name', 'path', 'password', 'one_time_until', 'failures', 'locked_until'])
        .where(sql`lower(login)`, '=', login.toLowerCase())
        .where('ended_at', 'is', null)
        .forUpdate()
        .executeTakeFirst()
      if (!found) return null
      if (found.locked_until && found.locked_until > now) throw locked(found.locked_until)
      const failures = found.locked_until ? 1 : found.failures + 1
      await tx
        .updateTable('account')
        .set({ failures, locked_until: failures >= TRIES ? new Date(now.getTime() + LOCKED_MS) : null })
        .where('id', '=', found.id)
        .execute()
      return { ...found, failures }
    },
    origin,
  )
  if (!person) {
    const until = countStranger(login.toLowerCase(), now)
    if (until) throw locked(until)
  }
  const right = await fits(person?.password ?? null, password)
  const late = person?.one_time_until && person.one_time_until <= now
  if (person && right && !late) return person
  await as(
    platform.db,
    theSystem('system'),
    (tx) =>
      note(tx, person?.path ?? 'cn', 'account', person?.id ?? '-', 'refused', {
        ...(person ? { failures: person.failures } : { login: login.slice(0, 100) }),
      }),
    origin,
  )
  throw new Fault('wrong-password')
}
