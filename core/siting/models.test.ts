// Every model against all choices of small instances, and what must hold of any instance.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Fault } from '../base/fault.ts'
import { SILENT } from '../base/progress.ts'
import { instanceOfMatrix } from './build.ts'
import type { Instance } from './instance.ts'
import type { Answer, Ask, Effort, Model } from './model.ts'
import fewest from './models/fewest.ts'
import { models } from './models/index.ts'
import mostCovered from './models/most-covered.ts'
import pCenter from './models/p-center.ts'
import pMedian from './models/p-median.ts'

const effort: Effort = { seed: 7, seconds: Infinity, now: () => 0, progress: SILENT }
const NONE: Ask = { p: null, budget: null, radius: null, share: null }

interface Drawn {
  readonly matrix: number[]
  readonly demands: number
  readonly sites: number
  readonly weight: number[]
  readonly open: number[]
  readonly cost: number[]
}

/** Small instances: some pairs out of reach, some weights nought, some sites open; whole numbers, or not. */
const drawn = fc
  .record({ demands: fc.integer({ min: 1, max: 9 }), sites: fc.integer({ min: 1, max: 9 }), whole: fc.boolean() })
  .chain(({ demands, sites, whole }) => {
    const number = (max: number) =>
      fc.integer({ min: 0, max: whole ? max : 997 * max }).map((n) => (whole ? n : n / 997))
    const pair = fc.oneof({ arbitrary: number(20), weight: 6 }, { arbitrary: fc.constant(Infinity), weight: 1 })
    const many = <T>(arbitrary: fc.Arbitrary<T>, n: number) => fc.array(arbitrary, { minLength: n, maxLength: n })
    return fc.record({
      demands: fc.constant(demands),
      sites: fc.constant(sites),
      matrix: many(pair, demands * sites),
      weight: many(number(9), demands),
      open: many(
        fc.integer({ min: 0, max: 5 }).map((n) => (n === 0 ? 1 : 0)),
        sites,
      ),
      cost: many(number(9), sites),
    })
  })

const instanceOf = (d: Drawn): Instance => instanceOfMatrix(d.matrix, d.demands, d.sites, d)

/** The best value of all choices that `check` allows; null where it allows none. */
function bestOf(model: Model, instance: Instance, ask: Ask): number | null {
  const free = Array.from({ length: instance.sites }, (_, i) => i).filter((i) => instance.open[i] === 0)
  let best: number | null = null
  for (let bits = 0; bits < 1 << free.length; bits++) {
    const value = model.check(
      instance,
      ask,
      free.filter((_, k) => (bits >> k) & 1),
    )
    if (value !== null && (best === null || (model.sense === 'most' ? value > best : value < best))) best = value
  }
  return best
}

/** The answer; null where there is none, for which there must be a fault. */
async function solved(model: Model, instance: Instance, ask: Ask): Promise<Answer | null> {
  try {
    return await model.solve(instance, ask, effort)
  } catch (error) {
    assert.ok(error instanceof Fault, String(error instanceof Error ? error.stack : error))
    return null
  }
}

const near = (a: number, b: number) => Math.abs(a - b) <= 1e-8 * Math.max(1e-6, Math.abs(a), Math.abs(b))

async function isBest(model: Model, d: Drawn, ask: Ask): Promise<void> {
  const instance = instanceOf(d)
  const answer = await solved(model, instance, ask)
  const best = bestOf(model, instance, ask)
  if (!answer) return
  assert.ok(best !== null)
  const said = `${model.id} ${answer.objective}, bound ${answer.bound}, best ${best}: ${answer.how.join(' · ')}`
  assert.equal(model.check(instance, ask, answer.chosen), answer.objective, said)
  assert.ok(near(answer.objective, best), said)
  assert.equal(answer.ended, 'proven', said)
  const beyond = model.sense === 'most' ? best - answer.bound : answer.bound - best
  assert.ok(beyond <= 0, `the bound crosses the optimum by ${beyond}: ${said}`)
  assert.ok(answer.gap >= 0)
  for (const i of answer.chosen) assert.equal(instance.open[i], 0)
  for (const at of answer.curve) {
    if (model.id === 'p-center' && at.sites === 0) continue
    const here = bestOf(model, instance, { ...ask, p: at.sites })
    assert.ok(here !== null, said)
    const short = model.sense === 'most' ? here - at.objective : at.objective - here
    assert.ok(short >= -1e-8 * Math.max(1, Math.abs(here)), `the curve at ${at.sites} is better than can be: ${said}`)
    if (at.bound === null) continue
    const past = model.sense === 'most' ? here - at.bound : at.bound - here
    assert.ok(past <= 1e-12 * Math.abs(here), `the curve's bound at ${at.sites} crosses ${here}: ${at.bound}`)
  }
  for (const { site, instead, loss } of answer.runnersUp) {
    const swapped = [...answer.chosen].map((i) => (i === instead ? site : i))
    const value = model.check(instance, ask, swapped)
    assert.ok(value !== null, `runner-up ${site} for ${instead} breaks a rule`)
    const lost = model.sense === 'most' ? answer.objective - value : value - answer.objective
    assert.ok(Math.abs(Math.max(0, lost) - loss) <= 1e-6 * Math.max(1, Math.abs(value)), `${loss} said, ${lost} lost`)
  }
}

const some = fc.integer({ min: 1, max: 9 })
const runs = { numRuns: 1000 }

test('p-median finds the best of all choices and proves it', () =>
  fc.assert(
    fc.asyncProperty(drawn, some, (d, p) => isBest(pMedian, d, { ...NONE, p })),
    runs,
  ))

test('most covered finds the best of all choices and proves it', () =>
  fc.assert(
    fc.asyncProperty(drawn, some, some, (d, p, radius) => isBest(mostCovered, d, { ...NONE, p, radius })),
    runs,
  ))

test('a budget buys the best of all choices', () =>
  fc.assert(
    fc.asyncProperty(drawn, some, fc.integer({ min: 0, max: 25 }), (d, radius, budget) =>
      isBest(mostCovered, d, { ...NONE, radius, budget }),
    ),
    runs,
  ))

test('fewest sites are as few as can be, for all or for a share', () =>
  fc.assert(
    fc.asyncProperty(drawn, some, fc.option(fc.integer({ min: 1, max: 20 })), (d, radius, share) =>
      isBest(fewest, d, { ...NONE, radius, share: share === null ? null : share / 20 }),
    ),
    runs,
  ))

test('p-center finds the best of all choices and proves it', () =>
  fc.assert(
    fc.asyncProperty(drawn, some, (d, p) => isBest(pCenter, d, { ...NONE, p })),
    runs,
  ))

test('the cheapest cover is found, and its bound is none too high', () =>
  fc.assert(
    fc.asyncProperty(drawn, some, fc.option(fc.integer({ min: 1, max: 20 })), async (d, radius, share) => {
      const instance = instanceOf(d)
      const ask = { ...NONE, radius, share: share === null ? null : share / 20, byCost: true }
      const answer = await solved(fewest, instance, ask)
      if (!answer) return
      const best = bestOf(fewest, instance, ask)!
      assert.ok(Math.abs(answer.objective - best) <= 1e-5 * Math.max(1, best), `${answer.objective}, best ${best}`)
      assert.ok(answer.bound <= best, `${answer.bound} > ${best}`)
    }),
    { numRuns: 60 },
  ))

test('another candidate, or another site to open, never makes the best worse', () =>
  fc.assert(
    fc.asyncProperty(drawn, some, some, async (d, p, radius) => {
      for (const model of [pMedian, mostCovered, pCenter]) {
        const ask = { ...NONE, p, radius }
        const all = await solved(model, instanceOf(d), ask)
        const more = await solved(model, instanceOf(d), { ...ask, p: p + 1 })
        const fewer = d.matrix.map((x, at) => (at % d.sites === d.sites - 1 ? Infinity : x))
        const less = await solved(model, instanceOf({ ...d, matrix: fewer, open: [...d.open.slice(0, -1), 0] }), ask)
        const better = (a: number, b: number) => (model.sense === 'most' ? a >= b : a <= b) || near(a, b)
        if (all && less) assert.ok(better(all.objective, less.objective), model.id)
        if (all && more) assert.ok(better(more.objective, all.objective), model.id)
      }
    }),
    { numRuns: 100 },
  ))

/** The models that ask for nothing beyond an instance, and always find the best of a small one. */
const exact = models.filter(({ id }) => ['fewest', 'most-covered', 'p-center', 'p-median'].includes(id))

test('the names of sites do not matter', () =>
  fc.assert(
    fc.asyncProperty(drawn, some, some, async (d, p, radius) => {
      const turned = (row: readonly number[]) => [...row].reverse()
      const matrix = Array.from({ length: d.demands }, (_, j) => turned(d.matrix.slice(j * d.sites, (j + 1) * d.sites)))
      const other = { ...d, matrix: matrix.flat(), open: turned(d.open), cost: turned(d.cost) }
      for (const model of exact) {
        const ask = { ...NONE, p: model.id === 'fewest' ? null : p, radius }
        const [one, two] = [await solved(model, instanceOf(d), ask), await solved(model, instanceOf(other), ask)]
        assert.equal(one === null, two === null, model.id)
        if (one && two) assert.ok(near(one.objective, two.objective), model.id)
      }
    }),
    { numRuns: 100 },
  ))

const line = instanceOfMatrix([0, 4, 9, 4, 0, 5, 9, 5, 0], 3, 3, { weight: [1, 2, 3], cost: [5, 6, 7] })
const faults = (code: string, work: () => Promise<unknown>) =>
  assert.rejects(work, (error) => error instanceof Fault && error.code === code)

test('what cannot be met is said in a sentence', async () => {
  await faults('too-few-candidates', () => pMedian.solve(line, { ...NONE, p: 4 }, effort))
  await faults('budget-too-small', () => mostCovered.solve(line, { ...NONE, budget: 0, radius: 1 }, effort))
  await faults('bad-value', () => pCenter.solve(line, { ...NONE, p: 0 }, effort))
  const allOpen = instanceOfMatrix([0, 1, 1, 0], 2, 2, { open: [1, 0] })
  await faults('all-covered', () => mostCovered.solve(allOpen, { ...NONE, p: 1, radius: 5 }, effort))
  await faults('all-covered', () => fewest.solve(allOpen, { ...NONE, radius: 5 }, effort))
  const far = instanceOfMatrix([9, 8, 7, 9], 2, 2)
  await faults('no-candidate-in-reach', () => mostCovered.solve(far, { ...NONE, p: 1, radius: 5 }, effort))
  await faults('no-candidate-in-reach', () => fewest.solve(far, { ...NONE, radius: 5 }, effort))
  await faults('cannot-cover-share', () => fewest.solve(far, { ...NONE, radius: 7, share: 0.9 }, effort))
  await faults('no-site-costs', () => mostCovered.solve(far, { ...NONE, budget: 9, radius: 7 }, effort))
  const lost = instanceOfMatrix([1, Infinity, Infinity, Infinity], 2, 2)
  await faults('unreached-demands', () => pMedian.solve(lost, { ...NONE, p: 1 }, effort))
  const apart = instanceOfMatrix([1, Infinity, Infinity, 1], 2, 2)
  await faults('too-few-to-reach-all', () => pMedian.solve(apart, { ...NONE, p: 1 }, effort))
  await faults('too-few-to-reach-all', () => pCenter.solve(apart, { ...NONE, p: 1 }, effort))
})

test('whoever cancels, or has no time, gets the best so far and a bound that holds', async () => {
  const size = 60
  const matrix = Array.from({ length: size * size }, (_, at) => ((at * 7919) % 997) + (at % size))
  const instance = instanceOfMatrix(matrix, size, size)
  const best = await pMedian.solve(instance, { ...NONE, p: 6 }, { ...effort, seconds: Infinity })
  let clock = 0
  const short = await pMedian.solve(instance, { ...NONE, p: 6 }, { ...effort, seconds: 3, now: () => clock++ })
  const stopped = { ...SILENT, signal: { aborted: true } }
  const left = await pMedian.solve(instance, { ...NONE, p: 6 }, { ...effort, progress: stopped })
  assert.deepEqual([best.ended, short.ended, left.ended], ['proven', 'time', 'cancelled'])
  for (const answer of [short, left]) {
    assert.ok(answer.objective >= best.objective)
    assert.ok(answer.bound <= best.objective)
  }
})

test('the same seed gives the same answer', async () => {
  const matrix = Array.from({ length: 40 * 30 }, (_, at) => (at * 7919) % 101)
  const instance = instanceOfMatrix(matrix, 40, 30)
  for (const model of exact) {
    const ask = { ...NONE, p: model.id === 'fewest' ? null : 5, radius: 30 }
    assert.deepEqual(await model.solve(instance, ask, effort), await model.solve(instance, ask, effort))
  }
})

test('who counts for nothing need not be reached by a p-median', async () => {
  for (const far of [5, Infinity]) {
    const instance = instanceOfMatrix([1, Infinity, 2, 3, Infinity, far], 3, 2, { weight: [4, 2, 0] })
    const answer = await pMedian.solve(instance, { ...NONE, p: 1 }, effort)
    assert.deepEqual([[...answer.chosen], answer.objective, answer.ended], [[0], 8, 'proven'])
  }
})
