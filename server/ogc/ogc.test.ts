// The requirements of OGC API – Features, Part 1 (OGC 17-069r4), as claims: the names in brackets are those of its clauses.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { packInputs } from '@yike/core/circle/pack.ts'
import { latticeInputs } from '@yike/core/test/lattice-city.ts'
import { sql } from 'kysely'
import { theSystem } from '../account/actor.ts'
import { as } from '../db/context.ts'
import { putRun } from '../test/runs.ts'
import { type Caller, makeWorld } from '../test/world.ts'

const world = await makeWorld()
test.after(() => world.end())

const inputs = latticeInputs(2)
const circle = (id: string, west: number) => {
  const ring = [[west, 30], [west + 1, 30], [west + 1, 31], [west, 31], [west, 30]] // biome-ignore format: one line
  return {
    type: 'Feature',
    id,
    properties: { id, name: `圈 <${id}>`, people: null },
    geometry: { type: 'Polygon', coordinates: [ring] },
  }
}
const circles = [circle('c1', 120), circle('c2', 122), circle('c3', 124)]
const collection = `{"type":"FeatureCollection","features":[\n${circles.map((c) => JSON.stringify(c)).join(',\n')}\n]}\n`
const run = await putRun(world, '980102', { 'city.yike': packInputs(inputs), 'circles.geojson': collection })
await as(world.platform.db, theSystem('system'), async (tx) => {
  for (const code of ['980102', '970102'] as const) {
    const { id, path } = world.offices[code]
    await sql`insert into outlet (id, office, path, name, label, lng, lat, confirmed)
      select gen_random_uuid(), ${id}::uuid, ${path}::ltree, '店' || n, case when n % 2 = 0 then '便利店' else '菜市场' end, 120 + n / 100.0, 30, '2026-01-01'::date + n
      from generate_series(0, 99) n`.execute(tx)
  }
})

const city = await world.officer('980100', 'read')
const get = async (url: string, as: Caller = city) => {
  const answer = await as({ url })
  assert.equal(answer.statusCode, 200, `${url}: ${answer.body.slice(0, 300)}`)
  return answer.json()
}
const status = async (url: string, as: Caller = city) => (await as({ url })).statusCode
const LEDGER = '/ogc/collections/outlets-980102'
const CIRCLES = `/ogc/collections/circles-${run}`
const AREAS = `/ogc/collections/areas-${run}`
interface Link {
  readonly rel: string
  readonly href: string
  readonly type: string
}
const rels = ({ links }: { links: Link[] }) => links.map((link) => link.rel)
const local = (href: string) => new URL(href).pathname + new URL(href).search

test('the landing page leads to everything [core/root-success]', async () => {
  const page = await get('/ogc')
  for (const rel of ['self', 'alternate', 'service-desc', 'service-doc', 'conformance', 'data'])
    assert.ok(rels(page).includes(rel), rel)
  for (const { href, type } of page.links as Link[]) {
    const answer = await city({ url: local(href) })
    assert.equal(answer.statusCode, 200, href)
    assert.ok(String(answer.headers['content-type']).startsWith(type.split(';')[0]!), href)
  }
})

test('it says what it conforms to [core/conformance-success]', async () => {
  const { conformsTo } = await get('/ogc/conformance')
  for (const name of ['core', 'geojson', 'html', 'oas30'])
    assert.ok(conformsTo.includes(`http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/${name}`))
})

test('its definition is OpenAPI 3.0 and names what is there [oas30/oas-definition-2]', async () => {
  const api = await get('/ogc/api')
  assert.match(api.openapi, /^3\.0\./)
  const items = api.paths['/collections/{collectionId}/items'].get
  const named = (name: string) => items.parameters.find((p: { name: string }) => p.name === name)
  assert.deepEqual(named('limit').schema, { type: 'integer', minimum: 1, maximum: 1000, default: 100 }) // [core/fc-limit-definition]
  assert.deepEqual([named('bbox').style, named('bbox').explode], ['form', false]) // [core/fc-bbox-definition]
  assert.deepEqual([named('datetime').in, named('datetime').required], ['query', false]) // [core/fc-time-definition]
  for (const path of Object.keys(api.paths))
    for (const name of path.matchAll(/\{(\w+)\}/g))
      assert.ok(
        api.paths[path].get.parameters.some((p: { name: string }) => p.name === name[1]),
        path,
      )
})

test('collections are those that the caller sees [core/fc-md-success, fc-md-items]', async () => {
  const ids = (list: { collections: { id: string }[] }) => list.collections.map((c) => c.id)
  const mine = await get('/ogc/collections')
  assert.deepEqual(
    ids(mine).sort(),
    [AREAS, CIRCLES]
      .map((url) => url.split('/').at(-1)!)
      .concat('outlets-980100', 'outlets-980102')
      .sort(),
  )
  for (const its of mine.collections) {
    assert.deepEqual(its.crs, ['http://www.opengis.net/def/crs/OGC/1.3/CRS84'])
    assert.ok(rels(its).includes('items')) // [core/fc-md-items-links]
    const one = await get(`/ogc/collections/${its.id}`) // [core/sfc-md-success]
    assert.deepEqual({ ...one, extent: null }, { ...its, extent: null })
    assert.equal(one.extent.spatial.bbox[0].length, 4)
  }
  assert.deepEqual(ids(await get('/ogc/collections', await world.officer('970102'))), ['outlets-970102'])
})

test('what others hold is not there', async () => {
  const stranger = await world.officer('970000')
  for (const url of [LEDGER, CIRCLES, AREAS, '/ogc/collections/outlets-980100', '/ogc/collections/outlets-000000'])
    for (const at of [url, `${url}/items`, `${url}/items/c1`]) assert.equal(await status(at, stranger), 404, at)
  for (const id of ['roads', 'outlets-1', 'outlets-980102x', 'circles-1', 'areas-01900000-0000-7000-8000-000000000000'])
    assert.equal(await status(`/ogc/collections/${id}`), 404, id) // [core/sfc-md-op]
  assert.equal(await status('/ogc', world.nobody), 401)
})

test('features are GeoJSON with their number and their time [core/fc-response, fc-numberMatched, fc-timeStamp]', async () => {
  const answer = await city({ url: `${CIRCLES}/items` })
  assert.match(String(answer.headers['content-type']), /^application\/geo\+json/)
  const page = answer.json()
  assert.deepEqual(
    [page.type, page.numberMatched, page.numberReturned, page.features.length],
    ['FeatureCollection', 3, 3, 3],
  )
  assert.ok(!Number.isNaN(Date.parse(page.timeStamp)))
  assert.deepEqual(rels(page), ['self', 'alternate', 'collection']) // [core/fc-links]
  assert.deepEqual(page.features, circles)
  assert.equal(page.features[0].properties.people, null)
})

test('pages follow one another until every feature was there once [core/fc-limit-response-1, fc-next]', async () => {
  for (const [url, all] of [
    [`${LEDGER}/items?limit=7`, 100],
    [`${CIRCLES}/items?limit=2`, 3],
    [`${AREAS}/items?limit=1`, inputs.areas.length],
  ] as const) {
    const seen: string[] = []
    for (let next: string | null = url; next; ) {
      const page: { features: { id: string }[]; numberReturned: number; numberMatched: number; links: Link[] } =
        await get(next)
      assert.ok(page.features.length <= Number(new URL(url, 'http://x').searchParams.get('limit')))
      assert.deepEqual([page.numberReturned, page.numberMatched], [page.features.length, all])
      seen.push(...page.features.map((f) => f.id))
      const link = page.links.find((l) => l.rel === 'next')
      next = link ? local(link.href) : null
    }
    assert.deepEqual([seen.length, new Set(seen).size], [all, all])
  }
})

test('a box finds what touches it [core/fc-bbox-response]', async () => {
  const found = async (url: string, bbox: string) =>
    (await get(`${url}/items?limit=1000&bbox=${bbox}`)).features.map((f: { id: string }) => f.id)
  assert.deepEqual(await found(CIRCLES, '120.5,30.5,122.5,30.6'), ['c1', 'c2'])
  assert.deepEqual(await found(CIRCLES, '120.5,30.5,0,122.5,30.6,9'), ['c1', 'c2'])
  assert.deepEqual(await found(CIRCLES, '123.9,20,-170,40'), ['c3']) // across the antimeridian
  assert.deepEqual(await found(CIRCLES, '0,0,1,1'), [])
  assert.equal((await found(LEDGER, '120.1,29,120.2,31')).length, 11)
  assert.equal((await found(LEDGER, '120.9,29,-170,31')).length, 10)
  for (const bad of ['1,2,3', '1,2,3,x', '', '1,2,3,4,5', '0,9,1,8', '0,0,1,99', 'NaN,0,1,1', '1,2,3,Infinity'])
    assert.equal(await status(`${LEDGER}/items?bbox=${bad}`), 400, bad)
})

test('a time finds outlets by the day of their confirmation [core/fc-time-response]', async () => {
  const n = async (url: string, datetime: string) => (await get(`${url}/items?datetime=${datetime}`)).numberMatched
  assert.equal(await n(LEDGER, '2026-01-05'), 1)
  assert.equal(await n(LEDGER, '2026-01-05T00:00:00Z/2026-01-09T12:00:00Z'), 5)
  assert.equal(await n(LEDGER, '../2026-01-10'), 10)
  assert.equal(await n(LEDGER, '2026-01-11/..'), 90)
  assert.equal(await n(CIRCLES, '1999-01-01'), 3) // circles have no time: all match
  for (const bad of ['yesterday', '2026-13-01', '2026-01-02/2026-01-01', '1/2/3', ''])
    assert.equal(await status(`${LEDGER}/items?datetime=${encodeURIComponent(bad)}`), 400, bad)
})

test('properties find what has just that value [core/fc-filters]', async () => {
  const n = async (url: string) => (await get(url)).numberMatched
  assert.equal(await n(`${LEDGER}/items?label=${encodeURIComponent('便利店')}`), 50)
  assert.equal(await n(`${LEDGER}/items?label=${encodeURIComponent('便利店')}&bbox=120.1,29,120.2,31`), 6)
  assert.equal(await n(`${LEDGER}/items?name=${encodeURIComponent("' or 1=1 --")}`), 0)
  assert.equal(await n(`${CIRCLES}/items?id=c2`), 1)
})

test('what is not known, or cannot be, is refused [core/query-param-unknown, query-param-invalid]', async () => {
  for (const query of [
    'colour=red',
    'limit=0',
    'limit=-1',
    'limit=x',
    'limit=1.5',
    'bbox=1,2,3,4&bbox=1,2,3,4',
    'heart_kind=x',
    'f=xml',
    'after=x',
  ])
    assert.equal(await status(`${LEDGER}/items?${query}`), 400, query)
  assert.equal(await status('/ogc/conformance?colour=red'), 400)
  assert.equal((await get(`${LEDGER}/items?limit=1000000`)).numberReturned, 100)
})

test('a feature has an address of its own [core/f-success, f-links]', async () => {
  for (const url of [LEDGER, CIRCLES, AREAS]) {
    const [first] = (await get(`${url}/items?limit=1`)).features
    const alone = await get(`${url}/items/${encodeURIComponent(first.id)}`)
    const { links, ...feature } = alone
    assert.deepEqual(feature, first)
    assert.deepEqual(rels({ links }), ['self', 'alternate', 'collection'])
    assert.equal(await status(`${url}/items/nothing`), 404)
  }
})

test('a browser gets pages, with nothing in them that runs [html/content]', async () => {
  const answer = await city({ url: `${CIRCLES}/items`, headers: { accept: 'text/html,*/*' } })
  assert.match(String(answer.headers['content-type']), /^text\/html/)
  assert.ok(answer.body.includes('圈 &lt;c1&gt;') && !answer.body.includes('<c1>'))
  for (const url of ['/ogc', '/ogc/conformance', '/ogc/api', '/ogc/collections', LEDGER, `${LEDGER}/items`])
    assert.match(String((await city({ url: `${url}?f=html` })).headers['content-type']), /^text\/html/, url)
  assert.match(
    String((await city({ url: `${LEDGER}?f=json`, headers: { accept: 'text/html' } })).headers['content-type']),
    /^application\/json/,
  )
})
