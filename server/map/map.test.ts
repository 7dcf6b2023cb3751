import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { VectorTile } from '@mapbox/vector-tile'
import { measure } from '@yike/core/circle/measure.ts'
import { packInputs } from '@yike/core/circle/pack.ts'
import { cellsGeojson } from '@yike/core/report/geojson.ts'
import { gapsCsv } from '@yike/core/report/tables.ts'
import { latticeInputs } from '@yike/core/test/lattice-city.ts'
import { PbfReader } from 'pbf'
import { putRun } from '../test/runs.ts'
import { type Caller, makeWorld } from '../test/world.ts'
import { tileAt } from './spot.ts'

const world = await makeWorld()
test.after(() => world.end())

const inputs = latticeInputs(1)
const measured = measure(inputs)
const cells = Buffer.concat([...cellsGeojson(measured)])
const [area] = inputs.areas
const category = measured.categories[0]!.id
const files = { 'city.yike': packInputs(inputs), 'cells.geojson': cells, 'gaps.csv': gapsCsv(measured) }
const coverage = [
  { area: area!.id, category, within: 60, beyond: 30, lacking: 10, unknown: 5, share: 0.6 },
  { area: area!.id, category: 'never-measured', within: null, beyond: null, lacking: null, unknown: null, share: null },
]
const run = await putRun(world, '980102', files, { coverage })
const district = await world.officer('980102', 'read')

const layer = async (name: string) => (await district({ url: `/api/runs/${run}/maps/${name}` })).json()
const tileOf = (as: Caller, name: string, z: number, x: number, y: number) =>
  as({ url: `/api/runs/${run}/tiles/${name}/${z}/${x}/${y}` })
const decoded = (bytes: Uint8Array, name: string) => new VectorTile(new PbfReader(bytes)).layers[name]!

test('areas bear their share with the people it is of, and null where nothing is known', async () => {
  const { features } = await layer('areas')
  assert.equal(features.length, inputs.areas.length)
  const its = features.find((f: { id: string }) => f.id === area!.id)
  const {
    [category]: share,
    [`${category}_within`]: within,
    [`${category}_people`]: people,
    [`${category}_unknown`]: unknown,
  } = its.properties
  assert.deepEqual([share, within, people, unknown], [0.6, 60, 100, 5])
  assert.deepEqual([its.properties['never-measured'], its.properties['never-measured_people']], [null, null])
  for (const other of features.filter((f: { id: string }) => f.id !== area!.id))
    assert.equal(other.properties[category], null)
  for (const { geometry } of features)
    for (const rings of geometry.coordinates) for (const ring of rings) assert.deepEqual(ring[0], ring.at(-1)) // closed
})

test('cells go out as their file, packed where the caller can read that', async () => {
  const url = `/api/runs/${run}/maps/cells`
  assert.ok((await district({ url })).rawPayload.equals(cells))
  const packed = await district({ url, headers: { 'accept-encoding': 'gzip' } })
  assert.equal(packed.headers['content-encoding'], 'gzip')
  assert.ok(gunzipSync(packed.rawPayload).equals(cells))
})

test('outlets name their categories, gaps the people of theirs', async () => {
  const outlets = (await layer('outlets')).features
  assert.equal(outlets.length, inputs.outlets.length)
  const first = outlets.find((f: { id: string }) => f.id === inputs.outlets[0]!.id)
  assert.deepEqual(
    first.properties.categories.split('+'),
    measured.serves[0]!.map((c) => measured.categories[c]!.id),
  )
  const gaps = (await layer('gaps')).features
  assert.equal(gaps.length, measured.gaps.length)
  assert.deepEqual(
    gaps.map((f: { properties: { people: number } }) => f.properties.people).sort(),
    measured.gaps.map((g) => Math.round(g.people)).sort(),
  )
})

test('every cell is in a tile, where it lies, with its states', async () => {
  const { lng, lat } = measured.population
  const z = 15
  const seen = new Map<number, string>()
  const tiles = new Set([...lng.keys()].map((i) => tileAt(lng[i]!, lat[i]!, z).map(Math.floor).join('/')))
  for (const tile of tiles) {
    const [x, y] = tile.split('/').map(Number) as [number, number]
    const answer = await tileOf(district, 'cells', z, x, y)
    assert.equal(answer.statusCode, 200)
    assert.equal(answer.headers['content-type'], 'application/vnd.mapbox-vector-tile')
    const drawn = decoded(answer.rawPayload, 'cells')
    for (let i = 0; i < drawn.length; i++) {
      const { properties } = drawn.feature(i)
      seen.set(Number(properties.cell), String(properties[category]))
    }
  }
  const features = JSON.parse(cells.toString()).features as { properties: Record<string, string> }[]
  assert.equal(seen.size, features.length)
  for (const [cell, state] of seen) assert.equal(state, features[cell]!.properties[category])
})

test('a tile of nothing is 204, one that cannot be is refused', async () => {
  assert.equal((await tileOf(district, 'cells', 12, 0, 0)).statusCode, 204)
  assert.equal((await tileOf(district, 'cells', 5, 0, 0)).statusCode, 204) // too far off to be drawn
  assert.equal((await tileOf(district, 'cells', 16, 0, 0)).statusCode, 400)
  assert.equal((await tileOf(district, 'cells', 3, 8, 0)).statusCode, 400)
  assert.equal((await tileOf(district, 'roads', 3, 0, 0)).statusCode, 400)
  assert.equal((await tileOf(district, 'circles', 3, 0, 0)).statusCode, 404) // this run has none
})

test('what a done run shows never changes: browsers may keep it for good', async () => {
  const [x, y] = tileAt(measured.population.lng[0]!, measured.population.lat[0]!, 12).map(Math.floor) as [
    number,
    number,
  ]
  for (const url of [`/api/runs/${run}/maps/areas`, `/api/runs/${run}/tiles/cells/12/${x}/${y}`]) {
    const { headers } = await district({ url })
    assert.match(String(headers['cache-control']), /^private, .*immutable/)
    const again = await district({ url, headers: { 'if-none-match': String(headers.etag) } })
    assert.deepEqual([again.statusCode, again.body], [304, ''])
  }
  const running = await putRun(world, '980102', files, { state: 'running' })
  assert.equal((await district({ url: `/api/runs/${running}/maps/areas` })).statusCode, 409)
})

test('what is shared is seen from below, from elsewhere nothing is', async () => {
  const url = `/api/runs/${run}/maps/areas`
  assert.equal((await (await world.officer('980102001'))({ url })).statusCode, 200)
  const own = await putRun(world, '980102', files, { shared: false })
  assert.equal((await (await world.officer('980102001'))({ url: `/api/runs/${own}/maps/areas` })).statusCode, 404)
  for (const code of ['980103', '970000'] as const) {
    assert.equal((await (await world.officer(code))({ url })).statusCode, 404)
    assert.equal((await tileOf(await world.officer(code), 'cells', 12, 0, 0)).statusCode, 404)
  }
})
