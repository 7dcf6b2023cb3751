import assert from 'node:assert/strict'
import { test } from 'node:test'
import { random } from '@yike/core/base/random.ts'
import { fitPower } from './fit.ts'

const SIZES = [5e4, 1e5, 2e5, 4e5, 8e5, 1.5e6]

test('a power law is found again, exactly', () => {
  const { exponent, factor, r2 } = fitPower(SIZES.map((x) => ({ x, y: 3e-4 * x ** 1.25 })))
  assert.ok(Math.abs(exponent - 1.25) < 1e-12 && Math.abs(factor / 3e-4 - 1) < 1e-9 && r2 > 1 - 1e-12)
})

test('noise of a tenth moves the exponent by less than 0.15', () => {
  const chance = random(1)
  for (let i = 0; i < 100; i++) {
    const { exponent } = fitPower(SIZES.map((x) => ({ x, y: x * Math.exp(chance.normal(0, 0.1)) })))
    assert.ok(Math.abs(exponent - 1) < 0.15, `${exponent}`)
  }
})

test('what does not grow has the exponent 0', () => {
  assert.equal(fitPower(SIZES.map((x) => ({ x, y: 7 }))).exponent, 0)
})

test('one size is no growth', () => {
  assert.throws(() => fitPower([{ x: 5, y: 1 }]), /two different sizes; got 1/)
})
