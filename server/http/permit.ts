// May this person call this route here? The query decides first (row-level security hides what is not theirs), then the rule.
import { Fault } from '@yike/core/base/fault.ts'
import { sql } from 'kysely'
import { z } from 'zod'
import { type Actor, holds, holdsSomewhere, isWithin } from '../account/actor.ts'
import type { Tx } from '../db/context.ts'
import type { Owned, Place, Rule } from './route.ts'

const ID = z.uuid()
const CODE = z.string().regex(/^([0-9]{6}|[0-9]{9}|[0-9]{12})$/)

/** The office of that code today. Fault: not-there. */
export async function officeOf(tx: Tx, code: string): Promise<Place> {
  const found = CODE.safeParse(code).success
    ? await tx
        .selectFrom('office')
        .select(['id', 'code', 'name', 'level', 'path'])
        .where('code', '=', code)
        .where('until', 'is', null)
        .executeTakeFirst()
    : undefined
  if (!found) throw new Fault('not-there', { what: code })
  return found
}

/** The office that owns a row, if the row can be seen. Fault: not-there. */
async function ownerOf(tx: Tx, noun: Owned, id: string): Promise<Place> {
  if (!ID.safeParse(id).success) throw new Fault('not-there', { what: id })
  const { rows } = await sql<Place>`select office.id, office.code, office.name, office.level, office.path
    from ${sql.table(noun)} owned join office on office.path = owned.path where owned.id = ${id}`.execute(tx)
  if (!rows[0]) throw new Fault('not-there', { what: id })
  return rows[0]
}

/**
 * The place a call is about; null where its rule names none.
 * Faults: sign-in, password-must-change, not-there (or not to be seen), not-yours.
 */
export async function permit(
  tx: Tx,
  rule: Rule,
  actor: Actor | null,
  params: Readonly<Record<string, string>>,
): Promise<Place | null> {
  if ('who' in rule) {
    if (rule.who === 'signed-in' && !actor) throw new Fault('sign-in')
    return null
  }
  if (!actor) throw new Fault('sign-in')
  const { role, at } = rule
  if (at === 'somewhere') {
    if (!holdsSomewhere(actor, role)) throw new Fault('not-yours')
    return null
  }
  if (at === 'office') {
    const place = await officeOf(tx, params.office ?? '')
    // from below one sees what an office shares; the query shows no more than that
    const below = role === 'read' && actor.held.some((h) => isWithin(h.path, place.path))
    if (!below && !holds(actor, role, place.path)) throw new Fault('not-yours')
    return place
  }
  const place = await ownerOf(tx, at, params.id ?? '')
  if (role !== 'read' && !holds(actor, role, place.path)) throw new Fault('not-yours')
  return place
}
