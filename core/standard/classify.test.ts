import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '../base/fault.ts'
import type { OutletRow } from '../source/rows.ts'
import { classifier, unclassifiedLabels } from './classify.ts'
import type { Category, Standard } from './define.ts'
import { opensInTheMorning } from './hours.ts'

const category = (id: string, zh: string, labels: string[], osm: Record<string, string>[]): Category => ({
  id,
  code: null,
  name: { zh, en: id.replace('-', ' ') },
  tier: 'basic',
  tierSource: 'club',
  tierStatus: 'inference',
  group: null,
  lead: null,
  thresholds: [],
  labels,
  osm,
  osmStatus: 'inference',
})

/** A tennis club's idea of what its members must have: no country's law. */
const club: Standard = {
  id: 'club',
  name: { zh: '网球俱乐部', en: 'Tennis club' },
  adcode: null,
  cites: 'the rules of the club',
  year: 2000,
  sources: { club: { title: 'the rules of the club', seen: null } },
  officialCounts: null,
  categories: [
    category('supermarket', '超市', ['综合超市', '大卖场'], [{ shop: 'supermarket' }]),
    category('greengrocer', '生鲜超市', ['菜店'], [{ shop: 'supermarket' }, { shop: 'greengrocer|farm' }]),
    category('bar', '酒吧', ['bar'], [{ amenity: 'bar' }]),
    category('barber', '理发店', ['理发', 'barber'], [{ shop: 'hairdresser' }]),
    category('breakfast', '早餐店', ['早点'], [{ amenity: 'cafe|fast_food', opening_hours: '@morning' }]),
    category('day-care', '托养', [], [{ amenity: 'social_facility', 'social_facility:for': 'senior' }]),
  ],
}

const row = (label: string, tags: Record<string, string> = {}, hours: string | null = null): OutletRow => ({
  id: 'x',
  name: '理发店',
  at: [0, 0],
  entrances: [],
  label,
  tags,
  capacity: null,
  hours,
  address: null,
  origins: [],
})

const classify = classifier(club, {})

test('the longest word in a label wins', () => {
  assert.deepEqual(classify(row('社区生鲜超市')), ['greengrocer'])
  assert.deepEqual(classify(row('综合超市(大)')), ['supermarket'])
})

test('each part of a map company’s label is asked', () => {
  assert.deepEqual(classify(row('生活服务;美容美发;理发')), ['barber'])
  assert.deepEqual(classify(row('菜店、超市')), ['supermarket', 'greengrocer'])
})

test('full-width letters and capitals are the same word; a bar is not in a barber', () => {
  assert.deepEqual(classify(row('ＢＡＲ')), ['bar'])
  assert.deepEqual(classify(row('Barbers')), ['barber'])
})

test('an id, a name and an OSM tag are labels too', () => {
  assert.deepEqual(classify(row('day-care')), ['day-care'])
  assert.deepEqual(classify(row('shop=farm')), ['greengrocer'])
})

test('a blank label is not made up from the name', () => assert.deepEqual(classify(row('')), []))

test('one outlet may serve several categories', () =>
  assert.deepEqual(classify(row('', { shop: 'supermarket' })), ['supermarket', 'greengrocer']))

test('all tags of a rule must hold', () => {
  assert.deepEqual(classify(row('', { amenity: 'social_facility' })), [])
  assert.deepEqual(classify(row('', { amenity: 'social_facility', 'social_facility:for': 'senior' })), ['day-care'])
})

test('a café is breakfast only where its hours are known to cover the morning', () => {
  assert.deepEqual(classify(row('', { amenity: 'cafe' })), [])
  assert.deepEqual(classify(row('', { amenity: 'cafe', opening_hours: 'Mo-Su 10:00-22:00' })), [])
  assert.deepEqual(classify(row('', { amenity: 'cafe', opening_hours: 'Mo-Fr 06:30-10:00' })), ['breakfast'])
  assert.deepEqual(classify(row('', { amenity: 'cafe' }, '6:00至9:30')), ['breakfast'])
})

test('hours are read as people write them', () => {
  assert.equal(opensInTheMorning('24/7'), true)
  assert.equal(opensInTheMorning('20:00-09:00'), true)
  assert.equal(opensInTheMorning('18:00—02:00'), false)
  assert.equal(opensInTheMorning('看店主心情'), null)
  assert.equal(opensInTheMorning(null), null)
})

test('a person’s own word goes before the standard’s', () => {
  const mine = classifier(club, { 综合超市: 'greengrocer', 'shop=supermarket': 'supermarket', 菜店: '' })
  assert.deepEqual(mine(row('综合超市')), ['greengrocer'])
  assert.deepEqual(mine(row('菜店', { shop: 'supermarket' })), [], 'said to be nothing, whatever its tags')
  assert.deepEqual(mine(row('', { shop: 'supermarket' })), ['supermarket'])
  assert.deepEqual(mine(row('菜店')), [])
  assert.throws(() => classifier(club, { 酒楼: 'no-such-thing' }), Fault)
})

test('what nothing claims is listed by label or deciding tag, most first', () => {
  const rows = [row('彩票'), row('', { amenity: 'bench', name: 'x' }), row('', { amenity: 'bench' }), row('超市')]
  assert.deepEqual(unclassifiedLabels(rows, classify), [
    { label: 'amenity=bench', count: 2 },
    { label: '彩票', count: 1 },
  ])
})
