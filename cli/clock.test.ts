import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { demoCity, folder, yike } from './test/yike.ts'

const city = join(folder(), 'city')
const made = yike(['measure', ...demoCity().files, '--out', city])
assert.equal(made.code, 0, made.err)

interface Json {
  readonly floorSeconds: number | null
  readonly band: string | null
  readonly hours: { readonly stated: number; readonly read: number }
  readonly answers: readonly {
    readonly day: number
    readonly minute: number
    readonly categories: readonly {
      readonly id: string
      readonly people: number
      readonly open: number
      readonly unsure: number
      readonly closed: number
      readonly beyond: number
      readonly least: number | null
      readonly most: number | null
    }[]
  }[]
}

const asked = (...options: string[]) => {
  const { code, out, err } = yike(['clock', city, '--json', ...options])
  assert.equal(code, 0, err)
  return JSON.parse(out) as Json
}

test('the clock says of every category who reaches what at that hour, from at least to at most', () => {
  const { answers, floorSeconds, hours } = asked('--persona', 'elder-76')
  assert.deepEqual([answers[0]!.day, answers[0]!.minute], [2, 390])
  assert.ok(Math.abs(floorSeconds! - 4 * 16.2) < 1e-9)
  assert.ok(hours.stated > 0 && hours.read === hours.stated)
  for (const c of answers[0]!.categories) {
    if (c.least === null) continue
    assert.ok(c.least <= c.most! && Math.abs(c.open + c.unsure + c.closed + c.beyond - c.people) <= 2, c.id)
  }
})

test('one category hour by hour: breakfast is had in the morning', () => {
  const { answers } = asked('--at', '周三 06:30', '--category', 'breakfast', '--band', '65+')
  assert.equal(answers.length, 24)
  const least = answers.map((a) => a.categories[0]!.least!)
  assert.ok(least[7]! > 0.5 && least[3] === 0 && least[20] === 0, least.join())
})

test('who lives higher reaches less, and slower too', () => {
  const open = (...options: string[]) =>
    asked('--at', 'Wed 10:00', ...options).answers[0]!.categories.reduce((sum, c) => sum + c.open, 0)
  const ground = open()
  assert.ok(open('--floor', '20') < ground)
  assert.ok(open('--speed', '3') < ground)
  assert.equal(open('--floor', '20', '--lift'), ground)
})

test('words, a table, and the same bytes again', () => {
  const at = folder()
  const said = ['a.csv', 'b.csv'].map((name) =>
    yike(['clock', city, '--persona', 'pram-evening', '--out', name], { cwd: at }),
  )
  assert.equal(said[0]!.code, 0, said[0]!.err)
  assert.match(said[0]!.out, /示例：推婴儿车的家长/)
  assert.match(said[0]!.out, /不走台阶 .*出门时刻是否营业 · \d+ 个网点写有营业时间/)
  assert.match(said[0]!.out, /便利店 +[\d.]+%/)
  const [a, b] = ['a.csv', 'b.csv'].map((name) => readFileSync(join(at, name), 'utf8'))
  assert.equal(a, b)
  assert.match(a!, /^\ufeffmoment,category,name,people,open,/)
  assert.equal(said[0]!.out, said[1]!.out)
})

test('what cannot be done is one sentence', () => {
  for (const [options, sentence] of [
    [[], /需要 --persona ID \| --at/],
    [['--persona', 'nobody'], /没有名为 nobody 的人物；可用：elder-76/],
    [['--at', '06:30'], /at 应为 周三 06:30/],
    [['--at', '周三 6:30', '--floor', '0'], /--floor 应为 1–100/],
    [['--at', '周三 6:30', '--category', 'pub'], /--category 应为 convenience-store/],
    [['--at', '周三 6:30', '--band', '80+'], /--band 应为 0-2/],
  ] as const) {
    const { code, out, err } = yike(['clock', city, ...options])
    assert.equal(code, 2, options.join(' '))
    assert.equal(out, '')
    assert.match(err, sentence)
    assert.equal(err.trim().split('\n').length, 1)
  }
  const { code, err } = yike(['clock', folder(), '--persona', 'elder-76'])
  assert.equal(code, 2)
  assert.match(err, /没有测度结果/)
})
