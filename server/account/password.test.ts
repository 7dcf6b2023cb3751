import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { checkNew, fits, keep, oneTimePassword, weaknessOf } from './password.ts'

const person = { login: 'wanglei@example.gov.cn', name: '王雷雷' }

test('a password is long, of three kinds, without own names, without rows', () => {
  for (const [password, why] of [
    ['Short-1a', /12 to 128/],
    [`Aa1-${'xk'.repeat(63)}`, /12 to 128/],
    ['onlylettershere', /three of/],
    ['twokinds-only-xq', /three of/],
    ['My-Wanglei-77kd', /login nor the name/],
    ['9d-王雷雷-Kx7c2', /login nor the name/],
    ['Passw0rd12345!', /in a row/],
    ['Qwerty-8kd-Zm', /in a row/],
    ['Aaaaaa-8kd-Zm', /in a row/],
    ['Ab1Ab1Ab1Ab1', /different/],
  ] as const)
    assert.match(weaknessOf(password, person)?.en ?? 'let through', why, password)
  for (const good of ['Tian-8-shui-Q', '四季青-Kd82-Mx-山', 'correct Horse 7 stable'])
    assert.equal(weaknessOf(good, person), null, good)
})

test('a password by chance is always one that may be used, and never twice the same', () => {
  const made = Array.from({ length: 500 }, oneTimePassword)
  assert.equal(new Set(made).size, 500)
  for (const password of made) {
    assert.equal(weaknessOf(password, person), null)
    assert.match(password, /^(\w{4}-){3}\w{4}$/)
    assert.doesNotMatch(password, /[0O1lI]/)
  }
})

test('the last five are refused, the sixth before is not', async () => {
  const used = await Promise.all(['Tian-1-shui-Q', 'Tian-2-shui-Q'].map(keep))
  await assert.rejects(checkNew('Tian-2-shui-Q', person, used), { code: 'password-used' })
  await checkNew('Tian-3-shui-Q', person, used)
})

test('only the password itself fits what is kept of it', async () => {
  const kept = await keep('Tian-1-shui-Q')
  await fc.assert(
    fc.asyncProperty(fc.string(), async (other) => !(await fits(kept, other))),
    { numRuns: 15 },
  )
  assert.ok(await fits(kept, 'Tian-1-shui-Q'))
})
