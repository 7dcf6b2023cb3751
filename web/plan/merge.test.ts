import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Action } from '@yike/core/plan/action.ts'
import { type Fields, NO_EDITS, type PlanEdits } from '@yike/core/plan/edits.ts'
import fc from 'fast-check'
import { alike, differencesOf, type Laid, mergedLaid, type Side } from './merge.ts'

const SETTINGS = { title: '方案', years: 2, start: null, budget: null }
const action = (id: string): Action => ({
  ...{ id, circle: 'c1', category: 'breakfast', measure: 'open' as Action['measure'], problem: null, sites: [] },
  ...{ lead: null, cost: null, term: null, gain: null, after: null, wishes: null, sources: [] },
})
const computed = {
  measure: 'open' as Action['measure'],
  lead: null,
  cost: null,
  term: null,
  promised: null,
  people: null,
}
const changed = (id: string, fields: Fields) => ({ [id]: { fields, computed, action: action(id) } })
const laid = (edits: Partial<PlanEdits> = {}, settings: Partial<Laid['settings']> = {}): Laid => ({
  settings: { ...SETTINGS, ...settings },
  edits: { ...NO_EDITS, ...edits },
})

test('what only one of two changed is told as theirs or mine, what both changed as both', () => {
  const base = laid({ changed: changed('a', { cost: 1 }) })
  const mine = laid({ changed: { ...changed('a', { cost: 2 }), ...changed('b', { note: 'mine' }) } })
  const theirs = laid(
    { changed: changed('a', { cost: 3 }), removed: { c: 'why' }, locks: { c1: 1 } },
    { title: '新名' },
  )
  assert.deepEqual(
    differencesOf(base, mine, theirs).map((d) => [d.kind, d.id, d.by]),
    [
      ['setting', 'title', 'theirs'],
      ['action', 'a', 'both'],
      ['action', 'b', 'mine'],
      ['action', 'c', 'theirs'],
      ['lock', 'c1', 'theirs'],
    ],
  )
})

test('where both did the same there is no difference', () => {
  const both = laid({ changed: changed('a', { cost: 2 }), locks: { c1: 2 } })
  assert.deepEqual(differencesOf(laid(), both, structuredClone(both)), [])
})

test('the order of keys makes no difference, and the order of a list does', () => {
  assert.ok(alike({ a: 1, b: { c: [1, 2] } }, { b: { c: [1, 2] }, a: 1 }))
  assert.ok(!alike([1, 2], [2, 1]))
  assert.ok(!alike({ a: null }, { a: 0 }))
  assert.ok(!alike([], {}))
})

test('an action that I took out and they changed is out if mine is chosen, and changed if theirs is', () => {
  const mine = laid({ removed: { a: '' } })
  const theirs = laid({ changed: changed('a', { cost: 3 }) })
  const differences = differencesOf(laid(), mine, theirs)
  const choose = (side: Side) => mergedLaid(theirs, differences, new Map([['action a', side]])).edits
  assert.deepEqual([choose('mine').removed, choose('mine').changed], [{ a: '' }, {}])
  assert.deepEqual([choose('theirs').removed, Object.keys(choose('theirs').changed)], [{}, ['a']])
})

const someLaid = fc
  .record({
    notes: fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('x', 'y')),
    removed: fc.dictionary(fc.constantFrom('a', 'd'), fc.constantFrom('', 'why')),
    locks: fc.dictionary(fc.constantFrom('c1', 'c2'), fc.integer({ min: 1, max: 2 })),
    added: fc.subarray(['hand/1', 'hand/2']),
    title: fc.constantFrom('甲', '乙'),
  })
  .map(({ notes, removed, locks, added, title }) =>
    laid(
      {
        changed: Object.assign({}, ...Object.entries(notes).map(([id, note]) => changed(id, { note }))),
        ...{ removed, locks, added: added.map(action) },
      },
      { title },
    ),
  )

test('all mine makes mine, all theirs makes theirs, and choosing leaves nothing else', () => {
  fc.assert(
    fc.property(someLaid, someLaid, someLaid, (base, mine, theirs) => {
      const differences = differencesOf(base, mine, theirs)
      const all = (side: Side) => mergedLaid(theirs, differences, new Map(differences.map((d) => [d.key, side])))
      assert.deepEqual(differencesOf(base, all('mine'), mine), [])
      assert.deepEqual(all('theirs'), theirs)
      assert.ok(differences.every((d) => d.by !== 'both' || !alike(d.mine, d.theirs)))
    }),
  )
})
