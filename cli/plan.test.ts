// A plan as officers meet it: drafted, taken to Excel and back, carried out, measured again; and what goes wrong on the way.
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { packInputs, unpackInputs } from '@yike/core/circle/pack.ts'
import { applyEdits } from '@yike/core/plan/apply.ts'
import { editsOf } from '@yike/core/plan/carry-out.ts'
import { readPlan } from '@yike/core/plan/plan.ts'
import { readSites } from '@yike/core/plan/proposals.ts'
import { contents, demoCity, folder, write, yike } from './test/yike.ts'

const { files } = demoCity()
const HOME = folder()
const CITY = join(HOME, 'measured')
const measured = yike(['measure', ...files, '--out', CITY, '--json'])
assert.equal(measured.code, 0, measured.err)
const inputs = unpackInputs(readFileSync(join(CITY, 'city.yike')))
const { lng, lat, people } = inputs.population
/** Where most people live in one cell, and where fewest do. */
const most = people.indexOf(Math.max(...people))
const sitesText = JSON.stringify({
  proposals: [
    { candidate: { id: 'p1', name: '闲置铺位', at: [lng[most], lat[most]], cost: 300_000 }, categories: ['elder-care', 'bookshop'] },
    { candidate: { id: 'v1', name: '便民车', at: [lng[0], lat[0]], kind: 'mobile', cost: 50_000 }, categories: ['wet-market'] },
  ],
}) // biome-ignore format: one line
write(HOME, {
  'sites.json': sitesText,
  'tally.json': JSON.stringify({ yike: 'tally', version: 1, name: '问卷', circles: [] }),
  'bad.json': '{"yike":"plan","version":1',
  'other.json': '{"yike":"tally","version":1,"circles":[]}',
  'bad-sites.json': '{"proposals":[{"candidate":{"id":"p1","at":[1,2]},"categories":["a"],"gained":[[999999]]}]}',
  'strange.csv': 'a,b\n1,2\n',
})
const at = (name: string) => join(HOME, name)
const PLAN = at('plan')
const plan = (...more: string[]) => yike(['plan', CITY, '--by', 'community', ...more])
const ok = (ended: ReturnType<typeof yike>) => {
  assert.equal(ended.code, 0, ended.err)
  return ended.out
}
const readJson = (dir: string) => readPlan(readFileSync(join(dir, 'plan.json'), 'utf8'), 'plan.json')

test('a plan is drafted: a paper, tables, a manifest with what it was made from; the same again, the same bytes', () => {
  const first = JSON.parse(ok(plan('--start', '2027', '--sites', at('sites.json'), '--tally', at('tally.json'), '--out', PLAN, '--json'))) // biome-ignore format: one line
  assert.ok(first.circles > 0 && first.actions.total > 0)
  const names = [...contents(PLAN).keys()]
  assert.deepEqual(names, ['curve.csv', 'manifest.json', 'plan.csv', 'plan.html', 'plan.json', 'tasks.csv'])
  const before = contents(PLAN)
  ok(plan('--start', '2027', '--sites', at('sites.json'), '--tally', at('tally.json'), '--out', PLAN, '--json'))
  assert.deepEqual(contents(PLAN), before)
  const manifest = JSON.parse(readFileSync(join(PLAN, 'manifest.json'), 'utf8'))
  assert.deepEqual(manifest.inputs.map((i: { role: string }) => i.role), ['city', 'tally', 'sites']) // biome-ignore format: one line
  assert.equal(manifest.seed, null)
  assert.match(readFileSync(join(PLAN, 'plan.csv'), 'utf8'), /^\ufeff/)
  for (const way of ['按边界', '按中心', '按可达居民']) assert.match(readFileSync(join(PLAN, 'plan.html'), 'utf8'), new RegExp(way)) // biome-ignore format: one line
})

test('what was edited in the table is in the next plan, and the command says how many', () => {
  const csv = readFileSync(join(PLAN, 'plan.csv'), 'utf8')
  const { actions } = readJson(PLAN)
  const target = actions.find((a) => a.cost === null && a.measure === 'open')!
  const [head, ...rows] = csv.split('\r\n')
  const [cost, note] = ['cost', 'note'].map((name) => head!.split(',').indexOf(name))
  const edited = rows.map((row) => {
    if (!row.includes(`,${target.id},`)) return row
    const cells = row.split(',')
    cells[cost!] = '88000'
    cells[note!] = '已与街道商定'
    return cells.join(',')
  })
  writeFileSync(at('edited.csv'), [head, ...edited].join('\r\n'))
  const said = ok(
    plan('--start', '2027', '--sites', at('sites.json'), '--edits', at('edited.csv'), '--out', at('plan-2')),
  )
  assert.match(said, /保留人工修改 1 项/)
  const again = readJson(at('plan-2')).actions.find((a) => a.id === target.id)!
  assert.deepEqual([again.cost, again.note, again.edited], [88_000, '已与街道商定', ['cost', 'note']])
  // and from the folder of that plan into the one after it
  ok(plan('--start', '2027', '--sites', at('sites.json'), '--edits', at('plan-2'), '--out', at('plan-3')))
  assert.equal(readJson(at('plan-3')).actions.find((a) => a.id === target.id)!.cost, 88_000)
})

test('carried out as proposed and measured again, what was promised was delivered', () => {
  const { chosen } = readSites(sitesText, 'sites.json', people.length)
  const bare = chosen.map(({ candidate, categories }) => ({ candidate, categories, gained: [], people: [] }))
  const after = applyEdits(inputs, { name: 'done', edits: editsOf(bare) }).inputs
  write(HOME, { 'after.yike': packInputs(after) })
  const said = JSON.parse(ok(yike(['plan', at('after.yike'), '--delivered', PLAN, '--out', at('done'), '--json'])))
  const sites = new Set(readJson(PLAN).actions.filter((a) => a.sites.some((s) => s.kind === 'candidate')).map((a) => a.id)) // biome-ignore format: one line
  assert.ok(sites.size > 0)
  for (const a of said.actions) if (sites.has(a.id)) assert.deepEqual([a.delivered, a.outcome], [a.promised, 'all'])
  assert.deepEqual([said.closed.length, said.opened.length], [0, 2])
  assert.ok(contents(at('done')).has('delivered.csv'))
  const nothing = JSON.parse(ok(yike(['plan', CITY, '--delivered', PLAN, '--out', at('none'), '--json'])))
  assert.equal(nothing.total.delivered, 0)
})

test('without sites the plan seeks its own for what is lacked, says how good they are, and can be told not to', () => {
  const said = ok(plan('--out', at('own')))
  assert.match(said, /全市缺[\d,]+人，[\d,]+处候选点里选\d+处（不能更少），可新增[\d,]+人/)
  const { grounds, actions } = readJson(at('own'))
  assert.ok(grounds.sited.length > 0)
  const basic = new Set(grounds.sited.map((s) => s.category))
  for (const a of actions) if (a.measure === 'open' && basic.has(a.category)) assert.ok(a.sites.length > 0 && a.gain)
  assert.match(readFileSync(join(at('own'), 'plan.html'), 'utf8'), /本方案自行选址的业态/)
  ok(plan('--propose', 'none', '--out', at('bare')))
  assert.deepEqual(readJson(at('bare')).grounds.sited, [])
  ok(plan('--propose', '菜市场', '--out', at('market')))
  assert.deepEqual(readJson(at('market')).grounds.sited.map((s) => s.category), ['wet-market']) // biome-ignore format: one line
})

test('premises are the only places where they are given, with what they cost', () => {
  write(HOME, { 'rooms.csv': `名称,经度,纬度,费用\n甲铺,${lng[most]},${lat[most]},200000\n` })
  const said = ok(plan('--propose', 'elder-care', '--premises', at('rooms.csv'), '--out', at('rooms')))
  assert.match(said, /社区养老服务机构：/)
  const { actions } = readJson(at('rooms'))
  const sites = new Set(actions.flatMap((a) => a.sites.filter((s) => s.kind === 'candidate').map((s) => s.name)))
  assert.deepEqual([...sites].filter((name) => name !== '甲铺'), []) // biome-ignore format: one line
})

test('a budget of 0 is an answer: what it does not reach is in no year, in a sentence', () => {
  const said = ok(plan('--sites', at('sites.json'), '--budget', '0', '--out', at('poor')))
  assert.match(said, /每年预算0元：\d+项排不进任何一年，差[\d.]+万元/)
  assert.match(said, /第1年：/)
})

test('a locked circle is in its year, in either language', () => {
  const { tasks } = readJson(PLAN)
  const { circle, year } = tasks.tasks.find((t) => t.year === 1)!
  const said = ok(plan('--lock', `${circle}=2`, '--out', at('locked'), '--lang', 'en'))
  assert.match(said, /year 2: \d+ circles/)
  assert.equal(readJson(at('locked')).tasks.tasks.find((t) => t.circle === circle)!.year, year + 1)
})

test('what cannot be done ends in one sentence and exit code 2, with nothing written', () => {
  const refused = (args: string[], why: RegExp) => {
    const { code, err } = yike(['plan', ...args, '--out', at('never')])
    assert.equal(code, 2, err)
    assert.equal(err.trim().split('\n').length, 1, err)
    assert.match(err, why)
  }
  const by = ['--by', 'community']
  refused([CITY], /需要 --circles F \| --by community/)
  refused([CITY, '--by', 'planet'], /--by 应为/)
  refused([CITY, '--by', 'other'], /没有 other 一级的区域；已有：district/)
  refused([at('nowhere'), ...by], /没有测度结果/)
  refused([HOME, ...by], /没有测度结果/)
  refused([CITY, ...by, '--budget', '-1'], /--budget 应为 ≥ 0/)
  refused([CITY, ...by, '--years', '0'], /--years 应为/)
  refused([CITY, ...by, '--lock', 'nobody=1'], /--lock 应为/)
  refused([CITY, ...by, '--lock', 'c'], /--lock 应为/)
  refused([CITY, ...by, '--propose', 'nonsense'], /--propose 应为/)
  refused([CITY, ...by, '--propose', ','], /--propose 应为/)
  refused([CITY, ...by, '--premises', at('nowhere.csv')], /nowhere\.csv/)
  refused([CITY, ...by, '--seconds', '0'], /--seconds 应为/)
  refused([CITY, ...by, '--edits', at('bad.json')], /bad\.json 读不懂：不是 JSON/)
  refused([CITY, ...by, '--edits', at('other.json')], /yike 应为 "plan"/)
  refused([CITY, ...by, '--edits', at('strange.csv')], /缺少列：id/)
  refused([CITY, ...by, '--sites', at('other.json')], /sites 应为/)
  refused([CITY, ...by, '--sites', at('bad-sites.json')], /gained\[0\]\[0\] 应为/)
  refused([CITY, '--delivered', at('other.json')], /yike 应为 "plan"/)
})

test('a plan of other residents is not held against this city', () => {
  const other = { ...inputs, population: { ...inputs.population, people: people.map((n) => n + 1) } }
  write(HOME, { 'other.yike': packInputs(other) })
  const { code, err } = yike(['plan', at('other.yike'), '--delivered', PLAN, '--out', at('never')])
  assert.equal(code, 2)
  assert.match(err, /不是同一批/)
})
