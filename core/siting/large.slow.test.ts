// Instances as large as cities and as the largest of the OR-Library, drawn by chance.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SILENT } from '../base/progress.ts'
import { cityInstance, pmedText } from '../test/graph-instance.ts'
import type { Ask } from './model.ts'
import mostCovered from './models/most-covered.ts'
import pCenter from './models/p-center.ts'
import pMedian from './models/p-median.ts'
import { readPmed } from './pmed.ts'

const NONE: Ask = { p: null, budget: null, radius: null, share: null }
const effort = { seed: 1, seconds: Infinity, now: () => 0, progress: SILENT }

test('graphs of up to 900 nodes: both models end proven', async () => {
  for (const [nodes, ps] of [
    [500, [5, 50, 167]],
    [700, [10, 70]],
    [900, [5, 10, 90]],
  ] as const) {
    const { instance } = readPmed(pmedText(nodes, 5, nodes), 'drawn')
    for (const p of ps)
      for (const model of [pMedian, pCenter]) {
        const answer = await model.solve(instance, { ...NONE, p }, effort)
        assert.equal(answer.ended, 'proven', `${model.id} ${nodes} ${p}: ${answer.how.join(' · ')}`)
        assert.equal(model.check(instance, { ...NONE, p }, answer.chosen), answer.objective)
      }
  }
})

test('2,000 candidates, 150,000 points, some 20 million pairs: most covered is within 1 %', async () => {
  const instance = cityInstance(150_000, 2000, 20_000, 4000, 1)
  assert.ok(instance.bySite.other.length > 15e6)
  const answer = await mostCovered.solve(instance, { ...NONE, p: 50, radius: 4000 }, effort)
  assert.ok(answer.gap <= 0.01, answer.how.join(' · '))
})
