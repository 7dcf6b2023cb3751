// Writing one outlet by hand: made, changed, moved to another office, confirmed on the spot. Each leaves a version.
import { Fault } from '@yike/core/base/fault.ts'
import { v7 } from 'uuid'
import type { Tx } from '../db/context.ts'
import { officeOf } from '../http/permit.ts'
import { facts, type OutletBody, type OutletFacts, type OutletRecord } from './outlet.ts'
import { findOutlet } from './store.ts'
import { type Cause, changeOutlets, makeOutlets } from './versions.ts'

/** What an officer says of an outlet, and which office is to keep it. */
export type OutletSaid = Partial<OutletBody> & { readonly office?: string | undefined }

const said = ({ confirmedBy, office: _, ...rest }: OutletSaid): Partial<OutletFacts> => ({
  ...(rest as Partial<OutletFacts>),
  ...(confirmedBy !== undefined && { confirmed_by: confirmedBy }),
})

/** Makes one. Its source is whoever put it down. Fault: taken, where the office has that number already. */
export async function makeOutlet(
  tx: Tx,
  keeper: { readonly id: string; readonly path: string },
  body: OutletBody,
  source: string,
  by: Cause,
): Promise<OutletRecord> {
  const id = v7()
  const origin = { kind: 'official', file: source, row: null, ref: body.code, confirmed: body.confirmed } as const
  const made = {
    ...said(body),
    ...{ id, office: keeper.id, path: keeper.path, version: 1, origins: [origin], merged_into: null },
  } as OutletFacts
  await numbered(body.code, () => makeOutlets(tx, [made], by))
  return (await findOutlet(tx, id))!
}

/** Changes one that is held. Where nothing is said otherwise, nothing is written. Fault: taken, not-there, not-now. */
export async function changeOutlet(tx: Tx, record: OutletRecord, body: OutletSaid, by: Cause): Promise<OutletRecord> {
  if (record.merged_into !== null)
    throw new Fault('not-now', {
      why: { zh: '它已并入另一个网点，请改那一个', en: 'it was merged into another outlet; change that one' },
    })
  const keeper = body.office === undefined ? null : await officeOf(tx, body.office)
  const changed: OutletFacts = {
    ...facts(record),
    ...said(body),
    ...(keeper && { office: keeper.id, path: keeper.path }),
  }
  if (JSON.stringify(changed) === JSON.stringify(facts(record))) return record
  await numbered(changed.code, () => changeOutlets(tx, [changed], by))
  return (await findOutlet(tx, record.id)) ?? { ...changed, version: record.version + 2, at: by.at }
}

async function numbered(code: string | null, write: () => Promise<void>): Promise<void> {
  try {
    await write()
  } catch (error) {
    const { code: state, constraint } = error as { code?: string; constraint?: string }
    if (state === '23505' && constraint === 'outlet_code') throw new Fault('taken', { what: code ?? '' })
    throw error
  }
}
