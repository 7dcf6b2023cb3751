// What two outlets differ in, and what of a change is one.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Outlet } from './office-lists.ts'
import { differing, reallyChanged, valuesOf } from './outlet-fields.ts'

const shop: Outlet = {
  ...{ id: 'a', office: '980102001', version: 1, code: null, state: 'open', name: '小店', label: '便利店' },
  ...{ lng: 121.5, lat: 31.2, address: null, hours: null, capacity: null, licence: null, entrances: [[121.5, 31.2]] },
  ...{ confirmed: null, confirmedBy: null, remark: null, origins: [], mergedInto: null, at: '2026-01-01T00:00:00Z' },
}

test('a place is one field, whichever of its degrees moved', () => {
  assert.deepEqual(differing(shop, { ...shop, lat: 31.3 }), ['place'])
  assert.deepEqual(differing(shop, { ...shop, lng: 121.6, lat: 31.3, name: '大店' }), ['name', 'place'])
  assert.deepEqual(valuesOf(shop, ['place']), { lng: 121.5, lat: 31.2 })
})

test('equal lists are the same, and versions are no field', () => {
  assert.deepEqual(differing(shop, { ...shop, entrances: [[121.5, 31.2]], version: 7, at: 'later' }), [])
})

test('what is so already is not changed', () => {
  assert.deepEqual(reallyChanged(shop, { name: '小店', capacity: 3, address: null }), { capacity: 3 })
})
