import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '@yike/core/base/fault.ts'
import { configFrom } from './config.ts'
import { kindOf, optionsOf } from './run/make.ts'
import { measuring } from './run/options.ts'

const saying = (run: () => unknown): [string, string] => {
  try {
    run()
  } catch (error) {
    if (error instanceof Fault) return [error.say('zh'), error.say('en')]
  }
  return assert.fail('it was let through')
}

test('a setting that is wrong is told in the language of who reads it', () => {
  const [zh, en] = saying(() => configFrom({ YIKE_PORT: 'abc' }))
  assert.equal(zh, '设置 YIKE_PORT 不对：无效输入：期望 数字')
  assert.match(en, /^The setting YIKE_PORT is wrong: Invalid input: expected number/)
  const [own] = saying(() => configFrom({ YIKE_DATABASE_URL: 'mysql://a' }))
  assert.match(own, /postgres:\/\/user:password@host:port\/database$/)
})

test('so is an option of a run', () => {
  assert.ok(measuring.safeParse({}).success)
  const [zh, en] = saying(() => optionsOf(kindOf('measure'), { walker: 'horse' }))
  assert.match(zh, /options\.walker：无效选项/)
  assert.match(en, /options\.walker: Invalid option/)
})
