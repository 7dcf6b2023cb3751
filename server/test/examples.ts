// One row of each noun that routes speak of, with what belongs to it, at an office: what strangers try to get at, what lists show,
// what a backup keeps. A new noun has its maker here.
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { Client } from 'pg'
import { v7 } from 'uuid'
import { theSystem } from '../account/actor.ts'
import { as, type Tx } from '../db/context.ts'
import { hashOf } from '../http/identify.ts'
import type { Owned } from '../http/route.ts'
import type { Platform } from '../platform.ts'
import type { MadeOffice } from './world.ts'

/** Nouns in addresses, most of which belong to an office, one to a person. */
export type Noun = Owned | 'session'
/** Where rows go: a transaction in somebody's name, or a session that passes by row-level security. */
export type Into = Tx | Client
/** Columns with their values. */
export type Row = Readonly<Record<string, unknown>>
/** The office that owns a row. */
export interface At {
  readonly office: string
  readonly path: string
}

/** Adds a row. */
export async function put(into: Into, table: string, row: Row): Promise<void> {
  const [names, values] = [Object.keys(row), Object.values(row)]
  if (into instanceof Client) {
    const places = names.map((_, i) => `$${i + 1}`).join(', ')
    await into.query(`insert into ${table} (${names.join(', ')}) values (${places})`, values)
  } else
    await sql`insert into ${sql.table(table)} (${sql.join(names.map((n) => sql.ref(n)))}) values (${sql.join(values)})`.execute(
      into,
    )
}

const soon = () => new Date(Date.now() + 86_400_000)
const number = () => randomBytes(4).readUInt32BE() >>> 1

async function blob(into: Into): Promise<string> {
  const sha256 = randomBytes(32).toString('hex')
  await put(into, 'blob', { sha256, size: 1 })
  return sha256
}

/** Makes one; `more` stands in place of what it would be given. Gives the id that stands in the address. */
type Make = (into: Into, at: At, more?: Row) => Promise<string>

/** Most rows: an id, their office, and a few columns. */
const rowOf =
  (table: string, columns: (into: Into, id: string, at: At, more: Row) => Row | Promise<Row>): Make =>
  async (into, at, more = {}) => {
    const id = String(more.id ?? v7())
    await put(into, table, { id, ...at, ...(await columns(into, id, at, more)), ...more })
    return id
  }

/** How to make one of each noun, alone. */
const ALONE = {
  account: rowOf('account', (_, id) => ({ login: `example-${id}`, name: '例' })),
  async session(into, at, more = {}) {
    const hash = (more.hash ?? hashOf(v7())) as Buffer
    const now = new Date()
    const account = more.account ?? (await MAKERS.account(into, at))
    await put(into, 'session', { hash, account, made_at: now, seen_at: now, expires_at: soon(), ...more })
    return hash.toString('hex')
  },
  async token(into, at, more = {}) {
    const id = String(more.id ?? v7())
    const account = more.account ?? (await MAKERS.account(into, at))
    const own = { id, account, path: at.path, name: '例', hash: hashOf(id), roles: ['read'], expires_at: soon() }
    await put(into, 'token', { ...own, ...more })
    return id
  },
  invitation: rowOf('invitation', (_, id) => ({ hash: hashOf(id), login: `guest-${id}`, name: '例', roles: ['read'], expires_at: soon() })), // biome-ignore format: one line
  upload: rowOf('upload', async (into, _id, _at, { sha256 }) => ({ kind: 'outlets', name: '例.csv', sha256: sha256 ?? (await blob(into)), size: 1 })), // biome-ignore format: one line
  layer: rowOf('layer', async (into, _id, _at, { sha256 }) => ({ kind: 'streets', number: number(), name: '例', sha256: sha256 ?? (await blob(into)), shared: false })), // biome-ignore format: one line
  outlet: rowOf('outlet', () => ({ name: '例', label: '便利店', lng: 1, lat: 1 })),
  duplicate: rowOf('duplicate', async (into, _id, at, { kept, other }) => ({ kept: kept ?? (await MAKERS.outlet(into, at)), other: other ?? (await MAKERS.outlet(into, at)), meters: 1, reason: 'gap' })), // biome-ignore format: one line
  verification: rowOf('verification', (_, id) => ({ place: `例 ${id}`, lng: 1, lat: 1, reason: 'gap' })),
  run: rowOf('run', (_, id) => ({ kind: 'measure', title: '例', input: '{"options":{},"inputs":[]}', input_hash: id, engine: '1', state: 'done', shared: false })), // biome-ignore format: one line
  plan: rowOf('plan', () => ({ title: '例', body: '{}' })),
} satisfies Record<Noun, Make>

/** What belongs to a row, one more of each kind: of a person a role, of a run what it found, of others their versions and findings. */
export const PARTS: Partial<Record<Noun, (into: Into, at: At, id: string) => Promise<void>>> = {
  account: (into, at, account) => put(into, 'appointment', { id: v7(), account, role: 'read', ...at }),
  upload: (into, { path }, upload) => put(into, 'upload_finding', { upload, seq: number(), path, code: 'unclosed-quote', what: '例' }), // biome-ignore format: one line
  async run(into, { path }, run) {
    const name = `a${number()}`
    await put(into, 'coverage', { run, path, area: name, area_name: '例', category: 'x', band: 'all' })
    await put(into, 'circle', { run, path, id: name, name: '例', border: '[]', what: '{}' })
  },
  outlet: async (into, { path }, outlet) =>
    put(into, 'outlet_version', { outlet, version: await nextVersion(into, 'outlet', outlet), path, cause: 'edit', since: new Date(), what: '{}' }), // biome-ignore format: one line
  plan: async (into, { path }, plan) =>
    put(into, 'plan_version', { plan, version: await nextVersion(into, 'plan', plan), path, title: '例', body: '{}', state: 'draft' }), // biome-ignore format: one line
}

async function nextVersion(into: Into, noun: 'outlet' | 'plan', id: string): Promise<number> {
  const text = `select coalesce(max(version), 0)::int + 1 as version from ${noun}_version where ${noun} = '${id}'`
  const { rows } = into instanceof Client ? await into.query(text) : await sql<{ version: number }>`${sql.raw(text)}`.execute(into) // biome-ignore format: one line
  return rows[0]!.version
}

/** How to make one of each noun, with one of each of its parts. */
export const MAKERS = Object.fromEntries(
  Object.entries(ALONE).map(([noun, make]): [string, Make] => [
    noun,
    async (into, at, more) => {
      const id = await make(into, at, more)
      await PARTS[noun as Noun]?.(into, at, id)
      return id
    },
  ]),
) as Readonly<Record<Noun, Make>>

/** Makes an example of a noun at an office. */
export const makeExample = ({ db }: Platform, noun: Noun, { id, path }: MadeOffice): Promise<string> =>
  as(db, theSystem('system'), (tx) => MAKERS[noun](tx, { office: id, path }))
