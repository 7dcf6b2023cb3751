import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { demoCity, folder, ROOT, write, yike } from './test/yike.ts'

// the town of the fixture: ways 1 (0,0)–(20,0) and 2 steps (5,0)–(5,10), 0.001° a step, from 83, 39
const TOWN = join(ROOT, 'fixtures', 'osm', 'town.osm.pbf')

interface Areas {
  readonly features: readonly {
    readonly properties: Readonly<Record<string, unknown>>
    readonly geometry: { readonly type: string; readonly coordinates: readonly (readonly number[][])[][] }
  }[]
}

function reach(options: readonly string[], at = folder()) {
  const ended = yike(['reach', '--out', 'out.geojson', ...options], { cwd: at })
  const file = join(at, 'out.geojson')
  return { ...ended, areas: existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Areas) : null }
}

test('an area for each limit, the longest first, each closed and marked as a picture', () => {
  const { code, err, areas } = reach(['--osm', TOWN, '--at', '39,83.002', '--minutes', '10,5', '--speed', '3.6'])
  assert.equal(code, 0, err)
  assert.deepEqual(areas!.features.map((f) => f.properties.minutes), [10, 5]) // biome-ignore format: one line
  for (const { properties, geometry } of areas!.features) {
    assert.equal(properties.for_display_only, true)
    assert.match(String(properties.note), /仅供示意，不参与计算 · For display only/)
    assert.deepEqual([properties.off_street_metres, properties.cell_metres, properties.kmh], [50, 10, 3.6])
    assert.equal(geometry.type, 'MultiPolygon')
    for (const ring of geometry.coordinates.flat()) assert.deepEqual(ring.at(-1), ring[0])
  }
  const east = (i: number) => Math.max(...areas!.features[i]!.geometry.coordinates.flat(2).map(([lng]) => lng!))
  const degree = ((6371008.8 * Math.PI) / 180) * Math.cos((39 * Math.PI) / 180)
  for (const [i, meters] of [[0, 600], [1, 300]] as const) // biome-ignore format: one line
    assert.ok(Math.abs((east(i) - 83.002) * degree - meters) < 12, `${east(i)}`)
  assert.match(err, /out\.geojson：5 分钟 \d+ 公顷，10 分钟 \d+ 公顷（仅供示意，不参与计算）/)
})

test('a measured city brings its streets and its walker', () => {
  const at = folder()
  const city = join(at, 'city')
  const made = yike(['measure', ...demoCity().files, '--walker', 'elder', '--out', city])
  assert.equal(made.code, 0, made.err)
  const [, , lng, lat] = /^0,(([\d.]+),([\d.]+))/m.exec(readFileSync(join(city, 'cells.csv'), 'utf8'))!
  assert.ok(lat, 'the first cell has a place')
  const [elder, adult] = [[], ['--walker', 'adult']].map((more) => {
    const ended = reach(['--city', city, '--at', `${lat},${lng}`, '--json', ...more], at)
    assert.equal(ended.code, 0, ended.err)
    return JSON.parse(ended.out) as { walker: string; areas: { minutes: number; hectares: number }[] }
  })
  assert.deepEqual([elder!.walker, adult!.walker], ['elder', 'adult'])
  assert.deepEqual(elder!.areas.map((a) => a.minutes), [5, 10, 15]) // biome-ignore format: one line
  assert.ok(elder!.areas[2]!.hectares > elder!.areas[0]!.hectares)
  assert.ok(adult!.areas[2]!.hectares > elder!.areas[2]!.hectares)
})

test('what cannot be done is one sentence, exit code 2, and no file', () => {
  const at = write(folder(), { 'empty.txt': '' })
  const here = ['--at', '39,83.002']
  for (const [options, sentence] of [
    [[...here], /需要 --osm F \| --city DIR/],
    [['--osm', TOWN, '--city', at, ...here], /需要 --osm F \| --city DIR/],
    [['--city', at, ...here], /没有测度结果；请先运行 yike measure/],
    [['--osm', TOWN, '--at', '139,83.002'], /--at 应为 LAT,LNG/],
    [['--osm', TOWN, '--at', '38,83'], /38,83 附近 250 米内没有可走的路/],
    [['--osm', TOWN, ...here, '--minutes', '5,'], /--minutes 应为/],
    [['--osm', TOWN, ...here, '--walker', 'runner'], /没有名为 runner 的步行者/],
    [['--osm', TOWN, ...here, '--off-street', '5'], /off-street 应为 ≥ 10 m，得到 5/],
    [['--osm', TOWN, ...here, '--cell', '0.01'], /cell 应为 ≥ /],
    [['--osm', TOWN, ...here, '--out', 'no/such/out.geojson'], /写不进/],
  ] as const) {
    const { code, out, err, areas } = reach(options, at)
    assert.equal(code, 2, `${options.join(' ')}: ${err}`)
    assert.equal(out, '')
    assert.match(err.trim().split('\n').at(-1)!, sentence)
    assert.equal(areas, null)
  }
})

test('help says in both languages that it is for display', () => {
  assert.match(yike(['help', 'reach']).out, /等时圈只画给人看/)
  assert.match(yike(['help', 'reach', '--lang', 'en']).out, /to be looked at/)
})
