// One row of each noun that has an owner, put straight into the database: for tests that go through all routes and not through one.
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { v7 } from 'uuid'
import type { Tx } from '../db/context.ts'
import type { Owned } from '../http/route.ts'
import type { MadeOffice } from './world.ts'

/** Puts a row of every noun into an office, as `account`; the ids. */
export async function putRows(
  tx: Tx,
  { id: office, path }: MadeOffice,
  account: string,
): Promise<Record<Owned, string>> {
  const ids = {
    upload: v7(),
    layer: v7(),
    outlet: v7(),
    duplicate: v7(),
    verification: v7(),
    run: v7(),
    plan: v7(),
    account: v7(),
    token: v7(),
    invitation: v7(),
  }
  const own = { office, path }
  const sha256 = randomBytes(32).toString('hex')
  const at = { lng: 120, lat: 30 }
  const soon = new Date(Date.now() + 86_400_000)
  await tx
    .insertInto('blob')
    .values({ sha256, size: 1 })
    .onConflict((c) => c.doNothing())
    .execute()
  await tx
    .insertInto('upload')
    .values({ id: ids.upload, ...own, kind: 'outlets', name: 'a.csv', sha256, size: 1, account })
    .execute()
  await tx
    .insertInto('layer')
    .values({
      id: ids.layer,
      ...own,
      kind: 'streets',
      number: randomBytes(3).readUIntBE(0, 3),
      name: 'a.osm.pbf',
      sha256,
    })
    .execute()
  const other = v7()
  for (const id of [ids.outlet, other]) {
    await tx
      .insertInto('outlet')
      .values({ id, ...own, name: '网点', label: '便利店', ...at })
      .execute()
    const version = { outlet: id, version: 1, path, cause: 'edit', account, since: new Date(), what: '{}' } as const
    await tx.insertInto('outlet_version').values(version).execute()
  }
  await tx
    .insertInto('duplicate')
    .values({ id: ids.duplicate, ...own, kept: ids.outlet, other, meters: 1, reason: 'same' })
    .execute()
  await tx
    .insertInto('run')
    .values({
      id: ids.run,
      ...own,
      kind: 'measure',
      title: '测算',
      input: '{}',
      input_hash: ids.run,
      engine: 'test',
      account,
    })
    .execute()
  await tx
    .insertInto('verification')
    .values({ id: ids.verification, ...own, run: ids.run, outlet: ids.outlet, place: '街口', ...at, reason: 'gap' })
    .execute()
  await tx
    .insertInto('plan')
    .values({ id: ids.plan, ...own, title: '方案', body: '{}', account })
    .execute()
  await tx
    .insertInto('account')
    .values({ id: ids.account, login: ids.account, name: '某人', ...own })
    .execute()
  await tx
    .insertInto('token')
    .values({
      id: ids.token,
      account: ids.account,
      path,
      name: '令牌',
      hash: randomBytes(32),
      roles: ['read'],
      expires_at: soon,
    })
    .execute()
  await tx
    .insertInto('invitation')
    .values({
      id: ids.invitation,
      hash: randomBytes(32),
      login: ids.invitation,
      name: '某人',
      ...own,
      roles: ['read'],
      expires_at: soon,
    })
    .execute()
  await putParts(tx, { path }, ids)
  return ids
}

/** One more of what belongs to such rows: a version of the plan, of the outlet, a figure and a circle of the run, a finding of the upload. */
export async function putParts(tx: Tx, { path }: Pick<MadeOffice, 'path'>, ids: Record<Owned, string>): Promise<void> {
  const number = randomBytes(3).readUIntBE(0, 3)
  const name = `a${number}`
  await sql`insert into plan_version (plan, version, path, title, body, state)
    select ${ids.plan}::uuid, coalesce(max(version), 0) + 1, ${path}::ltree, '方案', '{}', 'draft' from plan_version where plan = ${ids.plan}`.execute(
    tx,
  )
  await sql`insert into outlet_version (outlet, version, path, cause, since, what)
    select ${ids.outlet}::uuid, max(version) + 1, ${path}::ltree, 'edit', now(), '{}' from outlet_version where outlet = ${ids.outlet}`.execute(
    tx,
  )
  await tx
    .insertInto('coverage')
    .values({ run: ids.run, path, area: name, area_name: '社区', category: 'x', band: 'all' })
    .execute()
  await tx.insertInto('circle').values({ run: ids.run, path, id: name, name: '圈', border: '[]', what: '{}' }).execute()
  await tx
    .insertInto('upload_finding')
    .values({ upload: ids.upload, seq: number, path, code: 'unclosed-quote', what: 'x' })
    .execute()
}
