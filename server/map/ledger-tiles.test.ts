import assert from 'node:assert/strict'
import { test } from 'node:test'
import { VectorTile } from '@mapbox/vector-tile'
import { sql } from 'kysely'
import { PbfReader } from 'pbf'
import { theSystem } from '../account/actor.ts'
import { as } from '../db/context.ts'
import { type Code, makeWorld } from '../test/world.ts'
import { runOf, tileAt } from './spot.ts'

const world = await makeWorld()
test.after(() => world.end())
const { db } = world.platform

/** Outlets of an office, spread over a quarter of a degree; every tenth was merged into another. */
const put = (code: Code, n: number) =>
  as(db, theSystem('system'), async (tx) => {
    const { id, path } = world.offices[code]
    await sql`insert into outlet (id, office, path, name, label, lng, lat, state, merged_into)
      select ('00000000-0000-7000-8000-' || lpad(to_hex(${Number(code) % 1000} * 1000000 + n), 12, '0'))::uuid, ${id}::uuid, ${path}::ltree, 'o', '便利店',
        120 + ((n * 7919) % 1000) / 4000.0, 30 + ((n * 104729) % 1000) / 4000.0, case when n % 4 = 0 then 'closed' else 'open' end,
        case when n % 10 = 0 then ('00000000-0000-7000-8000-' || lpad(to_hex(${Number(code) % 1000} * 1000000 + 1), 12, '0'))::uuid end
      from generate_series(1, ${n}::int) n`.execute(tx)
  })
await put('980102', 3000)
await put('980202', 500)

const all = await as(db, theSystem('system'), (tx) =>
  tx
    .selectFrom('outlet')
    .select(['id', 'lng', 'lat', 'spot', 'state', 'office'])
    .where('merged_into', 'is', null)
    .execute(),
)
const city = all.filter((o) => o.office === world.offices['980102'].id)

async function tile(code: Code, office: Code, z: number, x: number, y: number) {
  const answer = await (await world.officer(code, 'read'))({
    url: `/api/offices/${office}/tiles/outlets/${z}/${x}/${y}`,
  })
  if (answer.statusCode !== 200) return { status: answer.statusCode, features: [] as Record<string, unknown>[] }
  const layer = new VectorTile(new PbfReader(answer.rawPayload)).layers.outlets!
  return {
    status: 200,
    features: Array.from({ length: layer.length }, (_, i) => layer.feature(i).properties as Record<string, unknown>),
  }
}
const tilesAt = (z: number) => new Set(all.map((o) => tileAt(o.lng, o.lat, z).map(Math.floor).join('/')))

test('the database numbers places as tiles are numbered', () => {
  for (const { lng, lat, spot } of all) {
    const [x, y] = tileAt(lng, lat, 16).map(Math.floor) as [number, number]
    assert.equal(spot, runOf(16, x, y)[0])
  }
})

test('near by, each outlet is in the one tile where it lies, and what was merged in none', async () => {
  const seen: unknown[] = []
  for (const at of tilesAt(13)) {
    const [x, y] = at.split('/').map(Number) as [number, number]
    const { features } = await tile('980100', '980100', 13, x, y)
    const expected = city.filter((o) => tileAt(o.lng, o.lat, 13).map(Math.floor).join('/') === at)
    assert.deepEqual(features.map((f) => f.id).sort(), expected.map((o) => o.id).sort())
    seen.push(...features)
  }
  assert.equal(seen.length, city.length)
})

test('from far off, squares count every outlet once, and how many are open', async () => {
  for (const z of [6, 9, 12]) {
    let [count, open] = [0, 0]
    for (const at of tilesAt(z)) {
      const [x, y] = at.split('/').map(Number) as [number, number]
      for (const square of (await tile('980100', '980100', z, x, y)).features) {
        count += Number(square.count)
        open += Number(square.open)
      }
    }
    assert.deepEqual([z, count, open], [z, city.length, city.filter((o) => o.state === 'open').length])
  }
})

test('a tile never holds what the caller does not see', async () => {
  const [x, y] = tileAt(all[0]!.lng, all[0]!.lat, 8).map(Math.floor) as [number, number]
  const total = async (code: Code, office: Code) =>
    (await tile(code, office, 8, x, y)).features.reduce((sum, f) => sum + Number(f.count), 0)
  assert.equal(await total('980000', '980000'), all.length) // both cities
  assert.equal(await total('980200', '980200'), all.length - city.length)
  assert.equal((await tile('980103', '980103', 8, x, y)).status, 204)
  assert.equal((await tile('980103', '980102', 8, x, y)).status, 403)
  assert.equal((await tile('980103', '980100', 8, x, y)).status, 204) // above one's own: open, and nothing of others in it
})

test('the index of spots is used under row-level security', async () => {
  const plan = await as(db, theSystem('system', world.offices['980100'].path), async (tx) => {
    await sql`set local enable_seqscan = off`.execute(tx)
    await sql`set local enable_bitmapscan = off`.execute(tx)
    const { rows } = await sql<
      Record<string, string>
    >`explain select id from outlet where spot between 1 and 2`.execute(tx)
    return rows.map((row) => row['QUERY PLAN']).join('\n')
  })
  assert.match(plan, /Index Scan using outlet_spot/)
  assert.match(plan, /Index Cond: \(\(spot/)
})
