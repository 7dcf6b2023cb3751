import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Findings } from '../base/finding.ts'
import type { PremisesRow } from '../source/premises-table.ts'
import notice2025 from '../standard/standards/notice-2025.ts'
import { candidatesFrom, mayHold } from './premises.ts'
import { spansOf } from './stops.ts'

const row = (more: Partial<PremisesRow>): PremisesRow => ({
  id: 'P1',
  file: 'p.csv',
  row: 2,
  name: '东门',
  at: [83.5, 39],
  use: null,
  areaM2: null,
  cost: null,
  capacity: null,
  hours: null,
  allowed: null,
  ...more,
})
const read = (rows: readonly PremisesRow[], kind: 'premises' | 'mobile') => {
  const findings = new Findings()
  const candidates = candidatesFrom(rows, kind, notice2025.categories, findings)
  return { candidates, found: findings.list().map((f) => f.code) }
}

test('hours of a stop as people write them', () => {
  assert.deepEqual(spansOf('6:30-9:00'), [{ from: 390, to: 540 }])
  assert.deepEqual(spansOf('6：30—9：00，16:00～18:30'), [
    { from: 390, to: 540 },
    { from: 960, to: 1110 },
  ])
  assert.deepEqual(spansOf('6点半至9点'), [{ from: 390, to: 540 }])
  assert.deepEqual(spansOf('22:00-1:00'), [{ from: 1320, to: 1500 }], 'past midnight')
  assert.deepEqual([...spansOf('早上'), ...spansOf(null), ...spansOf('8:00-8:00'), ...spansOf('30:00-40:00')], [])
})

test('a stop with two spans is two, one without hours is none', () => {
  const { candidates, found } = read(
    [row({ hours: '6:30-9:00，16:00-18:30' }), row({ id: 'P2', hours: '早上' })],
    'mobile',
  )
  assert.deepEqual(
    candidates.map((c) => [c.id, c.hours]),
    [
      ['P1@6:30-9:00', '6:30-9:00'],
      ['P1@16:00-18:30', '16:00-18:30'],
    ],
  )
  assert.deepEqual(found, ['stop-without-hours'])
})

test('categories by id, number or name; what is none is said, and is not any', () => {
  const { candidates, found } = read(
    [row({ allowed: ['菜市场', 'convenience-store', '飞碟'] }), row({}), row({ allowed: ['飞碟'] })],
    'premises',
  )
  assert.deepEqual(candidates[0]!.categories, ['wet-market', 'convenience-store'])
  assert.deepEqual(found, ['unknown-category'])
  assert.deepEqual(
    candidates.map((c) => mayHold(c, 'wet-market')),
    [true, true, false],
  )
})
