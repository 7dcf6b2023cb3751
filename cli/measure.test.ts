// `yike measure` as a city would use it, on a small demo city.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { contents, demoCity, demoFiles, folder, MAIN, write, yike } from './test/yike.ts'

const OUTPUTS = 'areas.csv basemap.json cells.csv cells.geojson city.json city.yike gaps.csv manifest.json report.html'

interface City {
  title: string
  people: number
  convention: { kmh: { value: number }; walker: string; minutes: number }
  standard: { id: string }
  categories: { id: string; name: { zh: string }; outlets: number; share: { within: number } | null }[]
  unclassified: { label: string; count: number }[]
  findings: { code: string; file: string; count: number; examples: { row: number | null; what: string }[] }[]
  inputs: { role: string; file: string; datum: string | null; datumBy: string | null; sha256: string }[]
}

const { city, files } = demoCity()
const base = join(folder(), 'base')
const plain = yike(['measure', ...files, '--out', base])
assert.equal(plain.code, 0, plain.err)

const cityOf = (out: string) => JSON.parse(readFileSync(join(out, 'city.json'), 'utf8')) as City

/** Measures the demo city with more options and gives what was said and the city. */
function measured(...options: string[]) {
  const out = join(folder(), 'out')
  const ended = yike(['measure', ...files, ...options, '--out', out])
  assert.equal(ended.code, 0, ended.err)
  return { ...ended, city: cityOf(out), path: out }
}

test('every file that was promised is written, and the manifest lists them', () => {
  assert.equal([...contents(base).keys()].join(' '), OUTPUTS)
  const manifest = JSON.parse(readFileSync(join(base, 'manifest.json'), 'utf8')) as {
    outputs: { file: string }[]
    seed: null
    inputs: City['inputs']
  }
  assert.equal([...manifest.outputs.map((o) => o.file), 'manifest.json'].sort().join(' '), OUTPUTS)
  assert.deepEqual(
    manifest.inputs.map((i) => i.role),
    ['osm', 'outlets', 'outlets', 'areas', 'census'],
  )
  for (const { sha256 } of manifest.inputs) assert.match(sha256, /^[0-9a-f]{64}$/)
})

test('the same inputs give the same bytes, wherever they lie and wherever one stands', () => {
  const elsewhere = join(folder(), '别处 (2)')
  mkdirSync(elsewhere)
  cpSync(city, join(elsewhere, 'city'), { recursive: true })
  const again = yike(['measure', ...demoFiles('city'), '--out', 'measured/again'], { cwd: elsewhere })
  assert.equal(again.code, 0, again.err)
  const [one, two] = [contents(base), contents(join(elsewhere, 'measured', 'again'))]
  assert.deepEqual([...two.keys()], [...one.keys()])
  for (const [name, bytes] of one) assert.ok(bytes.equals(two.get(name)!), name)
})

test('a result of ours is replaced; anything else is left alone', () => {
  const path = join(folder(), 'ours')
  cpSync(base, path, { recursive: true })
  assert.equal(yike(['measure', ...files, '--title', 'second', '--out', path]).code, 0)
  assert.equal(cityOf(path).title, 'second')
  const foreign = write(folder(), { 'thesis.txt': 'years of work' })
  const refused = yike(['measure', ...files, '--out', foreign])
  assert.equal(refused.code, 2)
  assert.match(refused.err, /已有别的文件，不敢覆盖/)
  assert.deepEqual(readdirSync(foreign), ['thesis.txt'])
  const before = contents(city)
  assert.equal(yike(['measure', ...files, '--out', city]).code, 2, 'a demo city is ours, but no result')
  assert.deepEqual(contents(city), before)
  writeFileSync(join(path, 'remarks.docx'), 'by hand')
  assert.equal(yike(['measure', ...files, '--out', path]).code, 2, 'somebody has put a file there')
  const file = join(foreign, 'thesis.txt')
  assert.equal(yike(['measure', ...files, '--out', file]).code, 2)
  assert.equal(readFileSync(file, 'utf8'), 'years of work')
})

test('the summary lines up: names, percents and people each in their column', () => {
  const { out } = plain
  const widths = [...out.matchAll(/^ {2}(.*?) +(?:\S+%|—) {2}缺/gm)]
  assert.ok(widths.length > 20)
  const columns = (text: string) => [...text].reduce((n, c) => n + (c.charCodeAt(0) > 0x2e80 ? 2 : 1), 0)
  for (const mark of ['%  缺', ' 人 / ']) {
    const at = new Set(
      out
        .split('\n')
        .filter((l) => l.includes(mark))
        .map((l) => columns(l.slice(0, l.indexOf(mark)))),
    )
    assert.equal(at.size, 1, `${mark} stands at columns ${[...at]}`)
  }
})

test('--json is all of stdout, and says findings by file, code, count and examples', () => {
  const { out, err } = measured('--json')
  const said = JSON.parse(out) as City & { people: number; gaps: { category: string }[] }
  assert.equal(said.people, 20000)
  assert.ok(said.gaps.length > 0)
  assert.equal(err, '', 'a machine is not told twice')
  for (const f of said.findings) {
    assert.ok(f.code && f.file && f.count >= 1 && f.examples.length >= 1 && f.examples.length <= 5)
  }
  const zero = said.findings.find((f) => f.code === 'zero-coordinates')!
  assert.equal(zero.file, 'ledger.csv')
  assert.ok(zero.examples[0]!.row! > 1)
})

test('English is spoken, too; nothing draws bars where nobody watches', () => {
  const { out, err } = measured('--lang', 'en')
  assert.match(out, /20,000 residents, \d+ outlets/)
  assert.match(out, /of 20,000 lack it/)
  assert.match(err, /ledger\.csv: coordinates are \(0,0\); row left out \(2 ×; such as row \d+/)
  assert.ok(!/[█░]/.test(err + out) && !(err + out).includes('\u001b'))
})

test('walker, pace, minutes and standard are those that were asked for', () => {
  const of = (...options: string[]) => measured(...options).city
  const elder = of('--walker', 'elder', '--minutes', '10')
  assert.deepEqual([elder.convention.walker, elder.convention.kmh.value, elder.convention.minutes], ['elder', 3.6, 10])
  const quick = of('--speed', '6.5')
  assert.equal(quick.convention.kmh.value, 6.5)
  const within = (c: City) => c.categories.reduce((sum, x) => sum + (x.share?.within ?? 0), 0)
  assert.ok(within(elder) < within(cityOf(base)) && within(cityOf(base)) < within(quick))
  const abroad = of('--standard', 'ghsci')
  assert.equal(abroad.standard.id, 'ghsci')
  assert.notEqual(abroad.categories.length, cityOf(base).categories.length)
})

test('labels that nothing claims are listed with counts, and a person can map them', () => {
  const clothes = cityOf(base).unclassified.find((u) => u.label === '服装店')!
  assert.ok(clothes.count > 3)
  assert.match(readFileSync(join(base, 'report.html'), 'utf8'), /服装店/)
  const at = write(folder(), {
    'wrong.csv': '标签,归入\n服装店,时装\n',
    'none.csv': 'a,b\n1,2\n',
  })
  const convenience = cityOf(base).categories.find((c) => c.name.zh === '便利店')!
  writeFileSync(join(at, 'labels.csv'), `标签,归入\n服装店,便利店\n烟酒店,${convenience.id}\n`)
  const { city: mapped } = measured('--labels', join(at, 'labels.csv'))
  assert.ok(!mapped.unclassified.some((u) => u.label === '服装店' || u.label === '烟酒店'))
  assert.ok(mapped.categories.find((c) => c.id === convenience.id)!.outlets > convenience.outlets)
  assert.equal(mapped.inputs.at(-1)!.role, 'labels')
  const refuse = (name: string) => yike(['measure', ...files, '--labels', join(at, name), '--out', join(at, 'x')])
  const { err, code } = refuse('wrong.csv')
  assert.match(err, /服装店 应为.*得到 时装/)
  assert.equal(code, 2)
  assert.match(refuse('none.csv').err, /none\.csv 缺少列：标签 \+ 归入/)
  assert.ok(!existsSync(join(at, 'x')))
})

test('a datum stated against the streets is doubted with the evidence, and kept', () => {
  const { city: doubted } = measured('--datum', 'wgs84')
  const doubt = doubted.findings.find((f) => f.code === 'datum-doubt')!
  assert.equal(doubt.file, 'ledger.csv')
  assert.match(doubt.examples[0]!.what, /wgs84 \d+ %, gcj02 \d+ %/)
  assert.deepEqual(
    doubted.inputs.filter((i) => i.role === 'outlets').map((i) => [i.datum, i.datumBy]),
    [
      ['wgs84', 'given'],
      ['wgs84', 'given'],
    ],
  )
})

test('a datum may be stated for one file; one that the streets leave open goes by its fellow and says so', () => {
  const outlets = (c: City) => c.inputs.filter((i) => i.role === 'outlets').map((i) => `${i.datum} ${i.datumBy}`)
  assert.deepEqual(outlets(cityOf(base)), ['gcj02 guessed', 'gcj02 guessed'])
  const unsure = cityOf(base).findings.find((f) => f.code === 'datum-unsure')!
  assert.equal(unsure.file, 'ledger.xlsx')
  assert.match(unsure.examples[0]!.what, /^→ gcj02 \(= ledger\.csv\)/)
  const { err } = plain
  assert.match(err, /ledger\.xlsx: 坐标系定不下来，暂按 GCJ-02/)
  assert.match(err, /--datum ledger\.xlsx=/)
  const { city: stated } = measured('--datum', 'ledger.xlsx=cgcs2000')
  assert.deepEqual(outlets(stated), ['gcj02 guessed', 'cgcs2000 given'])
  const at = folder()
  const stray = yike(['measure', ...files, '--datum', 'other.csv=gcj02', '--out', join(at, 'x')])
  assert.equal(stray.code, 2)
  assert.match(stray.err, /--datum 应为 ledger\.csv=… \| ledger\.xlsx=…，得到 other\.csv/)
})

test('two ledgers of one name in two folders are told apart', () => {
  const at = folder()
  for (const name of ['east', 'west']) mkdirSync(join(at, name))
  const text = (shift: number) =>
    `id,name,category,lng,lat\n1,甲,便利店,${83.4936 + shift},38.9978\n2,乙,便利店,0,0\n3,丙,便利店,${83.495 + shift},38.9978\n`
  writeFileSync(join(at, 'east', 'ledger.csv'), text(0))
  writeFileSync(join(at, 'west', 'ledger.csv'), text(0.003))
  const streets = files.slice(0, files.indexOf('--outlets'))
  const rest = files.slice(files.indexOf('--census'))
  const ledgers = [join(at, 'east', 'ledger.csv'), join(at, 'west', 'ledger.csv')]
  const out = join(at, 'out')
  const datum = ['--datum', 'wgs84', `${ledgers[1]}=bd09`]
  const ended = yike(['measure', ...streets, ...rest, '--outlets', ...ledgers, ...datum, '--out', out, '--json'])
  assert.equal(ended.code, 0, ended.err)
  const { inputs, findings } = cityOf(out)
  assert.deepEqual(
    inputs.filter((i) => i.role === 'outlets').map((i) => [i.file, i.datum]),
    [
      ['ledger.csv', 'wgs84'],
      ['ledger (2).csv', 'bd09'],
    ],
  )
  const zeros = findings.filter((f) => f.code === 'zero-coordinates').map((f) => [f.file, f.count])
  assert.deepEqual(zeros, [
    ['ledger.csv', 1],
    ['ledger (2).csv', 1],
  ])
})

test('codes may be parted as people part them', () => {
  const at = files.indexOf('--census-code')
  const chinese = [...files.slice(0, at), '--census-code', '990101，990102', ...files.slice(at + 2)]
  const out = join(folder(), 'out')
  assert.equal(yike(['measure', ...chinese, '--out', out]).code, 0)
  assert.ok(contents(out).get('cells.csv')!.equals(contents(base).get('cells.csv')!))
})

test('Ctrl+C: one line, exit code 130, nothing left behind', async () => {
  for (const afterMs of [150, 450, 900]) {
    const at = folder()
    const child = spawn(process.execPath, [MAIN, 'measure', ...files, '--out', join(at, 'out')], {
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let err = ''
    child.stderr.on('data', (d) => (err += d))
    setTimeout(() => child.kill('SIGINT'), afterMs)
    const code = await new Promise((resolve) => child.on('exit', (c, signal) => resolve(c ?? signal)))
    if (code === 0) continue // it was quicker
    // before its first line the program cannot answer, and the system ends it
    assert.ok(code === 130 || code === 'SIGINT', `${code}`)
    if (code === 130) assert.match(err, /已取消\n$/)
    assert.deepEqual(readdirSync(at), [])
  }
})

test('a network of tables and residents as points make a city without OSM', () => {
  const nodes = ['id,lng,lat']
  const edges = ['from,to,length']
  for (let i = 0; i < 20; i++) {
    nodes.push(`${i},${83 + i / 1000},39`)
    if (i) edges.push(`${i - 1},${i},100`)
  }
  const at = write(folder(), {
    'nodes.csv': nodes.join('\n'),
    'edges.csv': edges.join('\n'),
    'people.csv': 'lng,lat,people\n83.010,39,10\n83.001,39,32\n',
    'shops.csv': 'id,name,category,lng,lat\n1,甲,便利店,83.011,39\n',
  })
  const network = ['--network-nodes', 'nodes.csv', '--network-edges', 'edges.csv']
  const run = (...more: string[]) =>
    yike(['measure', ...network, '--population', 'people.csv', ...more, '--out', 'out'], { cwd: at })
  const ended = run('--outlets', 'shops.csv')
  assert.equal(ended.code, 0, ended.err)
  assert.equal(cityOf(join(at, 'out')).people, 42)
  assert.equal(run('--network-datum', 'mars').code, 2)
})
