// When the only administrator is locked out: whoever works on the machine gives a person a new password, and the trail says so.
import { Fault } from '@yike/core/base/fault.ts'
import { type SqlBool, sql } from 'kysely'
import { as, note } from '../db/context.ts'
import type { Platform } from '../platform.ts'
import { theSystem } from './actor.ts'
import { readPeople, resetPassword } from './people.ts'

/**
 * Gives the person of a login a password that is used once within seven days and changed; their sessions and tokens end, a lock is
 * lifted. `operator`: who asks, by the login at the machine. Fault: not-there.
 */
export function rescue({ db, clock }: Pick<Platform, 'db' | 'clock'>, login: string, operator: string) {
  const actor = theSystem('cli')
  return as(db, actor, async (tx) => {
    const now = clock()
    const [person] = await readPeople(tx, now, sql<SqlBool>`lower(account.login) = lower(${login})`)
    if (!person || person.endedAt) throw new Fault('not-there', { what: login })
    const made = await resetPassword(tx, actor, person, now)
    await note(tx, person.path, 'account', person.id, 'rescue', { operator })
    return { ...made, login: person.login, name: person.name }
  })
}
