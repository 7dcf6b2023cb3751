// One row of each noun that routes speak of, at an office: what strangers try to get at. A new noun has its maker here.
import { randomBytes } from 'node:crypto'
import { v7 } from 'uuid'
import { theSystem } from '../account/actor.ts'
import { as, type Tx } from '../db/context.ts'
import { hashOf } from '../http/identify.ts'
import type { Owned } from '../http/route.ts'
import type { Platform } from '../platform.ts'
import type { MadeOffice } from './world.ts'

/** Nouns in addresses that belong to a person rather than an office. */
export type Noun = Owned | 'session'

type Make = (tx: Tx, office: { office: string; path: string }) => Promise<string>

const blob = async (tx: Tx): Promise<string> => {
  const sha256 = randomBytes(32).toString('hex')
  await tx.insertInto('blob').values({ sha256, size: 1 }).execute()
  return sha256
}

/** How to make one. Gives the id that stands in the address. */
export const MAKERS: Readonly<Record<Noun, Make>> = {
  async account(tx, at) {
    const id = v7()
    await tx
      .insertInto('account')
      .values({ id, login: `example-${id}`, name: '例', ...at })
      .execute()
    await tx
      .insertInto('appointment')
      .values({ id: v7(), account: id, role: 'read', ...at })
      .execute()
    return id
  },
  async session(tx, at) {
    const hash = hashOf(v7())
    const now = new Date()
    await tx
      .insertInto('session')
      .values({
        hash,
        account: await MAKERS.account(tx, at),
        made_at: now,
        seen_at: now,
        expires_at: new Date(now.getTime() + 86_400_000),
      })
      .execute()
    return hash.toString('hex')
  },
  async token(tx, at) {
    const id = v7()
    const account = await MAKERS.account(tx, at)
    const expires_at = new Date(Date.now() + 86_400_000)
    await tx
      .insertInto('token')
      .values({ id, account, path: at.path, name: '例', hash: hashOf(id), roles: ['read'], expires_at })
      .execute()
    return id
  },
  async invitation(tx, at) {
    const id = v7()
    const expires_at = new Date(Date.now() + 86_400_000)
    await tx
      .insertInto('invitation')
      .values({ id, hash: hashOf(id), login: `guest-${id}`, name: '例', ...at, roles: ['read'], expires_at })
      .execute()
    return id
  },
  async upload(tx, at) {
    const id = v7()
    await tx
      .insertInto('upload')
      .values({ id, ...at, kind: 'outlets', name: '例.csv', sha256: await blob(tx), size: 1 })
      .execute()
    return id
  },
  async layer(tx, at) {
    const id = v7()
    await tx
      .insertInto('layer')
      .values({
        id,
        ...at,
        kind: 'streets',
        number: Math.floor(Math.random() * 1e9),
        name: '例',
        sha256: await blob(tx),
        shared: false,
      })
      .execute()
    return id
  },
  async outlet(tx, at) {
    const id = v7()
    await tx
      .insertInto('outlet')
      .values({ id, ...at, name: '例', label: '便利店', lng: 1, lat: 1 })
      .execute()
    return id
  },
  async duplicate(tx, at) {
    const id = v7()
    const [kept, other] = [await MAKERS.outlet(tx, at), await MAKERS.outlet(tx, at)]
    await tx
      .insertInto('duplicate')
      .values({ id, ...at, kept, other, meters: 1, reason: 'gap' })
      .execute()
    return id
  },
  async verification(tx, at) {
    const id = v7()
    await tx
      .insertInto('verification')
      .values({ id, ...at, place: '例', lng: 1, lat: 1, reason: 'gap' })
      .execute()
    return id
  },
  async run(tx, at) {
    const id = v7()
    await tx
      .insertInto('run')
      .values({
        id,
        ...at,
        kind: 'measure',
        title: '例',
        input: '{}',
        input_hash: id,
        engine: '1',
        state: 'done',
        shared: false,
      })
      .execute()
    return id
  },
  async plan(tx, at) {
    const id = v7()
    await tx
      .insertInto('plan')
      .values({ id, ...at, title: '例', body: '{}' })
      .execute()
    return id
  },
}

/** Makes an example of a noun at an office. */
export const makeExample = ({ db }: Platform, noun: Noun, { id, path }: MadeOffice): Promise<string> =>
  as(db, theSystem('system'), (tx) => MAKERS[noun](tx, { office: id, path }))
