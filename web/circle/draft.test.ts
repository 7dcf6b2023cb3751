import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Circle } from '@yike/core/circle/circle.ts'
import { CIRCLE_TINTS } from '../ui/colours.ts'
import type { Draft } from './circles-messages.ts'
import {
  draw,
  fixHeart,
  give,
  hasSameGround,
  isFixed,
  keepApart,
  keeps,
  lock,
  moveHeart,
  remove,
  rename,
} from './draft.ts'
import { tintsOf } from './tints.ts'

const circle = (id: string, ...units: string[]): Circle => ({
  id,
  name: id,
  heart: { id: `${id}-heart`, name: 'shop', kind: 'cluster', at: [121, 31], outlet: 3 },
  units,
  polygon: [],
  locked: false,
})
const draft: Draft = {
  rule: { ruler: 'none', band: { least: null, about: null, most: null } },
  circles: [circle('c1', 'a', 'b'), circle('c2', 'c')],
  apart: [],
  hearts: [],
}
const units = (d: Draft | null) => d?.circles.map((c) => c.units)

test('a community goes to another circle and leaves its own; the draft it came from stays as it was', () => {
  assert.deepEqual(units(give(draft, 'b', 'c2')), [['a'], ['b', 'c']])
  assert.deepEqual(units(draft), [['a', 'b'], ['c']])
})

test('a community is not given where it is, nor when nothing would be left, nor to a circle drawn freely', () => {
  assert.equal(give(draft, 'a', 'c1'), null)
  assert.equal(give(draft, 'c', 'c1'), null)
  assert.equal(give(draw(draft, [], 'drawn'), 'a', 'd001'), null)
})

test('what a re-run has to keep is counted: locks, hearts, pairs', () => {
  const kept = keepApart(fixHeart(lock(draft, 'c1', true), 'c2', true), 'b', 'a', true)
  assert.equal(keeps(kept), 3)
  assert.deepEqual(kept.apart, [['a', 'b']])
  assert.ok(isFixed(kept, 'c2'))
  assert.equal(keeps(keepApart(fixHeart(lock(kept, 'c1', false), 'c2', false), 'a', 'b', false)), 0)
})

test('a heart that was moved is a place of a person, and fixed once however often it is moved', () => {
  const moved = moveHeart(moveHeart(draft, 'c1', [121.1, 31]), 'c1', [121.2, 31])
  assert.deepEqual(moved.circles[0]!.heart, {
    id: 'fixed-c1',
    name: 'shop',
    kind: 'fixed',
    at: [121.2, 31],
    outlet: null,
  })
  assert.deepEqual(moved.hearts.map((h) => h.at), [[121.2, 31]]) // biome-ignore format: one line
})

test('a name or a lock leaves the ground as it was, a community or a heart that moves does not', () => {
  assert.ok(hasSameGround(draft, rename(lock(draft, 'c1', true), 'c2', 'other')))
  assert.ok(!hasSameGround(draft, give(draft, 'b', 'c2')!))
  assert.ok(!hasSameGround(draft, moveHeart(draft, 'c1', [121.1, 31])))
  assert.ok(!hasSameGround(draft, remove(draft, 'c2')))
})

test('drawn circles get names and ids that nobody has', () => {
  const two = draw(draw(draft, [], 'drawn'), [], 'drawn')
  assert.deepEqual(two.circles.slice(2).map((c) => [c.id, c.name]), [['d001', 'drawn 1'], ['d002', 'drawn 2']]) // biome-ignore format: one line
})

test('neighbours have different tints wherever six suffice', () => {
  // a honeycomb: each touches up to six
  const wide = 9
  const at = (x: number, y: number) => y * wide + x
  const neighbours = Array.from({ length: wide * wide }, (_, i) => {
    const [x, y] = [i % wide, Math.floor(i / wide)]
    const shift = y % 2
    const around = [[x - 1, y], [x + 1, y], [x - 1 + shift, y - 1], [x + shift, y - 1], [x - 1 + shift, y + 1], [x + shift, y + 1]] // biome-ignore format: one line
    return around.flatMap(([a, b]) => (a! >= 0 && b! >= 0 && a! < wide && b! < wide ? [at(a!, b!)] : []))
  })
  const tints = tintsOf(neighbours)
  neighbours.forEach((list, i) => {
    for (const j of list) assert.notEqual(tints[i], tints[j], `${i} and ${j}`)
  })
  assert.ok(tints.every((t) => t >= 0 && t < CIRCLE_TINTS.length))
})
