import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Fault } from '../base/fault.ts'
import { twoCircles } from '../test/two-circles.ts'
import { resultsOf } from './results.ts'
import { defineTyping, GRADE_NAMES, GRADES, type Least, type Typing, typeOf } from './typing.ts'
import { readTyping } from './typing-file.ts'
import { typings } from './typings/index.ts'
import national2023 from './typings/national-2023.ts'
import shanxi2023 from './typings/shanxi-2023.ts'

const least = (basic: number | null, quality: number | null = null): Least => ({
  basic,
  quality,
  source: 'T',
  status: 'inference',
})
const typing = (more: Partial<Typing> = {}): Typing =>
  defineTyping({
    id: 'test',
    name: { zh: '试', en: 'Test' },
    adcode: null,
    cites: 'a test',
    year: null,
    sources: { T: { title: 'a test', seen: null } },
    listed: { basic: null, quality: null },
    entry: null,
    grades: { basic: null, improved: null, premium: null },
    composite: null,
    labels: GRADE_NAMES,
    presence: { by: 'stands-in' },
    ...more,
  })
const grades = (basic: Least, improved: Least, premium: Least) => ({ grades: { basic, improved, premium } })
const WEST = 0
const EAST = 1

test('a category no source knows is unknown, one that OSM alone lacks is to be checked, neither is absent', () => {
  const { basic, quality } = typeOf(twoCircles(), EAST, typing())
  const of = (id: string) => [...basic.categories, ...quality.categories].find((c) => c.id === id)?.presence
  assert.equal(of('convenience-store'), 'absent') // the ledger knows it, and it stands in the west
  assert.equal(of('supermarket'), 'unchecked')
  assert.equal(of('wet-market'), 'absent')
  assert.equal(of('pharmacy'), 'unknown')
  assert.equal(of('childcare'), 'present')
  assert.equal(of('commercial-centre'), undefined) // a carrier is of neither tier
})

test('counts are spans: what is there for certain, and what may be', () => {
  const { basic } = typeOf(twoCircles(), WEST, typing())
  const all = basic.categories.length
  const absent = basic.categories.filter((c) => c.presence === 'absent').length
  assert.ok(basic.least > 0 && absent > 0)
  assert.deepEqual(
    [basic.least, basic.most, basic.of],
    [basic.categories.filter((c) => c.presence === 'present').length, all - absent, all],
  )
  // what the rule's table lists and our standard does not may be there
  const wider = typeOf(twoCircles(), WEST, typing({ listed: { basic: all + 4, quality: null } })).basic
  assert.deepEqual([wider.least, wider.most, wider.of], [basic.least, basic.most + 4, all + 4])
})

test('an area whose ledger does not list a category leaves it unknown there', () => {
  const frame = twoCircles()
  const { measured } = frame
  const at = measured.categories.findIndex((c) => c.id === 'wet-market')
  const knowledge = measured.knowledge.map((k, c) => (c === at ? { ...k, unknownIn: [2] } : k))
  const local = twoCircles({ ...measured, knowledge })
  const of = (circle: number) =>
    typeOf(local, circle, typing()).basic.categories.find((c) => c.id === 'wet-market')?.presence
  assert.deepEqual([of(WEST), of(EAST)], ['absent', 'unknown'])
})

test('a grade is decided only where checking could not change it', () => {
  const frame = twoCircles()
  const { basic } = typeOf(frame, WEST, typing())
  const { least: sure, most } = basic
  const told = (a: number, b: number, c: number) => {
    const t = typeOf(frame, WEST, typing(grades(least(a), least(b), least(c))))
    return [t.verdict, t.grade, t.possible]
  }
  assert.deepEqual(told(1, sure, most + 1), most + 1 > sure ? ['decided', 'improved', ['improved']] : [])
  assert.deepEqual(told(1, sure, most), ['to-check', null, ['improved', 'premium']])
  assert.deepEqual(told(sure + 1, sure + 1, most + 1), ['to-check', null, [null, 'basic', 'improved']])
  assert.deepEqual(told(most + 1, most + 1, most + 1), ['decided', null, [null]])
  assert.deepEqual(told(0, 0, 0), ['decided', 'premium', ['premium']])
})

test('who is not let in has no grade; whether one is let in may be to be checked', () => {
  const frame = twoCircles()
  const { basic } = typeOf(frame, WEST, typing())
  const entering = (n: number) =>
    typeOf(frame, WEST, typing({ entry: least(n), ...grades(least(0), least(0), least(0)) }))
  assert.deepEqual([entering(basic.least).entry, entering(basic.least).grade], ['met', 'premium'])
  const open = entering(basic.most)
  assert.deepEqual([open.entry, open.verdict, open.possible], ['to-check', 'to-check', [null, ...GRADES]])
  const shut = entering(basic.most + 1)
  assert.deepEqual([shut.entry, shut.verdict, shut.grade, shut.possible], ['not-met', 'decided', null, [null]])
})

test('what was never published types nobody; what goes by a score says so', () => {
  const national = typeOf(twoCircles(), WEST, national2023)
  assert.deepEqual([national.entry, national.verdict, national.grade], [null, 'unpublished', null])
  const shanxi = typeOf(twoCircles(), WEST, shanxi2023)
  assert.deepEqual([shanxi.verdict, shanxi.grade], ['composite', null])
  assert.deepEqual([shanxi.basic.of, shanxi.quality.of], [23, 30])
})

test('a category may count as present by those who reach it', () => {
  const by = (share: number, circle: number, id: string) =>
    typeOf(twoCircles(), circle, typing({ presence: { by: 'reached', share } })).basic.categories.find(
      (c) => c.id === id,
    )?.presence
  assert.equal(by(0.2, EAST, 'convenience-store'), 'present') // the fourth column reaches the one in the west
  assert.equal(by(0.99, EAST, 'convenience-store'), 'absent')
  assert.equal(by(0.5, EAST, 'supermarket'), 'unchecked')
  assert.equal(by(0.5, WEST, 'pharmacy'), 'unknown')
})

test('the more is known, the narrower the span, and never outside the one before', () => {
  const frame = twoCircles()
  const { measured } = frame
  fc.assert(
    fc.property(
      fc.array(fc.boolean(), { minLength: measured.categories.length, maxLength: measured.categories.length }),
      (learn) => {
        const knowledge = measured.knowledge.map((k, c) =>
          learn[c] ? { ...k, known: true, basis: 'official' as const } : k,
        )
        const after = twoCircles({ ...measured, knowledge })
        for (const circle of [WEST, EAST]) {
          for (const tier of ['basic', 'quality'] as const) {
            const [a, b] = [typeOf(frame, circle, typing())[tier], typeOf(after, circle, typing())[tier]]
            assert.ok(a.least <= b.least && b.least <= b.most && b.most <= a.most)
          }
        }
      },
    ),
  )
})

test('three results of a circle stay apart, and service is null until residents are asked', () => {
  const results = resultsOf(twoCircles(), national2023)
  assert.deepEqual(
    results.map((r) => r.circle),
    ['west', 'east'],
  )
  const access = results[0]!.access.find((a) => a.category === 'convenience-store')!
  assert.equal(access.share.share, 1)
  assert.equal(results[0]!.service, null)
})

test('every typing of the shelf has ids of its own, and cites what it asks for', () => {
  assert.equal(new Set(typings.map((t) => t.id)).size, typings.length)
  for (const t of typings) assert.ok(t.cites && Object.keys(t.sources).length > 0)
})

const OWN = {
  name: '本市分型办法',
  listed: { basic: 16, quality: 12 },
  presence: { by: 'reached', share: 0.5 },
  entry: { basic: 8 },
  grades: { basic: { basic: 10 }, improved: { basic: 12, quality: 4 }, premium: { basic: 15, quality: 8 } },
}

test('a person’s own thresholds are read from JSON', () => {
  const own = readTyping(JSON.stringify(OWN), '本市.json')
  assert.deepEqual([own.name.zh, own.cites, own.presence], ['本市分型办法', '本市.json', { by: 'reached', share: 0.5 }])
  assert.deepEqual([own.grades.improved?.basic, own.grades.improved?.quality, own.grades.basic?.quality], [12, 4, null])
  const partial = readTyping('{"grades":{"premium":{"basic":3}}}', 'a.json')
  assert.deepEqual([partial.grades.basic, partial.entry, partial.presence], [null, null, { by: 'stands-in' }])
})

test('own thresholds that cannot be used are refused with what is wrong and where, in both languages', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['{', '不是 JSON', 'not JSON'],
    ['[]', 'typing 应为对象', 'typing should be an object'],
    ['{"grades":{}}', '一级也没有写', 'no grade at all'],
    ['{"grade":{"basic":{"basic":3}}}', 'grade 认不出', 'typing has grade'],
    [
      '{"grades":{"basic":{"basic":-1}}}',
      'grades.basic.basic 应为不小于 0 的整数，得到 -1',
      'grades.basic.basic should be',
    ],
    ['{"grades":{"basic":{"basic":2.5}}}', '得到 2.5', 'got 2.5'],
    ['{"grades":{"basic":{}}}', 'grades.basic 没有写', 'grades.basic has neither'],
    [
      JSON.stringify({ ...OWN, listed: { basic: 11 } }),
      'grades.improved.basic 要 12 项，而 listed 只有 11 项',
      'asks for 12, and listed has 11',
    ],
    [
      '{"grades":{"basic":{"basic":9},"premium":{"basic":8}}}',
      'grades.premium.basic 为 8，低于下一级的 9',
      'less than the 9',
    ],
    [JSON.stringify({ ...OWN, presence: { by: 'reached' } }), 'presence.share 应大于 0', 'presence.share should be'],
    [JSON.stringify({ ...OWN, presence: { by: 'near' } }), 'presence.by 应为', 'presence.by should be'],
    [JSON.stringify({ ...OWN, name: 7 }), 'name 应为文字', 'name should be a text'],
  ]
  for (const [text, zh, en] of cases)
    assert.throws(
      () => readTyping(text, '本市.json'),
      (e) => e instanceof Fault && e.code === 'bad-typing' && e.say('zh').includes(zh) && e.say('en').includes(en),
      text,
    )
})
