// In what order actions are taken up. Each rule is stated with what it rests on; the next is asked only where those before it tie.
import type { Name } from '../base/name.ts'
import type { Category, Tier } from '../standard/define.ts'
import { type Action, MEASURES } from './action.ts'

/** One rule: the smaller rank comes first. */
export interface OrderRule {
  readonly name: Name
  /** What says so; 'OWN': our own proposal. */
  readonly cites: string
  rank(action: Action, category: Category): number
}

const NOTICE = '商办流通函〔2024〕409号'
const TIERS: readonly Tier[] = ['basic', 'quality', 'carrier']
/** 服务“一老一小” comes before the other groups that the notices name. Which of two rules of one sentence goes first is our reading. */
const FIRST_GROUPS: readonly string[] = ['一老', '一小']

/** The rules, the first first. */
export const ORDER: readonly OrderRule[] = [
  {
    name: { zh: '先基本保障类，后品质提升类', en: 'basic before quality' },
    cites: `${NOTICE} 一（一）：优先配齐基本保障类业态，因地制宜发展品质提升类业态`,
    rank: (_, { tier }) => TIERS.indexOf(tier),
  },
  {
    name: {
      zh: '先“一老一小”，次通知点名的其他业态',
      en: 'elders and children first, then the other groups the notices name',
    },
    cites: `${NOTICE} 一（一）：发展“一店一早”，补齐“一菜一修”，服务“一老一小”`,
    rank: (_, { group }) => (group === null ? 2 : FIRST_GROUPS.includes(group) ? 0 : 1),
  },
  {
    name: { zh: '居民提得多的在前（按应答者的比例；未调查的按没有人提）', en: 'what more residents wished for first (share of those asked; where nobody was asked, nobody)' }, // biome-ignore format: one line
    cites: `${NOTICE} 一（一）：问需于民在前`,
    rank: ({ wishes }) => (wishes && wishes.asked > 0 ? -wishes.wanted / wishes.asked : 0),
  },
  {
    name: { zh: '先没有的，后有而不足、有而不营业的', en: 'what is not there before what is there and too small or shut' }, // biome-ignore format: one line
    cites: 'OWN',
    rank: ({ problem }) => (problem?.kind === 'insufficient' || problem?.kind === 'shut' ? 1 : 0),
  },
  {
    name: { zh: '缺的人多的在前', en: 'more people first' },
    cites: 'OWN',
    rank: ({ problem }) => -(problem?.people ?? 0),
  },
  {
    name: { zh: '同一缺口先核实，再按措施的先后', en: 'of one gap, the check first' },
    cites: 'OWN',
    rank: ({ measure }) => MEASURES.indexOf(measure),
  },
]

/** The actions in order; what ties in every rule goes by its id, so that the order is total. */
export function ordered<A extends Action>(actions: readonly A[], categories: readonly Category[]): A[] {
  const named = new Map(categories.map((c) => [c.id, c]))
  const known = (a: A) => named.get(a.category)
  const ranks = new Map(
    actions.map((a) => {
      const category = known(a)
      return [a, ORDER.map((rule) => (category ? rule.rank(a, category) : Number.POSITIVE_INFINITY))]
    }),
  )
  return [...actions].sort((a, b) => {
    const [x, y] = [ranks.get(a)!, ranks.get(b)!]
    for (let r = 0; r < ORDER.length; r++) if (x[r] !== y[r]) return x[r]! < y[r]! ? -1 : 1
    return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
  })
}
