// What the database itself refuses, whatever the server above it might do wrong.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import pg from 'pg'
import { theSystem } from '../account/actor.ts'
import { makeAccounts } from '../test/accounts.ts'
import { MAKERS, makeExample, type Noun } from '../test/examples.ts'
import { as } from './context.ts'

const here = await makeAccounts()
const { db, database } = here.platform
const [east, west] = [here.offices['980102'], here.offices['980103']]
const NOUNS = Object.keys(MAKERS) as Noun[]
for (const office of [east, west]) for (const noun of NOUNS) await makeExample(here.platform, noun, office)

const tables = (await here.sql(`select c.relname as name, c.relrowsecurity as guarded,
      exists (select from pg_attribute where attrelid = c.oid and attname = 'path' and not attisdropped) as placed
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`)) as {
  name: string
  guarded: boolean
  placed: boolean
}[]
/** The tree and what it was called are public knowledge. */
const PUBLIC = ['office', 'office_change']
const placed = tables.filter((t) => t.placed && !PUBLIC.includes(t.name)).map((t) => t.name)
const asApp = async <T>(work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  return work(client).finally(() => client.end())
}
const count = async (client: pg.Client, table: string) =>
  Number((await client.query(`select count(*) from "${table}"`)).rows[0].count)

test('every table whose rows stand at an office is guarded by row', () => {
  for (const { name, guarded, placed } of tables)
    if (placed) assert.ok(guarded, `${name} has a path and no row-level security`)
})

test('who says nothing of who they are sees nothing, and adds nothing', async () => {
  await asApp(async (client) => {
    for (const table of placed) assert.equal(await count(client, table), 0, table)
    await client.query(`select set_config('yike.reads', '', false), set_config('yike.writes', '', false)`)
    for (const table of placed) assert.equal(await count(client, table), 0, table)
  })
  const nobody = { ...theSystem('system'), held: [] }
  for (const noun of NOUNS.filter((n) => n !== 'session'))
    await assert.rejects(
      as(db, nobody, (tx) => MAKERS[noun](tx, { office: east.id, path: east.path })),
      { code: '42501' },
      noun,
    )
})

test('a district sees its own subtree and nothing beside it', async () => {
  for (const table of placed) {
    const paths = await as(
      db,
      theSystem('system', west.path),
      async (tx) =>
        (
          await sql<{
            path: string
          }>`select distinct ${sql.ref(table === 'audit' ? 'place' : 'path')}::text as path from ${sql.table(table)}`.execute(
            tx,
          )
        ).rows,
    )
    for (const { path } of paths) assert.ok(path === west.path || path.startsWith(`${west.path}.`), `${table}: ${path}`)
  }
})

test('a path that only begins with the same letters is another office', async () => {
  const { rows } = await as(db, { ...theSystem('system'), held: [{ role: 'read', path: 'cn.980000.98010' }] }, (tx) =>
    sql`select from account`.execute(tx),
  )
  assert.equal(rows.length, 0)
})

test('nothing is added, changed or removed beside one’s own subtree', async () => {
  for (const noun of NOUNS.filter((n) => n !== 'session'))
    await assert.rejects(
      as(db, theSystem('system', west.path), (tx) => MAKERS[noun](tx, { office: east.id, path: east.path })),
      { code: '42501' },
      noun,
    )
  await as(db, theSystem('system', west.path), async (tx) => {
    for (const table of ['account', 'appointment', 'upload', 'outlet', 'run', 'plan', 'layer', 'verification'])
      assert.equal(
        (await sql`update ${sql.table(table)} set path = path where path <@ ${east.path}::ltree`.execute(tx))
          .numAffectedRows,
        0n,
        table,
      )
  })
})

test('nothing of one’s own is carried off to another office, nor is a right over it', async () => {
  for (const table of ['account', 'appointment', 'outlet', 'layer', 'plan'])
    await assert.rejects(
      as(db, theSystem('system', west.path), (tx) =>
        sql`update ${sql.table(table)} set path = ${east.path}::ltree`.execute(tx),
      ),
      { code: '42501' },
      table,
    )
})

test('people and offices are changed by who administers, not by whoever edits', async () => {
  const held = (['edit', 'submit', 'review', 'publish', 'expert'] as const).map((role) => ({ role, path: east.path }))
  const officer = { ...theSystem('system'), held }
  for (const noun of ['account', 'invitation'] as const)
    await assert.rejects(
      as(db, officer, (tx) => MAKERS[noun](tx, { office: east.id, path: east.path })),
      { code: '42501' },
      noun,
    )
  await as(db, officer, async (tx) => {
    for (const table of ['office', 'account', 'appointment', 'token'])
      assert.equal((await sql`update ${sql.table(table)} set path = path`.execute(tx)).numAffectedRows, 0n, table)
    await MAKERS.outlet(tx, { office: east.id, path: east.path })
  })
  const to = `${here.offices['980100'].path}.980999`
  await assert.rejects(
    as(db, { ...officer, held: held.map((h) => ({ ...h, path: here.offices['980100'].path })) }, (tx) =>
      sql`select move_office(${east.path}::ltree, ${to}::ltree)`.execute(tx),
    ),
    { code: '42501' },
  )
})

test('the trail, versions of outlets and what a run found are beyond the application', async () => {
  const refused = async (text: string, code = '42501') => {
    await assert.rejects(
      as(db, theSystem('system'), (tx) => sql.raw(text).execute(tx)),
      (error: { code: string }) => error.code === code,
      text,
    )
  }
  for (const table of ['audit', 'audit_head', 'outlet_version', 'plan_version', 'office_change'])
    for (const text of [
      `update ${table} set ${table === 'audit' ? 'deed' : table === 'audit_head' ? 'seq' : 'path'} = null`,
      `delete from ${table}`,
      `truncate ${table}`,
    ])
      await refused(text)
  await refused(
    `insert into audit (chain, at, path, place, noun, row, deed) values ('cn', now(), 'cn', 'cn', 'x', 'x', 'x')`,
  )
  await refused(`insert into audit_head values ('x', 1, '')`)
  await refused(`update run set input = '{"other": 1}' where state = 'done'`, '23514')
  await refused(
    `update run set path = 'cn.980000', office = '${here.offices['980000'].id}' where state = 'done'`,
    '23514',
  )
  const kept = [
    'run',
    'run_file',
    'run_child',
    'coverage',
    'circle',
    'outlet',
    'account',
    'appointment',
    'token',
    'invitation',
  ]
  for (const table of [...kept, 'upload', 'layer', 'plan', 'duplicate', 'verification', 'mapping'])
    await refused(`delete from ${table}`)
  for (const table of ['run_file', 'coverage', 'circle']) await refused(`update ${table} set path = path`)
})

test('the application turns into nobody else and takes no guard away', async () => {
  await asApp(async (client) => {
    for (const text of [
      'set role yike_migrator',
      'set session authorization yike_migrator',
      `set session_replication_role = replica`,
      'alter table audit disable trigger all',
      'alter table run disable row level security',
      'drop table audit',
      'create table public.own (id int)',
      'create function public.own() returns int language sql as $$ select 1 $$',
      `create or replace function reads() returns ltree[] language sql as $$ select array['cn'::ltree] $$`,
      'drop policy reads on account',
      `copy audit to program 'true'`,
      `select pg_read_file('/etc/passwd')`,
      `select audit_row()`,
    ])
      await assert.rejects(
        client.query(text),
        (error: { code: string }) => /^(42501|0A000|42P13)$/.test(error.code),
        text,
      )
  })
})

test('a name that looks like SQL is a name', async () => {
  const name = `x', true), set_config('yike.reads', 'cn', true) --`
  const rows = await as(db, { ...theSystem('system', west.path), name }, (tx) =>
    sql<{
      name: string
      reads: string
    }>`select current_setting('yike.name') as name, current_setting('yike.reads') as reads`.execute(tx),
  )
  assert.deepEqual(rows.rows, [{ name, reads: west.path }])
})
