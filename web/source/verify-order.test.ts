// By street most people first, unknown last; from where one stands the nearest first.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Verification } from './office-lists.ts'
import { inOrder } from './verify-order.ts'

const task = (id: string, street: string, people: number | null, lng: number) =>
  ({ id, office: { code: street, name: `街道 ${street}` }, people, lng, lat: 31.2 }) as Verification
const tasks = [
  task('a', '1', 5, 121.5),
  task('b', '2', 9, 121.4),
  task('c', '1', null, 121.3),
  task('d', '1', 50, 121.2),
]

test('streets stay together, and in each those that concern most people come first', () => {
  const stretches = inOrder(tasks, null)
  assert.deepEqual(
    stretches.map((s) => [s.name, s.tasks.map((t) => t.task.id)]),
    [
      ['街道 1', ['d', 'a', 'c']],
      ['街道 2', ['b']],
    ],
  )
  assert.ok(stretches.every((s) => s.tasks.every((t) => t.meters === null)))
})

test('whoever says where they are goes to the nearest first, whatever its street', () => {
  const [all, ...none] = inOrder(tasks, [121.31, 31.2])
  assert.equal(none.length, 0)
  assert.deepEqual(
    all!.tasks.map((t) => t.task.id),
    ['c', 'b', 'd', 'a'],
  )
})
