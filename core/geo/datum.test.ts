import assert from 'node:assert/strict'
import { test } from 'node:test'
import { iso1A2Code, feature as placeAt } from '@rapideditor/country-coder'
import fc from 'fast-check'
import { random } from '../base/random.ts'
import { DATUMS, type Datum, fromWgs84, getDatum, toWgs84 } from './datum.ts'
import { inMainland } from './mainland.ts'
import { metersBetween } from './meters.ts'

const SHIFTED: readonly Datum[] = ['gcj02', 'bd09']

test('GCJ-02 and BD-09 agree with published points', () => {
  // lng, lat in WGS-84 → in the datum. github.com/googollee/eviltransform (tests) and github.com/wandergis/coordtransform
  const published: readonly (readonly [Datum, number, number, number, number])[] = [
    ['gcj02', 121.5272106, 31.1774276, 121.531541859215, 31.17530398364597],
    ['gcj02', 113.912316, 22.543847, 113.9171764808363, 22.540796131694766],
    ['gcj02', 116.377817, 39.911954, 116.38404722455657, 39.91334545536069],
    ['gcj02', 116.404, 39.915, 116.41024449916938, 39.91640428150164],
    ['bd09', 116.404, 39.915, 116.41662724378733, 39.922699552216216],
  ]
  for (const [datum, lng, lat, toLng, toLat] of published) {
    const off = metersBetween(...fromWgs84(lng, lat, datum), toLng, toLat)
    assert.ok(off < 0.001, `${datum} of ${lng}, ${lat} is off by ${off} m`)
  }
})

test('there and back is under 1 mm anywhere in mainland China', () => {
  const point = fc.tuple(fc.double({ min: 73, max: 136, noNaN: true }), fc.double({ min: 17, max: 54, noNaN: true }))
  for (const datum of SHIFTED) {
    fc.assert(
      fc.property(point, ([lng, lat]) => {
        fc.pre(inMainland(lng, lat))
        const shifted = fromWgs84(lng, lat, datum)
        const back = toWgs84(...shifted, datum)
        assert.ok(metersBetween(lng, lat, ...back) < 0.001, `${metersBetween(lng, lat, ...back)} m`)
      }),
      { numRuns: 3000, seed: 1, examples: [[[105, 35]], [[105 + 1e-12, 30]], [[96.47, 36.68]]] },
    )
  }
})

test('Hong Kong, Macau, Taiwan and abroad stay put', () => {
  const places = {
    香港中环: [114.158, 22.282],
    香港元朗: [114.03, 22.445],
    澳门: [113.5439, 22.1987],
    路环: [113.57, 22.12],
    台北: [121.5654, 25.033],
    高雄: [120.3014, 22.6273],
    金门: [118.32, 24.43],
    首尔: [126.978, 37.5665],
    平壤: [125.7625, 39.0392],
    万象: [102.6331, 17.9757],
    河内: [105.8342, 21.0278],
    仰光: [96.1951, 16.8661],
    乌兰巴托: [106.9057, 47.8864],
    阿拉木图: [76.8897, 43.2389],
    比什凯克: [74.5698, 42.8746],
    加德满都: [85.324, 27.7172],
    伊斯兰堡: [73.0479, 33.6844],
    海参崴: [131.8855, 43.1155],
    布拉戈维申斯克: [127.53, 50.28],
    东京: [139.6917, 35.6895],
    摩纳哥: [7.4246, 43.7384],
    赫尔辛基: [24.9384, 60.1699],
    悉尼: [151.2093, -33.8688],
  } as const
  for (const [name, [lng, lat]] of Object.entries(places)) {
    for (const { id } of DATUMS) {
      assert.deepEqual(fromWgs84(lng, lat, id), [lng, lat], `${name} ${id}`)
      assert.deepEqual(toWgs84(lng, lat, id), [lng, lat], `${name} ${id} back`)
    }
  }
})

test('the mainland shifts up to its borders', () => {
  const places = {
    罗湖: [114.1195, 22.5415],
    罗湖口岸: [114.1145, 22.5335],
    福田口岸: [114.069, 22.519],
    沙头角: [114.228, 22.556],
    拱北: [113.5485, 22.22],
    横琴: [113.54, 22.12],
    厦门: [118.0894, 24.4798],
    海口: [110.35, 20.02],
    三亚: [109.51, 18.25],
    喀什: [75.99, 39.47],
    霍尔果斯: [80.41, 44.21],
    满洲里: [117.43, 49.6],
    丹东: [124.39, 40.12],
    黑河: [127.5, 50.25],
    瑞丽: [97.855, 24.01],
    东兴: [107.97, 21.54],
    北京: [116.3912, 39.9064],
    拉萨: [91.14, 29.65],
  } as const
  for (const [name, [lng, lat]] of Object.entries(places)) {
    for (const datum of SHIFTED) {
      const shifted = fromWgs84(lng, lat, datum)
      assert.ok(metersBetween(lng, lat, ...shifted) > 50, `${name} ${datum}`)
      assert.ok(metersBetween(lng, lat, ...toWgs84(...shifted, datum)) < 0.001, `${name} ${datum} back`)
    }
  }
})

test('the mesh says what the borders it was made from say', () => {
  const chance = random(2)
  for (let i = 0; i < 20_000; i++) {
    // half of them where it is hard: round Hong Kong and Macau
    const near = i % 2 === 0
    const lng = near ? chance.between(113.3, 114.7) : chance.between(60, 150)
    const lat = near ? chance.between(21.9, 22.8) : chance.between(5, 60)
    const there = placeAt([lng, lat], { level: 'territory' })
    assert.equal(inMainland(lng, lat), there?.properties.id === 'Q19188', `${lng}, ${lat}: ${iso1A2Code([lng, lat])}`)
  }
})

test('CGCS2000 and WGS-84 are one at our accuracy', () => {
  assert.deepEqual(toWgs84(121.5, 31.2, 'cgcs2000'), [121.5, 31.2])
  assert.deepEqual(fromWgs84(121.5, 31.2, 'wgs84'), [121.5, 31.2])
})

test('a datum is known by its name, and an unknown one says which there are', () => {
  assert.equal(getDatum('GCJ-02'), 'gcj02')
  assert.equal(getDatum('CGCS2000'), 'cgcs2000')
  assert.throws(() => getDatum('xian80'), { code: 'unknown-datum' })
})
