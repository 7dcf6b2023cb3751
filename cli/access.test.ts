// A town drawn by hand, every answer worked out by hand. Each piece of street is 100 m by the table; at 3.6 km/h a metre is a second.
//
//   A ─ B ─ C ─ D ─ E        F ─ G        far
//       1   2   4   8        (island)
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { encodePbf } from '@yike/core/source/osm/encode.ts'
import { folder, ROOT, write, yike } from './test/yike.ts'

const NODES = `id,lng,lat
A,83.000,39
B,83.001,39
C,83.002,39
D,83.003,39
E,83.004,39
F,83.030,39
G,83.031,39
`
const EDGES = 'from,to,length\nA,B,100\nB,C,100\nC,D,100\nD,E,100\nF,G,100\n'
const OPPORTUNITIES = `id,lng,lat,category,capacity
b,83.001,39,shop,1
c,83.002,39,shop,2
d,83.003,39,shop,4
e,83.004,39,shop,8
g,83.031,39,clinic,16
lost,,,shop,32
`
const ORIGINS = `id,lng,lat,people
a,83.000,39,10
north,83.0005,39.0003,5
f,83.030,39,3
nowhere,,,7
far,83.2,39.2,2
`

/** Runs `access` in the town; `files` go over the usual ones. Rows as lists of cells by `id category`. */
function access(options: readonly string[], files: Readonly<Record<string, string>> = {}) {
  const at = write(folder(), {
    'nodes.csv': NODES,
    'edges.csv': EDGES,
    'origins.csv': ORIGINS,
    'opportunities.csv': OPPORTUNITIES,
    ...files,
  })
  const network = ['--network-nodes', 'nodes.csv', '--network-edges', 'edges.csv']
  const points = ['--origins', 'origins.csv', '--opportunities', 'opportunities.csv']
  const ended = yike(['access', ...network, ...points, '--speed', '3.6', '--out', 'out.csv', ...options], { cwd: at })
  const made = existsSync(join(at, 'out.csv'))
  const lines = made
    ? readFileSync(join(at, 'out.csv'), 'utf8')
        .replace(/^\ufeff/, '')
        .trim()
        .split(/\r?\n/)
    : []
  const rows = new Map(lines.slice(1).map((line) => [line.split(',').slice(0, 2).join(' '), line.split(',').slice(2)]))
  return { ...ended, made, headings: lines[0], rows }
}

test('the sum says what was reached', () => {
  const { code, err, headings, rows } = access(['--minutes', '5'])
  assert.equal(code, 0, err)
  assert.equal(
    headings,
    'id,category,nearest_seconds,nearest_metres,nearest_id,count_within,capacity_within,snap_metres,state',
  )
  assert.equal(rows.size, 10, 'five origins, two categories')
  assert.deepEqual(rows.get('a shop'), ['100', '100', 'b', '3', '7', '0', 'within'], 'b, c and d within 300 s')
  assert.deepEqual(rows.get('a clinic'), ['', '', '', '0', '0', '0', 'none'], 'across to the island one cannot walk')
})

test('an origin off the street walks its leg first, unless legs are off or it starts at the node', () => {
  const leg = ((6371008.8 * Math.PI) / 180) * 0.0003 // 33.36 m north of the middle of A–B
  const near = (text: string | undefined, to: number) =>
    assert.ok(Math.abs(Number(text) - to) < 0.6, `${text} is not ${to}`)
  const on = access(['--minutes', '3']).rows.get('north shop')!
  near(on[1], leg + 50)
  near(on[5], leg)
  assert.deepEqual(on.slice(3, 5), ['1', '1'], `c is ${leg + 150} s away`)
  const off = access(['--minutes', '3', '--legs', 'off']).rows.get('north shop')!
  near(off[1], 50)
  near(off[5], leg)
  assert.deepEqual(off.slice(3, 5), ['2', '3'])
  const node = access(['--minutes', '3', '--snap', 'node', '--legs', 'off']).rows.get('north shop')!
  assert.ok(['0', '100'].includes(node[1]!), 'it begins at A or at B')
})

test('who lives on an island reaches the island; what cannot be said stays blank', () => {
  const { rows, err } = access([])
  assert.deepEqual(rows.get('f clinic'), ['100', '100', 'g', '1', '16', '0', 'within'])
  assert.deepEqual(rows.get('f shop'), ['', '', '', '0', '0', '0', 'unconnected'])
  for (const id of ['nowhere', 'far'])
    for (const category of ['shop', 'clinic'])
      assert.deepEqual(rows.get(`${id} ${category}`), ['', '', '', '', '', '', 'unconnected'])
  assert.match(err, /origins\.csv: 没有坐标，此行无结果 \(1 处; 例如 第 5 行/)
  assert.match(err, /origins\.csv: 上限之内没有街道，未吸附 \(1 处; 例如 第 6 行 far\)/)
  assert.match(err, /opportunities\.csv: 没有坐标/)
})

test('beyond the minutes is beyond, with the way there', () => {
  assert.deepEqual(access(['--minutes', '1']).rows.get('a shop'), ['100', '100', 'b', '0', '0', '0', 'beyond'])
})

test('--json goes to stdout alone and names what was found', () => {
  const { out, code } = access(['--json'])
  assert.equal(code, 0)
  const said = JSON.parse(out) as { rows: number; findings: { code: string; file: string; count: number }[] }
  assert.equal(said.rows, 10)
  assert.deepEqual(
    said.findings.map((f) => [f.code, f.file, f.count]),
    [
      ['point-no-coordinates', 'origins.csv', 1],
      ['point-no-coordinates', 'opportunities.csv', 1],
      ['off-network', 'origins.csv', 1],
    ],
  )
})

test('another column may be the category', () => {
  const opportunities = 'id,lng,lat,category,kind\nb,83.001,39,shop,inn\nc,83.002,39,shop,bar\n'
  const { rows } = access(['--category-column', 'kind'], { 'opportunities.csv': opportunities })
  assert.deepEqual(rows.get('a inn')!.slice(1, 4), ['100', 'b', '1'])
  assert.equal(rows.get('a bar')![1], '200')
  const wrong = access(['--category-column', 'sort'], { 'opportunities.csv': opportunities })
  assert.equal(wrong.code, 2)
  assert.match(wrong.err, /--category-column 应为 id \| lng \| lat \| category \| kind，得到 sort/)
})

test('the same files give the same bytes', () => {
  assert.deepEqual(access([]).rows, access([]).rows)
})

test('what cannot be done is one sentence, exit code 2, and no file', () => {
  for (const [options, files, sentence] of [
    [[], { 'opportunities.csv': 'id,lng,lat,category\n' }, /没有网点：opportunities\.csv 没有一行/],
    [[], { 'origins.csv': 'id,lng,lat\n' }, /没有人口：origins\.csv 没有一行/],
    [[], { 'origins.csv': 'id,people\nx,3\n' }, /origins\.csv 缺少列/],
    [[], { 'edges.csv': 'from,to\nX,Y\n' }, /edges\.csv 里没有可步行的道路/],
    [['--snap', 'house'], {}, /--snap 应为 edge \| node，得到 house/],
    [['--legs', 'maybe'], {}, /--legs 应为 on \| off/],
    [['--speed', '-1'], {}, /--speed 应为/],
    [['--minutes', '0'], {}, /--minutes 应为/],
    [['--origins', 'nobody.csv'], {}, /找不到文件 nobody\.csv/],
    [['--out', 'no/such/out.csv'], {}, /写不进/],
    [['--out', './origins.csv'], {}, /origins\.csv 已有别的文件，不敢覆盖/],
  ] as const) {
    const { code, err, out, made } = access(options, files)
    assert.equal(code, 2, err)
    assert.equal(out, '')
    assert.match(err.trim().split('\n').at(-1)!, sentence)
    assert.ok(!made)
  }
})

// the town of the fixture: ways 1 (0,0)–(20,0) and 2 steps (5,0)–(5,10), 0.001° a step, from 83, 39
const TOWN = join(ROOT, 'fixtures', 'osm', 'town.osm.pbf')

test('streets may come from OSM', () => {
  const at = write(folder(), {
    'o.csv': 'id,lng,lat\nx,83.000,39\n',
    'p.csv': 'id,lng,lat,category\np,83.010,39,shop\n',
  })
  const args = ['access', '--osm', TOWN, '--origins', 'o.csv', '--opportunities', 'p.csv', '--out', 'out.csv', '--json']
  const { code, err } = yike(args, { cwd: at })
  assert.equal(code, 0, err)
  const [id, category, , meters, nearest, count] = readFileSync(join(at, 'out.csv'), 'utf8')
    .split(/\r?\n/)[1]!
    .split(',')
  assert.deepEqual([id, category, nearest, count], ['x', 'shop', 'p', '1'])
  const degree = ((6371008.8 * Math.PI) / 180) * Math.cos((39 * Math.PI) / 180)
  assert.ok(Math.abs(Number(meters) - 0.01 * degree) < 1.5, meters)
})

test('route: metres, seconds and the path; places as LAT,LNG', () => {
  const args = ['route', '--osm', TOWN, '--from', '39,83.000', '--to', '39,83.010', '--speed', '3.6']
  const said = JSON.parse(yike([...args, '--json']).out) as {
    metres: number
    seconds: number
    path: { geometry: { type: string; coordinates: number[][] } }
  }
  const degree = ((6371008.8 * Math.PI) / 180) * Math.cos((39 * Math.PI) / 180)
  assert.ok(Math.abs(said.metres - 0.01 * degree) < 1.5, `${said.metres}`)
  assert.ok(Math.abs(said.seconds - said.metres) < 0.2, 'a metre a second')
  assert.equal(said.path.geometry.type, 'LineString')
  assert.deepEqual(said.path.geometry.coordinates[0], [83, 39])
  assert.match(yike(args).out, /^86\d 米，14\.\d 分钟/)
})

test('route: what cannot be walked is one sentence', () => {
  for (const [from, to, sentence] of [
    ['39.2,83', '39,83.01', /39\.2,83 附近 250 米内没有可走的路/],
    ['83,39', '39,83.01', /附近 250 米内没有可走的路/],
    ['39', '39,83.01', /--from 应为 LAT,LNG，得到 39/],
    ['39,83', '91,83.01', /--to 应为 LAT,LNG/],
    ['39,83', 'here,there', /--to 应为 LAT,LNG/],
  ] as const) {
    const { code, out, err } = yike(['route', '--osm', TOWN, '--from', from, '--to', to])
    assert.equal(code, 2, `${from} ${to} ${out}`)
    assert.equal(out, '')
    assert.match(err, sentence)
  }
})

test('route: between two islands there is no way', async () => {
  const node = (id: number, x: number) => ({ id, lng: 83 + x / 1000, lat: 39 })
  const way = (id: number, ...refs: number[]) => ({ id, refs, tags: { highway: 'residential' } })
  const nodes = [node(1, 0), node(2, 2), node(3, 20), node(4, 22)]
  const at = write(folder(), { 'two.osm.pbf': await encodePbf({ nodes, ways: [way(1, 1, 2), way(2, 3, 4)] }) })
  const walk = (to: string) => yike(['route', '--osm', 'two.osm.pbf', '--from', '39,83', '--to', to], { cwd: at })
  assert.equal(walk('39,83.002').code, 0)
  assert.deepEqual(walk('39,83.021'), { code: 2, out: '', err: '两点之间走不通\n' })
})
