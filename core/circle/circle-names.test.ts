import assert from 'node:assert/strict'
import { test } from 'node:test'
import { circleTown } from '../test/circle-town.ts'
import { circleNames } from './circle-names.ts'
import { townOf } from './town.ts'

test('without communities a circle is called by where most of its residents live, not by where its heart stands', () => {
  const m = circleTown({ columns: 4, rows: 1, without: true })
  const east = 83 + 400 / 86_400
  const district = (id: string, from: number, to: number) => ({
    id,
    name: id,
    level: 'district' as const,
    parent: null,
    adcode: null,
    polygon: [[Float64Array.of(from, 38, to, 38, to, 40, from, 40)]],
  })
  const areas = [district('西区', 82, east), district('东区', east, 84)]
  const cellArea = Int32Array.from(m.population.lng, (x) => (x < east ? 0 : 1))
  const town = townOf({ ...m, areas: [], cellArea })
  const named = { ...town, m: { ...town.m, areas } }
  const heart = { id: 'h', name: '', kind: 'cluster' as const, at: [83.0001, 39.001] as const, outlet: 0 }
  const all = [{ heart, units: [...town.units.ids.keys()] }]
  assert.deepEqual(circleNames(named, all, new Float64Array(town.units.ids.length), []), ['东区生活圈'])
})
