// A ledger of a million outlets under row-level security: `node scripts/ready.mjs bench/million.ts [outlets] [--explain]`. Ten provinces of ten
// cities of ten districts of ten streets; what pages, searches, boxes and tiles take for an officer of each level, ms, the third of
// three calls in turn, and with --explain how PostgreSQL finds the rows.
import { Client } from 'pg'
import { tileAt } from '../server/map/spot.ts'
import { appoint } from '../server/test/caller.ts'
import type { freshDatabase } from '../server/test/database.ts'
import { makeWorld } from '../server/test/world.ts'
import { machine } from './machine.ts'

const count = Number(process.argv[2] ?? 1_000_000)
const world = await makeWorld()
const { database, db } = world.platform
const { superuserUrl } = database as Awaited<ReturnType<typeof freshDatabase>>
const admin = new Client({ connectionString: superuserUrl })
await admin.connect()
const begun = Date.now()
await admin.query('set session_replication_role = replica')
// codes 600000 to 690000 are nobody's; six, nine digits as they are
await admin.query(`
  create temp table o as
    select 2 as depth, ((60 + p) || '0000') as code, 'cn.' || ((60 + p) || '0000') as path, p, 0 as c, 0 as d, 0 as s from generate_series(0, 9) p
    union all select 3, (60 + p) || lpad(c::text, 2, '0') || '00', '', p, c, 0, 0 from generate_series(0, 9) p, generate_series(1, 10) c
    union all select 4, (60 + p) || lpad(c::text, 2, '0') || lpad(d::text, 2, '0'), '', p, c, d, 0
      from generate_series(0, 9) p, generate_series(1, 10) c, generate_series(1, 10) d
    union all select 5, (60 + p) || lpad(c::text, 2, '0') || lpad(d::text, 2, '0') || lpad(s::text, 3, '0'), '', p, c, d, s
      from generate_series(0, 9) p, generate_series(1, 10) c, generate_series(1, 10) d, generate_series(1, 10) s;
  update o set path = 'cn.' || (60 + p) || '0000' || case when c > 0 then '.' || (60 + p) || lpad(c::text, 2, '0') || '00' else '' end
    || case when d > 0 then '.' || (60 + p) || lpad(c::text, 2, '0') || lpad(d::text, 2, '0') else '' end || case when s > 0 then '.' || code else '' end;
  insert into office (id, code, name, level, path, demo) select gen_random_uuid(), code, '演示 ' || code,
    (array['', 'province', 'prefecture', 'district', 'subdistrict'])[depth], path::ltree, true from o;
  create temp table street as select row_number() over () - 1 as n, office.id, office.path, p, c, d, s from o join office on office.code = o.code where o.depth = 5;
  create index on street (n)`)
await admin.query(
  `insert into outlet (id, office, path, code, name, label, lng, lat, address)
    select ('01900000-' || lpad(to_hex(i >> 16), 4, '0') || '-7' || lpad(to_hex((i >> 4) & 4095), 3, '0') || '-8000-' || lpad(to_hex(i), 12, '0'))::uuid,
      street.id, street.path, 'N' || i, (array['便利店', '菜市场', '药店', '早餐', '理发'])[1 + i % 5] || ' ' || (i::bigint * 7919 % 1000003),
      (array['便利店', '菜市场', '药店', '早餐店', '理发店'])[1 + i % 5], 100 + p + c * 0.09 + d * 0.009 + s * 0.0009 + (i % 31) * 0.00002,
      30 + c * 0.09 + d * 0.009 + (i % 37) * 0.0001, '某路 ' || i % 999 || ' 号'
    from generate_series(0, $1 - 1) i join street on street.n = (i::bigint * 7919) % 10000`,
  [count],
)
await admin.query('analyze')
console.log(`${machine()}\n${count} outlets under 10,000 streets, made in ${Math.round((Date.now() - begun) / 1000)} s`)

const PLACES = { street: '600101001', district: '600101', city: '600100', province: '600000', state: '000000' } as const
const place = async (code: string) =>
  (await admin.query('select id, code, path::text from office where code = $1', [code])).rows[0] as {
    id: string
    code: string
    path: string
  }
const { lng, lat } = (
  await admin.query(`select lng, lat from outlet where path = $1 limit 1`, [(await place(PLACES.street)).path])
).rows[0]
const tile = (z: number) => `${z}/${tileAt(lng, lat, z).map(Math.floor).join('/')}`
const explain = process.argv.includes('--explain')
console.log(
  '| officer of | looks at | page | far page | search, common | search, rare | label | box | tile 8 | tile 12 | tile 14 | outlet |\n|---|---|---|---|---|---|---|---|---|---|---|---|',
)
for (const [who, at] of [
  ['street', 'street'],
  ['district', 'district'],
  ['city', 'city'],
  ['province', 'province'],
  ['state', 'state'],
  ['city', 'street'],
  ['state', 'street'],
  ['state', 'city'],
] as const) {
  const [secret] = await appoint(db, await place(PLACES[who]), ['read', 'edit'], 1)
  const path = `/api/offices/${PLACES[at]}`
  const ask = async (url: string) => {
    let ms = 0
    let body = ''
    for (let n = 0; n < 3; n++) {
      const t = performance.now()
      const answer = await world.app.inject({ url: encodeURI(url), cookies: { yike: secret! } })
      ms = performance.now() - t
      body = answer.statusCode >= 400 ? String(answer.statusCode) : ''
      if (ms > 8000) break
    }
    return body ? `${ms.toFixed(0)} (${body})` : ms.toFixed(0)
  }
  const first = (await world.app.inject({ url: `${path}/outlets?limit=50`, cookies: { yike: secret! } })).json()
  const cells = [
    await ask(`${path}/outlets?limit=50`),
    await ask(`${path}/outlets?limit=50&after=${first.next ?? ''}`),
    await ask(`${path}/outlets?limit=50&q=菜市`),
    await ask(`${path}/outlets?limit=50&q=999 号店`),
    await ask(`${path}/outlets?limit=50&label=药店`),
    await ask(`${path}/outlets?limit=50&bbox=${lng - 0.01},${lat - 0.01},${lng + 0.01},${lat + 0.01}`),
    await ask(`${path}/tiles/outlets/${tile(8)}`),
    await ask(`${path}/tiles/outlets/${tile(12)}`),
    await ask(`${path}/tiles/outlets/${tile(14)}`),
    await ask(`/api/outlets/${first.items[0]?.id}`),
  ]
  console.log(`| ${who} | ${at} | ${cells.join(' | ')} |`)
}
if (explain)
  for (const [who, at] of [
    ['street', 'street'],
    ['state', 'street'],
    ['city', 'city'],
  ] as const) {
    const [from, to] = [await place(PLACES[who]), await place(PLACES[at])]
    await admin.query(`begin; set local role yike_app; select set_config('yike.reads', '${from.path}', true)`)
    for (const [name, sql] of [
      [
        'page',
        `select * from (select * from outlet where office in (select id from office where path <@ '${to.path}'::ltree) and merged_into is null) o order by o.id limit 51`,
      ],
      [
        'rare',
        `select * from (select * from outlet where office in (select id from office where path <@ '${to.path}'::ltree) and merged_into is null) o where concat_ws(' ', o.name, o.address, o.code, o.licence) ilike '%999 号店%' order by o.id limit 51`,
      ],
    ] as const) {
      const { rows } = await admin.query(`explain (analyze, buffers, costs off) ${sql}`)
      console.log(`\n${who} at ${at}: ${name}\n${rows.map((r) => r['QUERY PLAN']).join('\n')}`)
    }
    await admin.query('rollback')
  }
await admin.end()
await world.end()
