import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { v7 } from 'uuid'
import { theSystem } from '../account/actor.ts'
import { as, note } from '../db/context.ts'
import { makeAccounts } from '../test/accounts.ts'
import { freshDatabase } from '../test/database.ts'
import { readHeads, verifyTrail } from './verify.ts'

await freshDatabase() // keeps the server up between the tests, each of which breaks a trail of its own

const CHAIN = 'cn.980000'

/** A state with twenty deeds in one province, an import in one city, and edits in another. */
async function trail(imported = 10) {
  const here = await makeAccounts()
  const { db } = here.platform
  for (let i = 0; i < 20; i++)
    await as(db, theSystem('system'), (tx) => note(tx, 'cn.980000.980100', 'list', String(i), 'taken', { rows: i }))
  const { id, path } = here.offices['980100']
  await as(db, theSystem('system'), async (tx) => {
    await sql`insert into outlet (id, office, path, name, label, lng, lat)
      select gen_random_uuid(), ${id}, ${path}, '店' || n, '便利店', 1, 1 from generate_series(1, ${imported}) n`.execute(
      tx,
    )
    await sql`insert into outlet_version (outlet, version, path, cause, since, what)
      select id, 1, path, 'import', now(), jsonb_build_object('name', name, '注', E'两\n行') from outlet`.execute(tx)
  })
  const other = here.offices['980200']
  for (let i = 0; i < 3; i++)
    await as(db, theSystem('system'), async (tx) => {
      const outlet = v7()
      const mine = { office: other.id, path: other.path, name: '小店', label: '药店', lng: 1, lat: 1 }
      await tx
        .insertInto('outlet')
        .values({ id: outlet, ...mine })
        .execute()
      await tx
        .insertInto('outlet_version')
        .values({ outlet, version: 1, path: other.path, cause: 'edit', since: new Date(), what: '{"a":1}' })
        .execute()
    })
  /** As somebody who owns the machine: no trigger sees it. */
  const unseen = async (text: string) => {
    await here.sql(`begin; set local session_replication_role = replica; ${text}; commit`)
  }
  const breaks = async (...anchors: Parameters<typeof verifyTrail>[1][]) =>
    (await verifyTrail(db, anchors[0])).breaks.map((b) => [b.chain, b.seq, b.kind])
  const seqOf = async (row: string) =>
    Number((await here.sql(`select seq from audit where noun = 'list' and row = $1`, [row]))[0]!.seq)
  return { ...here, db, unseen, breaks, seqOf }
}

test('a trail nobody touched holds, and every version of an outlet with it', async () => {
  const { db } = await trail(12_000)
  const { chains, rows, versions, breaks } = await verifyTrail(db)
  assert.deepEqual(breaks, [])
  assert.equal(chains, 3, 'the state and two provinces')
  assert.equal(versions, 12_003)
  assert.ok(rows > 30)
})

test('a row that was altered is found, whichever column it was', async () => {
  const { unseen, breaks, seqOf } = await trail()
  const seq = await seqOf('7')
  const columns = {
    at: `at + interval '1 microsecond'`,
    account: `'${v7()}'`,
    name: `'somebody else'`,
    address: `'10.0.0.1'`,
    request: `'x'`,
    via: `'page'`,
    path: `'cn.980000.980200'`,
    noun: `'lists'`,
    row: `'70'`,
    deed: `'seen'`,
    before: `'{}'`,
    after: `'{"rows": 70}'`,
    before_hash: `'\\x01'`,
    hash: `'\\x01'`,
  }
  for (const [column, value] of Object.entries(columns)) {
    await unseen(`create temp table kept as select * from audit where noun = 'list' and row = '7';
      update audit set "${column}" = ${value} where id = (select id from kept)`)
    assert.deepEqual(await breaks(), [[CHAIN, seq, 'altered']], column)
    await unseen(`update audit a set "${column}" = k."${column}" from kept k where a.id = k.id; drop table kept`)
  }
  assert.deepEqual(await breaks(), [])
})

test('rows that were removed, changed places or cut off at either end are told apart', async () => {
  const { sql: ask, unseen, breaks, seqOf } = await trail()
  const five = await seqOf('5')
  const last = Number((await ask(`select max(seq) as seq from audit where chain = '${CHAIN}'`))[0]!.seq)
  const restored = async (text: string, expected: unknown[]) => {
    await unseen(`create table kept as select * from audit; create table kept_head as select * from audit_head`)
    await unseen(text)
    const found = (await breaks()).filter(([, , kind]) => kind !== 'rows') // digests go with the rows that hold them
    assert.deepEqual(found, expected, text)
    await unseen(`truncate audit, audit_head; insert into audit overriding system value select * from kept;
      insert into audit_head select * from kept_head; drop table kept, kept_head`)
  }
  const at = `where chain = '${CHAIN}' and seq`
  await restored(`delete from audit ${at} = ${five}`, [[CHAIN, five, 'removed']])
  await restored(`delete from audit ${at} <= 2`, [[CHAIN, 1, 'removed']])
  await restored(
    `update audit set seq = -1 ${at} = ${five}; update audit set seq = ${five} ${at} = ${five + 1}; update audit set seq = ${five + 1} ${at} = -1`,
    [[CHAIN, five, 'reordered']],
  )
  await restored(`delete from audit ${at} = ${last}`, [[CHAIN, last, 'cut']])
  await restored(`update audit_head set hash = '\\x00' where chain = '${CHAIN}'`, [[CHAIN, last, 'altered']])
  await restored(
    'truncate audit',
    (await ask('select chain from audit_head order by chain')).map((h) => [h.chain, 1, 'cut']),
  )
  assert.deepEqual(await breaks(), [])
})

test('a trail that was emptied whole is missed, because there are offices', async () => {
  const { unseen, breaks } = await trail()
  await unseen('truncate audit, audit_head')
  const found = await breaks()
  assert.deepEqual(found.slice(0, 3), [
    ['cn', null, 'emptied'],
    ['cn.970000', null, 'emptied'],
    [CHAIN, null, 'emptied'],
  ])
  assert.ok(
    found.slice(3).every(([, , kind]) => kind === 'rows'),
    'and so are the digests',
  )
})

test('a row that was written past the triggers bears no seal', async () => {
  const { unseen, breaks } = await trail()
  await unseen(
    `insert into audit (chain, at, path, place, noun, row, deed) values ('${CHAIN}', now(), '${CHAIN}', '${CHAIN}', 'x', 'x', 'x')`,
  )
  assert.deepEqual(await breaks(), [[CHAIN, null, 'unsealed']])
})

test('an end that was cut off with its head, or a chain that was written anew, does not fit what is kept elsewhere', async () => {
  const { db, sql: ask, unseen, breaks } = await trail()
  const heads = await readHeads(db)
  const head = heads.find((h) => h.chain === CHAIN)!
  await unseen(`delete from audit where chain = '${CHAIN}' and seq > ${head.seq - 3};
    update audit_head h set seq = a.seq, hash = a.hash from audit a where h.chain = '${CHAIN}' and a.chain = h.chain and a.seq = ${head.seq - 3}`)
  assert.deepEqual(
    (await breaks()).filter(([, , kind]) => kind !== 'rows'),
    [],
    'by itself the trail cannot know',
  )
  assert.deepEqual((await breaks(heads))[0], [CHAIN, head.seq - 2, 'cut'])
  for (let i = 0; i < 4; i++) await as(db, theSystem('system'), (tx) => note(tx, CHAIN, 'list', 'new', 'taken', {}))
  assert.deepEqual((await breaks(heads))[0], [CHAIN, head.seq, 'anchor'])
  await ask('select 1')
})

test('a version of an outlet that was altered, removed or slipped in does not fit the digest of its import', async () => {
  const { sql: ask, unseen, breaks } = await trail(12_000)
  const rows = await ask(
    `select chain, seq, after ->> 'rows' as rows from audit where noun = 'outlet_version' order by id`,
  )
  assert.deepEqual(
    rows.map((r) => r.rows),
    ['12000', '1', '1', '1'],
  )
  const seq = Number(rows[0]!.seq)
  const one = `(select outlet from outlet_version where cause = 'import' order by outlet limit 1 offset 7000)`
  await unseen(`create table kept as select * from outlet_version where outlet = ${one}`)
  await unseen(`update outlet_version set what = '{"name": "另一家"}' where outlet = (select outlet from kept)`)
  assert.deepEqual(await breaks(), [[CHAIN, seq, 'rows']])
  await unseen(`delete from outlet_version where outlet = (select outlet from kept)`)
  assert.deepEqual(await breaks(), [[CHAIN, seq, 'rows']])
  await unseen(`insert into outlet_version select * from kept; update kept set version = 2, what = '{}';
    insert into outlet_version select * from kept`)
  assert.deepEqual(await breaks(), [[CHAIN, seq, 'rows']])
  await unseen(`update outlet_version set batch = 999999 where outlet = (select outlet from kept) and version = 2`)
  assert.deepEqual(await breaks(), [[CHAIN, null, 'rows']], 'a batch of its own is in no trail')
  await unseen(`delete from outlet_version where version = 2; delete from outlet_version where cause = 'edit'`)
  assert.deepEqual(
    (await breaks()).map(([, , kind]) => kind),
    ['rows', 'rows', 'rows'],
  )
})

test('digests hold when the office is moved and renamed', async () => {
  const here = await trail()
  await as(here.db, theSystem('system'), (tx) =>
    sql`select move_office('cn.980000.980200'::ltree, 'cn.970000.980200'::ltree)`.execute(tx),
  )
  assert.deepEqual(await here.breaks(), [])
})

test('a name with a line break, quotes and a false line forges nothing', async () => {
  const { db, breaks, sql: ask } = await trail()
  const names = ['王\nadmin\t"x"\\', '-', '', '\u2028\u0007\ud83d\ude00', `'; drop table audit; --`]
  for (const name of names)
    await as(db, { ...theSystem('system'), name }, (tx) =>
      note(tx, CHAIN, `list\n${name}`, `r\n${name}`, `d\n${name}`, { name }),
    )
  assert.deepEqual(await breaks(), [])
  const kept = await ask(`select name from audit where noun like 'list%' and noun <> 'list' order by id`)
  assert.deepEqual(
    kept.map((k) => k.name ?? ''),
    names,
  )
})

test('looking for a word in the trail ends after some seconds, with what to do instead', async () => {
  const here = await trail()
  const city = await here.officer('980100', 'administer')
  await here.sql('begin; lock table audit in access exclusive mode')
  const answer = await city({ url: '/api/offices/980100/audit?q=x' }).finally(() => here.sql('rollback'))
  assert.deepEqual([answer.statusCode, answer.json().code], [422, 'search-too-long'])
})

test('administrators read and search the trail of their office and below, page by page', async () => {
  const here = await trail()
  const [city, other, editor] = [
    await here.officer('980100', 'administer'),
    await here.officer('980200', 'administer'),
    await here.officer('980100', 'edit', 'publish'),
  ]
  const get = async (url: string) => (await city({ url: `/api/offices/980100/audit${url}` })).json()
  const rows = (await get('?noun=list&deed=taken')).items as { after: { rows: number }; hash: string }[]
  assert.deepEqual(
    rows.map((r) => r.after.rows),
    Array.from({ length: 20 }, (_, i) => 19 - i),
  )
  assert.match(rows[0]!.hash, /^[0-9a-f]{64}$/)
  const first = await get('?noun=list&limit=15')
  const second = await get(`?noun=list&limit=15&after=${first.next}`)
  assert.deepEqual([first.items.length, second.items.length, second.next], [15, 5, null])
  assert.equal((await get(`?q=${encodeURIComponent('"rows": 7')}`)).items.length, 1)
  assert.equal((await get('?noun=list&row=3')).items.length, 1)
  assert.equal((await get('?from=2999-01-01T00:00:00Z')).items.length, 0)
  assert.equal((await other({ url: '/api/offices/980200/audit?noun=list' })).json().items.length, 0)
  assert.equal((await other({ url: '/api/offices/980100/audit' })).statusCode, 403)
  assert.equal((await editor({ url: '/api/offices/980100/audit' })).statusCode, 403)
  const heads = (await city({ url: '/api/offices/980100/audit/heads' })).json().items
  assert.deepEqual(
    heads,
    (await readHeads(here.db)).filter((h) => h.chain === CHAIN),
  )
})
