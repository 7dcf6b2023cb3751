// Cities and scenarios side by side, as a person asks for them.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { unpackInputs } from '@yike/core/circle/pack.ts'
import { contents, demoCity, folder, write, yike } from './test/yike.ts'

const { files } = demoCity()
const HOME = folder()
const CITY = join(HOME, 'measured')
assert.equal(yike(['measure', ...files, '--out', CITY, '--json']).code, 0)
const ELDER = join(HOME, 'elder')
assert.equal(yike(['measure', ...files, '--walker', 'elder', '--out', ELDER, '--json']).code, 0)
const { outlets } = unpackInputs(readFileSync(join(CITY, 'city.yike')))
const scenario = (name: string, ...edits: unknown[]) => JSON.stringify({ yike: 'scenario', version: 1, name, edits })
write(HOME, {
  'close.json': scenario('关门', ...outlets.filter((o) => o.label.includes('菜市场')).map((o) => ({ kind: 'close', outlet: o.id }))),
  'stray.json': scenario('走样', { kind: 'close', outlet: 'nobody' }),
  'bad.json': '{"yike":"scenario","version":1,"edits":[{"kind":"fly"}]}',
}) // biome-ignore format: one line
const at = (name: string) => join(HOME, name)

test('a scenario beside its city: who loses is said, and never set off', () => {
  const { code, out, err } = yike(['compare', CITY, at('close.json'), '--by', 'community', '--out', at('out')])
  assert.equal(code, 0, err)
  assert.match(out, /菜市场 .*−[\d,]+/)
  assert.match(out, /关门：全市补齐缺口 0 项/)
  assert.deepEqual([...contents(at('out')).keys()], ['compare.csv', 'compare.json', 'manifest.json'])
  const before = contents(at('out'))
  assert.equal(yike(['compare', '--base', CITY, at('close.json'), '--by', 'community', '--out', at('out')]).code, 0)
  assert.deepEqual(contents(at('out')), before, 'and the same bytes however it is asked')
})

test('another walker: what differs is said first', () => {
  const { code, out, err } = yike(['compare', CITY, ELDER, '--lang', 'en'])
  assert.equal(code, 0, err)
  assert.match(err, /elder differs from measured in walker: elder, adult/)
  assert.match(out, /Convenience store/)
})

test('JSON names places, sides and whole people', () => {
  const { code, out } = yike(['compare', CITY, at('close.json'), '--json'])
  assert.equal(code, 0)
  const { sides, rows, differences } = JSON.parse(out)
  assert.deepEqual([sides, differences], [['measured', '关门'], []])
  const row = rows.find((r: { category: string }) => r.category === 'wet-market')
  assert.ok(Number.isInteger(row.sides[1].lost) && row.sides[1].lost > 0)
})

test('an edit that does not fit is said, and the rest is compared', () => {
  const { code, err } = yike(['compare', CITY, at('stray.json')])
  assert.equal(code, 0)
  assert.match(err, /没有编号为 nobody 的网点/)
})

test('what cannot be compared ends in one sentence and exit code 2', () => {
  const refused = (args: string[], why: RegExp) => {
    const { code, err } = yike(['compare', ...args])
    assert.equal(code, 2, err)
    assert.match(err, why)
  }
  refused([CITY], /需要 A B/)
  refused([at('close.json'), at('stray.json')], /需要 --base/)
  refused([CITY, at('nothing.json')], /找不到文件/)
  refused([CITY, at('bad.json')], /edits\[0\]\.kind 应为 open \| close/)
  refused([CITY, HOME], /没有测度结果/)
  refused([CITY, ELDER, '--by', 'other'], /没有 other 一级的区域/)
})
