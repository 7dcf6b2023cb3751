// What every standard must be. A new file on the shelf is tested here without a line being written.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { classifier } from './classify.ts'
import { type Category, defineStandard, type Standard } from './define.ts'
import { standards } from './standards/index.ts'

const shelf: readonly Standard[] = standards

test('ids on the shelf are unique', () => assert.equal(new Set(shelf.map((s) => s.id)).size, shelf.length))

for (const standard of shelf) {
  const { id, categories, sources, officialCounts } = standard

  test(`${id}: is checked, and says in two languages what it is and whose`, () => {
    assert.equal(defineStandard(standard), standard)
    assert.ok(standard.name.zh && standard.name.en && standard.cites)
    assert.ok(standard.adcode === null || /^\d{6}$/.test(standard.adcode))
  })

  test(`${id}: every category has a readable id, two names, and is found again by each of its own words`, () => {
    const classify = classifier(standard, {})
    for (const c of categories) {
      assert.match(c.id, /^[a-z]+(-[a-z]+)*$/)
      assert.ok(c.name.zh && c.name.en, c.id)
      for (const word of [c.id, c.name.zh, c.name.en, ...c.labels]) {
        const found = classify({ ...ROW, label: word })
        assert.ok(found.includes(c.id), `${word} is of ${c.id}, but was classed as ${found.join(', ') || 'nothing'}`)
      }
    }
  })

  test(`${id}: every OSM rule finds its category`, () => {
    const classify = classifier(standard, {})
    for (const c of categories)
      for (const rule of c.osm) {
        const tags = Object.fromEntries(
          Object.entries(rule).map(([k, v]) => [k, v === '@morning' ? '06:00-22:00' : v.split('|')[0]!]),
        )
        assert.ok(classify({ ...ROW, tags }).includes(c.id), `${c.id} ${JSON.stringify(rule)}`)
      }
  })

  test(`${id}: a source that was not seen makes nothing sure`, () => {
    for (const c of categories) {
      if (sources[c.tierSource]!.seen === null) assert.ok(!/verified|partly/.test(c.tierStatus), c.id)
      for (const t of c.thresholds)
        if (sources[t.source]!.seen === null) assert.ok(!/verified|partly/.test(t.status), `${c.id} ${t.source}`)
    }
  })

  test(`${id}: cites every source it brings, and no list is longer than the official one`, () => {
    const cited = new Set(categories.flatMap((c) => [c.tierSource, ...c.thresholds.map((t) => t.source)]))
    assert.deepEqual(
      Object.keys(sources).filter((key) => !cited.has(key)),
      [],
    )
    for (const [tier, count] of Object.entries(officialCounts ?? {}))
      assert.ok(categories.filter((c) => c.tier === tier).length <= count)
  })
}

const of = (id: string): Standard => shelf.find((s) => s.id === id)!
const find = (standard: string, id: string): Category | undefined => of(standard).categories.find((c) => c.id === id)

test('elder care moved from quality to basic between 2021 and 2025', () => {
  assert.deepEqual(
    [find('guide-2021', 'elder-care')!.tier, find('guide-2021', 'elder-care')!.tierStatus],
    ['quality', 'recollection'],
  )
  assert.deepEqual(
    [find('notice-2025', 'elder-care')!.tier, find('notice-2025', 'elder-care')!.tierStatus],
    ['basic', 'verified'],
  )
})

test('一收一洗 stand in the notice of 2025 and in no earlier national document', () => {
  const groups = (id: string) =>
    new Set(
      of(id)
        .categories.map((c) => c.group)
        .filter(Boolean),
    )
  assert.equal(groups('notice-2025').size, 8)
  assert.equal(groups('plan-2023').size, 6)
  assert.equal(groups('guide-2021').size, 6)
  assert.equal(find('plan-2023', 'recycling'), undefined)
})

test('what Tianjin added is Tianjin’s', () => {
  for (const id of ['recycling', 'parcel-locker', 'forward-warehouse']) {
    assert.equal(find('guide-2021', id), undefined)
    assert.equal(find('tianjin-2021', id)!.tierSource, 'TJ21')
  }
})

test('a standard of 2021 cites no document of 2025', () => assert.ok(!('TJ25' in of('guide-2021').sources)))

const ROW = {
  id: 'x',
  name: '',
  at: [0, 0] as const,
  entrances: [],
  label: '',
  tags: {},
  capacity: null,
  hours: null,
  address: null,
  origins: [],
}
