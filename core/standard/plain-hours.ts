// Opening hours as ledgers write them: `7:00-21:00`, `7：00—21：00`, 上午9点到下午5点半, 周一至周五 8:30-17:30，周末休息, 24小时, 早6点-晚10点.
//
// The text is cut into words, one after another; a single one that is not known makes the whole unreadable. What is half
// understood is worse than unknown: 「午休12:00-13:00」 read as opening hours would open a shop when it shuts.
import { commonWeek, DAY, type Stretch, type Week, weekOf } from './week.ts'

/** Days, spans and what else stands between two stops, in order. A clause without days speaks of all of them. */
interface Clause {
  readonly days: Set<number>
  holidays: boolean
  /** Minutes from the day's midnight. */
  readonly spans: Stretch[]
  closed: boolean
  /** Open as on other days, whatever the day: 无休, 照常. */
  always: boolean
}

const DASH = '(?:\\s*(?:-+|~+|至|到)\\s*)'
const PERIOD = '(凌晨|清晨|清早|早上|早晨|早间|上午|早|中午|正午|下午|午后|傍晚|晚上|晚间|夜间|夜里|深夜|夜|晚|am|pm)?'
const TIME = `(次日|翌日|第二天)?\\s*${PERIOD}\\s*(\\d{1,2})\\s*(?:([:点时])\\s*(\\d{1,2}(?!\\d)|半|一刻|三刻|整)?\\s*分?)?\\s*(am|pm)?`
const SPAN = new RegExp(`^${TIME}${DASH}${TIME}`)
const DAY_NAME = '(?:周|星期|礼拜)'
const DAY_RANGE = new RegExp(`^${DAY_NAME}([一二三四五六日天])${DASH}${DAY_NAME}?([一二三四五六日天])`)
const DAY_LIST = new RegExp(`^${DAY_NAME}([一二三四五六日天](?:\\s*[,、和及]?\\s*[一二三四五六日天])*)`)
const WEEKEND = /^(?:周末|双休日)/
const WORKDAYS = /^(?:工作日|平日|平时)/
const EVERY_DAY = /^(?:每天|每日|天天|全周|一周七天|其余时间|其余|其他时间|其它时间|其他|其它)/
const HOLIDAYS = /^(?:(?:法定|国定|国家|公众)?节?假日|节日|(?:法定|国定)节日)/
const WHOLE_DAY = /^(?:7\s*[x×*]\s*24|24\s*\/\s*7|24\s*(?:小时|h(?:ours?)?)|全天(?:候)?|全日|昼夜)(?:\s*24\s*小时)?/
const CLOSED =
  /^(?:休息|不营业|不开放|不开门|不上班|停业|闭店|闭馆|闭园|关门|公休|店休|除外|休业|休馆|休(?=[\s,;、。)]|$))/
const ALWAYS =
  /^(?:全年无休|常年无休|天天无休|从不休息|无休(?:息)?|不休(?:息)?|不打烊|照常(?:营业|开放)?|正常(?:营业|开放)?)/
const FILLER =
  /^(?:营业时间|开放时间|服务时间|经营时间|营业时段|开门时间|营业|开放|服务|时间|时段|均|都|为|是|每|和|及|以及|的|[\s,;、。:/|()[\]【】])/
const STOP = /^[;。|\n]/
const SEASON = /夏季|冬季|夏令时|冬令时|夏时制|冬时制|夏天|冬天|春季|秋季|春夏季?|秋冬季?|淡季|旺季/

const DIGITS: Readonly<Record<string, number>> = { 一: 0, 二: 1, 三: 2, 四: 3, 五: 4, 六: 5, 日: 6, 天: 6 }
const WEEKDAYS = [0, 1, 2, 3, 4]
const ALL = [0, 1, 2, 3, 4, 5, 6]

/** Hours as plain people write them; null where any word of it is not understood. */
export function readPlainHours(text: string): Week | null {
  const plain = normal(text)
  if (!plain) return null
  if (!SEASON.test(plain)) return sectionWeek(plain)
  // 夏季 8:00-18:00，冬季 8:30-17:30: what holds in both is certain, the rest depends on the season
  const sections = plain.split(new RegExp(SEASON.source)).filter((s, i) => i > 0 || s.replace(/[\s,;:()]/g, '') !== '')
  const weeks = sections.map(sectionWeek)
  return weeks.length > 1 && weeks.every((week) => week !== null) ? commonWeek(weeks) : null
}

const NUMERALS = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二']

/** Full width made half, dashes made one, hours written out made digits. */
function normal(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[–—―─−﹣ー]/g, '-')
    .replace(/[〜∼]/g, '~')
    .replace(/[∶︰﹕]/g, ':')
    .replace(/两点/g, '2点')
    .replace(/二十四小时/g, '24小时')
    .replace(/(十[一二]?|[一二三四五六七八九])点/g, (_, n: string) => `${NUMERALS.indexOf(n)}点`)
    .trim()
}

/** The week that one section (a season, or all of it) says. */
function sectionWeek(text: string): Week | null {
  const clauses = clausesOf(text)
  return clauses && weekFrom(clauses)
}

/** The clauses of a text while it is read. */
class Reading {
  readonly clauses: Clause[] = []
  #clause: Clause | null = null

  /** The clause that a day opens, or goes on with where nothing was said of its days yet. */
  opened(): Clause {
    const last = this.#clause
    if (last && last.spans.length === 0 && !last.closed && !last.always) return last
    const clause = { days: new Set<number>(), holidays: false, spans: [], closed: false, always: false }
    this.#clause = clause
    this.clauses.push(clause)
    return clause
  }

  /** What follows 闭馆 speaks of the days that were not named. */
  going(): Clause {
    return this.#clause && !this.#clause.closed ? this.#clause : this.opened()
  }

  stop(): void {
    this.#clause = null
  }
}

const addDays = (reading: Reading, days: Iterable<number>) => {
  const clause = reading.opened()
  for (const day of days) clause.days.add(day)
}

/** Every word, what it does, and the first that fits is taken; false: it makes the text unreadable. */
const WORDS: readonly (readonly [word: RegExp, act: (reading: Reading, match: RegExpExecArray) => unknown])[] = [
  [DAY_RANGE, (r, [, from, to]) => addDays(r, daysFrom(DIGITS[from!]!, DIGITS[to!]!))],
  [
    DAY_LIST,
    (r, [, list]) =>
      addDays(
        r,
        [...list!].flatMap((c) => DIGITS[c] ?? []),
      ),
  ],
  [WEEKEND, (r) => addDays(r, [5, 6])],
  [WORKDAYS, (r) => addDays(r, WEEKDAYS)],
  [ALWAYS, (r) => Object.assign(r.going(), { always: true })],
  [EVERY_DAY, (r) => r.opened()],
  [HOLIDAYS, (r) => Object.assign(r.opened(), { holidays: true })],
  [WHOLE_DAY, (r) => r.going().spans.push([0, DAY])],
  [
    SPAN,
    (r, match) => {
      const span = spanOf(match)
      return span !== null && r.going().spans.push(span)
    },
  ],
  [CLOSED, (r) => Object.assign(r.going(), { closed: true })],
  [STOP, (r) => r.stop()],
  [FILLER, () => {}],
]

/** From one day of the week to another, round Sunday if need be. */
const daysFrom = (from: number, to: number) =>
  Array.from({ length: ((to - from + 7) % 7) + 1 }, (_, k) => (from + k) % 7)

/** The clauses of a text; null where a word is not known. */
function clausesOf(text: string): readonly Clause[] | null {
  const reading = new Reading()
  for (let rest = text; rest; ) {
    let length = 0
    for (const [word, act] of WORDS) {
      const match = word.exec(rest)
      if (!match) continue
      if (act(reading, match) === false) return null
      length = match[0].length
      break
    }
    if (length === 0) return null
    rest = rest.slice(length)
  }
  return reading.clauses
}

/** The hours of a match of SPAN; null where they make no sense, or could mean two things. */
function spanOf(m: RegExpExecArray): Stretch | null {
  // a bare `8-20` may be anything: one end at least must look like a time
  if (!m[2] && !m[4] && !m[6] && !m[8] && !m[10] && !m[12]) return null
  const from = minuteOf(m[1], m[2] ?? m[6], m[3]!, m[5])
  if (from === null || from >= DAY) return null
  const period = m[8] ?? m[12]
  let to = minuteOf(m[7], period, m[9]!, m[11])
  if (to === null) return null
  const first = m[2] ?? m[6]
  if (!period && !m[7] && first && to <= from) {
    // 下午2点到5点: the same half of the day; 上午9点到5点 says too little
    if (!isLate(first) || to + 12 * 60 <= from) return null
    to += 12 * 60
  }
  if (to === from) return null
  if (to < from) to += DAY
  return to - from <= DAY ? [from, to] : null
}

const isLate = (period: string) => /下午|午后|傍晚|晚|夜|pm/.test(period)

/** Minutes from midnight, up to the next day's noon; null where it is no time of day. */
function minuteOf(
  nextDay: string | undefined,
  period: string | undefined,
  hours: string,
  minutes: string | undefined,
): number | null {
  let h = Number(hours)
  const min = { 半: 30, 一刻: 15, 三刻: 45, 整: 0 }[minutes ?? '整'] ?? Number(minutes)
  if (h > 24 || min > 59 || (h === 24 && min > 0)) return null
  if (period) {
    if (/晚|夜/.test(period) && !/凌/.test(period) && h === 12) h = 24
    else if (/晚|夜/.test(period) && h >= 1 && h <= 4) h += 24
    else if (isLate(period) && h < 12) h += 12
    else if (/中午|正午/.test(period) && h <= 3) h += 12
    else if (/凌晨|am/.test(period) && h === 12) h = 0
  }
  if (nextDay && h < 24) h += 24
  return h * 60 + min
}

/**
 * What the clauses say together: those without days hold for every day, those with days take their place on theirs, and a day
 * that is said to be closed is. Null where no hours are said at all.
 */
function weekFrom(clauses: readonly Clause[]): Week | null {
  const named = (c: Clause) => c.days.size > 0 || c.holidays
  const base = clauses.filter((c) => !named(c))
  if (base.some((c) => c.closed)) return null
  const common = base.flatMap((c) => c.spans)
  const own = new Map<number, Stretch[]>()
  const shut = new Set<number>()
  let holidays: Week['holidays'] = null
  for (const c of clauses) {
    if (c.closed && c.spans.length > 0) return null // open or shut?
    if (c.holidays) holidays = c.closed ? 'closed' : c.spans.length > 0 || c.always ? 'open' : holidays
    else if (c.always && c.days.size === 0) holidays = 'open'
    for (const day of c.days) {
      if (c.closed) shut.add(day)
      else if (c.spans.length > 0) own.set(day, [...(own.get(day) ?? []), ...c.spans])
    }
  }
  if (common.length === 0 && own.size === 0) return null
  const open = ALL.flatMap((day) =>
    shut.has(day) ? [] : (own.get(day) ?? common).map(([from, to]): Stretch => [day * DAY + from, day * DAY + to]),
  )
  return weekOf(open, [], holidays)
}
