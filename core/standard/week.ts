// A week of opening hours: what hours as written, in whatever language, become. Monday is day 0; minutes count from midnight.

/** Minutes of a day, `[from, to)`, 0–1440. */
export type Interval = readonly [from: number, to: number]

/** One day. What is in neither list is closed. */
export interface Day {
  /** Open for certain: ascending, apart from each other. */
  readonly open: readonly Interval[]
  /** Open at some times of the year, by appointment, or until nobody says when: it cannot be told. */
  readonly unsure: readonly Interval[]
}

/** Opening hours by weekday, Monday first. Hours past midnight stand on the day on which they are kept. */
export interface Week {
  readonly days: readonly Day[]
  /** On public holidays; null: not said. */
  readonly holidays: 'open' | 'closed' | null
}

/** How an outlet stands at a moment. `unknown`: its hours are not known, or leave it open. */
export type Standing = 'open' | 'closed' | 'unknown'

/** A moment of an ordinary week. */
export interface Moment {
  /** 0 Monday … 6 Sunday. */
  readonly day: number
  /** Minutes since midnight, 0–1439. */
  readonly minute: number
}

/** Minutes of a day and of a week. */
export const DAY = 1440
const WEEK = 7 * DAY

/** How hours stand at a moment; `unknown` where there are none. */
export function standingAt(week: Week | null, { day, minute }: Moment): Standing {
  if (!week) return 'unknown'
  const { open, unsure } = week.days[day]!
  const holds = ([from, to]: Interval) => from <= minute && minute < to
  if (open.some(holds)) return 'open'
  return unsure.some(holds) ? 'unknown' : 'closed'
}

/** A stretch of opening, in minutes from Monday's midnight; it may run past the end of the week, into its beginning. */
export type Stretch = readonly [from: number, to: number]

/** The week made of stretches; those past Sunday's midnight go on at Monday's. What is open for certain is not unsure as well. */
export function weekOf(
  open: readonly Stretch[],
  unsure: readonly Stretch[] = [],
  holidays: Week['holidays'] = null,
): Week {
  const certain = painted(open)
  const perhaps = painted(unsure)
  const days = Array.from({ length: 7 }, (_, day): Day => {
    const at = day * DAY
    return {
      open: intervalsWhere((m) => certain[at + m] === 1),
      unsure: intervalsWhere((m) => perhaps[at + m] === 1 && certain[at + m] === 0),
    }
  })
  return { days, holidays }
}

/** What holds in every one of several weeks (of a year, of its seasons) is certain; what holds in some is unsure. */
export function commonWeek(weeks: readonly Week[]): Week {
  const stretches = (week: Week, which: keyof Day) =>
    week.days.flatMap((d, day) => d[which].map(([from, to]): Stretch => [day * DAY + from, day * DAY + to]))
  const times = new Uint8Array(WEEK)
  const perhaps = new Uint8Array(WEEK)
  for (const week of weeks) {
    painted(stretches(week, 'open')).forEach((on, m) => {
      times[m]! += on
    })
    painted(stretches(week, 'unsure')).forEach((on, m) => {
      perhaps[m]! |= on
    })
  }
  const runs = (holds: (minute: number) => boolean) => intervalsWhere(holds, WEEK)
  const said = new Set(weeks.map((w) => w.holidays))
  return weekOf(
    runs((m) => times[m] === weeks.length),
    runs((m) => perhaps[m] === 1 || (times[m]! > 0 && times[m]! < weeks.length)),
    said.size === 1 ? weeks[0]!.holidays : null,
  )
}

/** Per minute of the week: 1 where a stretch covers it. */
function painted(stretches: readonly Stretch[]): Uint8Array {
  const minutes = new Uint8Array(WEEK)
  for (const [from, to] of stretches) {
    for (let m = from; m < Math.min(to, from + WEEK); m++) minutes[m % WEEK] = 1
  }
  return minutes
}

/** The intervals of `[0, end)` in which `holds` does. */
function intervalsWhere(holds: (minute: number) => boolean, end = DAY): Interval[] {
  const found: Interval[] = []
  for (let m = 0; m < end; m++) {
    if (!holds(m)) continue
    const from = m
    while (m < end && holds(m)) m++
    found.push([from, m])
  }
  return found
}
