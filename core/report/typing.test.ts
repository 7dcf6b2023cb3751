import assert from 'node:assert/strict'
import { test } from 'node:test'
import { indicatorsOf, UNMEASURED } from '../circle/indicated.ts'
import { NOTHING_MORE } from '../circle/indicator.ts'
import commcov from '../circle/indicators/n-commcov.ts'
import sat from '../circle/indicators/n-sat.ts'
import { resultsOf } from '../circle/results.ts'
import { defineTyping, GRADE_NAMES, typeOf } from '../circle/typing.ts'
import national2023 from '../circle/typings/national-2023.ts'
import shanxi2023 from '../circle/typings/shanxi-2023.ts'
import { twoCircles } from '../test/two-circles.ts'
import { indicatorsCsv, perText, readingText } from './indicators.ts'
import { typesCsv, typeWords } from './typing.ts'

test('a type in words says what was counted, and what nobody published', () => {
  // the ledger knows of wet markets and childcare, and the west has neither
  const frame = twoCircles()
  assert.match(
    typeWords(typeOf(frame, 0, national2023), national2023).zh,
    /^基本保障类 2–22\/23 · 品质提升类 0–29\/30 · 门槛未公布，不定型$/,
  )
  assert.match(
    typeWords(typeOf(frame, 0, shanxi2023), shanxi2023).zh,
    /参评门槛待核实 · 达到参评门槛后，星级由综合得分决定/,
  )
  assert.match(
    typeWords(typeOf(frame, 1, shanxi2023), shanxi2023).en,
    /^basic 0–21\/23 · quality 1–30\/30 · entry to be checked/,
  )
})

test('a type that is open says between which', () => {
  const least = (basic: number) => ({ basic, quality: null, source: 'T', status: 'inference' }) as const
  const typing = defineTyping({
    ...national2023,
    id: 'test',
    sources: { T: { title: 'a test', seen: null } },
    grades: { basic: least(1), improved: least(10), premium: least(23) },
    labels: GRADE_NAMES,
  })
  assert.match(typeWords(typeOf(twoCircles(), 0, typing), typing).zh, /待核实：基础型至提升型$/)
})

test('types as a table: one row a circle, blank where not decided', () => {
  const frame = twoCircles()
  const rows = [...typesCsv(frame.circles!, resultsOf(frame, shanxi2023), shanxi2023)].join('').split('\r\n')
  assert.equal(rows.length, 4)
  assert.match(rows[1]!, /^west,west,\d+,2,22,23,0,29,30,to-check,composite,,none\|basic\|improved\|premium,/)
})

test('numbers stand with what they were divided by, spans as spans', () => {
  const share = { part: null, value: 0.93, span: [0.9007, 0.9511], of: 400 } as const
  assert.equal(readingText(sat, share, 'zh'), '93.0%（90.1%–95.1%）')
  assert.equal(perText(sat, share, 'en'), '400 valid answers')
  assert.equal(readingText(commcov, { ...share, value: null, span: [0, 1] }, 'zh'), '0.0%–100.0%')
})

test('indicators as a table: what is not measured is blank and says so', () => {
  const frame = twoCircles()
  const indicated = indicatorsOf({ frame, circle: 0, extras: NOTHING_MORE })
  const rows = [...indicatorsCsv([{ circle: 'west', indicated }], frame.measured.categories)]
    .join('')
    .trim()
    .split('\r\n')
  assert.match(rows.find((r) => r.startsWith('west,M-FRESH'))!, /^west,M-FRESH,网点数据新鲜度,,,,,,,网点,share,,未测；/)
  assert.match(rows.find((r) => r.startsWith('west,S-OUTLETS'))!, /^west,S-OUTLETS,涉及商业网点数,,,2,,,,,count,,/)
  assert.match(
    rows.find((r) => r.startsWith('west,M-PNET,路网步行可达人口覆盖率,convenience-store,便利店,'))!,
    /,居民,share,,/,
  )
  assert.equal(rows.filter((r) => r.startsWith(',')).length, UNMEASURED.length)
})
