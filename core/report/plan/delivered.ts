// Promised and delivered, side by side, and what else moved.
import type { Lang, Name } from '../../base/name.ts'
import type { Delivery, Outcome } from '../../plan/deliver.ts'
import type { Plan } from '../../plan/plan.ts'
import { MEASURE_NAMES, STATUS_NAMES } from '../../plan/templates.ts'
import type { Block, Content } from '../block.ts'
import { sayIn } from '../city/say.ts'
import { grouped } from '../numbers.ts'

/** How an action came out, in words. */
export const OUTCOME_NAMES: Readonly<Record<Outcome, Name>> = {
  all: { zh: '兑现', en: 'delivered' },
  less: { zh: '部分兑现', en: 'in part' },
  none: { zh: '未见效', en: 'nothing yet' },
  unmeasured: { zh: '未测算', en: 'not computed' },
}

/** More outlets than these are counted, not named. */
const NAMED = 30

/** The section of a plan that was measured again. */
export function* delivered(plan: Plan, delivery: Delivery, lang: Lang): Generator<Block> {
  const say = sayIn(lang)
  const { total } = delivery
  const circles = new Map(plan.circles.map((c) => [c.id, c.name]))
  const category = (id: string) => plan.categories.find((c) => c.id === id)?.name[lang] ?? id
  yield {
    kind: 'heading',
    level: 2,
    text: say('许诺与兑现', 'Promised and delivered'),
    sub: say(
      '兑现：许诺的那些居民，按新测度已走得到的人数，不论由谁带来',
      'delivered: of the residents promised, those within reach by the new measurement, whoever brought it about',
    ),
  }
  yield {
    kind: 'figures',
    items: [
      { value: grouped(total.promised), label: say('许诺（人次）', 'promised') },
      { value: grouped(total.delivered), label: say('兑现（人次）', 'delivered') },
      ...(['all', 'less', 'none', 'unmeasured'] as const).map((o) => ({
        value: grouped(total.outcomes[o]),
        label: say(`${OUTCOME_NAMES[o].zh}的行动`, `actions: ${OUTCOME_NAMES[o].en}`),
      })),
    ],
  }
  const byId = new Map(plan.actions.map((a) => [a.id, a]))
  const told = delivery.actions.filter((a) => a.outcome !== 'unmeasured')
  if (told.length > 0)
    yield {
      kind: 'table',
      columns: [
        { text: say('圈', 'Circle') },
        { text: say('业态', 'Category') },
        { text: say('措施', 'Measure') },
        { text: say('进度', 'Status') },
        { text: say('许诺', 'Promised'), figures: true },
        { text: say('兑现', 'Delivered'), figures: true },
        { text: say('结果', 'Outcome') },
      ],
      rows: told.map((a): readonly Content[] => [
        circles.get(a.circle) ?? a.circle,
        category(a.category),
        MEASURE_NAMES[byId.get(a.id)!.measure][lang],
        STATUS_NAMES[a.status][lang],
        grouped(a.promised!),
        grouped(a.delivered!),
        a.outcome === 'all' ? OUTCOME_NAMES.all[lang] : { text: OUTCOME_NAMES[a.outcome][lang], tone: 'unsure' },
      ]),
    }
  const lost = delivery.moved.filter((m) => m.otherwise < -1)
  if (lost.length > 0) {
    yield { kind: 'heading', level: 3, text: say('行动之外，走得到的人少了', 'Fewer within reach, beside the actions') }
    yield {
      kind: 'table',
      columns: [
        { text: say('圈', 'Circle') },
        { text: say('业态', 'Category') },
        { text: say('起草时可达', 'Then'), figures: true },
        { text: say('现在可达', 'Now'), figures: true },
        { text: say('行动之外', 'Beside the actions'), figures: true },
      ],
      rows: lost.map((m) => [
        circles.get(m.circle) ?? m.circle,
        category(m.category),
        grouped(m.was),
        grouped(m.now),
        `−${grouped(-m.otherwise)}`,
      ]),
    }
  }
  for (const [outlets, zh, en] of [
    [delivery.closed, '其间不在了的网点', 'Outlets gone meanwhile'],
    [delivery.opened, '其间新有的网点', 'New outlets'],
  ] as const) {
    if (outlets.length === 0) continue
    yield {
      kind: 'heading',
      level: 3,
      text: say(`${zh}：${grouped(outlets.length)} 处`, `${en}: ${grouped(outlets.length)}`),
    }
    yield {
      kind: 'list',
      items: outlets.slice(0, NAMED).map(([id, of]) => `${id}${of.length > 0 ? say('：', ': ') : ''}${of.map(category).join(say('、', ', '))}`), // biome-ignore format: one line
    }
  }
}
