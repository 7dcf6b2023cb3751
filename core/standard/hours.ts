// Opening hours as people write them, in whatever way: read by our own reader of plain hours first, then as OpenStreetMap's.
import { osmHoursReader } from './osm-hours.ts'
import { readPlainHours } from './plain-hours.ts'
import type { Week } from './week.ts'

/** Reads opening hours; null where they say nothing, or nothing that can be understood. */
export type HoursReader = (text: string) => Week | null

/** A reader of hours in every way known here. Each text is read once: a ledger of 100,000 rows has a few hundred. */
export async function hoursReader(): Promise<HoursReader> {
  const readOsm = await osmHoursReader()
  const seen = new Map<string, Week | null>()
  return (text) => {
    let week = seen.get(text)
    if (week === undefined) {
      week = readPlainHours(text) ?? readOsm(text)
      seen.set(text, week)
    }
    return week
  }
}

/** Breakfast is asked for at half past seven, in minutes of the day. Our own proposal: no document names an hour. */
const BREAKFAST = 7 * 60 + 30

const SPAN = /(\d{1,2})[:：](\d{2})\s*(?:-|–|—|~|～|至|到)\s*(\d{1,2})[:：](\d{2})/g

/**
 * Whether hours as written cover half past seven in the morning; null where they are not known or cannot be read. Open on one
 * morning of the week is open in the morning. Classing asks this of every outlet and cannot wait for a library, so hours in OSM's
 * own syntax are not read here but searched for clock times; their days do not matter to the question.
 */
export function opensInTheMorning(hours: string | null | undefined): boolean | null {
  if (!hours) return null
  const week = readPlainHours(hours)
  if (week) return week.days.some(({ open }) => open.some(([from, to]) => from <= BREAKFAST && BREAKFAST < to))
  if (/24\s*\/\s*7|24\s*小时|全天/.test(hours)) return true
  let read = false
  for (const [, h1, m1, h2, m2] of hours.matchAll(SPAN)) {
    read = true
    const from = Number(h1) * 60 + Number(m1)
    const to = Number(h2) * 60 + Number(m2)
    // past midnight: 18:00-02:00 runs to two in the morning; 20:00-09:00 is open at breakfast
    if (to > from ? from <= BREAKFAST && BREAKFAST < to : from <= BREAKFAST || BREAKFAST < to) return true
  }
  return read ? false : null
}
