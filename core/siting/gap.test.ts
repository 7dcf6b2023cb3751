// A gap that is small enough: the work ends there, and what is said of it holds.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SILENT } from '../base/progress.ts'
import { cityInstance } from '../test/graph-instance.ts'
import { programmeMissed } from './missed.ts'
import type { Ask } from './model.ts'
import mostCovered from './models/most-covered.ts'
import pMedian from './models/p-median.ts'
import { costOf, serviceOf } from './service.ts'
import { watchOf } from './watch.ts'

const NONE: Ask = { p: null, budget: null, radius: null, share: null }
const effort = (gap: number) => ({ seed: 1, seconds: Infinity, now: () => 0, progress: SILENT, gap })

test('a search told what gap is small enough ends within it, below a bound that holds', async () => {
  for (const seed of [1, 2, 3]) {
    const instance = cityInstance(400, 60, 4000, 700, seed)
    const ask = { ...NONE, p: 8, radius: 700 }
    const best = await mostCovered.solve(instance, ask, effort(0))
    for (const gap of [0.2, 0.05, 0.001]) {
      const near = await mostCovered.solve(instance, ask, effort(gap))
      assert.ok(near.ended === 'within' || near.ended === 'proven', near.how.join(' · '))
      assert.ok(near.gap <= gap && near.bound >= best.objective - 1e-6 && near.objective <= best.bound + 1e-6)
      assert.equal(mostCovered.check(instance, ask, near.chosen), near.objective)
    }
  }
})

test('so does the least mean walk', async () => {
  const instance = cityInstance(200, 40, 3000, 9000, 4)
  const ask = { ...NONE, p: 5 }
  const best = await pMedian.solve(instance, ask, effort(0))
  const near = await pMedian.solve(instance, ask, effort(0.1))
  assert.ok(near.gap <= 0.1 && near.bound <= best.objective + 1e-6 && near.objective >= best.bound - 1e-6)
})

test('a choice by budget is proven as one by number is, highs or not', async () => {
  const drawn = cityInstance(300, 40, 3000, 700, 5)
  const instance = { ...drawn, cost: new Float64Array(drawn.sites).fill(2) }
  const byNumber = await mostCovered.solve(instance, { ...NONE, p: 6, radius: 700 }, effort(0))
  const byBudget = await mostCovered.solve(instance, { ...NONE, budget: 13, radius: 700 }, effort(0))
  assert.ok(Math.abs(byNumber.objective - byBudget.objective) <= 1e-6 * byNumber.objective)
  assert.ok(byBudget.bound >= byNumber.objective - 1e-6)
})

test('highs agrees with branching on what is missed, and its bound is no better than the truth', async () => {
  for (const seed of [6, 7, 8]) {
    const instance = cityInstance(300, 50, 3000, 600, seed)
    const ask = { ...NONE, p: 6, radius: 600 }
    const best = await mostCovered.solve(instance, ask, effort(0))
    const { service, fixed } = serviceOf(instance, {
      pair: (_, distance) => (distance <= 600 ? 0 : Infinity),
      miss: (j) => instance.weight[j]!,
    })
    const limits = { p: 6, cost: null, budget: Infinity }
    const watch = watchOf(effort(0))
    const found = (await programmeMissed(service, limits, new Int32Array([0]), 0, watch))!
    const all = instance.weight.reduce((sum, w) => sum + w, 0)
    const missed = all - best.objective - fixed
    assert.ok(Math.abs(costOf(service, found.chosen!) - missed) <= 2e-6 * all)
    assert.ok(found.bound <= missed + 1e-6 && found.bound >= missed - 1e-5 * all)
  }
})
