// For tests: a week as one line, `7:00-21:00 ×7` or a day at a time, so that expectations can be read.
import type { Day, Interval, Week } from '../standard/week.ts'

const clock = (minute: number) => `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`
const spans = (all: readonly Interval[]) => all.map(([from, to]) => `${clock(from)}-${clock(to)}`).join(',')
const dayText = ({ open, unsure }: Day) => `${spans(open)}${unsure.length ? `?${spans(unsure)}` : ''}` || 'off'

/** `7:00-21:00 ×7 · PH closed`; unsure hours stand behind a question mark, days run from Monday, like days are counted. */
export function weekText(week: Week | null): string | null {
  if (!week) return null
  const runs: [string, number][] = []
  for (const day of week.days.map(dayText)) {
    const last = runs.at(-1)
    if (last?.[0] === day) last[1]++
    else runs.push([day, 1])
  }
  return `${runs.map(([day, n]) => `${day} ×${n}`).join(' | ')}${week.holidays ? ` · PH ${week.holidays}` : ''}`
}
