// Data: whom a category is for. Places of a category are held against the residents of its band; where nothing is said here, against
// all residents. The bands are those that BANDS has.
import type { Sourced } from '../base/certainty.ts'
import type { Band } from '../source/rows.ts'

const ELDERS: Sourced<Band> = {
  value: '60+',
  source:
    '《中华人民共和国老年人权益保障法》第二条：本法所称老年人是指六十周岁以上的公民（转载 http://www.jianbiaoku.com/webarbs/book/164681/4715676.shtml）',
  status: 'verified',
}

/** By category id. */
const BANDS_SERVED: Readonly<Record<string, Sourced<Band>>> = {
  'elder-care': ELDERS,
  'elder-canteen': { ...ELDERS, source: `推定：助餐点以老年人计；${ELDERS.source}`, status: 'inference' },
  childcare: {
    value: '0-2',
    source:
      '推定：托位以3岁以下计（《上海市15分钟社区生活圈规划导则（试行）》：0—3岁托管）；本业态一并列入幼儿园，其学位不全是托位',
    status: 'inference',
  },
}

/** The band that a category serves, and why; null: all residents. */
export const bandServedBy = (category: string): Sourced<Band> | null => BANDS_SERVED[category] ?? null
