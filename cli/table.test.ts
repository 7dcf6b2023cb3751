// The town of access.test.ts: each piece of street is 100 m by the table; at 3.6 km/h a metre is a second.
//
//   A ─ B ─ C ─ D ─ E        F ─ G
//                            (island)
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { folder, ROOT, write, yike } from './test/yike.ts'

const NODES = 'id,lng,lat\nA,83.000,39\nB,83.001,39\nC,83.002,39\nD,83.003,39\nE,83.004,39\nF,83.030,39\nG,83.031,39\n'
const EDGES = 'from,to,length\nA,B,100\nB,C,100\nC,D,100\nD,E,100\nF,G,100\n'
const FROM = 'id,lng,lat\na,83.000,39\nf,83.030,39\nlost,,\nfar,83.2,39.2\n'
const TO = 'id,lng,lat\nb,83.001,39\ne,83.004,39\ng,83.031,39\n'

function table(options: readonly string[], files: Readonly<Record<string, string>> = {}) {
  const at = write(folder(), { 'nodes.csv': NODES, 'edges.csv': EDGES, 'a.csv': FROM, 'b.csv': TO, ...files })
  const network = ['--network-nodes', 'nodes.csv', '--network-edges', 'edges.csv']
  const sets = ['--from', 'a.csv', '--to', 'b.csv']
  const ended = yike(['table', ...network, ...sets, '--speed', '3.6', '--out', 'out.csv', ...options], { cwd: at })
  const made = existsSync(join(at, 'out.csv'))
  return { ...ended, made, text: made ? readFileSync(join(at, 'out.csv'), 'utf8') : '' }
}

test('a row for each pair within the minutes, and no other', () => {
  const { code, err, text } = table(['--minutes', '5'])
  assert.equal(code, 0, err)
  assert.equal(text, '\ufefffrom,to,seconds,metres\r\na,b,100,100\r\nf,g,100,100\r\n')
  assert.match(err, /a\.csv: 没有坐标，此行无结果/)
  assert.match(err, /a\.csv: 上限之内没有街道，未吸附/)
  assert.match(err, /2 行写入 out\.csv（2 对在时限内）/)
  assert.match(table([]).text, /\r\na,e,400,400\r\n/, 'half an hour, if not told')
})

test('dense: all pairs, blank where there is no such walk', () => {
  const { text, out } = table(['--minutes', '5', '--dense', '--json'])
  const rows = text.trim().split('\r\n').slice(1)
  assert.deepEqual(rows.slice(0, 6), ['a,b,100,100', 'a,e,,', 'a,g,,', 'f,b,,', 'f,e,,', 'f,g,100,100'])
  assert.equal(rows.length, 12)
  const said = JSON.parse(out) as { pairs: number; rows: number; convention: { kmh: number } }
  assert.deepEqual([said.pairs, said.rows, said.convention.kmh], [2, 12, 3.6])
})

test('legs count unless told otherwise', () => {
  const files = { 'a.csv': 'id,lng,lat\nnorth,83.000,39.0003\n' } // 33 m north of A
  const seconds = (options: string[]) => Number(/north,b,([\d.]+)/.exec(table(options, files).text)![1])
  assert.ok(Math.abs(seconds([]) - 133.4) < 0.2)
  assert.ok(Math.abs(seconds(['--legs', 'off']) - 100) < 0.2)
})

test('what cannot be done is one sentence, exit code 2, and no file', () => {
  for (const [options, files, sentence] of [
    [[], { 'a.csv': 'id,lng,lat\n' }, /a\.csv 读不懂：没有一行/],
    [[], { 'b.csv': 'id,people\nx,3\n' }, /b\.csv 缺少列/],
    [['--minutes', '200'], {}, /--minutes 应为/],
    [['--walker', 'runner'], {}, /没有名为 runner 的步行者；可用：adult/],
    [['--speed', '0.1'], {}, /speed 应为/],
    [['--to', 'nobody.csv'], {}, /找不到文件 nobody\.csv/],
    [['--out', './a.csv'], {}, /a\.csv 已有别的文件，不敢覆盖/],
    [['--out', 'no/such/out.csv'], {}, /写不进/],
  ] as const) {
    const { code, err, out, made } = table(options, files)
    assert.equal(code, 2, err)
    assert.equal(out, '')
    assert.match(err.trim().split('\n').at(-1)!, sentence)
    assert.ok(!made)
  }
})

test('streets may come from OSM', () => {
  const at = write(folder(), { 'a.csv': 'id,lng,lat\nx,83.000,39\n', 'b.csv': 'id,lng,lat\ny,83.010,39\n' })
  const town = join(ROOT, 'fixtures', 'osm', 'town.osm.pbf')
  const args = ['table', '--osm', town, '--from', 'a.csv', '--to', 'b.csv', '--out', 'out.csv', '--lang', 'en']
  const { code, err } = yike(args, { cwd: at })
  assert.equal(code, 0, err)
  assert.match(err, /1 rows written to out\.csv/)
  const meters = Number(readFileSync(join(at, 'out.csv'), 'utf8').split(/\r?\n/)[1]!.split(',')[3])
  const degree = ((6371008.8 * Math.PI) / 180) * Math.cos((39 * Math.PI) / 180)
  assert.ok(Math.abs(meters - 0.01 * degree) < 1.5, `${meters}`)
})
