import assert from 'node:assert/strict'
import { test } from 'node:test'
import { guessColumns } from './columns.ts'
import { OUTLET_FIELDS, POPULATION_FIELDS } from './fields.ts'

const told = (headings: readonly string[], samples: readonly (readonly string[])[] = []) =>
  Object.fromEntries(
    Object.entries(guessColumns(headings, samples, OUTLET_FIELDS)).map(([field, { heading }]) => [field, heading]),
  )

test('headings of offices, exports and OSM tools are known', () => {
  assert.deepEqual(
    told([
      '序号',
      '网点名称',
      '经营业态',
      '门店经营地址',
      '经度（WGS84）',
      '纬度（WGS84）',
      '营业时间',
      '最后确认',
      '营业状态',
    ]),
    {
      name: '网点名称',
      label: '经营业态',
      address: '门店经营地址',
      lng: '经度（WGS84）',
      lat: '纬度（WGS84）',
      hours: '营业时间',
      confirmed: '最后确认',
      status: '营业状态',
    },
  )
  assert.deepEqual(told(['id', 'name', 'type', 'typecode', 'address', 'location', 'tel']), {
    id: 'id',
    name: 'name',
    label: 'type',
    address: 'address',
    place: 'location',
  })
  assert.deepEqual(told([' *名 称', 'Category', 'LON', 'LAT', 'opening_hours', 'capacity']), {
    name: ' *名 称',
    label: 'Category',
    lng: 'LON',
    lat: 'LAT',
    hours: 'opening_hours',
    capacity: 'capacity',
  })
})

test('what only resembles a field is not taken for it', () => {
  assert.equal('id' in told(['社区编码', '行政区划代码', '名称']), false)
  assert.equal('name' in told(['社区名称', '联系人']), false)
  assert.equal(told(['企业类型', '业态']).label, '业态')
  assert.equal('people' in guessColumns(['lng', 'lat', '人口密度'], [], POPULATION_FIELDS), false)
})

test('the more telling of two headings is taken, wherever it stands', () => {
  assert.equal(told(['大类', '小类', '业态']).label, '业态')
  assert.equal(told(['x', 'y', '经度', '纬度']).lng, '经度')
})

test('without a heading, values tell: decimals in 73–135 and in 3–54', () => {
  const samples = [
    ['甲', '31.25', '121.48', '12'],
    ['乙', '31.26', '121.49', '30'],
  ]
  const fields = guessColumns(['a', 'b', 'c', 'd'], samples, OUTLET_FIELDS)
  assert.deepEqual([fields.lng!.column, fields.lng!.why, fields.lat!.column], [2, 'values', 1])
  assert.equal('lat' in guessColumns(['a', 'b'], [['甲', '31.25']], OUTLET_FIELDS), false, 'half a place is none')
})

test('age bands are known by the headings of statistics', () => {
  const fields = guessColumns(
    ['经度', '纬度', '常住人口', '0-14岁', '60岁及以上', '65岁及以上人口', '0—2岁'],
    [],
    POPULATION_FIELDS,
  )
  assert.deepEqual(Object.keys(fields).sort(), ['0-14', '0-2', '60+', '65+', 'lat', 'lng', 'people'])
})
