// Layers in versions, and what the streets say of a ledger's datum. The files are those of the made-up city.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { makeCity } from '@yike/demo/city.ts'
import { cityFiles } from '@yike/demo/files.ts'
import { type Code, makeWorld } from '../test/world.ts'
import { type Answer, bringAndRead, outletsOf, readAs, takeIn } from './test/take-in.ts'

const CITY = '980100'
const files = await cityFiles(makeCity({ people: 20_000, seed: 1 }))
const world = await makeWorld()
const city = await world.officer(CITY, 'edit')
const street = await world.officer('980102001', 'edit')
const foreign = await world.officer('980200', 'edit')
after(() => world.end())

const file = (name: string, kind: string) => ({ name, kind, bytes: files.get(name)! })
const layers = async (officer = city, office: Code = CITY): Promise<Answer[]> =>
  (await officer({ url: `/api/offices/${office}/layers` })).json().items

test('an applied upload is the next version of its layer, and ends nothing', async () => {
  for (const [name, kind] of [
    ['streets.osm.pbf', 'streets'],
    ['areas.geojson', 'areas'],
    ['census.csv', 'census'],
    ['areas.geojson', 'areas'],
  ] as const) {
    const done = await takeIn(world, city, CITY, file(name, kind))
    assert.equal(done.state, 'applied', `${name}: ${JSON.stringify(done.error)}`)
    assert.ok(done.rows > 0)
  }
  const list = await layers()
  assert.deepEqual(
    list.map((l) => [l.kind, l.number, l.current]),
    [
      ['areas', 2, true],
      ['census', 1, true],
      ['areas', 1, false],
      ['streets', 1, true],
    ],
  )
  const [areas, census, , streets] = list.map((l) => l.summary)
  assert.ok(streets.counts.ways > 100 && streets.bounds.length === 4)
  assert.ok(areas.counts.areas > 1 && areas.counts.coded > 1)
  assert.ok(census.counts.people > 10_000)
})

test('ending the newest version makes the one before it current', async () => {
  const [areas] = await layers()
  const ended = await city({ method: 'POST', url: `/api/layers/${areas.id}/end` })
  assert.equal(ended.statusCode, 200, ended.body)
  assert.ok(ended.json().endedAt)
  assert.deepEqual(
    (await layers()).filter((l) => l.kind === 'areas').map((l) => [l.number, l.current]),
    [
      [2, false],
      [1, true],
    ],
  )
})

test('what a city shares is seen from below, ended by nobody below, and not seen elsewhere', async () => {
  assert.equal((await layers(street)).length, 4)
  const [, census] = await layers()
  assert.equal((await street({ method: 'POST', url: `/api/layers/${census.id}/end` })).statusCode, 403)
  assert.equal((await foreign({ url: `/api/layers/${census.id}` })).statusCode, 404)
})

test('the streets of the city tell the datum of a street’s ledger', async () => {
  const upload = await bringAndRead(world, street, '980102001', file('ledger.csv', 'outlets'))
  const { used, by, evidence } = upload.summary.datum
  assert.deepEqual([used, by, evidence.decisive], ['gcj02', 'streets', true])

  const wrong = await readAs(world, street, upload, { datum: 'wgs84' })
  assert.equal(wrong.state, 'read', 'a person may know better')
  const doubt = wrong.found.find((f: Answer) => f.code === 'datum-doubt')
  assert.ok(doubt, 'and is told what the streets say')

  const right = await readAs(world, street, wrong, { datum: 'gcj02' })
  assert.ok(!right.found.some((f: Answer) => f.code === 'datum-doubt'))
})

test('the ledger of a city as an office would send it comes in, goes out and changes nothing', async () => {
  const before = (await outletsOf(street, '980102001')).length
  assert.equal(before, 0)
  const done = await takeIn(world, street, '980102001', file('ledger.csv', 'outlets'))
  assert.ok(done.summary.applied.added > 200)
  const out = await street({ url: '/api/offices/980102001/ledger?as=csv' })
  const back = await takeIn(world, street, '980102001', { name: 'back.csv', bytes: out.rawPayload })
  const { added, changed, same } = back.summary.applied
  assert.deepEqual([added, changed, same], [0, 0, done.summary.applied.added])
})

test('a layer that holds nothing is refused with a sentence', async () => {
  for (const [kind, name, bytes, code] of [
    ['areas', 'none.geojson', '{"type":"FeatureCollection","features":[]}', 'bad-file'],
    ['census', 'none.csv', '区划代码,人口\r\n', 'no-people'],
    ['census', 'other.csv', 'a,b\r\n1,2', 'no-columns'],
  ] as const) {
    const upload = await bringAndRead(world, city, CITY, { kind, name, bytes })
    assert.equal(upload.state, 'refused')
    assert.equal(upload.error.code, code, upload.error.zh)
  }
  assert.equal((await layers()).length, 4)
})
