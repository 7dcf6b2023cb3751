// What happens to offices: founded, renamed, recoded, merged, split, moved, ended. History goes along: an office that was merged
// stands under its successor with all it ever had, and whoever may see the successor sees it. Nobody gains a right by a change
// save those over the successor; who served the merged office keeps what they held of it, until they are appointed anew.
import { Fault } from '@yike/core/base/fault.ts'
import { sql } from 'kysely'
import { v7 } from 'uuid'
import { z } from 'zod'
import { type Actor, holds } from '../account/actor.ts'
import { line } from '../account/session-routes.ts'
import type { Tx } from '../db/context.ts'
import { LEVELS, type OfficeThen } from './offices.ts'

const CODE = z.string().regex(/^([0-9]{6}|[0-9]{9}|[0-9]{12})$/)
const said = { happened: z.iso.date(), document: line(200).nullable().optional() }

/** What can happen to the office of the address. */
export const HAPPENING = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('found'), ...said, code: CODE, name: line(100), level: z.enum(LEVELS) }),
  z.strictObject({ kind: z.literal('rename'), ...said, name: line(100) }),
  z.strictObject({ kind: z.literal('recode'), ...said, code: CODE }),
  z.strictObject({ kind: z.literal('merge'), ...said, into: CODE }),
  z.strictObject({ kind: z.literal('move'), ...said, under: CODE }),
  z.strictObject({ kind: z.literal('end'), ...said }),
  z.strictObject({
    kind: z.literal('split'),
    ...said,
    into: z
      .array(z.strictObject({ code: CODE, name: line(100), children: z.array(CODE).max(1000) }))
      .min(1)
      .max(50),
  }),
])
/** One of these. */
export type Happening = z.infer<typeof HAPPENING>

type Office = Pick<OfficeThen, 'id' | 'code' | 'name' | 'level' | 'path' | 'parent'>
const STATE = { zh: '国家一级不能这样变更', en: 'not the state itself' }

/** Digits of a code by level. */
const DIGITS = { state: 6, province: 6, prefecture: 6, district: 6, subdistrict: 9, community: 12 } as const

const above = (path: string) => path.slice(0, path.lastIndexOf('.'))
const label = (path: string) => path.slice(path.lastIndexOf('.') + 1)
const wrong = (zh: string, en: string) => new Fault('not-now', { why: { zh, en } })

async function live(tx: Tx, code: string): Promise<Office> {
  const { rows } = await sql<Office>`select id, code, name, level, path::text as path, parent from office
    where code = ${code} and until is null`.execute(tx)
  if (!rows[0]) throw new Fault('not-there', { what: code })
  return rows[0]
}

const childrenOf = async (tx: Tx, office: Office): Promise<Office[]> =>
  (
    await sql<Office>`select id, code, name, level, path::text as path, parent from office
      where parent = ${office.id} and until is null order by code`.execute(tx)
  ).rows

function mayBe(code: string, level: keyof typeof DIGITS): void {
  if (code.length !== DIGITS[level])
    throw wrong(
      `${code} 的位数不对，这一级应为 ${DIGITS[level]} 位`,
      `${code} should have ${DIGITS[level]} digits at this level`,
    )
}

function mayStandUnder(level: string, parent: Office): void {
  if (LEVELS.indexOf(level as 'state') <= LEVELS.indexOf(parent.level))
    throw wrong(`它的级别不能在${parent.name}之下`, `it is not of a level below ${parent.name}`)
}

/** Writes what happened, after the office itself was changed: a change stands where its office stands now. */
async function write(
  tx: Tx,
  actor: Actor,
  office: Office,
  { kind, happened, document }: Pick<Happening, 'kind' | 'happened' | 'document'>,
  before: object,
  after: object,
): Promise<void> {
  const { code, name, parent } = office
  const { path } = await tx.selectFrom('office').select('path').where('id', '=', office.id).executeTakeFirstOrThrow()
  const was = kind === 'found' ? {} : { code, name, parent, ...before }
  await tx
    .insertInto('office_change')
    .values({
      id: v7(),
      office: office.id,
      path,
      kind,
      happened,
      document: document ?? null,
      before: JSON.stringify(was),
      after: JSON.stringify({ code, name, parent, ...after }),
      account: actor.account,
      at: sql`clock_timestamp()`,
    })
    .execute()
}

const moveTo = async (tx: Tx, office: Office, path: string): Promise<void> => {
  try {
    await sql`select move_office(${office.path}::ltree, ${path}::ltree)`.execute(tx)
  } catch (error) {
    const { code } = error as { code?: string }
    if (code === '23505') throw new Fault('taken', { what: label(path) })
    throw error
  }
}

const set = (
  tx: Tx,
  id: string,
  values: { name?: string; code?: string; parent?: string; until?: string; successor?: string },
) =>
  tx
    .updateTable('office')
    .set((e) => ({ ...values, version: e('version', '+', 1) }))
    .where('id', '=', id)
    .execute()

async function found(
  tx: Tx,
  actor: Actor,
  parent: Office,
  given: { code: string; name: string; level: string } & Pick<Happening, 'happened' | 'document'>,
) {
  const { code, name, happened } = given
  const level = given.level as Office['level']
  mayStandUnder(level, parent)
  mayBe(code, level)
  const office: Office = { id: v7(), code, name, level, path: `${parent.path}.${code}`, parent: parent.id }
  try {
    await tx
      .insertInto('office')
      .values({ ...office, since: happened })
      .execute()
  } catch (error) {
    if ((error as { code?: string }).code === '23505') throw new Fault('taken', { what: code })
    throw error
  }
  await write(tx, actor, office, { ...given, kind: 'found' }, {}, { level })
  return office
}

async function moveUnder(
  tx: Tx,
  actor: Actor,
  office: Office,
  parent: Office,
  said: Pick<Happening, 'happened' | 'document'>,
) {
  mayStandUnder(office.level, parent)
  await moveTo(tx, office, `${parent.path}.${label(office.path)}`)
  await set(tx, office.id, { parent: parent.id })
  await write(tx, actor, office, { ...said, kind: 'move' }, {}, { parent: parent.id })
}

/**
 * Does to an office what happened to it, and gives the code under which it is now found.
 * Faults: not-there, not-yours (who changes an office must administer the one above it), taken, not-now.
 */
export async function happen(tx: Tx, actor: Actor, office: Office, it: Happening, today: string): Promise<string> {
  // one change of the tree at a time; offices that hold much take a while
  await sql`select pg_advisory_xact_lock(hashtext('office')), set_config('statement_timeout', '600000', true)`.execute(
    tx,
  )
  const fresh = await live(tx, office.code)
  if (fresh.id !== office.id) throw new Fault('not-there', { what: office.code })
  const last = await sql<{
    day: string | null
  }>`select max(happened)::text as day from office_change where office = ${office.id}`.execute(tx)
  if (it.happened > today) throw wrong('日期还没到；请到那一天再办', 'that day has not come yet')
  if (it.kind !== 'found' && last.rows[0]?.day && it.happened < last.rows[0].day)
    throw wrong(
      `它在 ${last.rows[0].day} 已有变更，不能补记更早的`,
      `it was changed on ${last.rows[0].day} already; nothing earlier can be added`,
    )
  if (it.kind === 'found') return (await found(tx, actor, fresh, it)).code
  const mayChange = (path: string) => {
    if (!holds(actor, 'administer', path)) throw new Fault('not-yours')
  }
  if (fresh.parent === null) throw new Fault('not-now', { why: STATE })
  mayChange(above(fresh.path))

  switch (it.kind) {
    case 'rename':
      await set(tx, fresh.id, { name: it.name })
      await write(tx, actor, fresh, it, {}, { name: it.name })
      return fresh.code
    case 'recode':
      mayBe(it.code, fresh.level)
      if (
        await tx
          .selectFrom('office')
          .select('id')
          .where('code', '=', it.code)
          .where('until', 'is', null)
          .executeTakeFirst()
      )
        throw new Fault('taken', { what: it.code })
      await moveTo(tx, fresh, `${above(fresh.path)}.${it.code}`)
      await set(tx, fresh.id, { code: it.code })
      await write(tx, actor, fresh, it, {}, { code: it.code })
      return it.code
    case 'move': {
      const parent = await live(tx, it.under)
      mayChange(parent.path)
      if (parent.id === fresh.parent) throw wrong('它已经在那里', 'it is there already')
      await moveUnder(tx, actor, fresh, parent, it)
      return fresh.code
    }
    case 'end': {
      if ((await childrenOf(tx, fresh)).length)
        throw wrong('它还有下级；请先移交或撤并', 'there are offices under it; move or merge them first')
      await moveTo(tx, fresh, `${above(fresh.path)}.${endedLabel(fresh, it.happened)}`)
      await set(tx, fresh.id, { until: it.happened })
      await write(tx, actor, fresh, it, {}, { ended: true })
      return fresh.code
    }
    case 'merge': {
      const successor = await live(tx, it.into)
      if (successor.id === fresh.id || successor.level !== fresh.level)
        throw wrong('只能并入同级的另一机构', 'an office merges into another of its level')
      mayChange(successor.path)
      for (const child of await childrenOf(tx, fresh)) await moveUnder(tx, actor, child, successor, it)
      await moveTo(tx, fresh, `${successor.path}.${endedLabel(fresh, it.happened)}`)
      await set(tx, fresh.id, { until: it.happened, successor: successor.id, parent: successor.id })
      await write(tx, actor, fresh, it, {}, { ended: true, successor: successor.code })
      return successor.code
    }
    case 'split': {
      const parent = { ...fresh, ...(await parentOf(tx, fresh)) }
      const children = new Map((await childrenOf(tx, fresh)).map((child) => [child.code, child]))
      for (const part of it.into) {
        const made = await found(tx, actor, parent, { ...it, code: part.code, name: part.name, level: fresh.level })
        for (const code of part.children) {
          const child = children.get(code)
          if (!child) throw new Fault('not-there', { what: code })
          children.delete(code)
          await moveUnder(tx, actor, child, made, it)
        }
      }
      await set(tx, fresh.id, {})
      await write(tx, actor, fresh, it, {}, { into: it.into.map((part) => part.code) })
      return fresh.code
    }
  }
}

/** An office that is no more leaves its label to the next that bears its code. */
const endedLabel = (office: Office, day: string) => `${office.code}_${day.replaceAll('-', '')}`

const parentOf = async (tx: Tx, office: Office): Promise<Office> =>
  (
    await sql<Office>`select id, code, name, level, path::text as path, parent from office where id = ${office.parent}`.execute(
      tx,
    )
  ).rows[0]!
