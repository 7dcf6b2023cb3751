import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { standards } from '@yike/core/standard/standards/index.ts'
import { folder, ROOT, yike } from './test/yike.ts'

const COMMANDS = [
  'measure',
  'site',
  'circles',
  'access',
  'table',
  'reach',
  'route',
  'clock',
  'plan',
  'compare',
  'demo',
  'register',
  'serve',
  'worker',
  'backup',
  'restore',
  'migrate',
  'doctor',
]

test('help teaches: every command, three lines to try, what the exit codes mean', () => {
  for (const args of [['help'], ['--help'], ['-h'], []]) {
    const { code, out, err } = yike(args)
    assert.equal(code, 0, err)
    for (const command of COMMANDS) assert.match(out, new RegExp(`^ {2}${command} `, 'm'))
    assert.match(out, /yike demo --out data\/demo/)
    assert.match(out, /退出码/)
    assert.doesNotMatch(out, /Usage|Options|Commands|default/)
  }
})

test('a command explains itself whichever way one asks', () => {
  const [first, ...others] = [
    ['help', 'measure'],
    ['measure', '--help'],
    ['measure', '-h'],
  ].map((a) => yike(a))
  assert.match(first!.out, /--census-code/)
  assert.match(first!.out, /notice-2025/)
  for (const other of others) assert.equal(other.out, first!.out)
})

test('measure explains what unknown means, and how labels become categories', () => {
  const zh = yike(['help', 'measure']).out
  assert.match(zh, /未知.*不算“没有”/s)
  assert.match(zh, /--ledger-complete：/)
  assert.match(zh, /标签,归入/)
  const en = yike(['help', 'measure', '--lang', 'en']).out
  assert.match(en, /unknown, not absent/)
  assert.match(en, /label,category/)
  const ids = /deli,(\S+)/.exec(en)![1]!.split('+')
  for (const id of ids)
    assert.ok(
      standards.some((s) => s.categories.some((c) => c.id === id)),
      id,
    )
})

test('English is spoken wherever --lang stands', () => {
  for (const args of [
    ['--lang', 'en', 'help', 'register'],
    ['help', 'register', '--lang', 'en'],
    ['register', '--help', '--lang=en'],
    ['--lang=en-GB', 'register', '-h'],
  ]) {
    const { code, out } = yike(args)
    assert.equal(code, 0)
    assert.match(out, /--batch <id>/, args.join(' '))
    assert.match(out, /^Usage: /)
    assert.doesNotMatch(out, /[\u4e00-\u9fff]/)
  }
})

test('what does not exist is said in one sentence, with exit code 2 and nothing on stdout', () => {
  for (const [args, sentence] of [
    [['measuer'], /没有 measuer 这个命令（是不是 measure？）/],
    [['demo', '--out', 'x', '--poeple', '3'], /没有 --poeple 这个选项（是不是 --people？）/],
    [['measure'], /缺少 --out/],
    [['demo', '--out'], /--out 后面没有值/],
    [['serve'], /缺少 <dir>/],
    [['doctor', 'now'], /多出了 now/],
    [['doctor', '--lang', 'fr'], /--lang 应为 zh \| en，得到 fr/],
    [['--lang', 'en', 'measuer'], /^usage: unknown command 'measuer' \(Did you mean measure\?\); see yike help/],
  ] as const) {
    const { code, out, err } = yike(args)
    assert.equal(code, 2, args.join(' '))
    assert.equal(out, '')
    assert.match(err.trim(), sentence)
    assert.equal(err.trim().split('\n').length, 1, err)
  }
})

test('the program that npx runs passes words and exit codes on', () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [join(ROOT, 'cli', 'yike.mjs'), ...args], { encoding: 'utf8' })
  assert.equal(run('help').stdout, yike(['help']).out)
  assert.equal(run('measuer').status, 2)
})

test('the demo city: same seed, same bytes; nonsense is refused', () => {
  const at = folder()
  const make = (to: string) => yike(['demo', '--people', '5000', '--seed', '7', '--out', join(at, to), '--json'])
  const [one, two] = [make('one'), make('two')]
  assert.equal(one.code, 0, one.err)
  const said = JSON.parse(one.out) as { files: string[] }
  assert.deepEqual(said.files, (JSON.parse(two.out) as { files: string[] }).files)
  for (const name of [...said.files, 'manifest.json'])
    assert.ok(readFileSync(join(at, 'one', name)).equals(readFileSync(join(at, 'two', name))), name)
  for (const [option, value] of [
    ['--people', '10'],
    ['--people', 'many'],
    ['--seed', '-1'],
  ]) {
    const { code, err } = yike(['demo', option!, value!, '--out', join(at, 'three')])
    assert.equal(code, 2)
    assert.match(err, new RegExp(`^${option} 应为`))
  }
  assert.ok(!existsSync(join(at, 'three')))
})

test('register prints both annexes as the notice prints them', (t) => {
  const notice = join(ROOT, '..', 'shared', 'policy', 'notice-2024-409.txt')
  if (!existsSync(notice)) return t.skip('the notice is not here')
  const flat = (text: string) =>
    text
      .replace(/^序号.*$/gm, '')
      .split(/\r?\n/)
      .map((l) => l.trimEnd())
      .filter(Boolean)
  const whole = flat(readFileSync(notice, 'utf8'))
  for (const [id, title] of [
    ['pilot-4', '附件 1'],
    ['pioneer-1', '附件 2'],
  ] as const) {
    const { code, out } = yike(['register', '--batch', id])
    assert.equal(code, 0)
    const annex = flat(out)
    const from = whole.indexOf(title)
    assert.ok(annex.length > 15)
    assert.deepEqual(annex, whole.slice(from, from + annex.length))
  }
})

test('register: batches, one area, JSON; what is not known is said', () => {
  const batches = JSON.parse(yike(['register', '--json']).out) as { id: string; official: number; known: number }[]
  assert.equal(batches.find((b) => b.id === 'pilot-4')!.official, 60)
  assert.match(yike(['register', '--batch', 'pilot-9']).err, /没有名为 pilot-9 的批次；可用：.*pilot-4/)
  assert.equal(yike(['register', '--batch', 'pilot-9']).code, 2)
  assert.equal(yike(['register', '--area', '虹口']).code, 2)
  const { out, code } = yike(['register', '--area', '999999'])
  assert.equal(code, 0)
  assert.match(out, /已知名单里没有 999999/)
})

test('doctor says what is there and what to do, on a screen and as JSON', () => {
  const { code, out } = yike(['doctor'])
  assert.equal(code, 0)
  assert.match(out, /^yike \d/)
  const { checks } = JSON.parse(yike(['doctor', '--json']).out) as {
    checks: { found: string | null; remedy: string | null }[]
  }
  assert.equal(out.trim().split('\n').length, checks.length + 1)
  for (const { found, remedy } of checks) assert.ok((found === null) !== (remedy === null))
})
