// Rows in every table, with the values that copies spoil most easily; and all rows of a database as text, to compare.
import { createHash } from 'node:crypto'
import type { Client } from 'pg'
import { EXACT } from '../backup/copy.ts'
import { tablesOf } from '../backup/tables.ts'
import type { Blobs } from '../files/blobs.ts'

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
  const add = (table: string, row: Record<string, unknown>) => {
    const names = Object.keys(row)
    const places = names.map((_, i) => `$${i + 1}`).join(', ')
    return client.query(`insert into ${table} (${names.join(', ')}) values (${places})`, Object.values(row))
  }
  const at = '2026-11-26 15:24:48.123457+08'
  await client.query(`select set_config('yike.name', $1, false)`, [TRICKY])
  const [top, city, person, upload, outlet, run, plan] = [1, 2, 3, 4, 5, 6, 7].map(id) as [string, string, string, string, string, string, string] // biome-ignore format: one line
  await add('office', { id: top, code: '000000', name: '演示国', level: 'state', path: 'cn' })
  await add('office', { id: city, code: '980100', name: TRICKY, level: 'prefecture', parent: top, path: 'cn.980100', since: '1949-10-01' }) // biome-ignore format: one line
  // refers to one that comes later in the table's order of keys, and to itself
  await add('office', { id: id(0), code: '980199', name: '并入', level: 'district', parent: city, successor: city, path: 'cn.980100.980199' }) // biome-ignore format: one line
  await add('office_change', { id: id(10), path: 'cn.980100', kind: 'found', happened: '0001-01-01', before: '{}', after: json }) // biome-ignore format: one line
  await add('account', { id: person, login: 'Li', name: '李', office: city, path: 'cn.980100', password: '$argon2id$x', old_passwords: ['a,b', '"', '{}', TRICKY], made_at: at }) // biome-ignore format: one line
  await add('appointment', { id: id(11), account: person, role: 'edit', office: city, path: 'cn.980100', since: at })
  await add('session', { hash: Buffer.from([0, 255, 92, 10]), account: person, made_at: at, seen_at: at, expires_at: 'infinity', agent: TRICKY }) // biome-ignore format: one line
  await add('token', { id: id(12), account: person, path: 'cn.980100', name: TRICKY, hash: Buffer.alloc(0), roles: [], expires_at: at }) // biome-ignore format: one line
  await add('invitation', { id: id(13), hash: Buffer.from('x'), login: 'w', name: '王', office: city, path: 'cn.980100', roles: ['read'], made_by: person, expires_at: at }) // biome-ignore format: one line
  await add('upload', { id: upload, office: city, path: 'cn.980100', kind: 'outlets', name: TRICKY, sha256: ledger, size: 42, columns: json, state: 'reading', account: person }) // biome-ignore format: one line
  await add('upload_finding', { upload, seq: 1, path: 'cn.980100', row: 3, code: 'x', what: TRICKY })
  await add('mapping', { office: city, path: 'cn.980100', kind: 'outlets', headings: TRICKY, columns: json })
  await add('layer', { id: id(14), office: city, path: 'cn.980100', kind: 'areas', number: 1, upload, name: 'areas', sha256: layer, summary: json }) // biome-ignore format: one line
  await add('outlet', { id: outlet, office: city, path: 'cn.980100', code: '一', name: TRICKY, label: '便利店', lng: 0.1 + 0.2, lat: -0, capacity: 'NaN', at }) // biome-ignore format: one line
  await add('outlet', { id: id(4), office: city, path: 'cn.980100', name: '并', label: '', lng: 5e-324, lat: 89.99999999999999, capacity: '-Infinity', merged_into: outlet }) // biome-ignore format: one line
  await add('outlet_version', { outlet, version: 1, path: 'cn.980100', cause: 'import', since: at, what: json })
  await add('duplicate', { id: id(15), office: city, path: 'cn.980100', kept: outlet, other: id(4), meters: 1e-7, reason: TRICKY }) // biome-ignore format: one line
  await add('verification', { id: id(16), office: city, path: 'cn.980100', outlet, place: TRICKY, lng: 1, lat: 2, reason: 'gap', due: '2026-12-31', photo, answer: json }) // biome-ignore format: one line
  await add('run', { id: run, office: city, path: 'cn.980100', kind: 'measure', title: TRICKY, input: json, input_hash: 'h', engine: 'e', state: 'done', summary: json, ended_at: at }) // biome-ignore format: one line
  await add('run', { id: id(17), office: city, path: 'cn.980100', parent: run, kind: 'measure', title: 'waits', input: json, input_hash: 'i', engine: 'e' }) // biome-ignore format: one line
  const { rows } = await client.query(`select to_regclass('run_child') is not null as there`)
  if (rows[0].there) await add('run_child', { run, child: id(17), seq: 0, path: 'cn.980100' })
  await add('run_file', { run, path: 'cn.980100', name: 'city.json', sha256: result, size: 16 })
  await add('coverage', { run, path: 'cn.980100', area: 'city', area_name: '市', category: 'deli', band: 'all', within: 1 / 3, share: null }) // biome-ignore format: one line
  await add('circle', { run, path: 'cn.980100', id: 'c1', name: TRICKY, border: json, what: 'null' })
  await add('plan', { id: plan, office: city, path: 'cn.980100', title: TRICKY, run, body: json, changed_at: at })
  await add('plan_version', { plan, version: 1, path: 'cn.980100', title: TRICKY, body: json, state: 'draft' })
  await client.query(`select audit_note('cn.980100', 'ledger', $1, 'taken', $2)`, [TRICKY, json])
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
