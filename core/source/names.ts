// Whether two names may mean one outlet. Ledgers write what the licence says, maps what the sign says.

/** A name as compared. */
export interface PlainName {
  /** Without case, blanks, punctuation, place, company form and branch; '' where nothing tells it from another of its kind. */
  readonly core: string
  /** What stands in its brackets or before 店 as a branch: 虹口, 四川北路; '' where there is none. */
  readonly branch: string
  readonly script: 'han' | 'latin' | 'other'
}

/** `same`: alike in all that tells; `similar`: probably; `silent`: one says nothing or is in another script; else `different`. */
export type Likeness = 'same' | 'similar' | 'silent' | 'different'

/** Words that say the kind of an outlet, or its legal form, but not which. */
const KIND_WORDS =
  /有限责任公司|股份有限公司|有限公司|公司|个体工商户|经营部|连锁|商行|便利店|便利|超市|生活超市|社区|菜市场|农贸市场|菜场|市场|药房|药店|大药房|理发店|理发|美容|美发|洗衣店|洗衣|餐厅|饭店|小吃店|小吃|早餐店|早餐|面馆|水果店|维修|服务站|服务中心|养老院|幼儿园|托育|托儿所|商店|商场|门店|分店|店|supermarket|convenience|store|shop|market|pharmacy|restaurant/g

/** 上海市虹口区… in front of a licence's name. */
const PLACE_WORDS =
  /^(?:[\u3400-\u9fff]{2,8}?(?:省|自治区))?(?:[\u3400-\u9fff]{2,5}?(?:市|自治州|盟))?(?:[\u3400-\u9fff]{1,5}?(?:新区|区|县))?/

/** The parts of a name that are compared. */
export function plainName(name: string): PlainName {
  let text = name.normalize('NFKC').toLowerCase().trim()
  let branch = ''
  text = text.replace(/[([【{〔]([^)\]】}〕]*)[)\]】}〕]/g, (_, inside: string) => {
    branch ||= inside
    return ''
  })
  // 全家便利店·四川北路店, 全家 四川北路店
  const tail = /[\s·・—-]+([^\s·・—-]+?)(?:分)?(?:门)?店$/.exec(text)
  if (tail && !branch) {
    branch = tail[1]!
    text = text.slice(0, tail.index)
  }
  branch = letters(branch.replace(/(?:分|门)?店$/, ''))
  const whole = letters(text)
  const placeless = whole.replace(PLACE_WORDS, '')
  const base = placeless.length >= 2 ? placeless : whole
  const core = base.replace(KIND_WORDS, '')
  const script = /[\u3400-\u9fff]/.test(core) ? 'han' : /[a-zà-ÿ]/.test(core) ? 'latin' : 'other'
  return { core: core.length >= 2 ? core : '', branch, script }
}

const letters = (text: string): string => (ONLY_LETTERS.test(text) ? text : text.replace(/[^\p{L}\p{N}]+/gu, ''))

/** Nearly every name is this when it gets here, and telling so costs a tenth of looking each character up. */
const ONLY_LETTERS = /^[a-z0-9\u3400-\u4dbf\u4e00-\u9fff]*$/

/** Bigrams in common, twice, over all bigrams (Dice 1945); 1 for equal texts, 0 for nothing in common. */
export function dice(a: string, b: string): number {
  if (a === b) return 1
  if (a.length < 2 || b.length < 2) return 0
  const counts = new Map<string, number>()
  for (let i = 0; i < a.length - 1; i++) {
    const pair = a.slice(i, i + 2)
    counts.set(pair, (counts.get(pair) ?? 0) + 1)
  }
  let common = 0
  for (let i = 0; i < b.length - 1; i++) {
    const pair = b.slice(i, i + 2)
    const left = counts.get(pair) ?? 0
    if (left > 0) {
      common++
      counts.set(pair, left - 1)
    }
  }
  return (2 * common) / (a.length + b.length - 2)
}

/** From here on two names are taken for one. An own proposal: 好邻居 / 好邻居生活 0.67, 罗森 / 罗森尼娜 0.5 are contained; 华联 / 联华 0. */
const SIMILAR = 0.6

/** How alike two names are. Symmetric. */
export function likeness(a: PlainName, b: PlainName): Likeness {
  if (a.branch && b.branch && !contained(a.branch, b.branch) && dice(a.branch, b.branch) < SIMILAR) {
    // two branches of a chain, however close; but a branch in Chinese says nothing about one in English
    if (/[a-z]/.test(a.branch) === /[a-z]/.test(b.branch)) return 'different'
  }
  if (a.core === '' || b.core === '') return 'silent'
  if (a.core === b.core) return 'same'
  if (contained(a.core, b.core) || dice(a.core, b.core) >= SIMILAR) return 'similar'
  return a.script !== b.script ? 'silent' : 'different'
}

/** Whether the shorter of two texts stands in the longer: two Chinese characters are enough, four Latin letters. */
function contained(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  return short.length >= (/[\u3400-\u9fff]/.test(short) ? 2 : 4) && long.includes(short)
}
