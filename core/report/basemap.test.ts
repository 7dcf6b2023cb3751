import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Extract, Tags } from '../source/rows.ts'
import { basemapOf, roadClass } from './basemap.ts'

/** A drawn extract: nodes on a 0.001° grid, ways by node index. */
function drawn(ways: readonly [number[], Tags][], more: Partial<Extract> = {}): Extract {
  const n = 10
  const wayFirst = [0]
  for (const [refs] of ways) wayFirst.push(wayFirst.at(-1)! + refs.length)
  return {
    file: 'drawn.osm.pbf',
    bounds: { west: 88, south: 39, east: 88.01, north: 39.01 },
    streets: {
      nodeId: Float64Array.from({ length: n }, (_, i) => i + 1),
      lng: Float64Array.from({ length: n }, (_, i) => 88 + i * 0.001),
      lat: Float64Array.from({ length: n }, (_, i) => 39 + (i % 2) * 0.001),
      nodeTags: new Map(),
      wayId: Float64Array.from(ways, (_, i) => i + 1),
      wayFirst: Int32Array.from(wayFirst),
      wayRefs: Int32Array.from(ways.flatMap(([refs]) => refs)),
      wayTags: ways.map(([, tags]) => tags),
      wayLengthMm: null,
      plazas: [],
      wallFirst: Int32Array.of(0, 2),
      wallRefs: Int32Array.of(0, 1),
    },
    outlets: [],
    buildings: {
      id: Float64Array.of(1, 2),
      first: Int32Array.of(0, 3, 6),
      coords: Float64Array.of(88, 39, 88.0001, 39, 88.0001, 39.0001, 88.001, 39, 88.0011, 39, 88.0011, 39.0001),
      levels: Float32Array.of(6, Number.NaN),
      use: ['apartments', 'yes'],
    },
    boundaries: [],
    source: null,
    ground: [],
    ...more,
  }
}

const linesOf = (map: ReturnType<typeof basemapOf>, i = 0) => {
  const { geometry } = map.roads.features[i]!
  assert.equal(geometry.type, 'MultiLineString')
  return geometry.coordinates as readonly (readonly (readonly [number, number])[])[]
}

test('ways of one name are joined end to end, whichever way they were drawn', () => {
  const road = { highway: 'primary', name: '人民路' }
  const map = basemapOf(
    drawn([
      [[2, 3], road],
      [[2, 1, 0], road],
      [[4, 3], road],
    ]),
  )
  assert.equal(map.roads.features.length, 1)
  assert.deepEqual(map.roads.features[0]!.properties, { class: 'arterial', name: '人民路', bridge: 0 })
  const xs = linesOf(map).map((line) => line.map(([lng]) => lng))
  assert.deepEqual(
    xs,
    [[88.004, 88.003, 88.002, 88.001, 88]].map((x) => x.toReversed()),
  )
})

test('a road that forks is not joined across the fork, and a ring ends', () => {
  const road = { highway: 'residential', name: '环路' }
  const fork = basemapOf(
    drawn([
      [[0, 1], road],
      [[1, 2], road],
      [[1, 3], road],
    ]),
  )
  assert.equal(linesOf(fork).length, 3)
  const ring = basemapOf(
    drawn([
      [[0, 1], road],
      [[1, 2], road],
      [[2, 0], road],
    ]),
  )
  assert.equal(linesOf(ring).length, 1)
  assert.equal(linesOf(ring)[0]!.length, 4)
})

test('a point half a metre off a straight line is left out, one further off is kept', () => {
  const extract = drawn([[[0, 1, 2], { highway: 'footway' }]])
  extract.streets.lat.set([39, 39.000003, 39])
  assert.equal(linesOf(basemapOf(extract))[0]!.length, 2)
  extract.streets.lat.set([39, 39.00003, 39])
  assert.equal(linesOf(basemapOf(extract))[0]!.length, 3)
})

test('what is no road is not drawn as one; an edge table without tags is streets', () => {
  assert.equal(roadClass({ highway: 'construction' }), null)
  assert.equal(roadClass({ route: 'ferry' }), null)
  assert.equal(roadClass({}), 'street')
  assert.equal(roadClass({ highway: 'trunk_link' }), 'express')
})

test('buildings of one neighbourhood are one feature of closed rings, walls are lines', () => {
  const map = basemapOf(drawn([]))
  assert.equal(map.buildings.features.length, 1)
  const { geometry } = map.buildings.features[0]!
  assert.equal(geometry.type, 'MultiPolygon')
  const coordinates = geometry.coordinates as readonly (readonly (readonly unknown[])[])[]
  assert.equal(coordinates.length, 2)
  for (const [ring] of coordinates) assert.deepEqual(ring![0], ring!.at(-1))
  assert.equal(map.walls.features.length, 1)
})

test('a lake said twice is named once, at the larger; nameless water is drawn and not named', () => {
  const square = (side: number) => [[Float64Array.of(88, 39, 88 + side, 39, 88 + side, 39 + side, 88, 39 + side)]]
  const water = (name: string, side: number) => ({ kind: 'water' as const, name, polygon: square(side), lines: [] })
  const map = basemapOf(drawn([], { ground: [water('镜湖', 0.001), water('镜湖', 0.004), water('', 0.01)] }))
  assert.equal(map.water.features.length, 3)
  assert.equal(map.places.features.length, 1)
  assert.ok(map.places.features[0]!.properties.size > 100_000)
})

test('the same extract gives the same bytes', () => {
  const make = () => JSON.stringify(basemapOf(drawn([[[0, 1, 2], { highway: 'service' }]])))
  assert.equal(make(), make())
})

test('a map credits OpenStreetMap, unless its file names another source', () => {
  const credit = (source: string | null) => basemapOf(drawn([], { source })).credit.en
  assert.match(credit(null), /OpenStreetMap/)
  assert.match(credit('http://www.openstreetmap.org/api/0.6'), /OpenStreetMap/)
  assert.equal(credit('made-up demo data'), 'made-up demo data')
})
