import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fresh, inTurn, quantile, summary, timed } from './measure.ts'

test('medians, spread and deviations are those of the runs', () => {
  const { ms, min, max, mad, cpuMs, cpuMin, runs } = summary([3, 1, 10, 2], [4, 4, 6, 6])
  assert.deepEqual([ms, min, max, mad, cpuMs, cpuMin, runs], [2.5, 1, 10, 1, 5, 4, 4])
  assert.equal(quantile([0, 10], 0.99), 9.9)
  assert.throws(() => summary([], []), /Nothing was measured/)
})

test('warm-ups are run and not counted, and every run has an input of its own', async () => {
  const seen: number[] = []
  let made = 0
  const { runs } = await timed(
    { warmUps: 2, runs: 3 },
    (input: number) => seen.push(input),
    () => made++,
  )
  assert.equal(runs, 3)
  assert.deepEqual(seen, [0, 1, 2, 3, 4])
})

test('two works take turns, as often as each other', async () => {
  const seen: string[] = []
  const [one, other] = await inTurn(
    { warmUps: 1, runs: 2 },
    () => seen.push('a'),
    () => seen.push('b'),
  )
  assert.equal(seen.join(''), 'ababab')
  assert.deepEqual([one.runs, other.runs], [2, 2])
})

test('a fresh process says what it found and how much memory it had', async () => {
  const { value, peakMb, startMb, cpuMs, othersCores } = await fresh<number>({
    module: 'measure.ts',
    name: 'median',
    args: [[5, 1, 3]],
  })
  assert.equal(value, 3)
  assert.ok(peakMb >= startMb && startMb > 10)
  assert.ok(cpuMs > 0 && othersCores >= 0)
})
