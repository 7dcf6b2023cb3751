import assert from 'node:assert/strict'
import { test } from 'node:test'
import { amount, between, replaced, table } from './table.ts'

const HEAD = ['work', 'date']
const ORDER = ['a', 'b', 'c']
const line = (id: string, ...cells: string[]) => ({ id, cells })

test('a table written again from itself is the same', () => {
  const once = table(HEAD, ORDER, '', [line('b', 'two', 'd1'), line('a', 'one', 'd1')])
  assert.equal(once, '| | work | date |\n|---|---|---|\n| `a` | one | d1 |\n| `b` | two | d1 |')
  assert.equal(table(HEAD, ORDER, once, []), once)
})

test('a line measured again takes the place of the old one, the others stay', () => {
  const once = table(HEAD, ORDER, '', [line('a', 'one', 'd1'), line('c', 'three', 'd1')])
  const twice = table(HEAD, ORDER, once, [line('b', 'two', 'd2'), line('c', 'four', 'd2')])
  assert.deepEqual(twice.split('\n').slice(2), ['| `a` | one | d1 |', '| `b` | two | d2 |', '| `c` | four | d2 |'])
})

test('a line of a row that is no more goes', () => {
  const once = table(HEAD, ['gone', ...ORDER], '', [line('gone', 'x', 'd1'), line('a', 'one', 'd1')])
  assert.ok(!table(HEAD, ORDER, once, []).includes('gone'))
})

test('lines of a table that had other columns go, for their cells would stand in the wrong ones', () => {
  const once = table(['work', 'goal', 'date'], ORDER, '', [line('a', 'one', 'two', 'd1')])
  assert.ok(!table(HEAD, ORDER, once, [line('b', 'x', 'd2')]).includes('one'))
})

test('bars and line breaks in a cell do not break the table', () => {
  assert.ok(table(HEAD, ORDER, '', [line('a', 'x|y\nz', 'd')]).endsWith('| `a` | x\\|y z | d |'))
})

test('only what stands between the marks is replaced, and replacing it again changes nothing', () => {
  const page = 'before\n<!-- t -->\nold\n<!-- /t -->\nafter\n'
  const once = replaced(page, 't', 'new')
  assert.equal(once, 'before\n<!-- t -->\nnew\n<!-- /t -->\nafter\n')
  assert.equal(replaced(once, 't', between(once, 't')), once)
  assert.throws(() => replaced(page, 'u', 'x'), /no marks <!-- u -->/)
})

test('amounts have three figures, and nothing is no zero', () => {
  assert.deepEqual(
    [amount(0.17734, 's'), amount(12.345), amount(1234567), amount(0), amount(null, 's')],
    ['0.177 s', '12.3', '1,234,567', '0', '–'],
  )
})
