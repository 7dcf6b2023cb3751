import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Catchments, share } from './catchment.ts'

const near = (a: number, b: number, what = '') =>
  assert.ok(Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b)), `${what} ${a} for ${b}`)
const sum = (list: ArrayLike<number>) => Array.from(list).reduce((a, b) => a + b, 0)

const catchments = (rows: readonly (readonly number[])[], places: readonly number[], people: readonly number[]): Catchments => ({
  pairs: {
    first: Int32Array.from([0, ...rows.map((_, j) => sum(rows.slice(0, j + 1).map((row) => row.length)))]),
    item: Int32Array.from(rows.flat()),
  },
  capacity: places,
  people: Float64Array.from(people),
}) // biome-ignore format: one line

test('three cells and two outlets, worked out by hand', () => {
  // outlet 0 (30 places) is reached by cells 0 and 1, outlet 1 (20 places) by cells 1 and 2; 100, 200 and 50 people
  const { twoStep, balanced, even, demand, evenDemand, ratio, level } = share(catchments([[0, 1], [1, 2]], [30, 20], [100, 200, 50])) // biome-ignore format: one line
  assert.deepEqual([...demand], [300, 250])
  assert.deepEqual([...evenDemand], [200, 150])
  assert.deepEqual([...ratio], [0.1, 0.08])
  assert.deepEqual([...twoStep], [0.1, 0.1 + 0.08, 0.08])
  assert.deepEqual([...level], [0.15, 20 / 150])
  for (const [i, a] of [0.075, 0.075 + 10 / 150, 10 / 150].entries()) near(balanced[i]!, a)
  for (const [i, a] of [0.15, 0.075 + 10 / 150, 20 / 150].entries()) near(even[i]!, a)
})

test('an outlet that nobody reaches gives nothing, and one without places takes people in', () => {
  const { twoStep, ratio, level } = share(catchments([[], [0], [1]], [10, 5, 0], [4, 2]))
  assert.ok(Number.isNaN(ratio[0]) && Number.isNaN(level[0]))
  assert.deepEqual([...twoStep], [1.25, 0])
  const empty = share(catchments([[0]], [7], [0]))
  assert.ok(Number.isNaN(empty.ratio[0]), 'a cell without people is nobody')
  assert.deepEqual([...empty.twoStep], [0])
})

/** Any relation, places and people; whole numbers, so that nothing hangs on rounding. */
const anything = fc.integer({ min: 1, max: 9 }).chain((cells) =>
  fc.record({
    rows: fc.array(fc.uniqueArray(fc.integer({ min: 0, max: cells - 1 })).map((row) => row.sort((a, b) => a - b)), { minLength: 1, maxLength: 7 }), // biome-ignore format: one line
    people: fc.array(fc.integer({ min: 0, max: 90 }), { minLength: cells, maxLength: cells }),
    seed: fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 7, maxLength: 7 }),
  }),
)

test('each place that somebody reaches is given out once; demand and levels are kept where they should be', () => {
  fc.assert(
    fc.property(anything, ({ rows, people, seed }) => {
      const places = rows.map((_, j) => seed[j]!)
      const given = catchments(rows, places, people)
      const { twoStep, balanced, even, demand, evenDemand, level } = share(given)
      const reached = sum(places.filter((_, j) => demand[j]! > 0))
      const reachers = sum(people.filter((_, i) => rows.some((row) => row.includes(i))))
      near(sum(people.map((p, i) => p * twoStep[i]!)), reached, 'Σ P A of two-step')
      near(sum(people.map((p, i) => p * even[i]!)), reached, 'Σ P A of even')
      near(sum(evenDemand), reachers, 'Σ of even demand')
      assert.ok(sum(demand) >= reachers - 1e-9, 'two-step counts people once an outlet')
      near(sum(balanced), sum(Array.from(level).filter((l) => !Number.isNaN(l))), 'Σ A of balanced')
    }),
  )
})

test('a cell cut in two changes nobody’s places by two-step and even; balanced as published goes by cells', () => {
  fc.assert(
    fc.property(anything, ({ rows, people, seed }) => {
      const places = rows.map((_, j) => seed[j]!)
      const cells = people.length
      const whole = share(catchments(rows, places, people))
      const halves = share(
        catchments(
          rows.map((row) => [...row, ...row.map((i) => i + cells)]),
          places,
          [...people, ...people].map((p) => p / 2),
        ),
      )
      for (let i = 0; i < cells; i++) {
        near(halves.twoStep[i]!, whole.twoStep[i]!)
        near(halves.even[i]!, whole.even[i]!)
        near(halves.balanced[i]!, whole.balanced[i]! / 2)
      }
    }),
  )
})
