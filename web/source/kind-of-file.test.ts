// A file's name suggests what it is; an ending that a kind cannot have never suggests that kind.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FILE_KINDS, kindOfFile } from './kind-of-file.ts'

test('names of offices suggest what they hold', () => {
  const cases = {
    '东一街道网点台账.xlsx': 'outlets',
    'streets.osm.pbf': 'streets',
    '社区边界.geojson': 'areas',
    '七普人口.csv': 'population',
    'census.csv': 'census',
    'worldpop.tif': 'population',
    '社区商业台账.csv': 'outlets',
  }
  for (const [name, kind] of Object.entries(cases)) assert.equal(kindOfFile(name), kind, name)
})

test('the kind that is suggested may have that ending', () => {
  for (const name of ['a.csv', 'b.pbf', '边界.zip', '人口.tif', '普查.csv', '区域.json'])
    assert.ok(
      FILE_KINDS[kindOfFile(name)].some((ending) => name.endsWith(ending)),
      name,
    )
})
