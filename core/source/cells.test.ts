import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayIn, degreesIn, numberIn, pairIn } from './cells.ts'

test('numbers as people write them', () => {
  const says: readonly (readonly [string, number | null])[] = [
    ['50', 50],
    [' 50.5 ', 50.5],
    ['1,200', 1200],
    ['约50张', 50],
    ['５０', 50],
    ['3.2万', 32_000],
    ['1e3', 1000],
    ['-5', -5],
    ['50-60', null],
    ['若干', null],
    ['', null],
    ['12.3.4', null],
    ['十', null],
  ]
  for (const [text, n] of says) assert.equal(numberIn(text), n, text)
})

test('degrees as people write them', () => {
  const says: readonly (readonly [string, number | null])[] = [
    ['121.4737', 121.4737],
    ['121,4737', 121.4737],
    ['121.4737°', 121.4737],
    ['东经121.4737', 121.4737],
    ['E121.5', 121.5],
    ['31.5N', 31.5],
    ['南纬31.5°', -31.5],
    ['8.61W', -8.61],
    ['121°30′', 121.5],
    ["121°30'36''", 121.51],
    ['121度30分36秒', 121.51],
    ['-33.9', -33.9],
    ['武进路口', null],
    ['121.4737,31.2', null],
    ['', null],
  ]
  for (const [text, n] of says) {
    const got = degreesIn(text)
    assert.ok(got === n || (got !== null && n !== null && Math.abs(got - n) < 1e-9), `${text}: ${got}`)
  }
})

test('two numbers in one cell', () => {
  for (const text of [
    '121.47,31.23',
    '121.47, 31.23',
    '（121.47，31.23）',
    '[121.47 31.23]',
    'POINT (121.47 31.23)',
    '121.47;31.23',
  ])
    assert.deepEqual(pairIn(text), [121.47, 31.23], text)
  for (const text of ['121.47', '海宁路,1号', '1,2,3', '']) assert.equal(pairIn(text), null, text)
})

test('days as people write them; what is no day, or may be two, is none', () => {
  for (const text of [
    '2024-05-01',
    '2024/5/1',
    '2024.5.1',
    '2024年5月1日',
    '2024年05月01日',
    '20240501',
    '45413',
    '45413.75',
    '2024-05-01 08:30',
    '2024-05-01T08:30:00Z',
    '２０２４-０５-０１',
    '2024-05',
    '2024年5月',
  ])
    assert.equal(dayIn(text), '2024-05-01', text)
  assert.equal(dayIn('2024年'), '2024-01-01')
  assert.equal(dayIn('2024-02-29'), '2024-02-29')
  for (const text of ['2023-02-29', '2024-13-01', '5/1/24', '01/05/2024', '去年', '', '0', '20241301', '1024-01-01'])
    assert.equal(dayIn(text), null, text)
})
