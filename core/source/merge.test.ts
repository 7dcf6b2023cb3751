import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { planeAt } from '../geo/meters.ts'
import { MERGE_METERS, mergeOutlets } from './merge.ts'
import type { OriginKind, OutletRow } from './rows.ts'

const plane = planeAt(121.48, 31.25)

/** An outlet `x` metres east and `y` north of a corner in Shanghai. */
function outlet(
  file: string,
  row: number,
  name: string,
  label: string,
  x: number,
  y: number,
  more: Partial<OutletRow> = {},
): OutletRow {
  const kind: OriginKind = file.startsWith('osm') ? 'osm' : file.startsWith('poi') ? 'commercial' : 'official'
  return {
    id: `${file}:${row}`,
    name,
    at: [plane.lng(x), plane.lat(y)],
    entrances: [],
    label,
    tags: {},
    capacity: null,
    hours: null,
    address: null,
    origins: [{ kind, file, row: kind === 'osm' ? null : row, ref: `${row}`, confirmed: null }],
    ...more,
  }
}
const byLabel = (row: OutletRow) => (row.label ? row.label.split('+') : [])
const merge = (...sources: OutletRow[][]) => mergeOutlets(sources, byLabel)

test('an OSM convenience store and a ledger row 12 m away are one outlet', () => {
  const osm = outlet('osm.pbf', 1, '全家', '便利店', 12, 0, { hours: '24/7', entrances: [[121.4801, 31.2501]] })
  const ledger = outlet('ledger.csv', 7, '全家便利店', '便利店', 0, 0, { capacity: 3, address: '海宁路1号' })
  const { rows, merged } = merge([osm], [ledger])
  assert.equal(merged, 1)
  assert.deepEqual(rows, [
    { ...ledger, hours: '24/7', entrances: osm.entrances, origins: [...ledger.origins, ...osm.origins] },
  ])
})

test('the word of the office goes before a company’s, and that before OSM’s, in whatever order they come', () => {
  const rows = [
    outlet('osm.pbf', 1, '罗森', '便利店', 0, 0),
    outlet('poi.csv', 2, '罗森便利店', '便利店', 5, 0, { capacity: 9 }),
    outlet('ledger.csv', 3, '罗森', '便利店', 9, 0),
  ]
  const merged = merge([rows[0]!], [rows[1]!], [rows[2]!]).rows
  assert.deepEqual(
    merged[0]!.origins.map((o) => o.kind),
    ['official', 'commercial', 'osm'],
  )
  assert.deepEqual([merged.length, merged[0]!.id, merged[0]!.capacity], [1, 'ledger.csv:3', 9])
})

test('without names only the nearest of its kind is the same', () => {
  const ledger = [outlet('ledger.csv', 1, '', '便利店', 0, 0)]
  assert.equal(merge(ledger, [outlet('osm.pbf', 1, '', '便利店', MERGE_METERS.silent - 1, 0)]).merged, 1)
  assert.equal(merge(ledger, [outlet('osm.pbf', 1, '', '便利店', MERGE_METERS.silent + 1, 0)]).merged, 0)
})

test('like names reach further, other names and other trades not at all', () => {
  const ledger = [outlet('ledger.csv', 1, '好邻居', '便利店', 0, 0)]
  assert.equal(merge(ledger, [outlet('osm.pbf', 1, '好邻居便利店', '便利店', 55, 0)]).merged, 1)
  assert.equal(merge(ledger, [outlet('osm.pbf', 1, '好邻居便利店', '便利店', 65, 0)]).merged, 0)
  assert.equal(merge(ledger, [outlet('osm.pbf', 1, '罗森', '便利店', 3, 0)]).merged, 0)
  assert.equal(merge(ledger, [outlet('osm.pbf', 1, '好邻居', '药店', 3, 0)]).merged, 0)
})

test('two shops of a chain on one street stay two, each with its own row of the other source', () => {
  const ledger = [outlet('ledger.csv', 1, '全家', '便利店', 0, 0), outlet('ledger.csv', 2, '全家', '便利店', 40, 0)]
  const osm = [outlet('osm.pbf', 1, '全家', '便利店', 42, 0), outlet('osm.pbf', 2, '全家', '便利店', 21, 0)]
  const { rows, merged } = merge(ledger, osm)
  assert.equal(merged, 2)
  assert.deepEqual(
    rows.map((r) => r.origins.map((o) => o.ref)),
    [
      ['1', '2'],
      ['2', '1'],
    ],
  )
})

test('what one source has written twice is one', () => {
  const twice = [outlet('ledger.csv', 1, '好邻居', '便利店', 0, 0), outlet('ledger.csv', 2, '好邻居', '便利店', 3, 0)]
  assert.deepEqual([merge(twice).merged, merge(twice).rows[0]!.origins.length], [1, 2])
  const near = [outlet('ledger.csv', 1, '好邻居', '便利店', 0, 0), outlet('ledger.csv', 2, '好邻居', '便利店', 8, 0)]
  assert.equal(merge(near).merged, 0)
})

test('of two ledgers the one confirmed last is believed', () => {
  const dated = (file: string, confirmed: string) =>
    outlet(file, 1, '好邻居', '便利店', 0, 0, { origins: [{ kind: 'official', file, row: 1, ref: null, confirmed }] })
  assert.equal(merge([dated('a.csv', '2021-01-01')], [dated('b.csv', '2024-01-01')]).rows[0]!.id, 'b.csv:1')
})

test('ids are unique though two ledgers count from 1', () => {
  const one = outlet('a.csv', 1, '甲', '便利店', 0, 0, { id: '1' })
  const two = outlet('b.csv', 1, '乙', '便利店', 500, 0, { id: '1' })
  assert.deepEqual(
    merge([one], [two]).rows.map((r) => r.id),
    ['1', 'b.csv:1'],
  )
})

// ── what must never happen ───────────────────────────────────────────────────────────────────────────────────────

const anything = fc.array(
  fc.record({
    file: fc.constantFrom('ledger.csv', 'ledger-2.csv', 'poi.csv', 'osm.pbf'),
    name: fc.constantFrom('', '全家', '全家便利店', '罗森', 'LAWSON', '好邻居（一店）', '好邻居（二店）'),
    label: fc.constantFrom('便利店', '药店', '便利店+药店', ''),
    x: fc.integer({ min: 0, max: 120 }),
    y: fc.integer({ min: 0, max: 40 }),
    confirmed: fc.constantFrom(null, '2023-01-01', '2024-01-01'),
  }),
  { maxLength: 40 },
)
type Drawn = typeof anything extends fc.Arbitrary<infer T> ? T : never
const rowsOf = (drawn: Drawn): OutletRow[] =>
  drawn.map(({ file, name, label, x, y, confirmed }, i) => {
    const row = outlet(file, i, name, label, x, y)
    return { ...row, origins: [{ ...row.origins[0]!, confirmed }] }
  })

test('the order of rows and sources does not matter', () => {
  fc.assert(
    fc.property(anything, fc.infiniteStream(fc.nat()), (drawn, chance) => {
      const rows = rowsOf(drawn)
      const shuffled = [...rows]
      for (let i = shuffled.length - 1; i > 0; i--) {
        const j = chance.next().value % (i + 1)
        ;[shuffled[i], shuffled[j]] = [shuffled[j]!, shuffled[i]!]
      }
      assert.deepEqual(merge(shuffled.slice(0, 7), shuffled.slice(7)), merge(rows))
    }),
    { seed: 4, numRuns: 500 },
  )
})

test('merging what is merged changes nothing', () => {
  fc.assert(
    fc.property(anything, (drawn) => {
      const once = merge(rowsOf(drawn))
      const again = merge([...once.rows])
      assert.equal(again.merged, 0)
      assert.deepEqual(again.rows, once.rows)
    }),
    { seed: 5, numRuns: 1000 },
  )
})

test('no row is lost, none is in two outlets, and nothing joins a row of another category', () => {
  fc.assert(
    fc.property(anything, (drawn) => {
      const rows = rowsOf(drawn)
      const { rows: outlets, merged } = merge(rows)
      assert.equal(outlets.length + merged, rows.length)
      const byRef = new Map(rows.map((row) => [row.origins[0]!.ref, row]))
      const refs = outlets.flatMap((o) => o.origins.map((origin) => origin.ref))
      assert.deepEqual(refs.toSorted(), rows.map((r) => r.origins[0]!.ref).toSorted())
      for (const one of outlets)
        for (const { ref } of one.origins.slice(1)) {
          const other = byRef.get(ref)!
          const [a, b] = [byLabel(one), byLabel(other)]
          assert.ok(
            a.some((c) => b.includes(c)) || (a.length === 0 && b.length === 0),
            `${one.label} took in ${other.label}`,
          )
        }
    }),
    { seed: 6, numRuns: 1000 },
  )
})
