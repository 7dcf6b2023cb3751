// `yike circles` as an officer would use it, on a small demo city.
import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { contents, demoCity, folder, write, yike } from './test/yike.ts'

const { files } = demoCity()
const city = join(folder(), 'measured')
assert.equal(yike(['measure', ...files, '--out', city]).code, 0)

interface Said {
  version: string
  circles: { id: string; name: string; locked: boolean; people: number; units: number; beyond: number | null }[]
  people: number
  inNone: number
  checks: { id: string; holds: boolean | null; reached: number | null; say: { zh: string } | null }[]
  bound: { reached: number; best: number } | null
  findings: { code: string }[]
}

function circles(...options: string[]) {
  const out = join(folder(), 'out')
  const ended = yike(['circles', city, ...options, '--out', out])
  assert.equal(ended.code, 0, ended.err)
  return { out, said: ended.out }
}
function said(...options: string[]): Said & { out: string } {
  const out = join(folder(), 'out')
  const ended = yike(['circles', city, '--json', ...options, '--out', out])
  assert.equal(ended.code, 0, ended.err)
  return { ...(JSON.parse(ended.out) as Said), out }
}
function refused(sentence: RegExp, ...options: string[]): void {
  const out = join(folder(), 'out')
  const { code, out: printed, err } = yike(['circles', city, ...options, '--out', out])
  assert.equal(code, 2, err + printed)
  assert.equal(printed, '')
  assert.match(err, sentence)
  assert.equal(err.trim().split('\n').length, 1, err)
  assert.ok(!existsSync(out), 'nothing is half-written')
}

test('every file that was promised is written, and the same again gives the same bytes', () => {
  const [one, two] = [circles('--ruler', 'gb50180-15min'), circles('--ruler', 'gb50180-15min')]
  const [a, b] = [contents(one.out), contents(two.out)]
  const tables = 'capacity circles coverage gaps indicators inequality pairs served single-points types'.split(' ')
  assert.deepEqual(
    [...a.keys()].sort(),
    [...tables.map((name) => `${name}.csv`), 'circles.geojson', 'circles.json', 'manifest.json'].sort(),
  )
  for (const [name, bytes] of a) assert.ok(bytes.equals(b.get(name)!), name)
  assert.match(one.said, /圈数 \d+，下限 \d+/)
  const manifest = JSON.parse(a.get('manifest.json')!.toString()) as {
    inputs: { role: string }[]
    version: { id: string }
  }
  assert.deepEqual(
    manifest.inputs.map((i) => i.role),
    ['city'],
  )
  assert.match(manifest.version.id, /^[0-9a-f]{12}$/)
})

test('inequality is told of the city, of each circle and of each band, and Theil falls into its parts', () => {
  const { out, circles: all } = said()
  const [heading, ...rows] = readFileSync(join(out, 'inequality.csv'), 'utf8')
    .replace('\ufeff', '')
    .trim()
    .split('\r\n')
    .map((row) => row.split(','))
  const at = (row: string[], name: string) => row[heading!.indexOf(name)]!
  const walks = rows.filter((r) => at(r, 'category') === 'convenience-store' && at(r, 'what') === 'walk_seconds')
  assert.equal(walks.filter((r) => at(r, 'circle') !== '').length, all.length)
  const city = walks.filter((r) => at(r, 'circle') === '')
  assert.deepEqual(
    city.map((r) => at(r, 'band')),
    ['all', '0-2', '3-6', '0-14', '60+', '65+'],
  )
  for (const row of city) {
    const [theil, between, within] = ['theil', 'theil_between_circles', 'theil_within_circles'].map((k) => at(row, k))
    assert.ok(Math.abs(Number(theil) - Number(between) - Number(within)) < 3e-6)
    assert.ok(Number(at(row, 'gini')) > 0 && Number(at(row, 'palma')) >= 1)
    assert.equal(at(row, 'concentration') === '', at(row, 'band') === 'all')
  }
})

test('people of the table add up to the city, and borders are as many as rows', () => {
  const { out, people, inNone, bound } = said()
  const rows = readFileSync(join(out, 'circles.csv'), 'utf8')
    .trim()
    .split('\r\n')
    .map((row) => row.split(','))
  const column = rows[0]!.indexOf('people')
  const sum = rows.slice(1).reduce((s, row) => s + Number(row[column]), 0)
  assert.equal(sum, Math.round(people - inNone))
  const geojson = JSON.parse(readFileSync(join(out, 'circles.geojson'), 'utf8')) as {
    features: { geometry: { type: string } }[]
  }
  assert.equal(geojson.features.length, rows.length - 1)
  assert.ok(bound!.best <= bound!.reached)
})

test('what was drawn can be checked, locked, made anew and frozen', () => {
  const { out } = circles('--most', '12000')
  const audit = said('--most', '12000', '--upload', join(out, 'circles.geojson'))
  assert.equal(audit.bound, null)
  assert.equal(audit.checks.find((c) => c.id === 'everyone')!.reached, 0)
  const file = join(out, 'circles.json')
  const version = JSON.parse(readFileSync(file, 'utf8')) as {
    id: string
    delineation: { circles: { id: string; locked: boolean; units: string[] }[] }
  }
  const [first] = version.delineation.circles
  first!.locked = true
  const locked = join(write(folder(), { 'locked.json': JSON.stringify(version) }), 'locked.json')
  const again = circles('--most', '9000', '--locked', locked, '--from', file, '--freeze', '--when', '2025-03-01')
  const made = JSON.parse(readFileSync(join(again.out, 'circles.json'), 'utf8')) as typeof version & {
    from: string
    frozen: boolean
    checksum: string
  }
  assert.deepEqual(
    made.delineation.circles.find((c) => c.id === first!.id),
    first,
  )
  assert.equal(made.from, version.id)
  assert.match(made.checksum, /^[0-9a-f]{64}$/)
  const frozen = join(again.out, 'circles.json')
  writeFileSync(frozen, readFileSync(frozen, 'utf8').replace('2025-03-01', '2025-03-02'))
  refused(/circles\.json 读不懂：这一版已定稿，但内容与定稿时不符/, '--locked', frozen)
})

test('a band that cannot be met comes back as near as it gets, and says by how much', () => {
  const { checks } = said('--least', '90000', '--most', '100000')
  const band = checks.find((c) => c.id === 'band')!
  assert.equal(band.holds, false)
  assert.match(band.say!.zh, /少 \d+.*最接近的结果/)
})

test('bad input ends in one sentence', () => {
  refused(/--ruler 应为 commerce-2024 \| /, '--ruler', 'beijing')
  refused(/人口区间 应为 0 < 下限 ≤ 约数 ≤ 上限/, '--least', '9000', '--most', '5000')
  refused(/--share 应为 0 < n ≤ 1/, '--share', '2')
  refused(/不得同圈的一对 里的 火星社区 不是这座城市的社区/, '--forbid', '火星社区,水星社区')
  refused(/--forbid 应为 A,B/, '--forbid', '一个')
  refused(/找不到文件/, '--hearts', 'nothing.csv')
  const odd = write(folder(), { 'c.json': '{"checksum":1}', 'far.csv': 'id,名称,业态,lng,lat\n1,远处,中心,10,10\n' })
  refused(/c\.json 读不懂：不是 yike circles 写的/, '--locked', join(odd, 'c.json'))
  refused(/远处 附近 250 米内没有可走的路/, '--hearts', join(odd, 'far.csv'))
  const { code, err } = yike(['circles', odd, '--out', join(folder(), 'out')])
  assert.equal(code, 2)
  assert.match(err, /没有测度结果；请先运行 yike measure/)
})

test('a circles.json that an editor has indented is still ours', () => {
  const { out, circles: drawn } = said()
  const path = join(folder(), 'indented.json')
  writeFileSync(path, JSON.stringify(JSON.parse(readFileSync(join(out, 'circles.json'), 'utf8')), null, 2))
  assert.deepEqual(
    said('--upload', path).circles.map((c) => [c.id, c.people]),
    drawn.map((c) => [c.id, c.people]),
  )
})
