import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Findings } from '../base/finding.ts'
import { checkPlaces } from './place-check.ts'
import type { OutletRow } from './rows.ts'

const outlet = (row: number, lng: number, lat: number): OutletRow => ({
  id: `f:${row}`,
  name: '',
  at: [lng, lat],
  entrances: [],
  label: '',
  tags: {},
  capacity: null,
  hours: null,
  address: null,
  origins: [{ kind: 'official', file: 'f.csv', row, ref: null, confirmed: null }],
})

test('rows outside the street data are left out and noted, but for a margin; lat,lng is put right', () => {
  const findings = new Findings()
  const bounds = { west: -8.7, south: 41.1, east: -8.5, north: 41.2 }
  const rows = [
    outlet(2, -8.6, 41.15),
    outlet(3, -8.702, 41.15),
    outlet(4, -8.71, 41.15),
    outlet(5, 41.15, -8.6),
    outlet(6, 121, 31),
  ]
  const kept = checkPlaces(rows, bounds, findings)
  assert.deepEqual(
    kept.map((row) => [row.origins[0]!.row, ...row.at]),
    [
      [2, -8.6, 41.15],
      [3, -8.702, 41.15],
      [5, -8.6, 41.15],
    ],
  )
  assert.deepEqual(
    findings.list().map((f) => [f.code, f.count, f.examples[0]!.row]),
    [
      ['outside-extract', 2, 4],
      ['swapped-coordinates', 1, 5],
    ],
  )
})
