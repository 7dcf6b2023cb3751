// `yike site` as an officer uses it, on a small demo city.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { contents, demoCity, folder, write, yike } from './test/yike.ts'

const { files } = demoCity()
const measured = join(folder(), 'measured')
const made = yike(['measure', ...files, '--out', measured])
assert.equal(made.code, 0, made.err)

interface Sites {
  readonly objective: number
  readonly bound: number
  readonly gap: number
  readonly ended: string
  readonly unit: string
  readonly candidates: {
    readonly premises: number
    readonly street: number
    readonly mobile: number
    readonly useful: number
  }
  readonly categories: readonly {
    readonly category: string
    readonly gained: number
    readonly lacking: number
    readonly before: { readonly within: number; readonly people: number }
    readonly after: { readonly within: number }
    readonly where: readonly { readonly name: string | null; readonly people: number }[]
  }[]
  readonly sites: readonly {
    readonly name: string
    readonly lng: number
    readonly lat: number
    readonly people_gained: readonly number[]
    readonly categories: readonly string[]
    readonly van: number | null
    readonly cost_yuan: number | null
  }[]
}

function site(options: readonly string[], given: Readonly<Record<string, string>> = {}) {
  const at = write(folder(), given)
  const ended = yike(['site', measured, '--out', 'out', '--minutes', '8', ...options], { cwd: at })
  const out = join(at, 'out')
  const json = existsSync(out) ? (JSON.parse(readFileSync(join(out, 'sites.json'), 'utf8')) as Sites) : null
  return { ...ended, out, json }
}

const plain = site(['--category', '菜市场', '--p', '3'])

test('sites, whom they gain, and the proof: in sentences and in files', () => {
  assert.equal(plain.code, 0, plain.err)
  const said = yike([
    'site',
    measured,
    '--minutes',
    '8',
    '--category',
    'wet-market',
    '--p',
    '3',
    '--out',
    join(folder(), 'o'),
  ]).out
  assert.match(said, /菜市场：计入的 [\d,]+ 名居民里缺 [\d,]+ 人/)
  assert.match(said, /新增 [\d,]+ 人，占缺的 [\d.]+%；覆盖率 [\d.]+% → [\d.]+%/)
  assert.match(said, /已证明最优|至多还能好/)
  assert.match(said, /曲线：0 处 0 人，1 处/)
  assert.deepEqual([...contents(plain.out).keys()], ['manifest.json', 'sites.csv', 'sites.geojson', 'sites.json'])
  const { json } = plain
  const [category] = json!.categories
  const sum = (all: readonly number[]) => all.reduce((a, b) => a + b, 0)
  assert.equal(sum(json!.sites.map((s) => s.people_gained[0]!)), category!.gained)
  assert.ok(Math.abs(category!.after.within - category!.before.within - category!.gained) <= 1)
  assert.equal(sum(category!.where.map((w) => w.people)), category!.gained)
  assert.equal(json!.objective, category!.gained)
  assert.ok(json!.bound >= json!.objective)
  const points = JSON.parse(readFileSync(join(plain.out, 'sites.geojson'), 'utf8')) as { features: unknown[] }
  assert.equal(points.features.length, json!.sites.length)
  const manifest = JSON.parse(readFileSync(join(plain.out, 'manifest.json'), 'utf8')) as {
    kind: string
    inputs: { role: string; sha256: string }[]
    seed: number
  }
  assert.deepEqual([manifest.kind, manifest.inputs[0]!.role, manifest.seed], ['sites', 'city', 1])
})

test('a ledger with the sites in it is measured to cover just as many', () => {
  const rows = plain.json!.sites.map((s, i) => `new${i},新菜场${i},菜市场,${s.lng},${s.lat}`)
  const at = write(folder(), { 'new.csv': `编号,名称,业态,经度,纬度\n${rows.join('\n')}\n` })
  const more = files.flatMap((f) => (f === '--outlets' ? [f, 'new.csv'] : [f]))
  const again = yike(['measure', ...more, '--datum', 'new.csv=wgs84', '--minutes', '8', '--out', 'again', '--json'], {
    cwd: at,
  })
  assert.equal(again.code, 0, again.err)
  const found = (JSON.parse(again.out) as { categories: { id: string; within: number }[] }).categories.find(
    (c) => c.id === 'wet-market',
  )
  // coordinates in the file are rounded to 0.1 m: a walk may be a tenth of a second longer
  assert.ok(Math.abs(found!.within - plain.json!.categories[0]!.after.within) <= 0.01 * found!.within)
})

test('the same question gives the same bytes', () => {
  const again = site(['--category', 'wet-market', '--p', '3'])
  for (const [name, bytes] of contents(plain.out)) assert.ok(bytes.equals(contents(again.out).get(name)!), name)
})

test('premises of an office, with a budget; several categories under one roof; carts with their hours', () => {
  const at = plain.json!.sites
  const premises =
    '编号,名称,经度,纬度,面积,改造费用(万元),可设业态\n' +
    at.map((s, i) => `P${i},空铺${i},${s.lng},${s.lat},${120 + i},${10 + i},${i === 2 ? '菜市场' : ''}`).join('\n') +
    '\nP9,无坐标,,,80,1,\nP10,无价,83.5,39,80,,菜市场、飞碟\n'
  const bought = site(['--category', 'wet-market', '--budget', '23万', '--premises', 'p.csv'], { 'p.csv': premises })
  assert.equal(bought.code, 0, bought.err)
  assert.match(bought.err, /p\.csv: .*areaM2 ← 面积.*cost ← 改造费用\(万元\)/)
  assert.match(bought.err, /没有坐标，此行未采用/)
  assert.match(bought.err, /不是标准里的业态，此项略过.*飞碟/)
  assert.match(bought.err, /费用未知，按预算选址时未采用/)
  const spent = bought.json!.sites.reduce((sum, s) => sum + s.cost_yuan!, 0)
  assert.ok(spent > 0 && spent <= 230_000)
  assert.equal(bought.json!.candidates.street, 0)

  const shared = site([
    '--category',
    'wet-market,elder-care',
    '--model',
    'shared',
    '--p',
    '2',
    '--candidates-on-streets',
    '60',
  ])
  assert.equal(shared.code, 0, shared.err)
  assert.equal(shared.json!.unit, 'people-categories')
  assert.equal(
    shared.json!.objective,
    shared.json!.categories.reduce((sum, c) => sum + c.gained, 0),
  )

  const stops = `名称,经度,纬度,时段\n${at.map((s, i) => `车站${i},${s.lng},${s.lat},${6 + i}:00-${6 + i}:45`).join('\n')}\n无时段,83.5,39,\n`
  const carts = site(
    [
      '--category',
      'wet-market',
      '--model',
      'mobile',
      '--p',
      '1',
      '--stops-per-van',
      '3',
      '--minutes-between',
      '10',
      '--mobile',
      's.csv',
      '--lang',
      'en',
    ],
    { 's.csv': stops },
  )
  assert.equal(carts.code, 0, carts.err)
  assert.deepEqual(new Set(carts.json!.sites.map((s) => s.van)), new Set([1]))
  assert.match(carts.err, /no hours that can be read; the stop was left out/)
})

test('circles tell where those gained live', () => {
  const ring = [[82, 38], [85, 38], [85, 40], [82, 40], [82, 38]] // biome-ignore format: one line
  const circles = JSON.stringify({
    type: 'FeatureCollection',
    features: [
      { type: 'Feature', properties: { name: '东门生活圈' }, geometry: { type: 'Polygon', coordinates: [ring] } },
    ],
  })
  const { json, code, err } = site(['--category', 'wet-market', '--p', '1', '--circles', 'c.geojson'], {
    'c.geojson': circles,
  })
  assert.equal(code, 0, err)
  assert.deepEqual(
    json!.categories[0]!.where.map((w) => w.name),
    ['东门生活圈'],
  )
})

test('what cannot be answered is one sentence that says what would have to give, exit code 2, and no folder', () => {
  const far = '名称,经度,纬度,费用\n远处,90,39,5\n'
  const near = `名称,经度,纬度,费用\n近处,${plain.json!.sites[0]!.lng},${plain.json!.sites[0]!.lat},5\n`
  for (const [options, given, sentence] of [
    [['--p', '3'], {}, /需要 --category/],
    [['--category', 'wet-market'], {}, /需要 --p \| --budget/],
    [['--category', 'wet-market,elder-care', '--p', '1'], {}, /合设用 --model shared/],
    [
      ['--category', 'wet-market', '--p', '1', '--premises', 'f.csv'],
      { 'f.csv': far },
      /够不到任何一个缺菜市场的人.*放宽时限/,
    ],
    [['--category', 'wet-market', '--p', '9', '--premises', 'n.csv'], { 'n.csv': near }, /请减少 p 或增加候选点/],
    [['--category', 'wet-market', '--budget', '0', '--premises', 'n.csv'], { 'n.csv': near }, /请提高预算/],
    [['--category', 'recycling', '--p', '1'], {}, /没有一份来源列有再生资源回收点.*--unknown-too/],
    [
      ['--category', 'wet-market', '--model', 'fewest', '--share', '1', '--premises', 'n.csv'],
      { 'n.csv': near },
      /请增加候选点/,
    ],
    [['--category', 'wet-market', '--model', 'least-trade', '--p', '1', '--min-trade', '999999'], {}, /请降低保底客源/],
    [
      ['--category', 'wet-market', '--model', 'capacitated', '--share', '0.9', '--capacity', '1'],
      {},
      /请增加候选点或容量/,
    ],
    [
      ['--category', 'wet-market', '--model', 'mobile', '--p', '1', '--premises', 'n.csv'],
      { 'n.csv': near },
      /没有可用于菜市场的候选点/,
    ],
    [['--category', 'wet-market', '--p', '1', '--circles', 'n.csv'], { 'n.csv': near }, /认不出 n\.csv 的格式/],
  ] as const) {
    const { code, err, json } = site([...options], given as Record<string, string>)
    assert.equal(code, 2, `${options}: ${err}`)
    assert.match(err.trim().split('\n').at(-1)!, sentence)
    assert.equal(json, null)
  }
  const unread = yike([
    'site',
    measured,
    '--category',
    'gym',
    '--model',
    'p-median',
    '--p',
    '1',
    '--budget',
    '5',
    '--out',
    'o',
  ])
  assert.equal(unread.code, 2)
  assert.match(unread.err, /--budget 只用于模型 most-covered，这里是 p-median/)
  const nowhere = yike(['site', join(folder(), 'no'), '--category', 'gym', '--p', '1', '--out', join(folder(), 'o')])
  assert.deepEqual([nowhere.code, /请先运行 yike measure/.test(nowhere.err)], [2, true])
})

test('the other models answer too', () => {
  for (const options of [
    ['--model', 'fewest', '--share', '0.95'],
    ['--model', 'p-median', '--p', '2', '--candidates-on-streets', '60'],
    ['--model', 'p-center', '--p', '3', '--candidates-on-streets', '60', '--seconds', '2'],
    ['--model', 'least-trade', '--p', '3', '--min-trade', '300'],
    [
      '--model',
      'capacitated',
      '--share',
      '0.8',
      '--capacity',
      '3000',
      '--candidates-on-streets',
      '80',
      '--seconds',
      '5',
    ],
  ]) {
    const { code, err, json } = site(['--category', 'wet-market', ...options])
    assert.equal(code, 0, `${options}: ${err}`)
    assert.ok(json!.sites.length > 0 && json!.gap >= 0, `${options}`)
  }
})

test('a published instance and tables run through the same command', () => {
  const pmed = ' 4 4 2\n 1 2 9\n 2 3 3\n 3 4 4\n 1 2 2\n'
  const at = write(folder(), {
    'a.txt': pmed,
    'd.csv': 'distance,name,DestinationName,demand\n0,s,a,10\n5,s,b,20\n9,t,a,10\n1,t,b,20\n',
  })
  const one = yike(['site', '--pmed', 'a.txt', '--model', 'p-median', '--json'], { cwd: at })
  assert.equal(one.code, 0, one.err)
  assert.deepEqual([(JSON.parse(one.out) as Sites).objective, (JSON.parse(one.out) as Sites).ended], [5, 'proven'])
  const two = yike(['site', '--distances', 'd.csv', '--model', 'most-covered', '--radius', '5', '--p', '1', '--json'], {
    cwd: at,
  })
  assert.equal(two.code, 0, two.err)
  assert.equal((JSON.parse(two.out) as Sites).objective, 30)
})

test('existing outlets may close where that is asked, and p is how many are open in the end', () => {
  const asked = ['--category', 'wet-market', '--p', '2', '--candidates-on-streets', '60']
  const { code, json } = site([...asked, '--existing', 'free'])
  assert.equal(code, 0)
  const its = json as unknown as { kept: number; opened: number; closed: number; outlets: number; sites: unknown[] }
  assert.ok(its.kept + its.opened <= 2)
  assert.equal(its.kept + its.closed, its.outlets)
  assert.equal(its.sites.length, its.kept + its.opened + its.closed)
  const refused = site([...asked, '--existing', 'free', '--model', 'shared'])
  assert.match(refused.err, /--existing free 只用于模型 most-covered, fewest, p-median, p-center/)
})
