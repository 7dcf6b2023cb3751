// A name that is a piece of a page stays a name, wherever it is shown.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { VectorTile } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'
import { theSystem } from '../account/actor.ts'
import { as } from '../db/context.ts'
import { tileAt } from '../map/spot.ts'
import { MAKERS } from './examples.ts'
import { makeWorld } from './world.ts'

const NAME = '<img src=x onerror=alert(1)>"\'</script><script>alert(2)</script>'
const LINK = 'javascript:alert(3)'
const [LNG, LAT] = [120.1, 30.2]

const world = await makeWorld()
test.after(() => world.end())
const { id: office, path } = world.offices['980102']
const outlet = await as(world.platform.db, theSystem('system'), (tx) =>
  MAKERS.outlet(tx, { office, path }, { name: NAME, address: LINK, lng: LNG, lat: LAT }),
)
const all = await world.officer('980102')

test('as JSON it goes out as it is, and no browser takes it for a page', async () => {
  for (const url of [
    '/api/offices/980102/outlets',
    `/api/outlets/${outlet}`,
    '/ogc/collections/outlets-980102/items?f=json',
    `/ogc/collections/outlets-980102/items/${outlet}?f=json`,
  ]) {
    const answer = await all({ url, headers: { accept: 'text/html' } })
    assert.equal(answer.statusCode, 200, `${url}: ${answer.body.slice(0, 200)}`)
    assert.match(String(answer.headers['content-type']), /^application\/(geo\+)?json/, url)
    assert.equal(answer.headers['x-content-type-options'], 'nosniff', url)
    assert.ok(answer.body.includes(JSON.stringify(NAME)), url)
  }
})

test('on the pages of OGC it is text, and a script is no link', async () => {
  for (const url of ['/ogc/collections/outlets-980102/items', `/ogc/collections/outlets-980102/items/${outlet}`]) {
    const { headers, body } = await all({ url: `${url}?f=html` })
    assert.match(String(headers['content-type']), /^text\/html/)
    assert.ok(body.includes('&lt;img src=x onerror=alert(1)&gt;'), url)
    assert.doesNotMatch(body, /<img|<script|href="javascript/i)
    assert.match(String(headers['content-security-policy']), /script-src 'self'/)
  }
})

test('in a tile it is a value, in a type that is no page', async () => {
  const z = 16
  const [x, y] = tileAt(LNG, LAT, z).map(Math.floor)
  const answer = await all({ url: `/api/offices/980102/tiles/outlets/${z}/${x}/${y}` })
  assert.equal(answer.statusCode, 200, answer.body)
  assert.match(String(answer.headers['content-type']), /vector-tile/)
  assert.equal(answer.headers['x-content-type-options'], 'nosniff')
  const layer = new VectorTile(new PbfReader(answer.rawPayload)).layers.outlets!
  assert.equal(layer.feature(0).properties.name, NAME)
})

test('the page that describes the interface knows no names', async () => {
  for (const url of ['/api/docs/', '/api/docs/json', '/api/openapi.json']) {
    const answer = await all({ url })
    assert.ok(answer.statusCode < 500, url)
    assert.ok(!answer.body.includes('onerror=alert(1)'), url)
  }
})
