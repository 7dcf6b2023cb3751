import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '../base/fault.ts'
import { graphOf } from '../test/oracle.ts'
import { defaultConvention } from './convention.ts'
import { CLOSED, impedanceOf, legDs, partDs } from './impedance.ts'
import { atPace, plain, walkerOf, walkers } from './walkers.ts'

test('every parameter of every walker names its source', () => {
  assert.equal(new Set(walkers.map((w) => w.id)).size, walkers.length)
  for (const walker of walkers) {
    for (const value of [walker.kmh, walker.steps, walker.crossingSeconds])
      assert.ok(value.source.length > 20, walker.id)
  }
  assert.deepEqual(
    ['adult', 'elder', 'elder-cautious', 'child'].map((id) => walkerOf(id).kmh.value),
    [4.8, 3.6, 3, 3.6],
  )
})

test('an unknown walker and an impossible pace are faults with words', () => {
  assert.throws(() => walkerOf('bird'), (f) => f instanceof Fault && f.code === 'unknown-walker') // biome-ignore format: one line
  for (const kmh of [0, -4, Number.NaN, 40]) assert.throws(() => plain(kmh), /speed should be/)
  assert.equal(atPace(walkerOf('adult'), 4.8), walkerOf('adult'))
  assert.equal(atPace(walkerOf('elder'), 3.2).steps, walkerOf('elder').steps)
})

test('an edge costs its length at the pace, more on steps, and the wait at its crossings', () => {
  const graph = graphOf(2, [
    { from: 0, to: 1, mm: 80_000 },
    { from: 0, to: 1, mm: 8_000, kind: 'steps' },
    { from: 0, to: 1, mm: 10_000, crossings: 500 },
    { from: 0, to: 1, mm: 10_000, who: 1 },
    { from: 0, to: 1, mm: 10_000, who: 2 },
  ])
  assert.deepEqual([...impedanceOf(graph, walkerOf('adult'))], [600, 180, 75, 75, CLOSED]) // 80 m a minute
  assert.deepEqual([...impedanceOf(graph, walkerOf('pram'))], [800, CLOSED, 100, 100, CLOSED])
  const waiting = { ...plain(4.8), crossingSeconds: { value: 30, source: '', status: 'inference' }, gates: 'never' } as const // biome-ignore format: one line
  assert.deepEqual([...impedanceOf(graph, waiting)], [600, 60, 225, CLOSED, CLOSED])
})

test('the parts of an edge add up to the whole', () => {
  for (let mm = 0; mm <= 1000; mm += 7) {
    const part = partDs(77, mm, 1000)
    assert.ok(part >= 0 && part <= 77)
    assert.ok(part <= partDs(77, mm + 1, 1000))
  }
  assert.deepEqual([partDs(77, 1000, 1000), partDs(5, 0, 0), legDs(plain(3.6), 12_345)], [77, 0, 123])
})

test('the default convention is door to door, on edges, within a quarter of an hour', () => {
  const { walker, ...rest } = defaultConvention(walkerOf('elder'))
  assert.equal(walker.id, 'elder')
  assert.deepEqual(rest, { minutes: 15, snap: 'edge', legs: true, snapLimitMeters: 250 })
})
