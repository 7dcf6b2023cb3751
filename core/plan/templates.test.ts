import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SILENT } from '../base/progress.ts'
import { measure } from '../circle/measure.ts'
import { planTown, townAt } from '../test/plan-town.ts'
import { premises, proposalsBy, SETTINGS, townDraft } from '../test/town-plan.ts'
import { composePlan } from './compose.ts'
import { withFields } from './edits.ts'
import { tryGates } from './gates.ts'
import {
  budgetSentence,
  conflictSentence,
  costSentence,
  gainSentence,
  measureSentence,
  problemSentence,
  walk,
  yuan,
} from './templates.ts'

/** Every number that a value holds, as text: whole, and as sentences write it. */
function numbersIn(value: unknown, found = new Set<string>()): Set<string> {
  if (typeof value === 'number')
    for (const n of [value, value / 1e4, Math.floor(value / 60), value % 60]) found.add(String(n))
  if (typeof value === 'string') for (const n of value.match(/\d+(\.\d+)?/g) ?? []) found.add(n)
  if (value && typeof value === 'object') for (const v of Object.values(value)) numbersIn(v, found)
  return found
}

test('every number of a sentence is a field of its action, or of the plan it stands in', () => {
  let seen = 0
  for (let seed = 1; seed <= 6; seed++) {
    const inputs = planTown(seed)
    const proposals = proposalsBy(inputs, [[premises('p1', townAt(3, 4), 1_250_000), 'wet-market', 'childcare'], [premises('p2', townAt(6, 2), 98_765, 'mobile'), 'elder-care']]) // biome-ignore format: one line
    const { draft } = townDraft(seed, { proposals, gates: tryGates(measure(inputs), 12, SILENT) })
    const first = composePlan(draft, SETTINGS)
    const plan = composePlan(draft, { ...SETTINGS, budget: 200_000 }, withFields(first.edits, first.actions[0]!, { promised: 77 })) // biome-ignore format: one line
    for (const a of plan.actions) {
      const fields = numbersIn([a, plan.convention.minutes])
      for (const [lng, lat] of [...a.sites.map((s) => s.at)]) fields.add(lng.toFixed(5)).add(lat.toFixed(5))
      const bands = /0—2|3—6|0—14|60岁以上|65岁以上|0–2|3–6|0–14|60\+|65\+/g
      for (const sentence of [problemSentence(a, plan), measureSentence(a, plan), gainSentence(a), costSentence(a)])
        for (const text of [sentence.zh, sentence.en])
          for (const n of text
            .replace(bands, '')
            .replaceAll(/(\d),(?=\d{3})/g, '$1')
            .match(/\d+(\.\d+)?/g) ?? []) {
            assert.ok(fields.has(n), `${n} in ${text}`)
            seen++
          }
    }
  }
  assert.ok(seen > 500)
})

test('no sentence holds a null, a sentinel or an open form', () => {
  const plan = composePlan(townDraft(3).draft, SETTINGS)
  for (const a of plan.actions)
    for (const s of [problemSentence(a, plan), measureSentence(a, plan), gainSentence(a), costSentence(a)])
      for (const text of [s.zh, s.en]) assert.doesNotMatch(text, /null|undefined|NaN|-1\b|\{|\}/, text)
})

test('an action says who, of how many, what, how far, and on whose word', () => {
  const plan = composePlan(townDraft(1).draft, SETTINGS)
  const a = plan.actions.find((x) => x.category === 'wet-market' && x.problem!.nearest)!
  assert.match(problemSentence(a, plan).zh, /^[\d,]+人(中有[\d,]+人)?步行8分钟内都?没有菜市场；人最多的一处到最近的店 ledger:4步行\d+分(\d+秒|钟)、[\d,]+米；依据官方台账，2026-03-01确认$/) // biome-ignore format: one line
  const elder = plan.actions.find((x) => x.category === 'elder-care' && x.problem!.kind === 'lacking')!
  assert.match(problemSentence(elder, plan).zh, /（其中60岁以上[\d,]+人）/)
  assert.equal(gainSentence(a).zh, '受益人数未测算')
  assert.equal(costSentence(a).zh, '费用未知')
  assert.match(measureSentence(a, plan).zh, /新设菜市场，地点待选/)
})

test('times and money as people say them', () => {
  assert.deepEqual([walk(59).zh, walk(600).zh, walk(725).zh, walk(725).en], ['59秒', '10分钟', '12分5秒', '12 min 5 s'])
  assert.deepEqual(
    [yuan(1_250_000).zh, yuan(98_765).zh, yuan(0).zh, yuan(9000).zh],
    ['125万元', '98,765元', '0元', '9,000元'],
  )
})

test('a budget of nothing is said in a sentence', () => {
  const inputs = planTown(2)
  const proposals = proposalsBy(inputs, [[premises('p1', townAt(4, 4), 120_000), 'wet-market']])
  const { draft } = townDraft(2, { proposals })
  assert.equal(budgetSentence(composePlan(draft, SETTINGS)), null)
  const none = budgetSentence(composePlan(draft, { ...SETTINGS, budget: 0 }))!
  assert.match(none.zh, /^每年预算0元：1项排不进任何一年，差12万元；另有\d+项费用未知/)
  assert.match(budgetSentence(composePlan(draft, { ...SETTINGS, budget: 500_000 }))!.zh, /都排得下，共12万元/)
})

test('a conflict names both values', () => {
  assert.equal(conflictSentence({ field: 'cost', was: 200_000, now: null }).zh, '修改时测算的费用是 200,000，现在是 —')
})
