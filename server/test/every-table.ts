// Rows in every table, with the values that copies spoil most easily; and all rows of a database as text, to compare.
import { createHash } from 'node:crypto'
import type { Client } from 'pg'
import { EXACT } from '../backup/copy.ts'
import { tablesOf } from '../backup/tables.ts'
import type { Blobs } from '../files/blobs.ts'
import { MAKERS, put } from './examples.ts'

/** A UUID by a number. */
const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`

/** Text with all that COPY, JSON or a terminal may trip over. */
export const TRICKY = '\\N \\. \\t\ttab\nline\r\n"quote\' 烧饼铺 𠀀 é \u0001 %s {}'

/** The blobs that `fillRows` names, by what for. */
export const BLOBS = {
  ledger: 'name,lng,lat\n烧饼铺,120.1,30.2\n',
  layer: new Uint8Array([0, 1, 2, 255, 10, 13, 0]),
  result: '{"people":12345}',
  photo: 'a photo',
} as const

const digest = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** Puts the blobs into a store and at least one row into every table, as somebody; `client` passes by row-level security. */
export async function fillRows(client: Client, store: Blobs): Promise<void> {
  for (const bytes of Object.values(BLOBS)) {
    const { sha256, size } = await store.put(Buffer.from(bytes))
    await client.query('insert into blob values ($1, $2, $3)', [sha256, size, '2026-01-02T03:04:05.678901Z'])
  }
  const { ledger, layer, result, photo } = Object.fromEntries(
    Object.entries(BLOBS).map(([name, bytes]) => [name, digest(bytes)]),
  )
  const json = JSON.stringify({
    text: TRICKY.replace('\u0001', ''),
    long: 0.1 + 0.2,
    n: 12345678901234567000,
    none: null,
    list: [],
  })
  const at = '2026-11-26 15:24:48.123457+08'
  await client.query(`select set_config('yike.name', $1, false)`, [TRICKY])
  const [top, city, person, upload, outlet, other, run, later, plan] = Array.from({ length: 9 }, (_, i) => id(i + 1)) as [string, string, string, string, string, string, string, string, string] // biome-ignore format: one line
  const path = 'cn.980100'
  const here = { office: city, path }
  await put(client, 'office', { id: top, code: '000000', name: '演示国', level: 'state', path: 'cn' })
  await put(client, 'office', { id: city, code: '980100', name: TRICKY, level: 'prefecture', parent: top, path, since: '1949-10-01' }) // biome-ignore format: one line
  // refers to one that comes later in the table's order of keys
  await put(client, 'office', { id: id(0), code: '980199', name: '并入', level: 'district', parent: city, successor: city, path: `${path}.980199` }) // biome-ignore format: one line
  await put(client, 'office_change', { id: id(10), ...here, kind: 'found', happened: '0001-01-01', before: '{}', after: json }) // biome-ignore format: one line
  await MAKERS.account(client, here, { id: person, login: 'Li', name: '李', password: '$argon2id$x', old_passwords: ['a,b', '"', '{}', TRICKY], made_at: at }) // biome-ignore format: one line
  await MAKERS.session(client, here, { hash: Buffer.from([0, 255, 92, 10]), account: person, made_at: at, seen_at: at, expires_at: 'infinity', agent: TRICKY }) // biome-ignore format: one line
  await put(client, 'handshake', { hash: Buffer.from([1]), state: TRICKY, nonce: '', verifier: 'v', expires_at: at })
  await MAKERS.token(client, here, { account: person, name: TRICKY, hash: Buffer.alloc(0), roles: [], expires_at: at })
  await MAKERS.invitation(client, here, { made_by: person, hash: Buffer.from('x') })
  await MAKERS.upload(client, here, { id: upload, name: TRICKY, sha256: ledger, columns: json, state: 'reading', account: person }) // biome-ignore format: one line
  await put(client, 'mapping', { ...here, kind: 'outlets', headings: TRICKY, columns: json })
  await MAKERS.layer(client, here, { kind: 'areas', upload, sha256: layer, summary: json })
  await MAKERS.outlet(client, here, { id: outlet, code: '一', name: TRICKY, lng: 0.1 + 0.2, lat: -0, capacity: 'NaN', at }) // biome-ignore format: one line
  await MAKERS.outlet(client, here, { id: other, name: '并', label: '', lng: 5e-324, lat: 89.99999999999999, capacity: '-Infinity', merged_into: outlet }) // biome-ignore format: one line
  await MAKERS.duplicate(client, here, { kept: outlet, other, meters: 1e-7, reason: TRICKY })
  await MAKERS.verification(client, here, { outlet, place: TRICKY, due: '2026-12-31', photo, answer: json })
  await MAKERS.run(client, here, { id: run, title: TRICKY, input: json, summary: json, ended_at: at })
  await MAKERS.run(client, here, { id: later, parent: run, title: 'waits', state: 'waiting' })
  await put(client, 'run_child', { run, child: later, seq: 0, path })
  await put(client, 'run_file', { run, path, name: 'city.json', sha256: result, size: 16 })
  await put(client, 'coverage', { run, path, area: 'city', area_name: '市', category: 'deli', band: 'all', within: 1 / 3, share: null }) // biome-ignore format: one line
  await put(client, 'circle', { run, path, id: 'c1', name: TRICKY, border: json, what: 'null' })
  await MAKERS.plan(client, here, { id: plan, title: TRICKY, run, body: json, changed_at: at })
  await client.query(`select audit_note($1, 'ledger', $2, 'taken', $3)`, [path, TRICKY, json])
}

/** All rows of every table as text, exact, in one order. */
export async function rowsOf(client: Client): Promise<Readonly<Record<string, readonly string[]>>> {
  const all: Record<string, readonly string[]> = {}
  await client.query('begin')
  await client.query(EXACT)
  for (const { name } of await tablesOf(client)) {
    const { rows } = await client.query(`select t::text as row from "${name}" t order by 1`)
    all[name] = rows.map(({ row }) => row)
  }
  await client.query('rollback')
  return all
}
