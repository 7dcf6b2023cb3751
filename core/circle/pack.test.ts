import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defaultConvention } from '../access/convention.ts'
import { walkerOf } from '../access/walkers.ts'
import { Fault } from '../base/fault.ts'
import { graphOf, randomEdges } from '../test/oracle.ts'
import type { MeasureInputs } from './measured.ts'
import { packInputs, unpackInputs } from './pack.ts'

const inputs = (): MeasureInputs => ({
  graph: graphOf(24, randomEdges(1)),
  bounds: { west: 121, south: 31, east: 122, north: 32 },
  population: {
    kind: 'building',
    file: '人口.csv',
    lng: Float64Array.of(121.4, 121.5, 121.6),
    lat: Float64Array.of(31.2, 31.3, 31.25),
    people: Float64Array.of(1.5, 0, 1 / 3),
    bands: { '0-2': Float64Array.of(0.1, 0, Number.NaN), '65+': Float64Array.of(0.2, 0, 0) },
    cellMeters: null,
    outlineFirst: Int32Array.of(0, 1, 2, 2),
    outline: Float64Array.of(121.4, 31.2, 121.5, 31.3),
    notes: [
      { code: '310109', name: '虹口区', people: 3, shareInside: 0.5, placed: 1.5, method: 'building-floor-area' },
    ],
  },
  outlets: [
    {
      id: 'osm:node/1',
      name: '好邻居 “便利”',
      at: [121.41, 31.21],
      entrances: [[121.411, 31.211]],
      label: '',
      tags: { shop: 'convenience', '@array': 'a tag that looks like ours' },
      capacity: null,
      hours: '24/7',
      address: null,
      origins: [{ kind: 'osm', file: 'a.osm.pbf', row: null, ref: 'node/1', confirmed: null }],
    },
  ],
  areas: [
    {
      id: 'a',
      name: '某社区',
      adcode: '310109001001',
      level: 'community',
      parent: null,
      polygon: [[Float64Array.of(121, 31, 122, 31, 122, 32), new Float64Array(0)]],
    },
  ],
  standard: {
    id: 's',
    name: { zh: '标准', en: 'Standard' },
    adcode: null,
    cites: '',
    year: 2025,
    sources: {},
    categories: [],
    officialCounts: null,
  },
  convention: defaultConvention(walkerOf('elder')),
  labels: { 'shop=kiosk': 'convenience-store' },
  ledgerComplete: true,
  findings: [{ code: 'no-label', file: 'a.csv', count: 2, examples: [{ row: 3, what: '' }] }],
})

test('a packed city comes back as it was, to the last bit', () => {
  assert.deepEqual(unpackInputs(packInputs(inputs())), inputs())
})

test('the same inputs give the same bytes, and so does what was unpacked', () => {
  const bytes = packInputs(inputs())
  assert.deepEqual(packInputs(inputs()), bytes)
  assert.deepEqual(packInputs(unpackInputs(bytes)), bytes)
})

test('it may lie anywhere in a larger buffer, and its arrays are free of it', () => {
  const bytes = packInputs(inputs())
  const larger = Buffer.alloc(bytes.length + 3)
  larger.set(bytes, 3)
  const back = unpackInputs(larger.subarray(3))
  larger.fill(0)
  assert.deepEqual(back, inputs())
  assert.equal(back.population.lng.buffer.byteLength, 24)
})

test('what is no packed city, another version, or cut short is a fault with words', () => {
  const bytes = packInputs(inputs())
  const code = (b: Uint8Array) => {
    try {
      unpackInputs(b, 'city.yike')
    } catch (fault) {
      return fault instanceof Fault ? fault.code : fault
    }
    return 'none'
  }
  assert.equal(code(new Uint8Array(0)), 'bad-file')
  assert.equal(code(new TextEncoder().encode('{"type":"FeatureCollection"}')), 'bad-file')
  const other = bytes.slice()
  other[8] = 9
  assert.equal(code(other), 'bad-file')
  for (const length of [20, 500, bytes.length - 9]) assert.equal(code(bytes.slice(0, length)), 'truncated')
})

test('a network damaged on its way is told, not walked', () => {
  const bytes = packInputs(inputs())
  bytes[bytes.length - 20]! ^= 4 // the network stands last
  assert.throws(() => unpackInputs(bytes), { code: 'bad-file', message: /checksum/ })
})
