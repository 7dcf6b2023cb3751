import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { fakeMeasured } from '../test/fake-measured.ts'
import type { Basemap } from './basemap.ts'
import { sharedPrefix } from './lookup.ts'
import { esc, html, SCRIPT_HASH, STYLE_HASH } from './outputs/html.ts'
import { SCRIPT } from './outputs/script.ts'
import { STYLE } from './outputs/style.ts'
import type { CitySubject, Report } from './report.ts'
import citySheet from './reports/city-sheet.ts'
import { reports } from './reports/index.ts'

const EMPTY = { type: 'FeatureCollection', features: [] } as const
const basemap: Basemap = {
  credit: { zh: '来源 <b>', en: 'source <b>' },
  bounds: { west: 87.99, south: 38.99, east: 88.02, north: 39.02 },
  roads: {
    ...EMPTY,
    features: [
      {
        type: 'Feature',
        properties: { class: 'arterial', name: '<x>', bridge: 0 },
        geometry: {
          type: 'MultiLineString',
          coordinates: [
            [
              [88, 39],
              [88.004, 39.002],
            ],
          ],
        },
      },
    ],
  },
  water: EMPTY,
  green: EMPTY,
  rail: EMPTY,
  buildings: EMPTY,
  walls: EMPTY,
  places: EMPTY,
}
const subject = (lang: 'zh' | 'en', more: Partial<CitySubject> = {}): CitySubject => ({
  measured: fakeMeasured(),
  extras: {
    title: '虹口区 <b>"&',
    inputs: [{ role: 'osm', file: '<img src=x>.pbf', bytes: 12, sha256: 'ab'.repeat(32) }],
    versions: { yike: '0.0.0' },
  },
  basemap,
  lang,
  ...more,
})
const page = (s: CitySubject) => html(citySheet.blocks(s), { title: citySheet.title(s), lang: s.lang })
const zh = page(subject('zh'))
const text = (s: string) =>
  s
    .replace(/<(style|script)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')

for (const report of reports as readonly Report<CitySubject>[])
  for (const lang of ['zh', 'en'] as const)
    test(`${report.id} in ${lang}: same subject, same bytes; both languages have the same headings in number`, () => {
      assert.equal(page(subject(lang)), page(subject(lang)))
      const headings = (l: 'zh' | 'en') => [...report.blocks(subject(l))].filter((b) => b.kind === 'heading').length
      assert.equal(headings('zh'), headings('en'))
    })

test('the page needs nothing but itself', () => {
  const tags = zh
    .replace(/<(style|script)>[\s\S]*?<\/\1>/g, '')
    .match(/<[a-z][^>]*>/gi)!
    .join('\n')
  assert.doesNotMatch(tags, /\s(src|href|action|srcset)=|<(link|iframe|img|object|base|form)\b/i)
  assert.doesNotMatch(tags, /\sstyle=|\son\w+=/i, 'inline styles and handlers are not allowed by its own policy')
  assert.doesNotMatch(STYLE, /url\((?!#)|@import/)
  assert.doesNotMatch(SCRIPT, /fetch|XMLHttp|import|innerHTML|eval|cookie|storage/i)
})

test('its policy allows one style and one script, by hash', () => {
  const hash = (t: string) => createHash('sha256').update(t).digest('base64')
  assert.equal(STYLE_HASH, hash(STYLE))
  assert.equal(SCRIPT_HASH, hash(SCRIPT))
  assert.ok(zh.includes(`<style>${STYLE}</style>`) && zh.includes(`<script>${SCRIPT}</script>`))
  assert.equal(zh.match(/<script/g)!.length, 1)
})

test('names from a ledger are text, whatever they hold', () => {
  assert.ok(zh.includes('西&lt;script&gt;alert(1)&lt;/script&gt;社区'))
  assert.ok(zh.includes('&lt;/td&gt;&lt;img src=x onerror=alert(2)&gt;'))
  assert.doesNotMatch(zh, /<b>便利|<i>某店|<img|alert\(1\)<\/script>社区/)
  assert.equal(esc('\u0000<\'">&'), ' &lt;&#39;&quot;&gt;&amp;')
})

test('the answer comes first: what is lacking most, by how many, and where it rests on OSM alone', () => {
  assert.match(text(zh), /缺口最大的是菜市场：可判断的 684 位居民在 15 分钟内都走不到/)
  assert.match(text(page(subject('en'))), /The largest gap is wet market: none of the 684 residents/)
})

test('convention, designations and shares with their denominators are on the page', () => {
  const words = text(zh)
  for (const said of [
    '成人步行 4.8 km/h · 15 分钟 · 计门到路两端 · 沿边吸附 ≤ 250 m',
    '虹口区 · 第四批试点地区 · 商办流通函〔2024〕409号',
    '414 / 699 人，缺 285 人',
    '待核实',
    '虹口区只有 42.0% 的面积在数据范围内',
    '一收',
    '凭记忆，待核对',
    'OpenStreetMap',
  ])
    assert.ok(words.includes(said), said)
})

test('what is not known stands apart and is in no gap', () => {
  const words = text(zh)
  const gaps = words.slice(words.indexOf('缺口 '), words.indexOf('覆盖率'))
  assert.ok(!gaps.includes('药店'))
  assert.match(words.slice(words.indexOf('这里还不知道的')), /药店/)
})

test('no sentinel, NaN or undefined is on the page', () =>
  assert.doesNotMatch(text(zh), /NaN|undefined|Infinity|[\s（：]-1\b/))

test('the map: a piece for every cell, a digit for every cell and known category, streets beneath', () => {
  const map = [...citySheet.blocks(subject('zh'))].find((b) => b.kind === 'map')!
  assert.ok(map.kind === 'map')
  assert.equal(map.cells.length, 36)
  for (const d of map.cells) assert.match(d, /^M[^M]+$/)
  assert.equal(map.summaryOf.length, 36)
  assert.deepEqual(
    map.choices.map((c) => c.label),
    ['便利店', '综合超市', '菜市场', '幼儿托管点'],
  )
  for (const c of map.choices) assert.match(c.of, /^[0-5]{36}$/)
  assert.equal(map.summaryOf[35], 'u', 'nothing can be told of a cell that is not connected')
  assert.ok(map.under.some((l) => l.style === 'b-arterial' && l.d.startsWith('M')))
  assert.ok(map.labels.some((l) => l.text === '虹口区'))
})

test('a city without areas, without streets of OSM, without any known category has a page too', () => {
  const m = fakeMeasured()
  const bare: CitySubject = subject('zh', {
    basemap: null,
    measured: {
      ...m,
      areas: [],
      facts: { ...m.facts, tractAreas: [[], []] },
      knowledge: m.knowledge.map((k) => ({ ...k, known: false, outlets: 0, basis: null })),
      state: m.state.map(() => 3),
      coverage: [],
      gaps: [],
      islands: [],
      unclassified: [],
      findings: [],
      outlets: [],
      serves: [],
    },
  })
  assert.match(text(page(bare)), /还不能回答缺什么/)
})

test('what is known in part is said beside its figure, in the answer, and where it is not known', () => {
  const m = fakeMeasured()
  const c = m.categories.findIndex(({ id }) => id === 'wet-market')
  const partial: CitySubject = subject('zh', {
    measured: {
      ...m,
      knowledge: m.knowledge.map((k, i) => (i === c ? { ...k, unknownIn: [0] } : k)),
      coverage: m.coverage.map((one) =>
        one.category === 'wet-market' ? { ...one, share: { ...one.share, unknown: 1234 } } : one,
      ),
    },
  })
  const words = text(page(partial))
  assert.match(words, /走不到。另 1,234 人处台账未覆盖，没有计入。/)
  assert.match(words, /缺 684 人；另 1,234 人处台账未覆盖/)
  assert.match(words, /未覆盖之处不作缺口：菜市场（1,234 人）/)
  assert.match(words, new RegExp(`菜市场 1,234 ${m.areas[0]!.name}`))
})

test('when nothing can be told of anybody, or nothing lacks, the answer does not say more', () => {
  const m = fakeMeasured()
  const edge = m.coverage.map((one) => ({
    ...one,
    share: { people: 0, within: 0, share: null, unknown: 0, unconnected: 0, edge: one.share.people },
  }))
  const atEdge = text(page(subject('zh', { measured: { ...m, coverage: edge, gaps: [] } })))
  assert.match(atEdge, /居民都处在数据边缘，或未连通路网，还不能回答缺什么/)
  assert.match(atEdge, /这不等于没有缺口/)
  const none = text(page(subject('zh', { measured: { ...m, gaps: [] } })))
  assert.match(none, /可判断的居民在 15 分钟内都能走到/)
})

test('elders and children on a card: whose pace it is', () =>
  assert.match(text(zh), /不是携幼儿的步速（3\.6 km\/h）；后者须以该步行者另测/))

test('a prefix that all areas share is not on the labels of the map', () => {
  assert.equal(sharedPrefix(['演示·东区', '演示·西区']), '演示·')
  assert.equal(sharedPrefix(['演示·东区', '西区']), '')
  assert.equal(sharedPrefix(['演示·东区']), '')
})
