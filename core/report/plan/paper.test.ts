import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SILENT } from '../../base/progress.ts'
import { measure } from '../../circle/measure.ts'
import { applyEdits } from '../../plan/apply.ts'
import { editsOf } from '../../plan/carry-out.ts'
import { composePlan } from '../../plan/compose.ts'
import { deliveryOf } from '../../plan/deliver.ts'
import { NO_EDITS, withAdded, withFields } from '../../plan/edits.ts'
import { tryGates } from '../../plan/gates.ts'
import { planTown, townAt } from '../../test/plan-town.ts'
import { premises, proposalsBy, SETTINGS, townDraft } from '../../test/town-plan.ts'
import type { Block } from '../block.ts'
import { type PlanSubject, planHtml, planPaper } from './paper.ts'

const inputs = planTown(2)
const proposals = proposalsBy(inputs, [[{ ...premises('p1', townAt(4, 4), 200_000), name: '<img src=x onerror=alert(1)>' }, 'wet-market', 'elder-care']]) // biome-ignore format: one line
const { draft } = townDraft(2, { proposals, gates: tryGates(measure(inputs), 12, SILENT) })
const first = composePlan(draft, { ...SETTINGS, budget: 100_000 })
let edits = withFields(NO_EDITS, first.actions[0]!, { note: '<b>x</b>', promised: 9 })
edits = withAdded(edits, { circle: 'gone', category: 'pharmacy', measure: 'open' })
const plan = composePlan(draft, { ...SETTINGS, budget: 100_000 }, edits)
const done = measure(applyEdits(inputs, { name: 'done', edits: [...editsOf(proposals), { kind: 'close', outlet: 'ledger:1' }] }).inputs) // biome-ignore format: one line
const subject = (lang: 'zh' | 'en', more: Partial<PlanSubject> = {}): PlanSubject => ({ plan, delivery: null, lang, ...more }) // biome-ignore format: one line
const delivered = { delivery: deliveryOf(plan, done) }
const text = (html: string) => html.replace(/<(style|script)[\s\S]*?<\/\1>/g, '').replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ') // biome-ignore format: one line

test('same plan, same bytes; both languages have the same headings in number', () => {
  for (const more of [{}, delivered]) {
    const headings = (lang: 'zh' | 'en') => [...planPaper.blocks(subject(lang, more))].filter((b) => b.kind === 'heading').length // biome-ignore format: one line
    assert.equal(headings('zh'), headings('en'))
    assert.equal(planHtml(subject('zh', more)), planHtml(subject('zh', more)))
  }
})

test('every circle begins a page of its own, and every action is on one', () => {
  const blocks: Block[] = [...planPaper.blocks(subject('zh'))]
  const pages = blocks.flatMap((b) => (b.kind === 'heading' && b.page ? [b.text] : []))
  assert.deepEqual(pages, [...plan.circles.map((c) => c.name), '不属于任何现有圈的行动', '怎样起草的'])
  assert.match(planHtml(subject('zh')), /<h2 class="page">/)
})

test('names and notes are text, whatever they hold; nothing unknown is shown as a number', () => {
  const page = planHtml(subject('zh', delivered))
  assert.ok(page.includes('&lt;img src=x') && page.includes('&lt;b&gt;x&lt;/b&gt;'))
  assert.doesNotMatch(page, /<img|<b>x/)
  assert.doesNotMatch(text(page), /NaN|undefined|null|Infinity|[\s（：]-1\b/)
})

test('it says what it rests on, what is missing from it, and what the budget does not reach', () => {
  const words = text(planHtml(subject('zh')))
  for (const said of [
    '未附居民意愿',
    '商办流通函〔2024〕409号 一（一）：优先配齐基本保障类业态',
    '每年预算10万元：1项排不进任何一年，差20万元',
    '按边界 按中心 按可达居民',
    '有而不营业：没有，相应规则不起作用',
    '推定',
  ])
    assert.ok(words.includes(said), said)
})

test('after the fact: promised and delivered, who lost meanwhile, which outlets are gone', () => {
  const words = text(planHtml(subject('zh', delivered)))
  assert.match(words, /许诺与兑现/)
  assert.match(words, /其间不在了的网点：1 处 ledger:1：便利店/)
  assert.match(words, /其间新有的网点：1 处 plan:p1/)
  assert.match(text(planHtml(subject('en', delivered))), /Promised and delivered/)
})
