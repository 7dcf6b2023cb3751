// What people bring. Each file either is read, with a finding that says where and how many, or ends in one sentence and
// exit code 2 with nothing written.
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fromWgs84 } from '@yike/core/geo/datum.ts'
import { encodePbf } from '@yike/core/source/osm/encode.ts'
import { folder, ROOT, write, yike } from './test/yike.ts'

const FIXTURES = join(ROOT, 'fixtures')
const fixture = (path: string) => join(FIXTURES, path)

/** Streets each 0.001° from 121.48 to 121.50 and 31.25 to 31.26, as residential ways; the ledgers of the fixtures lie there. */
async function streets(): Promise<Uint8Array> {
  const nodes: { id: number; lng: number; lat: number }[] = []
  const id = (x: number, y: number) => y * 21 + x + 1
  for (let y = 0; y <= 10; y++)
    for (let x = 0; x <= 20; x++) nodes.push({ id: id(x, y), lng: 121.48 + x / 1000, lat: 31.25 + y / 1000 })
  const tags = { highway: 'residential' }
  const line = (length: number, at: (i: number) => number) => Array.from({ length }, (_, i) => at(i))
  const ways = [
    ...Array.from({ length: 11 }, (_, y) => ({ id: 100 + y, refs: line(21, (x) => id(x, y)), tags })),
    ...Array.from({ length: 21 }, (_, x) => ({ id: 200 + x, refs: line(11, (y) => id(x, y)), tags })),
  ]
  return encodePbf({ nodes, ways, bounds: { west: 121.48, south: 31.25, east: 121.5, north: 31.26 } })
}

const HOME = write(folder(), {
  'streets.osm.pbf': await streets(),
  'people.csv': 'lng,lat,people\n121.485,31.2531,10\n121.486,31.2541,32\n',
  'town-people.csv': 'lng,lat,people\n83.010,39.0001,42\n',
})
const STREETS = ['--osm', join(HOME, 'streets.osm.pbf')]
const PEOPLE = ['--population', join(HOME, 'people.csv')]
const TOWN_PEOPLE = ['--population', join(HOME, 'town-people.csv')]

interface Said {
  people: number
  outlets: number
  categories: { id: string; known: boolean; outlets: number }[]
  findings: { code: string; file: string; count: number; examples: { row: number | null; what: string }[] }[]
}

function measure(options: readonly string[]) {
  const at = folder()
  const { code, out, err } = yike(['measure', ...options, '--out', join(at, 'out'), '--json'])
  return { code, out, err, left: readdirSync(at) }
}

/** It is read: the findings as `code count row what` of the first example. */
function read(...options: string[]): Said & { found: Map<string, Said['findings'][number]> } {
  const { code, out, err, left } = measure(options)
  assert.equal(code, 0, err)
  assert.deepEqual(left, ['out'])
  const said = JSON.parse(out) as Said
  for (const { count, examples, file } of said.findings) {
    assert.ok(file !== '' && !file.includes('/'), file)
    assert.equal(examples.length, Math.min(5, count))
  }
  return { ...said, found: new Map(said.findings.map((f) => [f.code, f])) }
}

/** It ends in this sentence, alone. */
function refused(sentence: RegExp, ...options: string[]): void {
  const { code, out, err, left } = measure(options)
  assert.equal(code, 2, `${err}${out}`)
  assert.equal(out, '')
  assert.match(err, sentence)
  assert.equal(err.trim().split('\n').length, 1, err)
  assert.deepEqual(left, [], 'nothing is half-written')
}

/** A ledger of these lines in the streets above. */
function ledger(lines: readonly string[], name = 'ledger.csv'): string[] {
  return ['--outlets', join(write(folder(), { [name]: lines.join('\n') }), name), '--datum', 'wgs84']
}

// ── streets ──────────────────────────────────────────────────────────────────────────────────────────────────────

test('an extract cut short', () =>
  refused(/cut-short\.osm\.pbf 不完整：在第 \d+ 字节处中断/, '--osm', fixture('osm/cut-short.osm.pbf'), ...PEOPLE))
test('a file that is no PBF', () =>
  refused(/not-a-pbf\.osm\.pbf 不是 OSM PBF 文件/, '--osm', fixture('osm/not-a-pbf.osm.pbf'), ...PEOPLE))
test('a block of garbage', () =>
  refused(/block-of-garbage\.osm\.pbf 读不懂/, '--osm', fixture('osm/block-of-garbage.osm.pbf'), ...PEOPLE))
test('no way that one may walk', () =>
  refused(/no-streets\.osm\.pbf 里没有可步行的道路/, '--osm', fixture('osm/no-streets.osm.pbf'), ...PEOPLE))
test('an empty file and no file', () => {
  const at = write(folder(), { 'empty.osm.pbf': '' })
  refused(/empty\.osm\.pbf 是空文件/, '--osm', join(at, 'empty.osm.pbf'), ...PEOPLE)
  refused(/找不到文件 .*nothing\.osm\.pbf/, '--osm', join(at, 'nothing.osm.pbf'), ...PEOPLE)
  refused(/找不到文件/, '--osm', at, ...PEOPLE)
})

test('ways that refer to nodes which are not there are cut there', () => {
  const { found, people } = read('--osm', fixture('osm/missing-nodes.osm.pbf'), ...TOWN_PEOPLE)
  const { count, examples, file } = found.get('missing-nodes')!
  assert.equal(file, 'missing-nodes.osm.pbf')
  assert.ok(count >= 1 && examples[0]!.what !== '')
  assert.equal(people, 42)
})

test('ways without nodes are left out', () => {
  const { found } = read('--osm', fixture('osm/way-without-nodes.osm.pbf'), ...TOWN_PEOPLE)
  assert.ok(found.get('empty-way')!.count >= 1)
})

// ── outlets ──────────────────────────────────────────────────────────────────────────────────────────────────────

test('no outlets at all: every category is unknown, which is not missing', () => {
  const { outlets, categories, findings } = read(...STREETS, ...PEOPLE)
  assert.equal(outlets, 0)
  assert.ok(categories.length > 20 && categories.every((c) => !c.known))
  assert.deepEqual(findings, [])
})

test('a ledger of headings and nothing else is said to be empty', () => {
  const { found, categories } = read(...STREETS, ...PEOPLE, '--outlets', fixture('outlets/headings-only.csv'))
  assert.equal(found.get('no-outlets-read')!.file, 'headings-only.csv')
  assert.ok(categories.every((c) => !c.known))
  refused(/empty\.csv 是空文件/, ...STREETS, ...PEOPLE, '--outlets', fixture('outlets/empty.csv'))
})

test('six rows without a place: six counted, five shown, the rest of the file read', () => {
  const lines = Array.from({ length: 6 }, (_, i) => `${i},店${i},便利店,,`)
  const { found, outlets } = read(
    ...STREETS,
    ...PEOPLE,
    ...ledger(['编号,名称,业态,经度,纬度', ...lines, '7,好店,便利店,121.485,31.253']),
  )
  const { count, examples, file } = found.get('no-coordinates')!
  assert.deepEqual([count, file, examples.length, outlets], [6, 'ledger.csv', 5, 1])
  assert.deepEqual(examples[0], { row: 2, what: '店0' })
})

test('coordinates swapped, zero, far away and not numbers', () => {
  const { found, outlets } = read(
    ...STREETS,
    ...PEOPLE,
    ...ledger([
      '编号,名称,业态,经度,纬度',
      '1,正,便利店,121.485,31.253',
      '2,反,便利店,31.254,121.486',
      '3,零,便利店,0,0',
      '4,远,便利店,121.9,31.9',
      '5,字,便利店,东边,北边',
    ]),
  )
  const rows = ['swapped-coordinates', 'zero-coordinates', 'outside-extract', 'bad-coordinates'].map(
    (code) => found.get(code)!.examples[0]!.row,
  )
  assert.deepEqual(rows, [3, 4, 5, 6])
  assert.equal(outlets, 2, 'the one that was swapped is put right')
})

test('a ledger in another datum than was said is doubted; unsaid, it is told by the streets', () => {
  const lines = Array.from({ length: 200 }, (_, i) => {
    const [lng, lat] = fromWgs84(121.481 + (i % 40) * 0.00043, 31.2512 + (i % 8) / 1000 - 0.0001 * (i % 3), 'gcj02')
    return `${i},店${i},便利店,${lng.toFixed(6)},${lat.toFixed(6)}`
  })
  const file = ledger(['编号,名称,业态,经度,纬度', ...lines]).slice(0, 2)
  const stated = read(...STREETS, ...PEOPLE, ...file, '--datum', 'wgs84')
  assert.equal(stated.found.get('datum-doubt')?.file, 'ledger.csv', JSON.stringify(stated.findings))
  assert.equal(read(...STREETS, ...PEOPLE, ...file).found.get('datum-doubt'), undefined)
})

test('a datum that a heading states is not asked of the streets again', () => {
  const said = (heading: string) => {
    const lines = Array.from({ length: 40 }, (_, i) => {
      // by the streets only as BD-09: a ledger of doors far back from them
      const [lng, lat] = fromWgs84(121.481 + (i % 40) * 0.00043, 31.2512 + (i % 8) / 1000, 'bd09')
      return `${i},店${i},便利店,${lng.toFixed(6)},${lat.toFixed(6)}`
    })
    const file = ledger([`编号,名称,业态,${heading}`, ...lines]).slice(0, 2)
    const { found } = read(...STREETS, ...PEOPLE, ...file)
    return [found.has('datum-doubt'), found.has('datum-unsure')]
  }
  assert.deepEqual(said('经度(BD-09),纬度(BD-09)'), [false, false])
  assert.deepEqual(said('经度(WGS-84),纬度(WGS-84)'), [true, false], 'doubted with the evidence, and kept')
})

test('mixed encodings, short rows, ids twice, quotes never closed: noted, and the rest is read', () => {
  for (const [name, code] of [
    ['mixed-encoding.csv', 'mixed-encoding'],
    ['short-row.csv', 'short-row'],
    ['duplicate-ids.csv', 'duplicate-id'],
    ['unclosed-quote.csv', 'unclosed-quote'],
    ['bad-numbers.csv', 'bad-number'],
    ['bad-dates.csv', 'bad-date'],
    ['closed-rows.csv', 'not-open'],
  ] as const) {
    const { found, outlets } = read(...STREETS, ...PEOPLE, '--outlets', fixture(`outlets/${name}`), '--datum', 'wgs84')
    assert.equal(found.get(code)?.file, name)
    assert.ok(outlets > 0, name)
  }
})

test('a workbook whose cells hold formulas gives their cached values', () => {
  const { found, outlets } = read(
    ...STREETS,
    ...PEOPLE,
    '--outlets',
    fixture('outlets/formulas.xlsx'),
    '--datum',
    'wgs84',
  )
  assert.equal(found.get('formula-cell')?.file, 'formulas.xlsx')
  assert.ok(outlets > 0)
})

test('files that are no ledger', () => {
  const given = (name: string) => [...STREETS, ...PEOPLE, '--outlets', fixture(`outlets/${name}`)]
  refused(/no-place-columns\.csv 缺少列：.*经度/, ...given('no-place-columns.csv'))
  refused(/old\.xls 是旧版或加密的 Excel 文件/, ...given('old.xls'))
  refused(/cut\.xlsx/, ...given('cut.xlsx'))
  refused(/not-json\.geojson/, ...given('not-json.geojson'))
})

// ── people and areas ─────────────────────────────────────────────────────────────────────────────────────────────

test('nobody', () => {
  const at = write(folder(), {
    'zero.csv': 'lng,lat,people\n121.485,31.253,0\n',
    'none.csv': 'lng,lat,people\n',
    'away.csv': 'lng,lat,people\n83,39,10\n',
  })
  refused(/没有人口/, ...STREETS)
  for (const name of ['zero.csv', 'none.csv', 'away.csv'])
    refused(/没有人口/, ...STREETS, '--population', join(at, name))
})

test('an area whose border crosses itself is read; one that is cut short is not', () => {
  const { found } = read(...STREETS, ...PEOPLE, '--areas', fixture('areas/faulty.geojson'))
  assert.equal(found.get('self-crossing')?.file, 'faulty.geojson')
  refused(/cut\.geojson/, ...STREETS, ...PEOPLE, '--areas', fixture('areas/cut.geojson'))
  refused(/cut\.zip/, ...STREETS, ...PEOPLE, '--areas', fixture('areas/cut.zip'))
})

test('a census code that is not in the table: the nearest are named', () => {
  const at = write(folder(), { 'census.csv': '代码,名称,人口\n310109,虹口区,100\n310101,黄浦区,200\n' })
  const census = ['--census', join(at, 'census.csv')]
  refused(/普查表里没有代码 310108；相近的有：310109 虹口区/, ...STREETS, ...census, '--census-code', '310108')
  refused(/区域文件里没有代码 310109/, ...STREETS, ...census, '--census-code', '310109')
  refused(/需要 --census-code/, ...STREETS, ...census)
  refused(/需要 --census/, ...STREETS, '--census-code', '310109')
})

test('what is asked for does not exist', () => {
  refused(/没有名为 guide-1999 的标准；可用：.*notice-2025/, ...STREETS, ...PEOPLE, '--standard', 'guide-1999')
  refused(/没有名为 runner 的步行者/, ...STREETS, ...PEOPLE, '--walker', 'runner')
  refused(/没有名为 mars 的坐标系/, ...STREETS, ...PEOPLE, ...ledger(['a']).slice(0, 2), '--datum', 'mars')
  refused(/--minutes 应为/, ...STREETS, ...PEOPLE, '--minutes', 'soon')
  refused(/需要 --osm F/, ...PEOPLE)
  refused(/需要 --network-nodes F --network-edges F/, ...PEOPLE, '--network-nodes', join(HOME, 'people.csv'))
})

test('the table of inputs says which rows were left out, in the report too', () => {
  const at = folder()
  const out = join(at, 'out')
  const { code } = yike([
    'measure',
    ...STREETS,
    ...PEOPLE,
    '--outlets',
    fixture('outlets/zero-coordinates.csv'),
    '--out',
    out,
  ])
  assert.equal(code, 0)
  assert.match(readFileSync(join(out, 'report.html'), 'utf8'), /zero-coordinates\.csv: 坐标为 \(0,0\)/)
  assert.ok(existsSync(join(out, 'manifest.json')))
})
