// plan.html: the tasks of the term, then a paper for each circle that can be printed and taken to its meeting. Figures come from the plan;
// sentences from core/plan/templates.ts.
import type { Lang, Name } from '../../base/name.ts'
import type { Delivery } from '../../plan/deliver.ts'
import type { Planned } from '../../plan/edits.ts'
import { ORDER } from '../../plan/order.ts'
import { type Plan, type PlanCircle, promisedBy, yearName } from '../../plan/plan.ts'
import {
  budgetSentence,
  conflictSentence,
  costSentence,
  gainSentence,
  MEASURE_NAMES,
  measureSentence,
  problemSentence,
  STATUS_NAMES,
  sitedSentence,
  yuan,
} from '../../plan/templates.ts'
import type { Block, Content } from '../block.ts'
import { CERTAINTY, type Say, sayIn } from '../city/say.ts'
import { conventionWords, sharedPrefix, TIER_NAMES } from '../lookup.ts'
import { grouped, percent } from '../numbers.ts'
import { html } from '../outputs/html.ts'
import { defineReport } from '../report.ts'
import { delivered } from './delivered.ts'
import { byCircle } from './table.ts'

/** What the paper is made from. */
export interface PlanSubject {
  readonly plan: Plan
  /** Null: it has not been measured again. */
  readonly delivery: Delivery | null
  readonly lang: Lang
}

/** The paper. */
export const planPaper = defineReport<PlanSubject>({
  id: 'plan-paper',
  name: { zh: '一圈一策', en: 'Plan of circles' },
  title: ({ plan, lang }) => (lang === 'zh' ? `${plan.title} · 一圈一策与年度任务` : `${plan.title} · plan of circles`),
  *blocks(subject) {
    const { plan, delivery } = subject
    yield cover(subject)
    yield* summary(subject)
    if (delivery) yield* delivered(plan, delivery, subject.lang)
    yield* tasks(subject)
    yield* curve(subject)
    yield* conflicts(subject)
    const actions = byCircle(plan)
    const prefix = sharedPrefix(plan.circles.map((c) => c.name))
    for (const circle of plan.circles) yield* paper(subject, circle, actions.get(circle.id) ?? [], prefix)
    const strays = plan.actions.filter((a) => !plan.circles.some((c) => c.id === a.circle))
    if (strays.length > 0) yield* elsewhere(subject, strays)
    yield* grounds(subject)
  },
})

/** The text of plan.html: one file, opens offline, same plan same bytes. */
export const planHtml = (subject: PlanSubject): string =>
  html(planPaper.blocks(subject), { title: planPaper.title(subject), lang: subject.lang })

function cover({ plan, lang }: PlanSubject): Block {
  const say = sayIn(lang)
  const years = `${yearName(plan.start, 1)[lang]}${plan.years > 1 ? `—${yearName(plan.start, plan.years)[lang]}` : ''}`
  return {
    kind: 'cover',
    overline: say('城市一刻钟便民生活圈 · 一圈一策', 'Living circles · a plan each'),
    title: plan.title,
    chips: [years],
    lines: [
      say(
        `${grouped(plan.population.people)} 位居民 · ${plan.circles.length} 个生活圈 · ${plan.actions.length} 项行动`,
        `${grouped(plan.population.people)} residents · ${plan.circles.length} circles · ${plan.actions.length} actions`,
      ),
      conventionWords(plan.convention)[lang],
      plan.grounds.tally
        ? say(`居民意愿：${plan.grounds.tally}`, `Residents’ wishes: ${plan.grounds.tally}`)
        : say('未附居民意愿：按“问需于民在前”，定稿前应补', 'Without residents’ wishes, which should come first'),
    ],
  }
}

/** Actions by measure: how many, and for those computed how many people by category. */
function* summary({ plan, lang }: PlanSubject): Generator<Block> {
  const say = sayIn(lang)
  const checks = plan.actions.filter((a) => a.measure === 'check').length
  const others = plan.actions.length - checks
  const { actions: computed, people: promised } = promisedBy(plan)
  if (plan.actions.length === 0) {
    yield {
      kind: 'lead',
      text: say('没有测得的缺口，也没有待核实的业态。', 'No gap was measured, and nothing is to be verified.'),
    }
    return
  }
  yield {
    kind: 'lead',
    text: say(
      `${others} 项补短板，${checks} 项先核实再定。${computed > 0 ? `其中 ${computed} 项测算了受益人数，合计 ${grouped(promised)} 人次。` : '还没有选址方案，受益人数未测算。'}`,
      `${others} actions to fill gaps, ${checks} to verify first. ${computed > 0 ? `For ${computed} the gain is computed: ${grouped(promised)} people, each counted once a category.` : 'No sites have been proposed, so no gain is computed.'}`,
    ),
  }
  const by = new Map<string, Planned[]>()
  for (const a of plan.actions) by.set(a.measure, [...(by.get(a.measure) ?? []), a])
  yield {
    kind: 'figures',
    items: [...by].map(([measure, its]) => {
      const { actions: told, people: sum } = promisedBy({ actions: its })
      return {
        value: grouped(its.length),
        label: MEASURE_NAMES[measure as Planned['measure']][lang],
        ...(told > 0 ? { note: say(`测算 ${grouped(sum)} 人次`, `${grouped(sum)} people computed`) } : {}),
      }
    }),
  }
  const budget = budgetSentence(plan)
  if (budget) yield { kind: 'paragraph', text: `${budget[lang]}${say('。', '.')}` }
}

/** What is done in which year. */
function* tasks({ plan, lang }: PlanSubject): Generator<Block> {
  const say = sayIn(lang)
  yield {
    kind: 'heading',
    level: 2,
    text: say('年度任务', 'Tasks of each year'),
    sub: say(
      `基本保障类缺口大的圈在前，各年${plan.tasks.balance === 'cost' ? '费用' : '居民'}大致相当`,
      `circles with large basic gaps first; years about alike in ${plan.tasks.balance === 'cost' ? 'cost' : 'people'}`,
    ),
  }
  const prefix = sharedPrefix(plan.circles.map((c) => c.name)).length
  const names = new Map(plan.circles.map((c) => [c.id, c.name.slice(prefix)]))
  const years = [...Array(plan.years + 1).keys()]
  const rows = years.flatMap((year): Content[][] => {
    const its = plan.tasks.tasks.filter((t) => t.year === year)
    if (its.length === 0) return []
    const sum = plan.sums.find((s) => s.year === year)
    const list = its.map((t) => `${names.get(t.circle)}${t.locked ? say('（已锁定）', ' (locked)') : ''}`).join(say('、', ', ')) // biome-ignore format: one line
    return [
      [
        year === 0 ? say('不必安排', 'Nothing to do') : yearName(plan.start, year)[lang],
        grouped(its.length),
        grouped(its.reduce((n, t) => n + t.people, 0)),
        sum ? grouped(sum.actions) : '0',
        sum ? { text: sum.cost === null ? '—' : yuan(sum.cost)[lang], ...(sum.costUnknown > 0 ? { sub: say(`${sum.costUnknown} 项未知`, `${sum.costUnknown} unknown`) } : {}) } : '—', // biome-ignore format: one line
        list,
      ],
    ]
  })
  yield {
    kind: 'table',
    columns: [
      { text: say('年度', 'Year') },
      { text: say('圈', 'Circles'), figures: true },
      { text: say('居民', 'Residents'), figures: true },
      { text: say('行动', 'Actions'), figures: true },
      { text: say('已知费用', 'Known cost'), figures: true },
      { text: say('哪些圈', 'Which') },
    ],
    rows,
  }
}

/** Communities covered, three ways. */
function* curve({ plan, lang }: PlanSubject): Generator<Block> {
  const say = sayIn(lang)
  yield { kind: 'heading', level: 3, text: say('社区覆盖：三种数法', 'Communities covered, counted three ways') }
  if (!plan.curve) {
    yield { kind: 'paragraph', tone: 'quiet', text: say('数据里没有社区边界，数不出社区。', 'The data has no borders of communities, so none can be counted.') } // biome-ignore format: one line
    return
  }
  const cell = ({ covered, of }: { covered: number; of: number }): Content => ({
    text: of > 0 ? percent(covered / of) : '—',
    sub: `${grouped(covered)} / ${grouped(of)}`,
  })
  yield {
    kind: 'table',
    columns: [
      { text: say('年末', 'End of') },
      { text: say('按边界', 'By border'), figures: true },
      { text: say('按中心', 'By centroid'), figures: true },
      { text: say('按可达居民', 'By residents in reach'), figures: true },
      { text: say('居民', 'Residents'), figures: true },
    ],
    rows: plan.curve.map((p) => [
      p.year === 0 ? say('开始时', 'Beginning') : yearName(plan.start, p.year)[lang],
      cell(p.border),
      cell(p.centroid),
      cell(p.residents),
      cell(p.people),
    ]),
  }
  yield {
    kind: 'paragraph',
    tone: 'quiet',
    text: say(
      '按边界：社区至少一半面积在已完成的圈内；按中心：社区形心在已完成的圈内；按可达居民：至少一半居民走得到当地台账所知的全部基本保障类业态，现在就走得到，或由已完成行动的测算受益。圈在其最后一项行动的年末算完成。“一半”是本程序的取法，通知没有规定。',
      'By border: at least half of its surface in circles that are done. By centroid: its centroid in one. By residents: at least half have every basic category in reach that is known where they live, now or by what actions done by then promise. A circle is done at the end of the year of its last action. The half is our own; no document names one.',
    ),
  }
}

/** Where computed values moved under an edit. */
function* conflicts({ plan, lang }: PlanSubject): Generator<Block> {
  const say = sayIn(lang)
  const its = plan.actions.filter((a) => a.conflicts.length > 0 || a.origin === 'kept')
  if (its.length === 0) return
  const names = new Map(plan.circles.map((c) => [c.id, c.name]))
  yield {
    kind: 'heading',
    level: 3,
    text: say('修改之后，测算变了的', 'Moved since it was edited'),
    sub: say('修改照旧保留，请复看', 'the edits stand; look at them again'),
  }
  yield {
    kind: 'list',
    items: its.map((a) => ({
      text: `${names.get(a.circle) ?? a.circle} · ${categoryName(plan, a.category)[lang]} · ${MEASURE_NAMES[a.measure][lang]}`,
      sub: [
        ...a.conflicts.map((c) => conflictSentence(c)[lang]),
        ...(a.origin === 'kept'
          ? [say('缺口已不在测算中，因有人工修改而保留', 'its gap is no longer computed; kept because it was edited')]
          : []),
      ].join(say('；', '; ')),
    })),
  }
}

const categoryName = (plan: Plan, id: string): Name =>
  plan.categories.find((c) => c.id === id)?.name ?? { zh: id, en: id }

/** The paper of one circle. */
function* paper(
  { plan, lang }: PlanSubject,
  circle: PlanCircle,
  all: readonly Planned[],
  prefix: string,
): Generator<Block> {
  const say = sayIn(lang)
  const task = plan.tasks.tasks.find((t) => t.circle === circle.id)
  const year = task && task.year > 0 ? yearName(plan.start, task.year)[lang] : say('不必安排', 'nothing to do')
  yield {
    kind: 'heading',
    level: 2,
    page: true,
    text: circle.name.slice(prefix.length) || circle.name,
    sub: say(
      `${grouped(circle.people)} 位居民 · ${year}${task?.locked ? '（已锁定）' : ''} · ${all.length} 项行动`,
      `${grouped(circle.people)} residents · ${year}${task?.locked ? ' (locked)' : ''} · ${all.length} actions`,
    ),
  }
  const unknown = all.filter((a) => a.problem?.kind === 'unknown' && a.edited.length === 0)
  const rest = all.filter((a) => !unknown.includes(a))
  if (rest.length === 0 && unknown.length === 0)
    yield { kind: 'paragraph', text: say('没有测得的缺口。', 'No gap was measured.') }
  if (rest.length > 0) yield table(plan, rest, lang)
  if (unknown.length > 0)
    yield {
      kind: 'paragraph',
      tone: 'unsure',
      text: say(
        `另有 ${unknown.length} 项业态台账未覆盖，有无不明，须先查清并补入台账：${unknown.map((a) => categoryName(plan, a.category).zh).join('、')}。`,
        `For ${unknown.length} more categories no ledger tells whether they are here; find out and enter them first: ${unknown.map((a) => categoryName(plan, a.category).en).join(', ')}.`,
      ),
    }
}

function* elsewhere({ plan, lang }: PlanSubject, actions: readonly Planned[]): Generator<Block> {
  const say = sayIn(lang)
  yield { kind: 'heading', level: 2, page: true, text: say('不属于任何现有圈的行动', 'Actions of no present circle') }
  yield table(plan, actions, lang)
}

function table(plan: Plan, actions: readonly Planned[], lang: Lang): Block {
  const say = sayIn(lang)
  return {
    kind: 'table',
    columns: [
      { text: say('业态', 'Category') },
      { text: say('问题与依据', 'Problem and evidence') },
      { text: say('措施', 'Measure') },
      { text: say('牵头', 'Lead'), words: true },
      { text: say('年度', 'Year'), figures: true },
      { text: say('费用', 'Cost'), figures: true },
      { text: say('受益', 'Gain'), figures: true },
    ],
    rows: actions.map((a) => row(plan, a, lang, say)),
  }
}

/** Dates kept on one line: a word joiner behind each hyphen between figures. */
const unbroken = (text: string): string => text.replace(/(\d-)(?=\d)/g, '$1\u2060')

function row(plan: Plan, a: Planned, lang: Lang, say: Say): readonly Content[] {
  const category = plan.categories.find((c) => c.id === a.category)
  const set = (field: Planned['edited'][number]) => (a.edited.includes(field) ? say('人工', 'by hand') : '')
  const below = (...lines: string[]) => {
    const sub = lines.filter(Boolean).join('\n')
    return sub ? { sub } : {}
  }
  const wishes = a.wishes && a.wishes.wanted > 0 ? say(`${a.wishes.asked} 人应答，${a.wishes.wanted} 人提出`, `${a.wishes.wanted} of ${a.wishes.asked} asked for it`) : '' // biome-ignore format: one line
  return [
    {
      text: category?.name[lang] ?? a.category,
      ...below([category ? TIER_NAMES[category.tier][lang] : '', category?.group ?? ''].filter(Boolean).join(' · ')),
    },
    {
      text: unbroken(problemSentence(a, plan)[lang]),
      ...below(wishes, a.note ? say(`备注：${a.note}`, `Note: ${a.note}`) : ''),
    },
    {
      text: measureSentence(a, plan)[lang],
      ...below(a.status === 'planned' ? '' : STATUS_NAMES[a.status][lang], set('measure')),
    },
    a.lead
      ? { text: a.lead.name, ...below(set('lead') || CERTAINTY[a.lead.status][lang]) }
      : { text: say('未公布', 'not published'), tone: 'unsure' },
    a.term
      ? { text: yearName(plan.start, a.term.year)[lang], ...below(say(`第 ${a.term.phase} 阶段`, `phase ${a.term.phase}`), set('term')) } // biome-ignore format: one line
      : { text: say('未排入', 'in no year'), tone: 'unsure' },
    a.cost === null ? say('未知', 'unknown') : { text: costSentence(a)[lang], ...below(set('cost')) },
    a.promised === null
      ? { text: '—', ...below(say('未测算', 'not computed')) }
      : {
          text: grouped(a.promised),
          ...below(a.gain && a.gain.lost > 0 ? gainSentence(a)[lang] : '', set('promised')),
        },
  ]
}

/** By what rules, and on what. */
function* grounds({ plan, lang }: PlanSubject): Generator<Block> {
  const say = sayIn(lang)
  const g = plan.grounds
  yield { kind: 'heading', level: 2, page: true, text: say('怎样起草的', 'How it was drafted') }
  yield {
    kind: 'paragraph',
    text: say(
      '行动由测得的缺口按下列规则起草，句子只用测算得到的数字；未知的留空，不补写。措施依次为：只凭 OpenStreetMap 的缺口和台账未覆盖的业态先核实；试开的大门能带来的；选址方案能带来的；迁移得大于失的；以上都没有的，新设而地点待选。每条措施只计前面措施没有覆盖的人，一种业态不重复许诺。',
      'Actions are drafted from the gaps measured, by the rules below; sentences hold computed figures only, and what is unknown stays blank. In turn: gaps that rest on OpenStreetMap alone, and categories no ledger knows, are verified first; then what gates that were tried would bring, what proposed sites would, and moves that gain more than they lose; where nothing applies, a new outlet whose site is to be found. Each counts those only whom none before it reached.',
    ),
  }
  yield {
    kind: 'table',
    caption: say('先后次序', 'Order'),
    columns: [{ text: say('规则', 'Rule') }, { text: say('依据', 'By') }],
    rows: ORDER.map((rule) => [rule.name[lang], rule.cites === 'OWN' ? say('本程序的取法', 'our own') : rule.cites]),
  }
  const used: [number, string][] = [
    [g.proposals, say('选址方案', 'proposed sites')],
    [g.gatesTried, say('试开后有人受益的大门', 'gates that gain when tried')],
    [g.movesTried, say('得大于失的迁移', 'moves that gain more than they lose')],
    [g.shut, say('有而不营业', 'outlets shut when asked for')],
    [g.small, say('有而不足', 'outlets too small')],
  ]
  yield {
    kind: 'list',
    items: used.map(([n, what]) =>
      n > 0
        ? `${what}${say('：', ': ')}${grouped(n)}`
        : `${what}${say('：没有，相应规则不起作用', ': none, so the rule is silent')}`,
    ),
  }
  if (g.sited.length > 0) {
    yield { kind: 'paragraph', text: say('本方案自行选址的业态（按现状的缺口求最少几处，不计开门与迁移；同一候选点可为几个业态所选）：', 'Categories that this plan found sites for (the fewest for the gaps as they are, gates and moves aside; one place may serve several):') } // biome-ignore format: one line
    yield { kind: 'list', items: g.sited.map((s) => sitedSentence(s, plan)[lang]) }
  }
  yield {
    kind: 'paragraph',
    tone: 'quiet',
    text: say(
      `标准 ${plan.standard}。牵头部门照标准所列，注明把握；标准没有的写“未公布”。费用只取候选点所报，共用一处的只计一次。`,
      `Standard ${plan.standard}. Leads are those of the standard, with how sure they are. Costs are those stated for candidates; a shared site is counted once.`,
    ),
  }
}
