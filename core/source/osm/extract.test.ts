import assert from 'node:assert/strict'
import test from 'node:test'
import { bytesOf } from '../../base/bytes.ts'
import { Drawing, place, quietly, town } from '../../test/osm-town.ts'
import type { Extract, Streets } from '../rows.ts'
import { unitsOf, waySetsOf } from '../way-sets.ts'
import { encodePbf, type PbfContent, type PbfShape } from './encode.ts'
import { readExtract, readStreets } from './extract.ts'
import { Writer } from './proto.ts'

async function read(content: PbfContent, shape?: PbfShape) {
  const reading = quietly()
  const extract = await readExtract(bytesOf('town.osm.pbf', await encodePbf(content, shape)), reading)
  return { ...extract, findings: reading.findings.list() }
}

/** Each way as id and ids of its nodes. */
const wayNodes = (s: Streets) =>
  [...s.wayId].map((id, w) => [id, [...s.wayRefs.subarray(s.wayFirst[w], s.wayFirst[w + 1])].map((n) => s.nodeId[n]!)])

const outlet = (extract: Extract, id: string) => extract.outlets.find((o) => o.id === id)!

/** Degrees to the tenth of a metre: a centre of gravity is reckoned, not read. */
const near = (at: readonly number[]) => at.map((x) => Math.round(x * 1e6) / 1e6)

test('streets are every highway there is, piers too, but none that is only proposed', async () => {
  const { streets } = await read(town())
  assert.deepEqual([...streets.wayId], [1, 2, 3, 5])
  assert.deepEqual(streets.wayTags[0], { highway: 'residential', name: '中心街', 'name:en': 'Centre St' })
  assert.deepEqual(wayNodes(streets)[0], [1, [1, 2, 3, 4]])
  assert.equal(streets.wayLengthMm, null)
})

test('street nodes ascend by id, are where they were drawn, and are only those that something runs through', async () => {
  const content = town()
  const { streets } = await read(content)
  assert.ok(streets.nodeId.every((id, n) => n === 0 || id > streets.nodeId[n - 1]!))
  const drawn = new Map((content.nodes as { id: number; lng: number; lat: number }[]).map((n) => [n.id, n]))
  for (const [n, id] of streets.nodeId.entries())
    assert.deepEqual([streets.lng[n], streets.lat[n]], [drawn.get(id)!.lng, drawn.get(id)!.lat])
  const used = new Set([...streets.wayRefs, ...streets.wallRefs])
  for (const plaza of streets.plazas)
    for (const ring of [...plaza.outer, ...plaza.inner]) for (const n of ring) used.add(n)
  assert.equal(used.size, streets.nodeId.length)
})

test('an area of a pedestrian highway is a plaza, not a way round it, with its holes', async () => {
  const { streets } = await read(town())
  const plazas = streets.plazas.map((p) => [
    p.id,
    p.tags.name,
    p.outer.map((r) => r.length),
    p.inner.map((r) => r.length),
  ])
  assert.deepEqual(plazas, [
    ['way/20', '西广场', [4], []],
    ['way/24', undefined, [4], []],
    ['relation/1', '东广场', [5], [4]],
  ])
})

test('walls run through their gates, and tags of nodes that matter on foot are kept by index', async () => {
  const { streets } = await read(town())
  assert.deepEqual([...streets.wallFirst], [0, 3])
  const gate = streets.wallRefs[1]!
  assert.deepEqual(streets.nodeTags.get(gate), { barrier: 'gate', access: 'private' })
  const tags = [...streets.nodeTags.values()]
  assert.deepEqual(tags, [
    { highway: 'crossing', crossing: 'zebra' },
    { barrier: 'gate', access: 'private' },
  ])
})

test('outlets are nodes, areas and multipolygons; furniture, parking, empty shops and private pools are none', async () => {
  const extract = await read(town())
  assert.deepEqual(
    extract.outlets.map((o) => [o.id, o.name]),
    [
      [`osm:node/${nodeId(2, 6)}`, '便利店'],
      [`osm:node/${nodeId(6, 6)}`, '中心街站'],
      [`osm:node/${nodeId(7, 6)}`, ''],
      [`osm:node/${nodeId(9, 6)}`, ''],
      ['osm:way/41', '大超市'],
      ['osm:way/62', '公园'],
      ['osm:relation/2', '第一小学'],
    ],
  )
})

/** The id of the node that the town has at (x, y). */
function nodeId(x: number, y: number): number {
  const [lng, lat] = place(x, y)
  return (town().nodes as { id: number; lng: number; lat: number }[]).find((n) => n.lng === lng && n.lat === lat)!.id
}

test('an outlet says where it is, when it is open and who last looked', async () => {
  const extract = await read(town())
  const shop = outlet(extract, `osm:node/${nodeId(2, 6)}`)
  assert.deepEqual(shop, {
    id: `osm:node/${nodeId(2, 6)}`,
    name: '便利店',
    at: place(2, 6),
    entrances: [],
    label: '',
    tags: { shop: 'convenience', name: ' 便利店 ', opening_hours: '24/7', check_date: '2025-06-01' },
    capacity: null,
    hours: '24/7',
    address: null,
    origins: [{ kind: 'osm', file: 'town.osm.pbf', row: null, ref: `node/${nodeId(2, 6)}`, confirmed: '2025-06-01' }],
  })
  assert.equal(outlet(extract, `osm:node/${nodeId(9, 6)}`).capacity, 80)
  const school = outlet(extract, 'osm:relation/2')
  assert.deepEqual([school.capacity, school.address, near(school.at)], [600, '学府路8号', near(place(26, 14))])
})

test('the way into an area is its entrance or gate, never its emergency exit', async () => {
  const extract = await read(town())
  assert.deepEqual(outlet(extract, 'osm:way/41').entrances, [place(24, 4)])
  assert.deepEqual(outlet(extract, 'osm:relation/2').entrances, [place(24, 16)])
})

test('what is no number and no date is found, not guessed', async () => {
  const { findings } = await read(town())
  assert.deepEqual(
    findings.map((f) => [f.code, f.examples[0]!.what]),
    [
      ['bad-date', `node/${nodeId(7, 6)} check_date=last week`],
      ['bad-number', 'way/41 capacity=many'],
    ],
  )
})

test('a crescent is marked inside itself, not at its centre of gravity', async () => {
  const d = new Drawing()
  const horseshoe = [
    [0, 0],
    [9, 0],
    [9, 9],
    [8, 9],
    [8, 1],
    [1, 1],
    [1, 9],
    [0, 9],
    [0, 0],
  ] as [number, number][]
  d.way(1, horseshoe, { leisure: 'park' })
  const [lng, lat] = (await read(d.content())).outlets[0]!.at
  const x = (lng - 83) * 1000
  const y = (lat - 39) * 1000
  assert.ok(x < 1 || x > 8 || y < 1, `(${x}, ${y}) is in the bay`)
})

test('buildings have their storeys, or none that we know', async () => {
  const { buildings } = await read(town())
  assert.deepEqual([...buildings.id], [40, 41, 46])
  assert.deepEqual([...buildings.levels], [18, Number.NaN, 2.5])
  assert.deepEqual(buildings.use, ['apartments', 'retail', 'yes'])
  const [west, south] = place(24, 0)
  assert.deepEqual([...buildings.coords.subarray(0, 2)], [west, south])
  assert.deepEqual([...buildings.first], [0, 4, 8, 12])
})

test('boundaries are joined from the ways they share; only digits are a code', async () => {
  const { boundaries } = await read(town())
  assert.deepEqual(
    boundaries.map(({ polygon, ...row }) => [row, polygon.length, polygon[0]![0]!.length / 2]),
    [
      [{ id: '310109009', name: '西街道', adcode: '310109009', level: 'subdistrict', parent: null }, 1, 4],
      [{ id: 'osm:relation/4', name: '东街道', adcode: null, level: 'subdistrict', parent: null }, 1, 4],
    ],
  )
})

test('the ground has water, green, rivers and rails above the ground', async () => {
  const { ground } = await read(town())
  assert.deepEqual(
    ground.map((g) => [g.kind, g.name, g.polygon && g.polygon[0]![0]!.length, g.lines.map((l) => l.length)]),
    [
      ['water', '湖', 8, []],
      ['river', '河', null, [4]],
      ['green', '公园', 8, []],
      ['rail', '', null, [4]],
    ],
  )
})

test('dense or plain, compressed or raw, in one block or in many: the same extract', async () => {
  const usual = await read(town())
  for (const shape of [
    { plainNodes: true },
    { raw: true },
    { perBlock: 3 },
    { plainNodes: true, raw: true, perBlock: 1 },
  ])
    assert.deepEqual(await read(town(), shape), usual, JSON.stringify(shape))
})

test('the order of the file does not matter to what is found', async () => {
  const content = town()
  const nodes = [...(content.nodes as { id: number; lng: number; lat: number }[])].reverse()
  const shuffled = await read({ ...content, nodes }, { perBlock: 7 })
  const usual = await read(content)
  const sorted = (e: Extract) => [...e.outlets].sort((a, b) => (a.id < b.id ? -1 : 1))
  assert.deepEqual(shuffled.streets, usual.streets)
  assert.deepEqual(sorted(shuffled), sorted(usual))
})

test('without a box in the header, the bounds are those of the streets', async () => {
  const { bounds } = await read({ ...town(), bounds: null })
  const [west, south] = place(0, -5)
  const [east, north] = place(22, 11)
  assert.deepEqual(bounds, { west, south, east, north })
})

test('a file of nothing is read as nothing', async () => {
  const { streets, outlets, buildings, findings } = await read({ nodes: [] })
  assert.deepEqual([streets.nodeId.length, streets.wayFirst.length, outlets.length, buildings.id.length], [0, 1, 0, 0])
  assert.deepEqual(findings, [])
})

test('ids beyond 32 bits, and beyond what is used today, keep their last digit', async () => {
  const [a, b] = [12_345_678_901, 2 ** 52 - 1]
  const nodes = [a, b].map((id, i) => ({ id, lng: 83 + i, lat: 39 }))
  const { streets } = await read({ nodes, ways: [{ id: 2 ** 40 + 1, refs: [a, b], tags: { highway: 'path' } }] })
  assert.deepEqual([...streets.nodeId], [a, b])
  assert.deepEqual([...streets.wayId], [2 ** 40 + 1])
})

test('streets read alone are the same streets, and nothing is said of the rest', async () => {
  const content = town()
  const file = bytesOf('town.osm.pbf', await encodePbf(content))
  const { streets } = await readExtract(file, quietly())
  const reading = quietly()
  assert.deepEqual(await readStreets(file, reading), streets)
  assert.ok(reading.findings.list().every((f) => f.code === 'missing-nodes' || f.code === 'broken-relation'))
})

test('what the reader knows of streets is what the streets say', async () => {
  const { streets } = await read(town())
  const { of, tags, tagsOf } = waySetsOf(streets)
  for (const [way, all] of streets.wayTags.entries()) {
    assert.deepEqual(tagsOf(way), all)
    for (const [key, value] of Object.entries(tags[of[way]!]!)) assert.equal(all[key], value)
    assert.equal(tags[of[way]!]!.highway, all.highway)
  }
  const units = unitsOf(streets)!
  for (let n = 0; n < streets.lng.length; n++)
    assert.deepEqual([units[2 * n]! / 1e7, units[2 * n + 1]! / 1e7], [streets.lng[n], streets.lat[n]])
  assert.equal(unitsOf({ ...streets }), null) // a copy may be given other places
  assert.deepEqual(waySetsOf({ ...streets, wayTags: [{ highway: 'path' }] }).tags, [{ highway: 'path' }])
})

test('places finer than 10⁻⁷ degrees, as some files have them, are read as fine as they are', async () => {
  // a block by hand: granularity 1, that is nanodegrees
  const list = (...numbers: number[]) => {
    const out = new Writer()
    for (const n of numbers) out.zigzag(n)
    return out.copy()
  }
  const message = (...fields: [number, number | Uint8Array][]) => {
    const out = new Writer()
    for (const [field, value] of fields)
      if (typeof value === 'number') out.number(field, value)
      else out.message(field, value)
    return out.copy()
  }
  const text = (word: string) => new TextEncoder().encode(word)
  const dense = message([1, list(1, 1)], [8, list(39_000_000_001, 5)], [9, list(83_000_000_003, 7)])
  const way = message([1, 1], [2, Uint8Array.of(1)], [3, Uint8Array.of(2)], [8, list(1, 1)])
  const strings = message([1, text('')], [1, text('highway')], [1, text('path')])
  const block = message([1, strings], [2, message([2, dense])], [2, message([3, way])], [17, 1])
  const blob = message([1, block])
  const head = message([1, text('OSMData')], [3, blob.length])
  const header = await encodePbf({ nodes: [] })
  const file = Uint8Array.from([...header, 0, 0, 0, head.length, ...head, ...blob])
  const { streets } = await readExtract(bytesOf('fine.osm.pbf', file), quietly())
  assert.deepEqual([...streets.lng], [83.000000003, 83.00000001])
  assert.deepEqual([...streets.lat], [39.000000001, 39.000000006])
  assert.equal(unitsOf(streets), null)
})
