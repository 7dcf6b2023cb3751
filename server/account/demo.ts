// The demo: a made-up province with the demo city's offices, and five people to try the system as. Everything is marked demo,
// with codes that GB/T 2260 does not use.
import type { City } from '@yike/demo/city.ts'
import { v7 } from 'uuid'
import { foundPlaces, type Place } from '../area/seed.ts'
import type { Tx } from '../db/context.ts'
import { keep, oneTimePassword } from './password.ts'
import type { Role } from './roles.ts'

/** Codes of the made-up province and city. */
export const DEMO_PROVINCE = '990000'
export const DEMO_CITY = '990100'

/** Offices by code. */
export type Founded = ReadonlyMap<string, { readonly id: string; readonly path: string }>

/** Founds 演示省 and 演示市 with the districts, subdistricts and communities of the demo city. The state must be there. */
export async function demoOffices(
  tx: Tx,
  { districts, subdistricts, communities }: Pick<City, 'districts' | 'subdistricts' | 'communities'>,
): Promise<Founded> {
  const state = await tx
    .selectFrom('office')
    .select(['id', 'code', 'path'])
    .where('parent', 'is', null)
    .where('until', 'is', null)
    .executeTakeFirstOrThrow()
  const places: Place[] = [
    { code: DEMO_PROVINCE, name: '演示省', level: 'province', parent: state.code },
    { code: DEMO_CITY, name: '演示市', level: 'prefecture', parent: DEMO_PROVINCE },
    ...[...districts, ...subdistricts, ...communities].map(({ code, name, level, parent }) => ({
      code,
      name,
      level,
      parent: parent ?? DEMO_CITY,
    })),
  ]
  return foundPlaces(tx, places, { demo: true, under: state })
}

/** Somebody to try the system as. */
export interface DemoAccount {
  readonly login: string
  readonly name: string
  /** Code. */
  readonly office: string
  readonly roles: readonly Role[]
  readonly password: string
}

/** New passwords for people of the demo who were made and never told theirs: the first start broke off before its end. */
export async function renewDemoPasswords(
  tx: Tx,
  now: Date,
): Promise<readonly Pick<DemoAccount, 'login' | 'name' | 'password'>[]> {
  const people = await tx
    .selectFrom('account')
    .select(['id', 'login', 'name'])
    .where('demo', '=', true)
    .where('ended_at', 'is', null)
    .orderBy('id')
    .execute()
  const all = people.map((person) => ({ ...person, password: oneTimePassword() }))
  for (const { id, password } of all)
    await tx
      .updateTable('account')
      .set({ password: await keep(password), password_at: now, failures: 0, locked_until: null })
      .where('id', '=', id)
      .execute()
  return all
}

/** The five people of the demo at their offices; their passwords are told this once. */
export async function demoAccounts(tx: Tx, founded: Founded, now: Date): Promise<readonly DemoAccount[]> {
  const street = [...founded.keys()].filter((code) => code.length === 9).sort()[0]
  if (!street) throw new Error('the demo city has no subdistrict')
  const people: readonly Omit<DemoAccount, 'password'>[] = [
    { login: 'ministry', name: '演示·商务部', office: '000000', roles: ['read', 'review', 'publish'] },
    { login: 'province', name: '演示·省商务厅', office: DEMO_PROVINCE, roles: ['review', 'publish', 'administer'] },
    { login: 'city', name: '演示·市商务局', office: DEMO_CITY, roles: ['edit', 'submit', 'publish', 'administer'] },
    { login: 'street', name: '演示·街道办事处', office: street, roles: ['edit', 'submit'] },
    { login: 'expert', name: '演示·专家', office: DEMO_CITY, roles: ['expert'] },
  ]
  const all = people.map((person) => ({ ...person, password: oneTimePassword() }))
  for (const { login, name, office, roles, password } of all) {
    const at = founded.get(office)
    if (!at) throw new Error(`there is no office ${office} for ${login}`)
    const account = v7()
    await tx
      .insertInto('account')
      .values({
        id: account,
        login,
        name,
        office: at.id,
        path: at.path,
        department: login === 'expert' ? null : 'commerce',
        password: await keep(password),
        password_at: now,
        demo: true,
      })
      .execute()
    for (const role of roles)
      await tx
        .insertInto('appointment')
        .values({ id: v7(), account, role, office: at.id, path: at.path, since: now })
        .execute()
  }
  return all
}
