// An import shown against the ledger: each row goes to one row at most, and always to the same.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { LedgerRow } from './ledger.ts'
import { compareLedgers } from './ledger-compare.ts'
import { possibleDuplicates } from './ledger-duplicates.ts'

const row = (id: string, name: string, more: Partial<LedgerRow> = {}): LedgerRow => ({
  id,
  name,
  label: '便利店',
  at: [121.5, 31.2],
  entrances: [],
  tags: {},
  capacity: null,
  hours: null,
  address: null,
  origins: [],
  state: 'open',
  confirmed: null,
  confirmedBy: null,
  licence: null,
  remark: null,
  ...more,
})
/** A place so many metres east of the first. */
const east = (meters: number) => [121.5 + meters / 95_200, 31.2] as const

test('a ledger against itself: all the same, nothing new, nothing gone', () => {
  const rows = [row('1', '甲'), row('2', '甲'), row('', '乙'), row('', '乙')]
  const { added, changed, same, missing } = compareLedgers(rows, rows)
  assert.deepEqual([added.length, changed.length, same.length, missing.length], [0, 0, 4, 0])
})

test('by id first, whatever else changed; what the file has no column for is not compared', () => {
  const present = [row('1', '甲', { hours: '8-20', state: 'closed' })]
  const imported = [row('1', '好又多', { at: east(500) })]
  const all = compareLedgers(present, imported).changed[0]!
  assert.deepEqual([all.by, all.fields], ['id', ['name', 'hours', 'state', 'at']])
  const told = compareLedgers(present, imported, new Set(['at', 'name'])).changed[0]!
  assert.deepEqual(told.fields, ['name', 'at'])
})

test('by the id that a source gives, unless two rows have it', () => {
  const from = (ref: string) => ({ origins: [{ kind: 'official' as const, file: 'a', row: 1, ref, confirmed: null }] })
  const present = [
    row('x', '甲', from('N1')),
    row('y', '丙', from('N2')),
    row('z', '丁', { ...from('N2'), at: east(900) }),
  ]
  const imported = [
    row('', '乙乙乙', { ...from('N1'), at: east(700) }),
    row('', '戊戊戊', { ...from('N2'), at: east(300) }),
  ]
  const { changed, added } = compareLedgers(present, imported)
  assert.deepEqual([changed.map((m) => [m.present.id, m.by]), added.length], [[['x', 'ref']], 1])
})

test('by licence where it is near: branches of one company stay apart, the nearest goes first', () => {
  const licence = '91310000MA1FL0AA1B'
  const present = [row('far', '老店', { licence, at: east(50) }), row('near', '老店', { licence, at: east(12) })]
  const imported = [row('', '新名', { licence, at: east(10) }), row('', '又一', { licence, at: east(400) })]
  const { changed, added, missing } = compareLedgers(present, imported)
  assert.deepEqual(
    [changed.map((m) => [m.present.id, m.by]), added.map((r) => r.name), missing.map((r) => r.id)],
    [[['near', 'licence']], ['又一'], ['far']],
  )
})

test('by name and trade as near as sources are merged, the likest name first', () => {
  const present = [row('a', '罗森便利店'), row('b', '好德便利', { at: east(5) })]
  const imported = [
    row('', '好德', { at: east(0) }),
    row('', '罗森', { at: east(40) }),
    row('', '罗森', { at: east(300) }),
  ]
  const { changed, added } = compareLedgers(present, imported)
  assert.deepEqual(
    changed.map((m) => [m.present.id, m.imported.name]),
    [
      ['b', '好德'],
      ['a', '罗森'],
    ],
  )
  assert.deepEqual(added, [imported[2]])
})

test('an outlet that was closed already is not gone when a file leaves it out', () => {
  const { missing } = compareLedgers([row('1', '甲', { state: 'closed' }), row('2', '乙')], [])
  assert.deepEqual(
    missing.map((r) => r.id),
    ['2'],
  )
})

test('a thousand rows on one spot find their own', () => {
  const rows = Array.from({ length: 1000 }, (_, i) => row('', `${i}号摊位`))
  const { same, added } = compareLedgers(rows, rows.toReversed())
  assert.deepEqual([same.length, added.length], [1000, 0])
})

const some = fc.array(
  fc.record({
    id: fc.constantFrom('', '1', '2', '3'),
    name: fc.constantFrom('罗森', '罗森便利店', '好德', ''),
    licence: fc.constantFrom(null, 'L1'),
    at: fc.nat(80).map(east),
    state: fc.constantFrom('open', 'closed'),
  }),
  { maxLength: 12 },
)

test('one to one: every row is in one place of the comparison, whatever the ledgers', () => {
  fc.assert(
    fc.property(some, some, (a, b) => {
      const once = new Set<string>()
      const present = a
        .map((r) => row(r.id, r.name, r as Partial<LedgerRow>))
        .filter((r) => r.id === '' || (!once.has(r.id) && once.add(r.id)))
      const imported = b.map((r) => row('', r.name, { ...(r as Partial<LedgerRow>), id: '' }))
      const { added, changed, same, missing } = compareLedgers(present, imported)
      const matches = [...changed, ...same]
      assert.equal(new Set([...added, ...matches.map((m) => m.imported)]).size, imported.length)
      assert.equal(added.length + matches.length, imported.length)
      assert.equal(new Set(matches.map((m) => m.present)).size, matches.length)
      const rest = present.filter((r) => !matches.some((m) => m.present === r) && r.state === 'open')
      assert.deepEqual(missing, rest)
    }),
  )
})

test('possible duplicates are shown with reason and distance, each pair once, closed ones left alone', () => {
  const rows = [
    row('1', '罗森'),
    row('2', '罗森', { at: east(3) }),
    row('3', '罗森便利店四川路', { at: east(10), licence: 'L' }),
    row('4', '四川路罗森生活', { at: east(30), licence: 'L' }),
    row('5', '罗森', { at: east(2), state: 'closed' }),
    row('6', '罗森', { at: east(200) }),
  ]
  const { pairs, more } = possibleDuplicates(rows)
  assert.equal(more, false)
  assert.deepEqual(
    pairs.slice(0, 1).map((p) => [p.a.id, p.b.id, p.reason, Math.round(p.meters)]),
    [['1', '2', 'same', 3]],
  )
  const licence = pairs.find((p) => p.reason === 'licence')!
  assert.deepEqual([licence.a.id, licence.b.id], ['3', '4'])
  const keys = pairs.map((p) => `${p.a.id} ${p.b.id}`)
  assert.equal(new Set(keys).size, keys.length)
  assert.ok(!keys.some((k) => /[56]/.test(k)))
})

test('thousands of rows on one spot are told in pairs up to the limit', () => {
  const rows = Array.from({ length: 3_000 }, (_, i) => row(`${i}`, '未知'))
  const { pairs, more } = possibleDuplicates(rows, undefined, 500)
  assert.deepEqual([pairs.length, more], [500, true])
})
