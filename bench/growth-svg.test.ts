import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fitGrowth, type Grown, WORKS } from './growth.ts'
import { growthSvg } from './growth-svg.ts'

const GROWN: Grown[] = WORKS.flatMap((work, w) =>
  [5e4, 2e5, 1.5e6].map((nodes) => ({ work, nodes, ms: (w + 1) * (nodes / 100) ** 1.1, mb: nodes / 5000 })),
)

test('every work has its line, its marks and its exponents, inside the drawing', () => {
  const svg = growthSvg(GROWN, fitGrowth(GROWN))
  assert.equal(svg.match(/class="line"/g)!.length, 2 * WORKS.length)
  assert.equal(svg.match(/n\^1\.10/g)!.length, WORKS.length)
  assert.equal(svg.match(/n\^1\.00/g)!.length, WORKS.length)
  assert.ok(!/NaN|Infinity|undefined/.test(svg))
  const [, width] = /viewBox="0 0 ([\d.]+)/.exec(svg)!
  for (const [, x] of svg.matchAll(/ c?x="([\d.]+)"/g)) assert.ok(Number(x) <= Number(width))
})

test('the same figures draw the same bytes', () => {
  assert.equal(growthSvg(GROWN, fitGrowth(GROWN)), growthSvg([...GROWN], fitGrowth(GROWN)))
})
